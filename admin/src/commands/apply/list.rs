//! The list as a file: read line by line, however long it is, and as often as it takes.
//!
//! A line is a record. CSV lets a quoted field go over several lines, but no id and no URL does, and so a quote that
//! somebody forgot to close costs one line instead of all that follow. Memory holds one line, and not more than
//! [`LONGEST_LINE`] of it.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek},
    path::{Path, PathBuf},
};

use super::row::{HEADER, is_header};
use crate::error::Error;

/// Far beyond an id and a URL of 2,048 characters, each of them percent-encoded.
pub const LONGEST_LINE: usize = 32 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A list, open.
pub struct List {
    /// Resolved: a journal belongs to the file, by whatever name it is called.
    pub path: PathBuf,
    file: File,
}

/// The lines from the first to the last; the header, which is line 1, is not among them.
pub struct Lines<'a> {
    path: &'a Path,
    reader: BufReader<&'a mut File>,
    number: u64,
    bytes: Vec<u8>,
}

/// One of them, without its end.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// From 1, as editors count.
    pub number: u64,
    /// Cut off after [`LONGEST_LINE`].
    pub bytes: &'a [u8],
}

impl List {
    /// # Errors
    /// If this is no file with such a list in it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let no_list = |why: String| Error::List { path: path.to_owned(), why };
        let resolved = path.canonicalize().map_err(|error| no_list(error.to_string()))?;
        // Before it is opened: opening a pipe waits for whoever writes into it.
        if !resolved.is_file() {
            return Err(no_list("it is no regular file, which could be read again to go on".to_owned()));
        }
        let file = File::open(&resolved).map_err(|error| no_list(error.to_string()))?;
        let mut list = Self { path: resolved, file };
        let mut lines = list.rewound()?;
        let first = lines.next()?.map(|line| line.bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line.bytes));
        if !first.is_some_and(is_header) {
            return Err(no_list(format!("its first line must be {}, in UTF-8", HEADER.join(","))));
        }
        Ok(list)
    }

    /// # Errors
    /// If the file can't be read.
    pub fn lines(&mut self) -> Result<Lines<'_>, Error> {
        let mut lines = self.rewound()?;
        lines.next()?;
        Ok(lines)
    }

    /// The path with something added to it: where the journal and the report are.
    pub fn beside(&self, suffix: &str) -> PathBuf {
        let mut path = self.path.clone().into_os_string();
        path.push(suffix);
        path.into()
    }

    fn rewound(&mut self) -> Result<Lines<'_>, Error> {
        self.file.rewind().map_err(|error| unreadable(&self.path, error))?;
        Ok(Lines { path: &self.path, reader: BufReader::new(&mut self.file), number: 0, bytes: Vec::new() })
    }
}

impl Lines<'_> {
    /// # Errors
    /// If the file can't be read.
    pub fn next(&mut self) -> Result<Option<Line<'_>>, Error> {
        self.read().map_err(|error| unreadable(self.path, error))?;
        if self.bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let line = self.bytes.strip_suffix(b"\n").unwrap_or(&self.bytes);
        let bytes = line.strip_suffix(b"\r").unwrap_or(line);
        Ok(Some(Line { number: self.number, bytes }))
    }

    fn read(&mut self) -> io::Result<()> {
        self.bytes.clear();
        (&mut self.reader).take(LONGEST_LINE as u64 + 1).read_until(b'\n', &mut self.bytes)?;
        if self.bytes.len() > LONGEST_LINE && !self.bytes.ends_with(b"\n") {
            self.skip_rest()?;
        }
        Ok(())
    }

    fn skip_rest(&mut self) -> io::Result<()> {
        loop {
            let buffered = self.reader.fill_buf()?;
            let (skipped, is_over) = match buffered.iter().position(|byte| *byte == b'\n') {
                Some(end) => (end + 1, true),
                None => (buffered.len(), buffered.is_empty()),
            };
            self.reader.consume(skipped);
            if is_over {
                return Ok(());
            }
        }
    }
}

impl Line<'_> {
    /// Such a line asks for nothing; whoever drops a line without moving those below it leaves one.
    pub fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::File { doing: "read", path: path.to_owned(), source }
}
