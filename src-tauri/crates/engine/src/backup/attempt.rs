//! # An attempt
//!
//! From an open connection to the last message, for every folder of one person that is not dealt with. What broke off is
//! left to the next attempt, which finds on the disk how far this one came.

use std::sync::{Arc, Mutex};

use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use crate::backup::batches::{Batches, joined, on_disk};
use crate::backup::person::{Person, Problems};
use crate::backup::shelf::{Draft, Shelf};
use crate::copy::{Halt, Memory, PersonState, Problem, Suspect, WHOLE, private, windows, without};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{Fetched, FolderName, SourceSession, Streamed, Streaming, Weighed};
use crate::job::Wish;
use crate::plan::unwritable;

/// Messages asked for in one go. Their numbers are kept until they have come.
const ASKED: usize = 20_000;

/// A folder as it was counted.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: FolderName,
    /// The edition of the numbers.
    pub(super) validity: u32,
    /// Every message, by rising number.
    pub(super) listed: Vec<Weighed>,
    /// Those that are not in the backup.
    pub(super) todo: Vec<Weighed>,
    /// Why it does not open, if it does not.
    pub(super) fault: Option<Arc<Error>>,
}

/// One attempt.
pub(super) struct Attempt<'a> {
    person: &'a Person,
    shelf: &'a Arc<Mutex<Shelf>>,
    found: &'a [Found],
    memory: &'a mut Memory,
    problems: &'a mut Problems,
}

impl<'a> Attempt<'a> {
    pub(super) fn new(
        person: &'a Person,
        shelf: &'a Arc<Mutex<Shelf>>,
        found: &'a [Found],
        memory: &'a mut Memory,
        problems: &'a mut Problems,
    ) -> Self {
        Self {
            person,
            shelf,
            found,
            memory,
            problems,
        }
    }

    /// Saves what is open. False when a folder spoiled the connection and others are left.
    pub(super) async fn run(mut self) -> Result<bool, Halt> {
        let mut session = None;
        for (place, found) in self.found.iter().enumerate() {
            if found.fault.is_some() || self.memory.dealt_with.contains(&place) {
                continue;
            }
            self.person.board().control().checkpoint().await?;
            match self.folder(place, found, &mut session).await {
                Ok(()) => {
                    self.memory.dealt_with.insert(place);
                    self.complete(place);
                }
                Err(Halt::Failed(error)) if error.scope == Scope::Folder => {
                    self.set_aside(place, error);
                    return Ok(false);
                }
                Err(halt) => return Err(halt),
            }
        }
        if let Some(session) = session {
            self.person.keep(session);
        }
        Ok(true)
    }

    async fn folder(
        &mut self,
        place: usize,
        found: &Found,
        session: &mut Option<SourceSession>,
    ) -> Result<(), Halt> {
        let (name, validity) = (found.name.clone(), found.validity);
        let (saved, unlisted) = self
            .on_shelf(move |shelf| {
                shelf.prepare(&name)?;
                Ok((
                    shelf.saved(&name, validity)?,
                    shelf.unlisted(&name, validity)?,
                ))
            })
            .await?;
        let uids: Vec<u32> = saved.iter().map(|(uid, _)| *uid).collect();
        let mut todo = without(found.listed.clone(), &uids);
        self.blame(place, found, &todo);
        todo.retain(|one| !self.problems.contains_key(&(place, one.uid)));
        self.show(place, found, &todo);
        if todo.is_empty() {
            return Ok(());
        }
        self.person.state(PersonState::Copying {
            folder: found.name.clone(),
        });
        let session = match session {
            Some(session) => session,
            None => session.insert(self.person.session().await?),
        };
        self.adopt(found, &unlisted, &mut todo, session).await?;
        self.fetch(place, found, &todo, session).await
    }

