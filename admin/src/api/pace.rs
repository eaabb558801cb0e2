//! Keeps many requests within the tenant's announced limit.
//!
//! Every answer says how many more the tenant would answer now (`X-RateLimit-Remaining`). A request may leave if there
//! is room for it besides those under way, each of which may not have been counted yet. With no room left, all wait for
//! the announced reset, and then one goes ahead to ask: how much was refilled by then, only an answer can tell. Where no
//! answer says anything, requests leave one at a time.

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
    /// As the latest answer said; unknown before the first one and after a reset.
    remaining: Option<u64>,
    reset: Option<Instant>,
    /// Nothing leaves before.
    held_until: Option<Instant>,
    under_way: u64,
    /// Tickets number the requests; an answer to an older one may arrive late, and must not raise what a newer one said.
    next_ticket: u64,
    latest_answered: u64,
}

enum Next {
    Go(u64),
    WaitUntil(Instant),
    WaitForAnAnswer,
}

/// A request's leave to go; dropped without an answer, it only counts as no longer under way.
pub struct Permit<'a> {
    pace: &'a Pace,
    ticket: u64,
}

impl Pace {
    /// Waits until a request may leave.
    pub async fn admit(&self) -> Permit<'_> {
        loop {
            // Before looking: a change between the look and the wait must wake this one.
            let mut changed = std::pin::pin!(self.changed.notified());
            changed.as_mut().enable();
            let next = self.state().next(Instant::now());
            match next {
                Next::Go(ticket) => return Permit { pace: self, ticket },
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
        state.remaining = None;
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
        let has_room = match self.remaining {
            Some(remaining) => remaining > self.under_way,
            None => self.under_way == 0,
        };
        if has_room {
            self.under_way += 1;
            self.next_ticket += 1;
            return Next::Go(self.next_ticket);
        }
        if self.under_way > 0 {
            return Next::WaitForAnAnswer;
        }
        match self.reset.filter(|reset| now < *reset) {
            Some(reset) => Next::WaitUntil(reset),
            None => {
                self.remaining = None;
                self.next(now)
            }
        }
    }
}

impl Permit<'_> {
    /// Takes in what the answer says.
    pub fn answered(self, limits: &Limits) {
        let mut state = self.pace.state();
        let is_latest = self.ticket > state.latest_answered;
        if let Some(remaining) = limits.remaining {
            let known = state.remaining.filter(|_| !is_latest);
            state.remaining = Some(known.map_or(remaining, |known| known.min(remaining)));
        }
        if is_latest {
            state.latest_answered = self.ticket;
            state.reset = limits.reset.map(|reset| Instant::now() + reset);
        }
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.pace.state().under_way -= 1;
        self.pace.changed.notify_waiters();
    }
}
