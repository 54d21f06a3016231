//! # Dates
//!
//! INTERNALDATE as it travels (RFC 3501, `date-time`), to the second and with its zone. Pure, both ways.

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

const MONTHS: [(&str, Month); 12] = [
    ("Jan", Month::January),
    ("Feb", Month::February),
    ("Mar", Month::March),
    ("Apr", Month::April),
    ("May", Month::May),
    ("Jun", Month::June),
    ("Jul", Month::July),
    ("Aug", Month::August),
    ("Sep", Month::September),
    ("Oct", Month::October),
    ("Nov", Month::November),
    ("Dec", Month::December),
];

/// Reads `dd-Mon-yyyy hh:mm:ss +zzzz`. A blank or nothing may stand for a leading zero, and a missing zone is UTC.
pub(super) fn parse(text: &str) -> Option<OffsetDateTime> {
    let mut words = text.split_ascii_whitespace();
    let (date, time) = (words.next()?, words.next()?);
    let zone = words.next().map_or(Some(UtcOffset::UTC), zone)?;
    let mut date = date.splitn(3, '-');
    let (day, month, year) = (date.next()?, date.next()?, date.next()?);
    let (_, month) = MONTHS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(month))?;
    let date = Date::from_calendar_date(year.parse().ok()?, *month, day.parse().ok()?).ok()?;
    let mut time = time.splitn(3, ':').map(str::parse::<u8>);
    let (hour, minute, second) = (time.next()?.ok()?, time.next()?.ok()?, time.next()?.ok()?);
    // A leap second has no place in the calendar that is used here.
    let time = Time::from_hms(hour, minute, second.min(59)).ok()?;
    Some(date.with_time(time).assume_offset(zone))
}

fn zone(text: &str) -> Option<UtcOffset> {
    let number: i16 = text.parse().ok()?;
    let (hours, minutes) = (
        i8::try_from(number / 100).ok()?,
        i8::try_from(number % 100).ok()?,
    );
    (text.starts_with(['+', '-']) && text.len() == 5)
        .then(|| UtcOffset::from_hms(hours, minutes, 0).ok())
        .flatten()
}

/// Writes a date as APPEND takes it, without quotes. Years that do not have four digits become the nearest that do.
pub(super) fn format(date: OffsetDateTime) -> String {
    let month = MONTHS
        .iter()
        .find(|(_, month)| *month == date.month())
        .map_or("Jan", |(name, _)| *name);
    let minutes = date.offset().whole_minutes();
    format!(
        "{:>2}-{month}-{:04} {:02}:{:02}:{:02} {}{:02}{:02}",
        date.day(),
        date.year().clamp(0, 9999),
        date.hour(),
        date.minute(),
        date.second(),
        if minutes < 0 { '-' } else { '+' },
        minutes.abs() / 60,
        minutes.abs() % 60,
    )
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn dates_travel_both_ways() {
        for (text, date) in [
            (
                "17-Jul-1996 02:44:25 -0700",
                datetime!(1996-07-17 02:44:25 -7),
            ),
            (
                " 1-Jan-2020 00:00:00 +0000",
                datetime!(2020-01-01 00:00:00 UTC),
            ),
            (
                "31-Dec-1999 23:59:59 +0530",
                datetime!(1999-12-31 23:59:59 +5:30),
            ),
            (
                "29-Feb-2024 12:00:00 -0030",
                datetime!(2024-02-29 12:00:00 -0:30),
            ),
            (
                " 1-Jan-0000 00:00:00 +1400",
                datetime!(0000-01-01 00:00:00 +14),
            ),
        ] {
            assert_eq!(parse(text), Some(date));
            assert_eq!(format(date), text);
            assert_eq!(parse(text).unwrap().offset(), date.offset());
        }
    }

    #[test]
    fn what_servers_write_loosely_is_read() {
        assert_eq!(
            parse("01-jan-2020 00:00:60 +0000"),
            Some(datetime!(2020-01-01 00:00:59 UTC))
        );
        assert_eq!(
            parse("1-Jan-2020 10:00:00"),
            Some(datetime!(2020-01-01 10:00:00 UTC))
        );
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "NIL",
            "30-Feb-2020 00:00:00 +0000",
            "01-Foo-2020 00:00:00 +0000",
            "01-Jan-2020 24:00:00 +0000",
            "01-Jan-2020 00:00 +0000",
            "01-Jan-2020 00:00:00 +9900",
            "01-Jan-2020 00:00:00 CEST",
            "01-Jan-2020",
            "00-Jan-0000 00:00:00 +0000",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
