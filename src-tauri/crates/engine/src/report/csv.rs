//! # For spreadsheets
//!
//! One row for each person, those whose mail does not move at the end of them, then one for each message that was left out or arrived with a difference. The file begins with
//! the mark that lets Excel read it as UTF-8 (BOM), every cell is quoted, and lines end with CRLF (RFC 4180). A cell from a
//! stranger that a spreadsheet would take for a formula gets an apostrophe in front.

use time::format_description::well_known::Rfc3339;

use crate::documents::{Language, Words};
use crate::error::Error;
use crate::report::html::{reason, standing, words};
use crate::report::{Item, NotMoved, Person, Report, unexpected};

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The columns, by their words.
const COLUMNS: [&str; 17] = [
    "csv-row",
    "csv-address",
    "csv-name",
    "csv-new-address",
    "csv-result",
    "csv-source",
    "csv-arrived",
    "csv-already",
    "csv-left-out",
    "csv-extra",
    "csv-folder",
    "csv-date",
    "csv-sender",
    "csv-subject",
    "csv-size",
    "csv-reason",
    "csv-server",
];

/// The table as the bytes of a file.
pub(super) fn written(report: &Report, language: Language) -> Result<Vec<u8>, Error> {
    let words = words(language)?;
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(BOM.to_vec());
    let mut write = |cells: Vec<String>| {
        let row = writer.write_record(cells);
        row.map_err(|error| unexpected().because(error))
    };
    let head = COLUMNS.iter().chain(&["csv-saved"]);
    write(head.map(|key| words.say(key)).collect::<Result<_, _>>()?)?;
    for one in &report.people {
        write(person(&words, one)?)?;
    }
    for one in &report.not_moved {
        write(not_moved(&words, one)?)?;
    }
    for (key, items) in [
        ("csv-row-left_out", &report.left_out),
        ("csv-row-different", &report.different),
    ] {
        for item in items {
            write(message(&words, key, item)?)?;
        }
    }
    writer.into_inner().map_err(|_| unexpected())
}

fn person(words: &Words, one: &Person) -> Result<Vec<String>, Error> {
    let count = |count: Option<u64>| count.map(|count| count.to_string()).unwrap_or_default();
    let own = [
        words.say("csv-row-person")?,
        safe(&one.address),
        safe(one.name.as_deref().unwrap_or_default()),
        safe(&one.new_address),
        standing(words, one)?,
        count(one.source),
        one.arrived.to_string(),
        count(one.already_there),
        one.left_out.to_string(),
        count(one.extra),
    ];
    let empty = std::iter::repeat_n(String::new(), COLUMNS.len() + 1 - own.len());
    Ok(own.into_iter().chain(empty).collect())
}

fn not_moved(words: &Words, one: &NotMoved) -> Result<Vec<String>, Error> {
    let mut cells = vec![
        words.say("csv-row-not-moved")?,
        safe(&one.address),
        safe(one.name.as_deref().unwrap_or_default()),
        String::new(),
        words.say(&format!("kind-{}", one.kind))?,
    ];
    cells.resize(COLUMNS.len() + 1, String::new());
    Ok(cells)
}

fn message(words: &Words, key: &str, item: &Item) -> Result<Vec<String>, Error> {
    let text = |text: &Option<String>| safe(text.as_deref().unwrap_or_default());
    let date = item.date.map(|date| date.to_offset(time::UtcOffset::UTC));
    let date = date.and_then(|date| date.format(&Rfc3339).ok());
    let mut cells = vec![words.say(key)?, safe(&item.address)];
    cells.resize(10, String::new());
    cells.extend([
        safe(&item.folder.join(" / ")),
        date.unwrap_or_default(),
        text(&item.sender),
        text(&item.subject),
        item.size.to_string(),
        reason(words, item.reason)?,
        text(&item.server_text),
        text(&item.saved),
    ]);
    Ok(cells)
}

/// A text that no spreadsheet takes for a formula, however it is opened.
fn safe(text: &str) -> String {
    let text = text.replace(['\r', '\n', '\0'], " ");
    let begins = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    match begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']) {
        true => format!("'{text}"),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text() {
        for text in [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r\n=1",
        ] {
            assert!(safe(text).starts_with('\''), "{text:?}");
            assert!(!safe(text).contains(['\r', '\n']));
        }
        for text in ["", "Re: =1", "Größe", "2 - 1", "'=1"] {
            assert_eq!(safe(text), text);
        }
    }
}
