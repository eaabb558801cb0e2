//! What `set` accepts is what the Action accepts: the cases of tests/decisions.json whose user chose a picture.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use common::{Run, admin, repository};
use serde_json::{Value as Json, json};

/// `set` as the case's tenant would call it: its hosts are the tenant's.
fn set(case: &Json, url: &str) -> Option<Run> {
    let mut command = admin(&["set", "auth0|1", "--json", "--dry-run"]);
    if let Some(hosts) = case["settings"]["ALLOWED_PICTURE_HOSTS"].as_str() {
        command.env("ALLOWED_PICTURE_HOSTS", hosts);
    }
    // An argument can't hold a NUL; no shell could pass it.
    (!url.contains('\0')).then(|| Run::of(command.args(["--", url])))
}

#[test]
fn set_accepts_what_the_login_accepts() {
    let text = std::fs::read_to_string(repository().join("tests/decisions.json")).unwrap();
    let cases: Vec<Json> = serde_json::from_str(&text).unwrap();
    let mut compared = (0, 0);
    for case in &cases {
        let Some(url) = case["user"]["user_metadata"]["picture"].as_str() else { continue };
        let name = &case["name"];
        let Some(run) = set(case, url) else { continue };
        let expected = &case["expect"];
        if expected["reason"] == "metadata" {
            let body = json!({ "user_metadata": { "picture": expected["claim"]["set"] } });
            assert_eq!(run.code, 0, "{name}: {}", run.stderr);
            assert_eq!(run.json()["requests"][0]["body"], body, "{name}");
            compared.0 += 1;
        } else {
            // Blank text is `remove`'s business; the rest is what the rule rejects.
            assert!(expected["reason"] == "removed" || expected["rejection"].is_string(), "{name}");
            assert_eq!(run.code, 2, "{name}: {run:?}");
            compared.1 += 1;
        }
    }
    assert!(compared.0 > 10 && compared.1 > 10, "{compared:?}: too few cases to mean anything");
}
