//! `sync`: whether each login writes the provider's profile over the user's, or the first one alone.
//!
//! A PATCH replaces a connection's `options` whole, and what holds them is what lets people log in. So: everything that
//! was read goes back, one attribute changed; the state before is kept in a file; and whatever can't be read exactly is
//! not written at all.

mod connection;
mod masked;
mod restore;

use std::{fmt, path::PathBuf};

use serde::Serialize;
use serde_json::{Value as Json, json};

use self::connection::{Connection, SYNC};
use super::dry_run::DryRun;
use crate::{
    api::{Client, Method, Request},
    cli::Sync,
    error::Error,
    report::{Report, say},
    text::{quoted, shown},
};

#[derive(Serialize)]
struct Synced<'a> {
    connection: &'a str,
    name: &'a str,
    strategy: &'a str,
    changed: bool,
    /// `options.set_user_root_attributes` as it was: null is Auth0's default, `on_each_login`.
    before: Option<&'a Json>,
    after: &'a str,
    /// Where the state before is kept.
    saved: Option<PathBuf>,
    /// The command that goes back.
    undo: Option<String>,
}

/// Changes `options.set_user_root_attributes` of one connection, and nothing else.
///
/// # Errors
/// If it refuses, if a call fails, or if what was read back is not what was there before but for that one attribute.
pub async fn run(name_or_id: &str, sync: Sync, save_to: Option<&PathBuf>, dry_run: bool) -> Result<Report, Error> {
    let client = Client::from_env()?;
    let before = Connection::find(&client, name_or_id).await?;
    before.must_be_safe_to_write()?;
    warn(&before, sync);
    let result = |changed, saved: Option<PathBuf>, undo| {
        Report::new(&Synced {
            connection: before.id(),
            name: before.name(),
            strategy: before.strategy(),
            changed,
            before: before.sync(),
            after: sync.attribute(),
            saved,
            undo,
        })
    };
    if before.is(sync) {
        return Ok(if dry_run { DryRun(Vec::new()).report() } else { result(false, None, None) });
    }

    let change = before.with(sync);
    let patch = Method::PatchConnection(before.id(), &change);
    if dry_run {
        return Ok(DryRun(vec![without_secrets(patch.request())]).report());
    }
    let file = restore::save(&before, save_to)?;
    // Said now, because what comes may fail.
    say(format_args!(
        "saved the state before to {} (it holds the connection's secrets)",
        quoted(&file.display().to_string())
    ));
    let undo = restore::command(&before);
    client.call(patch, &format!("update connection {}", quoted(before.name()))).await.inspect_err(|_| {
        say(format_args!("if anything is amiss now: {undo}"));
    })?;
    compare(&client, &before, &change, &undo).await?;
    Ok(result(true, Some(file), Some(undo)))
}

/// Reads the connection again.
async fn compare(client: &Client, before: &Connection, change: &Json, undo: &str) -> Result<(), Error> {
    let doing = format!("read connection {} back", quoted(before.name()));
    let not_as_written =
        |why: String| Error::NotAsWritten { doing: doing.clone(), why: format!("{why}\nto go back: {undo}") };
    let after =
        Connection::get(client, before.id(), &doing).await.map_err(|error| not_as_written(error.to_string()))?;
    let different = before.differences(&after, change);
    if different.is_empty() {
        return Ok(());
    }
    Err(not_as_written(format!("it differs from what was there before in: {}", different.join(", "))))
}

/// What the operator may not know about this strategy.
fn warn(connection: &Connection, sync: Sync) {
    let has_expiring_pictures = matches!(connection.strategy(), "facebook" | "linkedin");
    if has_expiring_pictures && sync == Sync::FirstLogin {
        say(format_args!(
            "warning: {} hands out pictures whose URLs expire: without a fresh one at each login, users who chose no \
             picture will be left with one that no longer loads",
            connection.strategy()
        ));
    }
}

/// The request as it would go out, but for the connection's secrets.
fn without_secrets(request: Request) -> Request {
    say("the connection's secrets are written back too; here they are left out");
    let body = request.body.map(|mut body| {
        if let Some(options) = body.get_mut("options") {
            masked::hide(options);
        }
        body
    });
    Request { body, ..request }
}

impl Sync {
    /// As Auth0 names it.
    pub fn attribute(self) -> &'static str {
        match self {
            Self::FirstLogin => "on_first_login",
            Self::EachLogin => "on_each_login",
        }
    }
}

impl Connection {
    /// Left out, the attribute means each login.
    fn is(&self, sync: Sync) -> bool {
        self.sync().and_then(Json::as_str).unwrap_or("on_each_login") == sync.attribute()
    }

    /// The body of the PATCH: what was read, with one attribute changed. `options` is replaced whole, and `display_name`
    /// and `realms` are reset to the name if they are left out.
    fn with(&self, sync: Sync) -> Json {
        let mut options = self.options().clone();
        options.insert(SYNC.to_owned(), json!(sync.attribute()));
        let mut body = json!({ "options": options });
        for name in ["display_name", "realms"] {
            if let Some(value) = self.get_field(name) {
                body[name] = value.clone();
            }
        }
        body
    }
}

impl fmt::Display for Synced<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "connection  {} ({}, {})", quoted(self.name), self.connection, self.strategy)?;
        if !self.changed {
            return writeln!(f, "unchanged   {SYNC} is {} already", shown(self.before));
        }
        writeln!(f, "changed     {SYNC} from {} to {}", shown(self.before), quoted(self.after))?;
        writeln!(f, "compared    everything else is as it was")?;
        if let Some(saved) = &self.saved {
            writeln!(f, "saved       the state before: {}", quoted(&saved.display().to_string()))?;
        }
        if let Some(undo) = &self.undo {
            writeln!(f, "to go back  {undo}")?;
        }
        Ok(())
    }
}
