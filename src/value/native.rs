//! A value out of JSON.

use serde_json::Value as Json;

/// A value out of JSON, as far as the decision can tell one from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Null, or not there.
    Missing,
    /// A string.
    Text(String),
    /// `true`.
    True,
    /// Anything else: a number, an object, …
    Other,
}

impl Value {
    /// The text of a string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is a string with something in it.
    pub fn has_text(&self) -> bool {
        self.text().is_some_and(|text| !text.is_empty())
    }

    /// Whether it is null, or not there.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::Missing)
    }

    /// Whether it is `true` itself.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::True)
    }
}

impl From<Option<&Json>> for Value {
    fn from(json: Option<&Json>) -> Self {
        match json {
            None | Some(Json::Null) => Self::Missing,
            Some(Json::String(text)) => Self::Text(text.clone()),
            Some(Json::Bool(true)) => Self::True,
            Some(_) => Self::Other,
        }
    }
}
