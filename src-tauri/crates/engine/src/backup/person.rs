//! # One person
//!
//! Counts and saves one mailbox. Trouble that passes is tried again over a new connection; a folder that does not open
//! and a message that is not handed over are named, and the rest goes on.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::backup::attempt::{Attempt, Found};
use crate::backup::shelf::Shelf;
use crate::backup::{Keeper, Run, names};
use crate::copy::{
    AT_ONCE, Board, Daily, FolderProgress, Halt, LATER, Memory, Patience, PersonState, Problem,
    Prospect, SOON, Tally, without,
};
use crate::error::{Code, Error};
use crate::imap::{FolderName, SourceSession, Stretch, connect_source};

/// Messages that could not be saved in this run, by the place of their folder and their number.
pub(super) type Problems = BTreeMap<(usize, u32), Problem>;

/// Everything the backup of one person needs.
pub(super) struct Person {
    pub(super) run: Arc<Run>,
    pub(super) keeper: Keeper,
    /// The place on the board.
    pub(super) index: usize,
    /// A connection that is signed in and not in use.
    kept: Mutex<Option<SourceSession>>,
    /// What the source may still give today; known once somebody is signed in.
    daily: OnceCell<Daily>,
}

impl Person {
    /// The person at this place of the order, if there is one.
    pub(super) fn new(run: &Arc<Run>, index: usize) -> Option<Self> {
        Some(Self {
            keeper: run.order.people.get(index)?.clone(),
            run: Arc::clone(run),
            index,
            kept: Mutex::default(),
            daily: OnceCell::new(),
        })
    }

    /// Signs in and counts what is new; none if that failed, and then the board says why.
    pub(super) async fn count(&self) -> Option<Vec<Found>> {
        self.state(PersonState::Counting);
        let mut patience = Patience::new(AT_ONCE, &[]);
        let counted = loop {
            let counted = tokio::select! {
                counted = self.count_once() => counted.map_err(Halt::from),
                stopped = self.board().control().stopped() => Err(stopped.into()),
            };
            match patience.forgive((self.board(), self.index), counted).await {
                Some(result) => break result,
                None => self.state(PersonState::Counting),
            }
        };
        let found = self.conclude(counted)?;
        let new = || found.iter().flat_map(|folder| &folder.todo);
        let prospect = Prospect {
            messages: new().count() as u64,
            bytes: new().map(|one| u64::from(one.size)).sum(),
            ..Prospect::default()
        };
        self.board().person(self.index, |person| {
            person.state = PersonState::Waiting;
            person.folders = found.iter().map(shown).collect();
            person.prospect = Some(Arc::new(prospect));
        });
        Some(found)
    }

    /// Saves every folder; the board tells how it ended.
    pub(super) async fn save(self, found: Vec<Found>) {
        let mut problems = Problems::new();
        let saved = match self.shelf().await {
            Ok(shelf) => {
                let shelf = Arc::new(Mutex::new(shelf));
                let saved = self.insist(&shelf, &found, &mut problems).await;
                let shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
                self.note_sum(&shelf);
                saved
            }
            Err(error) => Err(error.into()),
        };
        self.run.sum(self.index, |sum| {
            sum.problems = problems.into_values().collect();
        });
        let kept = self.kept();
        if let Some(session) = kept {
            session.logout().await;
        }
        if self.conclude(saved).is_some() {
            self.state(PersonState::Done);
        }
    }

    /// Tries again after a trouble that passes.
    async fn insist(
        &self,
        shelf: &Arc<Mutex<Shelf>>,
        found: &[Found],
        problems: &mut Problems,
    ) -> Result<bool, Halt> {
        let mut memory = Memory::default();
        let mut patience = Patience::new(SOON, LATER);
        loop {
            let attempt = Attempt::new(self, shelf, found, &mut memory, problems);
            let saved = attempt.run().await;
            self.note_daily().await?;
            let bytes = self.board().bytes(self.index);
            if memory.learn(bytes, &saved) {
                continue;
            }
            let forgiven = patience.forgive((self.board(), self.index), saved).await;
            if let Some(result) = forgiven {
                return result;
            }
        }
    }

    /// A connection that is signed in: the one of before, or a new one.
    pub(super) async fn session(&self) -> Result<SourceSession, Error> {
        match self.kept() {
            Some(session) => Ok(session),
            None => {
                let order = &self.run.order;
                let session =
                    connect_source(&order.source, &self.keeper.source, &order.roots).await?;
                let limit = session.provider().copy.daily_bytes_per_person;
                let (person, now) = (self.keeper.person, self.board().clock().now());
                let open = || Daily::open(&self.run.plan, person, limit, now);
                self.daily.get_or_try_init(open).await?;
                Ok(session)
            }
        }
    }

