//! What is left to do of a list, in its order.

use picture_claim::HostList;

use super::{
    entry::{Digest, State},
    history::History,
    journal::Journal,
    list::{Lines, List},
    problem::Problem,
    repeats::Repeats,
    row::{Fields, Row},
};
use crate::error::Error;

/// The lines that are not done yet.
pub struct Queue<'a> {
    lines: Lines<'a>,
    repeats: &'a Repeats,
    allowed_hosts: &'a HostList,
    history: History,
}

/// One of them.
pub struct Task {
    pub line: u64,
    pub digest: Digest,
    /// An interrupted run was about to send it, or has.
    pub may_be_done: bool,
    /// If one could be read.
    pub user_id: Option<String>,
    /// What to send, or why it can't be sent.
    pub row: Result<Row, Problem>,
}

impl<'a> Queue<'a> {
    /// # Errors
    /// If the list can't be read.
    pub fn new(list: &'a mut List, repeats: &'a Repeats, allowed_hosts: &'a HostList) -> Result<Self, Error> {
        Ok(Self { lines: list.lines()?, repeats, allowed_hosts, history: History::default() })
    }

    /// # Errors
    /// If the list or the journal can't be read.
    pub fn next(&mut self, mut journal: Option<&mut Journal>) -> Result<Option<Task>, Error> {
        while let Some(line) = self.lines.next()? {
            let known = match journal.as_deref_mut() {
                Some(journal) => self.history.of(line.number, journal)?.map(|entry| entry.state),
                None => None,
            };
            if line.is_blank() || known == Some(State::Done) {
                continue;
            }
            let fields = Fields::parse(line.bytes);
            return Ok(Some(Task {
                line: line.number,
                digest: Digest::of(line.bytes),
                may_be_done: known == Some(State::Sent),
                user_id: fields.as_ref().ok().map(|fields| fields.user_id.clone()),
                row: match fields {
                    Ok(_) if self.repeats.contains(line.number) => Err(Problem::RepeatedUserId),
                    Ok(fields) => fields.row(self.allowed_hosts),
                    Err(problem) => Err(problem),
                },
            }));
        }
        Ok(None)
    }
}
