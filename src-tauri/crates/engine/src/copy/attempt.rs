//! # An attempt
//!
//! From open connections to the last answer, for every folder of one person that still needs something. What broke off
//! is left to the next attempt, which finds in the journal and at the destination how far this one came.

mod aside;
mod ready;
mod travel;

use std::sync::Arc;

use crate::copy::Halt;
use crate::copy::follow::{self, Wanted};
use crate::copy::lane::End;
use crate::copy::memory::Memory;
use crate::copy::person::{Person, Sessions};
use crate::copy::survey::Counted;
use crate::copy::work::Work;
use crate::error::{Code, Error};
use crate::imap::FolderName;

/// One attempt.
pub(crate) struct Attempt<'a> {
    person: &'a Person,
    counted: &'a mut Vec<Counted>,
    memory: &'a mut Memory,
}

impl<'a> Attempt<'a> {
    pub(crate) fn new(
        person: &'a Person,
        counted: &'a mut Vec<Counted>,
        memory: &'a mut Memory,
    ) -> Self {
        Self {
            person,
            counted,
            memory,
        }
    }

    /// Copies what is open. False when folders are left, because others spoiled the connections they shared.
    pub(crate) async fn run(mut self) -> Result<bool, Halt> {
        self.person.board().control().checkpoint().await?;
        let flags = self.flags();
        if self.open().is_empty() && flags.is_empty() {
            return Ok(true);
        }
        let mut sessions = self.person.sessions().await?;
        self.follow(&mut sessions, &flags).await?;
        if self.open().is_empty() {
            self.person.keep(sessions);
            return Ok(true);
        }
        let mut works = self.prepare(&mut sessions).await?;
        self.memory.begun = true;
        let daily = self.person.daily().await?;
        let ends = self.travel(sessions, &mut works, &daily).await;
        daily.write(&self.person.run.plan).await?;
        self.note(&works, ends)?;
        let left = self.open().len();
        if self
            .memory
            .left
            .replace(left)
            .is_some_and(|before| before <= left)
        {
            // Nothing failed and nothing was done: another attempt would do no better.
            return Err(Error::job(Code::Unexpected).into());
        }
        Ok(left == 0)
    }

    /// The places of the folders in which something is left to do.
    fn open(&self) -> Vec<usize> {
        let open = self.counted.iter().enumerate().filter(|(place, counted)| {
            counted.is_open() && !self.memory.dealt_with.contains(place)
        });
        open.map(|(place, _)| place).collect()
    }

    /// The folders whose flags may have moved.
    fn flags(&self) -> Vec<Wanted> {
        let counted = self.counted.iter().enumerate();
        counted
            .filter_map(|(place, counted)| Wanted::new(place, counted))
            .collect()
    }

    async fn follow(
        &mut self,
        (source, destination): &mut Sessions,
        wanted: &[Wanted],
    ) -> Result<(), Error> {
        if wanted.is_empty() {
            return Ok(());
        }
        let plan = &self.person.run.plan;
        let changed = follow::follow(plan, source, destination, self.counted, wanted).await?;
        for one in wanted {
            if let Some(counted) = self.counted.get_mut(one.place) {
                counted.flags_moved = false;
            }
        }
        for (place, messages) in changed {
            self.person
                .board()
                .folder(self.person.index, place, |folder| {
                    folder.tally.flags_changed += messages;
                });
        }
        Ok(())
    }

    /// The folders at the destination that may still be filling up with what was sent before.
    fn interrupted(&self) -> Vec<FolderName> {
        let open = self.open();
        let open = open.iter().filter_map(|place| self.counted.get(*place));
        let broken = open.filter(|counted| self.memory.begun || counted.interrupted);
        broken
            .map(|counted| counted.pair.destination.clone())
            .collect()
    }

    /// Notes which folders are through, and gives the first reason why others are not.
    fn note(&mut self, works: &[Arc<Work>], ends: Vec<End>) -> Result<(), Halt> {
        for work in works {
            if let Some(refusal) = work.refusal() {
                self.set_aside(work.place, refusal);
            } else if work.is_complete() {
                self.memory.dealt_with.insert(work.place);
            }
        }
        self.memory.suspect = ends.iter().find_map(|end| end.suspect);
        let mut halts: Vec<Halt> = ends.into_iter().filter_map(|end| end.halt).collect();
        halts.sort_by_key(Halt::rank);
        for halt in halts {
            match halt {
                Halt::Folder(place, _) if self.memory.dealt_with.contains(&place) => {}
                Halt::Folder(place, error) => self.set_aside(place, Arc::new(error)),
                halt => return Err(halt),
            }
        }
        Ok(())
    }

    fn set_aside(&mut self, place: usize, error: Arc<Error>) {
        self.memory.dealt_with.insert(place);
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                folder.fault.get_or_insert(error);
            });
    }
}
