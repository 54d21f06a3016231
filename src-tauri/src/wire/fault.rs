//! # Faults on the wire
//!
//! What the interface learns when something goes wrong: a closed code and values for its words. It never gets a sentence
//! from here, except the server's own words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::closed::closed;

/// Why a command was refused, or why a person or folder could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Fault {
    /// What happened, and on whose side.
    pub code: Code,
    /// How far it reaches.
    pub scope: Scope,
    /// When trying again makes sense.
    pub retry: Retry,
    /// Values for the words: host, port, address, folder, step.
    #[cfg_attr(test, ts(type = "Record<string, string>"))]
    pub params: BTreeMap<&'static str, String>,
    /// What the server said, for "Details".
    pub server_text: Option<String>,
}

closed! {
    /// What happened, as a closed set; the engine's own names.
    Code = moving_day_engine::error::Code;
}

/// How far a fault reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Scope {
    /// One message.
    Message,
    /// One folder.
    Folder,
    /// One person.
    Account,
    /// The whole job or command.
    Job,
}

/// When trying again makes sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Retry {
    /// At once.
    Now,
    /// After a while.
    Later,
    /// Not before a person has changed something.
    Never,
}

/// Which of the two mail systems is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Side {
    /// The one that people leave; it is only read.
    Source,
    /// The one that people move to.
    Destination,
}
