//! `apply --dry-run`

use serde_json::json;

use crate::{
    common::admin,
    list::{FILE, apply, done, failures, tenant_with_list, tenant_with_users, totals, user, write_list},
};

#[test]
fn it_prints_the_requests_sends_nothing_and_writes_no_file() {
    let tenant = tenant_with_list(3, &json!([]), &[]);
    let run = tenant.done(&["apply", FILE, "--dry-run"]);
    assert_eq!(run.stdout.matches("PATCH /api/v2/users/auth0%7C0000").count(), 3);
    assert!(run.stdout.contains("\"picture\": \"https://pictures.example.com/2.png\""), "{run:?}");

    let json = tenant.json(&["apply", FILE, "--dry-run"]);
    let body = json!({ "user_metadata": { "picture": "https://pictures.example.com/1.png" } });
    let request = json!({ "method": "PATCH", "path": "/api/v2/users/auth0%7C00001", "body": body });
    assert_eq!((&json["dry_run"], &json["requests"][1]), (&json!(true), &request));
    assert_eq!(totals(&json), [3, 0, 0, 0, 3]);

    assert_eq!(tenant.requests(), [""; 0]);
    let mut files: Vec<_> = tenant
        .folder
        .path()
        .read_dir()
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort_unstable();
    assert_eq!(files, ["faults.json", FILE]);
}

#[test]
fn it_needs_no_tenant_and_fails_where_a_line_would() {
    let tenant = tenant_with_users(&[user(0)], &json!([]), &[]);
    write_list(&tenant, &["auth0|00000,-", "auth0|00001,http://p.example.com/", "x"]);
    let output = admin(&["apply", FILE, "--dry-run", "--json"]).current_dir(tenant.folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let json = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(failures(&json), [(3, "picture"), (4, "malformed")]);
    assert_eq!(totals(&json), [3, 0, 0, 2, 1]);
}

#[test]
fn what_is_done_already_is_not_in_it() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    assert_eq!((apply(&tenant).code, done(&tenant)), (0, 2));
    write_list(
        &tenant,
        &[
            "auth0|00000,https://pictures.example.com/0.png",
            "auth0|00001,https://pictures.example.com/1.png",
            "new|1,-",
        ],
    );
    let json = tenant.json(&["apply", FILE, "--dry-run"]);
    assert_eq!((json["requests"].as_array().unwrap().len(), totals(&json)), (1, [3, 2, 2, 0, 1]));
}
