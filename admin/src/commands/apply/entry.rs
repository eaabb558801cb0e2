//! A line of the journal: what became of a line of the list.

use std::fmt;

use ring::digest::{SHA256, digest};

/// `done 17 0f343b0931126a20f133d67c2b018a3b`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub state: State,
    pub line: u64,
    pub digest: Digest,
}

/// The latest entry of a line counts. A line without one was never sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is about to be sent; whether it was, and whether it was carried out, only looking can tell.
    Sent,
    /// It is carried out.
    Done,
    /// The tenant refused it, so that it was not carried out.
    Refused,
}

/// Of a line of the list, without its end: half of a SHA-256 is enough to notice a change that nobody hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u128);

impl Digest {
    pub fn of(line: &[u8]) -> Self {
        Self(digest(&SHA256, line).as_ref().iter().take(16).fold(0, |sum, byte| sum << 8 | u128::from(*byte)))
    }
}

impl Entry {
    pub fn parse(text: &[u8]) -> Option<Self> {
        let mut words = str::from_utf8(text).ok()?.split(' ');
        let (state, line, digest) = (words.next()?, words.next()?, words.next()?);
        let state = [State::Sent, State::Done, State::Refused].into_iter().find(|known| known.name() == state)?;
        let digest = Digest(u128::from_str_radix(digest, 16).ok()?);
        words.next().is_none().then_some(Self { state, line: line.parse().ok()?, digest })
    }

    /// The line alone, for whoever looks for one among many.
    pub fn line_of(text: &[u8]) -> Option<u64> {
        let number = text.split(|byte| *byte == b' ').nth(1)?;
        str::from_utf8(number).ok()?.parse().ok()
    }
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:032x}", self.state.name(), self.line, self.digest.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Entry, State};

    #[test]
    fn what_is_written_is_read() {
        for state in [State::Sent, State::Done, State::Refused] {
            let entry = Entry { state, line: 17, digest: Digest::of(b"auth0|1,-") };
            assert_eq!(Entry::parse(entry.to_string().as_bytes()), Some(entry));
        }
        let empty = Entry { state: State::Done, line: 2, digest: Digest::of(b"") };
        assert_eq!(empty.to_string(), "done 2 e3b0c44298fc1c149afbf4c8996fb924");
    }

    #[test]
    fn half_an_entry_is_none() {
        for text in ["", "done", "done 17", "done x 00", "gone 17 00", "done 17 00 00", "done 17 xyz"] {
            assert_eq!(Entry::parse(text.as_bytes()), None, "{text:?}");
        }
    }
}