    /// Waits until so many bytes may be read, by the speed that somebody has set, and counts them against the day's limit.
    pub(super) async fn pay(&self, bytes: usize) -> Result<(), Error> {
        self.run.throttle.pay(bytes as u64).await;
        match self.daily.get() {
            Some(daily) => {
                let clock = self.board().clock();
                daily.spend(&self.run.plan, clock, bytes as u64).await
            }
            None => Ok(()),
        }
    }

    /// Writes what has been counted of the day.
    async fn note_daily(&self) -> Result<(), Error> {
        match self.daily.get() {
            Some(daily) => daily.write(&self.run.plan).await,
            None => Ok(()),
        }
    }

    /// Keeps a connection for whoever needs one next.
    pub(super) fn keep(&self, session: SourceSession) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(session);
    }

    pub(super) fn board(&self) -> &Board {
        &self.run.board
    }

    pub(super) fn state(&self, state: PersonState) {
        self.board()
            .person(self.index, |person| person.state = state);
    }

    fn kept(&self) -> Option<SourceSession> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.take()
    }

    fn place(&self) -> PathBuf {
        let name = names::person(&self.keeper.address);
        self.run.order.to.join(name)
    }

    async fn shelf(&self) -> Result<Shelf, Error> {
        let (place, address) = (self.place(), self.keeper.address.clone());
        tokio::task::spawn_blocking(move || Shelf::open(&place, address.as_str()))
            .await
            .map_err(|error| Error::job(Code::Unexpected).because(error))?
    }

    fn note_sum(&self, shelf: &Shelf) {
        let (messages, bytes) = shelf.sum();
        self.run.sum(self.index, |sum| {
            (sum.messages, sum.bytes) = (messages, bytes);
        });
    }

    async fn count_once(&self) -> Result<Vec<Found>, Error> {
        let mut session = self.session().await?;
        let found = listed(&mut session).await?;
        if self.run.order.people.len() <= self.run.at_once() {
            self.keep(session);
        } else {
            session.logout().await;
        }
        let mut shelf = self.shelf().await?;
        self.note_sum(&shelf);
        tokio::task::spawn_blocking(move || {
            found
                .into_iter()
                .map(|folder| folder.without_saved(&mut shelf))
                .collect()
        })
        .await
        .map_err(|error| Error::job(Code::Unexpected).because(error))?
    }

    fn conclude<T>(&self, result: Result<T, Halt>) -> Option<T> {
        let error = match result {
            Ok(value) => return Some(value),
            Err(Halt::Stopped) => {
                self.state(PersonState::Stopped);
                return None;
            }
            Err(Halt::Failed(error) | Halt::Folder(_, error)) => error,
            Err(Halt::Crowded | Halt::Broken) => Error::job(Code::Unexpected),
        };
        tracing::info!(code = %error.code, "set aside");
        self.state(PersonState::Failed(Arc::new(error)));
        None
    }
}

impl Found {
    /// Looks on the disk which messages are new.
    fn without_saved(mut self, shelf: &mut Shelf) -> Result<Self, Error> {
        let saved = shelf.saved(&self.name, self.validity)?;
        let uids: Vec<u32> = saved.iter().map(|(uid, _)| *uid).collect();
        self.todo = without(self.listed.clone(), &uids);
        Ok(self)
    }
}

/// Every folder with the numbers and sizes of its messages, with a few waits however many folders there are.
async fn listed(session: &mut SourceSession) -> Result<Vec<Found>, Error> {
    let folders = session.folders().await?.into_iter();
    let folders = folders.filter(|folder| folder.selectable);
    let names: Vec<FolderName> = folders.map(|folder| folder.name).collect();
    let stretch = |name: &FolderName| Stretch {
        folder: name.clone(),
        first: 1,
        last: u32::MAX,
    };
    let weighed = session
        .weigh(&names.iter().map(stretch).collect::<Vec<_>>())
        .await?;
    let found = names.into_iter().zip(weighed);
    Ok(found
        .map(|(name, weighed)| match weighed {
            Ok((opened, listed)) => Found {
                name,
                validity: opened.uid_validity,
                listed,
                todo: Vec::new(),
                fault: None,
            },
            Err(error) => Found {
                name,
                validity: 0,
                listed: Vec::new(),
                todo: Vec::new(),
                fault: Some(Arc::new(error)),
            },
        })
        .collect())
}

fn shown(found: &Found) -> FolderProgress {
    let there = (found.listed.len() - found.todo.len()) as u64;
    let bytes = |messages: &[crate::imap::Weighed]| -> u64 {
        messages.iter().map(|one| u64::from(one.size)).sum()
    };
    FolderProgress {
        source: found.name.clone(),
        destination: found.name.clone(),
        role: None,
        tally: Tally {
            messages: there,
            messages_total: Some(found.listed.len() as u64),
            bytes: bytes(&found.listed).saturating_sub(bytes(&found.todo)),
            bytes_total: Some(bytes(&found.listed)),
            already_there: there,
            ..Tally::default()
        },
        fault: found.fault.clone(),
    }
}
