//! # Backup
//!
//! Saves every mailbox as a Maildir on this computer, one folder for each person, with a list of all messages and their
//! hashes. The source is only read; a second run adds what is new, and nothing that is saved is ever written over.
//!
//! ```text
//! DIR/ana@example.com/manifest.jsonl     one line for each folder and message, only ever added to
//! DIR/ana@example.com/Maildir            the inbox: cur new tmp
//! DIR/ana@example.com/Maildir/A/B        a folder of a folder, in the layout that Dovecot calls `fs`
//! ```
//!
//! Messages are written byte for byte as the server hands them over, so lines end with CRLF. A message is written to
//! `tmp`, brought to the disk, renamed into `cur`, and only then entered into the list: a run that is cut off leaves
//! whole messages and a list that is true. What was renamed and not entered yet is entered by the next run.
//!
//! ```text
//! count everybody → is there room? → for each person: open list → for each folder: fetch → batch → tmp → cur → list
//! ```

mod attempt;
mod batches;
mod cloud;
mod manifest;
mod names;
mod person;
mod room;
mod shelf;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

pub use self::cloud::cloud_of;
pub use self::room::free_space;
use crate::address::Address;
use crate::backup::person::Person;
use crate::clock::Clock;
use crate::copy::{
    Board, PersonProgress, PersonState, Phase, Problem, Report, Tally, Throttle, few_at_once,
    folder_problems, tick,
};
use crate::error::{Code, Error};
use crate::imap::{Endpoint, Login, Roots};
use crate::job::{Control, Outcome};
use crate::plan::{PersonId, Plan};
use crate::provider::{Provider, Signs};

/// People who are saved at the same time unless somebody says otherwise; each takes one connection.
pub const CONNECTIONS: usize = 4;

/// One person with the sign-in at the source.
#[derive(Debug, Clone)]
pub struct Keeper {
    /// Who.
    pub person: PersonId,
    /// The address at the source. It names the folder.
    pub address: Address,
    /// The sign-in at the source.
    pub source: Login,
}

/// What is to be saved.
#[derive(Debug, Clone)]
pub struct Order {
    /// The server that is only read.
    pub source: Endpoint,
    /// Whom to trust.
    pub roots: Roots,
    /// Everybody, in the order of the list.
    pub people: Vec<Keeper>,
    /// The folder in which each person gets one. It is made where it is not there.
    pub to: PathBuf,
    /// People at the same time, at least one.
    pub connections: usize,
    /// Bytes a second that may be read, by all connections together; none for as fast as it goes.
    pub max_rate: Option<u64>,
}

/// How one person's backup ended.
#[derive(Debug, Clone)]
pub struct PersonBackup {
    /// Who, how far, and in which state it ended. `already_there` is what an earlier run had saved.
    pub progress: PersonProgress,
    /// The person's folder.
    pub folder: PathBuf,
    /// Messages in the backup, of this run and earlier ones. What was deleted at the source since is still among them.
    pub messages: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// What could not be saved, message by message and folder by folder.
    pub problems: Vec<Problem>,
}

impl PersonBackup {
    /// Whether everything that was counted is saved.
    pub fn is_whole(&self) -> bool {
        matches!(self.progress.state, PersonState::Done) && self.problems.is_empty()
    }
}

