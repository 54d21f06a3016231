//! # The backup on the wire
//!
//! Its progress crosses as that of a copy does; here is where it lies and what came of it.

use serde::Serialize;

use super::Problem;

/// Where the backup will lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackupPlace {
    /// The folder, which may not be there yet.
    pub path: String,
    /// Bytes that are free there; absent where the disk does not tell.
    pub free: Option<u64>,
    /// The service on the internet that this folder is copied to, by its own name.
    pub cloud: Option<String>,
}

/// How much mail a person has in the old mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Mailbox {
    /// Who.
    pub person: i64,
    /// Messages; absent as long as nobody has counted.
    pub messages: Option<u64>,
    /// Bytes; absent as long as nobody has counted.
    pub bytes: Option<u64>,
    /// Messages that are at the destination.
    pub copied: u64,
}

/// What a backup saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct BackupResult {
    /// The folder with one folder for each person.
    pub path: String,
    /// Everybody whose mailbox could be opened.
    pub people: Vec<SavedPerson>,
}

/// What a backup saved of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct SavedPerson {
    /// Who.
    pub person: i64,
    /// Messages in the backup, of this run and earlier ones.
    pub messages: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Whether everything that was counted is saved.
    pub whole: bool,
    /// What could not be saved.
    pub problems: Vec<Problem>,
}
