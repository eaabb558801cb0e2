//! `apply`: many users' pictures from a list, the whole of it or as much as can be done, each line once.

mod census;
mod entry;
mod failure_list;
mod history;
mod interrupts;
mod journal;
mod list;
mod problem;
mod progress;
mod queue;
mod rehearsal;
mod repeats;
mod row;
mod run;
mod settle;
mod tally;

use std::{fs::File, io, path::Path};

use serde_json::to_string;
pub use tally::Unfinished;

use self::{
    census::Census,
    failure_list::ReportFile,
    journal::Journal,
    list::List,
    progress::Progress,
    queue::Queue,
    repeats::Repeats,
    run::Run,
    tally::{Stop, Tally},
};
use crate::{
    api::Client,
    cli::{ApplyArgs, Cli},
    error::Error,
    report::Report,
    tenant::Tenant,
    text::quoted,
};

/// Applies the list; with `--dry-run`, only says what that would send.
///
/// # Errors
/// [`Error::Unfinished`] if a line isn't done at the end.
pub async fn run(args: &ApplyArgs, cli: &Cli) -> Result<Report, Error> {
    let settings = args.hosts.read();
    let mut list = List::open(&args.file)?;
    if cli.dry_run {
        rehearsal::rehearse(&mut list, settings.allowed_hosts(), cli.json)?;
        return Ok(Report::printed());
    }

    let tenant = Tenant::from_env()?.domain;
    let client = Client::from_env()?;
    let mut journal = Journal::open(&list.beside(".journal"), &tenant)?;
    let Census { lines, done } = Census::take(&mut list, &mut journal)?;
    let tally = Tally { lines, done, done_before: done, ..Tally::default() };
    let repeats = Repeats::find(&mut list, lines)?;
    let report = begin_report(args, &list, &tenant.to_string())?;
    let progress = Progress::begin(&tally, cli.json);
    if done > 0 {
        progress.say(&format!("{done} of {lines} lines are done already, says the journal"));
    }

    let mut run = Run::new(client, journal, report, progress, tally);
    let mut queue = Queue::new(&mut list, &repeats, settings.allowed_hosts())?;
    let passed = run.pass(&mut queue).await;
    finish(run, passed, cli.json)
}

fn begin_report(args: &ApplyArgs, list: &List, tenant: &str) -> Result<ReportFile, Error> {
    let path = args.report.clone().unwrap_or_else(|| list.beside(".report.json"));
    let text = |text: &str| to_string(text).unwrap_or_default();
    let file = text(&args.file.display().to_string());
    let head = format!("{{\n  \"file\": {file},\n  \"tenant\": {},", text(tenant));
    ReportFile::begin(&path, &head, &[&list.path, &list.beside(".journal")])
}

/// Closes the books, and tells how it went.
fn finish(run: Run, passed: Result<(), Error>, as_json: bool) -> Result<Report, Error> {
    let Run { journal, report, progress, mut tally, stop, .. } = run;
    progress.end();
    tally.left = tally.lines.saturating_sub(tally.done + tally.failed);
    tally.stopped = match (&passed, &stop) {
        (Err(error), _) => Some(error.to_string()),
        (Ok(()), stop) => stop.as_ref().map(ToString::to_string),
    };
    let synced = journal.sync();
    let path = report.end(&tally);
    // The first that went wrong is the one to tell.
    passed?;
    synced?;
    let path = path?;
    print(&tally, &path, as_json)?;
    if tally.done == tally.lines {
        return Ok(Report::printed());
    }
    let report = Some(quoted(&path.display().to_string()));
    let is_interrupted = matches!(stop, Some(Stop::Interrupted));
    Err(Error::Unfinished(Unfinished { tally, report, is_interrupted }))
}

/// As JSON, the report itself, which may be longer than memory.
fn print(tally: &Tally, report: &Path, as_json: bool) -> Result<(), Error> {
    if as_json {
        return copy_to_stdout(report).map_err(Error::Output);
    }
    Report::plain(format!("{tally}report    {}", quoted(&report.display().to_string()))).print(false)
}

fn copy_to_stdout(report: &Path) -> io::Result<()> {
    io::copy(&mut File::open(report)?, &mut io::stdout().lock()).map(drop)
}
