//! `deploy`: the Action onto a tenant, once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use std::{fs, process::Stdio};

use common::{
    Run, Tenant,
    actions::{action_of, bind_others, bound},
    repository,
};
use serde_json::{Value as Json, json};

const DEFAULT: [&str; 2] = ["--default-picture-url", "https://pictures.example.com/nobody.png"];

#[test]
fn onto_an_empty_tenant_and_then_nothing_more() {
    let tenant = Tenant::start();
    let result = tenant.json(&["deploy"]);
    for (name, value) in [("changed", json!(true)), ("draft", json!("created")), ("tested", json!(true))] {
        assert_eq!(result[name], value, "{name}");
    }
    assert_eq!(result["live"], "version 1 of action \"picture-claim\" (this tool's code) runs at each login");
    let action = action_of(&tenant, "picture-claim");
    let code = fs::read_to_string(repository().join("pkg/action.js")).unwrap();
    assert_eq!(action["deployed_version"]["code"], code);
    assert_eq!(action["runtime"], "node22");
    assert_eq!(bound(&tenant), ["picture-claim"]);

    let again = tenant.json(&["deploy"]);
    assert_eq!((&again["changed"], &again["draft"]), (&json!(false), &json!("unchanged")));
    assert_eq!(tenant.writes(), [""; 0]);
}

#[test]
fn it_waits_for_a_slow_build() {
    let tenant = Tenant::with(&["--build-time", "1500"]);
    tenant.done(&["deploy"]);
    assert_eq!(bound(&tenant), ["picture-claim"]);
}

#[test]
fn what_is_bound_stays_bound_in_its_order() {
    let tenant = Tenant::start();
    bind_others(&tenant, &["second", "first"]);
    tenant.done(&["deploy", "--name", "Face"]);
    assert_eq!(bound(&tenant), ["second bound", "first bound", "Face"]);
    tenant.done(&["deploy", "--name", "Face"]);
    assert_eq!(bound(&tenant), ["second bound", "first bound", "Face"]);
}

#[test]
fn an_action_that_is_bound_in_the_middle_stays_there() {
    let tenant = Tenant::start();
    bind_others(&tenant, &["a", "picture-claim", "b"]);
    let run = tenant.done(&["deploy"]);
    assert!(run.stderr.contains("is not Picture Claim's"), "{}", run.stderr);
    assert_eq!(bound(&tenant), ["a bound", "picture-claim bound", "b bound"]);
    let action = action_of(&tenant, "picture-claim");
    assert_eq!((&action["deployed_version"]["number"], &action["all_changes_deployed"]), (&json!(2), &json!(true)));
}

#[test]
fn settings_are_written_once_and_kept_then() {
    let tenant = Tenant::start();
    let deploy = |more: &[&str]| tenant.json(&[&["deploy"], more].concat());
    assert_eq!(deploy(&DEFAULT)["secrets_written"], json!(["DEFAULT_PICTURE_URL"]));
    let before = action_of(&tenant, "picture-claim")["secrets"].clone();

    assert_eq!(deploy(&DEFAULT)["changed"], false);
    assert_eq!(deploy(&[])["changed"], false);
    let result = deploy(&["--allowed-picture-hosts", "a.example, *.b.example"]);
    assert_eq!(result["secrets"], json!(["DEFAULT_PICTURE_URL", "ALLOWED_PICTURE_HOSTS"]));
    let after = action_of(&tenant, "picture-claim")["secrets"].clone();
    assert_eq!(after[0], before[0], "the first secret is the same one");

    let renewed = deploy(&[&DEFAULT[..], &["--renew-settings"]].concat());
    assert_eq!(renewed["secrets_written"], json!(["DEFAULT_PICTURE_URL"]));
    let mut command = tenant.command(&["deploy", "--json"]);
    let run = Run::of(command.env("ALLOWED_PICTURE_HOSTS", "c.example"));
    assert!(run.json()["changed"] == false && run.stderr.contains("ALLOWED_PICTURE_HOSTS is kept"), "{run:?}");
}

#[test]
fn settings_that_no_login_would_take_are_refused() {
    let tenant = Tenant::start();
    tenant.run(&["deploy", "--default-picture-url", "nobody.png"]).assert_failed(2, &["DEFAULT_PICTURE_URL"]);
    for hosts in ["https://a.example", "a.example;b.example", "a.example, b c", ",", "localhost", "127.0.0.1", "*"] {
        tenant.run(&["deploy", "--allowed-picture-hosts", hosts]).assert_failed(2, &["ALLOWED_PICTURE_HOSTS"]);
    }
    assert_eq!(tenant.requests(), [""; 0]);
}

#[test]
fn dry_run_shows_every_request_and_sends_none() {
    let tenant = Tenant::start();
    let shown = |arguments: &[&str]| -> Vec<String> {
        let requests = tenant.json(arguments)["requests"].clone();
        let line =
            |request: &Json| format!("{} {}", request["method"].as_str().unwrap(), request["path"].as_str().unwrap());
        requests.as_array().unwrap().iter().map(line).collect()
    };
    let new = "/api/v2/actions/actions/NEW-ACTION-ID";
    assert_eq!(
        shown(&["deploy", "--dry-run"]),
        [
            "POST /api/v2/actions/actions",
            &format!("POST {new}/test"),
            &format!("POST {new}/test"),
            &format!("POST {new}/deploy"),
            "PATCH /api/v2/actions/triggers/post-login/bindings",
        ]
    );
    assert_eq!(tenant.writes(), [""; 0]);
    tenant.done(&["deploy"]);
    assert_eq!(shown(&["deploy", "--dry-run"]), [""; 0]);
    assert!(tenant.done(&["deploy", "--dry-run"]).stdout.contains("nothing to change"));
}

#[test]
fn two_at_once_end_with_one_action_bound_once() {
    let tenant = Tenant::with(&["--build-time", "400"]);
    let others: Vec<_> = (0..2)
        .map(|_| tenant.command(&["deploy"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    for mut other in others {
        assert!(other.wait().unwrap().success());
    }
    assert_eq!(bound(&tenant), ["picture-claim"]);
}
