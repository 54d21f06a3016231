//! # What was entered
//!
//! Reads a list of people as somebody pastes it from a letter or a spreadsheet. Nothing is lost in silence: what
//! cannot be read, is listed twice or contradicts itself is reported beside what was found.

use std::collections::BTreeMap;
use std::fmt;

use crate::address::Address;
use crate::plan::columns::{Columns, Fault};
use crate::plan::loose;
use crate::plan::mailbox::MailboxKind;
use crate::plan::sheet::{self, Cell, Row};
use crate::secret::Secret;

/// What somebody typed about one person; everything but the address may be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// As people call them.
    pub name: Option<String>,
    /// The mailbox at the source.
    pub address: Address,
    /// The mailbox at the destination, where it is another one.
    pub destination_address: Option<Address>,
    /// The name to sign in with at the source, where it is not the address.
    pub source_user: Option<String>,
    /// The name to sign in with at the destination, where it is not the address.
    pub destination_user: Option<String>,
    /// What the address is, where the list says so.
    pub kind: Option<MailboxKind>,
    /// Other addresses whose mail comes into this mailbox.
    pub aliases: Vec<Address>,
    /// The password at the source.
    pub source_secret: Option<Secret>,
    /// The password at the destination.
    pub destination_secret: Option<Secret>,
}

/// What was found in a pasted text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// People, in the order of the text, each address once.
    pub people: Vec<Entered>,
    /// Lines that name nobody.
    pub malformed: Vec<Malformed>,
    /// Addresses that stood there more than once and were combined.
    pub combined: Vec<Address>,
    /// Lines that contradict an earlier one about the same address. The earlier one counts.
    pub clashes: Vec<Clash>,
}

/// A line that cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub struct Malformed {
    /// Counted from 1, as editors do.
    pub line: usize,
    /// What stands where the address should be, shortened. Not the whole line, which may hold passwords.
    pub text: String,
}

/// A line that gives another password, sign-in name, type or new address than an earlier line for the same address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// Counted from 1.
    pub line: usize,
    /// Whose.
    pub address: Address,
}

impl fmt::Debug for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Malformed")
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

/// Reads what a person pasted: one person per line, as an address alone, as `Name <address>`, or in cells between
/// tabs, semicolons or commas. Without a line of column names, names stand before the address, and the password and
/// the new password behind it; a second address is the new one.
pub fn read_people(text: &str) -> Found {
    let mut rows = sheet::rows(text);
    let columns = rows.first().and_then(Columns::read);
    if columns.is_some() {
        rows.remove(0);
    }
    let mut reading = Reading::default();
    // A heading over one column says nothing about the cells beside the address.
    match columns.filter(|columns| columns.have_address() && columns.known() > 1) {
        Some(columns) => {
            let columns = columns.with_known_kinds(&rows);
            rows.iter()
                .for_each(|row| reading.take(row, columns.person(row).map(|person| vec![person])));
        }
        None => {
            let domains = loose::destination_domains(&rows);
            rows.iter()
                .for_each(|row| reading.take(row, loose::people(row, &domains)));
        }
    }
    reading.found
}

/// What was found so far, and where each address stands in it.
#[derive(Default)]
struct Reading {
    found: Found,
    places: BTreeMap<String, usize>,
}

impl Reading {
    fn take(&mut self, row: &Row, read: Result<Vec<Entered>, Fault>) {
        match read {
            Ok(people) => people
                .into_iter()
                .for_each(|person| self.add(row.line, person)),
            Err(fault) => {
                let text = match fault {
                    Fault::Address(text) | Fault::Kind(text) => text,
                    Fault::Surplus => row.cells.iter().find_map(Cell::label).unwrap_or_default(),
                };
                let text = text.chars().take(SHOWN).collect();
                self.found.malformed.push(Malformed {
                    line: row.line,
                    text,
                });
            }
        }
    }

    fn add(&mut self, line: usize, person: Entered) {
        let place = *self
            .places
            .entry(person.address.key())
            .or_insert(self.found.people.len());
        let Some(known) = self.found.people.get_mut(place) else {
            self.found.people.push(person);
            return;
        };
        let address = person.address.clone();
        if known.contradicts(&person) {
            self.found.clashes.push(Clash { line, address });
            return;
        }
        known.complete(person);
        if !self.found.combined.contains(&address) {
            self.found.combined.push(address);
        }
    }
}

impl Entered {
    /// Whether both say something and not the same. Two spellings of a name are no contradiction.
    fn contradicts(&self, other: &Self) -> bool {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.zip(other).is_some_and(|(one, other)| one != other)
        }
        differ(
            self.destination_address.as_ref(),
            other.destination_address.as_ref(),
        ) || differ(self.source_user.as_ref(), other.source_user.as_ref())
            || differ(
                self.destination_user.as_ref(),
                other.destination_user.as_ref(),
            )
            || differ(self.kind.as_ref(), other.kind.as_ref())
            || differ(self.source_secret.as_ref(), other.source_secret.as_ref())
            || differ(
                self.destination_secret.as_ref(),
                other.destination_secret.as_ref(),
            )
    }

    /// Fills in what is missing.
    fn complete(&mut self, other: Self) {
        self.name = self.name.take().or(other.name);
        self.destination_address = self
            .destination_address
            .take()
            .or(other.destination_address);
        self.source_user = self.source_user.take().or(other.source_user);
        self.destination_user = self.destination_user.take().or(other.destination_user);
        self.kind = self.kind.or(other.kind);
        for alias in other.aliases {
            if !self.aliases.contains(&alias) {
                self.aliases.push(alias);
            }
        }
        self.source_secret = self.source_secret.take().or(other.source_secret);
        self.destination_secret = self.destination_secret.take().or(other.destination_secret);
    }
}

/// So many characters of a line that cannot be read are enough to find it.
const SHOWN: usize = 60;

#[cfg(test)]
mod tests;
