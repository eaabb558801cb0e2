//! How a run ended: the numbers, and what is left to say to the operator.

use std::fmt;

use serde::Serialize;

use super::problem::Problem;

/// `lines` = `done` + `failed` + `left`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Lines that ask for something: neither the header nor blank.
    pub lines: u64,
    pub done: u64,
    /// Of those done, the ones that an earlier run did.
    pub done_before: u64,
    pub failed: u64,
    /// Not tried, or not finished, because the run stopped.
    pub left: u64,
    /// Why the run stopped, if it did.
    pub stopped: Option<String>,
}

/// What ends a run before the list does.
#[derive(Clone, Debug)]
pub enum Stop {
    /// Ctrl-c, or SIGTERM.
    Interrupted,
    /// The tenant would refuse the rest as well.
    Refused(Problem),
    /// So many lines, one after the other, got no answer.
    Outage { lines: usize },
}

/// Lines of a list are not done.
#[derive(Debug)]
pub struct Unfinished {
    pub tally: Tally,
    /// None for a rehearsal.
    pub report: Option<String>,
    pub is_interrupted: bool,
}

impl Unfinished {
    /// Whether it was the operator who ended it.
    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Interrupted => f.write_str("interrupted"),
            Self::Refused(problem) => problem.fmt(f),
            Self::Outage { lines } => write!(f, "the tenant gave no answer for {lines} lines in a row"),
        }
    }
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { lines, done, failed, left, stopped, .. } = &self.tally;
        let Some(report) = &self.report else {
            return write!(f, "{failed} of {lines} lines can't be sent");
        };
        if let Some(stopped) = stopped {
            writeln!(f, "stopped: {stopped}")?;
        }
        write!(f, "{done} of {lines} lines are done, {failed} failed, {left} are left")?;
        if *failed > 0 {
            write!(f, "; why is in {report}")?;
        }
        write!(f, "\nrun the same command again to go on: what is done is not sent again")?;
        if *failed > 0 && stopped.is_none() {
            write!(f, ", and lines that failed may be corrected in place")?;
        }
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "lines     {}", self.lines)?;
        writeln!(f, "done      {} ({} before)", self.done, self.done_before)?;
        writeln!(f, "failed    {}", self.failed)?;
        writeln!(f, "left      {}", self.left)
    }
}
