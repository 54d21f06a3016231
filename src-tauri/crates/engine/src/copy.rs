//! # The copy
//!
//! Counts what is there, decides what is missing, and moves it exactly once: the bytes as they are, with flags and
//! dates. A second run copies nothing, and a run after a crash carries on where the journal ends.
//!
//! What depends on what, for each person:
//!
//! ```text
//! list and count both sides → pair the folders → make, open and enter them into the journal → recognise what is there
//!   lane: fetch (source) ──queue bounded in bytes──▶ append (destination) → answers → ledger → journal
//! ```
//!
//! A folder's entry must be on disk before the first byte leaves for it. Answers and notes may be lost at any time: the
//! entry says where to look at the destination, and what lies there is recognised by its bytes. Nothing else has to
//! happen in this order.

mod allowance;
mod attempt;
mod daily;
mod diff;
mod estimate;
mod flagsets;
pub mod folders;
mod follow;
mod headers;
mod history;
mod journal;
mod labels;
mod lane;
mod ledger;
mod listing;
mod memory;
mod outlook;
mod pace;
mod patience;
mod person;
mod prints;
mod progress;
mod prospect;
mod recognise;
mod run;
mod save;
mod survey;
mod throttle;
pub mod verify;
mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use time::OffsetDateTime;

pub use self::estimate::{Amount, Estimate, estimate};
pub use self::history::{PastFinding, PastPerson, PastRun, PersonEnd, RunKind, findings, history};
pub use self::labels::Labels;
pub use self::outlook::{Checked, Outlook, check_destination, check_source, look_ahead};
pub use self::progress::{
    FolderProgress, PersonProgress, PersonState, Phase, Progress, Report, Tally,
};
pub use self::prospect::{Large, Prospect};
pub use self::run::run;
pub use self::save::beside as place_of_saved;
pub use self::survey::Survey;
pub(crate) use self::{
    daily::Daily,
    diff::{windows, without},
    lane::{Suspect, WHOLE},
    memory::Memory,
    patience::{AT_ONCE, LATER, Patience, SOON},
    progress::Board,
    run::{few_at_once, folder_problems, tick},
    save::{is_device, private, private_folder},
    throttle::Throttle,
};
use crate::address::Address;
use crate::error::{Code, Error};
use crate::imap::{Endpoint, FolderName, Login, Roots};
use crate::plan::{PersonId, Plan};

/// Connections to either side unless somebody says otherwise. More only helps on long lines, and many providers count
/// connections from one computer.
pub const CONNECTIONS: usize = 8;

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
    /// Connections to either side at the same time, at least one. They are shared between the people.
    pub connections: usize,
    /// The folder in which messages are saved that the destination does not take; none saves none. See
    /// [`place_of_saved`].
    pub save_refused: Option<PathBuf>,
    /// Bytes a second that may be read from the source, by all connections together; none for as fast as it goes.
    pub max_rate: Option<u64>,
    /// What becomes of a message with several labels, where folders are labels.
    pub labels: Labels,
    /// Whether the inbox comes before other folders, and new mail before old mail.
    pub newest_first: bool,
}

/// A message or folder that is not at the destination as it should be, and why.
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
    /// The file in which it is saved. It stays there when a later run copies the message after all.
    pub saved: Option<PathBuf>,
    /// Why it is not saved although it was to be: [`Code::LocalDiskFull`] or [`Code::LocalFileUnwritable`].
    pub unsaved: Option<Code>,
}

/// What can be said of one person after a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every message that was counted is at the destination.
    Complete,
    /// The same, with differences by which no mail is lost or changed, such as new mail since the switch or a date that the
    /// destination does not keep.
    CompleteWithNotes,
    /// Something is missing or changed; the problems and the fault say what.
    Incomplete,
}

impl Verdict {
    const ALL: [Self; 3] = [Self::Complete, Self::CompleteWithNotes, Self::Incomplete];

    /// The word in the plan file and for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::CompleteWithNotes => "complete_with_notes",
            Self::Incomplete => "incomplete",
        }
    }

    /// The verdict with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
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

/// Everybody of whom a message has been copied, also those who were taken out of the list since.
///
/// # Errors
/// Those of the plan file.
pub fn begun_people(plan: &Plan) -> Result<BTreeSet<PersonId>, Error> {
    journal::begun_people(plan)
}

/// How many messages of each person are at the destination, as far as the copies noted.
///
/// # Errors
/// Those of the plan file.
pub fn arrived(plan: &Plan) -> Result<BTreeMap<PersonId, u64>, Error> {
    journal::arrived(plan)
}

/// Folders that have another name at the destination: source and destination, once for each person.
///
/// # Errors
/// Those of the plan file.
pub fn renamed(plan: &Plan) -> Result<Vec<(FolderName, FolderName)>, Error> {
    journal::renamed(plan)
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
pub(crate) enum Halt {
    /// Somebody asked for it.
    Stopped,
    /// Something failed.
    Failed(Error),
    /// One folder failed; the place of it in the person's list.
    Folder(usize, Error),
    /// The mailbox has no room for a command with several messages; some of them may fit.
    Crowded,
    /// A message ended before its end. The side that broke off says why.
    Broken,
}

impl Halt {
    /// The lower, the more it says about why a person's copy ends.
    fn rank(&self) -> u8 {
        match self {
            Self::Stopped => 0,
            Self::Failed(_) => 1,
            Self::Crowded => 2,
            Self::Folder(..) => 3,
            Self::Broken => 4,
        }
    }
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
