//! # Folders in the journal
//!
//! Where each folder went, and how far both sides of it are known.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};

use crate::copy::folders::Pair;
use crate::error::{Code, Error};
use crate::imap::FolderName;
use crate::plan::{PersonId, Plan};

/// A pair of folders, as numbered in the plan file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FolderId(i64);

impl FolderId {
    pub(super) fn number(self) -> i64 {
        self.0
    }
}

/// What the journal knows of a pair of folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: FolderId,
    /// The name at the destination.
    pub(crate) destination: FolderName,
    /// UIDVALIDITY at the source and at the destination.
    pub(crate) validity: (u32, u32),
    /// Every message of the source below this number is noted.
    pub(crate) noted_to: u32,
    /// Whether a copy was broken off here, so that more may be at the destination than is noted.
    pub(crate) under_way: bool,
    /// The source's HIGHESTMODSEQ to which flags have been followed.
    pub(crate) modseq: Option<u64>,
}

/// What is entered before the first byte leaves.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) pair: Pair,
    /// UIDVALIDITY at the source and at the destination.
    pub(crate) validity: (u32, u32),
}

/// The pairs of a person, by their names at the source.
pub(crate) fn known(plan: &Plan, person: PersonId) -> Result<BTreeMap<FolderName, Known>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT id, source_name, destination_name, source_validity, destination_validity, noted_to, under_way, modseq
             FROM folder WHERE person = ?1",
        )?
        .query_map([person.number()], |row| {
            let known = Known {
                id: FolderId(row.get(0)?),
                destination: name(row, 2)?,
                validity: (row.get(3)?, row.get(4)?),
                noted_to: row.get(5)?,
                under_way: row.get(6)?,
                modseq: row
                    .get::<_, Option<i64>>(7)?
                    .and_then(|modseq| u64::try_from(modseq).ok()),
            };
            Ok((name(row, 1)?, known))
        })?
        .collect()
    })
}

/// Finds or makes the entries of pairs of folders, durably; for each its id, and the number at the destination from which
/// on copies may lie that are not noted.
///
/// When a server has numbered a folder anew since the last time, what was noted of it means nothing any more: it is
/// forgotten, and found again by content.
pub(crate) fn enter(
    plan: &Plan,
    person: PersonId,
    entries: &[Entry],
) -> Result<Vec<(FolderId, u32)>, Error> {
    let names = entries
        .iter()
        .map(|entry| {
            Ok((
                written(&entry.pair.source)?,
                written(&entry.pair.destination)?,
            ))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    plan.with(|db| {
        let entered = entries.iter().zip(&names);
        entered
            .map(|(entry, (source, destination))| enter_one(db, person, entry, source, destination))
            .collect()
    })
}

fn enter_one(
    db: &Transaction<'_>,
    person: PersonId,
    entry: &Entry,
    source: &str,
    destination: &str,
) -> rusqlite::Result<(FolderId, u32)> {
    let found = db
        .prepare_cached(
            "SELECT id, source_validity, destination_validity, looked_to FROM folder WHERE person = ?1 AND source_name = ?2",
        )?
        .query_row(params![person.number(), source], |row| {
            Ok((row.get(0)?, (row.get(1)?, row.get(2)?), row.get(3)?))
        })
        .optional()?;
    match found {
        Some((id, validity, looked_to)) if validity == entry.validity => {
            db.prepare_cached("UPDATE folder SET under_way = 1 WHERE id = ?1")?
                .execute([id])?;
            Ok((FolderId(id), looked_to))
        }
        Some((id, ..)) => {
            db.execute("DELETE FROM message WHERE folder = ?1", [id])?;
            db.execute(
                "UPDATE folder SET source_validity = ?2, destination_validity = ?3, looked_to = 1, noted_to = 1, under_way = 1, modseq = NULL
                 WHERE id = ?1",
                params![id, entry.validity.0, entry.validity.1],
            )?;
            Ok((FolderId(id), 1))
        }
        None => {
            db.prepare_cached(
                "INSERT INTO folder(person, source_name, destination_name, source_validity, destination_validity, under_way)
                 VALUES (?1, ?2, ?3, ?4, ?5, 1)",
            )?
            .execute(params![
                person.number(),
                source,
                destination,
                entry.validity.0,
                entry.validity.1
            ])?;
            Ok((FolderId(db.last_insert_rowid()), 1))
        }
    }
}

/// Every message of the source below `noted_to` is noted now, and nothing below `looked_to` at the destination has to be
/// looked at again.
pub(crate) fn complete(
    plan: &Plan,
    folder: FolderId,
    noted_to: u32,
    looked_to: u32,
) -> Result<(), Error> {
    plan.with_soon(|db| {
        db.prepare_cached(
            "UPDATE folder SET noted_to = max(noted_to, ?2), looked_to = max(looked_to, ?3), under_way = 0 WHERE id = ?1",
        )?
        .execute(params![folder.0, noted_to, looked_to])
        .map(drop)
    })
}

/// Flags have been followed up to this moment of the source.
pub(crate) fn followed(plan: &Plan, folder: FolderId, modseq: u64) -> Result<(), Error> {
    plan.with_soon(|db| {
        let modseq = i64::try_from(modseq).unwrap_or(i64::MAX);
        db.prepare_cached("UPDATE folder SET modseq = ?2 WHERE id = ?1")?
            .execute(params![folder.0, modseq])
            .map(drop)
    })
}

pub(super) fn written(name: &FolderName) -> Result<String, Error> {
    serde_json::to_string(name.parts()).map_err(|error| Error::job(Code::Unexpected).because(error))
}

/// Reads a name that is written as a list.
pub(crate) fn name(row: &Row<'_>, column: usize) -> rusqlite::Result<FolderName> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map(FolderName::new)
        .map_err(|error| super::problems::unreadable(column, error))
}
