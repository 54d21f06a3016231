//! # The copy
//!
//! Counts what is there, decides what is missing, and moves it exactly once: the bytes as they are, with flags and
//! dates. A second run copies nothing, and a run after a crash carries on where the journal ends.
//!
//! What depends on what, for each folder:
//!
//! ```text
//! open both folders → settle old intentions → list the source → diff
//!   fetch (source) ──queue bounded in bytes──▶ journal the intention → append (destination) → journal the answer
//! ```
//!
//! The intention must be on disk before the bytes leave; the answer may be lost at any time, because an intention
//! without an answer is settled by looking at the destination. Nothing else has to happen in this order.

mod diff;
pub mod folders;
mod headers;
mod journal;
mod pace;
mod person;
mod progress;
mod run;
mod settle;
mod survey;
mod transfer;
mod write;

use std::sync::Arc;

use time::OffsetDateTime;

pub use self::progress::{
    FolderProgress, PersonProgress, PersonState, Phase, Progress, Report, Tally,
};
pub use self::run::run;
pub use self::survey::{Survey, check};
use crate::address::Address;
use crate::error::{Code, Error};
use crate::imap::{Endpoint, FolderName, Login, Roots};
use crate::plan::{PersonId, Plan};

/// How many people are copied at the same time unless somebody says otherwise. More only helps on long lines, and many
/// providers count connections from one computer.
pub const PEOPLE_AT_ONCE: usize = 3;

/// One person with both sign-ins.
#[derive(Debug, Clone)]
pub struct Mover {
    /// Who.
    pub person: PersonId,
    /// The address at the source, for progress.
    pub address: Address,
    /// The sign-in at the source.
    pub source: Login,
    /// The sign-in at the destination.
    pub destination: Login,
}

/// What is to be copied.
#[derive(Debug, Clone)]
pub struct Order {
    /// The server that is only read.
    pub source: Endpoint,
    /// The server that is written to.
    pub destination: Endpoint,
    /// Whom to trust.
    pub roots: Roots,
    /// Everybody, in the order of the list.
    pub people: Vec<Mover>,
    /// People copied at the same time, at least one; each has one connection to either side.
    pub connections: usize,
}

/// A message or folder that is not at the destination, and why.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Whose it is.
    pub person: PersonId,
    /// The folder at the source.
    pub folder: FolderName,
    /// The number at the source; none when a whole folder is meant.
    pub uid: Option<u32>,
    /// Why.
    pub code: Code,
    /// In the server's words.
    pub server_text: Option<String>,
    /// From the header, as far as it can be read.
    pub subject: Option<String>,
    /// From the header, as far as it can be read.
    pub sender: Option<String>,
    /// From the header, as far as it can be read.
    pub message_id: Option<String>,
    /// When the source received it.
    pub date: Option<OffsetDateTime>,
    /// Bytes.
    pub size: u64,
}

/// What can be said of one person after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every message that was counted is at the destination.
    Complete,
    /// Something is missing; the problems and the fault say what.
    Incomplete,
}

/// How one person's copy ended.
#[derive(Debug, Clone)]
pub struct PersonResult {
    /// Who, how far, and in which state it ended.
    pub progress: PersonProgress,
    /// What can be said of it.
    pub verdict: Verdict,
    /// What is not at the destination, message by message.
    pub problems: Vec<Problem>,
}

/// Whether any message of this plan has been copied.
///
/// # Errors
/// Those of the plan file.
pub fn begun(plan: &Plan) -> Result<bool, Error> {
    journal::begun(plan)
}

/// Every message that an earlier run set aside, for one person or for all.
///
/// # Errors
/// Those of the plan file.
pub fn problems(plan: &Plan, person: Option<PersonId>) -> Result<Vec<Problem>, Error> {
    journal::problems(plan, person)
}

/// Why a task ends before its time.
#[derive(Debug)]
enum Halt {
    /// Somebody asked for it.
    Stopped,
    /// Something failed.
    Failed(Error),
}

impl From<Error> for Halt {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<crate::job::Stopped> for Halt {
    fn from(_: crate::job::Stopped) -> Self {
        Self::Stopped
    }
}

/// Runs journal work where it may wait for the disk without holding up the network.
async fn on_disk<T: Send + 'static>(
    plan: &Arc<Plan>,
    work: impl FnOnce(&Plan) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let plan = Arc::clone(plan);
    tokio::task::spawn_blocking(move || work(&plan))
        .await
        .map_err(|error| Error::job(Code::Unexpected).because(error))?
}
