//! Many lines under way at once, and the books about them.

use std::sync::Arc;

use tokio::task::{JoinError, JoinSet};

use super::{
    entry::{Entry, State},
    failure_list::{FailedLine, ReportFile},
    interrupts::Interrupts,
    journal::Journal,
    problem::Problem,
    progress::Progress,
    queue::{Queue, Task},
    row::Row,
    settle::{Unsettled, settle},
    tally::{Stop, Tally},
};
use crate::{api::Client, error::Error};

/// As many are under way at the most, where the tenant's limit leaves room: at a third of a second an answer, that is a
/// hundred a second, more than any tenant allows.
const UNDER_WAY: usize = 32;

/// So many lines without an answer, one after the other and none between them, are the tenant's trouble, not theirs.
const OUTAGE: usize = 10;

/// One pass over what is left of a list.
pub struct Run {
    client: Arc<Client>,
    pub journal: Journal,
    pub report: ReportFile,
    pub progress: Progress,
    pub tally: Tally,
    pub stop: Option<Stop>,
    /// Until then one is under way: wrong credentials must not be tried 32 times at once.
    has_answer: bool,
    unanswered: usize,
}

/// A line that was under way.
struct Settled {
    entry: Entry,
    row: Row,
    result: Result<(), Unsettled>,
}

impl Run {
    pub fn new(client: Client, journal: Journal, report: ReportFile, progress: Progress, tally: Tally) -> Self {
        let client = Arc::new(client);
        Self { client, journal, report, progress, tally, stop: None, has_answer: false, unanswered: 0 }
    }

    /// Goes on until the list ends or the run has to stop; then until what is under way is settled.
    ///
    /// # Errors
    /// If a file fails: what is not in the journal must not be sent.
    pub async fn pass(&mut self, queue: &mut Queue<'_>) -> Result<(), Error> {
        let mut interrupts = Interrupts::listen().map_err(Error::Runtime)?;
        let mut under_way = JoinSet::new();
        loop {
            let room = if self.has_answer { UNDER_WAY } else { 1 };
            while self.stop.is_none() && under_way.len() < room {
                let Some(task) = queue.next(Some(&mut self.journal))? else { break };
                self.start(task, &mut under_way)?;
            }
            if under_way.is_empty() {
                return Ok(());
            }
            tokio::select! {
                Some(settled) = under_way.join_next() => self.settled(settled)?,
                () = interrupts.next() => {
                    if matches!(self.stop, Some(Stop::Interrupted)) {
                        // Their `sent` stands in the journal: the next run looks what became of them.
                        return Ok(());
                    }
                    self.stop = Some(Stop::Interrupted);
                    let count = under_way.len();
                    self.progress.say(&format!("interrupted: waiting for {count} requests (ctrl-c again to leave them)"));
                }
            }
        }
    }

    fn start(&mut self, task: Task, under_way: &mut JoinSet<Settled>) -> Result<(), Error> {
        let Task { line, digest, may_be_done, user_id, row } = task;
        let row = match row {
            Ok(row) => row,
            // Never sent: the journal has nothing to say about it.
            Err(problem) => return self.failed(line, user_id.as_deref(), &problem),
        };
        let entry = Entry { state: State::Sent, line, digest };
        if !may_be_done {
            self.journal.write(&entry)?;
        }
        let client = Arc::clone(&self.client);
        under_way.spawn(async move {
            let result = settle(&client, &row, may_be_done).await;
            Settled { entry, row, result }
        });
        Ok(())
    }

    fn settled(&mut self, settled: Result<Settled, JoinError>) -> Result<(), Error> {
        // A panic goes on where it would have gone without a task.
        let Settled { entry, row, result } =
            settled.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
        self.has_answer = true;
        let Err(Unsettled { problem, is_open }) = result else {
            self.journal.write(&Entry { state: State::Done, ..entry })?;
            self.unanswered = 0;
            self.tally.done += 1;
            self.progress.at(&self.tally);
            return Ok(());
        };
        if !is_open {
            self.journal.write(&Entry { state: State::Refused, ..entry })?;
        }
        if problem.ends_the_run() {
            // Not this line's failure: it is left, as those behind it are.
            self.stop.get_or_insert(Stop::Refused(problem));
            return Ok(());
        }
        self.unanswered = if problem.may_be_an_outage() { self.unanswered + 1 } else { 0 };
        if self.unanswered >= OUTAGE {
            self.stop.get_or_insert(Stop::Outage { lines: OUTAGE });
        }
        self.failed(entry.line, Some(&row.user_id), &problem)
    }

    fn failed(&mut self, line: u64, user_id: Option<&str>, problem: &Problem) -> Result<(), Error> {
        self.tally.failed += 1;
        self.progress.failed(line, user_id, problem);
        self.progress.at(&self.tally);
        self.report.push(&FailedLine::new(line, user_id, problem))
    }
}
