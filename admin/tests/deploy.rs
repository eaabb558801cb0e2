//! `deploy`: the Action onto a tenant, or not, and what is live then.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use std::{fs, process::Stdio};

use common::{Run, Tenant, fault, repository};
use serde_json::{Value as Json, json};

const ACTIONS: &str = "^/api/v2/actions/actions$";
const TEST: &str = "/test$";
const DEPLOY: &str = "/deploy$";
const BINDINGS: &str = "/post-login/bindings";
const DEFAULT: [&str; 2] = ["--default-picture-url", "https://pictures.example.com/nobody.png"];

fn action_of(tenant: &Tenant, name: &str) -> Json {
    let all = tenant.api("GET", "actions/actions?per_page=100", &Json::Null)["actions"].clone();
    all.as_array().unwrap().iter().find(|action| action["name"] == name).cloned().unwrap_or_default()
}

fn bound(tenant: &Tenant) -> Vec<String> {
    let answer = tenant.api("GET", "actions/triggers/post-login/bindings", &Json::Null);
    let names = answer["bindings"].as_array().unwrap().iter();
    names.map(|binding| binding["display_name"].as_str().unwrap().to_owned()).collect()
}

/// Puts other Actions onto the tenant, bound in this order under names of their own.
fn bind_others(tenant: &Tenant, names: &[&str]) {
    let code = "exports.onExecutePostLogin = async () => {};";
    let triggers = json!([{ "id": "post-login", "version": "v3" }]);
    let mut bindings = Vec::new();
    for name in names {
        let body = json!({ "name": name, "code": code, "supported_triggers": triggers });
        let id = tenant.api("POST", "actions/actions", &body)["id"].as_str().unwrap().to_owned();
        std::thread::sleep(std::time::Duration::from_millis(150));
        tenant.api("POST", &format!("actions/actions/{id}/deploy"), &json!({}));
        bindings.push(json!({ "ref": { "type": "action_id", "value": id }, "display_name": format!("{name} bound") }));
    }
    tenant.api("PATCH", "actions/triggers/post-login/bindings", &json!({ "bindings": bindings }));
}

#[test]
fn onto_an_empty_tenant_and_then_nothing_more() {
    let tenant = Tenant::start();
    let result = tenant.json(&["deploy"]);
    for (name, value) in [("changed", json!(true)), ("draft", json!("created")), ("tested", json!(true))] {
        assert_eq!(result[name], value, "{name}");
    }
    assert_eq!(result["live"], "version 1 of action \"Picture Claim\" (this tool's code) runs at each login");
    let action = action_of(&tenant, "Picture Claim");
    let code = fs::read_to_string(repository().join("pkg/action.js")).unwrap();
    assert_eq!(action["deployed_version"]["code"], code);
    assert_eq!(action["runtime"], "node22");
    assert_eq!(bound(&tenant), ["Picture Claim"]);

    let again = tenant.json(&["deploy"]);
    assert_eq!((&again["changed"], &again["draft"]), (&json!(false), &json!("unchanged")));
    assert_eq!(tenant.writes(), [""; 0]);
}

#[test]
fn it_waits_for_a_slow_build() {
    let tenant = Tenant::with(&["--build-time", "1500"]);
    tenant.done(&["deploy"]);
    assert_eq!(bound(&tenant), ["Picture Claim"]);
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
    bind_others(&tenant, &["a", "Picture Claim", "b"]);
    let run = tenant.done(&["deploy"]);
    assert!(run.stderr.contains("is not Picture Claim's"), "{}", run.stderr);
    assert_eq!(bound(&tenant), ["a bound", "Picture Claim bound", "b bound"]);
    let action = action_of(&tenant, "Picture Claim");
    assert_eq!((&action["deployed_version"]["number"], &action["all_changes_deployed"]), (&json!(2), &json!(true)));
}

