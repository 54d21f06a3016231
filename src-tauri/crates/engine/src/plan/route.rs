//! # Routes
//!
//! The journal belongs to a pair of mailboxes, not to a row in the list of people. Otherwise an address corrected
//! after copying would leave the right mailbox empty, and a person entered again would get everything twice.

use rusqlite::{Connection, params};

use crate::address::Address;
use crate::error::Error;
use crate::plan::Person;

/// Whether two people's mail goes between the same mailboxes. Sign-in names do not count: they are often corrected and
/// still open the same mailbox.
pub(super) fn same(one: &Person, other: &Person) -> bool {
    one.address == other.address && one.destination_address == other.destination_address
}

/// Moves the journal of `person` to a removed copy of the row, to be found by [`take_up`].
pub(super) fn put_by(db: &Connection, person: &Person) -> Result<(), Error> {
    let id = person.id.number();
    let began: bool = db.query_row(
        "SELECT EXISTS(SELECT 1 FROM folder WHERE person = ?1)",
        [id],
        |row| row.get(0),
    )?;
    if began {
        db.execute(
            "INSERT INTO person(position, removed, name, address, address_key, destination_address)
             SELECT position, 1, name, address, address_key, destination_address FROM person WHERE id = ?1",
            [id],
        )?;
        db.execute(
            "UPDATE folder SET person = ?2 WHERE person = ?1",
            params![id, db.last_insert_rowid()],
        )?;
    }
    Ok(())
}

/// Gives `person` the journal of those who were taken out or put by and had the same two mailboxes. At most one of
/// them has any, because only one row at a time stands for a pair.
pub(super) fn take_up(db: &Connection, person: &Person) -> Result<(), Error> {
    let mut removed = db.prepare(
        "SELECT id, destination_address FROM person WHERE address_key = ?1 AND removed = 1",
    )?;
    let rows = removed.query_map([person.address.key()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for row in rows {
        let (former, destination): (i64, String) = row?;
        if Address::parse(&destination).is_ok_and(|address| address == person.destination_address) {
            db.execute(
                "UPDATE folder SET person = ?2 WHERE person = ?1",
                [former, person.id.number()],
            )?;
        }
    }
    Ok(())
}
