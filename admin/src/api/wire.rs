//! One request, once: what came back, or how far it got.

use std::{error, io, time::Duration};

use reqwest::{StatusCode, header, redirect};
use secrecy::{ExposeSecret, SecretString};

use super::{limits::Limits, request::Request};
use crate::{error::Error, tenant::Domain};

/// HTTP to one tenant.
pub struct Wire {
    http: reqwest::Client,
    base: String,
}

/// As whom a request goes out. It is added here, so that a [`Request`] holds no secret and can be shown.
#[derive(Clone, Copy)]
pub enum Auth<'a> {
    /// With a token, for the Management API.
    Token(&'a SecretString),
    /// With the application's credentials in the body, for a token.
    Client { id: &'a str, secret: &'a SecretString },
}

/// A whole answer.
pub struct Answer {
    pub status: StatusCode,
    pub limits: Limits,
    pub body: String,
}

/// A try that brought no whole answer.
pub struct Broken {
    pub why: &'static str,
    pub next: Hope,
}

/// What another try is worth.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hope {
    /// None: the host's name or certificate is wrong.
    None,
    /// The request never left, so that it can't have been carried out.
    NeverLeft,
    /// It may have been carried out.
    MayBeDone,
}

impl Wire {
    /// # Errors
    /// If the system's certificates can't be had.
    pub fn new(domain: &Domain) -> Result<Self, Error> {
        let builder = reqwest::Client::builder()
            .user_agent(concat!("picture-admin/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            // The API redirects nowhere, and the token is for this host alone.
            .redirect(redirect::Policy::none());
        let builder = if domain.is_loopback() { builder.no_proxy() } else { builder };
        let http = builder.build().map_err(|error| Error::Client(error.to_string()))?;
        Ok(Self { http, base: domain.base().to_owned() })
    }

    /// # Errors
    /// If no whole answer came.
    pub async fn send(&self, request: &Request, auth: Auth<'_>) -> Result<Answer, Broken> {
        let url = format!("{}{}", self.base, request.path);
        let method = reqwest::Method::from_bytes(request.method.as_bytes()).unwrap_or_default();
        let mut builder = self.http.request(method, url).header(header::ACCEPT, "application/json");
        let mut body = request.body.clone();
        match (auth, &mut body) {
            (Auth::Client { id, secret }, Some(body)) => {
                body["client_id"] = id.into();
                body["client_secret"] = secret.expose_secret().into();
            }
            (Auth::Client { .. }, None) => {}
            (Auth::Token(token), _) => builder = builder.bearer_auth(token.expose_secret()),
        }
        if let Some(body) = body {
            builder = builder.header(header::CONTENT_TYPE, "application/json").body(body.to_string());
        }
        let response = builder.send().await.map_err(|error| Broken::new(&error))?;
        let status = response.status();
        let limits = Limits::read(response.headers());
        let body = response.text().await.map_err(|error| Broken::new(&error))?;
        Ok(Answer { status, limits, body })
    }
}

impl Broken {
    fn new(error: &reqwest::Error) -> Self {
        let (why, next) = if error.is_dns() {
            ("the tenant's host is not known", Hope::None)
        } else if is_distrusted(error) {
            ("the tenant's certificate is not trusted", Hope::None)
        } else if error.is_connect() {
            ("the tenant can't be reached", Hope::NeverLeft)
        } else if error.is_timeout() {
            ("the tenant doesn't answer in time", Hope::MayBeDone)
        } else {
            ("the connection broke before the answer was there", Hope::MayBeDone)
        };
        Self { why, next }
    }
}

/// Whether a certificate was turned down. An I/O error keeps what it wraps to itself: its source is the wrapped one's.
fn is_distrusted(error: &(dyn error::Error + 'static)) -> bool {
    if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
        return true;
    }
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => is_distrusted(wrapped),
        None => error.source().is_some_and(is_distrusted),
    }
}
