//! # The comparison on the wire
//!
//! Each message is the whole state of the check that everything arrived. What was found is asked for person by person,
//! because it may be long.

use serde::Serialize;

use super::{Code, Fault, Side};

/// The whole state of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerifyProgress {
    /// Where the comparison stands.
    pub phase: VerifyPhase,
    /// Whether every message is read on both sides; absent for a comparison that the plan remembers.
    pub deep: Option<bool>,
    /// When it ended, as RFC 3339 writes it.
    pub ended: Option<String>,
    /// One entry for each person that is compared.
    pub people: Vec<VerifyPerson>,
    /// Why the comparison as a whole ended, in the phase `failed`.
    pub fault: Option<Fault>,
}

/// Where a comparison stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum VerifyPhase {
    /// Both sides are being compared.
    Comparing,
    /// A stop was asked for.
    Stopping,
    /// Everybody was compared, as far as that was possible.
    Done,
    /// It ended before everybody was compared.
    Stopped,
    /// It ended because of the fault.
    Failed,
}

/// How far one person is, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct VerifyPerson {
    /// Who.
    pub person: i64,
    /// The address at the source.
    pub address: String,
    /// The name, where one was given.
    pub name: Option<String>,
    /// What is going on.
    pub state: VerifyState,
    /// Messages of the source that were compared.
    pub messages: u64,
    /// Messages of the source; absent while that is not known.
    pub messages_total: Option<u64>,
    /// What is proven; absent before the end.
    pub proof: Option<Proof>,
}

/// What is going on for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum VerifyState {
    /// Not begun.
    Waiting,
    /// Looking what there is.
    Listing,
    /// A folder is compared.
    Comparing {
        /// Its name at the source, part by part.
        folder: Vec<String>,
    },
    /// What is not in its place is looked for everywhere else.
    Searching,
    /// Compared to the end.
    Done,
    /// Ended before that.
    Stopped,
    /// It could not be compared.
    Failed {
        /// Why.
        fault: Fault,
    },
}

/// What can be said of one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Verdict {
    /// Everything is there.
    Complete,
    /// Everything is there, with differences by which no mail is lost or changed.
    CompleteWithNotes,
    /// Something is missing, or differs without an explanation.
    Incomplete,
}

/// What is proven of one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Proof {
    /// What can be said of all folders together.
    pub verdict: Verdict,
    /// Messages at the source.
    pub source: u64,
    /// Messages at the destination, the person's own included.
    pub destination: u64,
    /// Messages of the source that are at the destination, in their folder or in another one.
    pub arrived: u64,
    /// Messages that were fetched from both sides and are the same; absent for a comparison that the plan remembers.
    pub read: Option<u64>,
    /// Messages at the destination that are none of the source's.
    pub extra: u64,
    /// Messages whose flags somebody has changed since they were copied.
    pub flags_changed: u64,
    /// Messages with flags that the destination does not store.
    pub flags_not_stored: u64,
    /// Messages that were there before under another date.
    pub other_date: u64,
    /// How many findings there are of each kind, the most frequent first.
    pub findings: Vec<FindingCount>,
}

/// How often one kind of difference was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct FindingCount {
    /// What it is.
    pub kind: FindingKind,
    /// How often.
    pub count: u64,
}

/// What is the matter with a message or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum FindingKind {
    /// It was never copied, and is nowhere at the destination.
    Missing,
    /// It was copied, and is not at the destination any more.
    Gone,
    /// The copy set it aside.
    SetAside,
    /// Its bytes are not those of the source.
    Altered,
    /// One side does not hand it over.
    Unreadable,
    /// It has another date than at the source.
    DateDiffers,
    /// Flags are missing that the destination could have stored.
    FlagsMissing,
    /// The folder does not open.
    FolderUnreadable,
    /// The folder is not at the destination.
    FolderMissing,
    /// It lies in another folder of the destination.
    Moved,
    /// It arrived at the source after the copy.
    Late,
}

/// One message or folder with which something is the matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Finding {
    /// Whose it is.
    pub person: i64,
    /// The folder at the source, part by part.
    pub folder: Vec<String>,
    /// Whether the folder as a whole is meant.
    pub whole_folder: bool,
    /// What it is.
    pub kind: FindingKind,
    /// Why it was set aside, or why the folder does not open.
    pub code: Option<Code>,
    /// Which side does not hand it over.
    pub side: Option<Side>,
    /// The folder of the destination in which it lies now.
    pub moved_to: Option<Vec<String>>,
    /// From the message's own header, where it could be read.
    pub subject: Option<String>,
    /// From the message's own header, where it could be read.
    pub sender: Option<String>,
    /// When it arrived at the source, as RFC 3339 writes it.
    pub date: Option<String>,
    /// In bytes.
    pub size: u64,
    /// What the server said.
    pub server_text: Option<String>,
}
