//! # One person
//!
//! Counts and copies one mailbox. Trouble that passes is tried again over new connections; a folder that cannot be
//! copied is set aside and the rest goes on.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::OnceCell;

use crate::copy::allowance::Place;
use crate::copy::attempt::Attempt;
use crate::copy::daily::Daily;
use crate::copy::memory::Memory;
use crate::copy::patience::{AT_ONCE, LATER, Patience, SOON};
use crate::copy::progress::{Board, FolderProgress, PersonState, Tally};
use crate::copy::prospect::Prospect;
use crate::copy::run::Run;
use crate::copy::survey::{self, Count, Counted};
use crate::copy::{Halt, Mover};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{DestinationSession, SourceSession, connect_destination, connect_source};
use crate::job::Stopped;

/// How long messages on their way may take to arrive after somebody has asked for an end.
const GRACE: Duration = Duration::from_secs(8);

/// A connection to either side.
pub(crate) type Sessions = (SourceSession, DestinationSession);

/// Everything the copy of one person needs.
pub(crate) struct Person {
    pub(crate) run: Arc<Run>,
    pub(crate) mover: Mover,
    /// The place on the board.
    pub(crate) index: usize,
    daily: OnceCell<Arc<Daily>>,
}

impl Person {
    /// The person at this place of the order, if there is one.
    pub(crate) fn new(run: &Arc<Run>, index: usize) -> Option<Self> {
        Some(Self {
            mover: run.order.people.get(index)?.clone(),
            run: Arc::clone(run),
            index,
            daily: OnceCell::new(),
        })
    }

    /// Signs in to both sides, pairs the folders and counts; none if that failed, and then the board says why.
    pub(crate) async fn count(&self) -> Option<Vec<Counted>> {
        self.state(PersonState::Counting);
        if let Some(fault) = self.same_mailbox() {
            return self.conclude(Err(Halt::Failed(fault)));
        }
        let mut patience = Patience::new(AT_ONCE, &[]);
        let counted = loop {
            let place = self.run.allowance.place().await;
            let counted = tokio::select! {
                counted = self.count_once() => counted.map_err(Halt::from),
                stopped = self.board().control().stopped() => Err(stopped.into()),
            };
            if self.made_room(place, &counted) {
                continue;
            }
            match patience.forgive((self.board(), self.index), counted).await {
                Some(result) => break result,
                None => self.state(PersonState::Counting),
            }
        };
        let count = self.conclude(counted)?;
        let prospect = Prospect::of(&count.folders, count.room);
        let counted = count.folders;
        self.board().person(self.index, |person| {
            person.state = PersonState::Waiting;
            person.folders = counted.iter().map(shown).collect();
            person.prospect = Some(Arc::new(prospect));
        });
        Some(counted)
    }

    /// Copies every folder; the board tells how it ended.
    pub(crate) async fn copy(self, mut counted: Vec<Counted>) {
        let mut memory = Memory::default();
        let mut patience = Patience::new(SOON, LATER);
        let copied = loop {
            let place = self.run.allowance.place().await;
            let attempt = Attempt::new(&self, &mut counted, &mut memory).run();
            let copied = tokio::select! {
                copied = attempt => copied,
                stopped = self.overdue() => Err(stopped.into()),
            };
            if memory.learn(self.board().bytes(self.index), &copied)
                || self.made_room(place, &copied)
            {
                continue;
            }
            if let Some(result) = patience.forgive((self.board(), self.index), copied).await {
                break result;
            }
        };
        if let Some((source, destination)) = self.kept() {
            tokio::join!(source.logout(), destination.logout());
        }
        if self.conclude(copied).is_some() {
            self.state(PersonState::Done);
        }
    }

    /// Waits until somebody has asked for an end and messages on their way have had their time to arrive. What is left
    /// then is found again at the destination.
    async fn overdue(&self) -> Stopped {
        let stopped = self.board().control().stopped().await;
        tokio::time::sleep(GRACE).await;
        stopped
    }

