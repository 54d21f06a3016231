//! # Catching up on the wire
//!
//! When the old mailboxes were looked at again and what was new.

use serde::Serialize;

use super::Code;

/// How far catching up is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct CatchUp {
    /// The last look at everybody.
    pub last: Option<Look>,
    /// When the next look is due (RFC 3339); it may lie in the past. Absent before the switch and after the end.
    pub next: Option<String>,
    /// From when on a look that finds nothing counts (RFC 3339); absent before the switch.
    pub quiet_from: Option<String>,
    /// Whether nothing comes any more.
    pub over: bool,
    /// Everybody in the plan.
    pub people: Vec<LookedAt>,
}

/// One look at the old mailboxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Look {
    /// When it ended (RFC 3339).
    pub at: String,
    /// New messages, which are copied now.
    pub messages: u64,
}

/// What the last look found for one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct LookedAt {
    /// Who.
    pub person: i64,
    /// The address at the source.
    pub address: String,
    /// The name, where one was given.
    pub name: Option<String>,
    /// New messages; absent when nobody looked.
    pub fresh: Option<u64>,
    /// Why this mailbox could not be looked at.
    pub fault: Option<Code>,
}
