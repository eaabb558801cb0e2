//! An end in the middle of a list: `kill -9`, ctrl-c.

#![cfg(unix)]

use std::{fs, process::Command};

use serde_json::json;

use crate::{
    common::{Tenant, fault},
    list::{apply, carried_out, done, journal, report, tenant_with_list, totals, under_way, user},
};

/// Slow enough to be met in the middle.
const SLOW: [&str; 2] = ["--limit", "20"];

fn interrupt(process: u32, signal: &str) {
    assert!(Command::new("kill").args([signal, &process.to_string()]).status().unwrap().success());
}

/// No line was carried out twice, and none was looked up more often than there were interruptions.
fn assert_once(requests: &[String], count: usize, interruptions: usize) {
    for number in 0..count {
        let (patches, gets) = carried_out(requests, &user(number));
        assert!(patches == 1 && gets <= interruptions, "{}: {patches} PATCHes, {gets} GETs", user(number));
    }
}

#[test]
fn after_kill_9_the_next_run_goes_on_and_sends_nothing_twice() {
    let tenant = tenant_with_list(60, &json!([]), &SLOW);
    let mut requests = Vec::new();
    // Twice, at different moments.
    for count in [7, 30] {
        let mut child = under_way(&tenant, count);
        child.kill().unwrap();
        child.wait().unwrap();
        requests.extend(tenant.requests());
        assert!(!tenant.folder.path().join("list.csv.report.json").exists(), "half a report bears no name");
    }
    let before = done(&tenant);
    assert!((30..60).contains(&before));

    let run = apply(&tenant);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(totals(&report(&tenant)), [60, 60, before as u64, 0, 0]);
    requests.extend(tenant.requests());
    assert_once(&requests, 60, 2);
    assert!(requests.iter().all(|request| !request.ends_with(" 429")));

    assert_eq!(apply(&tenant).code, 0);
    assert_eq!(tenant.requests(), [""; 0], "nothing is left to do");
}

#[test]
fn what_was_sent_without_an_answer_is_looked_up() {
    let tenant = tenant_with_list(3, &json!([]), &[]);
    assert_eq!(apply(&tenant).code, 0);
    tenant.requests();
    // As if it had been killed between the writes of two lines and their answers, of which one got through.
    let kept: Vec<_> = journal(&tenant)
        .lines()
        .filter(|entry| !entry.starts_with("done 3 ") && !entry.starts_with("done 4 "))
        .map(str::to_owned)
        .collect();
    fs::write(tenant.folder.path().join("list.csv.journal"), kept.join("\n") + "\n").unwrap();
    tenant.api("PATCH", "users/auth0%7C00002", &json!({ "user_metadata": { "picture": null } }));

    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [3, 3, 1, 0, 0]));
    let requests = tenant.requests();
    assert_eq!(carried_out(&requests, &user(0)), (0, 0), "done");
    assert_eq!(carried_out(&requests, &user(1)), (0, 1), "sent, and found");
    assert_eq!(carried_out(&requests, &user(2)), (1, 1), "sent, and not found");
}

#[test]
fn an_entry_that_was_cut_short_counts_as_none() {
    let tenant = tenant_with_list(3, &json!([]), &[]);
    assert_eq!(apply(&tenant).code, 0);
    tenant.requests();
    let whole = journal(&tenant);
    let last = whole.trim_end().rfind('\n').unwrap();
    fs::write(tenant.folder.path().join("list.csv.journal"), &whole[..last + 9]).unwrap();

    assert_eq!((apply(&tenant).code, totals(&report(&tenant))), (0, [3, 3, 2, 0, 0]));
    assert_eq!(tenant.writes(), [""; 0]);
    assert_eq!(journal(&tenant).lines().count(), whole.lines().count());
}

#[test]
fn ctrl_c_finishes_what_is_under_way_and_says_how_to_go_on() {
    for (signal, words) in [("-INT", "stopped: interrupted"), ("-TERM", "run the same command again to go on")] {
        let tenant = tenant_with_list(60, &json!([]), &SLOW);
        let child = under_way(&tenant, 5);
        interrupt(child.id(), signal);
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{stderr}");
        assert!(stderr.contains(words), "{stderr}");

        let interrupted = report(&tenant);
        assert_eq!(totals(&interrupted)[1] as usize, done(&tenant));
        assert!(totals(&interrupted)[4] > 0, "{interrupted}");
        assert_eq!(interrupted["stopped"], "interrupted");
        assert_eq!(journal(&tenant).matches("\nsent ").count(), done(&tenant), "nothing is left open");

        let mut requests = tenant.requests();
        assert_eq!(apply(&tenant).code, 0);
        requests.extend(tenant.requests());
        assert_once(&requests, 60, 0);
    }
}

#[test]
fn ctrl_c_twice_leaves_what_is_under_way() {
    let endless = json!({ "status": 503, "headers": { "retry-after": "60" } });
    let rules = json!([fault("PATCH", "users/auth0%7C0000[5-9]", &endless)]);
    let tenant: Tenant = tenant_with_list(10, &rules, &[]);
    let child = under_way(&tenant, 5);
    interrupt(child.id(), "-INT");
    // Two signals at once are one.
    std::thread::sleep(std::time::Duration::from_millis(500));
    interrupt(child.id(), "-INT");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(totals(&report(&tenant)), [10, 5, 0, 0, 5]);
    assert!(journal(&tenant).matches("\nsent ").count() > 5);
}
