//! # The copy on the wire
//!
//! Each message is the whole state of the copy: one bar for everything, one for each person, and folder bars for the one
//! person that is watched.

use serde::{Deserialize, Serialize};

use super::{Code, Fault, Prospect};

/// How a copy is to go about its work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CopyOptions {
    /// Bytes a second that may be read from the source; as fast as it goes when absent.
    pub max_rate: Option<u64>,
    /// Whether the inbox comes before other folders, and new mail before old mail.
    pub newest_first: bool,
}

/// The whole state of a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CopyProgress {
    /// Where the copy stands.
    pub phase: CopyPhase,
    /// Everything together.
    pub tally: Tally,
    /// The pace of the last while; absent until it can be told.
    pub bytes_per_second: Option<u64>,
    /// What is left at that pace; absent until it can be trusted.
    pub seconds_left: Option<u64>,
    /// How long it has been running.
    pub elapsed_seconds: u64,
    /// One entry for each person that is copied.
    pub people: Vec<PersonProgress>,
    /// Whether the computer is kept from falling asleep by itself.
    pub awake: bool,
    /// The folders of the person chosen with `copy_watch`.
    pub watched: Option<Watched>,
    /// Why the copy as a whole ended, in the phase `failed`.
    pub fault: Option<Fault>,
}

/// Where a copy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum CopyPhase {
    /// Counting; totals are not known for everybody yet.
    Counting,
    /// Copying.
    Copying,
    /// A pause was asked for; messages under way arrive first.
    Pausing,
    /// Nothing moves until it is resumed.
    Paused,
    /// A stop was asked for; messages under way arrive first.
    Stopping,
    /// It came to its end.
    Finished,
    /// It was stopped; the next copy carries on from here.
    Stopped,
    /// It ended because of the fault.
    Failed,
}

/// How much is done, of how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tally {
    /// Messages dealt with.
    pub messages: u64,
    /// Messages there are; absent while counting.
    pub messages_total: Option<u64>,
    /// Bytes dealt with.
    pub bytes: u64,
    /// Bytes there are; absent while counting.
    pub bytes_total: Option<u64>,
    /// Messages that were set aside.
    pub refused: u64,
    /// Messages that were at the destination before.
    pub already_there: u64,
    /// Bytes of those.
    pub already_there_bytes: u64,
    /// Messages copied earlier whose flags were brought up to date.
    pub flags_changed: u64,
}

/// How far one person is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonProgress {
    /// Who.
    pub person: i64,
    /// The address at the source.
    pub address: String,
    /// The name, where one was given.
    pub name: Option<String>,
    /// What is going on.
    pub state: PersonState,
    /// How much is done.
    pub tally: Tally,
    /// What lay before this copy; absent until everything is counted.
    pub prospect: Option<Prospect>,
}

/// What is going on for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum PersonState {
    /// Not begun.
    Waiting,
    /// Being counted.
    Counting,
    /// A folder is being copied.
    Copying {
        /// Its name at the source, part by part.
        folder: Vec<String>,
    },
    /// Something went wrong that may pass; it is tried again.
    Retrying {
        /// What went wrong.
        code: Code,
        /// How long it is from the beginning of the wait to the next try.
        seconds: u64,
        /// When the next try is (RFC 3339).
        until: Option<String>,
    },
    /// Everything that could be copied is.
    Done,
    /// The copy was stopped before the end.
    Stopped,
    /// It cannot go on for this person.
    Failed {
        /// Why.
        fault: Fault,
    },
}

/// The folders of the person that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Watched {
    /// Who.
    pub person: i64,
    /// Every folder, in the order in which they are copied.
    pub folders: Vec<FolderProgress>,
}

/// How far one folder is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct FolderProgress {
    /// Its name at the source, part by part.
    pub source: Vec<String>,
    /// Its name at the destination, part by part.
    pub destination: Vec<String>,
    /// What it is for, where that is known.
    pub role: Option<Role>,
    /// How much is done.
    pub tally: Tally,
    /// Why it was set aside.
    pub fault: Option<Fault>,
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Role {
    /// New mail.
    Inbox,
    /// Sent mail.
    Sent,
    /// Unfinished mail.
    Drafts,
    /// Deleted mail.
    Trash,
    /// Unwanted mail.
    Junk,
    /// Mail put away.
    Archive,
    /// Every message once more, as some servers show it.
    All,
    /// Marked mail, as some servers show it.
    Flagged,
}

/// A message that was set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Problem {
    /// Whose message.
    pub person: i64,
    /// The folder at the source, part by part.
    pub folder: Vec<String>,
    /// What happened.
    pub code: Code,
    /// What the server said.
    pub server_text: Option<String>,
    /// From the message's own header, where it could be read.
    pub subject: Option<String>,
    /// From the message's own header, where it could be read.
    pub sender: Option<String>,
    /// When it arrived at the source, as RFC 3339 writes it.
    pub date: Option<String>,
    /// In bytes.
    pub size: u64,
    /// The file in which it is saved.
    pub saved: Option<String>,
    /// Why it is not saved.
    pub unsaved: Option<Code>,
}
