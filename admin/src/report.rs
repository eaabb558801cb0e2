//! A command's result: for a person, or as JSON of a stable shape. Results go to stdout, messages to stderr.

use std::{
    fmt::Display,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::Value as Json;

use crate::error::Error;

/// What a command has to say at its end, both ways.
pub struct Report {
    text: String,
    json: Json,
}

impl Report {
    /// `Display` for a person, `Serialize` for `--json`: the fields' names are an interface.
    pub fn new<T: Display + Serialize>(result: &T) -> Self {
        // Serializing structs with string keys into memory can't fail.
        Self { text: result.to_string(), json: serde_json::to_value(result).unwrap_or_default() }
    }

    /// Text that is the same either way, as a script for a shell is.
    pub fn plain(text: String) -> Self {
        Self { json: Json::String(text.clone()), text }
    }

    /// For a command that wrote its result to stdout by itself, because it is too long to be held in memory.
    pub fn printed() -> Self {
        Self::plain(String::new())
    }

    /// # Errors
    /// If stdout is gone or full: the operator must not believe that they have seen all of it.
    pub fn print(&self, as_json: bool) -> Result<(), Error> {
        let text = match (&self.json, as_json) {
            (Json::String(_), _) | (_, false) => self.text.trim_end().to_owned(),
            (json, true) => format!("{json:#}"),
        };
        if text.is_empty() {
            return Ok(());
        }
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(Error::Output)
    }
}

/// Something that the operator should know while the command runs.
pub fn say(message: impl Display) {
    // Nobody may be listening any more: no reason to stop half way.
    let _ = writeln!(io::stderr(), "{message}");
}
