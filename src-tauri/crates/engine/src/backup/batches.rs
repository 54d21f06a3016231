//! # Batches
//!
//! Messages on their way from the network to the disk, many at a time: while one batch is written, the next one comes.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinHandle;

use crate::backup::attempt::Found;
use crate::backup::person::Person;
use crate::backup::shelf::{Draft, Shelf};
use crate::error::{Code, Error};
use crate::imap::Message;

/// Messages that are brought to the disk together, so that it does not have to turn for each.
const BATCH_MESSAGES: usize = 200;
/// Bytes of those; so much lies in memory twice, while it is written and while the next batch comes.
const BATCH_BYTES: usize = 4 << 20;
/// Messages on their way to the disk: one batch is written while the next one comes.
pub(super) struct Batches<'a> {
    person: &'a Person,
    shelf: &'a Arc<Mutex<Shelf>>,
    pub(super) place: usize,
    pub(super) found: &'a Found,
    batch: Vec<Message>,
    bytes: usize,
    writing: Option<JoinHandle<Result<(u64, u64), Error>>>,
}

impl<'a> Batches<'a> {
    pub(super) fn new(
        person: &'a Person,
        shelf: &'a Arc<Mutex<Shelf>>,
        place: usize,
        found: &'a Found,
    ) -> Self {
        Self {
            person,
            shelf,
            place,
            found,
            batch: Vec::new(),
            bytes: 0,
            writing: None,
        }
    }

    pub(super) async fn add(&mut self, message: Message) -> Result<(), Error> {
        self.bytes += message.bytes.len();
        self.batch.push(message);
        if self.batch.len() >= BATCH_MESSAGES || self.bytes >= BATCH_BYTES {
            self.hand_over().await?;
        }
        Ok(())
    }

    /// Begins to write the batch, once the one before is written.
    async fn hand_over(&mut self) -> Result<(), Error> {
        self.wait().await?;
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let (name, validity) = (self.found.name.clone(), self.found.validity);
        self.writing = Some(on_disk(self.shelf, move |shelf| {
            let drafts = shelf.write(&name, &batch)?;
            drop(batch);
            shelf.settle(&name, validity, &drafts)?;
            let bytes = drafts.iter().map(|draft| draft.size).sum();
            Ok((drafts.len() as u64, bytes))
        }));
        Ok(())
    }

    /// Everything that came is on the disk when this returns.
    pub(super) async fn settle(&mut self) -> Result<(), Error> {
        self.hand_over().await?;
        self.wait().await
    }

    /// The same for a message that lies in `tmp` already.
    pub(super) async fn settle_one(&mut self, draft: Draft) -> Result<(), Error> {
        let (name, validity) = (self.found.name.clone(), self.found.validity);
        self.writing = Some(on_disk(self.shelf, move |shelf| {
            let size = draft.size;
            shelf.settle(&name, validity, &[draft])?;
            Ok((1, size))
        }));
        self.wait().await
    }

    async fn wait(&mut self) -> Result<(), Error> {
        let Some(writing) = self.writing.take() else {
            return Ok(());
        };
        let (messages, bytes) = joined(writing).await?;
        let board = self.person.board();
        board.folder(self.person.index, self.place, |folder| {
            folder.tally.messages += messages;
            folder.tally.bytes += bytes;
        });
        Ok(())
    }
}

/// Works on the disk without holding up the network. It is done to its end even if nobody waits for it.
pub(super) fn on_disk<T: Send + 'static>(
    shelf: &Arc<Mutex<Shelf>>,
    act: impl FnOnce(&mut Shelf) -> Result<T, Error> + Send + 'static,
) -> JoinHandle<Result<T, Error>> {
    let shelf = Arc::clone(shelf);
    tokio::task::spawn_blocking(move || {
        act(&mut shelf.lock().unwrap_or_else(PoisonError::into_inner))
    })
}

/// What came of work on the disk.
pub(super) async fn joined<T>(writing: JoinHandle<Result<T, Error>>) -> Result<T, Error> {
    writing
        .await
        .map_err(|error| Error::job(Code::Unexpected).because(error))?
}
