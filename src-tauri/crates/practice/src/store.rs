//! # The destination's store
//!
//! One SQLite file that outlives the app, so that a copy stopped in the middle carries on at the next start.
//! Every change is committed before the server answers OK; a kill loses nothing, only a power cut might.

mod reading;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior, params};
use time::OffsetDateTime;

use crate::account::{Entry, Listed};
use crate::content::{Flags, MailboxContent, SpecialUse};
use crate::error::Error;
use crate::names::{DESTINATION, INBOX};
use crate::people::PEOPLE;

const FILE: &str = "destination.sqlite";
/// "MDPR"; tells a store of this program from any other file.
const APPLICATION: i32 = 0x4D44_5052;
/// A reader beside a running company waits this long for a writer; a write takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// The open store; clones share it.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    /// Nothing once the store is closed.
    connection: Arc<Mutex<Option<Connection>>>,
}

/// One message on its way into the store.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) bytes: Vec<u8>,
    pub(crate) flags: Flags,
    pub(crate) internal_date: OffsetDateTime,
}

/// What became of a folder that was to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    /// It is there now.
    New,
    /// It was there before.
    AlreadyThere,
}

impl Store {
    /// Opens the store in `folder`, or makes it with everyone's empty mailbox.
    pub(crate) fn open(folder: &Path) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(Error::Folder)?;
        let mut connection = Connection::open(path(folder))?;
        connection.busy_timeout(PATIENCE)?;
        let tables: i64 =
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        if tables > 0 {
            check(&connection)?;
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        if tables == 0 {
            make(&mut connection)?;
        }
        Ok(Self {
            connection: Arc::new(Mutex::new(Some(connection))),
        })
    }

    /// Closes the file, after the work that is under way. Clones are of no more use then.
    pub(crate) async fn close(&self) -> Result<(), Error> {
        self.with_slot(|slot| match slot.take() {
            Some(connection) => connection.close().map_err(|(_, error)| Error::Store(error)),
            None => Ok(()),
        })
        .await
    }

    /// Puts a message into a folder and gives its UID.
    pub(crate) async fn append(&self, folder: i64, message: Incoming) -> Result<u32, Error> {
        self.with(move |connection| {
            let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let uid = change.query_row(
                "UPDATE folder SET uid_next = uid_next + 1 WHERE id = ?1 RETURNING uid_next - 1",
                [folder],
                |row| row.get(0),
            )?;
            change.execute(
                "INSERT INTO message(folder, uid, internal_date, zone, flags, bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    folder,
                    uid,
                    message.internal_date.unix_timestamp(),
                    message.internal_date.offset().whole_minutes(),
                    write_flags(&message.flags),
                    message.bytes,
                ],
            )?;
            change.commit()?;
            Ok(uid)
        })
        .await
    }

    /// Replaces the flags of a message.
    pub(crate) async fn set_flags(&self, folder: i64, uid: u32, flags: Flags) -> Result<(), Error> {
        self.with(move |connection| {
            connection.execute(
                "UPDATE message SET flags = ?3 WHERE folder = ?1 AND uid = ?2",
                params![folder, uid, write_flags(&flags)],
            )?;
            Ok(())
        })
        .await
    }

    /// Makes a folder, and the parents it lacks as folders that hold no messages.
    pub(crate) async fn create(
        &self,
        person: &'static str,
        parts: Vec<String>,
    ) -> Result<Made, Error> {
        self.with(move |connection| {
            let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            for depth in 1..parts.len() {
                let parent = parts.get(..depth).unwrap_or_default();
                insert(&change, person, parent, None, false)?;
            }
            let there = "SELECT selectable FROM folder WHERE person = ?1 AND name = ?2";
            let name = DESTINATION.write(&parts);
            let selectable: Option<bool> = change
                .query_row(there, params![person, name], |row| row.get(0))
                .optional()?;
            match selectable {
                Some(true) => return Ok(Made::AlreadyThere),
                Some(false) => {
                    let open_up =
                        "UPDATE folder SET selectable = 1 WHERE person = ?1 AND name = ?2";
                    change.execute(open_up, params![person, name])?;
                }
                None => insert(&change, person, &parts, None, true)?,
            }
            change.commit()?;
            Ok(Made::New)
        })
        .await
    }

    /// Puts a folder on the list of subscribed ones.
    pub(crate) async fn subscribe(&self, folder: i64) -> Result<(), Error> {
        self.with(move |connection| {
            connection.execute("UPDATE folder SET subscribed = 1 WHERE id = ?1", [folder])?;
            Ok(())
        })
        .await
    }

    pub(crate) async fn folders(&self, person: &'static str) -> Result<Vec<Entry>, Error> {
        self.with(move |connection| reading::folders(connection, person))
            .await
    }

    pub(crate) async fn messages(&self, folder: i64) -> Result<Vec<Listed>, Error> {
        self.with(move |connection| reading::messages(connection, folder))
            .await
    }

    pub(crate) async fn bytes(&self, folder: i64, uid: u32) -> Result<Option<Vec<u8>>, Error> {
        self.with(move |connection| reading::bytes(connection, folder, uid))
            .await
    }

    /// How many bytes a person's messages have together.
    pub(crate) async fn used(&self, person: &'static str) -> Result<u64, Error> {
        self.with(move |connection| reading::used(connection, person))
            .await
    }

    /// Runs blocking work away from the threads that serve connections.
    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.with_slot(|slot| work(slot.as_mut().ok_or(Error::Closing)?))
            .await
    }

    async fn with_slot<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Option<Connection>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let slot = Arc::clone(&self.connection);
        let work = move || work(&mut slot.lock().unwrap_or_else(PoisonError::into_inner));
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| Error::Closing)?
    }
}

