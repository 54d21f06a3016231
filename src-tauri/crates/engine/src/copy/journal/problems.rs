//! # What is missing
//!
//! The messages that were set aside or changed, as a person is told of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::{Row, params};
use time::OffsetDateTime;

use crate::copy::Problem;
use crate::copy::journal::folders::{FolderId, name};
use crate::copy::journal::{COPIED, unsigned};
use crate::copy::save::Kept;
use crate::error::{Code, Error};
use crate::plan::{PersonId, Plan};

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

/// Everybody of whom a message was copied.
pub(crate) fn begun_people(plan: &Plan) -> Result<BTreeSet<PersonId>, Error> {
    plan.with(|db| {
        let mut select = db.prepare(
            "SELECT DISTINCT person FROM folder
             WHERE EXISTS(SELECT 1 FROM message WHERE message.folder = folder.id AND state = ?1)",
        )?;
        let rows = select.query_map([COPIED], |row| row.get(0))?;
        rows.map(|id| id.map(PersonId::from_number)).collect()
    })
}

/// Every message that was set aside or is not at the destination as it was given, for one person or for all.
pub(crate) fn problems(plan: &Plan, person: Option<PersonId>) -> Result<Vec<Problem>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT f.person, f.source_name, m.source_uid, m.size, m.internal_date, m.code, m.server_text, m.subject,
                    m.sender, m.message_id, m.saved, m.unsaved
             FROM message m JOIN folder f ON f.id = m.folder
             WHERE m.code IS NOT NULL AND (?1 IS NULL OR f.person = ?1)
             ORDER BY f.person, f.source_name, m.source_uid",
        )?
        .query_map(params![person.map(PersonId::number)], |row| {
            problem(row, plan)
        })?
        .collect()
    })
}

fn problem(row: &Row<'_>, plan: &Plan) -> rusqlite::Result<Problem> {
    let code: String = row.get(5)?;
    let saved: Option<String> = row.get(10)?;
    let unsaved: Option<String> = row.get(11)?;
    let date = OffsetDateTime::from_unix_timestamp(row.get(4)?);
    Ok(Problem {
        person: PersonId::from_number(row.get(0)?),
        folder: name(row, 1)?,
        uid: Some(row.get(2)?),
        size: unsigned(row.get(3)?),
        date: Some(date.map_err(|error| unreadable(4, error))?),
        code: Code::named(&code).unwrap_or(Code::Unexpected),
        server_text: row.get(6)?,
        subject: row.get(7)?,
        sender: row.get(8)?,
        message_id: row.get(9)?,
        saved: saved.map(|saved| found(plan, &saved)),
        unsaved: unsaved.map(|code| Code::named(&code).unwrap_or(Code::Unexpected)),
    })
}

/// Where saved messages of a folder are, by their numbers at the source; only files that are still there.
pub(crate) fn saved(plan: &Plan, folder: FolderId) -> Result<BTreeMap<u32, PathBuf>, Error> {
    let mut saved: BTreeMap<u32, PathBuf> = plan.with(|db| {
        db.prepare("SELECT source_uid, saved FROM message WHERE folder = ?1 AND saved IS NOT NULL")?
            .query_map([folder.number()], |row| {
                let saved: String = row.get(1)?;
                Ok((row.get(0)?, found(plan, &saved)))
            })?
            .collect()
    })?;
    saved.retain(|_, path| path.is_file());
    Ok(saved)
}

/// Writes down what became of a message that was set aside and then saved.
pub(crate) fn keep(plan: &Plan, folder: FolderId, uid: u32, kept: &Kept) -> Result<(), Error> {
    plan.with_soon(|db| {
        let (saved, unsaved) = kept_columns(plan, kept);
        db.prepare_cached(
            "UPDATE message SET saved = ?3, unsaved = ?4 WHERE folder = ?1 AND source_uid = ?2",
        )?
        .execute(params![folder.number(), uid, saved, unsaved])
        .map(drop)
    })
}

/// What stands in the file: the path from the plan's folder on, so that both can be moved together, and the code. A path
/// that is no text cannot be written down.
pub(super) fn kept_columns(plan: &Plan, kept: &Kept) -> (Option<String>, Option<&'static str>) {
    match kept {
        Some(Ok(path)) => {
            let inner = path.strip_prefix(folder_of(plan)).unwrap_or(path);
            (inner.to_str().map(str::to_owned), None)
        }
        Some(Err(code)) => (None, Some(code.as_str())),
        None => (None, None),
    }
}

fn found(plan: &Plan, saved: &str) -> PathBuf {
    folder_of(plan).join(saved)
}

fn folder_of(plan: &Plan) -> &Path {
    plan.path().parent().unwrap_or_else(|| Path::new(""))
}

pub(super) fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}
