//! As many users as an operator would not do by hand.

use serde_json::json;

use crate::list::{apply, report, tenant_with_list, totals};

#[test]
fn ten_thousand_are_done_and_each_once() {
    let tenant = tenant_with_list(10_000, &json!([]), &["--limit", "100000"]);
    let run = apply(&tenant);
    assert_eq!((run.code, totals(&report(&tenant))), (0, [10_000, 10_000, 0, 0, 0]), "{}", run.stderr);
    let mut writes = tenant.writes();
    assert_eq!(writes.len(), 10_000);
    writes.sort_unstable();
    writes.dedup();
    assert_eq!(writes.len(), 10_000);
    assert!(writes.iter().all(|write| write.ends_with(" 200")));
}
