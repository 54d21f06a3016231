//! # Rows without column names
//!
//! Reads people from what stands around an address. Where it is not certain whether a cell is a password or a new
//! address, the row is reported instead: a password taken for an address would be shown and stored.

use std::collections::{BTreeMap, BTreeSet};

use crate::address::Address;
use crate::plan::Entered;
use crate::plan::columns::Fault;
use crate::plan::sheet::{Cell, Row};

/// Domains that stand in at least two rows behind another address, and so are no accident in a password.
pub(super) fn destination_domains(rows: &[Row]) -> BTreeSet<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    for row in rows {
        for (_, address) in mailboxes(row).values().skip(1) {
            *seen.entry(address.domain().to_lowercase()).or_default() += 1;
        }
    }
    seen.into_iter()
        .filter(|(_, times)| *times > 1)
        .map(|(domain, _)| domain)
        .collect()
}

/// Reads the people in a row: mostly one, several in a line copied from the "To" field of a message.
pub(super) fn people(row: &Row, domains: &BTreeSet<String>) -> Result<Vec<Entered>, Fault> {
    let mailboxes = mailboxes(row);
    let filled = row
        .cells
        .iter()
        .filter(|cell| cell.label().is_some())
        .count();
    let named = mailboxes
        .values()
        .filter(|(name, _)| name.is_some())
        .count();
    if mailboxes.len() == filled && (mailboxes.len() > 2 || named > 1) {
        return Ok(mailboxes
            .into_values()
            .map(|(name, address)| entered(name, address))
            .collect());
    }
    let mut mailboxes = mailboxes.into_iter();
    let (at, (beside, address)) = mailboxes.next().ok_or_else(|| unreadable(row))?;
    let second = mailboxes.next().map(|(at, (_, address))| (at, address));
    if let Some((_, second)) = &second
        && (mailboxes.next().is_some() || !likely(&address, second, domains))
    {
        return Err(unreadable(row));
    }
    one(row, at, entered(beside, address), second).map(|person| vec![person])
}

/// Reads one person whose address stands in cell `at`.
fn one(
    row: &Row,
    at: usize,
    person: Entered,
    second: Option<(usize, Address)>,
) -> Result<Entered, Fault> {
    let before = row.cells.iter().take(at).filter_map(Cell::label);
    let name: Vec<String> = before.chain(person.name).collect();
    let name = Some(name.join(" ")).filter(|name| !name.is_empty());
    let behind: Vec<&Cell> = row
        .cells
        .iter()
        .enumerate()
        .filter(|(cell, _)| *cell > at && second.as_ref().is_none_or(|(second, _)| cell != second))
        .map(|(_, cell)| cell)
        .collect();
    let (source, destination) = match *behind.as_slice() {
        [] => (None, None),
        [source] => (source.secret(), None),
        [source, destination] => (source.secret(), destination.secret()),
        _ => return Err(Fault::Surplus),
    };
    Ok(Entered {
        destination_address: second.map(|(_, address)| address),
        source_secret: source,
        destination_secret: destination,
        ..entered(name, person.address)
    })
}

/// Whether a second address in a row is the new address of the same person, and not a password with an @.
fn likely(first: &Address, second: &Address, domains: &BTreeSet<String>) -> bool {
    let local = |address: &Address| {
        address
            .key()
            .rsplit_once('@')
            .map(|(local, _)| local.to_owned())
    };
    let domain = second.domain().to_lowercase();
    local(first) == local(second)
        || first.domain().eq_ignore_ascii_case(&domain)
        || domains.contains(&domain)
}

/// The addresses in a row. Behind the first, only those with a dot in the domain: `p@ssword` is a password.
fn mailboxes(row: &Row) -> BTreeMap<usize, (Option<String>, Address)> {
    let mut found = BTreeMap::new();
    for (at, cell) in row.cells.iter().enumerate() {
        if let Some((name, address)) = cell.mailbox()
            && (found.is_empty() || address.domain().contains('.'))
        {
            found.insert(at, (name, address));
        }
    }
    found
}

fn unreadable(row: &Row) -> Fault {
    Fault::Address(row.cells.iter().find_map(Cell::label).unwrap_or_default())
}

fn entered(name: Option<String>, address: Address) -> Entered {
    Entered {
        name,
        address,
        destination_address: None,
        source_user: None,
        destination_user: None,
        kind: None,
        aliases: Vec::new(),
        source_secret: None,
        destination_secret: None,
    }
}
