//! How far it is, on stderr: a bar on a terminal, else a line now and then, as a log wants it.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{problem::Problem, tally::Tally};
use crate::text::quoted;

/// Between two lines of a log.
const LOG_PERIOD: Duration = Duration::from_secs(10);

/// More failures than this are for the report to tell.
const MOST_FAILURES: u64 = 20;

pub struct Progress {
    /// Draws nothing where stderr is no terminal.
    bar: ProgressBar,
    said: Instant,
    failures: u64,
}

impl Progress {
    pub fn begin(tally: &Tally, is_plain: bool) -> Self {
        let target = if is_plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(Some(tally.lines), target);
        let template = "{wide_bar} {human_pos} of {human_len} lines, {eta} left {msg}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        // What was done before is no part of the speed.
        bar.set_position(tally.done);
        bar.reset_eta();
        Self { bar, said: Instant::now(), failures: 0 }
    }

    pub fn at(&mut self, tally: &Tally) {
        self.bar.set_position(tally.done + tally.failed);
        if self.bar.is_hidden() && self.said.elapsed() >= LOG_PERIOD {
            self.said = Instant::now();
            let Tally { lines, done, failed, .. } = tally;
            self.say(&format!("{done} of {lines} lines are done, {failed} failed"));
        }
    }

    pub fn failed(&mut self, line: u64, user_id: Option<&str>, problem: &Problem) {
        self.failures += 1;
        match (self.failures <= MOST_FAILURES, user_id) {
            (true, Some(user_id)) => self.say(&format!("line {line}, user {}: {problem}", quoted(user_id))),
            (true, None) => self.say(&format!("line {line}: {problem}")),
            (false, _) => self.bar.set_message("(more failures in the report)"),
        }
    }

    /// Besides the bar, not through it.
    pub fn say(&self, message: &str) {
        self.bar.suspend(|| crate::report::say(message));
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
        if self.failures > MOST_FAILURES {
            self.say(&format!("and {} more lines failed", self.failures - MOST_FAILURES));
        }
    }
}
