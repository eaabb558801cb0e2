//! `apply`, as a process, over real HTTP, against the local tenant.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail")]

#[path = "../common/mod.rs"]
mod common;

mod bad_lines;
mod faults;
mod interruptions;
mod list;
mod many_users;
mod pictures;
mod rehearsal;
mod report;
mod second_runs;
