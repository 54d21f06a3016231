//! # Dates for a calendar
//!
//! The open tasks of a plan as days of an iCalendar file (RFC 5545), for the calendar of whoever makes the move. Each task
//! keeps its identity, so that a file that is imported later replaces what an earlier one brought.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarParameter, ICalendarProperty,
    ICalendarTransparency, ICalendarValueType,
};
use time::{Date, OffsetDateTime};

use crate::error::Error;
use crate::plan::{Header, Schedule, fault};
use crate::task::Task;

/// Names the program that made the file (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Moving Day//Moving Day//EN";

/// The file's text: for each task with a title one day, its last one, in the order of the plan. `at` is the time of
/// writing; of two files the later one counts.
pub fn calendar(
    header: &Header,
    schedule: &Schedule,
    titles: &BTreeMap<Task, String>,
    at: OffsetDateTime,
) -> String {
    let mut root = ICalendarComponent::new(ICalendarComponentType::VCalendar);
    root.add_property(ICalendarProperty::Version, "2.0");
    root.add_property(ICalendarProperty::Prodid, PRODUCT);
    let mut components = vec![root];
    for (task, title) in titles {
        components.push(event(header, *task, schedule.window(*task).due, title, at));
    }
    let events = (1..).take(titles.len()).collect();
    if let Some(root) = components.first_mut() {
        root.component_ids = events;
    }
    ICalendar { components }.to_string()
}

/// Writes the file, whole or not at all. A file of this name is replaced.
///
/// # Errors
/// `LocalFileUnwritable` or `LocalDiskFull`, with `params.path`.
pub fn save_calendar(path: &Path, text: &str) -> Result<(), Error> {
    let mut half = path.as_os_str().to_owned();
    half.push(".half");
    let half = Path::new(&half);
    let written = write_through(half, text).and_then(|()| std::fs::rename(half, path));
    written.map_err(|error| {
        // Nothing is lost with it, and it may never have been made.
        let _ = std::fs::remove_file(half);
        fault::unwritable(error).with("path", path.display().to_string())
    })
}

