//! # Making a plan
//!
//! A new plan is built under another name and renamed when it is whole and on the disk.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::clock::Clock;
use crate::error::{Code, Error};
use crate::plan::header::{self, Kind};
use crate::plan::lock::Lock;
use crate::plan::migration::CURRENT;
use crate::plan::open::{APPLICATION_ID, beside, open_locked, resting};
use crate::plan::{Plan, fault};

/// Builds the file and opens it.
pub(super) fn create(
    path: &Path,
    domain: &str,
    kind: Kind,
    clock: &dyn Clock,
) -> Result<Plan, Error> {
    let file = place(path)?;
    let lock = Lock::take(&file)?;
    let half = beside(&file, ".new");
    let built = vacant(&file)
        .and_then(|()| build(&half, domain, kind, clock))
        .and_then(|()| settle(&half, &file));
    if let Err(error) = built {
        // It may never have come to be; nobody opens a file of this name.
        let _ = fs::remove_file(&half);
        lock.withdraw();
        return Err(error);
    }
    open_locked(path, &file, lock, &CURRENT)
}

/// The full path of a file that need not exist yet.
fn place(path: &Path) -> Result<PathBuf, Error> {
    vacant(path)?;
    let folder = match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => return Err(Error::job(Code::LocalFileUnwritable)),
    };
    let name = path
        .file_name()
        .ok_or_else(|| Error::job(Code::LocalFileUnwritable))?;
    let folder = resting(folder).map_err(fault::unwritable)?;
    Ok(folder.join(name))
}

fn vacant(file: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(file) {
        Ok(_) => Err(Error::job(Code::PlanExists)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(fault::unwritable(error)),
    }
}

fn build(half: &Path, domain: &str, kind: Kind, clock: &dyn Clock) -> Result<(), Error> {
    // Left by a creation that was cut off: the lock says that it is nobody's.
    remove(half)?;
    let made = private().open(half).map_err(fault::unwritable)?;
    let mut db = Connection::open(half)?;
    // A half-built file is thrown away as a whole, so its journal need not outlive the process.
    db.pragma_update_and_check(None, "journal_mode", "MEMORY", |_| Ok(()))?;
    let transaction = db.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    CURRENT.build(&transaction)?;
    header::write(&transaction, domain, kind, clock.now())?;
    transaction.commit()?;
    db.close().map_err(|(_, error)| error)?;
    made.sync_all().map_err(fault::unwritable)
}

/// Gives the finished file its name.
fn settle(half: &Path, file: &Path) -> Result<(), Error> {
    // Left beside a plan that somebody deleted; SQLite would mix their content into the new one.
    for ending in ["-wal", "-shm", "-journal"] {
        remove(&beside(file, ending))?;
    }
    fs::rename(half, file).map_err(fault::unwritable)?;
    if cfg!(unix)
        && let Some(folder) = file.parent()
    {
        let folder = File::open(folder).map_err(fault::unwritable)?;
        folder.sync_all().map_err(fault::unwritable)?;
    }
    Ok(())
}

fn remove(file: &Path) -> Result<(), Error> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(fault::unwritable(error)),
        _ => Ok(()),
    }
}

/// A new file that other users of this computer cannot read: it lists people and the subjects of refused messages.
fn private() -> fs::OpenOptions {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
