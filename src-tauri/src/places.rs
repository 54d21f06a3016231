//! # Places on this computer
//!
//! Where plans, practice, settings and logs lie. Each system has its own customs, and `XDG_*` variables are honoured.

use std::path::{Path, PathBuf};

use directories::{BaseDirs, UserDirs};

use crate::IDENTIFIER;

/// The folders of the program. None of them exists until something is written.
#[derive(Debug, Clone)]
pub(crate) struct Places {
    data: PathBuf,
    documents: PathBuf,
    config: PathBuf,
    logs: PathBuf,
}

impl Places {
    /// The folders that the system gives to this program; none when the user has no home folder.
    pub(crate) fn of_this_computer() -> Option<Self> {
        let folders = BaseDirs::new()?;
        // Some systems copy the other data folder between computers, and a plan must not be copied while it is open.
        let own = UserDirs::new();
        let documents = own.as_ref().and_then(UserDirs::document_dir);
        let data = folders.data_local_dir().join(IDENTIFIER);
        Some(Self {
            documents: documents.unwrap_or(folders.home_dir()).to_owned(),
            config: folders.config_dir().join(IDENTIFIER),
            logs: data.join("logs"),
            data,
        })
    }

    /// All folders below one, for tests.
    #[cfg(test)]
    pub(crate) fn below(folder: &Path) -> Self {
        Self {
            data: folder.join("data"),
            documents: folder.join("documents"),
            config: folder.join("config"),
            logs: folder.join("logs"),
        }
    }

    /// Where the plan of a domain lies unless a person chooses another place.
    pub(crate) fn plan(&self, domain: &str) -> PathBuf {
        self.data.join("plans").join(format!("{domain}.movingday"))
    }

    /// Where the backup of a domain lies unless a person chooses another place.
    pub(crate) fn backup(&self, domain: &str) -> PathBuf {
        let program = self.documents.join("Moving Day");
        program.join(domain).join("Backup")
    }

    /// Where the backup of the practice run lies, which goes with it.
    pub(crate) fn practice_backup(&self) -> PathBuf {
        self.practice().join("Backup")
    }

    /// Everything of the practice run, and nothing else.
    pub(crate) fn practice(&self) -> PathBuf {
        self.data.join("practice")
    }

    /// The plan of the practice run.
    pub(crate) fn practice_plan(&self) -> PathBuf {
        self.practice().join("practice.movingday")
    }

    /// The pretend servers' own folder.
    pub(crate) fn practice_store(&self) -> PathBuf {
        self.practice().join("store")
    }

    /// The list of plans opened before.
    pub(crate) fn recent(&self) -> PathBuf {
        self.config.join("recent.json")
    }

    /// Daily log files.
    pub(crate) fn logs(&self) -> &Path {
        &self.logs
    }
}
