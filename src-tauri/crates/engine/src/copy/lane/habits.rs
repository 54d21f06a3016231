//! # Habits of a destination
//!
//! What the server has shown in this run, by what it says of messages that it was given. All lanes learn from one another.

use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};

use time::{OffsetDateTime, UtcOffset};

/// No zone has been learned.
const UNLEARNED: i32 = i32::MAX;
/// So many messages in a row that were read back and are unchanged are proof enough.
const PROOF: u32 = 500;
/// Of a sample, one in so many is read.
const SAMPLE: u32 = 20;

/// The habits of the server to which everybody of a run is moved.
#[derive(Debug)]
pub(crate) struct Habits {
    /// Whether nothing was read back yet.
    untried: AtomicBool,
    /// Seconds east of Greenwich: the zone in which the server is told dates.
    zone: AtomicI32,
    /// Messages that kept their bytes since the last one that did not.
    unchanged: AtomicU32,
    /// Messages of another size about which was decided whether they are read.
    asked: AtomicU32,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            untried: AtomicBool::new(true),
            zone: AtomicI32::new(UNLEARNED),
            unchanged: AtomicU32::new(0),
            asked: AtomicU32::new(0),
        }
    }
}

impl Habits {
    /// Whether the server has not shown yet what it makes of messages.
    pub(crate) fn is_untried(&self) -> bool {
        self.untried.load(Ordering::Relaxed)
    }

    /// The server has shown it.
    pub(crate) fn tried(&self) {
        self.untried.store(false, Ordering::Relaxed);
    }

    /// A date in the form in which the server keeps it: with the zone of the source until that has proven wrong.
    pub(crate) fn dated(&self, date: OffsetDateTime) -> OffsetDateTime {
        match UtcOffset::from_whole_seconds(self.zone.load(Ordering::Relaxed)) {
            Ok(zone) => date.checked_to_offset(zone).unwrap_or(date),
            Err(_) => date,
        }
    }

    /// The server has made another moment of a date. One that does not read zones takes every date for one of its own,
    /// which is the zone that it answers with.
    pub(crate) fn misread(&self, answered: UtcOffset) {
        self.zone.store(answered.whole_seconds(), Ordering::Relaxed);
    }

    /// Whether a message is to be read back of which the server tells another size: all of them until it has proven that
    /// its sizes are not exact and its messages whole, then some.
    pub(crate) fn wants_reading(&self) -> bool {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        self.unchanged.load(Ordering::Relaxed) < PROOF || asked.is_multiple_of(SAMPLE)
    }

    /// A message was read back.
    pub(crate) fn read(&self, is_same: bool) {
        if is_same {
            self.unchanged.fetch_add(1, Ordering::Relaxed);
        } else {
            self.unchanged.store(0, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::{datetime, offset};

    use super::*;

    #[test]
    fn dates_keep_their_zone_until_it_was_misread() {
        let habits = Habits::default();
        let date = datetime!(2020-01-01 00:30:00 +2);
        assert_eq!(habits.dated(date).offset(), offset!(+2));
        habits.misread(offset!(UTC));
        let dated = habits.dated(date);
        assert_eq!((dated, dated.offset()), (date, offset!(UTC)));
    }

    #[test]
    fn a_server_that_keeps_everything_is_read_less_and_one_that_does_not_is_read_again() {
        let habits = Habits::default();
        let read = |count: u32| (0..count).filter(|_| habits.wants_reading()).count();
        assert_eq!(read(100), 100);
        (0..PROOF).for_each(|_| habits.read(true));
        assert_eq!(read(200), 10);
        habits.read(false);
        assert_eq!(read(100), 100);
    }
}
