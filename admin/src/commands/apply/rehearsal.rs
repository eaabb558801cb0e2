//! `apply --dry-run`: every line checked, the requests printed as they would go out, nothing sent and no file written.

use std::io::{self, BufWriter, Write};

use picture_claim::HostList;
use serde_json::to_string;

use super::{
    census::Census,
    failure_list::{FailedLine, FailureList},
    journal::Journal,
    list::List,
    progress::Progress,
    queue::Queue,
    repeats::Repeats,
    row::Row,
    tally::{Tally, Unfinished},
};
use crate::{
    api::{Method, Request},
    commands::dry_run::DryRun,
    error::Error,
};

/// Prints while it reads, because the list may be longer than memory.
///
/// # Errors
/// [`Error::Unfinished`] if a line can't be sent.
pub fn rehearse(list: &mut List, allowed_hosts: &HostList, as_json: bool) -> Result<(), Error> {
    let mut journal = Journal::peek(&list.beside(".journal"))?;
    let census = match &mut journal {
        Some(journal) => Census::take(list, journal)?,
        None => Census { lines: Census::count(list)?, done: 0 },
    };
    let Census { lines, done } = census;
    let mut tally = Tally { lines, done, done_before: done, ..Tally::default() };
    let repeats = Repeats::find(list, lines)?;
    let mut progress = Progress::begin(&tally, true);
    let mut out = BufWriter::new(io::stdout().lock());

    if as_json {
        out.write_all(b"{\n  \"dry_run\": true,\n  \"requests\": [").map_err(Error::Output)?;
    }
    let mut queue = Queue::new(list, &repeats, allowed_hosts)?;
    let mut separator = "";
    while let Some(task) = queue.next(journal.as_mut())? {
        match &task.row {
            Ok(row) if as_json => {
                let request = to_string(&request(row)).unwrap_or_default();
                write!(out, "{separator}\n    {request}").map_err(Error::Output)?;
                separator = ",";
            }
            Ok(row) => write!(out, "{}", DryRun(vec![request(row)])).map_err(Error::Output)?,
            Err(problem) => {
                tally.failed += 1;
                progress.failed(task.line, task.user_id.as_deref(), problem);
            }
        }
    }
    progress.end();
    tally.left = tally.lines - tally.done - tally.failed;
    if as_json {
        // The failures stand behind the requests, so the list is read once more.
        let mut failures = FailureList::begin(out, "\n  ],").map_err(Error::Output)?;
        let mut queue = Queue::new(list, &repeats, allowed_hosts)?;
        while let Some(task) = queue.next(journal.as_mut())? {
            if let Err(problem) = &task.row {
                let failed = FailedLine::new(task.line, task.user_id.as_deref(), problem);
                failures.push(&failed).map_err(Error::Output)?;
            }
        }
        out = failures.end(&tally).map_err(Error::Output)?;
    }
    out.flush().map_err(Error::Output)?;
    if tally.failed == 0 {
        return Ok(());
    }
    Err(Error::Unfinished(Unfinished { tally, report: None, is_interrupted: false }))
}

fn request(row: &Row) -> Request {
    Method::PatchUser(&row.user_id, &row.change).request()
}
