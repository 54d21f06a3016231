//! # Copy journal
//!
//! Which message of the source is which at the destination, and which were set aside, in the plan file. Nothing is
//! copied into a folder before the folder has its entry here, durably: after any interruption the entry says from which
//! number on the destination may hold messages that were sent and not noted.
//!
//! Notes are written in batches and may be lost in a power cut; what they say is then found again at the destination.

mod brought;
mod folders;
mod pairs;
mod problems;
mod totals;

use rusqlite::{Transaction, params};
use time::OffsetDateTime;

use crate::copy::save::Kept;
use crate::error::{Code, Error};
use crate::imap::{Flags, Weighed};
use crate::plan::Plan;

pub(crate) use self::brought::{Brought, Part, brought, changed, remark};
pub(crate) use self::folders::name as folder_name;
pub(crate) use self::folders::{Entry, FolderId, Known, complete, enter, followed, known};
#[cfg(test)]
pub(crate) use self::pairs::Paired;
pub(crate) use self::pairs::{Pairs, pairs};
pub(crate) use self::problems::{begun, begun_people, keep, problems, saved};
pub(crate) use self::totals::{arrived, renamed};

const COPIED: i64 = 1;
const SET_ASIDE: i64 = 2;
/// Copied in another folder, where folders are labels.
const ELSEWHERE: i64 = 3;

/// A message that is at the destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Arrival {
    /// The number at the source.
    pub(crate) uid: u32,
    /// The number at the destination, where it is known.
    pub(crate) destination_uid: Option<u32>,
    /// Bytes.
    pub(crate) size: u64,
    /// When the source received it.
    pub(crate) internal_date: OffsetDateTime,
    /// Its flags at the source; none if they were not looked at.
    pub(crate) flags: Option<Flags>,
    /// Whether it shows signs by which servers change bytes, so that it has to be read back.
    pub(crate) odd: bool,
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
    /// Where it is saved.
    pub(crate) kept: Kept,
}

/// What became of some messages; written in one go.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// These are at the destination.
    pub(crate) arrived: Vec<Arrival>,
    /// These are not, and the reason is known.
    pub(crate) set_aside: Vec<SetAside>,
    /// These are at the destination in another folder.
    pub(crate) elsewhere: Vec<Weighed>,
}

impl Notes {
    pub(crate) fn len(&self) -> usize {
        self.arrived.len() + self.set_aside.len() + self.elsewhere.len()
    }
}

/// What the journal has of one folder.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// Numbers at the source of what is at the destination, rising.
    pub(crate) copied: Vec<u32>,
    /// Bytes of those.
    pub(crate) bytes: u64,
    /// What was set aside, rising; it is tried again.
    pub(crate) set_aside: Vec<Weighed>,
    /// Numbers at the source of what is copied in another folder, rising.
    pub(crate) elsewhere: Vec<u32>,
}

/// What is noted of a folder.
pub(crate) fn noted(plan: &Plan, folder: FolderId) -> Result<Noted, Error> {
    plan.with(|db| {
        let mut rows = db.prepare(
            "SELECT source_uid, size, state FROM message WHERE folder = ?1 ORDER BY source_uid",
        )?;
        let mut rows = rows.query([folder.number()])?;
        let mut noted = Noted::default();
        while let Some(row) = rows.next()? {
            let (uid, size) = (row.get(0)?, unsigned(row.get(1)?));
            match row.get(2)? {
                COPIED => {
                    noted.copied.push(uid);
                    noted.bytes += size;
                }
                ELSEWHERE => noted.elsewhere.push(uid),
                _ => {
                    let size = u32::try_from(size).unwrap_or(u32::MAX);
                    noted.set_aside.push(Weighed { uid, size });
                }
            }
        }
        Ok(noted)
    })
}

/// The numbers at the destination, from `first` on, that are known to be copies; rising.
pub(crate) fn claimed(plan: &Plan, folder: FolderId, first: u32) -> Result<Vec<u32>, Error> {
    plan.with(|db| {
        let mut claimed: Vec<u32> = db
            .prepare(
                "SELECT destination_uid FROM message WHERE folder = ?1 AND destination_uid >= ?2",
            )?
            .query_map(params![folder.number(), first], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        claimed.sort_unstable();
        Ok(claimed)
    })
}

/// Messages that are at the destination under a number that is not known; rising by their number at the source.
pub(crate) fn unplaced(plan: &Plan, folder: FolderId) -> Result<Vec<Weighed>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT source_uid, size FROM message
             WHERE folder = ?1 AND state = ?2 AND destination_uid IS NULL ORDER BY source_uid",
        )?
        .query_map([folder.number(), COPIED], |row| {
            let size = unsigned(row.get(1)?);
            Ok(Weighed {
                uid: row.get(0)?,
                size: u32::try_from(size).unwrap_or(u32::MAX),
            })
        })?
        .collect()
    })
}

