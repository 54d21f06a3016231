//! # The end of a move on the wire
//!
//! What the plan has left on this computer, and the files that go to whoever helps.

use serde::{Deserialize, Serialize};

/// What lies on this computer when the move is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Remains {
    /// How many passwords of this plan are saved.
    pub passwords: u32,
    /// Files and folders.
    pub kept: Vec<Kept>,
}

/// A file or folder of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Kept {
    /// What it is.
    pub kind: KeptKind,
    /// Where it lies.
    pub path: String,
    /// How large it is, in bytes.
    pub bytes: u64,
}

/// What a plan keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum KeptKind {
    /// The plan file.
    Plan,
    /// Messages that the destination did not take.
    NotCopied,
}

/// One file of the details for support, without anything that names a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct SupportFile {
    /// What it is called.
    pub name: String,
    /// All of it.
    pub text: String,
}
