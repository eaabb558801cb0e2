//! What a line does to a user.

use serde_json::json;

use crate::{
    common::{DATABASE_USER, GOOGLE_USER, Tenant},
    list::{apply, report, tenant_with_users, totals, write_list},
};

#[test]
fn sets_removes_and_resets() {
    let ids = ["auth0|set", "auth0|removed", "auth0|reset"].map(str::to_owned);
    let tenant = tenant_with_users(&ids, &json!([]), &[]);
    tenant.api("PATCH", "users/auth0%7Creset", &json!({ "user_metadata": { "picture": "https://p.example.com/" } }));
    write_list(&tenant, &["auth0|set,HTTPS://P.Example.com/my pic.png", "auth0|removed,", "auth0|reset,-"]);

    let run = tenant.done(&["apply", "list.csv"]);
    assert!(run.stdout.contains("done      3 (0 before)"), "{run:?}");
    assert_eq!(totals(&report(&tenant)), [3, 3, 0, 0, 0]);
    let metadata = |id: &str| tenant.api("GET", &format!("users/auth0%7C{id}"), &json!(null))["user_metadata"].clone();
    assert_eq!(metadata("set"), json!({ "own": "auth0|set", "picture": "https://p.example.com/my%20pic.png" }));
    assert_eq!(metadata("removed"), json!({ "own": "auth0|removed", "picture": "" }));
    assert_eq!(metadata("reset"), json!({ "own": "auth0|reset" }), "the rest of the metadata stays");
}

#[test]
fn any_id_is_one() {
    let ids =
        ["samlp|acme saml|josé", "oidc|a/b?c#d%25", "auth0|a,\"b\"", "con|日本 語", "auth0|+&=;"].map(str::to_owned);
    let tenant = tenant_with_users(&ids, &json!([]), &[]);
    let quoted = |id: &String| format!("\"{}\",https://p.example.com/x", id.replace('"', "\"\""));
    write_list(&tenant, &ids.iter().map(quoted).collect::<Vec<_>>());
    assert_eq!(apply(&tenant).code, 0);
    let writes = tenant.writes();
    assert!(
        writes.iter().any(|write| write == "PATCH /api/v2/users/samlp%7Cacme%20saml%7Cjos%C3%A9 200"),
        "{writes:?}"
    );
    assert_eq!((writes.len(), totals(&report(&tenant))), (5, [5, 5, 0, 0, 0]));
}

#[test]
fn a_spreadsheets_file_is_one() {
    let tenant = Tenant::start();
    let list = format!("\u{feff}\"user_id\",\"picture\"\r\n\"{DATABASE_USER}\",\"\"\r\n\r\n{GOOGLE_USER},-");
    std::fs::write(tenant.folder.path().join("list.csv"), list).unwrap();
    assert_eq!(apply(&tenant).code, 0);
    assert_eq!(totals(&report(&tenant)), [2, 2, 0, 0, 0], "a blank line asks for nothing");
}

#[test]
fn no_other_file_is_taken() {
    let tenant = Tenant::start();
    let folder = tenant.folder.path();
    std::fs::write(folder.join("empty.csv"), "").unwrap();
    std::fs::write(folder.join("semicolons.csv"), "user_id;picture\n").unwrap();
    std::fs::write(folder.join("no-header.csv"), format!("{DATABASE_USER},-\n")).unwrap();
    for file in ["empty.csv", "semicolons.csv", "no-header.csv"] {
        tenant.run(&["apply", file]).assert_failed(2, &[file, "first line must be user_id,picture"]);
    }
    tenant.run(&["apply", "missing.csv"]).assert_failed(2, &["can't apply \"missing.csv\""]);
    tenant.run(&["apply", "."]).assert_failed(2, &["no regular file"]);
    tenant.run(&["apply"]).assert_failed(2, &["<FILE>"]);
    assert_eq!(tenant.requests(), [""; 0]);
}

#[test]
fn an_empty_list_is_done() {
    let tenant = Tenant::start();
    write_list(&tenant, &[""; 0]);
    assert_eq!(apply(&tenant).code, 0);
    assert_eq!(tenant.requests(), [""; 0]);
}
