//! # Reading the store
//!
//! Plain queries, each from a connection to the types that sessions and tests use.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use time::{OffsetDateTime, UtcOffset};

use crate::account::{Entry, Listed};
use crate::content::{Fingerprint, Flags, FolderContent, MailboxContent, SpecialUse};
use crate::error::Error;
use crate::names::DESTINATION;

pub(super) fn folders(connection: &Connection, person: &str) -> Result<Vec<Entry>, Error> {
    let mut query = connection.prepare_cached(
        "SELECT id, name, special_use, selectable, subscribed, uid_validity, uid_next FROM folder WHERE person = ?1",
    )?;
    let mut rows = query.query([person])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let special_use: Option<String> = row.get(2)?;
        entries.push(Entry {
            id: row.get(0)?,
            parts: DESTINATION
                .read(&row.get::<_, String>(1)?)
                .ok_or(Error::Foreign)?,
            special_use: special_use
                .and_then(|name| SpecialUse::ALL.into_iter().find(|one| one.as_str() == name)),
            selectable: row.get(3)?,
            subscribed: row.get(4)?,
            uid_validity: row.get(5)?,
            uid_next: row.get(6)?,
        });
    }
    entries.sort_by(|one, other| one.parts.cmp(&other.parts));
    Ok(entries)
}

pub(super) fn messages(connection: &Connection, folder: i64) -> Result<Vec<Listed>, Error> {
    let mut query = connection.prepare_cached(
        "SELECT uid, length(bytes), flags, internal_date, zone FROM message WHERE folder = ?1 ORDER BY uid",
    )?;
    let mut rows = query.query([folder])?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(Listed {
            uid: row.get(0)?,
            size: row.get(1)?,
            flags: flags(row, 2)?,
            internal_date: date(row, 3)?,
        });
    }
    Ok(messages)
}

pub(super) fn bytes(
    connection: &Connection,
    folder: i64,
    uid: u32,
) -> Result<Option<Vec<u8>>, Error> {
    let mut query =
        connection.prepare_cached("SELECT bytes FROM message WHERE folder = ?1 AND uid = ?2")?;
    Ok(query
        .query_row(params![folder, uid], |row| row.get(0))
        .optional()?)
}

pub(super) fn used(connection: &Connection, person: &str) -> Result<u64, Error> {
    let mut query = connection.prepare_cached(
        "SELECT ifnull(sum(length(bytes)), 0) FROM message JOIN folder ON folder.id = folder WHERE person = ?1",
    )?;
    let used: i64 = query.query_row([person], |row| row.get(0))?;
    Ok(used.unsigned_abs())
}

pub(super) fn content(connection: &Connection, person: &str) -> Result<MailboxContent, Error> {
    let mut query = connection.prepare_cached(
        "SELECT bytes, flags, internal_date, zone FROM message WHERE folder = ?1 ORDER BY uid",
    )?;
    let mut contents = Vec::new();
    for entry in folders(connection, person)? {
        let mut rows = query.query([entry.id])?;
        let mut fingerprints = Vec::new();
        while let Some(row) = rows.next()? {
            let bytes: Vec<u8> = row.get(0)?;
            fingerprints.push(Fingerprint::of(&bytes, flags(row, 1)?, date(row, 2)?));
        }
        contents.push(FolderContent {
            parts: entry.parts,
            special_use: entry.special_use,
            selectable: entry.selectable,
            subscribed: entry.subscribed,
            messages: fingerprints,
        });
    }
    Ok(MailboxContent {
        address: person.to_owned(),
        folders: contents,
    })
}

fn flags(row: &Row<'_>, column: usize) -> Result<Flags, Error> {
    let text: String = row.get(column)?;
    Ok(text.split_whitespace().map(str::to_owned).collect())
}

/// A date from two columns, seconds and zone.
fn date(row: &Row<'_>, column: usize) -> Result<OffsetDateTime, Error> {
    let date = OffsetDateTime::from_unix_timestamp(row.get(column)?).map_err(|_| Error::Foreign)?;
    let zone: i32 = row.get(column + 1)?;
    let zone =
        UtcOffset::from_whole_seconds(zone.saturating_mul(60)).map_err(|_| Error::Foreign)?;
    Ok(date.to_offset(zone))
}
