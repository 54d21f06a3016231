//! # Fetching
//!
//! Takes folders from the queue and hands their messages over: small ones many at a time, large ones chunk by chunk.

use std::sync::Arc;

use time::OffsetDateTime;
use tokio::sync::{Semaphore, mpsc};

use crate::copy::Halt;
use crate::copy::diff;
use crate::copy::journal::SetAside;
use crate::copy::lane::odd::Oddness;
use crate::copy::lane::{Ground, Parcel, ROOM_KIB, Suspect, WHOLE, closed};
use crate::copy::progress::PersonState;
use crate::copy::work::Work;
use crate::error::{Code, Error};
use crate::imap::{Fetched, Message, SourceSession, Streamed, Weighed};

/// Messages asked for in one go. Their numbers are kept until they have come.
const AT_ONCE: usize = 20_000;
/// Chunks of a large message that may wait.
const CHUNKS: usize = 8;

/// The fetching side of a lane.
pub(crate) struct Fetcher<'a> {
    ground: Ground<'a>,
    room: Arc<Semaphore>,
    suspect: Option<Suspect>,
}

impl<'a> Fetcher<'a> {
    pub(crate) fn new(ground: Ground<'a>) -> Self {
        Self {
            ground,
            room: Arc::new(Semaphore::new(ROOM_KIB as usize)),
            suspect: None,
        }
    }

    /// The message that is being fetched; none between folders.
    pub(crate) fn suspect(&self) -> Option<Suspect> {
        self.suspect
    }

    /// Hands over every message of every folder that this lane can get.
    pub(crate) async fn fetch_all(
        &mut self,
        source: &mut SourceSession,
        queue: mpsc::Sender<Parcel>,
    ) -> Result<(), Halt> {
        while let Some(work) = self.ground.queue.take() {
            self.ground.board.person(self.ground.index, |person| {
                person.state = PersonState::Copying {
                    folder: work.source.clone(),
                };
            });
            let fetched = self.fetch(&work, source, &queue).await;
            fetched.map_err(|error| at(&work, error))?;
            self.suspect = None;
            queue.send(Parcel::End(work)).await.map_err(closed)?;
        }
        Ok(())
    }

    async fn fetch(
        &mut self,
        work: &Arc<Work>,
        source: &mut SourceSession,
        queue: &mpsc::Sender<Parcel>,
    ) -> Result<(), Error> {
        let (small, large): (Vec<Weighed>, Vec<Weighed>) =
            work.todo.iter().partition(|message| message.size <= WHOLE);
        let mut large: Vec<u32> = large.iter().map(|message| message.uid).collect();
        let mut entered = false;
        if self.ground.newest_first {
            large.reverse();
        }
        for some in self.rounds(&small) {
            entered = true;
            let more = self.fetch_small(work, some, source, queue).await?;
            large.extend(more);
        }
        if !entered && !large.is_empty() {
            source.examine(&work.source).await?;
        }
        for (place, uid) in large.iter().enumerate() {
            let next = large.get(place + 1).copied();
            self.fetch_large(work, (*uid, next), source, queue).await?;
        }
        Ok(())
    }

