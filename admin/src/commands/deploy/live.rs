//! What runs at each login, for the operator who has to know it when the tool stops.

use super::{CODE, action::Action, bindings::Binding};
use crate::text::quoted;

/// What is known of the tenant.
pub struct Live {
    pub has_draft: bool,
    /// The deployed version's number.
    pub version: Option<u64>,
    /// Whether the deployed version is the code in this tool.
    pub is_current: bool,
    pub is_bound: bool,
    /// False once an answer was lost that would have told.
    pub is_certain: bool,
}

impl Live {
    pub fn read(action: Option<&Action>, bindings: &[Binding]) -> Self {
        Self {
            has_draft: action.is_some(),
            version: action.and_then(Action::version),
            is_current: action.is_some_and(|action| action.is_deployed(CODE)),
            is_bound: action.is_some_and(|action| bindings.iter().any(|binding| binding.is_of(action))),
            is_certain: true,
        }
    }

    pub fn describe(&self, name: &str) -> String {
        let name = quoted(name);
        let Self { has_draft, version, is_current, is_bound, is_certain } = self;
        let code = if *is_current { "this tool's code" } else { "the code from before" };
        let known = match (version, is_bound) {
            (Some(version), true) => format!("version {version} of action {name} ({code}) runs at each login"),
            (Some(version), false) => {
                format!("version {version} of action {name} ({code}) is deployed, but not bound: no login runs it")
            }
            (None, _) if *has_draft => format!("nothing of action {name}: there is a draft, which no login runs"),
            (None, _) => format!("nothing of action {name}: it does not exist"),
        };
        let doubt =
            "; the last step's answer is missing, so it may have been made: run deploy again, which looks first";
        if *is_certain { known } else { known + doubt }
    }
}
