//! A list and a tenant with its users.

use std::{
    fs,
    process::{Child, Stdio},
    thread::sleep,
    time::Duration,
};

use serde_json::{Value as Json, json};

use crate::common::{Run, Tenant};

/// What every test's list is called, in its tenant's folder.
pub const FILE: &str = "list.csv";

/// The id of the nth of many users.
pub fn user(number: usize) -> String {
    format!("auth0|{number:05}")
}

/// The picture that the nth of many lines sets.
pub fn picture(number: usize) -> String {
    format!("https://pictures.example.com/{number}.png")
}

/// A tenant with so many users, and a list that gives each of them a picture.
pub fn tenant_with_list(count: usize, rules: &Json, options: &[&str]) -> Tenant {
    let ids: Vec<_> = (0..count).map(user).collect();
    let tenant = tenant_with_users(&ids, rules, options);
    let lines: Vec<_> = (0..count).map(|number| format!("{},{}", user(number), picture(number))).collect();
    write_list(&tenant, &lines);
    tenant
}

/// A tenant with these users, each with some metadata of its own.
pub fn tenant_with_users(ids: &[String], rules: &Json, options: &[&str]) -> Tenant {
    let folder = tempfile::tempdir().unwrap();
    let users = folder.path().join("users.json");
    let connection = json!({ "id": "con_1", "name": "Username-Password-Authentication", "strategy": "auth0" });
    let sample =
        |id: &String| json!({ "connection": connection, "user": { "user_id": id, "user_metadata": { "own": id } } });
    fs::write(&users, Json::from_iter(ids.iter().map(sample)).to_string()).unwrap();
    Tenant::with_faults(rules, &[&["--users", users.to_str().unwrap()], options].concat())
}

/// Header and lines.
pub fn write_list(tenant: &Tenant, lines: &[impl AsRef<str>]) {
    let lines: String = lines.iter().flat_map(|line| [line.as_ref(), "\n"]).collect();
    fs::write(tenant.folder.path().join(FILE), format!("user_id,picture\n{lines}")).unwrap();
}

pub fn apply(tenant: &Tenant) -> Run {
    tenant.run(&["apply", FILE])
}

/// The report of the last run; also what `--json` prints.
pub fn report(tenant: &Tenant) -> Json {
    let text = fs::read_to_string(tenant.folder.path().join("list.csv.report.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// `[lines, done, done_before, failed, left]`
pub fn totals(report: &Json) -> [u64; 5] {
    ["lines", "done", "done_before", "failed", "left"].map(|name| report[name].as_u64().unwrap())
}

/// `(line, reason)` of the lines that failed, by line.
pub fn failures(report: &Json) -> Vec<(u64, &str)> {
    let entries = report["failures"].as_array().unwrap().iter();
    let mut all: Vec<_> =
        entries.map(|entry| (entry["line"].as_u64().unwrap(), entry["reason"].as_str().unwrap())).collect();
    all.sort_unstable();
    all
}

pub fn journal(tenant: &Tenant) -> String {
    fs::read_to_string(tenant.folder.path().join("list.csv.journal")).unwrap_or_default()
}

/// How many lines the journal holds as done.
pub fn done(tenant: &Tenant) -> usize {
    journal(tenant).matches("\ndone ").count()
}

/// `apply`, under way, with so many lines done.
pub fn under_way(tenant: &Tenant, count: usize) -> Child {
    let mut child = tenant.command(&["apply", FILE]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // Bounded by the tests' own patience alone: a run that doesn't get there would otherwise be waited for without end.
    for _ in 0..3000 {
        if done(tenant) >= count {
            return child;
        }
        sleep(Duration::from_millis(10));
    }
    let _ = child.kill().and_then(|()| child.wait());
    panic!("it doesn't get to {count} lines: {}", journal(tenant));
}

/// For each user the PATCHes that were answered with 200, and the GETs.
pub fn carried_out(requests: &[String], user_id: &str) -> (usize, usize) {
    let path = format!("/api/v2/users/{}", user_id.replace('|', "%7C"));
    let count = |request: String| requests.iter().filter(|line| **line == request).count();
    (count(format!("PATCH {path} 200")), count(format!("GET {path} 200")))
}
