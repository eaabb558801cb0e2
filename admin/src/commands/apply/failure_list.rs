//! The report: every line that failed, and the totals. Written as it goes, so that it may be longer than memory; it takes
//! its name at the end, so that what bears it is whole.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use picture_claim::Rejection;
use serde::Serialize;

use super::{problem::Problem, tally::Tally};
use crate::error::Error;

/// A line that failed.
#[derive(Serialize)]
pub struct FailedLine<'a> {
    pub line: u64,
    /// Null where none could be read.
    user_id: Option<&'a str>,
    /// A code.
    reason: &'static str,
    /// Why a login would not take the picture; null if something else is the reason.
    rejection: Option<Rejection>,
    message: String,
}

/// Writes the list `[` … `]` of lines that failed, inside an object that its owner begins and ends.
pub struct FailureList<W> {
    out: W,
    is_empty: bool,
}

/// The report as a file.
pub struct ReportFile {
    path: PathBuf,
    /// Where it is until it is whole.
    part: PathBuf,
    list: FailureList<BufWriter<File>>,
}

impl<'a> FailedLine<'a> {
    pub fn new(line: u64, user_id: Option<&'a str>, problem: &Problem) -> Self {
        let (reason, rejection) = (problem.code(), problem.rejection());
        Self { line, user_id, reason, rejection, message: problem.to_string() }
    }
}

impl<W: Write> FailureList<W> {
    /// # Errors
    /// If `out` takes no more.
    pub fn begin(mut out: W, head: &str) -> io::Result<Self> {
        write!(out, "{head}\n  \"failures\": [")?;
        Ok(Self { out, is_empty: true })
    }

    /// # Errors
    /// If `out` takes no more.
    pub fn push(&mut self, failed: &FailedLine<'_>) -> io::Result<()> {
        self.out.write_all(if self.is_empty { b"\n    " } else { b",\n    " })?;
        self.is_empty = false;
        serde_json::to_writer(&mut self.out, failed)?;
        Ok(())
    }

    /// # Errors
    /// If `out` takes no more.
    pub fn end(mut self, tally: &Tally) -> io::Result<W> {
        self.out.write_all(if self.is_empty { b"],\n" } else { b"\n  ],\n" })?;
        let totals = serde_json::to_string_pretty(tally)?;
        writeln!(self.out, "{}", totals.strip_prefix("{\n").unwrap_or(&totals))?;
        self.out.flush()?;
        Ok(self.out)
    }
}

impl ReportFile {
    /// # Errors
    /// If it can't be written, or would replace what it must not: `taken`, or what is no regular file.
    pub fn begin(path: &Path, head: &str, taken: &[&Path]) -> Result<Self, Error> {
        let error = |source| Error::File { doing: "write the report", path: path.to_owned(), source };
        let is_taken = path.canonicalize().is_ok_and(|path| taken.contains(&path.as_path()));
        if is_taken || fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            return Err(error(io::Error::other("it would replace something else")));
        }
        let mut part = path.to_owned().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part).map_err(error)?;
        let list = FailureList::begin(BufWriter::new(file), head).map_err(error)?;
        Ok(Self { path: path.to_owned(), part, list })
    }

    /// # Errors
    /// If the disk is full.
    pub fn push(&mut self, failed: &FailedLine<'_>) -> Result<(), Error> {
        let pushed = self.list.push(failed);
        pushed.map_err(|source| Error::File { doing: "write the report", path: self.part.clone(), source })
    }

    /// # Errors
    /// If the disk is full.
    pub fn end(self, tally: &Tally) -> Result<PathBuf, Error> {
        let Self { path, part, list } = self;
        let ended = list.end(tally).map(drop).and_then(|()| fs::rename(&part, &path));
        ended.map_err(|source| Error::File { doing: "write the report", path: path.clone(), source })?;
        Ok(path)
    }
}
