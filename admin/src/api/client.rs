//! Calls the Management API: lets itself in, keeps within the limit, tries again where that is safe.
//!
//! `&self` throughout: as many calls as the caller likes can be under way at once, and share the token and the pace.

use std::time::Duration;

use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value as Json, json};
use tokio::{sync::Mutex, time::sleep};

use super::{
    failure::Failure,
    methods::Method,
    pace::Pace,
    request::Request,
    waits::{GaveUp, LONGEST, Waits},
    wire::{Answer, Auth, Broken, Hope, Wire},
};
use crate::{
    error::Error,
    report::say,
    tenant::{Credentials, Tenant},
    text::one_line,
};

/// A wait that an operator would take for a standstill is announced.
const WORTH_A_WORD: Duration = Duration::from_secs(5);

/// A tenant's Management API.
pub struct Client {
    wire: Wire,
    tenant: Tenant,
    /// Fetched at the first call, kept for the process's life or until the tenant says that it is over.
    token: Mutex<Option<SecretString>>,
    pace: Pace,
}

impl Client {
    /// # Errors
    /// If the settings are incomplete, or the system's certificates can't be had.
    pub fn from_env() -> Result<Self, Error> {
        let tenant = Tenant::from_env()?;
        let wire = Wire::new(&tenant.domain)?;
        Ok(Self { wire, tenant, token: Mutex::default(), pace: Pace::default() })
    }

    /// Calls a method. `doing` is verb, noun and quoted id, for the error: `read user "auth0|1"`.
    ///
    /// # Errors
    /// [`Error::Call`].
    pub async fn call(&self, method: Method<'_>, doing: &str) -> Result<Json, Error> {
        self.send(&method.request()).await.map_err(|failure| Error::Call { doing: doing.to_owned(), failure })
    }

    /// Sends a request and gives back the answer's JSON.
    ///
    /// # Errors
    /// Once there is no more hope in trying.
    pub async fn send(&self, request: &Request) -> Result<Json, Failure> {
        let mut token = self.token(None).await?;
        match self.persist(request, Auth::Token(&token)).await {
            // A token of ours can run out on the way.
            Err(Failure::TokenNotAccepted) if matches!(self.tenant.credentials, Credentials::Client { .. }) => {
                token = self.token(Some(&token)).await?;
                self.persist(request, Auth::Token(&token)).await
            }
            result => result,
        }
    }

    /// The token; a new one if `refused` is the one at hand.
    async fn token(&self, refused: Option<&SecretString>) -> Result<SecretString, Failure> {
        // Held while the token is fetched: calls that start together wait for one token instead of fetching many.
        let mut held = self.token.lock().await;
        let is_refused = |token: &SecretString| refused.is_some_and(|old| old.expose_secret() == token.expose_secret());
        if let Some(token) = held.as_ref().filter(|token| !is_refused(token)) {
            return Ok(token.clone());
        }
        let token = match &self.tenant.credentials {
            Credentials::Token(token) => token.clone(),
            Credentials::Client { id, secret } => self.fetch_token(id, secret).await?,
        };
        *held = Some(token.clone());
        Ok(token)
    }

    /// Source: <https://auth0.com/docs/api/authentication/client-credential-flow/get-token>
    async fn fetch_token(&self, id: &str, secret: &SecretString) -> Result<SecretString, Failure> {
        let body = json!({
            "grant_type": "client_credentials",
            "audience": format!("{}/api/v2/", self.tenant.domain.base()),
        });
        let request =
            Request { method: "POST", path: "/oauth/token".into(), body: Some(body), is_repeatable: true, scopes: &[] };
        let answer = self.persist(&request, Auth::Client { id, secret }).await?;
        match answer.get("access_token").and_then(Json::as_str) {
            Some(token) => Ok(token.into()),
            None => Err(Failure::NotUnderstood("there is no access_token in it".to_owned())),
        }
    }

