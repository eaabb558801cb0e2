//! What the decision reads of a user.

use crate::standard::Text;

/// A value whose type nobody promised: `user_metadata` holds whatever was written to it.
#[derive(Clone, Debug)]
pub enum Value {
    /// Null, or not there.
    Missing,
    /// A string.
    Text(Text),
    /// Anything else: a number, an object, …
    Other,
}

/// The three values of `event.user` that decide. Source: Auth0's post-login event object, `event.user`.
#[derive(Clone, Debug)]
pub struct Profile {
    /// `user.picture`: what the identity provider or Auth0 itself put there.
    pub picture: Value,
    /// `user.user_metadata.picture`: what the user, or an admin for them, chose.
    pub metadata_picture: Value,
    /// `user.user_metadata.gravatar_disabled` is `true` or `"true"`: a public sign-up can store strings only.
    pub gravatar_disabled: bool,
}

impl Profile {
    pub(crate) fn has_picture(&self) -> bool {
        matches!(&self.picture, Value::Text(text) if !text.is_empty())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod json {
    use serde_json::Value as Json;

    use super::{Profile, Value};

    impl From<Option<&Json>> for Value {
        fn from(json: Option<&Json>) -> Self {
            match json {
                None | Some(Json::Null) => Self::Missing,
                Some(Json::String(text)) => Self::Text(text.as_str().into()),
                Some(_) => Self::Other,
            }
        }
    }

    impl Profile {
        /// Reads a user as the Management API answers it, or as `event.user` holds it; whatever has another type than
        /// expected counts as missing or [`Value::Other`].
        pub fn from_user(user: &Json) -> Self {
            let metadata = user.get("user_metadata");
            let in_metadata = |name| metadata.and_then(|metadata| metadata.get(name));
            let disabled = in_metadata("gravatar_disabled");
            Self {
                picture: user.get("picture").into(),
                metadata_picture: in_metadata("picture").into(),
                gravatar_disabled: disabled.is_some_and(|value| value == &Json::Bool(true) || value == "true"),
            }
        }
    }
}