/// Writes down what became of messages.
pub(crate) fn note(plan: &Plan, folder: FolderId, notes: &Notes) -> Result<(), Error> {
    plan.with_soon(|db| {
        let mut copied = db.prepare_cached(
            "INSERT OR REPLACE INTO message(folder, source_uid, state, size, internal_date, destination_uid, flags, odd)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for one in &notes.arrived {
            copied.execute(params![
                folder.number(),
                one.uid,
                COPIED,
                signed(one.size),
                one.internal_date.unix_timestamp(),
                one.destination_uid,
                one.flags.as_ref().map(written),
                one.odd,
            ])?;
        }
        let mut elsewhere = db.prepare_cached(
            "INSERT OR REPLACE INTO message(folder, source_uid, state, size, internal_date) VALUES (?1, ?2, ?3, ?4, 0)",
        )?;
        for one in &notes.elsewhere {
            elsewhere.execute(params![folder.number(), one.uid, ELSEWHERE, one.size])?;
        }
        for one in &notes.set_aside {
            set_aside(db, folder, one, problems::kept_columns(plan, &one.kept))?;
        }
        Ok(())
    })
}

/// Writes down where messages were found that had arrived under an unknown number: pairs of source and destination.
pub(crate) fn place(plan: &Plan, folder: FolderId, found: &[(u32, u32)]) -> Result<(), Error> {
    plan.with_soon(|db| {
        let mut place = db.prepare_cached(
            "UPDATE message SET destination_uid = ?3 WHERE folder = ?1 AND source_uid = ?2",
        )?;
        for (source, destination) in found {
            place.execute(params![folder.number(), source, destination])?;
        }
        Ok(())
    })
}

/// A copied message, and its flags as last seen at the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flagged {
    pub(crate) uid: u32,
    pub(crate) destination_uid: u32,
    pub(crate) flags: Option<Flags>,
}

/// Copied messages of a folder whose number at the destination is known; rising by their number at the source.
pub(crate) fn flagged(plan: &Plan, folder: FolderId) -> Result<Vec<Flagged>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT source_uid, destination_uid, flags FROM message
             WHERE folder = ?1 AND state = ?2 AND destination_uid IS NOT NULL ORDER BY source_uid",
        )?
        .query_map([folder.number(), COPIED], |row| {
            let flags: Option<String> = row.get(2)?;
            Ok(Flagged {
                uid: row.get(0)?,
                destination_uid: row.get(1)?,
                flags: flags.as_deref().map(read),
            })
        })?
        .collect()
    })
}

/// Writes down the flags that messages now have at the source.
pub(crate) fn flag(plan: &Plan, folder: FolderId, flags: &[(u32, Flags)]) -> Result<(), Error> {
    plan.with_soon(|db| {
        let mut flag = db.prepare_cached(
            "UPDATE message SET flags = ?3 WHERE folder = ?1 AND source_uid = ?2",
        )?;
        for (uid, flags) in flags {
            flag.execute(params![folder.number(), uid, written(flags)])?;
        }
        Ok(())
    })
}

fn set_aside(
    db: &Transaction<'_>,
    folder: FolderId,
    one: &SetAside,
    (saved, unsaved): (Option<String>, Option<&'static str>),
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT OR REPLACE INTO message(folder, source_uid, state, size, internal_date, code, server_text, subject, sender, message_id, saved, unsaved)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        folder.number(),
        one.uid,
        SET_ASIDE,
        signed(one.size),
        one.internal_date.unix_timestamp(),
        one.code.as_str(),
        one.server_text,
        one.subject,
        one.sender,
        one.message_id,
        saved,
        unsaved,
    ])?;
    Ok(())
}

/// Flags never hold a blank (RFC 3501, `flag-keyword`).
fn written(flags: &Flags) -> String {
    flags.iter().collect::<Vec<_>>().join(" ")
}

fn read(text: &str) -> Flags {
    Flags::new(text.split_ascii_whitespace())
}

fn signed(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn unsigned(size: i64) -> u64 {
    u64::try_from(size).unwrap_or_default()
}