    /// Connections that are signed in: those of before, or new ones.
    pub(crate) async fn sessions(&self) -> Result<Sessions, Error> {
        match self.kept() {
            Some(sessions) => Ok(sessions),
            None => connect(&self.run, &self.mover).await,
        }
    }

    /// What the source may still give today; known once somebody is signed in.
    pub(crate) async fn daily(&self) -> Result<Arc<Daily>, Error> {
        let (run, person) = (&self.run, self.mover.person);
        let limit = run.allowance.source().daily_bytes_per_person;
        let now = self.board().clock().now();
        let open = || async move {
            Daily::open(&run.plan, person, limit, now)
                .await
                .map(Arc::new)
        };
        self.daily.get_or_try_init(open).await.cloned()
    }

    /// Keeps connections for whoever needs some next.
    pub(crate) fn keep(&self, sessions: Sessions) {
        self.run.kept().insert(self.index, sessions);
    }

    /// Leaves its place. Where a server says that there are too many connections, there is one place less from then on,
    /// connections that nobody uses are closed, and true is the answer: it is worth another try.
    fn made_room<T>(&self, place: Place<'_>, ended: &Result<T, Halt>) -> bool {
        let crowded = matches!(ended, Err(Halt::Failed(error)) if error.crowded);
        let made_room = crowded && place.give_up();
        if made_room {
            tracing::info!("fewer connections");
            self.run.kept().clear();
        }
        made_room
    }

    pub(crate) fn board(&self) -> &Board {
        &self.run.board
    }

    pub(crate) fn state(&self, state: PersonState) {
        self.board()
            .person(self.index, |person| person.state = state);
    }

    fn kept(&self) -> Option<Sessions> {
        self.run.kept().remove(&self.index)
    }

    async fn count_once(&self) -> Result<Count, Error> {
        let (mut source, mut destination) = connect(&self.run, &self.mover).await?;
        let (plan, person) = (&self.run.plan, self.mover.person);
        let counted = survey::count(
            plan,
            person,
            &mut source,
            &mut destination,
            self.run.order.labels,
        )
        .await?;
        if self.run.allowance.has_room_for_all() {
            self.keep((source, destination));
        } else {
            tokio::join!(source.logout(), destination.logout());
        }
        Ok(counted)
    }

    /// Copying a mailbox into itself would double it.
    fn same_mailbox(&self) -> Option<Error> {
        let same = self.run.order.source == self.run.order.destination
            && self.mover.source.user == self.mover.destination.user;
        same.then(|| {
            Error::new(Code::SameMailbox, Scope::Account, Retry::Never)
                .with("address", self.mover.address.as_str())
        })
    }

    fn conclude<T>(&self, result: Result<T, Halt>) -> Option<T> {
        match result {
            Ok(value) => return Some(value),
            Err(Halt::Stopped) => self.state(PersonState::Stopped),
            Err(Halt::Failed(error) | Halt::Folder(_, error)) => {
                tracing::info!(code = %error.code, "set aside");
                self.state(PersonState::Failed(Arc::new(error)));
            }
            Err(Halt::Crowded | Halt::Broken) => {
                let error = Error::job(Code::Unexpected);
                self.state(PersonState::Failed(Arc::new(error)));
            }
        }
        None
    }
}

/// Signs somebody in to both sides.
pub(crate) async fn connect(run: &Run, mover: &Mover) -> Result<Sessions, Error> {
    let order = &run.order;
    let sessions = tokio::try_join!(
        connect_source(&order.source, &mover.source, &order.roots),
        connect_destination(&order.destination, &mover.destination, &order.roots),
    )?;
    run.allowance.learn(&sessions);
    Ok(sessions)
}

fn shown(counted: &Counted) -> FolderProgress {
    FolderProgress {
        source: counted.pair.source.clone(),
        destination: counted.pair.destination.clone(),
        role: counted.pair.role,
        tally: Tally {
            messages: counted.there,
            messages_total: Some(counted.messages()),
            bytes: counted.there_bytes,
            bytes_total: Some(counted.bytes()),
            already_there: counted.there,
            already_there_bytes: counted.there_bytes,
            ..Tally::default()
        },
        fault: None,
    }
}
