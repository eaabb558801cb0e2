//! A run of picture-admin, and what it left behind.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use serde_json::Value as Json;

/// What a run of picture-admin left behind.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
    pub took: Duration,
}

impl Run {
    pub fn of(command: &mut Command) -> Self {
        let started = Instant::now();
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            took: started.elapsed(),
        }
    }

    #[track_caller]
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout))
    }

    /// Failed, said so on stderr with these words, and printed no result.
    #[track_caller]
    pub fn assert_failed(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, code, "{self:?}");
        assert_eq!(self.stdout, "", "a failure prints no result");
        for words in words {
            assert!(self.stderr.contains(words), "{words:?} is missing: {}", self.stderr);
        }
    }
}
