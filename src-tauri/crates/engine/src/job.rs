//! # Long work
//!
//! How a long job is paused and stopped from outside, how it ends, and how often it may speak. A job never asks a
//! window: it is given a [`Control`] and a place to report to.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::watch;

use crate::clock::Clock;

/// What the person wants of a running job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Go on.
    Run,
    /// Finish the current messages, then wait.
    Pause,
    /// Finish the current messages, then end. What is done stays done.
    Stop,
}

/// The job was asked to stop. Stopping is an outcome, not an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// How a job ended.
#[derive(Debug)]
pub enum Outcome<T> {
    /// It came to its end.
    Done(T),
    /// It was asked to stop; the value tells how far it came.
    Stopped(T),
}

/// The reins of a running job: cloned, held by the job and by whoever may pause it.
#[derive(Debug, Clone)]
pub struct Control {
    wish: watch::Sender<Wish>,
}

impl Default for Control {
    fn default() -> Self {
        Self {
            wish: watch::Sender::new(Wish::Run),
        }
    }
}

impl Control {
    /// Asks for a pause; a stop that was asked for before stays.
    pub fn pause(&self) {
        self.change(Wish::Pause);
    }

    /// Takes a pause back.
    pub fn resume(&self) {
        self.change(Wish::Run);
    }

    /// Asks the job to end. It cannot be taken back.
    pub fn stop(&self) {
        self.wish.send_replace(Wish::Stop);
    }

    /// What is wanted now.
    pub fn wish(&self) -> Wish {
        *self.wish.borrow()
    }

    /// Passes at once while the job may run, waits through a pause, and ends a stopped job.
    ///
    /// # Errors
    /// [`Stopped`], when the job is to end.
    pub async fn checkpoint(&self) -> Result<(), Stopped> {
        let mut wishes = self.wish.subscribe();
        match wishes
            .wait_for(|wish| *wish != Wish::Pause)
            .await
            .as_deref()
        {
            Ok(Wish::Run) => Ok(()),
            _ => Err(Stopped),
        }
    }

    /// Waits until a stop is asked for. For racing against a step that may take long.
    pub async fn stopped(&self) -> Stopped {
        let mut wishes = self.wish.subscribe();
        // The sender lives in `self`, so the wait can only end with the wish.
        let _ = wishes.wait_for(|wish| *wish == Wish::Stop).await;
        Stopped
    }

    /// Waits until the wish is another one than `known`.
    pub async fn changed_from(&self, known: Wish) {
        let mut wishes = self.wish.subscribe();
        let _ = wishes.wait_for(|wish| *wish != known).await;
    }

    fn change(&self, to: Wish) {
        self.wish.send_if_modified(|wish| {
            let change = *wish != Wish::Stop && *wish != to;
            if change {
                *wish = to;
            }
            change
        });
    }
}

/// How often a job may speak: at most eight times a second, which is as much as an eye can follow.
pub const PROGRESS_INTERVAL: Duration = Duration::from_millis(125);

/// Lets the first state through, then at most one for each interval. The last state is sent by the caller without asking.
#[derive(Debug, Default)]
pub struct Limiter {
    last: Mutex<Option<Duration>>,
}

impl Limiter {
    /// Whether a state may be sent now.
    pub fn allows(&self, clock: &dyn Clock) -> bool {
        let now = clock.elapsed();
        let mut last = self
            .last
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let due = last.is_none_or(|before| now.saturating_sub(before) >= PROGRESS_INTERVAL);
        if due {
            *last = Some(now);
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::clock::FakeClock;

    #[test]
    fn a_job_speaks_first_and_then_eight_times_a_second() {
        let clock = FakeClock::new(OffsetDateTime::UNIX_EPOCH);
        let limiter = Limiter::default();
        let spoken = (0..1000)
            .filter(|_| {
                let allowed = limiter.allows(&clock);
                clock.advance(Duration::from_millis(1));
                allowed
            })
            .count();
        assert_eq!(spoken, 8);
    }

    #[tokio::test]
    async fn a_pause_holds_until_resumed() {
        let control = Control::default();
        control.pause();
        let waiting = tokio::spawn({
            let control = control.clone();
            async move { control.checkpoint().await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        control.resume();
        assert_eq!(waiting.await.unwrap(), Ok(()));
    }

    #[tokio::test]
    async fn a_stop_cannot_be_taken_back() {
        let control = Control::default();
        control.stop();
        control.resume();
        control.pause();
        assert_eq!(control.checkpoint().await, Err(Stopped));
    }
}