    /// The messages in rounds: those with high numbers, which came last, go first where that is wanted.
    fn rounds<'m>(&self, messages: &'m [Weighed]) -> Vec<&'m [Weighed]> {
        match self.ground.newest_first {
            true => messages.rchunks(AT_ONCE).collect(),
            false => messages.chunks(AT_ONCE).collect(),
        }
    }

    /// Hands small messages over; gives those that were larger than the server had said.
    async fn fetch_small(
        &mut self,
        work: &Arc<Work>,
        messages: &[Weighed],
        source: &mut SourceSession,
        queue: &mpsc::Sender<Parcel>,
    ) -> Result<Vec<u32>, Error> {
        let mut windows = diff::windows(messages, self.ground.window);
        if self.ground.newest_first {
            windows.reverse();
        }
        let windows_of = windows.iter().map(Vec::as_slice);
        let mut arriving = source.fetch_from(&work.source, work.stand.uid_validity, windows_of);
        let mut order = windows.iter().flatten().copied();
        let mut large = Vec::new();
        loop {
            if let Some(uid) = order.next() {
                self.suspect = Some(work.suspect(uid));
            }
            let Some(fetched) = arriving.next().await? else {
                return Ok(large);
            };
            if let Some(refusal) = work.refusal() {
                return Err(Error::new(refusal.code, refusal.scope, refusal.retry));
            }
            let parcel = match fetched {
                Fetched::Message(message) => self.whole(work, message).await?,
                Fetched::Large { uid } => {
                    large.push(uid);
                    continue;
                }
                Fetched::Unreadable { uid, server_text } => unreadable(work, uid, server_text),
            };
            queue.send(parcel).await.map_err(closed)?;
        }
    }

    async fn whole(&self, work: &Arc<Work>, message: Message) -> Result<Parcel, Error> {
        self.spend(message.bytes.len() as u64).await?;
        self.ground.throttle.pay(message.bytes.len() as u64).await;
        let kib = u32::try_from(message.bytes.len() / 1024 + 1).unwrap_or(ROOM_KIB);
        let room = Arc::clone(&self.room).acquire_many_owned(kib.min(ROOM_KIB));
        Ok(Parcel::Whole {
            work: Arc::clone(work),
            message,
            _room: room.await.map_err(closed)?,
        })
    }

    /// Counts bytes against the daily limit of the source.
    async fn spend(&self, bytes: u64) -> Result<(), Error> {
        let clock = self.ground.board.clock();
        let daily = self.ground.daily;
        daily.spend(self.ground.plan, clock, bytes).await
    }

    async fn fetch_large(
        &mut self,
        work: &Arc<Work>,
        (uid, next): (u32, Option<u32>),
        source: &mut SourceSession,
        queue: &mpsc::Sender<Parcel>,
    ) -> Result<(), Error> {
        self.suspect = Some(work.suspect(uid));
        let mut message = match source.stream(uid).await? {
            Streamed::Message(message) => message,
            Streamed::Gone => return Ok(()),
            Streamed::Unreadable(said) => {
                let parcel = unreadable(work, uid, said);
                return queue.send(parcel).await.map_err(closed);
            }
        };
        // As a whole, because a message is not left in its middle.
        self.spend(message.size).await?;
        if let Some(next) = next.filter(|_| !self.ground.window.is_single()) {
            message.ask_ahead(next).await?;
        }
        let (chunks, source) = mpsc::channel(CHUNKS);
        let parcel = Parcel::Stream {
            work: Arc::clone(work),
            head: Message {
                uid,
                bytes: Vec::new(),
                flags: message.flags.clone(),
                internal_date: message.internal_date,
            },
            size: message.size,
            chunks: source,
        };
        queue.send(parcel).await.map_err(closed)?;
        let mut oddness = Oddness::default();
        while let Some(chunk) = message.chunk().await? {
            oddness.look(&chunk);
            if oddness.is_odd() {
                work.odd(uid);
            }
            self.ground.throttle.pay(chunk.len() as u64).await;
            // A destination that refuses the message does not listen; its bytes are read past all the same.
            let _ = chunks.send(chunk).await;
        }
        Ok(())
    }
}

fn unreadable(work: &Arc<Work>, uid: u32, server_text: Option<String>) -> Parcel {
    let set_aside = withheld(uid, work.size_of(uid), server_text);
    Parcel::Unreadable(Arc::clone(work), set_aside)
}

/// A message that the source lists and does not hand over.
pub(crate) fn withheld(uid: u32, size: u64, server_text: Option<String>) -> SetAside {
    SetAside {
        uid,
        size,
        internal_date: OffsetDateTime::UNIX_EPOCH,
        code: Code::SourceMessageUnreadable,
        server_text,
        subject: None,
        sender: None,
        message_id: None,
        kept: None,
    }
}

/// An error of a folder says which.
fn at(work: &Work, error: Error) -> Halt {
    match super::is_of_folder(&error) {
        true => Halt::Folder(work.place, error),
        false => Halt::Failed(error),
    }
}
