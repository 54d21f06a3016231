//! # Findings of the past
//!
//! What the last check of each person found, and the folders that the last copy set aside, as they stand in the plan file.

use rusqlite::{Row, Transaction, params};

use crate::copy::history::{RunKind, code_of, damaged, moment};
use crate::copy::journal;
use crate::copy::verify::{Finding, Kind};
use crate::error::{Error, Side};
use crate::imap::FolderName;
use crate::plan::{PersonId, Plan};

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastFinding {
    /// Whose it is.
    pub person: PersonId,
    /// The folder at the source.
    pub folder: FolderName,
    /// What it is.
    pub finding: Finding,
}

/// What the last run of this kind found for each person, in the order in which it was found.
///
/// # Errors
/// Those of the plan file.
pub fn findings(plan: &Plan, kind: RunKind) -> Result<Vec<PastFinding>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT person, folder, kind, detail, uid, size, date, sender, subject, message_id, server_text FROM finding
             WHERE run = ?1 ORDER BY rowid",
        )?
        .query_map([kind.as_str()], found)?
        .collect()
    })
}

/// Takes back what the run before found.
pub(super) fn forget(db: &Transaction<'_>, person: PersonId, run: RunKind) -> rusqlite::Result<()> {
    db.execute(
        "DELETE FROM finding WHERE person = ?1 AND run = ?2",
        params![person.number(), run.as_str()],
    )
    .map(drop)
}

/// Writes one finding.
pub(super) fn keep(
    db: &Transaction<'_>,
    person: PersonId,
    run: RunKind,
    folder: &FolderName,
    finding: &Finding,
) -> rusqlite::Result<()> {
    let (kind, detail) = words(&finding.kind);
    db.prepare_cached(
        "INSERT INTO finding(person, run, folder, kind, detail, uid, size, date, sender, subject, message_id, server_text)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        person.number(),
        run.as_str(),
        written(folder),
        kind,
        detail,
        finding.uid,
        i64::try_from(finding.size).unwrap_or(i64::MAX),
        finding.date.map(time::OffsetDateTime::unix_timestamp),
        finding.sender,
        finding.subject,
        finding.message_id,
        finding.server_text,
    ])
    .map(drop)
}

fn found(row: &Row<'_>) -> rusqlite::Result<PastFinding> {
    let (kind, detail): (String, Option<String>) = (row.get(2)?, row.get(3)?);
    let (size, date): (i64, Option<i64>) = (row.get(5)?, row.get(6)?);
    Ok(PastFinding {
        person: PersonId::from_number(row.get(0)?),
        folder: journal::folder_name(row, 1)?,
        finding: Finding {
            kind: kind_of(&kind, detail).ok_or_else(|| damaged(2))?,
            uid: row.get(4)?,
            size: u64::try_from(size).unwrap_or_default(),
            date: date.map(|date| moment(6, date)).transpose()?,
            sender: row.get(7)?,
            subject: row.get(8)?,
            message_id: row.get(9)?,
            server_text: row.get(10)?,
        },
    })
}

fn words(kind: &Kind) -> (&'static str, Option<String>) {
    let own = |text: &str| Some(text.to_owned());
    match kind {
        Kind::Missing => ("missing", None),
        Kind::Gone => ("gone", None),
        Kind::SetAside(code) => ("set_aside", own(code.as_str())),
        Kind::Altered => ("altered", None),
        Kind::Unreadable(side) => ("unreadable", own(side.as_str())),
        Kind::DateDiffers => ("date_differs", None),
        Kind::FlagsMissing => ("flags_missing", None),
        Kind::FolderUnreadable(code) => ("folder_unreadable", own(code.as_str())),
        Kind::FolderMissing => ("folder_missing", None),
        Kind::Moved(to) => ("moved", Some(written(to))),
        Kind::Late => ("late", None),
    }
}

fn kind_of(word: &str, detail: Option<String>) -> Option<Kind> {
    Some(match word {
        "missing" => Kind::Missing,
        "gone" => Kind::Gone,
        "set_aside" => Kind::SetAside(code_of(detail)),
        "altered" => Kind::Altered,
        "unreadable" => Kind::Unreadable(match detail?.as_str() {
            "source" => Side::Source,
            "destination" => Side::Destination,
            _ => return None,
        }),
        "date_differs" => Kind::DateDiffers,
        "flags_missing" => Kind::FlagsMissing,
        "folder_unreadable" => Kind::FolderUnreadable(code_of(detail)),
        "folder_missing" => Kind::FolderMissing,
        "moved" => Kind::Moved(FolderName::new(serde_json::from_str(&detail?).ok()?)),
        "late" => Kind::Late,
        _ => return None,
    })
}

/// A list of texts is always written.
fn written(folder: &FolderName) -> String {
    serde_json::Value::from(folder.parts()).to_string()
}
