//! `deploy` that can't go on: what is live then, and that the next run goes on from there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use common::{
    Tenant,
    actions::{action_of, bind_others, bound},
    fault,
};
use serde_json::{Value as Json, json};

const ACTIONS: &str = "^/api/v2/actions/actions$";
const TEST: &str = "/test$";
const DEPLOY: &str = "/deploy$";
const BINDINGS: &str = "/post-login/bindings";
const DEFAULT: [&str; 2] = ["--default-picture-url", "https://pictures.example.com/nobody.png"];

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
            &["test action", words, "live now: nothing of action \"picture-claim\": there is a draft"],
        );
        assert!(action_of(&tenant, "picture-claim")["deployed_version"].is_null());
        assert_eq!(bound(&tenant), [""; 0]);
    }
}

#[test]
fn an_update_that_fails_leaves_the_version_before_live() {
    let failed = json!({ "status": 200, "body": { "payload": { "error": { "name": "E", "message": "m" } } } });
    let tenant = Tenant::with_faults(&json!([fault("POST", TEST, &failed)]), &[]);
    bind_others(&tenant, &["picture-claim"]);
    let live = "live now: version 1 of action \"picture-claim\" (the code from before) runs at each login";
    tenant.run(&["deploy"]).assert_failed(1, &[live]);
    assert_eq!(action_of(&tenant, "picture-claim")["deployed_version"]["number"], 1);
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
    assert_eq!(action_of(&tenant, "picture-claim")["deployed_version"]["number"], 1);
    assert_eq!(bound(&tenant), ["picture-claim"]);
}

#[test]
fn a_step_that_fails_for_a_while_is_made_in_the_end() {
    let broken = json!({ "times": 1, "status": 502, "body": "<html>" });
    let rules = [("POST", ACTIONS), ("POST", TEST), ("POST", DEPLOY), ("PATCH", BINDINGS), ("GET", BINDINGS)];
    let rules: Vec<Json> = rules.iter().map(|(method, path)| fault(method, path, &broken)).collect();
    let tenant = Tenant::with_faults(&json!(rules), &[]);
    tenant.done(&["deploy"]);
    assert_eq!(bound(&tenant), ["picture-claim"]);
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
    assert_eq!(bound(&tenant), ["picture-claim"]);
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
        &json!({ "name": "picture-claim", "code": "x", "supported_triggers": triggers }),
    );
    tenant
        .run(&["deploy"])
        .assert_failed(1, &["belongs to another trigger (send-phone-message)", "nothing was changed"]);
    assert_eq!(tenant.writes(), [""; 0]);
}
