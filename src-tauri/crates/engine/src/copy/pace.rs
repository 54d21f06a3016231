//! # Pace
//!
//! How fast the copy goes and how long it will take, from samples of time and bytes. Nothing is promised before a
//! minute and two hundredths of the work are behind, because an estimate that jumps is worse than none.

use std::collections::VecDeque;
use std::time::Duration;

/// The span over which the pace is measured: long enough to smooth one large message.
const SPAN: Duration = Duration::from_secs(30);
/// Samples closer together than this say nothing new.
const SPACING: Duration = Duration::from_millis(500);
/// No estimate before this much time has passed.
const FIRST_ESTIMATE: Duration = Duration::from_secs(60);
/// After this long without a byte there is a stall, and no pace.
const STALL: Duration = Duration::from_secs(15);

/// Samples of the last half minute.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    samples: VecDeque<(Duration, u64)>,
    moved: Option<Duration>,
    last: u64,
    noted: Option<Duration>,
    moving: Duration,
}

impl Pace {
    /// Notes how many bytes are done at `now`. Neither value goes back.
    pub(crate) fn note(&mut self, now: Duration, bytes: u64) {
        if bytes > self.last || self.moved.is_none() {
            self.moved = Some(now);
            self.last = bytes;
        }
        let still = self
            .moved
            .is_some_and(|moved| now.saturating_sub(moved) < STALL);
        if let Some(noted) = self.noted.replace(now).filter(|_| still) {
            self.moving += now.saturating_sub(noted);
        }
        let spaced = self
            .samples
            .back()
            .is_none_or(|(time, _)| now.saturating_sub(*time) >= SPACING);
        if spaced {
            self.samples.push_back((now, bytes));
        }
        while self.samples.len() > 2
            && self
                .samples
                .front()
                .is_some_and(|(time, _)| now.saturating_sub(*time) > SPAN)
        {
            self.samples.pop_front();
        }
    }

    /// Forgets the past, after a pause.
    pub(crate) fn restart(&mut self) {
        self.samples.clear();
        self.moved = None;
        self.noted = None;
    }

    /// How long bytes have moved so far, without pauses and stalls.
    pub(crate) fn moving(&self) -> Duration {
        self.moving
    }

    /// Bytes a second over the last half minute; none while nothing moves.
    pub(crate) fn bytes_per_second(&self, now: Duration) -> Option<u64> {
        let moved = self.moved?;
        if now.saturating_sub(moved) >= STALL {
            return None;
        }
        let (first_time, first_bytes) = *self.samples.front()?;
        let (last_time, last_bytes) = *self.samples.back()?;
        let millis = u64::try_from(last_time.saturating_sub(first_time).as_millis()).ok()?;
        (millis >= 1000)
            .then(|| last_bytes.saturating_sub(first_bytes).saturating_mul(1000) / millis)
    }

    /// Seconds until `total` bytes are done, if that can be trusted: not in the first minute of `running`, not before
    /// two hundredths, not in a stall.
    pub(crate) fn seconds_left(&self, now: Duration, running: Duration, total: u64) -> Option<u64> {
        let rate = self.bytes_per_second(now).filter(|rate| *rate > 0)?;
        let enough = running >= FIRST_ESTIMATE && self.last.saturating_mul(50) >= total;
        enough.then(|| total.saturating_sub(self.last) / rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steady(seconds: u64, rate: u64) -> Pace {
        let mut pace = Pace::default();
        for second in 0..=seconds {
            pace.note(Duration::from_secs(second), second * rate);
        }
        pace
    }

    #[test]
    fn a_steady_copy_has_a_steady_pace() {
        assert_eq!(
            steady(90, 1000).bytes_per_second(Duration::from_secs(90)),
            Some(1000)
        );
    }

    #[test]
    fn no_estimate_in_the_first_minute() {
        let at = Duration::from_secs(59);
        assert_eq!(steady(59, 1000).seconds_left(at, at, 100_000), None);
        let at = Duration::from_secs(60);
        assert_eq!(steady(60, 1000).seconds_left(at, at, 100_000), Some(40));
    }

    #[test]
    fn no_estimate_before_two_hundredths() {
        let at = Duration::from_secs(90);
        assert_eq!(steady(90, 1000).seconds_left(at, at, 90_000 * 51), None);
    }

    #[test]
    fn a_stall_has_no_pace() {
        let pace = steady(90, 1000);
        assert_eq!(pace.bytes_per_second(Duration::from_secs(104)), Some(1000));
        assert_eq!(pace.bytes_per_second(Duration::from_secs(105)), None);
    }

    #[test]
    fn pauses_and_stalls_are_no_time_of_moving() {
        let mut pace = steady(90, 1000);
        assert_eq!(pace.moving(), Duration::from_secs(90));
        for second in 91..4000 {
            pace.note(Duration::from_secs(second), 90_000);
        }
        let stalled = pace.moving();
        assert!(stalled <= Duration::from_secs(90) + STALL, "{stalled:?}");
        pace.restart();
        pace.note(Duration::from_secs(9000), 91_000);
        assert_eq!(pace.moving(), stalled);
        pace.note(Duration::from_secs(9001), 92_000);
        assert_eq!(pace.moving(), stalled + Duration::from_secs(1));
    }

    #[test]
    fn after_a_pause_the_pace_is_measured_anew() {
        let mut pace = steady(90, 1000);
        pace.restart();
        assert_eq!(pace.bytes_per_second(Duration::from_secs(200)), None);
    }
}
