//! The pace against a tenant's bucket, in time that the test turns forward.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use tokio::{
    task::{LocalSet, spawn_local},
    time::{Instant, sleep},
};

use super::{Limits, Pace};

/// A tenant's bucket, refilled steadily, that tells of itself as Auth0 does: the reset in whole seconds.
struct Bucket {
    tokens: f64,
    filled: Instant,
    refused: usize,
    taken: usize,
}

const BURST: f64 = 10.0;
const PER_SECOND: f64 = 10.0;

impl Bucket {
    fn take(&mut self) -> Limits {
        let now = Instant::now();
        self.tokens = BURST.min(self.tokens + (now - self.filled).as_secs_f64() * PER_SECOND);
        self.filled = now;
        if self.tokens < 1.0 {
            self.refused += 1;
        } else {
            self.tokens -= 1.0;
            self.taken += 1;
        }
        let to_next = ((1.0 - self.tokens) / PER_SECOND).max(0.0).ceil();
        let remaining = (0..).take_while(|count| f64::from(*count) < self.tokens.floor()).count();
        let reset = Some(Duration::from_secs_f64(to_next));
        Limits { remaining: u64::try_from(remaining).ok(), reset, retry_after: None }
    }
}

/// Sends `count` requests with so many at once; gives what the bucket saw, and how long it took.
fn send(count: usize, at_once: usize) -> (Bucket, Duration) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
    let Ok(runtime) = runtime else { unreachable!("a runtime without I/O starts") };
    LocalSet::new().block_on(&runtime, async move {
        let started = Instant::now();
        let bucket = Rc::new(RefCell::new(Bucket { tokens: BURST, filled: started, refused: 0, taken: 0 }));
        let pace = Rc::new(Pace::default());
        let left = Rc::new(Cell::new(count));
        let senders: Vec<_> = (0..at_once)
            .map(|number| {
                let (bucket, pace, left) = (bucket.clone(), pace.clone(), left.clone());
                spawn_local(async move {
                    while let Some(next) = left.get().checked_sub(1) {
                        left.set(next);
                        let permit = pace.admit().await;
                        // Answers overtake each other.
                        sleep(Duration::from_millis(10 + 7 * (number as u64 % 5))).await;
                        let limits = bucket.borrow_mut().take();
                        sleep(Duration::from_millis(10 + 9 * (number as u64 % 3))).await;
                        permit.answered(&limits);
                    }
                })
            })
            .collect();
        for sender in senders {
            assert!(sender.await.is_ok());
        }
        let took = started.elapsed();
        let bucket = bucket.replace(Bucket { tokens: 0.0, filled: started, refused: 0, taken: 0 });
        (bucket, took)
    })
}

#[test]
fn many_at_once_never_exceed_the_limit_and_stay_close_to_it() {
    for at_once in [1, 4, 16, 64] {
        let (bucket, took) = send(300, at_once);
        assert_eq!((bucket.taken, bucket.refused), (300, 0), "{at_once} at once");
        // 10 in stock and 10 a second: 29 s at best.
        let seconds = took.as_secs_f64();
        assert!((28.9..36.0).contains(&seconds), "{at_once} at once: {seconds} s");
    }
}
