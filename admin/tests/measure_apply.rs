//! What `apply` promises, measured against the local tenant: how close it stays to the announced rate (in a minute and a
//! half), and memory that doesn't grow with the list. Fails if a promise isn't kept. Linux, for its /proc.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement may fail")]

mod common;
#[path = "apply/list.rs"]
#[allow(dead_code, reason = "the tests' vocabulary, of which this speaks a part")]
mod list;

use std::{
    fs,
    process::{Child, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use common::Tenant;
use list::{FILE, report, tenant_with_list, totals};
use serde_json::json;

/// What the list of 100,000 lines may take beyond the one of 100: the tables for a part of it, full.
const ALLOWANCE: u64 = 4096;

struct Measured {
    took: Duration,
    peak_kb: u64,
}

fn main() {
    println!("users     limit/s   seconds   sent/s   of the limit   peak memory");
    let peaks = [100, 10_000, 100_000].map(|count| measure(count, 1_000_000).peak_kb);
    assert!(peaks.iter().all(|peak| *peak <= peaks[0] + ALLOWANCE), "memory grows with the list: {peaks:?}");
    for (count, limit) in [(200, 10), (2_000, 50), (10_000, 200)] {
        let Measured { took, .. } = measure(count, limit);
        let share = share_of_limit(count, limit, took);
        assert!((0.9..=1.01).contains(&share), "{share}");
    }
}

fn measure(count: usize, limit: usize) -> Measured {
    let tenant = tenant_with_list(count, &json!([]), &["--limit", &limit.to_string()]);
    let started = Instant::now();
    let child = tenant.command(&["apply", FILE]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let peak_kb = wait(child);
    let took = started.elapsed();

    assert_eq!(totals(&report(&tenant)), [count as u64, count as u64, 0, 0, 0]);
    assert_no_429(&tenant);
    let rate = count as f64 / took.as_secs_f64();
    let share = share_of_limit(count, limit, took) * 100.0;
    println!("{count:<9} {limit:<9} {:<9.1} {rate:<8.0} {share:<14.1} {peak_kb} kB", took.as_secs_f64());
    Measured { took, peak_kb }
}

/// The first burst is as large as what a second allows, and comes on top.
fn share_of_limit(count: usize, limit: usize, took: Duration) -> f64 {
    count.saturating_sub(limit) as f64 / took.as_secs_f64() / limit as f64
}

fn assert_no_429(tenant: &Tenant) {
    let requests = tenant.requests();
    assert!(requests.iter().all(|request| request.ends_with(" 200")), "the limit was exceeded");
}

/// Until it ends; gives the most memory that it had.
fn wait(mut child: Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kb = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|kb| kb.parse().ok());
        peak = peak.max(kb.unwrap_or(0));
        sleep(Duration::from_millis(5));
    }
    peak
}
