//! What a tenant or a network can do in the middle of a list.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{
    common::{Tenant, fault},
    list::{apply, carried_out, done, failures, report, tenant_with_list, totals, user},
};

const USERS: &str = "^/api/v2/users/";

fn on_patch(rest: &Json) -> Json {
    json!([fault("PATCH", USERS, rest)])
}

/// Every line is done, and each was carried out once.
#[track_caller]
fn assert_each_once(tenant: &Tenant, count: usize) -> Vec<String> {
    let requests = tenant.requests();
    for number in 0..count {
        assert_eq!(carried_out(&requests, &user(number)).0, 1, "{}: {requests:?}", user(number));
    }
    requests
}

#[test]
fn a_429_is_waited_out_with_retry_after_and_without() {
    let too_many = json!({ "statusCode": 429, "message": "Global limit has been reached" });
    for headers in [json!({ "retry-after": "1" }), json!({})] {
        let rules = on_patch(&json!({ "nth": 5, "status": 429, "headers": headers, "body": too_many }));
        let tenant = tenant_with_list(12, &rules, &[]);
        let run = apply(&tenant);
        assert_eq!((run.code, totals(&report(&tenant))), (0, [12, 12, 0, 0, 0]), "{run:?}");
        assert!(headers == json!({}) || run.took >= Duration::from_secs(1));
        let requests = assert_each_once(&tenant, 12);
        assert_eq!(requests.iter().filter(|request| request.ends_with(" 429")).count(), 1);
    }
}

#[test]
fn a_limit_that_others_use_up_ends_the_run_and_keeps_what_was_done() {
    let gone = json!({ "status": 429, "headers": { "retry-after": "3600" } });
    let tenant = tenant_with_list(99, &json!([fault("PATCH", "users/auth0%7C000[1-9]", &gone)]), &[]);
    let run = apply(&tenant);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("stopped: the tenant asks to wait 3600 s"), "{run:?}");
    let report = report(&tenant);
    assert_eq!((totals(&report), done(&tenant)), ([99, 10, 0, 0, 89], 10));
}

#[test]
fn a_5xx_in_the_middle_is_tried_again() {
    let tenant = tenant_with_list(12, &on_patch(&json!({ "nth": 6, "status": 502, "body": "<html>" })), &[]);
    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [12, 12, 0, 0, 0]));
    let requests = assert_each_once(&tenant, 12);
    assert_eq!(requests.iter().filter(|request| request.starts_with("GET ")).count(), 1, "whether it was carried out");
}

#[test]
fn a_5xx_says_how_long_to_wait() {
    let wait = json!({ "nth": 2, "status": 503, "headers": { "retry-after": "2" } });
    let tenant = tenant_with_list(4, &on_patch(&wait), &[]);
    let run = apply(&tenant);
    assert!(run.code == 0 && run.took >= Duration::from_secs(2), "{run:?}");
}

#[test]
fn a_line_that_the_tenant_always_fails_at_stops_no_other() {
    let tenant = tenant_with_list(12, &json!([fault("PATCH", "auth0%7C00003", &json!({ "status": 500 }))]), &[]);
    assert_eq!(apply(&tenant).code, 1);
    let report = report(&tenant);
    assert_eq!((failures(&report), totals(&report)), (vec![(5, "no_answer")], [12, 11, 0, 1, 0]));
    let message = report["failures"][0]["message"].as_str().unwrap();
    assert_eq!(message, "the tenant fails (500), after 6 tries");
}

#[test]
fn an_outage_ends_the_run() {
    let rules = json!([fault("PATCH", "users/auth0%7C000[1-9]", &json!({ "status": 500 }))]);
    let tenant = tenant_with_list(99, &rules, &[]);
    let run = apply(&tenant);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("stopped: the tenant gave no answer for 10 lines in a row"), "{run:?}");
    let [lines, done, _, failed, left] = totals(&report(&tenant));
    assert!(lines == 99 && done == 10 && failed >= 10 && left > 0, "{run:?}");
}

#[test]
fn a_cut_connection_is_looked_up_and_nothing_is_sent_twice() {
    let tenant = tenant_with_list(12, &on_patch(&json!({ "nth": 4, "cut": true })), &[]);
    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [12, 12, 0, 0, 0]));
    let requests = assert_each_once(&tenant, 12);
    assert_eq!(requests.iter().filter(|request| request.starts_with("GET ")).count(), 1);
}

#[test]
fn wrong_credentials_are_tried_once() {
    let tenant = tenant_with_list(50, &json!([]), &[]);
    let mut command = tenant.command(&["apply", "list.csv"]);
    let output = command.env("AUTH0_CLIENT_SECRET", "wrong").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("stopped: the tenant does not accept AUTH0_CLIENT_ID"), "{stderr}");
    assert_eq!(tenant.requests(), ["POST /oauth/token 401"]);
    assert_eq!(totals(&report(&tenant)), [50, 0, 0, 0, 50]);

    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [50, 50, 0, 0, 0]));
    assert_each_once(&tenant, 50);
}

#[test]
fn a_missing_scope_ends_the_run_and_is_named() {
    let tenant = tenant_with_list(50, &json!([]), &["--scopes", "read:users"]);
    let run = apply(&tenant);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("stopped: the token lacks the scope update:users"), "{run:?}");
    assert_eq!(tenant.writes().len(), 1);
}

#[test]
fn a_token_that_is_refused_in_the_middle_ends_the_run_and_keeps_what_was_done() {
    let refused = json!({ "status": 401, "body": { "statusCode": 401, "message": "Expired token" } });
    let rules = json!([fault("PATCH", "users/auth0%7C000[2-9]", &refused)]);
    let tenant = tenant_with_list(99, &rules, &[]);
    let run = apply(&tenant);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("stopped: the tenant does not accept the token (401)"), "{run:?}");
    assert_eq!((totals(&report(&tenant)), done(&tenant)), ([99, 20, 0, 0, 79], 20));
    assert_each_once(&tenant, 20);
}

#[test]
fn the_announced_limit_is_kept() {
    let tenant = tenant_with_list(80, &json!([]), &["--limit", "25"]);
    assert_eq!(apply(&tenant).code, 0);
    let requests = assert_each_once(&tenant, 80);
    assert!(requests.iter().all(|request| request.ends_with(" 200")), "{requests:?}");
}
