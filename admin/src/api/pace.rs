//! Keeps many requests within the tenant's announced limit.
//!
//! Every answer says how many more the tenant would answer at that moment (`X-RateLimit-Remaining`). By the time it is
//! here, that many less those that the tenant may not have counted yet: the ones under way, and the ones answered while
//! this one was under way, for answers overtake each other. What is left is room to send; each request takes one of it.
//! With no room left, all wait for the announced reset, and then one goes ahead to ask: how much was refilled by then,
//! only an answer can tell. Where no answer says anything, requests leave one at a time.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use super::limits::Limits;

/// Shared by all requests of a client.
#[derive(Default)]
pub struct Pace {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Default)]
struct State {
    /// How many may leave; unknown before the first answer and after a reset.
    room: Option<u64>,
    reset: Option<Instant>,
    /// Nothing leaves before.
    held_until: Option<Instant>,
    under_way: u64,
    answered: u64,
}

enum Next {
    Go,
    WaitUntil(Instant),
    WaitForAnAnswer,
}

/// A request's leave to go; dropped without an answer, it only counts as no longer under way.
pub struct Permit<'a> {
    pace: &'a Pace,
    /// How many had been answered when it left.
    answered_before: u64,
}

impl Pace {
    /// Waits until a request may leave.
    pub async fn admit(&self) -> Permit<'_> {
        loop {
            // Before looking: a change between the look and the wait must wake this one.
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            let (next, answered_before) = {
                let mut state = self.state();
                (state.next(Instant::now()), state.answered)
            };
            match next {
                Next::Go => return Permit { pace: self, answered_before },
                Next::WaitUntil(instant) => drop(timeout_at(instant, changed).await),
                Next::WaitForAnAnswer => changed.await,
            }
        }
    }

    /// A 429: nothing leaves for so long, then one goes ahead. Returns whether that is news.
    pub fn hold(&self, wait: Duration) -> bool {
        let until = Instant::now() + wait;
        let mut state = self.state();
        let is_news = state.held_until.is_none_or(|held| held + Duration::from_secs(1) < until);
        state.held_until = state.held_until.max(Some(until));
        state.room = None;
        drop(state);
        self.changed.notify_waiters();
        is_news
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing in here can panic half way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn next(&mut self, now: Instant) -> Next {
        if let Some(held) = self.held_until.filter(|held| now < *held) {
            return Next::WaitUntil(held);
        }
        let has_room = match self.room {
            Some(room) => room > 0,
            None => self.under_way == 0,
        };
        if has_room {
            self.under_way += 1;
            // One that goes ahead to ask leaves no room for another.
            self.room = Some(self.room.map_or(0, |room| room - 1));
            return Next::Go;
        }
        if self.under_way > 0 {
            return Next::WaitForAnAnswer;
        }
        match self.reset.filter(|reset| now < *reset) {
            Some(reset) => Next::WaitUntil(reset),
            None => {
                self.room = None;
                self.next(now)
            }
        }
    }
}

impl Permit<'_> {
    /// Takes in what the answer says.
    pub fn answered(self, limits: &Limits) {
        let mut state = self.pace.state();
        if let Some(remaining) = limits.remaining {
            let not_counted = state.under_way - 1 + (state.answered - self.answered_before);
            let left = remaining.saturating_sub(not_counted);
            // Never more than the tenant says: others may be sending as well.
            state.room = Some(state.room.map_or(left, |room| room.max(left)).min(remaining));
        }
        state.answered += 1;
        // An answer that was overtaken must not bring the reset forward.
        state.reset = state.reset.max(limits.reset.map(|reset| Instant::now() + reset));
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.pace.state().under_way -= 1;
        self.pace.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests;
