//! What the decision reads of a user.

use crate::value::Value;

/// The three values of `event.user` that decide. Source: Auth0's post-login event object, `event.user`.
#[derive(Clone, Debug)]
pub struct Profile {
    /// `user.picture`: what the identity provider or Auth0 itself put there.
    pub picture: Value,
    /// `user.user_metadata.picture`: what the user, or an admin for them, chose.
    pub metadata_picture: Value,
    /// `user.user_metadata.gravatar_disabled`.
    pub gravatar_disabled: Value,
}

impl Profile {
    /// Reads a user as the Management API answers it, or as `event.user` holds it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_user(user: &serde_json::Value) -> Self {
        let metadata = user.get("user_metadata");
        let in_metadata = |name| metadata.and_then(|metadata| metadata.get(name));
        Self {
            picture: user.get("picture").into(),
            metadata_picture: in_metadata("picture").into(),
            gravatar_disabled: in_metadata("gravatar_disabled").into(),
        }
    }

    /// `true`, or `"true"`: a public sign-up can store strings only.
    pub(crate) fn is_gravatar_disabled(&self) -> bool {
        let flag = &self.gravatar_disabled;
        // Asked first: few users have it, and then one call across is enough.
        !flag.is_missing() && (flag.is_true() || flag.text() == Some("true"))
    }
}
