//! # The page
//!
//! One page to read and to print, in one file: no script, nothing from elsewhere, and every text from the plan escaped.

use std::sync::Arc;

use fluent_bundle::FluentValue;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, Value};
use minijinja::{Environment, context};
use serde::Serialize;
use time::OffsetDateTime;

use crate::documents::{Language, Words, values};
use crate::error::Error;
use crate::report::{Item, Person, Report, Run, Standing, unexpected};
use crate::zone::Zone;

const TEMPLATE: &str = include_str!("../../documents/report.html");
/// So many runs are listed, the latest of them; a catch-up looks every half hour.
const RUNS: usize = 30;

/// The words of the report.
pub(super) fn words(language: Language) -> Result<Words, Error> {
    let text = match language {
        Language::English => include_str!("../../documents/en/report.ftl"),
    };
    Words::read(language, text)
}

/// The page as text.
pub(super) fn written(report: &Report, language: Language) -> Result<String, Error> {
    let words = Arc::new(words(language)?);
    let page = Page::of(report, &words)?;
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    environment.set_syntax(syntax.map_err(|error| unexpected().because(error))?);
    // The ending of the name makes it escape what it puts in.
    environment
        .add_template("report.html", TEMPLATE)
        .map_err(|error| unexpected().because(error))?;
    environment.add_function("say", {
        let words = Arc::clone(&words);
        move |key: String, given: Kwargs| say(&words, &key, &given)
    });
    environment.add_function("number", move |number: u64| words.number(number));
    let shown = environment
        .get_template("report.html")
        .and_then(|template| {
            template.render(context! {
                lang => language.tag(),
                dir => language.direction(),
                report => Serde(report),
                page => Serde(page),
            })
        });
    shown.map_err(|error| unexpected().because(error))
}

fn say(words: &Words, key: &str, given: &Kwargs) -> Result<String, minijinja::Error> {
    let fault = || minijinja::Error::new(minijinja::ErrorKind::InvalidOperation, key.to_owned());
    let mut shown = Vec::new();
    for name in given.args() {
        let value: Value = given.get(name)?;
        let number = u64::try_from(value.clone()).ok();
        shown.push((name, number, value.to_string()));
    }
    let args = values(shown.iter().map(|(name, number, text)| {
        let value = match number {
            Some(number) => FluentValue::from(*number),
            None => FluentValue::from(text.as_str()),
        };
        (*name, value)
    }));
    words.say_with(key, &args).map_err(|_| fault())
}

/// What the template shows beside the report: everything that has to be put into words first.
#[derive(Serialize)]
struct Page {
    title: String,
    made: String,
    facts: Vec<(String, String)>,
    people: Vec<PersonRow>,
    left_out: Vec<Group>,
    different: Vec<Group>,
    skipped: Vec<[String; 3]>,
    runs: Vec<[String; 4]>,
    earlier_runs: u64,
}

#[derive(Serialize)]
struct PersonRow {
    result: String,
    compared: Option<String>,
    /// Whether somebody has to look at it.
    open: bool,
}

/// The messages of one person.
#[derive(Serialize)]
struct Group {
    address: String,
    name: Option<String>,
    items: Vec<ItemRow>,
}

#[derive(Serialize)]
struct ItemRow {
    folder: String,
    date: Option<String>,
    sender: Option<String>,
    subject: Option<String>,
    whole_folder: bool,
    size: String,
    reason: String,
    saved: Option<String>,
    server_text: Option<String>,
}

impl Page {
    fn of(report: &Report, words: &Words) -> Result<Self, Error> {
        let moment = |at| moment(words, report, at);
        let skipped = report.skipped.iter().map(|one| {
            let mut why = words.say(&format!("skip-{}", one.reason))?;
            if let Some(note) = &one.note {
                why = format!("{why}: {note}");
            }
            Ok([
                words.say(&format!("task-{}", one.task))?,
                why,
                moment(one.at)?,
            ])
        });
        let listed = report.runs.len().saturating_sub(RUNS);
        let runs = report.runs.iter().skip(listed);
        Ok(Self {
            title: words.say_with(
                "report-title",
                &values([("domain", FluentValue::from(report.domain.as_str()))]),
            )?,
            made: moment(report.made)?,
            facts: facts(words, report)?,
            people: report
                .people
                .iter()
                .map(|one| {
                    Ok(PersonRow {
                        result: standing(words, one)?,
                        compared: compared(words, report, one)?,
                        open: matches!(
                            one.standing,
                            Standing::Failed | Standing::CopiedInPart | Standing::Incomplete
                        ),
                    })
                })
                .collect::<Result<_, Error>>()?,
            left_out: groups(words, report, &report.left_out)?,
            different: groups(words, report, &report.different)?,
            skipped: skipped.collect::<Result<_, Error>>()?,
            runs: runs
                .map(|one| run(words, report, one))
                .collect::<Result<_, _>>()?,
            earlier_runs: listed as u64,
        })
    }
}

fn facts(words: &Words, report: &Report) -> Result<Vec<(String, String)>, Error> {
    let unknown = words.say("facts-unknown")?;
    let host = |host: &Option<String>| host.clone().unwrap_or_else(|| unknown.clone());
    let of = |kind: &'static str| report.runs.iter().filter(move |run| run.kind == kind);
    let ended = |run: Option<&Run>| match run {
        Some(run) => end(words, report, run),
        None => words.say("facts-never"),
    };
    let first = match of("copy").next() {
        Some(run) => moment(words, report, run.began)?,
        None => words.say("facts-never")?,
    };
    [
        ("facts-source", host(&report.source)),
        ("facts-destination", host(&report.destination)),
        ("facts-people", words.number(report.totals.people)),
        ("facts-first-copy", first),
        ("facts-last-copy", ended(of("copy").next_back())?),
        ("facts-last-check", ended(of("check").next_back())?),
    ]
    .into_iter()
    .map(|(key, value)| Ok((words.say(key)?, value)))
    .collect()
}

