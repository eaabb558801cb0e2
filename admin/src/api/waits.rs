//! How long to wait before the next try: what the tenant asks for, else growing waits with jitter; and when to give up.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

/// The longest wait that is worth an operator's patience: rate limits by the minute are over by then.
pub const LONGEST: Duration = Duration::from_secs(90);

/// The waits of one request: five of them, so six tries.
pub struct Waits {
    growing: ExponentialBackoff,
    tries: usize,
}

/// Why there is no next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GaveUp {
    /// After so many tries.
    Tries(usize),
    /// The tenant asks for a longer wait than [`LONGEST`].
    AskedToWait(Duration),
}

impl Waits {
    pub fn new() -> Self {
        let growing = ExponentialBuilder::new()
            .with_min_delay(Duration::from_millis(250))
            .with_factor(2.0)
            .with_max_delay(Duration::from_secs(20))
            .with_max_times(5)
            .with_jitter();
        Self { growing: growing.build(), tries: 1 }
    }

    pub fn tries(&self) -> usize {
        self.tries
    }

    /// # Errors
    /// When it is time to give up.
    pub fn next(&mut self, asked: Option<Duration>) -> Result<Duration, GaveUp> {
        let growing = self.growing.next().ok_or(GaveUp::Tries(self.tries))?;
        self.tries += 1;
        match asked {
            Some(asked) if asked > LONGEST => Err(GaveUp::AskedToWait(asked)),
            // A reset that is over already must not become a busy loop.
            Some(asked) => Ok(asked.max(Duration::from_millis(100))),
            None => Ok(growing),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{GaveUp, Waits};

    #[test]
    fn waits_grow_and_end() {
        let mut waits = Waits::new();
        let all: Vec<_> = std::iter::from_fn(|| waits.next(None).ok()).collect();
        assert_eq!(all.len(), 5);
        assert!(all.is_sorted(), "{all:?}");
        assert_eq!(waits.next(None), Err(GaveUp::Tries(6)));
    }

    #[test]
    fn the_tenant_is_obeyed_within_reason() {
        let mut waits = Waits::new();
        assert_eq!(waits.next(Some(Duration::from_secs(30))), Ok(Duration::from_secs(30)));
        assert_eq!(waits.next(Some(Duration::ZERO)), Ok(Duration::from_millis(100)));
        let hour = Duration::from_secs(3600);
        assert_eq!(waits.next(Some(hour)), Err(GaveUp::AskedToWait(hour)));
    }
}
