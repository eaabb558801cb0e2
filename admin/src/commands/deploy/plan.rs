//! What has to be done, from what is there: decided before anything is written.

use serde_json::{Map, Value as Json, json};

use super::{
    CODE, RUNTIME,
    action::Action,
    bindings::{Binding, with_one_more},
    sample,
};
use crate::{
    api::{Method, Request},
    cli::DeployArgs,
    error::Error,
    report::say,
    text::quoted,
};

/// Stands for the id of an Action that doesn't exist yet, in `--dry-run`.
const NEW_ID: &str = "NEW-ACTION-ID";

/// The writes to come.
pub struct Plan<'a> {
    /// The body that creates the Action, or that updates it: empty if the draft is as it should be.
    pub draft: Json,
    /// The names of the secrets that are written.
    pub secrets: Vec<&'a str>,
    /// The draft may be right and yet not live.
    pub must_deploy: bool,
}

impl<'a> Plan<'a> {
    /// # Errors
    /// [`Error::Refused`] if the Action of this name belongs to another trigger.
    pub fn new(found: Option<&Action>, args: &'a DeployArgs) -> Result<Self, Error> {
        let given = args.settings.secrets();
        let with_values = |secrets: &[(&str, &str)]| -> Vec<Json> {
            secrets.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect()
        };
        let Some(action) = found else {
            let draft = json!({
                "name": args.name,
                "supported_triggers": [{ "id": "post-login", "version": "v3" }],
                "code": CODE,
                "runtime": RUNTIME,
                "secrets": with_values(&given),
            });
            return Ok(Self { draft, secrets: given.iter().map(|(name, _)| *name).collect(), must_deploy: true });
        };
        if action.triggers() != ["post-login"] {
            let why = format!("it belongs to another trigger ({})", action.triggers().join(", "));
            return Err(Error::Refused { doing: format!("update action {}", quoted(&args.name)), why });
        }
        let mut draft = Map::new();
        if action.code() != CODE {
            if !action.code().contains("picture-claim") {
                say(format_args!(
                    "warning: the code of action {} is not Picture Claim's; it is replaced, and versions that were \
                     deployed stay in its history",
                    quoted(&args.name)
                ));
            }
            draft.insert("code".to_owned(), json!(CODE));
        }
        if !action.has_runtime() {
            draft.insert("runtime".to_owned(), json!(RUNTIME));
        }
        let known = action.secret_names();
        let (there, missing): (Vec<_>, Vec<_>) =
            given.into_iter().partition(|(name, _)| known.iter().any(|known| known == name));
        let written: Vec<_> = if args.renew_settings {
            [there, missing].concat()
        } else {
            for (name, _) in there {
                say(format_args!(
                    "{name} is kept as the Action has it, which can't be read; --renew-settings writes it"
                ));
            }
            missing
        };
        if !written.is_empty() {
            // The list is replaced whole. A secret whose value isn't known goes back by its name alone, which keeps it.
            let is_kept = |name: &&String| !written.iter().any(|(written, _)| written == name);
            let mut secrets: Vec<Json> = known.iter().filter(is_kept).map(|name| json!({ "name": name })).collect();
            secrets.extend(with_values(&written));
            draft.insert("secrets".to_owned(), Json::Array(secrets));
        }
        let secrets = written.iter().map(|(name, _)| *name).collect();
        Ok(Self { must_deploy: !draft.is_empty() || !action.is_deployed(CODE), draft: Json::Object(draft), secrets })
    }

    /// The writes, and the sample logins, in their order.
    pub fn requests(&self, found: Option<&Action>, bindings: &[Binding], name: &str) -> Vec<Request> {
        let id = found.map_or(NEW_ID, Action::id);
        let mut requests = Vec::new();
        match found {
            None => requests.push(Method::CreateAction(&self.draft).request()),
            Some(_) if self.changes_draft() => requests.push(Method::PatchAction(id, &self.draft).request()),
            Some(_) => {}
        }
        if self.must_deploy {
            requests.extend(sample::logins().iter().map(|login| Method::TestAction(id, &login.payload).request()));
            requests.push(Method::DeployAction(id).request());
        }
        if !found.is_some_and(|action| bindings.iter().any(|binding| binding.is_of(action))) {
            requests.push(Method::PatchBindings(&with_one_more(bindings, id, name)).request());
        }
        requests
    }

    pub fn changes_draft(&self) -> bool {
        self.draft.as_object().is_some_and(|draft| !draft.is_empty())
    }
}
