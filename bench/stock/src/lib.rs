//! The whole contract of Picture Claim as a stock wasm-bindgen Action: the event comes in through serde, the decision
//! goes out through serde, and `web-sys` lends the host's `URL`. Written to be short, not to be small or fast.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use web_sys::Url;

#[derive(Deserialize)]
struct Event {
    #[serde(default)]
    user: Value,
    #[serde(default)]
    secrets: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Claim {
    Keep,
    Set(String),
}

#[derive(Serialize)]
struct Decision {
    claim: Claim,
    reason: &'static str,
    rejection: Option<&'static str>,
}

/// The decision on an event, with `event.secrets` for its settings.
#[wasm_bindgen]
pub fn decide(event: JsValue) -> Result<JsValue, JsValue> {
    let event: Event = serde_wasm_bindgen::from_value(event)?;
    let serializer = serde_wasm_bindgen::Serializer::new().serialize_missing_as_null(true);
    Ok(decide_event(&event).serialize(&serializer)?)
}

fn decide_event(event: &Event) -> Decision {
    let default = parse_picture(&event.secrets["DEFAULT_PICTURE_URL"], &[]).ok();
    let hosts: Vec<String> = event.secrets["ALLOWED_PICTURE_HOSTS"]
        .as_str()
        .unwrap_or_default()
        .split(',')
        .map(|host| host.trim_ascii().to_ascii_lowercase())
        .filter(|host| !host.is_empty())
        .collect();
    let metadata = &event.user["user_metadata"];

    let mut rejection = None;
    match &metadata["picture"] {
        Value::Null => {}
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_whitespace()) => {
            return Decision { claim: Claim::Set(default.unwrap_or_default()), reason: "removed", rejection };
        }
        value => match parse_picture(value, &hosts) {
            Ok(picture) => return Decision { claim: Claim::Set(picture), reason: "metadata", rejection },
            Err(code) => rejection = Some(code),
        },
    }

    let picture = event.user["picture"].as_str().unwrap_or_default();
    let url = Url::new(picture).ok();
    let disabled = metadata["gravatar_disabled"] == true || metadata["gravatar_disabled"] == "true";
    if let Some(url) = url.as_ref().filter(|url| is_gravatar(url)) {
        let parameters = url.search_params();
        if disabled {
            let image = parameters.get("d").or_else(|| parameters.get("default"));
            let image = image.and_then(|image| parse_picture(&image.into(), &[]).ok());
            let claim = Claim::Set(default.or(image).unwrap_or_default());
            return Decision { claim, reason: "gravatar_disabled", rejection };
        }
        if let Some(default) = &default {
            parameters.delete("default");
            parameters.set("d", default);
            return Decision { claim: Claim::Set(url.href()), reason: "gravatar_default", rejection };
        }
    }
    if let Some(default) = default
        && (picture.is_empty() || url.as_ref().is_some_and(is_initials))
    {
        return Decision { claim: Claim::Set(default), reason: "default", rejection };
    }
    let reason = if picture.is_empty() { "none" } else { "provider" };
    Decision { claim: Claim::Keep, reason, rejection }
}

fn parse_picture(value: &Value, hosts: &[String]) -> Result<String, &'static str> {
    let url = Url::new(value.as_str().ok_or("not_a_string")?).map_err(|_| "not_a_url")?;
    if url.protocol() != "https:" {
        return Err("not_https");
    }
    if !url.username().is_empty() || !url.password().is_empty() {
        return Err("credentials");
    }
    let host = url.hostname();
    let is_listed = |entry: &String| match entry.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && suffix.starts_with('.') && host.ends_with(suffix),
        None => *entry == host,
    };
    if !is_dns_name(&host) || (!hosts.is_empty() && !hosts.iter().any(is_listed)) {
        return Err("host");
    }
    if url.href().len() > 2048 {
        return Err("too_long");
    }
    Ok(url.href())
}

fn is_dns_name(host: &str) -> bool {
    let is_label = |label: &str| {
        matches!(label.len(), 1..=63)
            && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    host.len() <= 253
        && host.split('.').all(is_label)
        && host.rsplit_once('.').is_some_and(|(_, top)| !top.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_gravatar(url: &Url) -> bool {
    let host = url.hostname();
    (host == "gravatar.com" || host.ends_with(".gravatar.com"))
        && matches!(&*url.protocol(), "https:" | "http:")
        && url.pathname().starts_with("/avatar/")
}

fn is_initials(url: &Url) -> bool {
    match url.hostname().as_bytes() {
        b"cdn.auth0.com" => url.pathname().starts_with("/avatars/"),
        [b'i', b'0'..=b'9', b'.', b'w', b'p', b'.', b'c', b'o', b'm'] => {
            url.pathname().starts_with("/cdn.auth0.com/avatars/")
        }
        _ => false,
    }
}
