//! What `set`, `remove`, `reset` and `gravatar` have in common: one PATCH of a user, read back and compared.

use std::fmt;

use serde::Serialize;
use serde_json::Value as Json;

use super::{dry_run::DryRun, token_picture::Metadata};
use crate::{
    api::{Client, Method},
    error::Error,
    report::{Report, say},
    text::{quoted, shown},
};

#[derive(Serialize)]
struct Written<'a> {
    user_id: &'a str,
    wrote: &'a Json,
    /// As read back.
    picture: Option<&'a Json>,
    user_metadata: Metadata,
}

/// PATCHes the user with `change`, reads it back and compares.
///
/// # Errors
/// If it can't be written, or isn't there afterwards.
pub async fn run(user_id: &str, change: Json, dry_run: bool) -> Result<Report, Error> {
    let method = Method::PatchUser(user_id, &change);
    if dry_run {
        return Ok(DryRun(vec![method.request()]).report());
    }
    let client = Client::from_env()?;
    client.call(method, &format!("update user {}", quoted(user_id))).await.inspect_err(|error| {
        let is_root = change.get("picture").is_some();
        if is_root && error.is_definite() {
            say("`remove` without --root works everywhere; `sync CONNECTION first-login` makes a profile editable");
        }
    })?;
    let user = read_back(&client, user_id, &change).await?;
    Ok(Report::new(&Written {
        user_id,
        wrote: &change,
        picture: user.get("picture"),
        user_metadata: Metadata::of(&user),
    }))
}

/// Reads the user and compares it with what was written.
///
/// # Errors
/// [`Error::NotAsWritten`], because by now the change is made.
pub async fn read_back(client: &Client, user_id: &str, change: &Json) -> Result<Json, Error> {
    let doing = format!("read user {} back", quoted(user_id));
    let not_as_written = |why: String| Error::NotAsWritten { doing: doing.clone(), why };
    let user =
        client.call(Method::GetUser(user_id), &doing).await.map_err(|error| not_as_written(error.to_string()))?;
    if is_as_written(&user, change) {
        return Ok(user);
    }
    Err(not_as_written(
        "it does not hold what was written; something else may have written at the same time".to_owned(),
    ))
}

/// Whether a user, as the tenant shows it, holds what was written. Null deletes, and an empty root picture may be left out altogether.
pub fn is_as_written(user: &Json, change: &Json) -> bool {
    match (user, change) {
        (Json::Object(user), Json::Object(change)) => {
            change.iter().all(|(name, wanted)| is_as_written(user.get(name).unwrap_or(&Json::Null), wanted))
        }
        // Metadata whose last key was deleted may be gone itself.
        (Json::Null, Json::Object(change)) => change.values().all(Json::is_null),
        (found, wanted) => found == wanted,
    }
}

impl fmt::Display for Written<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "user      {}", quoted(self.user_id))?;
        writeln!(f, "provider  {}", shown(self.picture))?;
        writeln!(f, "metadata  {}", self.user_metadata)
    }
}
