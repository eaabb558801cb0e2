//! Values in a connection's options that are not what they stand for, and values that must not be shown.

use serde_json::{Map, Value as Json};

/// What is put in a secret's place, as far as Auth0's interfaces and tools are known to do it.
const PLACEHOLDERS: [&str; 8] =
    ["_value_not_shown_", "redacted", "[hidden]", "<hidden>", "(hidden)", "[secret]", "<secret>", "not_shown"];

/// The path of the first value that looks masked: written back, it would replace the secret.
pub fn looks_masked(options: &Map<String, Json>) -> Option<String> {
    let has_client = options.get("client_id").and_then(Json::as_str).is_some_and(|id| !id.is_empty());
    find(options, &|name, value| match value {
        Json::String(text) if is_mask(text) => true,
        // Both are empty where Auth0's own development keys are in use; a client without its secret is not.
        Json::String(text) => text.is_empty() && has_client && name == "client_secret",
        Json::Null => has_client && name == "client_secret",
        _ => false,
    })
}

/// The path of the first value that came back encrypted, as a database's `configuration` does: `2.0$<iv>$<text>`.
pub fn looks_encrypted(options: &Map<String, Json>) -> Option<String> {
    find(options, &|_, value| value.as_str().is_some_and(|text| text.starts_with("2.0$")))
}

/// Puts a placeholder where a secret is or may be.
pub fn hide(value: &mut Json) {
    match value {
        Json::Object(object) => {
            for (name, value) in object {
                if is_secret(name) && !value.is_null() { *value = "(not shown)".into() } else { hide(value) }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(hide),
        _ => {}
    }
}

/// Stars, dots, a run of one letter x, or a word that stands for a secret.
fn is_mask(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let is_run = |allowed: &[char]| lower.chars().count() >= 3 && lower.chars().all(|c| allowed.contains(&c));
    is_run(&['*', '•', '●', '·', '…', '.']) || is_run(&['x']) || lower.contains("***") || lower.contains("•••")
        // The Deploy CLI's: ##CONNECTIONS_OAUTH2_SECRET##
        || (lower.len() > 4 && lower.starts_with("##") && lower.ends_with("##"))
        || PLACEHOLDERS.iter().any(|placeholder| lower.contains(placeholder))
}

/// By its name: nobody can list what every strategy calls its secrets, so rather too many than too few.
fn is_secret(name: &str) -> bool {
    let name = name.to_lowercase();
    ["secret", "password", "token", "key", "cert", "credential", "private", "configuration", "headers", "scripts"]
        .iter()
        .any(|part| name.contains(part))
}

fn find(options: &Map<String, Json>, is_found: &dyn Fn(&str, &Json) -> bool) -> Option<String> {
    options.iter().find_map(|(name, value)| find_in(name, name, value, is_found))
}

fn find_in(path: &str, name: &str, value: &Json, is_found: &dyn Fn(&str, &Json) -> bool) -> Option<String> {
    if is_found(name, value) {
        return Some(path.to_owned());
    }
    match value {
        Json::Object(object) => {
            object.iter().find_map(|(name, value)| find_in(&format!("{path}.{name}"), name, value, is_found))
        }
        Json::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, value)| find_in(&format!("{path}[{index}]"), name, value, is_found))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value as Json, json};

    use super::{hide, looks_encrypted, looks_masked};

    fn masked(options: &Json) -> Option<String> {
        options.as_object().and_then(looks_masked)
    }

    #[test]
    fn masks_are_seen_wherever_they_are() {
        for mask in ["********", "•••••", "xxxx", "abc***", "_VALUE_NOT_SHOWN_", "##CONNECTIONS_SECRET##", "[REDACTED]"]
        {
            assert_eq!(
                masked(&json!({ "a": { "client_secret": mask } })).as_deref(),
                Some("a.client_secret"),
                "{mask}"
            );
        }
        assert_eq!(masked(&json!({ "keys": ["a", "***"] })).as_deref(), Some("keys[1]"));
    }

    #[test]
    fn a_client_without_its_secret_is_not_believed() {
        let path = Some("client_secret".to_owned());
        assert_eq!(masked(&json!({ "client_id": "a", "client_secret": "" })), path);
        assert_eq!(masked(&json!({ "client_id": "a", "client_secret": null })), path);
        assert_eq!(masked(&json!({ "client_id": "", "client_secret": "" })), None);
    }

    #[test]
    fn what_is_no_mask_passes() {
        let options =
            json!({ "client_id": "a", "client_secret": "s3cr3t", "x": "x", "scope": ["*"], "n": 1, "t": null });
        assert_eq!(masked(&options), None);
    }

    #[test]
    fn encrypted_values_are_seen() {
        let options = json!({ "configuration": { "URL": "2.0$5f1d$c2Ft" } });
        assert_eq!(options.as_object().and_then(looks_encrypted).as_deref(), Some("configuration.URL"));
    }

    #[test]
    fn secrets_are_hidden_and_the_rest_is_shown() {
        let mut options =
            json!({ "client_id": "a", "client_secret": "b", "scope": ["c"], "x": [{ "app_secret": "d" }] });
        hide(&mut options);
        let hidden = "(not shown)";
        let expected =
            json!({ "client_id": "a", "client_secret": hidden, "scope": ["c"], "x": [{ "app_secret": hidden }] });
        assert_eq!(options, expected);
    }
}
