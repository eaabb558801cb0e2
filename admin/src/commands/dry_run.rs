//! `--dry-run`: the requests that would change something, as they would go out. No token is in them.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeStruct};
use serde_json::{Value as Json, json};

use crate::{api::Request, report::Report};

/// Writes alone: a command that must read before it knows what to write does read.
pub struct DryRun(pub Vec<Request>);

impl DryRun {
    pub fn report(self) -> Report {
        Report::new(&self)
    }
}

impl Serialize for DryRun {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("DryRun", 2)?;
        object.serialize_field("dry_run", &true)?;
        object.serialize_field("requests", &self.0)?;
        object.end()
    }
}

impl fmt::Display for DryRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("nothing to change");
        }
        for Request { method, path, body, .. } in &self.0 {
            writeln!(f, "{method} {path}")?;
            if let Some(body) = body {
                writeln!(f, "{:#}", without_code(body))?;
            }
        }
        Ok(())
    }
}

/// The Action's code fills screens; `--json` has all of it.
fn without_code(body: &Json) -> Json {
    let mut body = body.clone();
    if let Some(code) = body.get_mut("code") {
        *code = json!(format!("({} bytes: pkg/action.js)", code.as_str().map_or(0, str::len)));
    }
    body
}
