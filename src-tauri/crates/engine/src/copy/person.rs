//! # One person
//!
//! Counts and copies one mailbox. Trouble that passes is tried again over new connections; a folder that cannot be
//! copied is set aside and the rest goes on.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use crate::copy::progress::{FolderProgress, PersonState, Tally};
use crate::copy::run::Run;
use crate::copy::survey::{Counted, count_pairs};
use crate::copy::transfer::Route;
use crate::copy::{Halt, Mover, journal, on_disk};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{DestinationSession, SourceSession, connect_destination, connect_source};

/// Waits before a broken connection is made anew. Servers that restart are back within a minute; a longer trouble needs
/// a person.
const SOON: &[u64] = &[1, 2, 5, 15, 30];
/// Waits after a server has asked for patience or is not to be found.
const LATER: &[u64] = &[15, 30, 60, 120];
/// While counting, somebody is looking on and had better hear at once what is wrong.
const AT_ONCE: &[u64] = &[1, 2];

/// Everything the copy of one person needs.
pub(crate) struct Person {
    run: Arc<Run>,
    mover: Mover,
    /// The place on the board.
    index: usize,
}

impl Person {
    /// The person at this place of the order, if there is one.
    pub(crate) fn new(run: &Arc<Run>, index: usize) -> Option<Self> {
        Some(Self {
            mover: run.order.people.get(index)?.clone(),
            run: Arc::clone(run),
            index,
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
            let counted = tokio::select! {
                counted = self.count_once() => counted.map_err(Halt::from),
                stopped = self.run.board.control().stopped() => Err(stopped.into()),
            };
            match patience.forgive(self, counted).await {
                Some(result) => break result,
                None => self.state(PersonState::Counting),
            }
        };
        let counted = self.conclude(counted)?;
        self.run.board.person(self.index, |person| {
            person.state = PersonState::Waiting;
            person.folders = counted.iter().map(shown).collect();
        });
        Some(counted)
    }

    /// Copies every folder; the board tells how it ended.
    pub(crate) async fn copy(&self, counted: &[Counted]) {
        let mut dealt_with = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut patience = Patience::new(SOON, LATER);
        let copied = loop {
            let copied = self.copy_once(counted, &mut dealt_with, &mut seen).await;
            if let Some(result) = patience.forgive(self, copied).await {
                break result;
            }
        };
        if self.conclude(copied).is_some() {
            self.state(PersonState::Done);
        }
    }

    async fn count_once(&self) -> Result<Vec<Counted>, Error> {
        let (mut source, mut destination) = self.connect().await?;
        let person = self.mover.person;
        let known = on_disk(&self.run.plan, move |plan| {
            journal::known_pairs(plan, person)
        })
        .await?;
        let counted = count_pairs(&mut source, &destination.folders().await?, &known).await?;
        tokio::join!(source.logout(), destination.logout());
        Ok(counted)
    }

    async fn copy_once(
        &self,
        counted: &[Counted],
        dealt_with: &mut BTreeSet<usize>,
        seen: &mut BTreeSet<usize>,
    ) -> Result<(), Halt> {
        let mut sessions = None;
        for (place, folder) in counted.iter().enumerate() {
            if dealt_with.contains(&place) {
                continue;
            }
            self.run.board.control().checkpoint().await?;
            self.state(PersonState::Copying {
                folder: folder.pair.source.clone(),
            });
            let (mut source, mut destination) = match sessions.take() {
                Some(open) => open,
                None => self.connect().await?,
            };
            let route = Route {
                plan: &self.run.plan,
                board: &self.run.board,
                index: self.index,
                place,
                person: self.mover.person,
                first_look: seen.insert(place),
            };
            match self
                .copy_folder(&route, &mut source, &mut destination, folder)
                .await
            {
                Ok(()) => sessions = Some((source, destination)),
                // A transfer that broke off leaves answers on the line, so the sessions are not used again.
                Err(Halt::Failed(error)) if error.scope == Scope::Folder => {
                    self.run.board.folder(self.index, place, |folder| {
                        folder.fault = Some(Arc::new(error));
                    });
                }
                Err(halt) => return Err(halt),
            }
            dealt_with.insert(place);
        }
        if let Some((source, destination)) = sessions {
            tokio::join!(source.logout(), destination.logout());
        }
        Ok(())
    }

    async fn copy_folder(
        &self,
        route: &Route<'_>,
        source: &mut SourceSession,
        destination: &mut DestinationSession,
        folder: &Counted,
    ) -> Result<(), Halt> {
        if folder.pair.create {
            destination.create(&folder.pair.destination).await?;
        }
        if folder.pair.subscribe {
            destination.subscribe(&folder.pair.destination).await?;
        }
        route.copy(source, destination, folder).await
    }

    async fn connect(&self) -> Result<(SourceSession, DestinationSession), Error> {
        let roots = &self.run.order.roots;
        tokio::try_join!(
            connect_source(&self.run.order.source, &self.mover.source, roots),
            connect_destination(&self.run.order.destination, &self.mover.destination, roots),
        )
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
            Err(Halt::Failed(error)) => {
                tracing::info!(code = %error.code, "set aside");
                self.state(PersonState::Failed(Arc::new(error)));
            }
        }
        None
    }

    fn state(&self, state: PersonState) {
        self.run
            .board
            .person(self.index, |person| person.state = state);
    }
}

/// How often trouble that passes has come, and how far the copy was at the time. Whoever gets further starts afresh.
struct Patience {
    soon: &'static [u64],
    later: &'static [u64],
    failures: usize,
    reached: u64,
}

impl Patience {
    fn new(soon: &'static [u64], later: &'static [u64]) -> Self {
        Self {
            soon,
            later,
            failures: 0,
            reached: 0,
        }
    }

    /// Waits after a failure of the kind that passes, and says nothing: try again. Anything else is the result.
    async fn forgive<T>(
        &mut self,
        person: &Person,
        attempt: Result<T, Halt>,
    ) -> Option<Result<T, Halt>> {
        let Err(Halt::Failed(error)) = attempt else {
            return Some(attempt);
        };
        let board = &person.run.board;
        let bytes = board.bytes(person.index);
        if bytes > self.reached {
            (self.failures, self.reached) = (0, bytes);
        }
        let waits = match error.retry {
            Retry::Now => self.soon,
            Retry::Later => self.later,
            Retry::Never => &[],
        };
        let Some(&seconds) = waits.get(self.failures) else {
            return Some(Err(error.into()));
        };
        self.failures += 1;
        tracing::info!(code = %error.code, seconds, "trying again");
        person.state(PersonState::Retrying {
            code: error.code,
            seconds,
        });
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => None,
            stopped = board.control().stopped() => Some(Err(stopped.into())),
        }
    }
}

fn shown(counted: &Counted) -> FolderProgress {
    FolderProgress {
        source: counted.pair.source.clone(),
        destination: counted.pair.destination.clone(),
        role: counted.pair.role,
        tally: Tally {
            messages_total: Some(counted.messages),
            bytes_total: Some(counted.bytes),
            ..Tally::default()
        },
        fault: None,
    }
}
