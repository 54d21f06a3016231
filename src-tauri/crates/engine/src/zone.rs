//! # Time zone
//!
//! The zone of the company, by its name in the IANA database. Days of the plan are days there, whatever the clock of the
//! computer says, and no day of it is lost or doubled when clocks change.

use std::fmt;

use chrono::{LocalResult, TimeZone as _};
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

/// A zone that exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

impl Zone {
    /// Universal time, for a plan whose zone is not known.
    pub const UTC: Self = Self(chrono_tz::UTC);

    /// The zone of that name, such as `America/Toronto`; none when there is no such zone.
    pub fn named(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What the clock on the wall shows at that moment.
    pub fn local(self, at: OffsetDateTime) -> PrimitiveDateTime {
        let utc = chrono::DateTime::from_timestamp(at.unix_timestamp(), 0).unwrap_or_default();
        let shown = self.0.from_utc_datetime(&utc.naive_utc()).naive_local();
        primitive(shown).unwrap_or(PrimitiveDateTime::new(at.date(), at.time()))
    }

    /// The day it is there at that moment.
    pub fn day(self, at: OffsetDateTime) -> Date {
        self.local(at).date()
    }

    /// The moment at which the clock on the wall shows this. Of two such moments (clocks go back) it is the earlier; when
    /// there is none (clocks go forward) it is the first one after the gap.
    pub fn moment(self, date: Date, time: Time) -> OffsetDateTime {
        let shown = PrimitiveDateTime::new(date, time);
        let Some(naive) = naive(shown) else {
            return shown.assume_utc();
        };
        // No gap of any zone is longer than a day; most are an hour.
        (0..=24 * 4)
            .find_map(|quarter| {
                let later = naive + chrono::TimeDelta::minutes(15 * quarter);
                match self.0.from_local_datetime(&later) {
                    LocalResult::Single(moment) | LocalResult::Ambiguous(moment, _) => Some(moment),
                    LocalResult::None => None,
                }
            })
            .and_then(|moment| OffsetDateTime::from_unix_timestamp(moment.timestamp()).ok())
            .unwrap_or_else(|| shown.assume_utc())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn naive(shown: PrimitiveDateTime) -> Option<chrono::NaiveDateTime> {
    chrono::NaiveDate::from_yo_opt(shown.year(), u32::from(shown.ordinal()))?.and_hms_opt(
        u32::from(shown.hour()),
        u32::from(shown.minute()),
        u32::from(shown.second()),
    )
}

fn primitive(shown: chrono::NaiveDateTime) -> Option<PrimitiveDateTime> {
    use chrono::{Datelike as _, Timelike as _};
    let part = |number: u32| u8::try_from(number).ok();
    let date = Date::from_ordinal_date(shown.year(), u16::try_from(shown.ordinal()).ok()?).ok()?;
    let time = Time::from_hms(
        part(shown.hour())?,
        part(shown.minute())?,
        part(shown.second())?,
    )
    .ok()?;
    Some(PrimitiveDateTime::new(date, time))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime, time};

    use super::*;

    #[test]
    fn a_moment_and_the_clock_on_the_wall_belong_together() {
        let toronto = Zone::named("America/Toronto").unwrap();
        let moment = toronto.moment(date!(2026 - 06 - 13), time!(18:00));
        assert_eq!(moment, datetime!(2026-06-13 22:00 UTC));
        assert_eq!(toronto.local(moment), datetime!(2026-06-13 18:00));
        assert_eq!(
            toronto.day(datetime!(2026-06-14 03:59 UTC)),
            date!(2026 - 06 - 13)
        );
    }

    #[test]
    fn clocks_that_go_forward_skip_no_day_and_clocks_that_go_back_double_none() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        assert_eq!(
            berlin.moment(date!(2026 - 03 - 29), time!(02:30)),
            datetime!(2026-03-29 01:00 UTC)
        );
        assert_eq!(
            berlin.moment(date!(2026 - 10 - 25), time!(02:30)),
            datetime!(2026-10-25 00:30 UTC)
        );
        // Midnight itself does not exist on this day.
        let beirut = Zone::named("Asia/Beirut").unwrap();
        let start = beirut.moment(date!(2026 - 03 - 29), time!(00:00));
        assert_eq!(beirut.day(start), date!(2026 - 03 - 29));
        // A whole day that does not exist.
        let apia = Zone::named("Pacific/Apia").unwrap();
        let start = apia.moment(date!(2011 - 12 - 30), time!(12:00));
        assert_eq!(apia.day(start), date!(2011 - 12 - 31));
    }

    #[test]
    fn only_zones_that_exist_have_a_name() {
        assert_eq!(Zone::named("Mars/Olympus"), None);
        assert_eq!(Zone::named(""), None);
        assert_eq!(
            Zone::named("Europe/Vienna").unwrap().name(),
            "Europe/Vienna"
        );
    }
}
