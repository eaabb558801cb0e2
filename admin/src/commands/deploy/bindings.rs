//! What runs at post-login, in order. A PATCH sets the complete list: what it leaves out is unbound.

use serde_json::{Value as Json, json};

use super::{action::Action, once::once};
use crate::{
    api::{Client, Failure, Method},
    error::Error,
};

const READ: &str = "read the bindings of \"post-login\"";
const WRITE: &str = "update the bindings of \"post-login\"";

/// One binding as it was read.
pub struct Binding {
    id: String,
    display_name: Option<String>,
    action: Option<String>,
}

impl Binding {
    fn read(json: &Json) -> Result<Self, Error> {
        let text = |value: Option<&Json>| value.and_then(Json::as_str).map(str::to_owned);
        let Some(id) = text(json.get("id")) else {
            let failure = Failure::NotUnderstood("there is a binding without an id".to_owned());
            return Err(Error::Call { doing: READ.to_owned(), failure });
        };
        let action = text(json.get("action").and_then(|action| action.get("id")));
        Ok(Self { id, display_name: text(json.get("display_name")), action })
    }

    pub fn is_of(&self, action: &Action) -> bool {
        self.action.as_deref() == Some(action.id())
    }

    fn reference(&self) -> Json {
        let mut reference = json!({ "ref": { "type": "binding_id", "value": self.id } });
        if let Some(display_name) = &self.display_name {
            reference["display_name"] = json!(display_name);
        }
        reference
    }
}

/// All of them.
///
/// # Errors
/// [`Error::Call`]; also where one isn't understood, because it would be lost.
pub async fn read(client: &Client) -> Result<Vec<Binding>, Error> {
    let all = client.list(|page| Method::ListBindings { page }, "bindings", READ).await?;
    all.iter().map(Binding::read).collect()
}

/// The body that keeps `bindings` and puts one more after them.
pub fn with_one_more(bindings: &[Binding], action_id: &str, display_name: &str) -> Json {
    let mut all: Vec<Json> = bindings.iter().map(Binding::reference).collect();
    all.push(json!({ "ref": { "type": "action_id", "value": action_id }, "display_name": display_name }));
    json!({ "bindings": all })
}

/// Binds the Action after whatever is bound, and reads back that all else is where it was.
///
/// # Errors
/// If it can't be bound, or if the order afterwards is another one.
pub async fn append(client: &Client, action: &Action, name: &str) -> Result<(), Error> {
    let bound = once(
        async || {
            // Read again: someone may have bound something while this tool was building and testing.
            let before = read(client).await?;
            if !before.iter().any(|binding| binding.is_of(action)) {
                client.call(Method::PatchBindings(&with_one_more(&before, action.id(), name)), WRITE).await?;
            }
            Ok(Some(before))
        },
        async || Ok(read(client).await?.iter().any(|binding| binding.is_of(action)).then_some(None)),
    )
    .await?;
    let after = read(client).await?;
    let actions = |bindings: &[Binding]| bindings.iter().map(|binding| binding.action.clone()).collect::<Vec<_>>();
    let mut wanted = bound.map_or_else(|| actions(&after), |before| actions(&before));
    if !wanted.iter().any(|id| id.as_deref() == Some(action.id())) {
        wanted.push(Some(action.id().to_owned()));
    }
    if actions(&after) == wanted {
        return Ok(());
    }
    let why = "the bindings are not those before with this one after them; look at them in the dashboard".to_owned();
    Err(Error::NotAsWritten { doing: READ.to_owned(), why })
}
