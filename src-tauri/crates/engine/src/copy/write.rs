//! # Writing
//!
//! Takes fetched messages in batches: the intention goes into the journal, the bytes to the destination, the answer
//! into the journal. One refused message is set aside; a full mailbox ends the person's copy.

use std::time::{Duration, Instant};

use tokio::sync::mpsc;

use crate::copy::headers;
use crate::copy::journal::{self, Arrival, FolderId, Intention, SetAside, Settled};
use crate::copy::transfer::{Parcel, Route};
use crate::copy::{Halt, on_disk, settle};
use crate::error::{Code, Error, Scope};
use crate::imap::{
    Append, Appended, DestinationSession, Flags, FolderName, Keywords, Listed, Message, Opened,
};

/// Messages appended with one answer to wait for, at most.
pub(crate) const BATCH_MESSAGES: usize = 128;
/// Bytes appended with one answer to wait for.
const BATCH_BYTES: usize = 4 << 20;
/// A batch is made so large that it takes about this long: progress is smooth and a pause is soon.
const BATCH_TIME: Duration = Duration::from_millis(250);

/// Writes the parcels of one folder.
pub(crate) struct Writer<'a> {
    route: &'a Route<'a>,
    destination: &'a mut DestinationSession,
    folder: FolderId,
    place: &'a FolderName,
    keywords: Keywords,
    floor_uid: Option<u32>,
    batch: usize,
}

impl<'a> Writer<'a> {
    /// Begins at `place`, which is selected and was found as `opened`.
    pub(crate) fn new(
        route: &'a Route<'a>,
        destination: &'a mut DestinationSession,
        folder: FolderId,
        place: &'a FolderName,
        opened: Opened,
    ) -> Self {
        Self {
            route,
            destination,
            folder,
            place,
            keywords: opened.keywords,
            floor_uid: opened.uid_next,
            batch: 8,
        }
    }

    /// Writes until the queue ends.
    pub(crate) async fn write_all(
        &mut self,
        mut parcels: mpsc::Receiver<Parcel>,
    ) -> Result<(), Halt> {
        while let Some(batch) = self.next_batch(&mut parcels).await? {
            let busy = self.route.board.checkpoint().await?;
            let started = Instant::now();
            let count = batch.len();
            self.write(batch).await?;
            drop(busy);
            self.batch = next_size(self.batch, count, started.elapsed());
        }
        Ok(())
    }

    /// Waits for one parcel and takes along what else is there.
    async fn next_batch(
        &self,
        parcels: &mut mpsc::Receiver<Parcel>,
    ) -> Result<Option<Vec<Parcel>>, Halt> {
        let first = tokio::select! {
            first = parcels.recv() => first,
            stopped = self.route.board.control().stopped() => return Err(stopped.into()),
        };
        let Some(first) = first else { return Ok(None) };
        let mut bytes = first.bytes();
        let mut batch = vec![first];
        while batch.len() < self.batch && bytes < BATCH_BYTES {
            let Ok(parcel) = parcels.try_recv() else {
                break;
            };
            bytes += parcel.bytes();
            batch.push(parcel);
        }
        Ok(Some(batch))
    }

    async fn write(&mut self, batch: Vec<Parcel>) -> Result<(), Halt> {
        let mut settled = Settled::default();
        let mut bytes = 0;
        let mut whole: Vec<(Listed, Message)> = Vec::new();
        for parcel in batch {
            match parcel.content {
                Ok(message) => whole.push((parcel.listed, message)),
                Err(said) => {
                    bytes += parcel.listed.size;
                    settled.set_aside.push(unreadable(&parcel.listed, said));
                }
            }
        }
        let whole = self.intend(whole).await?;
        let mut fatal = None;
        for ((listed, message), answer) in whole.iter().zip(self.append(&whole).await?) {
            match answer {
                Ok(appended) => {
                    bytes += listed.size;
                    let next = appended.uid.map(|uid| uid.saturating_add(1));
                    self.floor_uid = self.floor_uid.max(next);
                    settled.arrived.push(Arrival {
                        uid: listed.uid,
                        destination_uid: appended.uid,
                    });
                }
                Err(error) if error.scope == Scope::Message => {
                    bytes += listed.size;
                    settled
                        .set_aside
                        .push(refused(listed, &message.bytes, error));
                }
                Err(error) => {
                    settled.withdrawn.push(listed.uid);
                    fatal.get_or_insert(error);
                }
            }
        }
        self.note(settled, bytes).await?;
        fatal.map_or(Ok(()), |error| Err(error.into()))
    }

