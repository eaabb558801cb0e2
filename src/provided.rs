//! What the provider's picture is.

use crate::{gravatar::Gravatar, profile::Value, standard::Url};

/// `user.picture`, as far as the decision cares.
pub enum Provided {
    Gravatar(Gravatar),
    /// Auth0's own image of a user's initials.
    Initials,
    /// Empty, missing, or no string.
    Nothing,
    Other,
}

impl Provided {
    pub fn read(picture: &Value) -> Self {
        let Value::Text(text) = picture else {
            return Self::Nothing;
        };
        if text.is_empty() {
            return Self::Nothing;
        }
        match Url::parse(text) {
            None => Self::Other,
            Some(url) if Gravatar::is(url.href()) => Self::Gravatar(Gravatar::new(url)),
            Some(url) if is_initials(url.href().host(), url.href().path()) => Self::Initials,
            Some(_) => Self::Other,
        }
    }
}

/// `cdn.auth0.com/avatars/…`, plain or through WordPress's image proxy, as Gravatar's redirects leave it.
fn is_initials(host: &str, path: &str) -> bool {
    match host.as_bytes() {
        b"cdn.auth0.com" => path.starts_with("/avatars/"),
        [b'i', b'0'..=b'9', b'.', b'w', b'p', b'.', b'c', b'o', b'm'] => path.starts_with("/cdn.auth0.com/avatars/"),
        _ => false,
    }
}
