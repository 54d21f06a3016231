//! # Writing
//!
//! Puts messages into commands as they come. A command is ended when it is large enough for the line, when its folder
//! ends, or when nothing more comes for a moment; what waits for an answer is bounded.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::copy::Halt;
use crate::copy::lane::hear::{Sent, Shipped, Written};
use crate::copy::lane::odd::is_odd;
use crate::copy::lane::tempo::Tempo;
use crate::copy::lane::{Ground, Parcel, busy, closed};
use crate::copy::progress::Busy;
use crate::copy::work::Work;
use crate::error::Error;
use crate::imap::{Append, Outbox, Ticket};
use crate::job::Wish;

/// How long an open command waits for more.
const LINGER: Duration = Duration::from_millis(15);
/// A folder with no more messages than these is looked at as soon as everything is sent to it.
const LOOKED_AT: u64 = 20_000;

/// The writing side of a lane.
pub(crate) struct Writer<'a> {
    ground: Ground<'a>,
    outbox: Outbox<'a>,
    told: mpsc::UnboundedSender<Sent>,
    tempo: &'a Tempo,
    open: Option<Open>,
}

/// What is in the open command.
struct Open {
    work: Arc<Work>,
    ticket: Ticket,
    shipped: Vec<Shipped>,
    bytes: u64,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        ground: Ground<'a>,
        outbox: Outbox<'a>,
        told: mpsc::UnboundedSender<Sent>,
        tempo: &'a Tempo,
    ) -> Self {
        Self {
            ground,
            outbox,
            told,
            tempo,
            open: None,
        }
    }

    /// Writes until nothing more comes.
    pub(crate) async fn write_all(
        mut self,
        mut parcels: mpsc::Receiver<Parcel>,
    ) -> Result<(), Halt> {
        let mut under_way = Some(busy(self.ground).await?);
        loop {
            if self.ground.board.control().wish() != Wish::Run {
                self.halt(&mut under_way).await?;
            }
            if self.tempo.is_over() {
                return self.wait_for_answers().await;
            }
            let Some(parcel) = self.next(&mut parcels).await? else {
                if self.ground.board.control().wish() == Wish::Run {
                    return self.close().await;
                }
                continue;
            };
            self.take(parcel).await?;
        }
    }

    /// The next parcel; none at the end, or when somebody wants something else.
    async fn next(&mut self, parcels: &mut mpsc::Receiver<Parcel>) -> Result<Option<Parcel>, Halt> {
        if let Ok(parcel) = parcels.try_recv() {
            return Ok(Some(parcel));
        }
        if self.open.is_some() {
            match timeout(LINGER, parcels.recv()).await {
                Ok(parcel) => return Ok(parcel),
                Err(_) => self.close().await?,
            }
        }
        self.outbox.flush().await?;
        tokio::select! {
            parcel = parcels.recv() => Ok(parcel),
            () = self.ground.board.control().changed_from(Wish::Run) => Ok(None),
        }
    }

    async fn take(&mut self, parcel: Parcel) -> Result<(), Halt> {
        match parcel {
            Parcel::Whole { work, message, .. } => {
                self.make_way(&work).await?;
                self.tempo.send(work.suspect(message.uid));
                let flags = work.opened.keywords.permit(&message.flags);
                let append = Append {
                    bytes: &message.bytes,
                    flags: &flags,
                    internal_date: self.ground.habits.dated(message.internal_date),
                };
                let ticket = self.outbox.add(&work.destination, &append).await?;
                let size = message.bytes.len() as u64;
                let shipped = Shipped::new(&message, size, is_odd(&message.bytes));
                self.shipped(work, ticket, shipped).await
            }
            Parcel::Stream {
                work,
                head,
                size,
                mut chunks,
            } => {
                self.close().await?;
                self.make_way(&work).await?;
                self.tempo.send(work.suspect(head.uid));
                let flags = work.opened.keywords.permit(&head.flags);
                let dated = self.ground.habits.dated(head.internal_date);
                let facts = (&flags, dated, size);
                let (ticket, whole) = self
                    .outbox
                    .add_streamed(&work.destination, facts, &mut chunks)
                    .await?;
                if !whole {
                    // The source broke off, and its side says why.
                    return Err(Halt::Broken);
                }
                let odd = work.is_odd(head.uid);
                self.shipped(work, ticket, Shipped::new(&head, size, odd))
                    .await?;
                self.close().await
            }
            Parcel::Unreadable(work, set_aside) => {
                self.close().await?;
                self.tell(Sent::Aside(work, set_aside))
            }
            Parcel::End(work) => {
                self.close().await?;
                let look = self.look(&work).await?;
                self.tell(Sent::End(work, look))
            }
        }
    }

    /// Asks what has become of everything that was sent to a folder, so that nobody has to wait for it later.
    async fn look(&mut self, work: &Work) -> Result<Option<Ticket>, Halt> {
        let messages = work.opened.messages + work.todo.len() as u64;
        if messages > LOOKED_AT || work.refusal().is_some() {
            return Ok(None);
        }
        let first = work.floor.max(1);
        Ok(self.outbox.look(&work.destination, first).await?)
    }

    /// Ends the open command if it is of another folder, and waits until one more may be begun.
    async fn make_way(&mut self, work: &Arc<Work>) -> Result<(), Halt> {
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.work.id != work.id)
        {
            self.close().await?;
        }
        if self.outbox.open().is_none() {
            if !self.tempo.has_room() {
                // The answers that are waited for may be to what is still here.
                self.outbox.flush().await?;
            }
            self.tempo.begin().await;
            self.tell(Sent::Begun)?;
        }
        Ok(())
    }

    async fn shipped(
        &mut self,
        work: Arc<Work>,
        ticket: Ticket,
        shipped: Shipped,
    ) -> Result<(), Halt> {
        if self.outbox.open().is_none() {
            let written = Written::new(ticket, work, vec![shipped]);
            return self.tell(Sent::Written(written));
        }
        let open = self.open.get_or_insert_with(|| Open {
            work,
            ticket,
            shipped: Vec::new(),
            bytes: 0,
        });
        open.bytes += shipped.size;
        open.shipped.push(shipped);
        if self.tempo.is_full(open.shipped.len(), open.bytes) {
            self.close().await?;
        }
        Ok(())
    }

    async fn close(&mut self) -> Result<(), Halt> {
        self.outbox.finish().await?;
        match self.open.take() {
            Some(open) => {
                let written = Written::new(open.ticket, open.work, open.shipped);
                self.tell(Sent::Written(written))
            }
            None => Ok(()),
        }
    }

    /// Lets everything that is on its way arrive, waits through a pause, and ends when that is wanted.
    async fn halt(&mut self, under_way: &mut Option<Busy<'a>>) -> Result<(), Halt> {
        self.wait_for_answers().await?;
        *under_way = None;
        *under_way = Some(busy(self.ground).await?);
        Ok(())
    }

    async fn wait_for_answers(&mut self) -> Result<(), Halt> {
        self.close().await?;
        self.outbox.flush().await?;
        self.tempo.rest().await;
        Ok(())
    }

    fn tell(&self, sent: Sent) -> Result<(), Halt> {
        self.told
            .send(sent)
            .map_err(|error| Error::into(closed(error)))
    }
}
