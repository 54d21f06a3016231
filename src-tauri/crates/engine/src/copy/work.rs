//! # The work of one person
//!
//! The folders that still need something, as lanes take them and as their answers come in. A folder is complete when
//! every message that was asked for is noted.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::copy::journal::FolderId;
use crate::copy::lane::Suspect;
use crate::copy::survey::Stand;
use crate::error::Error;
use crate::imap::{FolderName, Keywords, Weighed};

/// One folder with messages to copy.
#[derive(Debug)]
pub(crate) struct Work {
    /// The place of the folder in the person's list.
    pub(crate) place: usize,
    pub(crate) id: FolderId,
    pub(crate) source: FolderName,
    pub(crate) destination: FolderName,
    pub(crate) stand: Stand,
    /// What the destination's folder stores.
    pub(crate) keywords: Keywords,
    /// By rising number.
    pub(crate) todo: Vec<Weighed>,
    /// The number at the destination from which on copies may lie that are not noted.
    pub(crate) floor: u32,
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
    /// The server has refused something, and may have stored it all the same.
    distrusted: bool,
    refused: Option<Arc<Error>>,
}

impl Work {
    pub(crate) fn new(
        (place, id): (usize, FolderId),
        (source, destination): (FolderName, FolderName),
        stand: Stand,
        keywords: Keywords,
        todo: Vec<Weighed>,
        floor: u32,
    ) -> Self {
        Self {
            place,
            id,
            source,
            destination,
            stand,
            keywords,
            todo,
            floor,
            state: Mutex::default(),
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

    pub(crate) fn has_doubts(&self) -> bool {
        !self.lock().doubtful.is_empty()
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
    /// The largest first, so that lanes end together.
    pub(crate) fn new(mut works: Vec<Arc<Work>>) -> Self {
        works.sort_by_cached_key(|work| std::cmp::Reverse(work.bytes()));
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
