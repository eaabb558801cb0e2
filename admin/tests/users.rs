//! `show`, `set`, `remove`, `reset`, `gravatar`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use common::{DATABASE_USER, GOOGLE_USER, Run, Tenant, admin};
use serde_json::{Value as Json, json};

const USER_PATH: &str = "/api/v2/users/auth0%7C5f7c8ec7c33c6c004bbafe82";

#[test]
fn show_tells_what_the_token_will_carry_and_why() {
    let tenant = Tenant::start();
    let shown = tenant.json(&["show", GOOGLE_USER]);
    let expected = json!({
        "user_id": GOOGLE_USER,
        "picture": "https://lh3.googleusercontent.com/a/ACg8ocJexampleexampleexample=s96-c",
        "user_metadata": { "picture": "https://example.com/some-image.png", "gravatar_disabled": null },
        "settings": { "default_picture_url": null, "allowed_picture_hosts": null },
        "token": {
            "picture": "https://example.com/some-image.png",
            "claim": { "set": "https://example.com/some-image.png" },
            "reason": "metadata",
            "rejection": null,
        },
    });
    assert_eq!(shown, expected);
    assert_eq!(
        tenant.requests(),
        ["POST /oauth/token 200", "GET /api/v2/users/google-oauth2%7C115015401343387192604 200"]
    );
}

#[test]
fn show_takes_the_settings_from_options_and_environment() {
    let tenant = Tenant::start();
    let token = |run: Run| run.json()["token"].clone();
    let allowed = tenant.done(&["show", GOOGLE_USER, "--json", "--allowed-picture-hosts", "other.example"]);
    assert_eq!(allowed.stderr, "");
    assert_eq!(token(allowed)["rejection"], "host");
    let mut command = tenant.command(&["show", "sms|5f7c8ec7c33c6c004bbafe99", "--json"]);
    let run = Run::of(command.env("DEFAULT_PICTURE_URL", "https://pictures.example.com/nobody.png"));
    assert_eq!(token(run)["picture"], "https://pictures.example.com/nobody.png");
    // As the login does it: a broken setting counts as none. The operator is told.
    let run = tenant.done(&["show", GOOGLE_USER, "--default-picture-url", "http://x.example/a"]);
    assert!(run.stderr.contains("DEFAULT_PICTURE_URL would not count as a picture: its scheme is not https"));
}

#[test]
fn show_says_that_it_does_not_know_the_settings() {
    let run = Tenant::start().done(&["show", DATABASE_USER]);
    assert!(run.stderr.contains("settings can't be read"), "{}", run.stderr);
    assert!(run.stdout.contains("the provider's picture"), "{}", run.stdout);
}

#[test]
fn what_a_user_wrote_cannot_command_the_terminal() {
    let tenant = Tenant::start();
    let change = json!({ "user_metadata": { "picture": "\u{1b}]0;x\u{7}\u{202e}gnp", "gravatar_disabled": { "a": "\u{1b}[2J" } } });
    tenant.api("PATCH", "users/auth0%7C5f7c8ec7c33c6c004bbafe82", &change);
    let run = tenant.done(&["show", DATABASE_USER]);
    let is_harmless = |character: char| !character.is_control() && character != '\u{202e}';
    assert!(run.stdout.chars().all(|character| character == '\n' || is_harmless(character)), "{:?}", run.stdout);
}

#[test]
fn set_stores_the_normalized_url_and_reads_it_back() {
    let tenant = Tenant::start();
    let written = tenant.json(&["set", DATABASE_USER, "HTTPS://Example.COM/my pic.png"]);
    assert_eq!(written["wrote"], json!({ "user_metadata": { "picture": "https://example.com/my%20pic.png" } }));
    assert_eq!(written["user_metadata"]["picture"], "https://example.com/my%20pic.png");
    assert_eq!(
        tenant.requests(),
        ["POST /oauth/token 200", &format!("PATCH {USER_PATH} 200"), &format!("GET {USER_PATH} 200")]
    );
}

#[test]
fn remove_and_reset_leave_the_other_metadata_alone() {
    let tenant = Tenant::start();
    let user = "users/auth0%7C5f7c8ec7c33c6c004bbafe82";
    let other = json!({ "colour": "green", "nested": { "a": 1 } });
    tenant.api("PATCH", user, &json!({ "user_metadata": other }));
    let metadata = || tenant.api("GET", user, &Json::Null)["user_metadata"].clone();

    tenant.done(&["remove", DATABASE_USER]);
    assert_eq!(metadata(), json!({ "colour": "green", "nested": { "a": 1 }, "picture": "" }));
    tenant.done(&["gravatar", DATABASE_USER, "off"]);
    assert_eq!(metadata()["gravatar_disabled"], true);
    tenant.done(&["gravatar", DATABASE_USER, "on"]);
    tenant.done(&["reset", DATABASE_USER]);
    assert_eq!(metadata(), other);
}

