//! # One program per plan
//!
//! A file beside the plan is locked while the plan is open; the operating system lets go of it when the process ends,
//! however it ends. The plan itself cannot carry the lock: on some systems it would get in the way of SQLite's own.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use crate::error::{Code, Error};
use crate::plan::fault;

/// The right to open one plan. It ends when this goes.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    path: PathBuf,
    made: bool,
}

impl Lock {
    /// Takes the lock if a lock file is there already, so that a file that is no plan gets none beside it.
    ///
    /// # Errors
    /// [`Code::PlanInUse`], when somebody has it.
    pub(super) fn existing(plan: &Path) -> Result<Option<Self>, Error> {
        let path = beside(plan);
        match File::options().write(true).open(&path) {
            Ok(file) => Self::hold(file, path, false).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(fault::unwritable(error)),
        }
    }

    /// Takes the lock, and makes the lock file where there is none.
    ///
    /// # Errors
    /// [`Code::PlanInUse`], or those of writing a file.
    pub(super) fn take(plan: &Path) -> Result<Self, Error> {
        if let Some(lock) = Self::existing(plan)? {
            return Ok(lock);
        }
        let path = beside(plan);
        let file = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(fault::unwritable)?;
        Self::hold(file, path, true)
    }

    /// Gives the lock back and leaves nothing behind that was not there before. For a plan that did not open.
    pub(super) fn withdraw(self) {
        if self.made {
            // It stays as an empty file at worst, which harms nobody.
            let _ = fs::remove_file(&self.path);
        }
    }

    fn hold(file: File, path: PathBuf, made: bool) -> Result<Self, Error> {
        match file.try_lock() {
            Ok(()) => Ok(Self {
                _file: file,
                path,
                made,
            }),
            Err(TryLockError::WouldBlock) => Err(Error::job(Code::PlanInUse)),
            Err(TryLockError::Error(error)) => Err(fault::unwritable(error)),
        }
    }
}

fn beside(plan: &Path) -> PathBuf {
    let mut name = OsString::from(plan);
    name.push(".lock");
    PathBuf::from(name)
}
