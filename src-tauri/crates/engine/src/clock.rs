//! # Time
//!
//! Time is passed in, so that a move of four weeks can be tested in a second. Only [`SystemClock`] asks the computer.

use std::sync::Mutex;
use std::time::Duration;

use time::OffsetDateTime;

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The time of day, in UTC.
    fn now(&self) -> OffsetDateTime;

    /// Time since some fixed moment; never goes back, whatever happens to the wall clock.
    fn elapsed(&self) -> Duration;
}

/// The computer's own clock.
#[derive(Debug)]
pub struct SystemClock {
    started: std::time::Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self {
            started: std::time::Instant::now(),
        }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }

    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

/// A clock that stands still until it is moved on.
#[derive(Debug)]
pub struct FakeClock {
    started: OffsetDateTime,
    passed: Mutex<Duration>,
}

impl FakeClock {
    /// A clock that shows `start`.
    pub fn new(start: OffsetDateTime) -> Self {
        Self {
            started: start,
            passed: Mutex::new(Duration::ZERO),
        }
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        *self
            .passed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) += by;
    }
}

impl Clock for FakeClock {
    fn now(&self) -> OffsetDateTime {
        self.started + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        *self
            .passed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