/// Saves everybody's mail, or until it is stopped. What is saved stays saved either way. The plan counts what is read of
/// each mailbox in a day, where the provider sets a limit.
///
/// # Errors
/// [`Code::PeopleEmpty`]; [`Code::LocalFileUnwritable`] with `params.path`; [`Code::BackupNoRoom`] with `params.path`,
/// `params.needed` and `params.free` in bytes, before the first message is fetched. Everything else happens to one person
/// and stands in that person's result.
pub async fn run(
    plan: Arc<Plan>,
    order: Order,
    control: Control,
    clock: Arc<dyn Clock>,
    report: Arc<dyn Report>,
) -> Result<Outcome<Vec<PersonBackup>>, Error> {
    if order.people.is_empty() {
        return Err(Error::job(Code::PeopleEmpty));
    }
    room::prepare(&order.to).await?;
    let board = Board::new(waiting(&order), control, clock, report);
    board.publish();
    let run = Arc::new(Run {
        plan,
        throttle: Throttle::new(order.max_rate),
        sums: Mutex::new(order.people.iter().map(|_| Sum::default()).collect()),
        board,
        order,
    });
    tokio::select! {
        saved = save_everybody(&run) => saved?,
        () = tick(&run.board) => {}
    }
    let stopped = run
        .board
        .any(|person| matches!(person.state, PersonState::Stopped));
    let last = run.board.finish(match stopped {
        true => Phase::Stopped,
        false => Phase::Finished,
    });
    let results = results(&run, last.people);
    Ok(match stopped {
        true => Outcome::Stopped(results),
        false => Outcome::Done(results),
    })
}

/// What all tasks of a run share.
struct Run {
    plan: Arc<Plan>,
    order: Order,
    board: Board,
    throttle: Throttle,
    sums: Mutex<Vec<Sum>>,
}

/// What one person has in the backup, and what is missing there.
#[derive(Debug, Clone, Default)]
struct Sum {
    messages: u64,
    bytes: u64,
    problems: Vec<Problem>,
}

impl Run {
    /// People who may be connected at the same time: as many as wished, and no more than the provider allows.
    fn at_once(&self) -> usize {
        let host = self.order.source.host();
        let provider = Provider::of(&Signs {
            host,
            ..Signs::default()
        });
        let most = provider.copy.connections_in_total;
        self.order
            .connections
            .min(most.unwrap_or(usize::MAX))
            .max(1)
    }

    /// Changes one person's sum.
    fn sum(&self, index: usize, change: impl FnOnce(&mut Sum)) {
        let mut sums = self.sums.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sum) = sums.get_mut(index) {
            change(sum);
        }
    }
}

async fn save_everybody(run: &Arc<Run>) -> Result<(), Error> {
    let people = (0..run.order.people.len()).filter_map(|index| Person::new(run, index));
    let at_once = run.at_once();
    let counted = few_at_once(at_once, people.collect(), |person| async move {
        let found = person.count().await?;
        Some((person, found))
    })
    .await;
    let needed = counted.iter().map(|(_, found)| room::needed(found)).sum();
    room::check(&run.order.to, needed).await?;
    run.board.begin_copying(None);
    few_at_once(at_once, counted, |(person, found)| async move {
        person.save(found).await;
        Some(())
    })
    .await;
    Ok(())
}

fn waiting(order: &Order) -> Vec<PersonProgress> {
    let people = order.people.iter().map(|keeper| PersonProgress {
        person: keeper.person,
        address: keeper.address.clone(),
        state: PersonState::Waiting,
        tally: Tally::default(),
        folders: Vec::new(),
        prospect: None,
    });
    people.collect()
}

fn results(run: &Run, people: Vec<PersonProgress>) -> Vec<PersonBackup> {
    let sums = run.sums.lock().unwrap_or_else(PoisonError::into_inner);
    let people = people.into_iter().zip(sums.iter().cloned());
    let results = people.map(|(progress, sum)| {
        let mut problems = sum.problems;
        problems.extend(folder_problems(&progress));
        PersonBackup {
            folder: run.order.to.join(names::person(&progress.address)),
            messages: sum.messages,
            bytes: sum.bytes,
            problems,
            progress,
        }
    });
    results.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movable<T: Send>(
        _: impl FnOnce(Arc<Plan>, Order, Control, Arc<dyn Clock>, Arc<dyn Report>) -> T,
    ) {
    }

    #[test]
    fn a_backup_can_move_between_threads() {
        movable(run);
    }
}
