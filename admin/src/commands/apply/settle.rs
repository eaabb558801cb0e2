//! One line, sent until it is known what became of it.
//!
//! The answer to a PATCH is the user as it is now: comparing that is reading it back, at half the price of another
//! request within the rate limit. Where there was no answer (a lost connection, a 5xx, an earlier run that was killed)
//! the user is read, and the PATCH repeated only if it wasn't carried out.

use tokio::time::sleep;

use super::{problem::Problem, row::Row};
use crate::{
    api::{Client, Failure, Method, Request, Waits},
    commands::write_user::is_as_written,
};

/// Why a line is not done.
pub struct Unsettled {
    pub problem: Problem,
    /// Whether it may have been carried out all the same, so that the next run has to look.
    pub is_open: bool,
}

impl Unsettled {
    fn open(problem: impl Into<Problem>) -> Self {
        Self { problem: problem.into(), is_open: true }
    }

    fn refused(failure: Failure) -> Self {
        Self { is_open: matches!(failure, Failure::NotUnderstood(_)), problem: failure.into() }
    }
}

/// # Errors
/// If it isn't done, or nobody can tell.
pub async fn settle(client: &Client, row: &Row, mut may_be_done: bool) -> Result<(), Unsettled> {
    // Not by the client: it would send it again without looking.
    let once = Request { is_repeatable: false, ..Method::PatchUser(&row.user_id, &row.change).request() };
    let mut waits = Waits::new();
    loop {
        if may_be_done && is_there(client, row).await? {
            return Ok(());
        }
        match client.send(&once).await {
            Ok(user) if is_as_written(&user, &row.change) => return Ok(()),
            Ok(_) if is_there(client, row).await? => return Ok(()),
            Ok(_) => return Err(Unsettled::open(Problem::NotAsWritten)),
            Err(Failure::Uncertain(why)) => {
                may_be_done = true;
                let tries = waits.tries();
                match waits.next(None) {
                    Ok(wait) => sleep(wait).await,
                    Err(_) if is_there(client, row).await? => return Ok(()),
                    Err(_) => return Err(Unsettled::open(Failure::NoAnswer { why, tries })),
                }
            }
            Err(failure) => return Err(Unsettled::refused(failure)),
        }
    }
}

async fn is_there(client: &Client, row: &Row) -> Result<bool, Unsettled> {
    match client.send(&Method::GetUser(&row.user_id).request()).await {
        Ok(user) => Ok(is_as_written(&user, &row.change)),
        Err(failure @ Failure::NotFound(_)) => Err(Unsettled::refused(failure)),
        Err(failure) => Err(Unsettled::open(failure)),
    }
}