#[test]
fn settings_are_written_once_and_kept_then() {
    let tenant = Tenant::start();
    let deploy = |more: &[&str]| tenant.json(&[&["deploy"], more].concat());
    assert_eq!(deploy(&DEFAULT)["secrets_written"], json!(["DEFAULT_PICTURE_URL"]));
    let before = action_of(&tenant, "Picture Claim")["secrets"].clone();

    assert_eq!(deploy(&DEFAULT)["changed"], false);
    assert_eq!(deploy(&[])["changed"], false);
    let result = deploy(&["--allowed-picture-hosts", "a.example, *.b.example"]);
    assert_eq!(result["secrets"], json!(["DEFAULT_PICTURE_URL", "ALLOWED_PICTURE_HOSTS"]));
    let after = action_of(&tenant, "Picture Claim")["secrets"].clone();
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
fn secrets_that_were_not_kept_stop_it() {
    let tenant = Tenant::with_faults(
        &json!([fault(
            "GET",
            "^/api/v2/actions/actions/[^/]*$",
            &json!({ "nth": 6, "status": 200, "body":
            { "id": "x", "secrets": [{ "name": "ALLOWED_PICTURE_HOSTS" }] } })
        )]),
        &[],
    );
    // Of the requests that the rule counts, the first deployment makes some; the last of them reads the update back.
    tenant.done(&[&["deploy"], &DEFAULT[..]].concat());
    let count = tenant.requests().iter().filter(|request| request.starts_with("GET /api/v2/actions/actions/")).count();
    for _ in count..4 {
        tenant.done(&["deploy"]);
    }
    let run = tenant.run(&["deploy", "--allowed-picture-hosts", "a.example"]);
    run.assert_failed(1, &["secrets DEFAULT_PICTURE_URL are not known to have been kept", "live now: version 1"]);
    assert!(!tenant.writes().iter().any(|write| write.contains("/deploy ")));
}

#[test]
fn a_draft_that_fails_its_sample_login_does_not_go_live() {
    let answer = |payload: Json| json!({ "status": 200, "body": payload });
    for (rest, words) in [
        (
            answer(json!({ "payload": { "error": { "name": "CompileError", "message": "no wasm" } } })),
            "CompileError: no wasm",
        ),
        (
            answer(json!({ "payload": { "logs": "picture-claim: kept the provider's picture (RangeError)" } })),
            "failed inside",
        ),
        (answer(json!({ "result": "ok" })), "not understood"),
        (json!({ "status": 400, "body": { "message": "no" } }), "refuses (400)"),
        (json!({ "status": 500, "body": {} }), "fails (500)"),
    ] {
        let tenant = Tenant::with_faults(&json!([fault("POST", TEST, &rest)]), &[]);
        let run = tenant.run(&["deploy"]);
        run.assert_failed(
            1,
            &["test action", words, "live now: nothing of action \"Picture Claim\": there is a draft"],
        );
        assert!(action_of(&tenant, "Picture Claim")["deployed_version"].is_null());
        assert_eq!(bound(&tenant), [""; 0]);
    }
}

#[test]
fn an_update_that_fails_leaves_the_version_before_live() {
    let failed = json!({ "status": 200, "body": { "payload": { "error": { "name": "E", "message": "m" } } } });
    let tenant = Tenant::with_faults(&json!([fault("POST", TEST, &failed)]), &[]);
    bind_others(&tenant, &["Picture Claim"]);
    let live = "live now: version 1 of action \"Picture Claim\" (the code from before) runs at each login";
    tenant.run(&["deploy"]).assert_failed(1, &[live]);
    assert_eq!(action_of(&tenant, "Picture Claim")["deployed_version"]["number"], 1);
}

#[test]
fn a_failed_build_stops_it() {
    let failed = json!({ "id": "x", "status": "failed", "errors": [{ "id": "build", "msg": "npm is out" }] });
    let rule = fault("GET", "^/api/v2/actions/actions/[^/]*$", &json!({ "status": 200, "body": failed }));
    let tenant = Tenant::with_faults(&json!([rule]), &[]);
    tenant
        .run(&["deploy"])
        .assert_failed(1, &["can't build action", "its build failed: npm is out", "live now: nothing"]);
}

#[test]
fn a_step_whose_answer_is_lost_is_looked_after_and_not_made_twice() {
    let cut = json!({ "nth": 1, "cut": true });
    let rules = [("POST", ACTIONS), ("POST", TEST), ("POST", DEPLOY), ("PATCH", BINDINGS)];
    let rules: Vec<Json> = rules.iter().map(|(method, path)| fault(method, path, &cut)).collect();
    let tenant = Tenant::with_faults(&json!(rules), &[]);
    tenant.done(&["deploy"]);
    let writes = tenant.writes();
    let count = |path: &str| writes.iter().filter(|write| write.contains(path)).count();
    assert_eq!((count("actions/actions "), count("/deploy"), count("/bindings")), (1, 1, 1), "{writes:?}");
    assert_eq!(action_of(&tenant, "Picture Claim")["deployed_version"]["number"], 1);
    assert_eq!(bound(&tenant), ["Picture Claim"]);
}

#[test]
fn a_step_that_fails_for_a_while_is_made_in_the_end() {
    let broken = json!({ "times": 1, "status": 502, "body": "<html>" });
    let rules = [("POST", ACTIONS), ("POST", TEST), ("POST", DEPLOY), ("PATCH", BINDINGS), ("GET", BINDINGS)];
    let rules: Vec<Json> = rules.iter().map(|(method, path)| fault(method, path, &broken)).collect();
    let tenant = Tenant::with_faults(&json!(rules), &[]);
    tenant.done(&["deploy"]);
    assert_eq!(bound(&tenant), ["Picture Claim"]);
}

#[test]
fn a_step_that_fails_for_good_says_what_is_live_and_the_next_run_goes_on() {
    let once_broken = |path: &str, method| fault(method, path, &json!({ "times": 4, "status": 503, "body": {} }));
    let tenant = Tenant::with_faults(&json!([once_broken(DEPLOY, "POST"), once_broken(BINDINGS, "PATCH")]), &[]);
    let run = tenant.run(&["deploy"]);
    run.assert_failed(1, &["can't deploy action", "fails (503)", "live now: nothing", "it may have been made"]);
    let run = tenant.run(&["deploy"]);
    run.assert_failed(1, &["update the bindings", "live now: version 1", "is deployed, but not bound"]);
    let result = tenant.json(&["deploy"]);
    assert_eq!((&result["draft"], &result["bound"]), (&json!("unchanged"), &json!(true)));
    assert_eq!(bound(&tenant), ["Picture Claim"]);
}

#[test]
fn a_scope_that_is_missing_on_the_way_is_named_with_what_is_live() {
    for (scopes, words) in [
        ("create:actions update:actions", &["read:actions", "nothing was changed"][..]),
        ("read:actions update:actions", &["create:actions", "live now: nothing", "does not exist"]),
        ("read:actions create:actions", &["update:actions", "live now: version 1", "is deployed, but not bound"]),
    ] {
        Tenant::with(&["--scopes", scopes]).run(&["deploy"]).assert_failed(1, words);
    }
}

#[test]
fn an_action_of_another_trigger_is_not_touched() {
    let tenant = Tenant::start();
    let triggers = json!([{ "id": "send-phone-message", "version": "v2" }]);
    tenant.api(
        "POST",
        "actions/actions",
        &json!({ "name": "Picture Claim", "code": "x", "supported_triggers": triggers }),
    );
    tenant
        .run(&["deploy"])
        .assert_failed(1, &["belongs to another trigger (send-phone-message)", "nothing was changed"]);
    assert_eq!(tenant.writes(), [""; 0]);
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
    assert_eq!(bound(&tenant), ["Picture Claim"]);
}
