//! # An attempt
//!
//! From open connections to the last answer, for every folder of one person that still needs something. What broke off
//! is left to the next attempt, which finds in the journal and at the destination how far this one came.

mod aside;

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::task::JoinSet;

use crate::copy::daily::Daily;
use crate::copy::diff;
use crate::copy::follow::{self, Wanted};
use crate::copy::journal::{self, Entry, FolderId};
use crate::copy::lane::{self, End, Ground};
use crate::copy::memory::Memory;
use crate::copy::person::{Person, Sessions};
use crate::copy::recognise::{self, Place as Whereabouts};
use crate::copy::save::Shelf;
use crate::copy::survey::{Counted, Stand};
use crate::copy::work::{Queue, Work};
use crate::copy::{Halt, on_disk};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{FolderName, Grouping, Opened, Place};

/// A further connection is worth its making for so many messages
const LANE_MESSAGES: usize = 200;
/// or so many bytes.
const LANE_BYTES: u64 = 4 << 20;

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
        let works = self.prepare(&mut sessions).await?;
        self.memory.begun = true;
        let daily = self.person.daily().await?;
        let ends = self.travel(sessions, &works, &daily).await;
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

    /// Makes everything ready for lanes: folders made and opened, entered into the journal, and freed of what is there.
    async fn prepare(&mut self, sessions: &mut Sessions) -> Result<Vec<Arc<Work>>, Halt> {
        recognise::quiet(&mut sessions.1, &self.interrupted()).await?;
        let opened = self.enter(sessions).await?;
        let mut works = Vec::new();
        for (place, stand, id, looked_to, opened) in opened {
            self.refresh(place, id).await?;
            self.adopt(sessions, place, id, looked_to, &opened).await?;
            match self.leave_out(sessions, place, id, stand).await {
                Err(Halt::Failed(error)) if error.scope == Scope::Folder => {
                    self.set_aside(place, Arc::new(error));
                    continue;
                }
                left_out => left_out?,
            }
            let Some(counted) = self.counted.get(place) else {
                continue;
            };
            let names = (
                counted.pair.source.clone(),
                counted.pair.destination.clone(),
            );
            let todo = counted.todo.clone();
            let (id, keywords) = ((place, id), opened.keywords);
            let work = Work::new(id, names, stand, keywords, todo, looked_to);
            works.push(Arc::new(work));
        }
        Ok(works)
    }

    /// Opens the folders at the destination and enters those that open into the journal.
    async fn enter(
        &mut self,
        (source, destination): &mut Sessions,
    ) -> Result<Vec<(usize, Stand, FolderId, u32, Opened)>, Halt> {
        let mut found = Vec::new();
        for place in self.open() {
            let Some(counted) = self.counted.get(place) else {
                continue;
            };
            match counted.source {
                Some(stand) => found.push((place, stand, wanted(counted))),
                None => {
                    // It did not open when it was counted; now is the time to say why.
                    let fault = match source.examine(&counted.pair.source).await {
                        Ok(_) => {
                            Error::new(Code::SourceFolderRenumbered, Scope::Folder, Retry::Later)
                        }
                        Err(error) if error.scope == Scope::Folder => error,
                        Err(error) => return Err(error.into()),
                    };
                    self.set_aside(place, Arc::new(fault));
                }
            }
        }
        let places: Vec<Place> = found.iter().map(|(_, _, place)| place.clone()).collect();
        let opened = destination.prepare(&places).await?;
        let twins = twins(&opened);
        let mut entries = Vec::new();
        let mut ready = Vec::new();
        for ((place, stand, _), opened) in found.into_iter().zip(opened) {
            match self.entry(place, stand, opened, &twins) {
                Ok((entry, opened)) => {
                    if let Some(counted) = self.counted.get_mut(place) {
                        (counted.pair.create, counted.pair.subscribe) = (false, false);
                    }
                    entries.push(entry);
                    ready.push((place, stand, opened));
                }
                Err(error) if error.scope == Scope::Folder => {
                    self.set_aside(place, Arc::new(error));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let person = self.person.mover.person;
        let entered = on_disk(&self.person.run.plan, move |plan| {
            journal::enter(plan, person, &entries)
        })
        .await?;
        Ok(ready
            .into_iter()
            .zip(entered)
            .map(|((place, stand, opened), (id, looked_to))| (place, stand, id, looked_to, opened))
            .collect())
    }

    fn entry(
        &self,
        place: usize,
        stand: Stand,
        opened: Result<Opened, Error>,
        twins: &BTreeSet<u32>,
    ) -> Result<(Entry, Opened), Error> {
        let opened = opened?;
        // A server that does not tell two names apart would let the mail of both folders run into one.
        if opened.existed && twins.contains(&opened.uid_validity) {
            let code = Code::DestinationFolderRefused;
            return Err(Error::new(code, Scope::Folder, Retry::Never));
        }
        let counted = self
            .counted
            .get(place)
            .ok_or_else(|| Error::job(Code::Unexpected))?;
        // What is noted would mean other messages; the next count begins afresh.
        let noted = counted.noted.as_ref().map(|noted| noted.validity.1);
        if noted.is_some_and(|noted| noted != opened.uid_validity) {
            let folder = counted.pair.destination.parts().join(" / ");
            let code = Code::DestinationFolderRenumbered;
            return Err(Error::new(code, Scope::Folder, Retry::Later).with("folder", folder));
        }
        let entry = Entry {
            pair: counted.pair.clone(),
            validity: (stand.uid_validity, opened.uid_validity),
        };
        Ok((entry, opened))
    }

    /// Takes out what has been noted since it was counted, or could not be seen then, and shows how far that is.
    async fn refresh(&mut self, place: usize, id: FolderId) -> Result<(), Error> {
        let first = !self.memory.begun;
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        if first && counted.noted.is_some() {
            return Ok(());
        }
        let noted = on_disk(&self.person.run.plan, move |plan| journal::noted(plan, id)).await?;
        counted.todo = diff::without(std::mem::take(&mut counted.todo), &noted.copied);
        let (messages, bytes) = (noted.copied.len() as u64, noted.bytes);
        let aside = counted.aside;
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                let tally = &mut folder.tally;
                tally.messages = messages;
                tally.bytes = tally.bytes.max(bytes);
                tally.refused = aside;
                if first {
                    (tally.already_there, tally.already_there_bytes) = (messages, bytes);
                }
            });
        self.blame(place, id).await
    }

    /// Takes out what lies at the destination already.
    async fn adopt(
        &mut self,
        (source, destination): &mut Sessions,
        place: usize,
        id: FolderId,
        looked_to: u32,
        opened: &Opened,
    ) -> Result<(), Error> {
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        let nothing_new = opened.uid_next.is_some_and(|next| next <= looked_to);
        if counted.todo.is_empty() || opened.messages == 0 || nothing_new {
            return Ok(());
        }
        let whereabouts = Whereabouts {
            folder: id,
            source: &counted.pair.source,
            destination: &counted.pair.destination,
            looked_to,
        };
        let plan = &self.person.run.plan;
        let found =
            recognise::adopt(plan, source, destination, &whereabouts, &counted.todo).await?;
        counted.todo = diff::without(std::mem::take(&mut counted.todo), &found.messages);
        let (messages, first) = (found.messages.len() as u64, !self.memory.begun);
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                folder.tally.messages += messages;
                folder.tally.bytes += found.bytes;
                if first {
                    folder.tally.already_there += messages;
                    folder.tally.already_there_bytes += found.bytes;
                }
            });
        Ok(())
    }

    /// Lets lanes work the folders off; gives how each ended.
    async fn travel(
        &mut self,
        sessions: Sessions,
        works: &[Arc<Work>],
        daily: &Arc<Daily>,
    ) -> Vec<End> {
        let queue = Arc::new(Queue::new(works.to_vec()));
        let lanes = self.lanes(&queue);
        self.memory.lanes = lanes;
        let grouping = match self.memory.one_by_one {
            true => Grouping::OneByOne,
            false => Grouping::AsOffered,
        };
        let window = self.memory.window;
        let mut tasks = JoinSet::new();
        let mut first = Some(sessions);
        for _ in 0..lanes {
            let sessions = first.take();
            let (run, mover, index) = (
                Arc::clone(&self.person.run),
                self.person.mover.clone(),
                self.person.index,
            );
            let (queue, daily) = (Arc::clone(&queue), Arc::clone(daily));
            tasks.spawn(async move {
                let made = match sessions {
                    Some(sessions) => Ok(sessions),
                    None => super::person::connect(&run, &mover).await,
                };
                // Fewer connections than hoped for only make it slower.
                let Ok((mut source, mut destination)) = made else {
                    return (End::default(), None);
                };
                let shelf = Shelf::of(&run.order, &mover);
                let ground = Ground {
                    plan: &run.plan,
                    board: &run.board,
                    index,
                    queue: &queue,
                    window,
                    grouping,
                    shelf: shelf.as_ref(),
                    throttle: &run.throttle,
                    daily: &daily,
                };
                let end = lane::run(ground, &mut source, &mut destination).await;
                let sessions = end.halt.is_none().then_some((source, destination));
                (end, sessions)
            });
        }
        let mut ends = Vec::new();
        while let Some(joined) = tasks.join_next().await {
            match joined {
                Ok((end, sessions)) => {
                    ends.push(end);
                    self.part(sessions, tasks.is_empty()).await;
                }
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
        ends
    }

    /// The last lane's connections may be of use to the next attempt; the others say good-bye.
    async fn part(&self, sessions: Option<Sessions>, last: bool) {
        match sessions {
            Some(sessions) if last => self.person.keep(sessions),
            Some((source, destination)) => {
                tokio::join!(source.logout(), destination.logout());
            }
            None => {}
        }
    }

    /// How many lanes are worth their connections.
    fn lanes(&self, queue: &Queue) -> usize {
        if self.memory.window.is_single() || self.memory.one_by_one {
            return 1;
        }
        let by_messages = queue.messages() / LANE_MESSAGES;
        let by_bytes = usize::try_from(queue.bytes() / LANE_BYTES).unwrap_or(usize::MAX);
        let worth = by_messages.max(by_bytes).max(1);
        let allowed = self.person.run.allowance.lanes();
        let allowed = self
            .memory
            .most_lanes
            .map_or(allowed, |most| most.min(allowed));
        worth.min(queue.len()).min(allowed).max(1)
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

/// UIDVALIDITY values that occur twice: hardly by chance, and never by chance in a folder that was there already.
fn twins(opened: &[Result<Opened, Error>]) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let values = opened.iter().flatten().map(|opened| opened.uid_validity);
    values.filter(|value| !seen.insert(*value)).collect()
}

fn wanted(counted: &Counted) -> Place {
    Place {
        name: counted.pair.destination.clone(),
        create: counted.pair.create,
        subscribe: counted.pair.subscribe,
    }
}
