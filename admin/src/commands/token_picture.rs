//! What a user's next token will carry, decided by the code that decides at the login.

use std::fmt;

use picture_claim::{Claim, Decision, Profile, Settings, decide};
use serde::Serialize;
use serde_json::Value as Json;

use crate::text::{quoted, shown};

/// `picture` is null where the token carries none, as without the scope `profile`, which is up to the application.
#[derive(Serialize)]
pub struct TokenPicture {
    pub picture: Option<String>,
    #[serde(flatten)]
    decision: Decision<'static>,
}

impl TokenPicture {
    pub fn of(user: &Json, settings: &Settings) -> Self {
        let decision = decide(&Profile::from_user(user), settings).into_owned();
        let picture = match &decision.claim {
            Claim::Set(text) => Some(text.to_string()),
            Claim::Keep => user.get("picture").and_then(Json::as_str).map(str::to_owned),
        };
        Self { picture, decision }
    }
}

impl fmt::Display for TokenPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.picture.as_deref() {
            None => f.write_str("no picture")?,
            Some("") => f.write_str("\"\" (no picture)")?,
            Some(picture) => f.write_str(&quoted(picture))?,
        }
        write!(f, ": {}", self.decision.reason)?;
        if let Some(rejection) = self.decision.rejection {
            write!(f, "; user_metadata.picture is passed over: {rejection}")?;
        }
        Ok(())
    }
}

/// What the metadata says that this project reads.
#[derive(Serialize)]
pub struct Metadata {
    picture: Option<Json>,
    gravatar_disabled: Option<Json>,
}

impl Metadata {
    pub fn of(user: &Json) -> Self {
        let value = |name| user.get("user_metadata").and_then(|metadata| metadata.get(name)).cloned();
        Self { picture: value("picture"), gravatar_disabled: value("gravatar_disabled") }
    }
}

impl fmt::Display for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { picture, gravatar_disabled } = self;
        write!(f, "picture {}, gravatar_disabled {}", shown(picture.as_ref()), shown(gravatar_disabled.as_ref()))
    }
}
