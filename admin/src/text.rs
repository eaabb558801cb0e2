//! Text from a tenant, made safe for a terminal.

use serde_json::Value as Json;

/// In quotes, with everything escaped that a terminal would obey (users choose their metadata) or that can't be seen.
pub fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A JSON value on one line; a string as [`quoted`].
pub fn shown(value: Option<&Json>) -> String {
    match value {
        None | Some(Json::Null) => "none".to_owned(),
        Some(Json::String(text)) => quoted(text),
        Some(other) => other.to_string().chars().flat_map(printable).collect(),
    }
}

/// A message from a server, on one line and without control characters.
pub fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn printable(character: char) -> Vec<char> {
    if character.is_ascii_graphic() || character == ' ' || character.is_alphanumeric() {
        vec![character]
    } else {
        character.escape_default().collect()
    }
}