    /// Tries until there is an answer that settles it, or no hope.
    async fn persist(&self, request: &Request, auth: Auth<'_>) -> Result<Json, Failure> {
        let mut waits = Waits::new();
        loop {
            // The limit is the API's; a token is fetched from elsewhere.
            let permit = match auth {
                Auth::Token(_) => Some(self.pace.admit().await),
                Auth::Client { .. } => None,
            };
            let tried = self.wire.send(request, auth).await;
            if let (Some(permit), Ok(answer)) = (permit, &tried) {
                permit.answered(&answer.limits);
            }
            let wait = match tried {
                Ok(answer) if answer.status.is_success() => return parsed(&answer.body),
                Ok(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS => {
                    let tries = waits.tries();
                    let wait = waits.next(answer.limits.wait()).map_err(|gave_up| match gave_up {
                        GaveUp::Tries(_) => Failure::TooManyRequests { tries },
                        GaveUp::AskedToWait(wait) => Failure::AskedToWait(wait),
                    })?;
                    if self.pace.hold(wait) && wait >= WORTH_A_WORD {
                        say(format_args!("the tenant's rate limit is used up: waiting {} s", wait.as_secs()));
                    }
                    wait
                }
                Ok(answer) if answer.status.is_server_error() => {
                    let status = answer.status.as_u16();
                    let asked = answer.limits.retry_after;
                    if !request.is_repeatable {
                        // Whoever looks what became of it has to wait as well, unless it is too long to sit through.
                        if let Some(asked) = asked.filter(|asked| *asked <= LONGEST) {
                            self.pace.hold(asked);
                        }
                        return Err(Failure::Uncertain(format!("the tenant fails ({status})")));
                    }
                    waits.next(asked).map_err(|gave_up| match gave_up {
                        GaveUp::Tries(tries) => Failure::Broken { status, tries },
                        GaveUp::AskedToWait(wait) => Failure::AskedToWait(wait),
                    })?
                }
                Ok(answer) => return Err(self.refusal(request, auth, &answer)),
                Err(Broken { next: Hope::None, why }) => {
                    return Err(Failure::NoAnswer { why: why.to_owned(), tries: waits.tries() });
                }
                Err(Broken { next: Hope::MayBeDone, why }) if !request.is_repeatable => {
                    return Err(Failure::Uncertain(why.to_owned()));
                }
                Err(Broken { why, .. }) => {
                    let tries = waits.tries();
                    waits.next(None).map_err(|_| Failure::NoAnswer { why: why.to_owned(), tries })?
                }
            };
            sleep(wait).await;
        }
    }

    fn refusal(&self, request: &Request, auth: Auth<'_>, answer: &Answer) -> Failure {
        let has_token = matches!(auth, Auth::Token(_));
        let json = serde_json::from_str::<Json>(&answer.body).unwrap_or_default();
        let field = |name| json.get(name).and_then(Json::as_str);
        let message = field("message").or_else(|| field("error_description")).or_else(|| field("error"));
        let message = self.without_secrets(&one_line(message.unwrap_or("it doesn't say why")));
        match answer.status.as_u16() {
            401 if has_token => Failure::TokenNotAccepted,
            401 => Failure::ClientNotAccepted,
            403 if !has_token => Failure::ClientNotAuthorized(message),
            403 if field("errorCode").is_none_or(|code| code == "insufficient_scope") => {
                let named =
                    message.split_once("expected any of:").map(|(_, scopes)| scopes.trim().replace(',', " or "));
                Failure::MissingScope(named.unwrap_or_else(|| request.scopes.join(" or ")))
            }
            404 => Failure::NotFound(message),
            status => Failure::Refused { status, message },
        }
    }

    /// No tenant should quote what it was sent, but none must be able to make this tool print it.
    fn without_secrets(&self, text: &str) -> String {
        text.replace(self.tenant.credentials.secret(), "(secret)")
    }
}

fn parsed(body: &str) -> Result<Json, Failure> {
    if body.is_empty() {
        return Ok(Json::Null);
    }
    serde_json::from_str(body).map_err(|_| Failure::NotUnderstood("it is not JSON".to_owned()))
}
