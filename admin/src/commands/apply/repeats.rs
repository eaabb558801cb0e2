//! Users that a list names more than once. Which line counts is not for a tool to guess, and what comes of two writes at
//! once, or of a first one that is tried again after the second, is not for chance to decide.
//!
//! Found before anything is sent, in memory that doesn't grow with the list: users fall into so many shares by their
//! hash, and each share is looked for in a reading of its own.

use std::{collections::HashMap, hash::BuildHasher, hash::RandomState};

use super::{list::List, row::Fields};
use crate::error::Error;

/// Users of one share. A list of 100,000 lines costs four readings, of a tenth of a second or less each.
const SHARE: u64 = 32_768;

/// One bit a line, up to the last that names such a user.
#[derive(Default)]
pub struct Repeats(Vec<u64>);

impl Repeats {
    /// # Errors
    /// If the list can't be read.
    pub fn find(list: &mut List, lines: u64) -> Result<Self, Error> {
        let hasher = RandomState::new();
        let shares = lines / SHARE + 1;
        let mut repeats = Self::default();
        for share in 0..shares {
            // 64 bits stand for an id: two of a million are the same by chance once in 40 million lists.
            let mut first_line = HashMap::<u64, u64>::new();
            let mut lines = list.lines()?;
            while let Some(line) = lines.next()? {
                let Ok(fields) = Fields::parse(line.bytes) else { continue };
                let hash = hasher.hash_one(&fields.user_id);
                if hash % shares != share {
                    continue;
                }
                let first = *first_line.entry(hash).or_insert(line.number);
                if first != line.number {
                    repeats.mark(first);
                    repeats.mark(line.number);
                }
            }
        }
        Ok(repeats)
    }

    pub fn contains(&self, line: u64) -> bool {
        self.0.get((line / 64) as usize).is_some_and(|bits| bits & bit(line) != 0)
    }

    fn mark(&mut self, line: u64) {
        let index = (line / 64) as usize;
        self.0.resize(self.0.len().max(index + 1), 0);
        self.0[index] |= bit(line);
    }
}

fn bit(line: u64) -> u64 {
    1 << (line % 64)
}
