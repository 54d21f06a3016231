//! # Totals
//!
//! What the journal has of everybody, without going through their messages one by one.

use std::collections::BTreeMap;

use crate::copy::journal::folders::name;
use crate::copy::journal::{COPIED, unsigned};
use crate::error::Error;
use crate::imap::FolderName;
use crate::plan::{PersonId, Plan};

/// How many messages of each person are at the destination.
pub(crate) fn arrived(plan: &Plan) -> Result<BTreeMap<PersonId, u64>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT f.person, count(*) FROM message m JOIN folder f ON f.id = m.folder WHERE m.state = ?1 GROUP BY f.person",
        )?
        .query_map([COPIED], |row| {
            Ok((PersonId::from_number(row.get(0)?), unsigned(row.get(1)?)))
        })?
        .collect()
    })
}

/// Folders of those in the plan that have another name at the destination: source and destination, once for each person.
pub(crate) fn renamed(plan: &Plan) -> Result<Vec<(FolderName, FolderName)>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT f.source_name, f.destination_name FROM folder f JOIN person p ON p.id = f.person
             WHERE p.removed = 0 AND f.source_name <> f.destination_name ORDER BY f.source_name, f.person",
        )?
        .query_map([], |row| Ok((name(row, 0)?, name(row, 1)?)))?
        .collect()
    })
}
