//! # The daily limit
//!
//! Some providers let only so many bytes be read from a mailbox in a day and lock it for hours after that. What is read
//! is counted in the plan file, so that a second run of the same day goes on from there. A day is a day in UTC: providers
//! do not say when theirs begins, and one that disagrees asks for patience in its own words.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::OptionalExtension as _;
use time::{Date, OffsetDateTime};

use crate::clock::Clock;
use crate::copy::on_disk;
use crate::error::{Code, Error, Retry, Scope};
use crate::plan::{PersonId, Plan};

/// Bytes that may be read and not be counted yet when the program ends without warning.
const UNWRITTEN: u64 = 4 << 20;

/// What one person's mailbox may still give today.
#[derive(Debug)]
pub(crate) struct Daily {
    person: PersonId,
    limit: Option<u64>,
    state: Mutex<State>,
}

#[derive(Debug, Clone, Copy)]
struct State {
    day: Date,
    bytes: u64,
    written: u64,
}

impl Daily {
    /// What was read before today's first message, out of the plan file.
    pub(crate) async fn open(
        plan: &Arc<Plan>,
        person: PersonId,
        limit: Option<u64>,
        now: OffsetDateTime,
    ) -> Result<Self, Error> {
        let day = now.date();
        let bytes = match limit {
            Some(_) => on_disk(plan, move |plan| read(plan, person, day)).await?,
            None => 0,
        };
        Ok(Self {
            person,
            limit,
            state: Mutex::new(State {
                day,
                bytes,
                written: bytes,
            }),
        })
    }

    /// Counts bytes that are read. Whoever comes after the limit was reached waits for the next day.
    ///
    /// # Errors
    /// [`Code::SourceDailyLimit`] with the time until then.
    pub(crate) async fn spend(
        &self,
        plan: &Arc<Plan>,
        clock: &dyn Clock,
        bytes: u64,
    ) -> Result<(), Error> {
        let Some(limit) = self.limit else {
            return Ok(());
        };
        let now = clock.now();
        let spent = self.lock().spend(now, bytes, limit);
        let due = self.lock().due(spent.is_err());
        if let Some((day, bytes)) = due {
            let person = self.person;
            on_disk(plan, move |plan| write(plan, person, day, bytes)).await?;
        }
        spent
    }

    /// Writes what has been counted.
    pub(crate) async fn write(&self, plan: &Arc<Plan>) -> Result<(), Error> {
        let due = self.lock().due(true);
        if let Some((day, bytes)) = due {
            let person = self.person;
            on_disk(plan, move |plan| write(plan, person, day, bytes)).await?;
        }
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn spend(&mut self, now: OffsetDateTime, bytes: u64, limit: u64) -> Result<(), Error> {
        // A clock that was set back must not open the day again.
        if now.date() > self.day {
            (self.day, self.bytes, self.written) = (now.date(), 0, 0);
        }
        if self.bytes >= limit {
            let error = Error::new(Code::SourceDailyLimit, Scope::Account, Retry::Later);
            return Err(error.after(until_next_day(now, self.day)));
        }
        self.bytes = self.bytes.saturating_add(bytes);
        Ok(())
    }

    /// What has to be written now.
    fn due(&mut self, at_once: bool) -> Option<(Date, u64)> {
        let unwritten = self.bytes.saturating_sub(self.written);
        let due = unwritten >= UNWRITTEN || (at_once && unwritten > 0);
        due.then(|| {
            self.written = self.bytes;
            (self.day, self.bytes)
        })
    }
}

fn until_next_day(now: OffsetDateTime, day: Date) -> Duration {
    let next = day.next_day().unwrap_or(day).midnight().assume_utc();
    Duration::try_from(next - now).unwrap_or_default()
}

fn read(plan: &Plan, person: PersonId, day: Date) -> Result<u64, Error> {
    plan.with(|db| {
        let bytes: Option<i64> = db
            .query_row(
                "SELECT bytes FROM daily_bytes WHERE person = ?1 AND day = ?2",
                (person.number(), day.to_string()),
                |row| row.get(0),
            )
            .optional()?;
        Ok(bytes.map_or(0, |bytes| u64::try_from(bytes).unwrap_or_default()))
    })
}

fn write(plan: &Plan, person: PersonId, day: Date, bytes: u64) -> Result<(), Error> {
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    plan.with_soon(|db| {
        db.execute(
            "INSERT INTO daily_bytes(person, day, bytes) VALUES (?1, ?2, ?3)
             ON CONFLICT(person) DO UPDATE SET day = excluded.day, bytes = excluded.bytes",
            (person.number(), day.to_string(), bytes),
        )
        .map(drop)
    })
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    fn state(bytes: u64) -> State {
        State {
            day: date!(2026 - 11 - 28),
            bytes,
            written: bytes,
        }
    }

    #[test]
    fn the_message_that_reaches_the_limit_is_the_last_of_the_day() {
        let mut state = state(90);
        let evening = datetime!(2026-11-28 22:30 UTC);
        assert!(state.spend(evening, 50, 100).is_ok());
        let error = state.spend(evening, 1, 100).unwrap_err();
        assert_eq!(error.code, Code::SourceDailyLimit);
        assert_eq!(error.wait, Some(Duration::from_secs(90 * 60)));
        assert!(state.spend(datetime!(2026-11-29 0:00 UTC), 1, 100).is_ok());
        assert_eq!(state.bytes, 1);
    }

    #[test]
    fn a_clock_that_is_set_back_opens_no_second_day() {
        let mut state = state(100);
        let before = datetime!(2026-11-27 23:00 UTC);
        let error = state.spend(before, 1, 100).unwrap_err();
        assert_eq!(error.wait, Some(Duration::from_secs(25 * 3600)));
    }

    #[test]
    fn little_is_written_and_what_matters_at_once() {
        let mut state = state(0);
        state.bytes = UNWRITTEN - 1;
        assert_eq!(state.due(false), None);
        assert_eq!(state.due(true), Some((state.day, UNWRITTEN - 1)));
        assert_eq!(state.due(true), None);
    }
}
