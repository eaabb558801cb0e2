//! What became of each line, kept beside the list so that nothing is lost and nothing is sent twice.
//!
//! Before a line is sent, `sent` is written; once the tenant has answered, `done` or `refused`. Each entry is one
//! unbuffered write, so that whatever ends this process (`kill -9` too) finds it with the operating system. The next
//! run then knows of every line:
//!
//! - nothing, or `refused`: it was not carried out, and is sent;
//! - `done`: it was carried out, and is passed over;
//! - `sent` alone: nobody knows. The user is read, and the line is sent only if the user doesn't hold it yet.
//!
//! So no line is carried out twice. If the machine itself fails, the last entries can be lost with it: those lines are
//! sent again, which changes nothing, because each of them writes an absolute value. The end of a run waits for the disk.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::entry::Entry;
use crate::{error::Error, tenant::Domain, text::quoted};

const TITLE: &str = "picture-admin apply journal 1, tenant ";

/// A list's journal, held by this process alone.
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Opens it, or begins one.
    ///
    /// # Errors
    /// If another process has it, if it belongs to another tenant, or if it is damaged.
    pub fn open(path: &Path, domain: &Domain) -> Result<Self, Error> {
        let file_error = |doing| move |source| Error::File { doing, path: path.to_owned(), source };
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
        let file = options.open(path).map_err(file_error("open"))?;
        let mut journal = Self { path: path.to_owned(), file };
        match journal.file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(journal.refused("another picture-admin is at work on it; wait for its end"));
            }
            Err(TryLockError::Error(source)) => return Err(file_error("lock")(source)),
        }
        journal.drop_torn_end().map_err(file_error("mend"))?;
        journal.check_title(domain)?;
        Ok(journal)
    }

    /// # Errors
    /// If it can't be written; then what it was about must not be done.
    pub fn write(&mut self, entry: &Entry) -> Result<(), Error> {
        self.append(&format!("{entry}\n"))
    }

    /// Opens it to look at, if there is one. A run that is at work on it is not disturbed.
    ///
    /// # Errors
    /// If it can't be opened.
    pub fn peek(path: &Path) -> Result<Option<Self>, Error> {
        match File::open(path) {
            Ok(file) => Ok(Some(Self { path: path.to_owned(), file })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::File { doing: "open", path: path.to_owned(), source }),
        }
    }

    /// Calls `see` with each entry of the lines that `is_wanted`, from the oldest to the latest. The others cost a
    /// fraction.
    ///
    /// # Errors
    /// If it can't be read, or is damaged.
    pub fn read(&mut self, is_wanted: impl Fn(u64) -> bool, mut see: impl FnMut(Entry)) -> Result<(), Error> {
        let unreadable = |source| Error::File { doing: "read", path: self.path.clone(), source };
        self.file.rewind().map_err(unreadable)?;
        let mut reader = BufReader::new(&self.file);
        let mut text = Vec::new();
        reader.read_until(b'\n', &mut text).map_err(unreadable)?;
        loop {
            text.clear();
            reader.read_until(b'\n', &mut text).map_err(unreadable)?;
            // Half a line at the end is being written right now, by a run that this one only looks at.
            let Some(whole) = text.strip_suffix(b"\n") else { return Ok(()) };
            if is_wanted(Entry::line_of(whole).ok_or_else(|| self.damaged())?) {
                see(Entry::parse(whole).ok_or_else(|| self.damaged())?);
            }
        }
    }

    /// Waits until the disk has it.
    ///
    /// # Errors
    /// If the disk doesn't take it.
    pub fn sync(&self) -> Result<(), Error> {
        self.file.sync_all().map_err(|source| Error::File { doing: "write", path: self.path.clone(), source })
    }

    /// Why this list can't go on with this journal, and what to do.
    pub fn refused(&self, why: &str) -> Error {
        Error::Refused {
            doing: format!("apply the list of {}", quoted(&self.path.display().to_string())),
            why: why.into(),
        }
    }

    /// A write that the machine's failure cut short is as good as none.
    fn drop_torn_end(&mut self) -> io::Result<()> {
        let length = self.file.seek(SeekFrom::End(0))?;
        // An entry has less than a hundred characters, the title has the tenant's name.
        let tail_start = length.saturating_sub(1024);
        self.file.seek(SeekFrom::Start(tail_start))?;
        let mut tail = Vec::new();
        (&self.file).take(1024).read_to_end(&mut tail)?;
        let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end as u64 + 1);
        if tail_start + whole < length { self.file.set_len(tail_start + whole) } else { Ok(()) }
    }

    fn check_title(&mut self, domain: &Domain) -> Result<(), Error> {
        let unreadable = |source| Error::File { doing: "read", path: self.path.clone(), source };
        let mut title = String::new();
        self.file.rewind().map_err(unreadable)?;
        BufReader::new(&self.file).read_line(&mut title).map_err(unreadable)?;
        if title.is_empty() {
            return self.append(&format!("{TITLE}{domain}\n"));
        }
        match title.trim_end().strip_prefix(TITLE) {
            None => Err(self.damaged()),
            Some(tenant) if tenant != domain.to_string() => Err(self.refused(&format!(
                "it was begun on the tenant {tenant}, and this is {domain}; to apply the list here as well, copy it to another \
                 name"
            ))),
            Some(_) => Ok(()),
        }
    }

    fn append(&mut self, text: &str) -> Result<(), Error> {
        let written = self.file.seek(SeekFrom::End(0)).and_then(|_| self.file.write_all(text.as_bytes()));
        written.map_err(|source| Error::File { doing: "write", path: self.path.clone(), source })
    }

    fn damaged(&self) -> Error {
        self.refused(
            "this is no journal of such a list, or it is damaged; delete it to begin anew, which sends all lines",
        )
    }
}
