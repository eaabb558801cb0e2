//! What the journal says of a line, with memory for a part of the list alone: lines are asked for in their order, and
//! each part is collected in one reading of the journal, whose entries have no order.

use super::{
    entry::{Entry, State},
    journal::Journal,
};
use crate::error::Error;

/// Lines of one part: 768 kB. A list of 100,000 lines costs seven readings, of a tenth of a second or less each.
const PART: u64 = 16_384;

/// What is known of the lines of one part.
#[derive(Default)]
pub struct History {
    part: Option<u64>,
    latest: Vec<Option<Entry>>,
}

impl History {
    /// The latest entry of a line, as of when its part of the list was reached.
    ///
    /// # Errors
    /// If the journal can't be read.
    pub fn of(&mut self, line: u64, journal: &mut Journal) -> Result<Option<Entry>, Error> {
        let part = line / PART;
        if self.part != Some(part) {
            self.latest.clear();
            let latest = &mut self.latest;
            let is_in_part = |line| line / PART == part;
            journal.read(is_in_part, |entry| {
                let index = (entry.line % PART) as usize;
                latest.resize(latest.len().max(index + 1), None);
                latest[index] = Some(entry);
            })?;
            self.part = Some(part);
        }
        Ok(self.latest.get((line % PART) as usize).copied().flatten())
    }
}

/// The last line that was sent or done; 0 if none was. Reads every entry, and so finds any damage.
///
/// # Errors
/// If the journal can't be read.
pub fn last_touched(journal: &mut Journal) -> Result<u64, Error> {
    let mut last = 0;
    let all = |_| true;
    journal.read(all, |entry| {
        if entry.state != State::Refused {
            last = last.max(entry.line);
        }
    })?;
    Ok(last)
}
