//! # The work of one person
//!
//! The folders that still need something, as lanes take them and as their answers come in. A folder is complete when
//! every message that was asked for is noted.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::copy::journal::FolderId;
use crate::copy::lane::Suspect;
use crate::copy::survey::Stand;
use crate::error::Error;
use crate::imap::{FolderName, Opened, Placed, Weighed};

/// One folder with messages to copy.
#[derive(Debug)]
pub(crate) struct Work {
    /// The place of the folder in the person's list.
    pub(crate) place: usize,
    pub(crate) id: FolderId,
    pub(crate) source: FolderName,
    pub(crate) destination: FolderName,
    pub(crate) stand: Stand,
    /// The destination's folder, as it was opened before the first byte.
    pub(crate) opened: Opened,
    /// By rising number.
    pub(crate) todo: Vec<Weighed>,
    /// The number at the destination from which on copies may lie that are not noted.
    pub(crate) floor: u32,
    /// Whether these are all messages of the folder that are to be copied.
    pub(crate) is_all: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// The highest number at the destination that was told.
    highest: u32,
    /// Messages that arrived under a number that was not told.
    unplaced: bool,
    /// Messages to be tried one by one, because a command with several was refused.
    doubtful: Vec<u32>,
    complete: bool,
    /// Large messages with signs by which servers change bytes.
    odd: BTreeSet<u32>,
    /// The server has refused something, and may have stored it all the same.
    distrusted: bool,
    refused: Option<Arc<Error>>,
}

impl Work {
    pub(crate) fn new(
        (place, id): (usize, FolderId),
        (source, destination): (FolderName, FolderName),
        stand: Stand,
        opened: Opened,
        todo: Vec<Weighed>,
        floor: u32,
    ) -> Self {
        Self {
            place,
            id,
            source,
            destination,
            stand,
            opened,
            todo,
            floor,
            is_all: true,
            state: Mutex::default(),
        }
    }

    /// The first so many messages, as a work of their own.
    pub(crate) fn beginning(&self, messages: usize) -> Self {
        Self {
            is_all: false,
            ..self.with(self.todo.iter().take(messages).copied(), self.floor)
        }
    }

    /// What comes behind such a beginning.
    pub(crate) fn behind(&self, beginning: &Self) -> Self {
        let rest = self.todo.iter().skip(beginning.todo.len()).copied();
        self.with(rest, beginning.looked_to().max(self.floor))
    }

    fn with(&self, todo: impl Iterator<Item = Weighed>, floor: u32) -> Self {
        Self::new(
            (self.place, self.id),
            (self.source.clone(), self.destination.clone()),
            self.stand,
            self.opened.clone(),
            todo.collect(),
            floor,
        )
    }

    /// The numbers that the destination has told for so many messages; none when they are of another edition, or not as
    /// many.
    pub(crate) fn told(&self, placed: Placed, messages: usize) -> Vec<u32> {
        let same = placed.uid_validity == Some(self.opened.uid_validity);
        match same && placed.uids.len() == messages {
            true => placed.uids,
            false => Vec::new(),
        }
    }

    /// The size of one message, as the source listed it.
    pub(crate) fn size_of(&self, uid: u32) -> u64 {
        let place = self.todo.binary_search_by_key(&uid, |one| one.uid);
        let listed = place.ok().and_then(|place| self.todo.get(place));
        listed.map_or(0, |one| u64::from(one.size))
    }

    /// Bytes to copy.
    fn bytes(&self) -> u64 {
        self.todo.iter().map(|one| u64::from(one.size)).sum()
    }

    /// One message of it, in case that a connection breaks at it.
    pub(crate) fn suspect(&self, uid: u32) -> Suspect {
        let place = self.place;
        Suspect { place, uid }
    }

    /// Notes that a large message shows signs by which servers change bytes.
    pub(crate) fn odd(&self, uid: u32) {
        self.lock().odd.insert(uid);
    }

    pub(crate) fn is_odd(&self, uid: u32) -> bool {
        self.lock().odd.contains(&uid)
    }

    /// Notes where a message arrived.
    pub(crate) fn arrived(&self, uid: Option<u32>) {
        let mut state = self.lock();
        match uid {
            Some(uid) => state.highest = state.highest.max(uid),
            None => state.unplaced = true,
        }
    }

    /// Whether something arrived under a number that was not told.
    pub(crate) fn is_unplaced(&self) -> bool {
        self.lock().unplaced
    }

    /// Whether it is known of every message that was sent so far what became of it, and where.
    pub(crate) fn is_settled(&self) -> bool {
        let state = self.lock();
        !state.unplaced && !state.distrusted && state.doubtful.is_empty()
    }

    /// The number at the destination from which on it has to be looked at next time.
    pub(crate) fn looked_to(&self) -> u32 {
        let state = self.lock();
        match state.distrusted {
            true => self.floor,
            false => state.highest.saturating_add(1),
        }
    }

    /// Leaves messages for later, to be tried one by one.
    pub(crate) fn doubt(&self, uids: impl IntoIterator<Item = u32>) {
        let mut state = self.lock();
        state.doubtful.extend(uids);
        state.distrusted = true;
    }

    /// Takes what was left for later, by rising number.
    pub(crate) fn take_doubtful(&self) -> Vec<u32> {
        let mut doubtful = std::mem::take(&mut self.lock().doubtful);
        doubtful.sort_unstable();
        doubtful
    }

    /// Every message has been dealt with.
    pub(crate) fn complete(&self) {
        self.lock().complete = true;
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.lock().complete
    }

    /// The destination takes nothing in this folder.
    pub(crate) fn refuse(&self, error: Error) {
        self.lock().refused.get_or_insert_with(|| Arc::new(error));
    }

    pub(crate) fn refusal(&self) -> Option<Arc<Error>> {
        self.lock().refused.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What no lane has taken yet.
#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<VecDeque<Arc<Work>>>);

impl Queue {
    /// The largest first, so that lanes end together; the inbox before all where new mail is wanted first.
    pub(crate) fn new(mut works: Vec<Arc<Work>>, newest_first: bool) -> Self {
        let inbox = FolderName::inbox();
        works.sort_by_cached_key(|work| {
            let waits = newest_first && work.source != inbox;
            (waits, std::cmp::Reverse(work.bytes()))
        });
        Self(Mutex::new(works.into()))
    }

    pub(crate) fn take(&self) -> Option<Arc<Work>> {
        self.lock().pop_front()
    }

    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    /// Bytes that wait here.
    pub(crate) fn bytes(&self) -> u64 {
        self.lock().iter().map(|work| work.bytes()).sum()
    }

    /// Messages that wait here.
    pub(crate) fn messages(&self) -> usize {
        self.lock().iter().map(|work| work.todo.len()).sum()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Arc<Work>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
