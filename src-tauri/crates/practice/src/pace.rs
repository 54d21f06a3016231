//! # How fast the destination takes messages
//!
//! A practice move over loopback would be over before anyone saw a bar. The pace is shared by all connections, as a
//! server's limit is, and a change takes effect for those who are waiting already.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

/// How fast the pretend destination takes messages, all people together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As fast as it can.
    Full,
    /// So many messages a second; 0 is taken as 1.
    Messages(u32),
    /// So many bytes a second; 0 is taken as 1.
    Bytes(u64),
}

impl Pace {
    /// How long one message of this size keeps the others waiting.
    fn cost(self, bytes: usize) -> Duration {
        match self {
            Self::Full => Duration::ZERO,
            Self::Messages(rate) => Duration::from_secs(1) / rate.max(1),
            Self::Bytes(rate) => {
                Duration::from_nanos((bytes as u64).saturating_mul(1_000_000_000) / rate.max(1))
            }
        }
    }
}

/// Makes the destination's connections keep the pace; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Pacer {
    pace: watch::Sender<Pace>,
    /// When the last message let through has had its time.
    free: Arc<Mutex<Instant>>,
}

impl Pacer {
    pub(crate) fn new(pace: Pace) -> Self {
        Self {
            pace: watch::Sender::new(pace),
            free: Arc::new(Mutex::new(Instant::now())),
        }
    }

    pub(crate) fn set(&self, pace: Pace) {
        self.pace.send_if_modified(|current| {
            *self.free.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
            std::mem::replace(current, pace) != pace
        });
    }

    pub(crate) fn is_full(&self) -> bool {
        *self.pace.borrow() == Pace::Full
    }

    /// Waits for the time that a message of this size takes.
    pub(crate) async fn wait(&self, bytes: usize) {
        let mut changes = self.pace.subscribe();
        loop {
            let cost = changes.borrow_and_update().cost(bytes);
            if cost.is_zero() {
                return;
            }
            let turn = self.turn(cost);
            tokio::select! {
                () = tokio::time::sleep_until(turn) => return,
                _ = changes.changed() => {}
            }
        }
    }

    fn turn(&self, cost: Duration) -> Instant {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        *free = (*free).max(Instant::now()) + cost;
        *free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn connections_share_one_pace() {
        let pacer = Pacer::new(Pace::Messages(10));
        let started = Instant::now();
        let one = async {
            for _ in 0..10 {
                pacer.wait(1).await;
            }
        };
        let other = async {
            for _ in 0..10 {
                pacer.wait(1).await;
            }
        };
        tokio::join!(one, other);
        assert_eq!(started.elapsed(), Duration::from_secs(2));
    }

    #[tokio::test(start_paused = true)]
    async fn a_new_pace_frees_those_who_wait() {
        let pacer = Pacer::new(Pace::Bytes(1));
        let started = Instant::now();
        let waiting = tokio::spawn({
            let pacer = pacer.clone();
            async move { pacer.wait(3_600).await }
        });
        tokio::time::sleep(Duration::from_secs(1)).await;
        pacer.set(Pace::Full);
        waiting.await.unwrap();
        assert_eq!(started.elapsed(), Duration::from_secs(1));
    }
}