    /// Lists what was saved and not listed when a run was cut off, and takes it out of `todo`.
    async fn adopt(
        &mut self,
        found: &Found,
        unlisted: &[u32],
        todo: &mut Vec<Weighed>,
        session: &mut SourceSession,
    ) -> Result<(), Error> {
        let wanted = |uid: &u32| todo.binary_search_by_key(uid, |one| one.uid).is_ok();
        let unlisted: Vec<u32> = unlisted.iter().copied().filter(wanted).collect();
        let (Some(first), Some(last)) = (unlisted.first(), unlisted.last()) else {
            return Ok(());
        };
        let opened = session.examine(&found.name).await?;
        if opened.uid_validity != found.validity {
            let code = Code::SourceFolderRenumbered;
            return Err(Error::new(code, Scope::Folder, Retry::Later));
        }
        let mut listed = session.list(*first, Some(*last)).await?;
        listed.retain(|one| unlisted.binary_search(&one.uid).is_ok());
        let (name, validity) = (found.name.clone(), found.validity);
        let adopted: Vec<u32> = listed.iter().map(|one| one.uid).collect();
        self.on_shelf(move |shelf| shelf.adopt(&name, validity, &listed))
            .await?;
        *todo = without(std::mem::take(todo), &adopted);
        Ok(())
    }

    async fn fetch(
        &mut self,
        place: usize,
        found: &Found,
        todo: &[Weighed],
        session: &mut SourceSession,
    ) -> Result<(), Halt> {
        let (small, large): (Vec<Weighed>, Vec<Weighed>) =
            todo.iter().partition(|message| message.size <= WHOLE);
        let mut large: Vec<u32> = large.iter().map(|message| message.uid).collect();
        for some in small.chunks(ASKED) {
            let mut batches = Batches::new(self.person, self.shelf, place, found);
            let fetched = self.fetch_small(&mut batches, some, session).await;
            // What came is saved, whatever happened then.
            let settled = batches.settle().await;
            large.extend(fetched?);
            settled?;
        }
        if small.is_empty() {
            session.examine(&found.name).await.map_err(Halt::from)?;
        }
        for uid in large {
            self.fetch_large(place, found, uid, session).await?;
        }
        Ok(())
    }

    /// Hands small messages over; gives those that were larger than the server had said.
    async fn fetch_small(
        &mut self,
        batches: &mut Batches<'_>,
        messages: &[Weighed],
        session: &mut SourceSession,
    ) -> Result<Vec<u32>, Halt> {
        let (place, found) = (batches.place, batches.found);
        let (person, control) = (self.person, self.person.board().control());
        let windows = windows(messages, self.memory.window);
        let windows = windows.iter().map(Vec::as_slice);
        let mut arriving = session.fetch_from(&found.name, found.validity, windows);
        let mut order = messages.iter().map(|message| message.uid);
        let mut large = Vec::new();
        let mut busy = person.board().checkpoint().await?;
        loop {
            self.memory.suspect = order.next().map(|uid| Suspect { place, uid });
            let fetched = tokio::select! {
                fetched = arriving.next() => fetched?,
                stopped = control.stopped() => return Err(stopped.into()),
            };
            match fetched {
                None => break,
                Some(Fetched::Message(message)) => {
                    person.pay(message.bytes.len()).await?;
                    batches.add(message).await?;
                }
                Some(Fetched::Large { uid }) => large.push(uid),
                Some(Fetched::Unreadable { uid, server_text }) => {
                    self.refused(place, found, uid, server_text);
                }
            }
            if control.wish() != Wish::Run {
                batches.settle().await?;
                drop(busy);
                busy = person.board().checkpoint().await?;
            }
        }
        self.memory.suspect = None;
        Ok(large)
    }

