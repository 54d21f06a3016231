//! # Copy journal
//!
//! What was meant, what arrived and what was set aside, for every message, in the plan file. An intention is written
//! before the bytes leave, so that after any interruption it is known which messages may or may not have arrived.
//!
//! The life of a row: *intended* → *copied* or *set aside*, or it is withdrawn. Rows are written in batches.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use time::OffsetDateTime;

use crate::copy::{Problem, folders::Pair};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::FolderName;
use crate::plan::{PersonId, Plan};

const INTENDED: i64 = 0;
const COPIED: i64 = 1;
const SET_ASIDE: i64 = 2;

/// SHA-256 of the bytes of a message.
pub(crate) type Hash = [u8; 32];

/// A pair of folders, as numbered in the plan file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FolderId(i64);

/// A message that is about to leave, or that may have arrived before an interruption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Intention {
    /// The number at the source.
    pub(crate) uid: u32,
    /// Bytes.
    pub(crate) size: u64,
    /// When the source received it.
    pub(crate) internal_date: OffsetDateTime,
    /// What the bytes were.
    pub(crate) hash: Hash,
    /// The destination's UIDNEXT before the bytes left; what arrived has this number or a higher one.
    pub(crate) floor_uid: Option<u32>,
}

/// A message that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// The number at the source.
    pub(crate) uid: u32,
    /// The number at the destination, where the server tells it (RFC 4315).
    pub(crate) destination_uid: Option<u32>,
}

/// Where folders of one person went in earlier runs.
pub(crate) fn known_pairs(
    plan: &Plan,
    person: PersonId,
) -> Result<BTreeMap<FolderName, FolderName>, Error> {
    plan.with(|db| {
        let mut rows =
            db.prepare("SELECT source_name, destination_name FROM folder WHERE person = ?1")?;
        rows.query_map([person.number()], |row| Ok((name(row, 0)?, name(row, 1)?)))?
            .collect()
    })
}

/// Finds or makes the entry of a pair of folders.
///
/// # Errors
/// [`Code::SourceFolderRenumbered`] or [`Code::DestinationFolderRenumbered`] when a server has numbered its messages
/// anew since the last run: the journal's numbers then mean other messages, and copying on would double mail.
pub(crate) fn folder(
    plan: &Plan,
    person: PersonId,
    pair: &Pair,
    validity: (u32, u32),
) -> Result<FolderId, Error> {
    let (source, destination) = (written(&pair.source)?, written(&pair.destination)?);
    let found = plan.with(|db| {
        let known = db
            .query_row(
                "SELECT id, source_validity, destination_validity FROM folder WHERE person = ?1 AND source_name = ?2",
                params![person.number(), source],
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        db.execute(
            "INSERT INTO folder(person, source_name, destination_name, source_validity, destination_validity)
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![person.number(), source, destination, validity.0, validity.1],
        )?;
        Ok((db.last_insert_rowid(), validity.0, validity.1))
    })?;
    match found {
        (id, source, destination) if (source, destination) == validity => Ok(FolderId(id)),
        (_, source, _) if source != validity.0 => {
            Err(renumbered(Code::SourceFolderRenumbered, &pair.source))
        }
        _ => Err(renumbered(
            Code::DestinationFolderRenumbered,
            &pair.destination,
        )),
    }
}

fn renumbered(code: Code, folder: &FolderName) -> Error {
    Error::new(code, Scope::Folder, Retry::Never).with("folder", folder.parts().join(" / "))
}

/// The messages of a folder that are known to be at the destination.
pub(crate) fn copied(plan: &Plan, folder: FolderId) -> Result<BTreeSet<u32>, Error> {
    plan.with(|db| {
        db.prepare("SELECT source_uid FROM message WHERE folder = ?1 AND state = ?2")?
            .query_map([folder.0, COPIED], |row| row.get(0))?
            .collect()
    })
}

/// The numbers at the destination that are taken by messages known to have arrived.
pub(crate) fn arrived(plan: &Plan, folder: FolderId) -> Result<BTreeSet<u32>, Error> {
    plan.with(|db| {
        db.prepare("SELECT destination_uid FROM message WHERE folder = ?1 AND state = ?2 AND destination_uid IS NOT NULL")?
            .query_map([folder.0, COPIED], |row| row.get(0))?
            .collect()
    })
}

/// Intentions without an answer, left by an interrupted run.
pub(crate) fn open(plan: &Plan, folder: FolderId) -> Result<Vec<Intention>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT source_uid, size, internal_date, hash, floor_uid FROM message
             WHERE folder = ?1 AND state = ?2 ORDER BY source_uid",
        )?
        .query_map([folder.0, INTENDED], |row| {
            Ok(Intention {
                uid: row.get(0)?,
                size: number(row.get(1)?),
                internal_date: moment(row, 2)?,
                hash: row.get(3)?,
                floor_uid: row.get(4)?,
            })
        })?
        .collect()
    })
}