/// Everything the store in `folder` holds, read from the file alone.
pub(crate) fn content(folder: &Path) -> Result<Vec<MailboxContent>, Error> {
    let connection = Connection::open_with_flags(path(folder), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.busy_timeout(PATIENCE)?;
    check(&connection)?;
    PEOPLE
        .iter()
        .map(|member| reading::content(&connection, member.address))
        .collect()
}

fn path(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

fn check(connection: &Connection) -> Result<(), Error> {
    let application: i32 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application == APPLICATION {
        Ok(())
    } else {
        Err(Error::Foreign)
    }
}

/// Everyone gets an inbox and the folders with a special use.
fn make(connection: &mut Connection) -> Result<(), Error> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    change.execute_batch(include_str!("store/schema.sql"))?;
    change.pragma_update(None, "application_id", APPLICATION)?;
    for member in PEOPLE {
        insert(&change, member.address, &[INBOX.to_owned()], None, true)?;
        for special_use in SpecialUse::ALL {
            let parts = [special_use.as_str().to_owned()];
            insert(&change, member.address, &parts, Some(special_use), true)?;
        }
    }
    change.execute("UPDATE folder SET subscribed = 1", [])?;
    change.commit()?;
    Ok(())
}

/// Makes a folder unless it is there. UIDVALIDITY counts on from the time, so that no folder ever has that of another.
fn insert(
    connection: &Connection,
    person: &str,
    parts: &[String],
    special_use: Option<SpecialUse>,
    selectable: bool,
) -> Result<(), Error> {
    connection.execute(
        "INSERT INTO folder(person, name, special_use, selectable, subscribed, uid_validity, uid_next)
         VALUES(?1, ?2, ?3, ?4, 0, max(unixepoch(), (SELECT ifnull(max(uid_validity), 0) + 1 FROM folder)), 1)
         ON CONFLICT DO NOTHING",
        params![person, DESTINATION.write(parts), special_use.map(SpecialUse::as_str), selectable],
    )?;
    Ok(())
}

fn write_flags(flags: &Flags) -> String {
    flags
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests;
