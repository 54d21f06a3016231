//! # What a copy brought
//!
//! Messages that were written and whose numbers at the destination are known, as they are to be there; and remarks on
//! those that are not.

use std::collections::BTreeMap;

use rusqlite::params;

use crate::copy::journal::problems::kept_columns;
use crate::copy::journal::{COPIED, FolderId, SetAside, read, unsigned};
use crate::error::{Code, Error};
use crate::imap::Flags;
use crate::plan::Plan;

/// A message that a copy brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Brought {
    /// The number at the source.
    pub(crate) uid: u32,
    /// The number at the destination.
    pub(crate) there: u32,
    /// Bytes.
    pub(crate) size: u64,
    /// When the source received it, in seconds since 1970; 0 where that is not known.
    pub(crate) date: i64,
    /// Its flags at the source, by their place in [`Part::flags`].
    pub(crate) flags: usize,
    /// Whether it shows signs by which servers change bytes.
    pub(crate) odd: bool,
}

/// Some of the messages of a folder that a copy brought.
#[derive(Debug, Default)]
pub(crate) struct Part {
    /// By rising number at the source.
    pub(crate) messages: Vec<Brought>,
    /// Combinations of flags that occur.
    pub(crate) flags: Vec<Flags>,
}

/// The next `most` messages behind the number `after` at the source, of those that lie from `floor` on at the destination.
/// What was there before a copy is not among them.
pub(crate) fn brought(
    plan: &Plan,
    folder: FolderId,
    (after, floor): (u32, u32),
    most: usize,
) -> Result<Part, Error> {
    plan.with(|db| {
        let mut rows = db.prepare_cached(
            "SELECT source_uid, destination_uid, size, internal_date, flags, odd FROM message
             WHERE folder = ?1 AND source_uid > ?2 AND state = ?3 AND destination_uid >= ?4 AND flags IS NOT NULL
             ORDER BY source_uid LIMIT ?5",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = rows.query(params![folder.number(), after, COPIED, floor, most])?;
        let mut part = Part::default();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(4)?;
            let flags = places.get(&text).copied().unwrap_or_else(|| {
                part.flags.push(read(&text));
                let place = part.flags.len() - 1;
                places.insert(text, place);
                place
            });
            part.messages.push(Brought {
                uid: row.get(0)?,
                there: row.get(1)?,
                size: unsigned(row.get(2)?),
                date: row.get(3)?,
                flags,
                odd: row.get(5)?,
            });
        }
        Ok(part)
    })
}

/// Writes down in what messages that are at the destination differ, by their numbers at the source.
pub(crate) fn remark(plan: &Plan, folder: FolderId, remarks: &[(u32, Code)]) -> Result<(), Error> {
    plan.with_soon(|db| {
        let mut remark = db.prepare_cached(
            "UPDATE message SET code = ?3 WHERE folder = ?1 AND source_uid = ?2 AND state = ?4",
        )?;
        for (uid, code) in remarks {
            remark.execute(params![folder.number(), uid, code.as_str(), COPIED])?;
        }
        Ok(())
    })
}

/// Writes down of a message that it is at the destination with other bytes. It stays copied, so that no later run brings
/// it a second time.
pub(crate) fn changed(plan: &Plan, folder: FolderId, one: &SetAside) -> Result<(), Error> {
    plan.with_soon(|db| {
        let (saved, unsaved) = kept_columns(plan, &one.kept);
        db.prepare_cached(
            "UPDATE message SET code = ?3, subject = ?4, sender = ?5, message_id = ?6, saved = ?7, unsaved = ?8
             WHERE folder = ?1 AND source_uid = ?2",
        )?
        .execute(params![
            folder.number(),
            one.uid,
            one.code.as_str(),
            one.subject,
            one.sender,
            one.message_id,
            saved,
            unsaved,
        ])
        .map(drop)
    })
}
