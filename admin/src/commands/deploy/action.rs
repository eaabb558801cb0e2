//! An Action as the Management API shows it: a draft, and the version that was deployed from one.

use std::time::Duration;

use serde_json::Value as Json;
use tokio::time::{Instant, sleep};

use super::RUNTIME;
use crate::{
    api::{Client, Failure, Method},
    error::Error,
    text::{one_line, quoted},
};

/// An Action with a readable `id`.
pub struct Action {
    json: Json,
    id: String,
}

impl Action {
    /// The Action of exactly this name, if there is one.
    ///
    /// # Errors
    /// [`Error::Call`].
    pub async fn find(client: &Client, name: &str) -> Result<Option<Self>, Error> {
        let doing = format!("find action {}", quoted(name));
        let all = client.list(|page| Method::ListActions { name, page }, "actions", &doing).await?;
        let found = all.into_iter().find(|action| action.get("name").and_then(Json::as_str) == Some(name));
        // Read by its id: a list may leave something out.
        match found {
            Some(json) => Ok(Some(Self::get(client, Self::read(json, &doing)?.id(), &doing).await?)),
            None => Ok(None),
        }
    }

    pub async fn get(client: &Client, id: &str, doing: &str) -> Result<Self, Error> {
        Self::read(client.call(Method::GetAction(id), doing).await?, doing)
    }

    pub fn read(json: Json, doing: &str) -> Result<Self, Error> {
        match json.get("id").and_then(Json::as_str).map(str::to_owned) {
            Some(id) => Ok(Self { json, id }),
            None => {
                let failure = Failure::NotUnderstood("it is no action with an id".to_owned());
                Err(Error::Call { doing: doing.to_owned(), failure })
            }
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn code(&self) -> &str {
        self.text("code")
    }

    /// Auth0 may add to the runtime's name: `node22-actions`.
    pub fn has_runtime(&self) -> bool {
        self.text("runtime").starts_with(RUNTIME)
    }

    pub fn triggers(&self) -> Vec<&str> {
        let triggers = self.json.get("supported_triggers").and_then(Json::as_array);
        triggers.into_iter().flatten().filter_map(|trigger| trigger.get("id")?.as_str()).collect()
    }

    pub fn is_built(&self) -> bool {
        self.text("status") == "built"
    }

    fn build_failure(&self) -> Option<String> {
        if self.text("status") != "failed" {
            return None;
        }
        let errors = self.json.get("errors").and_then(Json::as_array);
        let messages = errors.into_iter().flatten().filter_map(|error| error.get("msg")?.as_str()).map(one_line);
        Some(messages.collect::<Vec<_>>().join("; "))
    }

    /// The number of the deployed version.
    pub fn version(&self) -> Option<u64> {
        self.deployed()?.get("number")?.as_u64()
    }

    /// Whether logins would run this code, and nothing in the draft waits to be deployed.
    pub fn is_deployed(&self, code: &str) -> bool {
        let deployed = self.deployed().and_then(|version| version.get("code")).and_then(Json::as_str);
        deployed == Some(code) && self.json.get("all_changes_deployed") == Some(&Json::Bool(true))
    }

    pub fn secret_names(&self) -> Vec<String> {
        self.secrets().filter_map(|secret| secret.get("name")?.as_str()).map(str::to_owned).collect()
    }

    /// A secret that was written back without its value must still be there, and not as a new one. Auth0's documentation
    /// doesn't say so, and the values can't be read: hence this look before anything goes live.
    ///
    /// # Errors
    /// [`Error::Secrets`], with the names.
    pub fn must_have_kept_secrets(&self, after: &Self, written: &[&str]) -> Result<(), Error> {
        let kept = self.secrets().filter(|secret| name_of(secret).is_some_and(|name| !written.contains(&name)));
        let is_lost = |secret: &&Json| !after.secrets().any(|other| other == *secret);
        let lost = kept.filter(is_lost).filter_map(name_of).map(str::to_owned);
        let there = after.secret_names();
        let not_written = written.iter().filter(|name| !there.iter().any(|there| there == *name));
        let names: Vec<_> = lost.chain(not_written.map(|name| (*name).to_owned())).collect();
        if names.is_empty() { Ok(()) } else { Err(Error::Secrets { names }) }
    }

    fn secrets(&self) -> impl Iterator<Item = &Json> {
        self.json.get("secrets").and_then(Json::as_array).into_iter().flatten()
    }

    fn deployed(&self) -> Option<&Json> {
        self.json.get("deployed_version").filter(|version| !version.is_null())
    }

    fn text(&self, name: &str) -> &str {
        self.json.get(name).and_then(Json::as_str).unwrap_or_default()
    }
}

fn name_of(secret: &Json) -> Option<&str> {
    secret.get("name")?.as_str()
}

/// Reads the Action until it `is_done`.
///
/// # Errors
/// If its build fails, or it takes longer than `longest`.
pub async fn wait_for(
    client: &Client,
    mut action: Action,
    longest: Duration,
    doing: &str,
    is_done: impl Fn(&Action) -> bool,
) -> Result<Action, Error> {
    let failed = |message| Err(Error::Call { doing: doing.to_owned(), failure: Failure::Build(message) });
    let end = Instant::now() + longest;
    let mut wait = Duration::from_millis(200);
    loop {
        if is_done(&action) {
            return Ok(action);
        }
        if let Some(message) = action.build_failure() {
            return failed(format!("its build failed: {message}"));
        }
        if Instant::now() + wait > end {
            return failed(format!("it is still {} after {} s", quoted(action.text("status")), longest.as_secs()));
        }
        sleep(wait).await;
        wait = (wait * 3 / 2).min(Duration::from_secs(3));
        action = Action::get(client, action.id(), doing).await?;
    }
}
