//! # The connection test on the wire
//!
//! Each message is the whole state of the test, so that a window may come late and still show everything.

use serde::Serialize;

use super::Fault;

/// The whole state of a connection test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckProgress {
    /// Where the test stands.
    pub phase: CheckPhase,
    /// How many connections have an answer; each person has two.
    pub done: u32,
    /// How many connections there are.
    pub total: u32,
    /// One row for each person that is tested.
    pub rows: Vec<CheckRow>,
    /// How long the copy of all these people will take; absent until the test has ended, and where nothing is known.
    pub estimate: Option<Estimate>,
}

/// How long a copy will take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Estimate {
    /// Seconds in which mail moves; absent where no earlier copy has shown how fast that is.
    pub seconds: Option<u64>,
    /// Days over which it is spread, at least one.
    pub days: u64,
}

/// Where a connection test stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum CheckPhase {
    /// Connections are being tried.
    Testing,
    /// A stop was asked for; the connections under way end.
    Stopping,
    /// Every connection has an answer.
    Done,
    /// It ended before every connection had an answer.
    Stopped,
}

/// The two connections of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckRow {
    /// Whose connections.
    pub person: i64,
    /// To the system that people leave.
    pub source: CheckState,
    /// To the system that people move to.
    pub destination: CheckState,
    /// What a copy would meet; absent until both connections work.
    pub prospect: Option<Prospect>,
}

/// What lies before one person's copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Prospect {
    /// Messages to be copied.
    pub messages: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Messages that the destination does not take, because of their size.
    pub too_large: u64,
    /// The largest message that it takes, in bytes, where it says so.
    pub message_limit: Option<u64>,
    /// Room at the destination, where it sets a limit and tells it.
    pub room: Option<Room>,
    /// How many bytes the destination is short of.
    pub short_of: Option<u64>,
}

/// A folder that does not simply keep its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct FolderNote {
    /// Whose folder.
    pub person: i64,
    /// Its name at the source, part by part.
    pub source: Vec<String>,
    /// What becomes of it.
    pub fate: FolderFate,
}

/// What becomes of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum FolderFate {
    /// It has another name at the destination.
    Renamed {
        /// That name, part by part.
        destination: Vec<String>,
        /// Why, at least one.
        reasons: Vec<RenameReason>,
    },
    /// It shares its place with another folder.
    Merged {
        /// The other folder's name at the source.
        with: Vec<String>,
        /// Where both are.
        destination: Vec<String>,
    },
    /// Some of its messages are copied in another folder alone.
    Thinned {
        /// Its name at the destination, part by part.
        destination: Vec<String>,
        /// How many messages.
        messages: u64,
    },
    /// It is not copied.
    LeftOut {
        /// Why.
        why: Omission,
    },
}

/// Why a folder has another name at the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum RenameReason {
    /// An earlier copy put it there.
    EarlierRun,
    /// The destination has a folder of its own for this.
    Role,
    /// All folders lie inside the inbox there.
    InsideInbox,
    /// The folder above takes no folders there.
    Childless,
    /// Folders do not lie that deep there.
    Deep,
    /// The name is too long there.
    Long,
    /// The name has characters that are not taken there.
    Characters,
    /// Another folder has that name there.
    Taken,
    /// The destination spells it like this.
    Spelling,
    /// A folder above it is renamed.
    Parent,
}

/// Why a folder is not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Omission {
    /// It only holds folders.
    OnlyFolders,
    /// It shows flagged mail of other folders.
    Flagged,
    /// It shows all mail of other folders.
    All,
    /// It holds calendars, contacts, tasks or notes.
    NotMail,
}

/// How much a mailbox holds and may hold, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Room {
    /// What its mail takes up.
    pub used: u64,
    /// What it may take up.
    pub limit: u64,
}

/// What is known about one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum CheckState {
    /// Not tried yet.
    Waiting,
    /// Being tried.
    Testing,
    /// Signed in and counted.
    Works {
        /// How many folders there are.
        folders: u64,
        /// How many messages there are.
        messages: u64,
        /// How large they are together, in bytes.
        bytes: u64,
        /// How much room it has, where the server sets a limit and tells it.
        room: Option<Room>,
    },
    /// Did not work.
    Failed {
        /// Why.
        fault: Fault,
    },
}
