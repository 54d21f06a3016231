//! # One folder
//!
//! Fetching and writing run side by side, joined by a queue that is bounded in bytes, so that neither server waits
//! for the other and memory stays flat.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use crate::copy::diff;
use crate::copy::journal::{self, FolderId};
use crate::copy::progress::{Board, Tally};
use crate::copy::survey::Counted;
use crate::copy::write::{BATCH_MESSAGES, Writer};
use crate::copy::{Halt, on_disk, settle};
use crate::error::{Code, Error};
use crate::imap::{DestinationSession, Fetched, Listed, Message, Opened, SourceSession};
use crate::plan::{PersonId, Plan};

/// Bytes that may wait between the two servers, in KiB; one message alone may be larger.
const QUEUE_KIB: u32 = 16 * 1024;

/// Where the work of one folder is written down.
pub(crate) struct Route<'a> {
    pub(crate) plan: &'a Arc<Plan>,
    pub(crate) board: &'a Board,
    /// The place of the person on the board.
    pub(crate) index: usize,
    /// The place of the folder in the person's list.
    pub(crate) place: usize,
    pub(crate) person: PersonId,
    /// Whether this run opens the folder for the first time, so that what is there came from an earlier run.
    pub(crate) first_look: bool,
}

/// A fetched message on its way from one server to the other.
pub(crate) struct Parcel {
    pub(crate) listed: Listed,
    /// Or what the server said instead.
    pub(crate) content: Result<Message, Option<String>>,
    _room: OwnedSemaphorePermit,
}

impl Parcel {
    pub(crate) fn bytes(&self) -> usize {
        self.content
            .as_ref()
            .map_or(0, |message| message.bytes.len())
    }
}

impl Route<'_> {
    /// Copies what is missing in one folder.
    pub(crate) async fn copy(
        &self,
        source: &mut SourceSession,
        destination: &mut DestinationSession,
        counted: &Counted,
    ) -> Result<(), Halt> {
        let pair = &counted.pair;
        let from = source.examine(&pair.source).await?;
        let to = destination.select(&pair.destination).await?;
        let folder = self.numbered(counted, &from, &to).await?;
        settle::settle(self.plan, destination, folder, pair).await?;
        let missing = self.missing(source, folder, counted).await?;

        let (queue, parcels) = mpsc::channel(BATCH_MESSAGES);
        let fetching = fetch_all(source, &missing, queue);
        let mut writer = Writer::new(self, destination, folder, &pair.destination, to);
        let writing = writer.write_all(parcels);
        tokio::pin!(fetching, writing);
        // A writer that fails ends the fetching; a fetcher that fails lets the writer finish what is queued.
        tokio::select! {
            written = &mut writing => written?,
            fetched = &mut fetching => {
                writing.await?;
                fetched?;
            }
        }
        self.tally(|tally| {
            // What was deleted at the source meanwhile is not waited for.
            tally.messages_total = Some(tally.messages + tally.refused);
            tally.bytes_total = Some(tally.bytes);
        });
        Ok(())
    }

    /// Changes what is shown of this folder.
    pub(crate) fn tally(&self, change: impl FnOnce(&mut Tally)) {
        self.board
            .folder(self.index, self.place, |folder| change(&mut folder.tally));
    }

    async fn numbered(
        &self,
        counted: &Counted,
        from: &Opened,
        to: &Opened,
    ) -> Result<FolderId, Error> {
        let (person, pair) = (self.person, counted.pair.clone());
        let validity = (from.uid_validity, to.uid_validity);
        on_disk(self.plan, move |plan| {
            journal::folder(plan, person, &pair, validity)
        })
        .await
    }

    /// Lists the source, takes out what is there already, and shows it as done.
    async fn missing(
        &self,
        source: &mut SourceSession,
        folder: FolderId,
        counted: &Counted,
    ) -> Result<Vec<Listed>, Error> {
        let copied = on_disk(self.plan, move |plan| journal::copied(plan, folder)).await?;
        let missing = diff::missing(source.list(1, None).await?, &copied, counted.before);
        self.tally(|tally| {
            tally.messages = missing.there;
            if self.first_look {
                tally.already_there = missing.there;
            }
            tally.bytes = missing.there_bytes;
            tally.refused = 0;
        });
        Ok(missing.messages)
    }
}

async fn fetch_all(
    source: &mut SourceSession,
    messages: &[Listed],
    queue: mpsc::Sender<Parcel>,
) -> Result<(), Halt> {
    let room = Arc::new(Semaphore::new(QUEUE_KIB as usize));
    for window in diff::windows(messages) {
        let uids: Vec<u32> = window.iter().map(|message| message.uid).collect();
        let mut arriving = source.fetch(&uids);
        while let Some(fetched) = arriving.next().await? {
            let (uid, content) = match fetched {
                Fetched::Message(message) => (message.uid, Ok(message)),
                Fetched::Unreadable { uid, server_text } => (uid, Err(server_text)),
            };
            let Some(listed) = window.iter().find(|message| message.uid == uid) else {
                continue;
            };
            let size = content.as_ref().map_or(0, |message| message.bytes.len());
            let kib = u32::try_from(size / 1024 + 1)
                .unwrap_or(QUEUE_KIB)
                .min(QUEUE_KIB);
            let parcel = Parcel {
                listed: listed.clone(),
                content,
                _room: Arc::clone(&room)
                    .acquire_many_owned(kib)
                    .await
                    .map_err(closed)?,
            };
            queue
                .send(parcel)
                .await
                .map_err(|_| Error::job(Code::Unexpected))?;
        }
    }
    Ok(())
}

fn closed(error: tokio::sync::AcquireError) -> Error {
    Error::job(Code::Unexpected).because(error)
}