    async fn append(
        &mut self,
        whole: &[(Listed, Message)],
    ) -> Result<Vec<Result<Appended, Error>>, Error> {
        if whole.is_empty() {
            return Ok(Vec::new());
        }
        let flags: Vec<Flags> = whole
            .iter()
            .map(|(_, message)| self.keywords.permit(&message.flags))
            .collect();
        let appends: Vec<Append<'_>> = whole
            .iter()
            .zip(&flags)
            .map(|((_, message), flags)| Append {
                bytes: &message.bytes,
                flags,
                internal_date: message.internal_date,
            })
            .collect();
        self.destination.append(self.place, &appends).await
    }

    /// Writes the intentions down before any byte leaves.
    async fn intend(&self, whole: Vec<(Listed, Message)>) -> Result<Vec<(Listed, Message)>, Error> {
        let (folder, floor_uid) = (self.folder, self.floor_uid);
        on_disk(self.route.plan, move |plan| {
            let intentions: Vec<Intention> = whole
                .iter()
                .map(|(listed, message)| Intention {
                    uid: listed.uid,
                    size: message.bytes.len() as u64,
                    internal_date: message.internal_date,
                    hash: settle::hash(&message.bytes),
                    floor_uid,
                })
                .collect();
            journal::intend(plan, folder, &intentions)?;
            Ok(whole)
        })
        .await
    }

    /// Writes the answers down and shows them.
    async fn note(&self, settled: Settled, bytes: u64) -> Result<(), Error> {
        let folder = self.folder;
        let arrived = settled.arrived.len() as u64;
        let refused = settled.set_aside.len() as u64;
        on_disk(self.route.plan, move |plan| {
            journal::settle(plan, folder, &settled)
        })
        .await?;
        self.route.tally(|tally| {
            tally.messages += arrived;
            tally.refused += refused;
            tally.bytes += bytes;
        });
        Ok(())
    }
}

/// Twice as many next time if the batch was quick and full, half as many if it was slow.
fn next_size(size: usize, count: usize, took: Duration) -> usize {
    if took > BATCH_TIME * 2 {
        (size / 2).max(1)
    } else if took < BATCH_TIME && count == size {
        (size * 2).min(BATCH_MESSAGES)
    } else {
        size
    }
}

fn unreadable(listed: &Listed, server_text: Option<String>) -> SetAside {
    SetAside {
        uid: listed.uid,
        size: listed.size,
        internal_date: listed.internal_date,
        code: Code::SourceMessageUnreadable,
        server_text,
        subject: None,
        sender: None,
        message_id: None,
    }
}

fn refused(listed: &Listed, bytes: &[u8], error: Error) -> SetAside {
    let headers = headers::read(bytes);
    SetAside {
        uid: listed.uid,
        size: listed.size,
        internal_date: listed.internal_date,
        code: error.code,
        server_text: error.server_text,
        subject: headers.subject,
        sender: headers.sender,
        message_id: headers.message_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_grow_while_they_are_quick_and_shrink_when_they_are_slow() {
        assert_eq!(next_size(8, 8, Duration::from_millis(20)), 16);
        assert_eq!(next_size(8, 3, Duration::from_millis(20)), 8);
        assert_eq!(next_size(8, 8, Duration::from_millis(400)), 8);
        assert_eq!(next_size(8, 8, Duration::from_millis(600)), 4);
        assert_eq!(next_size(1, 1, Duration::from_secs(9)), 1);
        assert_eq!(
            next_size(BATCH_MESSAGES, BATCH_MESSAGES, Duration::ZERO),
            BATCH_MESSAGES
        );
    }
}
