//! A list that was applied before, by somebody else, elsewhere, or is another by now.

use std::fs;

use serde_json::json;

use crate::list::{
    FILE, apply, failures, journal, picture, report, tenant_with_list, tenant_with_users, totals, under_way, user,
    write_list,
};

#[test]
fn lines_that_failed_are_tried_again_and_may_be_corrected_in_place() {
    let tenant = tenant_with_users(&[user(0), user(1), user(2)], &json!([]), &[]);
    write_list(&tenant, &["auth0|00000,-", "auth0|00001,http://p.example.com/", "nobody|1,-"]);
    assert_eq!(apply(&tenant).code, 1);
    assert_eq!(failures(&report(&tenant)), [(3, "picture"), (4, "unknown_user")]);
    tenant.requests();

    let corrected = ["auth0|00000,-", "auth0|00001,https://p.example.com/", "", "auth0|00002,-"];
    write_list(&tenant, &corrected);
    let run = apply(&tenant);
    assert_eq!((run.code, totals(&report(&tenant))), (0, [3, 3, 1, 0, 0]), "{run:?}");
    assert!(run.stderr.contains("1 of 3 lines are done already"), "{run:?}");
    assert_eq!(tenant.writes().len(), 2);
}

#[test]
fn a_list_that_changed_is_refused_with_the_remedy() {
    let tenant = tenant_with_list(3, &json!([]), &[]);
    assert_eq!(apply(&tenant).code, 0);
    tenant.requests();
    let line = |number: usize| format!("{},{}", user(number), picture(number));
    let changed = [
        (vec![line(0), format!("{},-", user(1)), line(2)], "line 3 is another than the one that was sent"),
        (vec![line(1), line(0), line(2)], "line 2 is another"),
        (vec![line(0), line(1)], "line 4, which was sent, is gone"),
        (vec![line(0), String::new(), line(2)], "line 3 is another"),
    ];
    for (lines, words) in changed {
        write_list(&tenant, &lines);
        apply(&tenant).assert_failed(1, &[words, "delete the journal to send all lines again", "nothing was changed"]);
    }
    write_list(&tenant, &[line(0), line(1), line(2), "nobody|1,-".to_owned()]);
    assert_eq!(tenant.requests(), [""; 0]);
    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (1, [4, 3, 3, 1, 0]), "new lines may follow");

    write_list(&tenant, &[line(2), line(1), line(0)]);
    fs::remove_file(tenant.folder.path().join("list.csv.journal")).unwrap();
    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [3, 3, 0, 0, 0]), "the remedy helps");
}

#[test]
fn a_journal_of_another_tenant_is_refused() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    fs::write(
        tenant.folder.path().join("list.csv.journal"),
        "picture-admin apply journal 1, tenant staging.auth0.com\n",
    )
    .unwrap();
    apply(&tenant).assert_failed(1, &["begun on the tenant staging.auth0.com", "copy it to another name"]);
    assert_eq!(tenant.requests(), [""; 0]);
}

#[test]
fn a_damaged_journal_is_refused_with_the_remedy() {
    let tenant = tenant_with_list(2, &json!([]), &[]);
    assert_eq!(apply(&tenant).code, 0);
    tenant.requests();
    let damaged = journal(&tenant).replacen("done 2", "d\0ne 2", 1);
    for text in [damaged.as_str(), "something else\n"] {
        fs::write(tenant.folder.path().join("list.csv.journal"), text).unwrap();
        apply(&tenant).assert_failed(1, &["it is damaged; delete it to begin anew"]);
    }
    assert_eq!(tenant.requests(), [""; 0]);
}

#[test]
fn two_at_once_are_one_too_many() {
    let tenant = tenant_with_list(60, &json!([]), &["--limit", "10"]);
    let mut first = under_way(&tenant, 5);
    apply(&tenant).assert_failed(1, &["another picture-admin is at work on it", "nothing was changed"]);
    // By another name, too.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(FILE, tenant.folder.path().join("link.csv")).unwrap();
        tenant.run(&["apply", "link.csv"]).assert_failed(1, &["another picture-admin is at work on it"]);
    }
    // One to look at it is not.
    tenant.done(&["apply", FILE, "--dry-run"]);
    first.kill().unwrap();
    first.wait().unwrap();
}
