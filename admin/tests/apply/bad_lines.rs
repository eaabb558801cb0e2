//! A bad line of each kind never stops the rest.

use std::fs;

use serde_json::json;

use crate::{
    common::Tenant,
    list::{apply, failures, report, tenant_with_list, tenant_with_users, totals, user, write_list},
};

const HOSTS: [(&str, &str); 1] = [("ALLOWED_PICTURE_HOSTS", "p.example.com")];

/// Between lines that are good.
fn with_bad_lines() -> Tenant {
    let tenant = tenant_with_users(&[user(1), user(2), user(3)], &json!([]), &[]);
    let long = format!("auth0|x,https://p.example.com/{}", "a".repeat(3000));
    let longer = format!("auth0|y,https://p.example.com/{}", "a".repeat(100_000));
    let mut list = Vec::new();
    for line in [
        "user_id,picture",
        "auth0|00001,https://p.example.com/1",
        "nobody|1,https://p.example.com/2",
        "auth0|a,http://p.example.com/3",
        "auth0|b,not a url",
        "auth0|c,https://user:password@p.example.com/",
        "auth0|d,https://127.0.0.1/",
        "auth0|e,https://elsewhere.example/",
        long.as_str(),
        longer.as_str(),
        "auth0|f",
        "auth0|g,-,-",
        ",https://p.example.com/4",
        "..,-",
        "\"auth0|h,-",
        "auth0|00002,https://p.example.com/5",
        "auth0|00002,https://p.example.com/6",
    ] {
        list.extend_from_slice(line.as_bytes());
        list.push(b'\n');
    }
    list.extend_from_slice(b"auth0|\xff,-\nauth0|00003,https://p.example.com/7");
    fs::write(tenant.folder.path().join("list.csv"), list).unwrap();
    tenant
}

#[test]
fn each_is_reported_with_its_reason_and_the_rest_is_done() {
    let tenant = with_bad_lines();
    let output = tenant.command(&["apply", "list.csv"]).envs(HOSTS).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let report = report(&tenant);
    let expected = [
        (3, "unknown_user"),
        (4, "picture"),
        (5, "picture"),
        (6, "picture"),
        (7, "picture"),
        (8, "picture"),
        (9, "picture"),
        (10, "malformed"),
        (11, "malformed"),
        (12, "malformed"),
        (13, "empty_user_id"),
        (14, "not_a_user_id"),
        (15, "malformed"),
        (16, "repeated_user_id"),
        (17, "repeated_user_id"),
        (18, "not_utf8"),
    ];
    assert_eq!(failures(&report), expected);
    assert_eq!(totals(&report), [18, 2, 0, 16, 0]);
    let mut writes = tenant.writes();
    writes.sort_unstable();
    let path = "PATCH /api/v2/users/";
    assert_eq!(
        writes,
        ["auth0%7C00001 200", "auth0%7C00003 200", "nobody%7C1 404"].map(|rest| format!("{path}{rest}"))
    );
}

#[test]
fn a_picture_is_rejected_with_the_code_of_the_rule() {
    let tenant = with_bad_lines();
    tenant.command(&["apply", "list.csv"]).envs(HOSTS).output().unwrap();
    let report = report(&tenant);
    let mut rejections: Vec<_> = report["failures"].as_array().unwrap().iter().collect();
    rejections.retain(|failed| failed["reason"] == "picture");
    rejections.sort_by_key(|failed| failed["line"].as_u64());
    let codes: Vec<_> = rejections.iter().map(|failed| failed["rejection"].as_str().unwrap()).collect();
    assert_eq!(codes, ["not_https", "not_a_url", "credentials", "host", "host", "too_long"]);
    assert_eq!(rejections[0]["user_id"], "auth0|a");
}

#[test]
fn stderr_tells_line_user_and_reason_but_not_without_end() {
    let tenant = tenant_with_list(1, &json!([]), &[]);
    let lines: Vec<_> = (0..50).map(|number| format!("auth0|\u{1b}[31m{number},http://p.example.com/")).collect();
    write_list(&tenant, &lines);
    let run = apply(&tenant);
    assert!(run.stderr.contains("line 2, user \"auth0|\\u{1b}[31m0\": a login would not take the picture"), "{run:?}");
    assert_eq!(run.stderr.matches("a login would not take").count(), 20);
    assert!(run.stderr.contains("and 30 more lines failed"), "{run:?}");
    assert_eq!(failures(&report(&tenant)).len(), 50);
}
