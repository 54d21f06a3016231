//! # Progress of a comparison
//!
//! The full state, told at most eight times a second; nothing here is an increment.

use std::sync::{Arc, Mutex, PoisonError};

use crate::address::Address;
use crate::clock::Clock;
use crate::copy::Order;
use crate::error::Error;
use crate::imap::FolderName;
use crate::job::Limiter;
use crate::plan::PersonId;

/// Where progress goes. Called from many tasks, one at a time; it must be quick.
pub trait Report: Send + Sync {
    /// Takes the present state.
    fn progress(&self, state: &Progress);
}

/// Where the comparison of one person stands.
#[derive(Debug, Clone)]
pub enum State {
    /// Not begun.
    Waiting,
    /// Looking what there is.
    Listing,
    /// This folder is compared.
    Comparing {
        /// The name at the source.
        folder: FolderName,
    },
    /// What is not where it should be is looked for everywhere else.
    Searching,
    /// Compared to the end.
    Done,
    /// Ended on request.
    Stopped,
    /// It could not be compared; the others go on.
    Failed(Arc<Error>),
}

/// One person.
#[derive(Debug, Clone)]
pub struct PersonProgress {
    /// Who.
    pub person: PersonId,
    /// The address at the source.
    pub address: Address,
    /// Where it stands.
    pub state: State,
    /// Folders compared.
    pub folders: u64,
    /// Folders to compare; none while that is not known.
    pub folders_total: Option<u64>,
    /// Messages of the source that were compared.
    pub messages: u64,
    /// Messages of the source; none while that is not known.
    pub messages_total: Option<u64>,
}

/// The whole comparison.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Everybody, in the order of the list.
    pub people: Vec<PersonProgress>,
}

/// Where all tasks of a comparison write how far they are, and from where it is told.
pub(crate) struct Board {
    progress: Mutex<Progress>,
    report: Arc<dyn Report>,
    clock: Arc<dyn Clock>,
    limiter: Limiter,
}

impl Board {
    pub(crate) fn new(order: &Order, clock: Arc<dyn Clock>, report: Arc<dyn Report>) -> Self {
        let people = order.people.iter().map(|mover| PersonProgress {
            person: mover.person,
            address: mover.address.clone(),
            state: State::Waiting,
            folders: 0,
            folders_total: None,
            messages: 0,
            messages_total: None,
        });
        Self {
            progress: Mutex::new(Progress {
                people: people.collect(),
            }),
            report,
            clock,
            limiter: Limiter::default(),
        }
    }

    /// Changes one person's state and tells, if it is time to.
    pub(crate) fn person(&self, index: usize, change: impl FnOnce(&mut PersonProgress)) {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(person) = progress.people.get_mut(index) {
            change(person);
        }
        if self.limiter.allows(&*self.clock) {
            self.report.progress(&progress);
        }
    }

    /// Tells the last state, which always passes.
    pub(crate) fn finish(&self) {
        let progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        self.report.progress(&progress);
    }
}
