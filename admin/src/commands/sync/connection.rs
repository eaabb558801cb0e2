//! A connection as it was read, and whether it is safe to write it back.

use serde_json::{Map, Value as Json};

use super::masked::{looks_encrypted, looks_masked};
use crate::{
    api::{Client, Failure, Method},
    error::Error,
    text::quoted,
};

/// The attribute of `options` that this command changes.
pub const SYNC: &str = "set_user_root_attributes";

/// A connection with readable `id`, `name`, `strategy`; `options` may be missing.
pub struct Connection {
    json: Json,
    id: String,
    name: String,
    strategy: String,
    options: Map<String, Json>,
    has_options: bool,
}

impl Connection {
    /// Finds one connection by its id or its exact name.
    ///
    /// # Errors
    /// If there is none, or more than one.
    pub async fn find(client: &Client, name_or_id: &str) -> Result<Self, Error> {
        let doing = format!("find connection {}", quoted(name_or_id));
        let all = client.list_connections(&doing).await?;
        let is_wanted = |connection: &&Json| {
            let is = |name: &str| connection.get(name).and_then(Json::as_str) == Some(name_or_id);
            is("id") || is("name")
        };
        let found: Vec<&Json> = all.iter().filter(is_wanted).collect();
        match found.as_slice() {
            [] => {
                let message = format!("none of the tenant's {} connections has this id or name", all.len());
                Err(Error::Call { doing, failure: Failure::NotFound(message) })
            }
            [one] => match one.get("id").and_then(Json::as_str) {
                // The list may be older than the connection.
                Some(id) => Self::get(client, id, &doing).await,
                None => Err(Error::Call { doing, failure: not_understood() }),
            },
            _ => Err(Error::Refused {
                doing,
                why: "one connection has this id, another one this name: use the id".into(),
            }),
        }
    }

    /// Reads one connection.
    ///
    /// # Errors
    /// [`Error::Call`].
    pub async fn get(client: &Client, id: &str, doing: &str) -> Result<Self, Error> {
        let json = client.call(Method::GetConnection(id), doing).await?;
        Self::read(json).ok_or_else(|| Error::Call { doing: doing.to_owned(), failure: not_understood() })
    }

    fn read(json: Json) -> Option<Self> {
        let text = |name| json.get(name).and_then(Json::as_str).map(str::to_owned);
        let (id, name, strategy) = (text("id")?, text("name")?, text("strategy")?);
        let options = json.get("options").and_then(Json::as_object).cloned();
        let has_options = options.is_some();
        Some(Self { id, name, strategy, options: options.unwrap_or_default(), has_options, json })
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn strategy(&self) -> &str {
        &self.strategy
    }

    pub fn options(&self) -> &Map<String, Json> {
        &self.options
    }

    pub fn sync(&self) -> Option<&Json> {
        self.options.get(SYNC).filter(|value| !value.is_null())
    }

    pub fn get_field(&self, name: &str) -> Option<&Json> {
        self.json.get(name)
    }

    /// The whole of it, as it was read.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// # Errors
    /// [`Error::Refused`] where writing it back could lose something.
    pub fn must_be_safe_to_write(&self) -> Result<(), Error> {
        let refused =
            |why: String| Err(Error::Refused { doing: format!("update connection {}", quoted(&self.name)), why });
        match self.strategy.as_str() {
            "auth0" => {
                return refused(
                    "it is a database: its users' profiles are Auth0's own, and its scripts' settings come \
                     back encrypted, so that they can't be written back"
                        .to_owned(),
                );
            }
            "sms" | "email" => {
                return refused("it is passwordless: there is no provider whose profile could be synced".to_owned());
            }
            _ => {}
        }
        if !self.has_options {
            return refused("its options can't be read: the token lacks the scope read:connections_options".to_owned());
        }
        if self.options.is_empty() {
            return refused("its options are empty, as no working connection's are".to_owned());
        }
        if let Some(path) = looks_masked(&self.options) {
            return refused(format!("options.{path} looks masked, and would be written back so"));
        }
        if let Some(path) = looks_encrypted(&self.options) {
            return refused(format!("options.{path} looks encrypted, and would be encrypted once more"));
        }
        Ok(())
    }

    /// The names of what is different in `after`, other than what `change` asked for. Names only: values are secret.
    pub fn differences(&self, after: &Self, change: &Json) -> Vec<String> {
        let mut different = Vec::new();
        let wanted = change.get("options").and_then(Json::as_object);
        compare("options.", wanted.unwrap_or(&self.options), &after.options, &mut different);
        let empty = Map::new();
        let rest = |connection: &Self| {
            let mut rest = connection.json.as_object().unwrap_or(&empty).clone();
            // Not the connection's own: when it was last written.
            for name in ["options", "updated_at", "last_updated"] {
                rest.remove(name);
            }
            // A set, in whatever order it comes.
            if let Some(Json::Array(clients)) = rest.get_mut("enabled_clients") {
                clients.sort_by_key(Json::to_string);
            }
            rest
        };
        compare("", &rest(self), &rest(after), &mut different);
        different
    }
}

fn compare(prefix: &str, wanted: &Map<String, Json>, found: &Map<String, Json>, different: &mut Vec<String>) {
    let added = found.keys().filter(|name| !wanted.contains_key(*name));
    for name in wanted.keys().chain(added) {
        if wanted.get(name) != found.get(name) {
            different.push(format!("{prefix}{name}"));
        }
    }
}

fn not_understood() -> Failure {
    Failure::NotUnderstood("it is no connection with an id, a name and a strategy".to_owned())
}
