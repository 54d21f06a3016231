//! # Ledger
//!
//! Collects what became of messages, shows it at once and writes it into the journal in batches. What is lost before it
//! is written is found again at the destination.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::copy::journal::{self, Arrival, Notes, SetAside};
use crate::copy::on_disk;
use crate::copy::progress::Board;
use crate::copy::work::Work;
use crate::error::Error;
use crate::plan::Plan;

/// Notes are written when there are so many of them,
const MOST_NOTES: usize = 1000;
/// or when the oldest is this old.
const OLDEST_NOTE: Duration = Duration::from_millis(500);

/// The ledger of one lane.
pub(crate) struct Ledger<'a> {
    plan: &'a Arc<Plan>,
    board: &'a Board,
    /// The place of the person on the board.
    index: usize,
    current: Option<(Arc<Work>, Notes)>,
    since: Instant,
}

impl<'a> Ledger<'a> {
    pub(crate) fn new(plan: &'a Arc<Plan>, board: &'a Board, index: usize) -> Self {
        Self {
            plan,
            board,
            index,
            current: None,
            since: Instant::now(),
        }
    }

    /// Notes messages that are at the destination.
    pub(crate) async fn arrived(
        &mut self,
        work: &Arc<Work>,
        arrived: Vec<Arrival>,
    ) -> Result<(), Error> {
        let bytes: u64 = arrived.iter().map(|one| one.size).sum();
        let messages = arrived.len() as u64;
        for one in &arrived {
            work.arrived(one.destination_uid);
        }
        self.notes(work).await?.arrived.extend(arrived);
        self.show(work, messages, bytes);
        self.write_if_due().await
    }

    /// Shows messages that are at the destination.
    pub(crate) fn show(&self, work: &Work, messages: u64, bytes: u64) {
        self.board.folder(self.index, work.place, |folder| {
            folder.tally.messages += messages;
            folder.tally.bytes += bytes;
        });
    }

    /// Notes a message that cannot be copied.
    pub(crate) async fn set_aside(&mut self, work: &Arc<Work>, one: SetAside) -> Result<(), Error> {
        let bytes = one.size;
        self.notes(work).await?.set_aside.push(one);
        self.board.folder(self.index, work.place, |folder| {
            folder.tally.refused += 1;
            folder.tally.bytes += bytes;
        });
        self.write_if_due().await
    }

    /// Writes what has been collected.
    pub(crate) async fn write(&mut self) -> Result<(), Error> {
        let Some((work, notes)) = self.current.take() else {
            return Ok(());
        };
        on_disk(self.plan, move |plan| journal::note(plan, work.id, &notes)).await
    }

    /// Every message of a folder has been dealt with.
    pub(crate) async fn complete(&mut self, work: &Arc<Work>) -> Result<(), Error> {
        self.write().await?;
        let (id, stand, looked_to) = (work.id, work.stand, work.looked_to());
        on_disk(self.plan, move |plan| {
            journal::complete(plan, id, stand.next, looked_to)?;
            stand
                .modseq
                .map_or(Ok(()), |modseq| journal::followed(plan, id, modseq))
        })
        .await?;
        work.complete();
        self.board.folder(self.index, work.place, |folder| {
            let tally = &mut folder.tally;
            // What was deleted at the source meanwhile is not waited for.
            tally.messages_total = Some(tally.messages + tally.refused);
            tally.bytes_total = Some(tally.bytes);
        });
        Ok(())
    }

    async fn notes(&mut self, work: &Arc<Work>) -> Result<&mut Notes, Error> {
        if self
            .current
            .as_ref()
            .is_some_and(|(current, _)| current.id != work.id)
        {
            self.write().await?;
        }
        if self.current.is_none() {
            self.since = Instant::now();
        }
        let current = self
            .current
            .get_or_insert_with(|| (Arc::clone(work), Notes::default()));
        Ok(&mut current.1)
    }

    async fn write_if_due(&mut self) -> Result<(), Error> {
        let notes = self.current.as_ref().map_or(0, |(_, notes)| notes.len());
        if notes >= MOST_NOTES || self.since.elapsed() >= OLDEST_NOTE {
            self.write().await?;
        }
        Ok(())
    }
}
