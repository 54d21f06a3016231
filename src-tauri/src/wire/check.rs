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
