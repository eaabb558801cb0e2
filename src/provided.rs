//! What the provider's picture is.

use crate::{gravatar::Gravatar, standard::Url, value::Value};

/// `user.picture`, as far as the decision cares.
pub enum Provided<'a> {
    Gravatar(Gravatar<'a>),
    /// Auth0's own image of a user's initials.
    Initials,
    /// Empty, missing, or no string.
    Nothing,
    Other,
}

impl<'a> Provided<'a> {
    pub fn read(picture: &'a Value) -> Self {
        let Some(text) = picture.text().filter(|text| !text.is_empty()) else {
            return Self::Nothing;
        };
        match Url::parse(text) {
            None => Self::Other,
            Some(url) if Gravatar::is(url.href()) => Self::Gravatar(Gravatar::new(url)),
            Some(url) if is_initials(url.href().host(), url.href().path()) => Self::Initials,
            Some(_) => Self::Other,
        }
    }
}

/// `cdn.auth0.com/avatars/…`, plain or through WordPress's image proxy, as Gravatar's redirects leave it.
fn is_initials(host: &[u8], path: &[u8]) -> bool {
    match host {
        b"cdn.auth0.com" => path.starts_with(b"/avatars/"),
        [b'i', b'0'..=b'9', b'.', b'w', b'p', b'.', b'c', b'o', b'm'] => path.starts_with(b"/cdn.auth0.com/avatars/"),
        _ => false,
    }
}
