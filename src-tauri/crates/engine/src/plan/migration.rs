//! # Format of the file
//!
//! Version 1 is `schema.sql`; each later version is one step of SQL, in order. Steps lead forward only, and before the
//! first of them runs on somebody's plan, a copy of the file is kept beside it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Code, Error};
use crate::plan::fault;

/// The format that this program writes.
pub(super) const CURRENT: Format<'static> = Format {
    steps: &[
        COPY_JOURNAL,
        SAVED_MESSAGES,
        TASKS,
        RUNS,
        DAILY_BYTES,
        READ_BACK,
        RUN_COPIED,
        PACE,
        MAILBOX_KINDS,
    ],
};

const COPY_JOURNAL: &str = include_str!("schema/2_copy_journal.sql");
const SAVED_MESSAGES: &str = include_str!("schema/3_saved_messages.sql");
const TASKS: &str = include_str!("schema/4_tasks.sql");
const RUNS: &str = include_str!("schema/5_runs.sql");
const DAILY_BYTES: &str = include_str!("schema/6_daily_bytes.sql");
const READ_BACK: &str = include_str!("schema/7_read_back.sql");
const RUN_COPIED: &str = include_str!("schema/8_run_copied.sql");
const PACE: &str = include_str!("schema/9_pace.sql");
const MAILBOX_KINDS: &str = include_str!("schema/10_mailbox_kinds.sql");

const FIRST: &str = include_str!("schema.sql");

/// A format, as the way that leads to it.
pub(super) struct Format<'a> {
    /// The SQL from version 1 to 2, from 2 to 3, and so on.
    pub(super) steps: &'a [&'a str],
}

impl Format<'_> {
    /// The number that stands in `user_version`.
    pub(super) fn version(&self) -> usize {
        self.steps.len() + 1
    }

    /// Builds the tables of this format in an empty file, the same way as those of an old plan come to be.
    pub(super) fn build(&self, db: &Connection) -> Result<(), Error> {
        self.build_version(db, self.version())
    }

    /// Looks whether the file is of a version that this program knows, and which.
    ///
    /// # Errors
    /// [`Code::PlanNewer`] with `params.version`, [`Code::PlanDamaged`] for a number that never was one.
    pub(super) fn recognise(&self, db: &Connection) -> Result<usize, Error> {
        let written: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        match usize::try_from(written) {
            Ok(version) if (1..=self.version()).contains(&version) => Ok(version),
            Ok(version) if version > self.version() => {
                Err(Error::job(Code::PlanNewer).with("version", version.to_string()))
            }
            _ => Err(Error::job(Code::PlanDamaged)),
        }
    }

    /// Passes when every table and column of `version` is there.
    ///
    /// # Errors
    /// [`Code::PlanDamaged`].
    pub(super) fn compare(&self, db: &Connection, version: usize) -> Result<(), Error> {
        let model = Connection::open_in_memory()?;
        self.build_version(&model, version)?;
        if columns(&model)?.is_subset(&columns(db)?) {
            Ok(())
        } else {
            Err(Error::job(Code::PlanDamaged))
        }
    }

    /// Brings an older plan to this format, all steps or none. `file` is where `db` lies.
    pub(super) fn bring(&self, db: &mut Connection, file: &Path) -> Result<(), Error> {
        let version = self.recognise(db)?;
        if version == self.version() {
            return Ok(());
        }
        keep_copy(db, file, version)?;
        let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for step in self.steps.iter().skip(version - 1) {
            transaction.execute_batch(step)?;
        }
        transaction.pragma_update(None, "user_version", self.version() as i64)?;
        if transaction
            .prepare("PRAGMA foreign_key_check")?
            .exists([])?
        {
            return Err(Error::job(Code::Unexpected));
        }
        Ok(transaction.commit()?)
    }

    fn build_version(&self, db: &Connection, version: usize) -> Result<(), Error> {
        db.execute_batch(FIRST)?;
        for step in self.steps.iter().take(version.saturating_sub(1)) {
            db.execute_batch(step)?;
        }
        Ok(db.pragma_update(None, "user_version", version as i64)?)
    }
}

/// Where the copy of a plan from before a step lies: `example.com.version-1.movingday`.
pub(super) fn copy_of(file: &Path, version: usize) -> PathBuf {
    let mut name = file.file_stem().unwrap_or_default().to_os_string();
    name.push(format!(".version-{version}"));
    if let Some(extension) = file.extension() {
        name.push(".");
        name.push(extension);
    }
    file.with_file_name(name)
}

fn keep_copy(db: &Connection, file: &Path, version: usize) -> Result<(), Error> {
    let copy = copy_of(file, version);
    let half = copy.with_extension("new");
    let text = half
        .to_str()
        .ok_or_else(|| Error::job(Code::LocalFileUnwritable))?;
    if half.exists() {
        fs::remove_file(&half).map_err(fault::unwritable)?;
    }
    // Not a copy of the bytes: the newest of them may still be in the file that SQLite keeps beside the plan.
    db.execute("VACUUM INTO ?1", [text])?;
    File::options()
        .write(true)
        .open(&half)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&half, &copy))
        .map_err(fault::unwritable)
}

fn columns(db: &Connection) -> Result<BTreeSet<(String, String)>, Error> {
    let mut list = db.prepare(
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'",
    )?;
    let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

#[cfg(test)]
mod tests;
