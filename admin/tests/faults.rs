//! What a tenant, a network or an operator can do wrong, and that picture-admin stays careful.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

mod common;

use std::{
    process::Command,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use common::{DATABASE_USER, Run, Tenant, admin, fault};
use serde_json::{Value as Json, json};

const USERS: &str = "^/api/v2/users/";
const SET: [&str; 3] = ["set", DATABASE_USER, "https://example.com/a.png"];

fn too_many(headers: &Json, times: u32) -> Json {
    let body = json!({ "statusCode": 429, "error": "Too Many Requests", "message": "Global limit has been reached" });
    fault("PATCH", USERS, &json!({ "times": times, "status": 429, "headers": headers, "body": body }))
}

fn statuses(tenant: &Tenant, method: &str) -> Vec<String> {
    let requests = tenant.requests();
    let of_method = requests.iter().filter(|request| request.starts_with(method) && !request.contains("oauth"));
    of_method.map(|request| request.rsplit(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn a_429_is_waited_out_as_retry_after_says() {
    let tenant = Tenant::with_faults(&json!([too_many(&json!({ "retry-after": "2" }), 1)]), &[]);
    let run = tenant.done(&SET);
    assert!((2..4).contains(&run.took.as_secs()), "{:?}", run.took);
    assert_eq!(statuses(&tenant, "PATCH"), ["429", "200"]);
}

#[test]
fn a_429_is_waited_out_until_the_announced_reset() {
    let reset = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() + 3;
    let headers = json!({ "x-ratelimit-reset": reset.to_string(), "x-ratelimit-remaining": "0" });
    let tenant = Tenant::with_faults(&json!([too_many(&headers, 1)]), &[]);
    tenant.done(&SET);
    assert!(SystemTime::now() >= UNIX_EPOCH + Duration::from_secs(reset));
    assert_eq!(statuses(&tenant, "PATCH"), ["429", "200"]);
}

#[test]
fn a_429_that_says_nothing_is_waited_out_longer_and_longer() {
    let tenant = Tenant::with_faults(&json!([too_many(&json!({}), 2)]), &[]);
    let run = tenant.done(&SET);
    assert!(run.took >= Duration::from_millis(750), "{:?}", run.took);
    assert_eq!(statuses(&tenant, "PATCH"), ["429", "429", "200"]);
}

#[test]
fn a_wait_that_nobody_sits_through_is_an_error() {
    let tenant = Tenant::with_faults(&json!([too_many(&json!({ "retry-after": "3600" }), 1)]), &[]);
    tenant.run(&SET).assert_failed(1, &["update user \"auth0|5f7c8ec7c33c6c004bbafe82\"", "asks to wait 3600 s"]);
}

#[test]
fn the_announced_limit_is_kept() {
    let tenant = Tenant::with(&["--limit", "1"]);
    tenant.done(&SET);
    assert!(!tenant.requests().iter().any(|request| request.ends_with("429")));
}

#[test]
fn a_5xx_is_tried_again_and_given_up_on_in_the_end() {
    let broken = |times: u32| fault("PATCH", USERS, &json!({ "times": times, "status": 503, "body": "<html>" }));
    let tenant = Tenant::with_faults(&json!([broken(2)]), &[]);
    tenant.done(&SET);
    assert_eq!(statuses(&tenant, "PATCH"), ["503", "503", "200"]);

    let tenant = Tenant::with_faults(&json!([broken(99)]), &[]);
    tenant.run(&SET).assert_failed(1, &["can't update user", "fails (503), after 6 tries"]);
    assert_eq!(statuses(&tenant, "PATCH").len(), 6);
}

#[test]
fn a_cut_answer_is_asked_for_again_where_that_changes_nothing_more() {
    let cut = |method| fault(method, USERS, &json!({ "nth": 1, "cut": true }));
    let tenant = Tenant::with_faults(&json!([cut("PATCH"), cut("GET")]), &[]);
    assert_eq!(tenant.json(&SET)["user_metadata"]["picture"], "https://example.com/a.png");
    assert_eq!(statuses(&tenant, "").len(), 4);
}

#[test]
fn a_write_that_cannot_be_read_back_is_not_called_done() {
    let refused = fault("GET", USERS, &json!({ "status": 404, "body": { "message": "The user does not exist." } }));
    let tenant = Tenant::with_faults(&json!([refused]), &[]);
    tenant.run(&SET).assert_failed(1, &["made a change, but can't vouch for it", "read user", "404"]);

    let other = json!({ "user_id": DATABASE_USER, "user_metadata": { "picture": "https://example.com/other.png" } });
    let tenant = Tenant::with_faults(&json!([fault("GET", USERS, &json!({ "status": 200, "body": other }))]), &[]);
    tenant.run(&SET).assert_failed(1, &["made a change, but can't vouch for it", "does not hold what was written"]);
}

#[test]
fn a_missing_scope_is_named() {
    let tenant = Tenant::with(&["--scopes", "read:users"]);
    tenant.run(&SET).assert_failed(1, &["update user", "lacks the scope update:users"]);
    let bare = fault("GET", USERS, &json!({ "status": 403, "body": {} }));
    Tenant::with_faults(&json!([bare]), &[])
        .run(&["show", DATABASE_USER])
        .assert_failed(1, &["read user", "lacks the scope read:users"]);
}

#[test]
fn credentials_that_are_not_accepted_come_with_the_remedy() {
    let tenant = Tenant::start();
    let failed = |command: &mut Command, words: &[&str]| {
        let run = Run::of(command);
        run.assert_failed(1, words);
        assert!(!run.stderr.contains("n0t-the-s3cret"), "{}", run.stderr);
    };
    let mut command = tenant.command(&["show", DATABASE_USER]);
    failed(command.env("AUTH0_CLIENT_SECRET", "n0t-the-s3cret"), &["AUTH0_CLIENT_SECRET (401)", "machine-to-machine"]);
    let mut command = tenant.command(&["show", DATABASE_USER]);
    failed(command.env("AUTH0_API_TOKEN", "n0t-the-s3cret"), &["(401)", "get a new one for AUTH0_API_TOKEN"]);
}

#[test]
fn a_tenant_that_quotes_the_secret_gets_no_echo() {
    let quote =
        |text: &str| json!([fault("POST", "^/oauth/token$", &json!({ "status": 400, "body": { "message": text } }))]);
    let tenant = Tenant::with_faults(&quote("bad: n0t-the-s3cret\u{1b}[2J"), &[]);
    let mut command = tenant.command(&["show", DATABASE_USER]);
    let run = Run::of(command.env("AUTH0_CLIENT_SECRET", "n0t-the-s3cret"));
    run.assert_failed(1, &["bad: (secret)"]);
    assert!(!run.stderr.contains("n0t-the-s3cret") && !run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

#[test]
fn a_token_that_runs_out_on_the_way_is_renewed_once() {
    let expired = json!({ "statusCode": 401, "message": "Expired token received for JSON Web Token validation" });
    let rule = |times: u32| json!([fault("PATCH", USERS, &json!({ "times": times, "status": 401, "body": expired }))]);
    let tenant = Tenant::with_faults(&rule(1), &[]);
    tenant.done(&SET);
    assert_eq!(tenant.requests().iter().filter(|request| request.contains("/oauth/token")).count(), 2);
    Tenant::with_faults(&rule(9), &[]).run(&SET).assert_failed(1, &["does not accept the token (401)"]);
}

#[test]
fn an_answer_that_is_no_json_is_an_error() {
    let page = fault("GET", USERS, &json!({ "status": 200, "body": "<html>a proxy's page</html>" }));
    Tenant::with_faults(&json!([page]), &[])
        .run(&["show", DATABASE_USER])
        .assert_failed(1, &["read user", "not understood: it is not JSON"]);
}

#[test]
fn a_tenant_that_is_not_there_is_an_error() {
    let mut command = Tenant::start().command(&["show", DATABASE_USER]);
    // The tenant has ended by now, and the port answers nobody.
    Run::of(command.current_dir("/")).assert_failed(1, &["read user", "the tenant can't be reached"]);
}

#[test]
fn a_certificate_that_is_not_trusted_ends_it_at_once() {
    let run = Tenant::distrusted().run(&["show", DATABASE_USER]);
    run.assert_failed(1, &["read user", "the tenant's certificate is not trusted"]);
    assert!(run.took < Duration::from_secs(5), "{:?}", run.took);
}

#[test]
fn settings_that_are_missing_or_wrong_are_named() {
    let show = || admin(&["show", DATABASE_USER]);
    Run::of(&mut show()).assert_failed(2, &["AUTH0_DOMAIN is not set"]);
    Run::of(show().env("AUTH0_DOMAIN", "x.auth0.com")).assert_failed(2, &["AUTH0_CLIENT_ID with", "AUTH0_API_TOKEN"]);
    let mut command = show();
    let half = command.env("AUTH0_DOMAIN", "x.auth0.com").env("AUTH0_CLIENT_ID", "a");
    Run::of(half).assert_failed(2, &["AUTH0_CLIENT_SECRET is not set"]);
    for (domain, words) in [
        ("https://x.auth0.com", "without https://"),
        ("http://x.auth0.com", "this machine"),
        ("x.auth0.com/api", "must be a host"),
    ] {
        Run::of(show().env("AUTH0_DOMAIN", domain)).assert_failed(2, &["AUTH0_DOMAIN", words]);
    }
}

#[test]
fn wrong_arguments_are_usage_errors_and_help_is_none() {
    for arguments in [&["frobnicate"][..], &["show"], &["gravatar", "a", "maybe"], &["set", "a"]] {
        Run::of(&mut admin(arguments)).assert_failed(2, &["--help"]);
    }
    let run = Run::of(&mut admin(&["--help"]));
    assert!(run.code == 0 && run.stdout.contains("AUTH0_DOMAIN"), "{run:?}");
    for shell in ["bash", "zsh", "fish"] {
        let run = Run::of(&mut admin(&["completions", shell]));
        assert!(run.code == 0 && run.stdout.contains("gravatar"), "{run:?}");
    }
}