fn run(words: &Words, report: &Report, run: &Run) -> Result<[String; 4], Error> {
    Ok([
        words.say(&format!("run-{}", run.kind))?,
        moment(words, report, run.began)?,
        end(words, report, run)?,
        words.number(run.people),
    ])
}

fn end(words: &Words, report: &Report, run: &Run) -> Result<String, Error> {
    let Some(ended) = run.ended else {
        return words.say("facts-open");
    };
    let ended = moment(words, report, ended)?;
    match run.stopped {
        true => words.say_with(
            "run-stopped",
            &values([("moment", FluentValue::from(ended))]),
        ),
        false => Ok(ended),
    }
}

/// Items of one person after the other, as they come.
fn groups(words: &Words, report: &Report, items: &[Item]) -> Result<Vec<Group>, Error> {
    let mut groups: Vec<Group> = Vec::new();
    for item in items {
        let row = row(words, report, item)?;
        match groups.last_mut() {
            Some(group) if group.address == item.address => group.items.push(row),
            _ => groups.push(Group {
                address: item.address.clone(),
                name: name_of(report, &item.address),
                items: vec![row],
            }),
        }
    }
    Ok(groups)
}

fn name_of(report: &Report, address: &str) -> Option<String> {
    let mut people = report.people.iter();
    people.find(|one| one.address == address)?.name.clone()
}

fn row(words: &Words, report: &Report, item: &Item) -> Result<ItemRow, Error> {
    Ok(ItemRow {
        folder: tame(&item.folder.join(" / ")),
        date: item
            .date
            .map(|date| moment(words, report, date))
            .transpose()?,
        sender: item.sender.as_deref().map(tame),
        subject: item
            .subject
            .as_deref()
            .map(tame)
            .filter(|subject| !subject.trim().is_empty()),
        whole_folder: item.uid.is_none(),
        size: match item.uid {
            Some(_) => size(words, item.size)?,
            None => String::new(),
        },
        reason: reason(words, item.reason)?,
        saved: item.saved.clone(),
        server_text: item.server_text.as_deref().map(tame),
    })
}

/// How far a person is, in words.
pub(super) fn standing(words: &Words, one: &Person) -> Result<String, Error> {
    let key = format!("standing-{}", one.standing.as_str());
    let why = one.reason.map(|code| reason(words, code)).transpose()?;
    let given = [("reason", FluentValue::from(why.unwrap_or_default()))];
    words.say_with(&key, &values(given))
}

/// When both sides of a person were compared, in words.
fn compared(words: &Words, report: &Report, one: &Person) -> Result<Option<String>, Error> {
    let Some(at) = one.checked_at else {
        return Ok(None);
    };
    let on = day(words, report, at)?;
    let said = words.say_with(
        "standing-compared",
        &values([("day", FluentValue::from(on))]),
    );
    said.map(Some)
}

/// Why something is not there, in words. A cause that has none of its own is told by whose side it is.
pub(super) fn reason(words: &Words, name: &str) -> Result<String, Error> {
    let own = format!("reason-{name}");
    let key = match name {
        _ if words.has(&own) => own.as_str(),
        _ if name.starts_with("Source") => "reason-source",
        _ if name.starts_with("Destination") => "reason-destination",
        _ => "reason-other",
    };
    words.say(key)
}

/// A text from a stranger without what steers a reader.
fn tame(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

fn size(words: &Words, bytes: u64) -> Result<String, Error> {
    let (key, unit) = match bytes {
        0..1_000 => ("size-bytes", 1),
        1_000..1_000_000 => ("size-kb", 1_000),
        1_000_000..1_000_000_000 => ("size-mb", 1_000_000),
        _ => ("size-gb", 1_000_000_000),
    };
    // One digit behind the point where it says something.
    let tenths = bytes / (unit / 10).max(1);
    let value = match unit > 1_000 && tenths < 1_000 {
        true => format!("{}.{}", tenths / 10, tenths % 10),
        false => words.number(bytes / unit),
    };
    words.say_with(key, &values([("value", FluentValue::from(value))]))
}

fn moment(words: &Words, report: &Report, at: OffsetDateTime) -> Result<String, Error> {
    let shown = zone(report).local(at);
    let time = format!("{:02}:{:02}", shown.hour(), shown.minute());
    dated(words, "moment", shown.date(), Some(time))
}

fn day(words: &Words, report: &Report, at: OffsetDateTime) -> Result<String, Error> {
    dated(words, "day", zone(report).day(at), None)
}

fn dated(
    words: &Words,
    key: &str,
    date: time::Date,
    time: Option<String>,
) -> Result<String, Error> {
    let month = words.say(&format!("month-{}", u8::from(date.month())))?;
    let given = [
        ("day", FluentValue::from(date.day().to_string())),
        ("month", FluentValue::from(month)),
        ("year", FluentValue::from(date.year().to_string())),
        ("time", FluentValue::from(time.unwrap_or_default())),
    ];
    words.say_with(key, &values(given))
}

fn zone(report: &Report) -> Zone {
    Zone::named(&report.zone).unwrap_or(Zone::UTC)
}