#[test]
fn reset_of_a_user_without_metadata_is_done() {
    let tenant = Tenant::start();
    tenant.done(&["reset", DATABASE_USER]);
    // A SAML mapping stored a string where metadata should be.
    tenant.done(&["set", "samlp|acme-saml|sam@example.com", "https://example.com/sam.png"]);
}

#[test]
fn remove_root_empties_the_profile_where_the_connection_lets_it() {
    let tenant = Tenant::start();
    let written = tenant.json(&["remove", "--root", DATABASE_USER]);
    assert_eq!((&written["wrote"], &written["picture"]), (&json!({ "picture": "" }), &json!("")));
    tenant.run(&["remove", "--root", GOOGLE_USER]).assert_failed(1, &["(400)", "cannot be updated: picture"]);
}

#[test]
fn user_ids_of_any_kind_arrive_whole() {
    let ids = ["auth0|plain", "samlp|acme saml|josé / 日本?x#y&z=100%+1", "custom|..", "a/../b"];
    let users: Vec<Json> = ids
        .iter()
        .map(|id| {
            json!({
                "connection": { "id": "con_database00000001", "name": "db", "strategy": "auth0" },
                "user": { "user_id": id, "name": id, "user_metadata": {} },
            })
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("users.json");
    std::fs::write(&file, json!(users).to_string()).unwrap();
    let tenant = Tenant::with(&["--users", file.to_str().unwrap()]);
    for id in ids {
        assert_eq!(tenant.json(&["set", id, "https://example.com/a.png"])["user_id"], id);
        assert_eq!(tenant.json(&["show", id])["token"]["reason"], "metadata", "{id}");
    }
    for id in ["", ".", ".."] {
        tenant.run(&["show", id]).assert_failed(2, &["this is no id"]);
    }
}

#[test]
fn a_user_who_is_not_there_is_named() {
    let tenant = Tenant::start();
    for arguments in [&["show", "auth0|nobody"][..], &["set", "auth0|nobody", "https://example.com/a.png"]] {
        tenant.run(arguments).assert_failed(1, &["user \"auth0|nobody\"", "404"]);
    }
}

#[test]
fn a_url_that_no_login_would_take_is_refused() {
    let tenant = Tenant::start();
    for (url, why) in [
        ("http://example.com/a.png", "its scheme is not https"),
        ("javascript:alert(1)", "its scheme is not https"),
        ("a.png", "it is not an absolute URL"),
        ("https://u:p@example.com/a.png", "user name or a password"),
        ("https://127.1/a.png", "its host"),
    ] {
        tenant.run(&["set", DATABASE_USER, url]).assert_failed(2, &[why]);
    }
    tenant
        .run(&["set", DATABASE_USER, "https://b.example/x", "--allowed-picture-hosts", "a.example"])
        .assert_failed(2, &["its host"]);
    assert_eq!(tenant.requests(), [""; 0], "nothing is sent");
}

#[test]
fn dry_run_needs_no_tenant_and_sends_nothing() {
    let tenant = Tenant::start();
    let body = |metadata: Json| json!({ "user_metadata": metadata });
    for (arguments, body) in [
        (&["set", DATABASE_USER, "https://e.example/ a"][..], body(json!({ "picture": "https://e.example/%20a" }))),
        (&["remove", DATABASE_USER], body(json!({ "picture": "" }))),
        (&["remove", "--root", DATABASE_USER], json!({ "picture": "" })),
        (&["reset", DATABASE_USER], body(json!({ "picture": null }))),
        (&["gravatar", DATABASE_USER, "off"], body(json!({ "gravatar_disabled": true }))),
        (&["gravatar", DATABASE_USER, "on"], body(json!({ "gravatar_disabled": null }))),
    ] {
        let request = json!({ "method": "PATCH", "path": USER_PATH, "body": body });
        let arguments = [arguments, &["--dry-run"]].concat();
        assert_eq!(tenant.json(&arguments), json!({ "dry_run": true, "requests": [request] }));
        let text = tenant.done(&arguments).stdout;
        let (first, rest) = text.split_once('\n').unwrap();
        assert_eq!(first, format!("PATCH {USER_PATH}"));
        assert_eq!(serde_json::from_str::<Json>(rest).unwrap(), body);
        assert_eq!(Run::of(&mut admin(&arguments)).code, 0, "without any setting");
    }
    assert_eq!(tenant.requests(), [""; 0]);
}
