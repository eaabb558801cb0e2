//! What an operator, and their scripts, get to read.

use std::fs;

use serde_json::{Value as Json, json};

use crate::list::{FILE, apply, report, tenant_with_list, write_list};

#[test]
fn json_prints_what_the_report_holds() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    write_list(&tenant, &["auth0|00000,-", "nobody|1,-"]);
    let run = tenant.run(&["apply", FILE, "--json"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.json(), report(&tenant));
    let message = "the tenant has no such user";
    assert_eq!(
        run.json(),
        json!({
            "file": FILE,
            "tenant": tenant.domain(),
            "failures": [
                { "line": 3, "user_id": "nobody|1", "reason": "unknown_user", "rejection": null, "message": message },
            ],
            "lines": 2,
            "done": 1,
            "done_before": 0,
            "failed": 1,
            "left": 0,
            "stopped": null,
        })
    );
}

#[test]
fn it_goes_where_it_is_told_to_and_replaces_nothing_else() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    tenant.run(&["apply", FILE, "--report", FILE]).assert_failed(1, &["would replace something else"]);
    tenant.run(&["apply", FILE, "--report", "list.csv.journal"]).assert_failed(1, &["would replace something else"]);
    tenant.run(&["apply", FILE, "--report", "/dev/null"]).assert_failed(1, &["would replace something else"]);
    tenant.run(&["apply", FILE, "--report", "no/such/folder"]).assert_failed(1, &["write the report"]);
    assert_eq!(tenant.requests(), [""; 0]);

    tenant.done(&["apply", FILE, "--report", "here.json"]);
    let text = fs::read_to_string(tenant.folder.path().join("here.json")).unwrap();
    assert_eq!(serde_json::from_str::<Json>(&text).unwrap()["done"], 2);
    assert!(!tenant.folder.path().join("here.json.part").exists());
}

#[test]
fn the_secret_is_in_no_file() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    assert_eq!(apply(&tenant).code, 0);
    for entry in tenant.folder.path().read_dir().unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        assert!(!text.contains(tenant.secret()), "{text}");
    }
}
