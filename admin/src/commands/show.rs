//! `show`: a user's picture, and why it is that one.

use std::fmt;

use serde::Serialize;
use serde_json::Value as Json;

use super::token_picture::{Metadata, TokenPicture};
use crate::{
    api::{Client, Method},
    error::Error,
    report::{Report, say},
    settings::SettingsArgs,
    text::{quoted, shown},
};

#[derive(Serialize)]
struct Shown<'a> {
    user_id: &'a str,
    /// What the provider, or Auth0 itself, put into the profile.
    picture: Option<Json>,
    user_metadata: Metadata,
    /// What this answer took the Action's settings to be: null is not set.
    settings: &'a SettingsArgs,
    token: TokenPicture,
}

/// Reads the user and decides.
///
/// # Errors
/// If the user can't be read.
pub async fn run(user_id: &str, settings: &SettingsArgs) -> Result<Report, Error> {
    let parsed = settings.read();
    let user = Client::from_env()?.call(Method::GetUser(user_id), &format!("read user {}", quoted(user_id))).await?;
    if settings.secrets().is_empty() {
        say("the Action's settings can't be read from the tenant: taken to be not set (see --help)");
    }
    Ok(Report::new(&Shown {
        user_id,
        picture: user.get("picture").cloned(),
        user_metadata: Metadata::of(&user),
        settings,
        token: TokenPicture::of(&user, &parsed),
    }))
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "user      {}", quoted(self.user_id))?;
        writeln!(f, "provider  {}", shown(self.picture.as_ref()))?;
        writeln!(f, "metadata  {}", self.user_metadata)?;
        writeln!(f, "token     {}", self.token)
    }
}
