//! # Faults of the file
//!
//! From what SQLite and the file system report to a [`Code`]. The text of their errors never leaves through a message.

use std::io;

use rusqlite::ffi::{self, ErrorCode};

use crate::error::{Code, Error};

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        Self::job(code(&source)).because(source)
    }
}

/// A file that could not be read or looked at.
pub(super) fn unreadable(source: io::Error) -> Error {
    let code = match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Code::PlanNotFound,
        io::ErrorKind::IsADirectory => Code::PlanForeign,
        _ => Code::LocalFileUnreadable,
    };
    Error::job(code).because(source)
}

/// A file that could not be made or written.
pub(crate) fn unwritable(source: io::Error) -> Error {
    let code = match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            Code::LocalDiskFull
        }
        _ => Code::LocalFileUnwritable,
    };
    Error::job(code).because(source)
}

fn code(error: &rusqlite::Error) -> Code {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => failed(*failure),
        // A value of another type than the schema promises, or a row that must be there.
        rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::IntegralValueOutOfRange(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::Utf8Error(..)
        | rusqlite::Error::QueryReturnedNoRows => Code::PlanDamaged,
        _ => Code::Unexpected,
    }
}

fn failed(failure: ffi::Error) -> Code {
    match failure.code {
        ErrorCode::DiskFull => Code::LocalDiskFull,
        // The shared memory beside the file could not grow: SQLite has no other word for a full disk here.
        ErrorCode::SystemIoFailure if failure.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            Code::LocalDiskFull
        }
        ErrorCode::SystemIoFailure if reading(failure.extended_code) => Code::LocalFileUnreadable,
        ErrorCode::ReadOnly | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => {
            Code::LocalFileUnwritable
        }
        ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => {
            Code::LocalFileUnreadable
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Code::PlanDamaged,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Code::PlanInUse,
        _ => Code::Unexpected,
    }
}

fn reading(extended_code: i32) -> bool {
    [
        ffi::SQLITE_IOERR_READ,
        ffi::SQLITE_IOERR_SHORT_READ,
        ffi::SQLITE_IOERR_FSTAT,
        ffi::SQLITE_IOERR_ACCESS,
    ]
    .contains(&extended_code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_of_sqlite_has_its_code() {
        for (number, code) in [
            (ffi::SQLITE_FULL, Code::LocalDiskFull),
            (ffi::SQLITE_IOERR_SHMSIZE, Code::LocalDiskFull),
            (ffi::SQLITE_IOERR_READ, Code::LocalFileUnreadable),
            (ffi::SQLITE_IOERR_WRITE, Code::LocalFileUnwritable),
            (ffi::SQLITE_READONLY, Code::LocalFileUnwritable),
            (ffi::SQLITE_CANTOPEN, Code::LocalFileUnwritable),
            (ffi::SQLITE_PERM, Code::LocalFileUnreadable),
            (ffi::SQLITE_CORRUPT, Code::PlanDamaged),
            (ffi::SQLITE_NOTADB, Code::PlanDamaged),
            (ffi::SQLITE_BUSY, Code::PlanInUse),
            (ffi::SQLITE_MISUSE, Code::Unexpected),
        ] {
            let error = rusqlite::Error::SqliteFailure(ffi::Error::new(number), None);
            assert_eq!(Error::from(error).code, code, "SQLite's {number}");
        }
    }

    #[test]
    fn a_full_disk_is_named_whoever_says_so() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            assert_eq!(unwritable(kind.into()).code, Code::LocalDiskFull);
        }
        assert_eq!(
            unwritable(io::ErrorKind::PermissionDenied.into()).code,
            Code::LocalFileUnwritable
        );
        assert_eq!(
            unreadable(io::ErrorKind::PermissionDenied.into()).code,
            Code::LocalFileUnreadable
        );
    }
}