    async fn fetch_large(
        &mut self,
        place: usize,
        found: &Found,
        uid: u32,
        session: &mut SourceSession,
    ) -> Result<(), Halt> {
        let _busy = self.person.board().checkpoint().await?;
        self.memory.suspect = Some(Suspect { place, uid });
        let message = match session.stream(uid).await? {
            Streamed::Message(message) => message,
            Streamed::Gone => return Ok(()),
            Streamed::Unreadable(said) => {
                self.refused(place, found, uid, said);
                return Ok(());
            }
        };
        let name = found.name.clone();
        let path = self
            .on_shelf(move |shelf| Ok(shelf.draft(&name, uid)))
            .await?;
        let draft = tokio::select! {
            draft = self.receive(uid, path, message) => draft?,
            stopped = self.person.board().control().stopped() => return Err(stopped.into()),
        };
        let mut batches = Batches::new(self.person, self.shelf, place, found);
        batches.settle_one(draft).await?;
        self.memory.suspect = None;
        Ok(())
    }

    /// Writes a large message as it comes; a few chunks of it lie in memory at a time.
    async fn receive(
        &self,
        uid: u32,
        path: std::path::PathBuf,
        mut message: Streaming<'_>,
    ) -> Result<Draft, Error> {
        let file = private().open(&path).map_err(unwritable)?;
        let mut file = File::from_std(file);
        let mut hash = Sha256::new();
        let mut size = 0;
        while let Some(chunk) = message.chunk().await? {
            self.person.pay(chunk.len()).await?;
            hash.update(&chunk);
            size += chunk.len() as u64;
            file.write_all(&chunk).await.map_err(unwritable)?;
        }
        file.flush().await.map_err(unwritable)?;
        Ok(Draft {
            uid,
            flags: message.flags.clone(),
            date: message.internal_date,
            size,
            hash: hash.finalize().into(),
            path,
        })
    }

    /// Names the message at which the connection broke again and again.
    fn blame(&mut self, place: usize, found: &Found, todo: &[Weighed]) {
        if let Some((uid, _)) = self.memory.culprit(place)
            && todo.iter().any(|one| one.uid == uid)
        {
            self.refused(place, found, uid, None);
        }
    }

    fn refused(&mut self, place: usize, found: &Found, uid: u32, server_text: Option<String>) {
        let listed = found.listed.binary_search_by_key(&uid, |one| one.uid);
        let listed = listed.ok().and_then(|at| found.listed.get(at));
        let size = listed.map_or(0, |one| u64::from(one.size));
        let problem = Problem {
            person: self.person.keeper.person,
            folder: found.name.clone(),
            uid: Some(uid),
            code: Code::SourceMessageUnreadable,
            server_text,
            subject: None,
            sender: None,
            message_id: None,
            date: None,
            size,
            saved: None,
            unsaved: None,
        };
        if self.problems.insert((place, uid), problem).is_none() {
            let board = self.person.board();
            board.folder(self.person.index, place, |folder| {
                folder.tally.refused += 1;
                folder.tally.bytes += size;
            });
        }
    }

    /// Shows how far a folder is before anything of it is fetched.
    fn show(&self, place: usize, found: &Found, todo: &[Weighed]) {
        let refused = self.problems.range((place, 0)..=(place, u32::MAX)).count();
        let there = (found.listed.len() - todo.len() - refused) as u64;
        let board = self.person.board();
        board.folder(self.person.index, place, |folder| {
            folder.tally.messages = there;
        });
    }

    /// What was deleted at the source meanwhile is not waited for.
    fn complete(&self, place: usize) {
        let board = self.person.board();
        board.folder(self.person.index, place, |folder| {
            let tally = &mut folder.tally;
            tally.messages_total = Some(tally.messages + tally.refused);
            tally.bytes_total = Some(tally.bytes);
        });
    }

    fn set_aside(&mut self, place: usize, error: Error) {
        self.memory.dealt_with.insert(place);
        let board = self.person.board();
        board.folder(self.person.index, place, |folder| {
            folder.fault.get_or_insert(Arc::new(error));
        });
    }

    async fn on_shelf<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Shelf) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        joined(on_disk(self.shelf, act)).await
    }
}
