//! # Comparing both sides
//!
//! The proof of a copy: both mailboxes are listed again over new connections and compared, folder by folder, with the
//! journal and with each other. Nothing is written on either side, and every message that is not there is named.
//!
//! ```text
//! list both sides → compare by number (pure) → look for the rest by content → signs (pure) → read a sample and all odd
//! ones → look in all other folders → name what is nowhere → verdict
//! ```

mod compare;
pub(crate) mod contents;
mod findings;
mod folder;
mod person;
mod progress;
mod signs;

use std::sync::Arc;
use std::time::Duration;

pub use self::findings::{Counts, Finding, Kind};
pub use self::progress::{PersonProgress, Progress, Report, State};
use crate::address::Address;
use crate::clock::Clock;
use crate::copy::run::few_at_once;
use crate::copy::verify::progress::Board;
use crate::copy::{Halt, Mover, Order, RunKind, Verdict, history, on_disk};
use crate::error::{Code, Error, Retry};
use crate::imap::FolderName;
use crate::job::{Control, Outcome};
use crate::plan::{PersonId, Plan};

/// Waits before a broken comparison is begun again, in seconds. Nothing is lost by it but time.
const AGAIN: [u64; 2] = [1, 5];

/// How many messages are read on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Some twenty of each folder, and every one with an odd sign.
    Sample,
    /// All of them.
    Everything,
}

/// What is proven of one folder.
#[derive(Debug, Clone)]
pub struct FolderProof {
    /// The name at the source.
    pub source: FolderName,
    /// The name at the destination.
    pub destination: FolderName,
    /// What can be said of it.
    pub verdict: Verdict,
    /// How many messages were found in what state.
    pub counts: Counts,
    /// Messages with which something is the matter, by rising number.
    pub findings: Vec<Finding>,
}

/// What is proven of one person.
#[derive(Debug, Clone)]
pub struct PersonProof {
    /// Who.
    pub person: PersonId,
    /// The address at the source.
    pub address: Address,
    /// How it ended: done, stopped or failed.
    pub state: State,
    /// What can be said of all folders together. Without an end nothing is proven.
    pub verdict: Verdict,
    /// Folder by folder; empty without an end.
    pub folders: Vec<FolderProof>,
}

impl PersonProof {
    /// The counts of all folders.
    pub fn counts(&self) -> Counts {
        let counts = self.folders.iter().map(|folder| folder.counts);
        counts.fold(Counts::default(), Counts::plus)
    }

    /// Messages of the source that are at the destination, in their folder or in another one. One with other bytes is
    /// another message.
    pub fn arrived(&self) -> u64 {
        let counts = self.counts();
        let there = counts.copied
            + counts.already_there
            + self.found(|kind| matches!(kind, Kind::Moved(_)));
        there.saturating_sub(self.found(|kind| matches!(kind, Kind::Altered)))
    }

    fn found(&self, wanted: fn(&Kind) -> bool) -> u64 {
        let findings = self.folders.iter().flat_map(|folder| &folder.findings);
        findings.filter(|finding| wanted(&finding.kind)).count() as u64
    }
}

/// What all tasks of a comparison share.
pub(crate) struct Task {
    pub(crate) plan: Arc<Plan>,
    pub(crate) order: Order,
    pub(crate) depth: Depth,
    pub(crate) control: Control,
    pub(crate) board: Board,
}

/// Compares both sides of everybody, or until it is stopped. Nothing is changed on either side; what is found is noted in
/// the plan, for the closing report.
///
/// # Errors
/// [`Code::PeopleEmpty`], and what goes wrong with the plan file. Everything else happens to one person and stands in that person's proof.
pub async fn verify(
    plan: Arc<Plan>,
    order: Order,
    depth: Depth,
    control: Control,
    clock: Arc<dyn Clock>,
    report: Arc<dyn Report>,
) -> Result<Outcome<Vec<PersonProof>>, Error> {
    if order.people.is_empty() {
        return Err(Error::job(Code::PeopleEmpty));
    }
    let began = clock.now();
    let noted = on_disk(&plan, move |plan| {
        history::begin(plan, RunKind::Check, began)
    })
    .await?;
    let board = Board::new(&order, Arc::clone(&clock), report);
    let task = Arc::new(Task {
        plan,
        order,
        depth,
        control,
        board,
    });
    let people: Vec<(usize, Mover)> = task.order.people.iter().cloned().enumerate().collect();
    let mut proofs = few_at_once(task.order.connections, people, |(index, mover)| {
        let task = Arc::clone(&task);
        async move { Some((index, prove(&task, &mover, index).await)) }
    })
    .await;
    task.board.finish();
    proofs.sort_by_key(|(index, _)| *index);
    let proofs: Vec<PersonProof> = proofs.into_iter().map(|(_, proof)| proof).collect();
    let stopped = |proof: &PersonProof| matches!(proof.state, State::Stopped);
    let outcome = match proofs.iter().any(stopped) {
        true => Outcome::Stopped(proofs),
        false => Outcome::Done(proofs),
    };
    let ended = clock.now();
    on_disk(&task.plan, move |plan| {
        history::checked(plan, noted, ended, &outcome)?;
        Ok(outcome)
    })
    .await
}

async fn prove(task: &Task, mover: &Mover, index: usize) -> PersonProof {
    let (state, verdict, folders) = match insist(task, mover, index).await {
        Ok(folders) => (State::Done, overall(&folders), folders),
        Err(Halt::Failed(error)) => (
            State::Failed(Arc::new(error)),
            Verdict::Incomplete,
            Vec::new(),
        ),
        Err(_) => (State::Stopped, Verdict::Incomplete, Vec::new()),
    };
    task.board
        .person(index, |person| person.state = state.clone());
    PersonProof {
        person: mover.person,
        address: mover.address.clone(),
        state,
        verdict,
        folders,
    }
}

/// Begins again after a trouble that passes.
async fn insist(task: &Task, mover: &Mover, index: usize) -> Result<Vec<FolderProof>, Halt> {
    let mut waits = AGAIN.into_iter();
    loop {
        task.control.checkpoint().await?;
        let compared = tokio::select! {
            compared = person::compare(task, mover, index) => compared,
            stopped = task.control.stopped() => return Err(stopped.into()),
        };
        let error = match compared {
            Err(Halt::Failed(error)) => error,
            ended => return ended,
        };
        let wait = waits.next().filter(|_| error.retry != Retry::Never);
        let Some(seconds) = wait else {
            return Err(error.into());
        };
        tracing::info!(code = %error.code, seconds, "comparing again");
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
            stopped = task.control.stopped() => return Err(stopped.into()),
        }
    }
}

/// The worst that can be said of a folder is what can be said of all.
fn overall(folders: &[FolderProof]) -> Verdict {
    let has = |verdict| folders.iter().any(|folder| folder.verdict == verdict);
    if has(Verdict::Incomplete) {
        Verdict::Incomplete
    } else if has(Verdict::CompleteWithNotes) {
        Verdict::CompleteWithNotes
    } else {
        Verdict::Complete
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movable<T: Send>(
        _: impl FnOnce(Arc<Plan>, Order, Depth, Control, Arc<dyn Clock>, Arc<dyn Report>) -> T,
    ) {
    }

    #[test]
    fn a_comparison_can_move_between_threads() {
        movable(verify);
    }
}
