//! # Lists of people as CSV
//!
//! The strict reader for scripts: the first line names the columns, and a list with any fault is refused as a whole.

use std::collections::BTreeSet;
use std::io::Read;

use csv::{ReaderBuilder, StringRecord};
use zeroize::Zeroizing;

use crate::error::{Code, Error};
use crate::plan::Entered;
use crate::plan::columns::{Columns, Fault};
use crate::plan::sheet::{Cell, Row};

/// Reads a list of people with the header `address,source_user,source_password,destination_user,destination_password`.
///
/// Only `address` must be there; the columns may stand in any order, `name`, `destination_address`, `type` (`person`,
/// `shared`, `forward`, `stays`) and `aliases` are known too, and others are passed over. UTF-8, with or without a byte order mark; comma, semicolon or tab between the cells.
/// Cells are taken with their spaces.
///
/// # Errors
/// [`Code::PeopleListUnreadable`] without a column of addresses, for a text that is not UTF-8, or for a line with more
/// cells than columns or with an unknown type; [`Code::AddressMalformed`] and [`Code::AddressTwice`] with the text or address; these with
/// `params.line`. [`Code::PeopleEmpty`] when there is nobody in it.
pub fn read_csv(reader: impl Read) -> Result<Vec<Entered>, Error> {
    let text = whole(reader)?;
    let mut rows = rows(&text)?.into_iter();
    let header = rows.next().ok_or_else(|| Error::job(Code::PeopleEmpty))?;
    let columns = Columns::read(&header)
        .filter(Columns::have_address)
        .ok_or_else(|| Error::job(Code::PeopleListUnreadable))?;
    let (mut people, mut known) = (Vec::new(), BTreeSet::new());
    for row in rows {
        let on_line = |error: Error| error.with("line", row.line.to_string());
        let person = columns
            .person(&row)
            .map_err(|fault| on_line(refusal(fault)))?;
        if !known.insert(person.address.key()) {
            return Err(on_line(
                Error::job(Code::AddressTwice).with("address", person.address.as_str()),
            ));
        }
        people.push(person);
    }
    if people.is_empty() {
        return Err(Error::job(Code::PeopleEmpty));
    }
    Ok(people)
}

/// Larger than any company's list; a film chosen by mistake is not read to its end.
const LARGEST: u64 = 16 * 1024 * 1024;

fn whole(reader: impl Read) -> Result<Zeroizing<String>, Error> {
    let mut text = Zeroizing::new(String::new());
    let read = reader.take(LARGEST + 1).read_to_string(&mut text);
    let length = read.map_err(|error| Error::job(Code::PeopleListUnreadable).because(error))?;
    if length as u64 > LARGEST {
        return Err(Error::job(Code::PeopleListUnreadable));
    }
    Ok(text)
}

fn rows(text: &str) -> Result<Vec<Row>, Error> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record =
            record.map_err(|error| Error::job(Code::PeopleListUnreadable).because(error))?;
        rows.push(row(&record, text));
    }
    rows.retain(|row| !row.cells.is_empty());
    Ok(rows)
}

/// The one that the header has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| header.bytes().filter(|byte| byte == delimiter).count();
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(count)
        .unwrap_or(b',')
}

fn row(record: &StringRecord, text: &str) -> Row {
    let mut cells: Vec<Cell> = record.iter().map(Cell::exact).collect();
    while cells.last().is_some_and(|cell| cell.secret().is_none()) {
        cells.pop();
    }
    Row {
        line: record.position().map_or(0, |position| line(position, text)),
        cells,
    }
}

/// The line of a record, counted from 1. The reader's own number is that of the blank lines before it, if any.
fn line(position: &csv::Position, text: &str) -> usize {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let bytes = text
        .bytes()
        .skip(start)
        .take_while(|byte| b"\r\n".contains(byte));
    let blank = bytes.filter(|byte| *byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or_default() + blank
}

fn refusal(fault: Fault) -> Error {
    match fault {
        Fault::Address(text) => Error::job(Code::AddressMalformed).with("text", text),
        Fault::Kind(text) => Error::job(Code::PeopleListUnreadable).with("text", text),
        Fault::Surplus => Error::job(Code::PeopleListUnreadable),
    }
}

#[cfg(test)]
mod tests;