fn write_through(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn event(
    header: &Header,
    task: Task,
    day: Date,
    title: &str,
    at: OffsetDateTime,
) -> ICalendarComponent {
    let mut event = ICalendarComponent::new(ICalendarComponentType::VEvent);
    event.add_uid(&format!("{}-{}@moving-day", header.id, task.as_str()));
    event.add_dtstamp(PartialDateTime::from_utc_timestamp(at.unix_timestamp()));
    // Programs keep what they have unless the number is a higher one.
    event.add_sequence((at - header.created).whole_minutes().max(0));
    event.add_property_with_params(
        ICalendarProperty::Dtstart,
        [ICalendarParameter::value(ICalendarValueType::Date)],
        whole_day(day),
    );
    event.add_property(ICalendarProperty::Summary, one_line(title));
    // A task does not keep anybody from a meeting.
    event.add_property(
        ICalendarProperty::Transp,
        ICalendarTransparency::Transparent,
    );
    event
}

fn whole_day(day: Date) -> PartialDateTime {
    PartialDateTime {
        year: u16::try_from(day.year()).ok(),
        month: Some(day.month().into()),
        day: Some(day.day()),
        ..PartialDateTime::default()
    }
}

/// Control characters have no place in a text (RFC 5545, 3.3.11).
fn one_line(title: &str) -> String {
    title
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use calcard::icalendar::ICalendarValue;
    use time::macros::{date, datetime, time};

    use super::*;
    use crate::clock::SystemClock;
    use crate::plan::{Kind, MovingDay, Plan};
    use crate::zone::Zone;

    const AT: OffsetDateTime = datetime!(2030-06-01 23:30 UTC);

    fn header() -> Header {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        plan.header().clone()
    }

    fn schedule(zone: &str) -> Schedule {
        let day = MovingDay {
            date: date!(2030 - 06 - 29),
            time: time!(23:59),
            zone: Zone::named(zone).unwrap(),
        };
        Schedule::new(day, AT)
    }

    fn titles(titles: &[(Task, &str)]) -> BTreeMap<Task, String> {
        let owned = titles
            .iter()
            .map(|(task, title)| (*task, (*title).to_owned()));
        owned.collect()
    }

    fn value(event: &ICalendarComponent, name: &ICalendarProperty) -> ICalendarValue {
        event.property(name).unwrap().values[0].clone()
    }

    #[test]
    fn every_task_is_read_back_with_its_title_and_its_day() {
        let odd = "Harbour, Tea; \\ “Dörte”: 日本\u{7}ok";
        let all: Vec<(Task, &str)> = Task::ALL.iter().map(|task| (*task, odd)).collect();
        let header = header();
        let schedule = schedule("America/Toronto");
        let text = calendar(&header, &schedule, &titles(&all), AT);
        let read = ICalendar::parse(&text).unwrap();
        assert_eq!(read.components[0].component_ids.len(), Task::ALL.len());
        for (task, event) in Task::ALL.iter().zip(&read.components[1..]) {
            assert_eq!(event.component_type, ICalendarComponentType::VEvent);
            let expected = ICalendarValue::Text("Harbour, Tea; \\ “Dörte”: 日本 ok".into());
            assert_eq!(value(event, &ICalendarProperty::Summary), expected);
            let day = schedule.window(*task).due;
            assert_eq!(
                value(event, &ICalendarProperty::Dtstart),
                whole_day(day).into()
            );
            assert!(event.component_ids.is_empty(), "there are no alarms");
        }
    }

    #[test]
    fn the_text_is_what_the_standard_asks_for() {
        let long = "Ein sehr langer Titel, in dem größere Wörter stehen; ".repeat(4);
        let chosen = titles(&[(Task::CopyMail, &long), (Task::SwitchDelivery, "Switch")]);
        let header = header();
        let text = calendar(&header, &schedule("America/Toronto"), &chosen, AT);
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("\r\nDTSTART;VALUE=DATE:20300629\r\n"));
        assert!(unfolded.contains("\r\nDTSTAMP:20300601T233000Z\r\n"));
        assert!(unfolded.contains("Titel\\, in dem größere Wörter stehen\\; "));
        assert!(unfolded.contains("\r\nTRANSP:TRANSPARENT\r\n"));
        let uid = format!("\r\nUID:{}-switchDelivery@moving-day\r\n", header.id);
        assert!(unfolded.contains(&uid));
    }

    #[test]
    fn a_later_file_replaces_an_earlier_one() {
        let chosen = titles(&[(Task::Finish, "Finish")]);
        let header = header();
        let schedule = schedule("America/Toronto");
        let read = |at| {
            let text = calendar(&header, &schedule, &chosen, at);
            let event = ICalendar::parse(&text).unwrap().components[1].clone();
            let ICalendarValue::Integer(sequence) = value(&event, &ICalendarProperty::Sequence)
            else {
                panic!("the sequence is a number")
            };
            (event.uid().unwrap().to_owned(), sequence)
        };
        let (first, second) = (read(AT), read(AT + time::Duration::HOUR));
        assert_eq!(first.0, second.0);
        assert!(first.1 < second.1);
    }

    #[test]
    fn a_day_is_that_day_wherever_the_company_is() {
        let chosen = titles(&[(Task::SwitchDelivery, "Switch")]);
        for zone in ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"] {
            let text = calendar(&header(), &schedule(zone), &chosen, AT);
            assert!(text.contains("DTSTART;VALUE=DATE:20300629"), "{zone}");
        }
    }

    #[test]
    fn a_file_is_replaced_whole_and_what_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.ics");
        save_calendar(&path, "before, and longer").unwrap();
        save_calendar(&path, "after").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "after");
        let away = folder.path().join("away").join("x.ics");
        let refused = save_calendar(&away, "text").unwrap_err();
        assert_eq!(refused.code, crate::error::Code::LocalFileUnwritable);
        let inside = folder.path().join("folder");
        std::fs::create_dir(&inside).unwrap();
        save_calendar(&inside, "text").unwrap_err();
        let left: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
