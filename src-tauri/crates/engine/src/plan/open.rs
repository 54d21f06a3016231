//! # Opening a plan
//!
//! A file is looked at in three rounds, from the outside in, and none of them writes: its first bytes, its whole
//! content read-only, and only then it is opened for writing.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, MAIN_DB, OpenFlags};

use crate::error::{Code, Error};
use crate::plan::header::{self, Header};
use crate::plan::lock::Lock;
use crate::plan::migration::{CURRENT, Format};
use crate::plan::{Plan, fault};

/// "MDAY", in the head of every plan.
pub(super) const APPLICATION_ID: i32 = 0x4D44_4159;

/// SQLite waits so long for another program that looks into the file, a back-up or a virus scanner.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

const MAGIC: &[u8] = b"SQLite format 3\0";
const HEAD: usize = 100;

/// Opens a plan of the current format, or an older one that is then brought forward.
pub(super) fn open(path: &Path) -> Result<Plan, Error> {
    open_as(path, &CURRENT)
}

pub(super) fn open_as(path: &Path, format: &Format<'_>) -> Result<Plan, Error> {
    let file = resolve(path)?;
    // In this order: a file that is open in this process must not be touched, and one that is no plan gets no lock.
    let lock = Lock::existing(&file)?;
    look(&file)?;
    let lock = lock.map_or_else(|| Lock::take(&file), Ok)?;
    open_locked(path, &file, lock, format)
}

/// Opens the plan at `file`, which goes by the name of `path`, for the holder of its lock.
pub(super) fn open_locked(
    path: &Path,
    file: &Path,
    lock: Lock,
    format: &Format<'_>,
) -> Result<Plan, Error> {
    match inspect(file, format).and_then(|header| Ok((connect(file, format)?, header))) {
        Ok((db, header)) => Ok(Plan {
            db: Mutex::new(db),
            path: path.to_path_buf(),
            header,
            _lock: lock,
        }),
        Err(error) => {
            lock.withdraw();
            Err(error)
        }
    }
}

/// Opens a sound plan for writing.
fn connect(file: &Path, format: &Format<'_>) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(file, flags)?;
    if db.is_readonly(MAIN_DB)? {
        return Err(Error::job(Code::LocalFileUnwritable));
    }
    db.busy_timeout(BUSY_TIMEOUT)?;
    // Where the file system cannot do WAL, SQLite stays with its older journal, which is as safe.
    db.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // What was reported as copied must be on the disk, also after a power cut.
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "fullfsync", true)?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "trusted_schema", false)?;
    format.bring(&mut db, file)?;
    Ok(db)
}

/// The true place of the file, so that two names for it share one lock.
fn resolve(path: &Path) -> Result<PathBuf, Error> {
    let kind = fs::metadata(path).map_err(fault::unreadable)?;
    if !kind.is_file() {
        return Err(Error::job(Code::PlanForeign));
    }
    resting(path).map_err(fault::unreadable)
}

/// The absolute form of a path that exists.
pub(super) fn resting(path: &Path) -> std::io::Result<PathBuf> {
    // Windows would answer with a form of path that SQLite does not take in a URI.
    if cfg!(windows) {
        std::path::absolute(path)
    } else {
        fs::canonicalize(path)
    }
}

/// Looks at the first bytes.
fn look(file: &Path) -> Result<(), Error> {
    let mut head = Vec::with_capacity(HEAD);
    File::open(file)
        .and_then(|file| file.take(HEAD as u64).read_to_end(&mut head))
        .map_err(fault::unreadable)?;
    let code = if head.len() < HEAD {
        // The beginning of a plan, or nothing at all: what a full disk or a broken copy leaves.
        let begun = head.starts_with(MAGIC) || MAGIC.starts_with(&head);
        if begun {
            Code::PlanDamaged
        } else {
            Code::PlanForeign
        }
    } else if head.starts_with(MAGIC) && head.get(68..72) == Some(&APPLICATION_ID.to_be_bytes()) {
        return Ok(());
    } else {
        Code::PlanForeign
    };
    Err(Error::job(code))
}

/// Reads the whole file without a chance to write.
fn inspect(file: &Path, format: &Format<'_>) -> Result<Header, Error> {
    let pending = fs::metadata(beside(file, "-wal")).is_ok_and(|wal| wal.len() > 0);
    if !pending {
        // "Immutable" also keeps SQLite from making its own files beside this one.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_NO_MUTEX
            | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(uri(file), flags)?;
        return read_through(&db, format).and_then(|header| uncut(&db, file).map(|()| header));
    }
    let index = beside(file, "-shm");
    let there_before = index.exists();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = Connection::open_with_flags(file, flags)
        .map_err(Error::from)
        .and_then(|db| read_through(&db, format));
    if found.is_err() && !there_before {
        // SQLite makes it anew whenever it is needed.
        let _ = fs::remove_file(index);
    }
    found
}

fn read_through(db: &Connection, format: &Format<'_>) -> Result<Header, Error> {
    let version = format.recognise(db)?;
    let verdict: String = db.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Error::job(Code::PlanDamaged));
    }
    format.compare(db, version)?;
    header::read(db)
}

/// Passes when the last page is whole; SQLite itself would fill a shortened one with zeros.
fn uncut(db: &Connection, file: &Path) -> Result<(), Error> {
    let page: i64 = db.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    let length = fs::metadata(file).map_err(fault::unreadable)?.len();
    match u64::try_from(page)
        .ok()
        .and_then(|page| length.checked_rem(page))
    {
        Some(0) => Ok(()),
        _ => Err(Error::job(Code::PlanDamaged)),
    }
}

/// The name of a file that SQLite keeps beside the plan.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// The path as SQLite reads it with options behind it.
fn uri(file: &Path) -> String {
    let mut uri = String::from("file://");
    let bytes = file.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"/") && !bytes.starts_with(b"\\") {
        uri.push('/');
    }
    for &byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' | b':' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}
