//! The URL rule: which URLs a user may put into their own token.
//!
//! `user_metadata` is user-controlled input (public sign-up, some browser tokens and identity-provider mappings write
//! it), and applications fetch or render the claim. A [`PictureUrl`] can only be had by [`PictureUrl::parse`], so
//! whoever holds one holds a URL that passed.

use std::{borrow::Cow, error, fmt};

use serde::Serialize;

use crate::{
    host_list::HostList,
    standard::{Scheme, Url},
    value::Value,
};

/// The longest normalized form that passes, in characters (all of them ASCII).
const LONGEST: usize = 2048;

/// An absolute `https` URL in its normalized form, safe to hand to an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureUrl<'a>(Cow<'a, str>);

impl<'a> PictureUrl<'a> {
    /// The URL rule, on a value of any type: [`Rejection::NotAString`], else what [`Self::parse`] says.
    ///
    /// # Errors
    /// The first check that failed.
    pub fn read(value: &'a Value, allowed_hosts: &HostList) -> Result<Self, Rejection> {
        value.text().ok_or(Rejection::NotAString).and_then(|text| Self::parse(text, allowed_hosts))
    }

    /// Parses as the WHATWG URL standard does it, and applies the rule in the order of [`Rejection`].
    ///
    /// # Errors
    /// The first check that failed.
    pub fn parse(text: &'a str, allowed_hosts: &HostList) -> Result<Self, Rejection> {
        let Some(url) = Url::parse(text) else {
            return Err(Rejection::NotAUrl);
        };
        let href = url.href();
        if href.scheme() != Scheme::Https {
            return Err(Rejection::NotHttps);
        }
        if href.has_credentials() {
            return Err(Rejection::Credentials);
        }
        if !is_dns_name(href.host()) || !allowed_hosts.allows(href.host()) {
            return Err(Rejection::Host);
        }
        if href.as_str().len() > LONGEST {
            return Err(Rejection::TooLong);
        }
        Ok(Self(url.into_text()))
    }

    /// The normalized form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The normalized form; borrowed where it is the text that was parsed.
    pub fn into_text(self) -> Cow<'a, str> {
        self.0
    }

    /// The same, holding on to nothing that it was parsed from.
    pub fn into_owned(self) -> PictureUrl<'static> {
        PictureUrl(self.0.into_owned().into())
    }
}

/// A name that DNS can hold (RFC 1035, section 2.3.4: labels of 1 to 63 characters, 253 in all), with a dot in it. The
/// parser has made an IPv4 address of every host whose last label is a number, so none of those is a name. It lets
/// through quotes, brackets and empty labels, which no picture's host has and which break pages that forget to escape.
fn is_dns_name(host: &[u8]) -> bool {
    let is_label = |label: &[u8]| {
        matches!(label.len(), 1..=63)
            && label.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    let is_dot = |byte: &u8| *byte == b'.';
    let top = host.rsplit(is_dot).next().unwrap_or_default();
    // Not `contains`: that brings `memchr` along, which every first login would wait for.
    host.iter().any(is_dot)
        && host.len() <= 253
        && host.split(is_dot).all(is_label)
        && !top.iter().all(u8::is_ascii_digit)
}

/// Why a value is not a picture, in the order of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "&'static str")]
pub enum Rejection {
    /// It is a number, an object, …
    NotAString,
    /// It does not parse as an absolute URL.
    NotAUrl,
    /// Its scheme is another: `http:`, `javascript:`, `data:`, …
    NotHttps,
    /// It has a user name or a password.
    Credentials,
    /// Its host is no DNS name with a dot in it, or not on the tenant's list.
    Host,
    /// Its normalized form has more than 2,048 characters.
    TooLong,
}

impl Rejection {
    /// The code, as the Action's log and `--json` write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAString => "not_a_string",
            Self::NotAUrl => "not_a_url",
            Self::NotHttps => "not_https",
            Self::Credentials => "credentials",
            Self::Host => "host",
            Self::TooLong => "too_long",
        }
    }
}

impl From<Rejection> for &'static str {
    fn from(rejection: Rejection) -> Self {
        rejection.code()
    }
}

/// The rejection in words, for a person.
impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAString => "it is not a string",
            Self::NotAUrl => "it is not an absolute URL",
            Self::NotHttps => "its scheme is not https",
            Self::Credentials => "it carries a user name or a password",
            Self::Host => "its host is not a DNS name with a dot in it, or not one that the tenant allows",
            Self::TooLong => "its normalized form is longer than 2,048 characters",
        })
    }
}

impl error::Error for Rejection {}
