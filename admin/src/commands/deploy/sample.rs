//! Sample logins for the test endpoint, and what its answers mean.
//!
//! Auth0 documents the answer as `{"payload": {…}}` and no more; a recorded one for an Action that threw is
//! `{"payload": {"error": {"name", "message", "stack"}, …}}`. What a good one holds is looked into where it is there
//! (`logs`, `commands`), but only what clearly is an answer without an error counts as passed.

use serde_json::{Value as Json, json};

use crate::text::one_line;

/// The Action never throws; this is what it logs instead of throwing.
const FAILED_OPEN: &str = "picture-claim: kept the provider's picture";

/// A login that the draft is run with.
pub struct SampleLogin {
    pub name: &'static str,
    /// What the test endpoint takes as `payload`.
    pub payload: Json,
    /// Whether the claim must be set whatever the Action's settings are.
    always_sets: bool,
}

/// One user who chose a picture, which goes through the URL rule, and one who removed theirs, whose claim is set always.
pub fn logins() -> [SampleLogin; 2] {
    [
        SampleLogin {
            name: "a user who chose a picture",
            payload: payload("https://pictures.example.com/my picture.png"),
            always_sets: false,
        },
        SampleLogin { name: "a user who removed the picture", payload: payload(""), always_sets: true },
    ]
}

fn payload(picture: &str) -> Json {
    json!({
        "event": {
            "client": { "client_id": "picture-admin", "name": "picture-admin's sample login" },
            "connection": { "name": "Username-Password-Authentication", "strategy": "auth0" },
            "transaction": { "protocol": "oidc-basic-profile", "requested_scopes": ["openid", "profile"] },
            "user": {
                "user_id": "auth0|picture-admin-sample",
                "email": "sample@example.com",
                "name": "sample@example.com",
                "nickname": "sample",
                "picture": "https://s.gravatar.com/avatar/0?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2Fsa.png",
                "user_metadata": { "picture": picture },
                "app_metadata": {},
            },
        },
    })
}

impl SampleLogin {
    /// # Errors
    /// Why the draft must not go live.
    pub fn judge(&self, answer: &Json) -> Result<(), String> {
        let Some(payload) = answer.get("payload").and_then(Json::as_object) else {
            return Err("the answer is not understood: there is no payload in it".to_owned());
        };
        match payload.get("error") {
            None | Some(Json::Null) => {}
            Some(error) => {
                let text = |name| error.get(name).and_then(Json::as_str).unwrap_or("unknown");
                return Err(format!("it failed: {}: {}", one_line(text("name")), one_line(text("message"))));
            }
        }
        if Json::from(payload.clone()).to_string().contains(FAILED_OPEN) {
            return Err("it ran, but failed inside, so that each login would keep the provider's picture".to_owned());
        }
        match payload.get("commands") {
            None => Ok(()),
            Some(Json::Array(commands)) if !self.always_sets || commands.iter().any(sets_picture) => Ok(()),
            Some(Json::Array(_)) => Err("it ran, but did not set the claim that it must set".to_owned()),
            Some(_) => Err("the answer is not understood: its commands are no list".to_owned()),
        }
    }
}

fn sets_picture(command: &Json) -> bool {
    command.get("name").and_then(Json::as_str) == Some("picture")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::logins;

    #[track_caller]
    fn assert_judged(answer: &Json, passes: bool) {
        let [_, removed] = logins();
        assert_eq!(removed.judge(answer).is_ok(), passes, "{answer}");
    }

    #[test]
    fn an_answer_without_an_error_passes() {
        let set = json!({ "type": "idToken.setCustomClaim", "name": "picture", "value": "" });
        assert_judged(&json!({ "payload": {} }), true);
        assert_judged(&json!({ "payload": { "error": null, "stats": {} } }), true);
        assert_judged(&json!({ "payload": { "commands": [set], "logs": "" } }), true);
    }

    #[test]
    fn anything_else_does_not() {
        for answer in [
            json!(null),
            json!({}),
            json!([]),
            json!({ "payload": null }),
            json!({ "payload": "ok" }),
            json!({ "payload": { "error": { "name": "TypeError", "message": "x" } } }),
            json!({ "payload": { "error": "x" } }),
            json!({ "payload": { "commands": [] } }),
            json!({ "payload": { "commands": "x" } }),
            json!({ "payload": { "logs": "picture-claim: kept the provider's picture (RangeError)\n" } }),
        ] {
            assert_judged(&answer, false);
        }
    }
}
