//! The decision table: which picture the ID token carries, and why.

use std::{cell::LazyCell, fmt};

use serde::Serialize;

use crate::{
    picture_url::{PictureUrl, Rejection},
    profile::{Profile, Value},
    provided::Provided,
    settings::Settings,
    standard::Text,
};

/// What happens to the `picture` claim of the ID token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Claim {
    /// Nothing is called: the token keeps what Auth0 put there.
    Keep,
    /// `setCustomClaim("picture", …)`: an absolute URL in its normalized form, or `""` for no picture.
    Set(Text),
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
pub struct Decision {
    /// What happens to the claim.
    pub claim: Claim,
    /// Why.
    pub reason: Reason,
    /// Why `user_metadata.picture` was passed over, where it holds something that is not a picture.
    pub rejection: Option<Rejection>,
}

/// Decides; the first row that fits does. Never panics, calls nothing but the URL parser.
pub fn decide(profile: &Profile, settings: &Settings) -> Decision {
    let chosen = Chosen::read(&profile.metadata_picture, settings);
    // Parsed at most once, and only if a row asks: most logins never get there.
    let provided = LazyCell::new(|| Provided::read(&profile.picture));
    let default = settings.default_picture();

    let (claim, reason) = match (&chosen, default) {
        (Chosen::Removed, default) => (set_or_empty(default), Reason::Removed),
        (Chosen::Picture(picture), _) => (set(picture), Reason::Metadata),
        (_, default)
            if profile.gravatar_disabled
                && let Provided::Gravatar(gravatar) = &*provided =>
        {
            let picture = default.cloned().or_else(|| gravatar.default_image());
            (set_or_empty(picture.as_ref()), Reason::GravatarDisabled)
        }
        (_, Some(default)) if let Provided::Gravatar(gravatar) = &*provided => {
            (Claim::Set(gravatar.with_default_image(default)), Reason::GravatarDefault)
        }
        (_, Some(default)) if matches!(*provided, Provided::Initials | Provided::Nothing) => {
            (set(default), Reason::Default)
        }
        _ if profile.has_picture() => (Claim::Keep, Reason::Provider),
        _ => (Claim::Keep, Reason::None),
    };
    Decision { claim, reason, rejection: chosen.rejection() }
}

/// What `user_metadata.picture` says.
enum Chosen {
    Removed,
    Picture(PictureUrl),
    Rejected(Rejection),
    Nothing,
}

impl Chosen {
    fn read(metadata_picture: &Value, settings: &Settings) -> Self {
        match metadata_picture {
            Value::Missing => Self::Nothing,
            Value::Text(text) if text.is_blank() => Self::Removed,
            value => match PictureUrl::parse(value, settings.allowed_hosts()) {
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

fn set(picture: &PictureUrl) -> Claim {
    Claim::Set(picture.text().clone())
}

/// `""` and not null: the Actions API has no call that removes a claim, and what null does is undocumented.
fn set_or_empty(picture: Option<&PictureUrl>) -> Claim {
    picture.map_or_else(|| Claim::Set("".into()), set)
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
