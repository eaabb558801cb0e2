//! The decision table: which picture the ID token carries, and why.

use std::{borrow::Cow, cell::LazyCell, fmt};

use serde::Serialize;

use crate::{
    picture_url::{PictureUrl, Rejection},
    profile::Profile,
    provided::Provided,
    settings::Settings,
    value::Value,
};

/// What happens to the `picture` claim of the ID token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claim<'a> {
    /// Nothing is called: the token keeps what Auth0 put there.
    Keep,
    /// `setCustomClaim("picture", …)`: an absolute URL in its normalized form, or `""` for no picture.
    Set(Cow<'a, str>),
}

/// The row of the table that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// 1: `user_metadata.picture` is blank.
    Removed,
    /// 2: `user_metadata.picture` passes the URL rule.
    Metadata,
    /// 3: `gravatar_disabled` is set, and the provider's picture is a Gravatar.
    GravatarDisabled,
    /// 4: the provider's picture is a Gravatar, and there is a tenant default for who has none.
    GravatarDefault,
    /// 5: there is a tenant default, and the provider has initials or nothing.
    Default,
    /// 6: the provider has a picture.
    Provider,
    /// 7: there is none.
    None,
}

/// What [`decide`] found, the same wherever it is read: `{"claim": "keep" | {"set": …}, "reason": …, "rejection": …}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision<'a> {
    /// What happens to the claim.
    pub claim: Claim<'a>,
    /// Why.
    pub reason: Reason,
    /// Why `user_metadata.picture` was passed over, where it holds something that is not a picture.
    pub rejection: Option<Rejection>,
}

/// The first row that fits decides: 1 and 2 here, the rest where the user chose nothing that passes. Never panics, calls
/// nothing but the URL parser.
pub fn decide<'a>(profile: &'a Profile, settings: &'a Settings) -> Decision<'a> {
    let chosen = Chosen::read(&profile.metadata_picture, settings);
    let rejection = chosen.rejection();
    let default = settings.default_picture();
    let (claim, reason) = match chosen {
        Chosen::Removed => (set_or_empty(default), Reason::Removed),
        Chosen::Picture(picture) => (Claim::Set(picture.into_text()), Reason::Metadata),
        Chosen::Rejected(_) | Chosen::Nothing => decide_on_provided(profile, default),
    };
    Decision { claim, reason, rejection }
}

/// Rows 3 to 7. Apart, so that a first login that does not come here does not wait for it to be compiled.
#[inline(never)]
fn decide_on_provided<'a>(profile: &'a Profile, default: Option<&'a PictureUrl>) -> (Claim<'a>, Reason) {
    // Parsed at most once, and only if a row asks: most logins never get there.
    let provided = LazyCell::new(|| Provided::read(&profile.picture));
    match default {
        default
            if profile.is_gravatar_disabled()
                && let Provided::Gravatar(gravatar) = &*provided =>
        {
            let own = || gravatar.default_image().map_or("".into(), PictureUrl::into_text);
            (default.map_or_else(|| Claim::Set(own()), set), Reason::GravatarDisabled)
        }
        Some(default) if let Provided::Gravatar(gravatar) = &*provided => {
            (Claim::Set(gravatar.with_default_image(default).into()), Reason::GravatarDefault)
        }
        Some(default) if matches!(*provided, Provided::Initials | Provided::Nothing) => (set(default), Reason::Default),
        _ if profile.picture.has_text() => (Claim::Keep, Reason::Provider),
        _ => (Claim::Keep, Reason::None),
    }
}

impl Decision<'_> {
    /// The same, holding on to nothing that it was made from.
    pub fn into_owned(self) -> Decision<'static> {
        let claim = match self.claim {
            Claim::Keep => Claim::Keep,
            Claim::Set(text) => Claim::Set(text.into_owned().into()),
        };
        Decision { claim, ..self }
    }
}

/// What `user_metadata.picture` says.
enum Chosen<'a> {
    Removed,
    Picture(PictureUrl<'a>),
    Rejected(Rejection),
    Nothing,
}

impl<'a> Chosen<'a> {
    fn read(metadata_picture: &'a Value, settings: &Settings) -> Self {
        match metadata_picture.text() {
            Some(text) if is_blank(text) => Self::Removed,
            None if metadata_picture.is_missing() => Self::Nothing,
            _ => match PictureUrl::read(metadata_picture, settings.allowed_hosts()) {
                Ok(picture) => Self::Picture(picture),
                Err(rejection) => Self::Rejected(rejection),
            },
        }
    }

    fn rejection(&self) -> Option<Rejection> {
        match self {
            Self::Rejected(rejection) => Some(*rejection),
            _ => None,
        }
    }
}

/// Empty, or nothing but ASCII white space (Infra standard, section 4.6).
fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}

fn set<'a>(picture: &'a PictureUrl) -> Claim<'a> {
    Claim::Set(picture.as_str().into())
}

/// `""` and not null: the Actions API has no call that removes a claim, and what null does is undocumented.
fn set_or_empty<'a>(picture: Option<&'a PictureUrl>) -> Claim<'a> {
    picture.map_or(Claim::Set("".into()), set)
}

/// The reason in words, for a person.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Removed => "the user's metadata says: no picture",
            Self::Metadata => "the picture in the user's metadata",
            Self::GravatarDisabled => "the user's metadata turns Gravatar off",
            Self::GravatarDefault => "the user's Gravatar, with the tenant default for who has none",
            Self::Default => "the tenant default, in place of initials or nothing",
            Self::Provider => "the provider's picture",
            Self::None => "there is no picture",
        })
    }
}
