//! # The plan file
//!
//! One SQLite file for each move: people, servers, tasks and the copy journal. It never holds a password or a message.
//!
//! A file that is not a sound plan of this version is refused with its own code and stays as it is, byte for byte:
//! everything is looked at before SQLite may write. A new plan is built under another name and then renamed, so a
//! half-written one is never found.
//!
//! Taking a person out is a mark. Only [`Plan::people`] and [`Plan::moving_people`] hide the marked ones; their journal stays, so that a person
//! who comes back is not copied twice.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};
use time::OffsetDateTime;

use crate::clock::Clock;
use crate::error::{Code, Error};

mod answers;
mod calendar;
mod columns;
mod create;
mod csv;
mod day;
mod entered;
mod fault;
mod header;
mod lock;
mod loose;
mod mailbox;
mod migration;
mod notes;
mod open;
mod people;
mod route;
mod schedule;
mod servers;
mod sheet;
mod sign_ins;
mod tasks;
mod visits;

pub use self::answers::Question;
pub use self::calendar::{calendar, save_calendar};
pub use self::csv::read_csv;
pub use self::day::read as read_day;
pub use self::entered::{Clash, Entered, Found, Malformed, read_people};
pub(crate) use self::fault::unwritable;
pub use self::header::{Header, Kind, PlanId};
pub use self::mailbox::MailboxKind;
pub use self::people::{Person, PersonId};
pub use self::schedule::{
    Judgement, Milestone, MovingDay, Schedule, USUAL_DAYS, Window, judge, suggestions,
};
pub use self::sign_ins::{Contents, SignIn};
pub use self::tasks::{Check, Concern, Mark, Reason, Said, Seen};
pub use self::visits::Visit;

/// An open plan. While it lives, nobody else can open the same file.
pub struct Plan {
    // Declared before the lock: SQLite lets go of the file first.
    db: Mutex<Connection>,
    path: PathBuf,
    header: Header,
    _lock: lock::Lock,
}

impl Plan {
    /// Makes a new plan file, whole or not at all.
    ///
    /// # Errors
    /// [`Code::PlanExists`] when anything has this name already, [`Code::LocalFileUnwritable`] or
    /// [`Code::LocalDiskFull`]; each with `params.path`.
    pub fn create(path: &Path, domain: &str, kind: Kind, clock: &dyn Clock) -> Result<Self, Error> {
        create::create(path, domain, kind, clock).map_err(|error| at(path, error))
    }

    /// Opens a plan, after a look at the whole file.
    ///
    /// # Errors
    /// [`Code::PlanNotFound`], [`Code::PlanForeign`], [`Code::PlanDamaged`], [`Code::PlanNewer`] (with
    /// `params.version`), [`Code::PlanInUse`], [`Code::LocalFileUnreadable`], [`Code::LocalFileUnwritable`] or
    /// [`Code::LocalDiskFull`]; each with `params.path`.
    pub fn open(path: &Path) -> Result<Self, Error> {
        open::open(path).map_err(|error| at(path, error))
    }

    /// What the plan says about itself.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Where the file lies, as given when it was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// One transaction that may write: all of it or nothing is on the disk when this returns.
    pub(crate) fn with<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        self.transact(|db| Ok(act(db)?))
    }

    /// Like [`Plan::with`], but the disk may take its time: after a power cut this may not have happened, though never in
    /// half. For what can be found out again.
    pub(crate) fn with_soon<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, Error> {
        let run = || {
            let mut db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
            db.pragma_update(None, "synchronous", "NORMAL")?;
            let written = db
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .and_then(|transaction| {
                    let value = act(&transaction)?;
                    transaction.commit()?;
                    Ok(value)
                });
            db.pragma_update(None, "synchronous", "FULL")?;
            Ok(written?)
        };
        run().map_err(|error| at(&self.path, error))
    }

    /// Like [`Plan::with`], for work that has errors of its own.
    fn transact<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let run = || {
            let mut db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
            let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = act(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        run().map_err(|error| at(&self.path, error))
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("id", &self.header.id)
            .finish_non_exhaustive()
    }
}

/// Names the file in errors about the file.
fn at(path: &Path, error: Error) -> Error {
    match error.code {
        Code::AddressTwice => error,
        _ => error.with("path", path.display().to_string()),
    }
}

/// Reads a moment from the file.
fn moment(seconds: i64) -> Result<OffsetDateTime, Error> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| Error::job(Code::PlanDamaged))
}

#[cfg(test)]
mod tests;
