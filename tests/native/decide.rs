//! The native decision as a process: a line of JSON in (`{"user": …, "secrets": …}`), a line of JSON out (the decision).
#![cfg_attr(target_arch = "wasm32", no_main)]

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::io::Result<()> {
    use std::io::{self, BufRead, Write};

    use picture_claim::{Profile, Settings, decide};
    use serde_json::Value;

    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let event: Value = serde_json::from_str(&line?)?;
        let settings = Settings::from_secrets(event.get("secrets").unwrap_or(&Value::Null));
        let profile = Profile::from_user(event.get("user").unwrap_or(&Value::Null));
        writeln!(output, "{}", serde_json::to_string(&decide(&profile, &settings))?)?;
    }
    output.flush()
}
