//! A look at the whole list before anything is sent: how long it is, and whether what was sent from it still stands there.

use super::{
    entry::{Digest, State},
    history::{History, last_touched},
    journal::Journal,
    list::List,
};
use crate::error::Error;

/// How many lines ask for something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    pub lines: u64,
    /// Of them, those that an earlier run finished.
    pub done: u64,
}

impl Census {
    /// # Errors
    /// If a line that was sent is another now: the journal would be about users that it was not written for. Lines that
    /// failed may be corrected, and new ones may follow at the end.
    pub fn take(list: &mut List, journal: &mut Journal) -> Result<Self, Error> {
        let last_touched = last_touched(journal)?;
        let mut census = Self::default();
        let mut history = History::default();
        let mut lines = list.lines()?;
        let mut last = 0;
        while let Some(line) = lines.next()? {
            last = line.number;
            let known = history.of(line.number, journal)?.filter(|entry| entry.state != State::Refused);
            if known.is_some_and(|entry| entry.digest != Digest::of(line.bytes)) {
                return Err(changed(journal, &format!("line {} is another than the one that was sent", line.number)));
            }
            census.lines += u64::from(!line.is_blank());
            census.done += u64::from(known.is_some_and(|entry| entry.state == State::Done));
        }
        if last < last_touched {
            return Err(changed(journal, &format!("line {last_touched}, which was sent, is gone")));
        }
        Ok(census)
    }

    /// Without a journal.
    ///
    /// # Errors
    /// If the list can't be read.
    pub fn count(list: &mut List) -> Result<u64, Error> {
        let mut count = 0;
        let mut lines = list.lines()?;
        while let Some(line) = lines.next()? {
            count += u64::from(!line.is_blank());
        }
        Ok(count)
    }
}

fn changed(journal: &Journal, what: &str) -> Error {
    journal.refused(&format!(
        "the list has changed since: {what}. Bring that line back and go on; or put what is left into a new file; or delete \
         the journal to send all lines again"
    ))
}