/// Writes intentions down. Only when this has returned may their bytes leave.
pub(crate) fn intend(plan: &Plan, folder: FolderId, intentions: &[Intention]) -> Result<(), Error> {
    plan.with(|db| {
        let mut insert = db.prepare(
            "INSERT OR REPLACE INTO message(folder, source_uid, state, size, internal_date, hash, floor_uid)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for one in intentions {
            let (size, date) = (signed(one.size), one.internal_date.unix_timestamp());
            insert.execute(params![folder.0, one.uid, INTENDED, size, date, one.hash, one.floor_uid])?;
        }
        Ok(())
    })
}

/// What became of a batch of intentions; written in one go.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// These are at the destination.
    pub(crate) arrived: Vec<Arrival>,
    /// These are not, and are to be copied again.
    pub(crate) withdrawn: Vec<u32>,
    /// These are not, and the reason is known.
    pub(crate) set_aside: Vec<SetAside>,
}

/// A message that cannot be copied, with everything a person needs to find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SetAside {
    /// The number at the source.
    pub(crate) uid: u32,
    /// Bytes.
    pub(crate) size: u64,
    /// When the source received it.
    pub(crate) internal_date: OffsetDateTime,
    /// Why.
    pub(crate) code: Code,
    /// In the server's words.
    pub(crate) server_text: Option<String>,
    /// Header fields, as far as they can be read.
    pub(crate) subject: Option<String>,
    /// Header fields, as far as they can be read.
    pub(crate) sender: Option<String>,
    /// Header fields, as far as they can be read.
    pub(crate) message_id: Option<String>,
}

/// Writes down what became of intentions.
pub(crate) fn settle(plan: &Plan, folder: FolderId, settled: &Settled) -> Result<(), Error> {
    plan.with(|db| {
        let mut copied =
            db.prepare("UPDATE message SET state = ?3, destination_uid = ?4 WHERE folder = ?1 AND source_uid = ?2")?;
        for one in &settled.arrived {
            copied.execute(params![folder.0, one.uid, COPIED, one.destination_uid])?;
        }
        let mut withdraw = db.prepare("DELETE FROM message WHERE folder = ?1 AND source_uid = ?2")?;
        for uid in &settled.withdrawn {
            withdraw.execute(params![folder.0, uid])?;
        }
        for one in &settled.set_aside {
            set_aside(db, folder, one)?;
        }
        Ok(())
    })
}

fn set_aside(db: &Transaction<'_>, folder: FolderId, one: &SetAside) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO message(folder, source_uid, state, size, internal_date, code, server_text, subject, sender, message_id)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute(params![
        folder.0,
        one.uid,
        SET_ASIDE,
        signed(one.size),
        one.internal_date.unix_timestamp(),
        one.code.as_str(),
        one.server_text,
        one.subject,
        one.sender,
        one.message_id,
    ])?;
    Ok(())
}

/// Whether any message was copied.
pub(crate) fn begun(plan: &Plan) -> Result<bool, Error> {
    plan.with(|db| {
        db.query_row(
            "SELECT EXISTS(SELECT 1 FROM message WHERE state = ?1)",
            [COPIED],
            |row| row.get(0),
        )
    })
}

/// Every message set aside, for one person or for all.
pub(crate) fn problems(plan: &Plan, person: Option<PersonId>) -> Result<Vec<Problem>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT f.person, f.source_name, m.source_uid, m.size, m.internal_date, m.code, m.server_text, m.subject,
                    m.sender, m.message_id
             FROM message m JOIN folder f ON f.id = m.folder
             WHERE m.state = ?1 AND (?2 IS NULL OR f.person = ?2)
             ORDER BY f.person, f.source_name, m.source_uid",
        )?
        .query_map(params![SET_ASIDE, person.map(PersonId::number)], problem)?
        .collect()
    })
}

fn problem(row: &Row<'_>) -> rusqlite::Result<Problem> {
    let code: String = row.get(5)?;
    Ok(Problem {
        person: PersonId::from_number(row.get(0)?),
        folder: name(row, 1)?,
        uid: Some(row.get(2)?),
        size: number(row.get(3)?),
        date: Some(moment(row, 4)?),
        code: Code::named(&code).unwrap_or(Code::Unexpected),
        server_text: row.get(6)?,
        subject: row.get(7)?,
        sender: row.get(8)?,
        message_id: row.get(9)?,
    })
}

fn written(name: &FolderName) -> Result<String, Error> {
    serde_json::to_string(name.parts()).map_err(|error| Error::job(Code::Unexpected).because(error))
}

fn name(row: &Row<'_>, column: usize) -> rusqlite::Result<FolderName> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map(FolderName::new)
        .map_err(|error| unreadable(column, error))
}

fn moment(row: &Row<'_>, column: usize) -> rusqlite::Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(row.get(column)?).map_err(|error| unreadable(column, error))
}

fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}

fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn number(size: i64) -> u64 {
    u64::try_from(size).unwrap_or_default()
}
