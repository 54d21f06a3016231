//! # Throttle
//!
//! Keeps a copy below a speed that a person has set, all connections together. Bytes are paid for after they have come,
//! so that a large message makes the next one wait and nothing is ever held back for good.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// After a time without a byte, so much of it may be made up for.
const CREDIT: Duration = Duration::from_millis(500);

/// The speed limit of a run.
#[derive(Debug)]
pub(crate) struct Throttle {
    /// Bytes a second; none for as fast as it goes.
    rate: Option<u64>,
    /// When everything that has come so far is paid for.
    paid: Mutex<Instant>,
}

impl Throttle {
    /// At most `rate` bytes a second; 0 is taken as 1.
    pub(crate) fn new(rate: Option<u64>) -> Self {
        Self {
            rate: rate.map(|rate| rate.max(1)),
            paid: Mutex::new(Instant::now()),
        }
    }

    /// Waits until what came before is paid for, and puts these bytes on the bill.
    pub(crate) async fn pay(&self, bytes: u64) {
        let Some(rate) = self.rate else {
            return;
        };
        let nanos = u128::from(bytes) * 1_000_000_000 / u128::from(rate);
        let price = Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX));
        let due = {
            let now = Instant::now();
            let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
            let due = (*paid).max(now.checked_sub(CREDIT).unwrap_or(now));
            *paid = due + price;
            due
        };
        tokio::time::sleep_until(due).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds that so many pieces take, paid for by two connections side by side.
    async fn seconds(rate: Option<u64>, pieces: u64, size: u64) -> f64 {
        let throttle = Throttle::new(rate);
        let begin = Instant::now();
        let lane = async {
            for _ in 0..pieces {
                throttle.pay(size).await;
            }
        };
        tokio::join!(lane, async {
            for _ in 0..pieces {
                throttle.pay(size).await;
            }
        });
        begin.elapsed().as_secs_f64()
    }

    #[tokio::test(start_paused = true)]
    async fn the_limit_holds_within_a_tenth() {
        for size in [700, 60_000, 1_000_000] {
            let pieces = 30_000_000 / size / 2;
            let took = seconds(Some(1_000_000), pieces, size).await;
            assert!((27.0..=33.0).contains(&took), "{size}: {took} s");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn without_a_limit_nobody_waits() {
        assert!(seconds(None, 1000, 1_000_000).await < 0.001);
    }
}
