//! # Moving day
//!
//! The day that was chosen, as it lies in the file.

use rusqlite::{OptionalExtension as _, params};
use time::macros::format_description;
use time::{Date, Time};

use crate::error::{Code, Error};
use crate::plan::schedule::MovingDay;
use crate::plan::{Plan, Schedule};
use crate::zone::Zone;

impl Plan {
    /// The moving day, once it is chosen.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn moving_day(&self) -> Result<Option<MovingDay>, Error> {
        type Row = (String, String, String);
        self.transact(|db| {
            let row: Option<Row> = db
                .query_row("SELECT day, time, zone FROM moving_day", [], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
                .optional()?;
            row.map(|(day, time, zone)| {
                read(&day, &time, &zone).ok_or_else(|| Error::job(Code::PlanDamaged))
            })
            .transpose()
        })
    }

    /// Writes the moving day.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn set_moving_day(&self, day: &MovingDay) -> Result<(), Error> {
        let (date, time) = written(day)?;
        self.transact(|db| {
            db.execute(
                "INSERT INTO moving_day(row, day, time, zone) VALUES (1, ?1, ?2, ?3)
                 ON CONFLICT(row) DO UPDATE SET day = excluded.day, time = excluded.time, zone = excluded.zone",
                params![date, time, day.zone.name()],
            )?;
            Ok(())
        })
    }

    /// The dates of the plan, once the moving day is chosen.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn schedule(&self) -> Result<Option<Schedule>, Error> {
        let day = self.moving_day()?;
        Ok(day.map(|day| Schedule::new(day, self.header().created)))
    }
}

/// Reads a day as it is written in the file and on the wire: `2026-06-13`, `18:00`, `America/Toronto`.
pub fn read(day: &str, time: &str, zone: &str) -> Option<MovingDay> {
    let date = Date::parse(day, format_description!("[year]-[month]-[day]")).ok()?;
    let time = Time::parse(time, format_description!("[hour]:[minute]")).ok()?;
    let zone = Zone::named(zone)?;
    // Beyond these years dates of the plan would run out of the calendar, and nobody plans so far.
    (1970..=9000)
        .contains(&date.year())
        .then_some(MovingDay { date, time, zone })
}

fn written(day: &MovingDay) -> Result<(String, String), Error> {
    let unwritable = |error| Error::job(Code::Unexpected).because(error);
    let time = day
        .time
        .format(format_description!("[hour]:[minute]"))
        .map_err(unwritable)?;
    Ok((day.date.to_string(), time))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, time};

    use super::*;
    use crate::clock::SystemClock;
    use crate::plan::Kind;

    #[test]
    fn the_day_is_read_back_and_can_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        assert_eq!(plan.moving_day().unwrap(), None);
        assert_eq!(plan.schedule().unwrap(), None);
        let mut day = MovingDay {
            date: date!(2026 - 06 - 03),
            time: time!(07:05),
            zone: Zone::named("Europe/Vienna").unwrap(),
        };
        plan.set_moving_day(&day).unwrap();
        assert_eq!(plan.moving_day().unwrap(), Some(day));
        day.time = time!(18:00);
        plan.set_moving_day(&day).unwrap();
        assert_eq!(plan.moving_day().unwrap(), Some(day));
    }

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        assert!(read("2026-02-28", "18:00", "UTC").is_some());
        for (day, time, zone) in [
            ("2026-02-30", "18:00", "UTC"),
            ("2026-02-28", "24:00", "UTC"),
            ("2026-02-28", "18:00", "Europe/Springfield"),
            ("9999-12-31", "18:00", "UTC"),
            ("", "", ""),
        ] {
            assert_eq!(read(day, time, zone), None, "{day} {time} {zone}");
        }
    }
}
