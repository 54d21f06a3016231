//! # Hearing
//!
//! Reads the answers of the destination in the order of the commands, and enters into the ledger what they mean.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::copy::Halt;
use crate::copy::journal::{Arrival, SetAside};
use crate::copy::lane::readback::{Finished, There};
use crate::copy::lane::tempo::Tempo;
use crate::copy::ledger::Ledger;
use crate::copy::work::Work;
use crate::error::{Code, Error, Scope};
use crate::imap::{Answer, Answers, Flags, Heard, Message, Placed, Ticket};

/// What the writer tells, in its order.
pub(crate) enum Sent {
    /// One more answer is owed.
    Begun,
    /// A command has been written whole.
    Written(Written),
    /// A message cannot be sent.
    Aside(Arc<Work>, SetAside),
    /// Everything of the folder has been written, and perhaps it is looked at.
    End(Arc<Work>, Option<Ticket>),
}

/// A command that has been written whole.
pub(crate) struct Written {
    ticket: Ticket,
    work: Arc<Work>,
    shipped: Vec<Shipped>,
    at: Instant,
}

impl Written {
    pub(crate) fn new(ticket: Ticket, work: Arc<Work>, shipped: Vec<Shipped>) -> Self {
        Self {
            ticket,
            work,
            shipped,
            at: Instant::now(),
        }
    }
}

/// A message that has been written.
#[derive(Debug)]
pub(crate) struct Shipped {
    pub(crate) uid: u32,
    pub(crate) size: u64,
    internal_date: OffsetDateTime,
    flags: Flags,
    odd: bool,
}

impl Shipped {
    pub(crate) fn new(message: &Message, size: u64, odd: bool) -> Self {
        Self {
            odd,
            uid: message.uid,
            size,
            internal_date: message.internal_date,
            flags: message.flags.clone(),
        }
    }

    pub(crate) fn arrival(self, destination_uid: Option<u32>) -> Arrival {
        Arrival {
            uid: self.uid,
            destination_uid,
            size: self.size,
            internal_date: self.internal_date,
            flags: Some(self.flags),
            odd: self.odd,
        }
    }
}

/// The hearing side of a lane.
pub(crate) struct Hearer<'a, 'l> {
    answers: Answers<'a>,
    tempo: &'a Tempo,
    ledger: &'a mut Ledger<'l>,
    /// Folders of which everything was sent.
    finished: &'a mut Vec<Finished>,
    /// What is told of the folder that is looked at now.
    there: There,
    /// What was told of folders; none where that did not work.
    looked: BTreeMap<Ticket, Option<There>>,
    heard: BTreeMap<Ticket, (Answer, Instant)>,
    /// Answers that were read before they were waited for.
    ahead: usize,
    full: Option<Error>,
}

impl<'a, 'l> Hearer<'a, 'l> {
    pub(crate) fn new(
        answers: Answers<'a>,
        tempo: &'a Tempo,
        ledger: &'a mut Ledger<'l>,
        finished: &'a mut Vec<Finished>,
    ) -> Self {
        Self {
            answers,
            tempo,
            ledger,
            finished,
            there: There::default(),
            looked: BTreeMap::new(),
            heard: BTreeMap::new(),
            ahead: 0,
            full: None,
        }
    }

    /// Reads until the writer has nothing more to tell.
    pub(crate) async fn hear_all(
        mut self,
        mut sent: mpsc::UnboundedReceiver<Sent>,
    ) -> Result<(), Halt> {
        while let Some(sent) = sent.recv().await {
            match sent {
                Sent::Begun if self.ahead > 0 => self.ahead -= 1,
                Sent::Begun => while !self.hear().await? {},
                Sent::Written(written) => self.written(written).await?,
                Sent::Aside(work, set_aside) => self.ledger.set_aside(&work, set_aside).await?,
                Sent::End(work, look) => self.end(work, look).await?,
            }
        }
        match self.full {
            Some(_) if self.tempo.is_grouped() => Err(Halt::Crowded),
            Some(error) => Err(error.into()),
            None => Ok(()),
        }
    }

    async fn written(&mut self, written: Written) -> Result<(), Halt> {
        // Answers may come in another order than the commands went.
        while !self.heard.contains_key(&written.ticket) {
            self.hear_ahead().await?;
        }
        let Some((answer, at)) = self.heard.remove(&written.ticket) else {
            return Ok(());
        };
        self.tempo.took(at.saturating_duration_since(written.at));
        if let [alone] = written.shipped.as_slice() {
            self.tempo.settled(written.work.suspect(alone.uid));
        }
        self.settle(&written.work, written.shipped, answer.outcome)
            .await?;
        self.tempo.entered();
        Ok(())
    }

    /// Reads on; true for the answer to a command that added messages.
    async fn hear(&mut self) -> Result<bool, Error> {
        match self.answers.hear().await? {
            Heard::Answer(answer) => {
                self.tempo.answered();
                self.heard.insert(answer.ticket, (answer, Instant::now()));
                return Ok(true);
            }
            Heard::Detail(detail) => self.there.take(detail),
            Heard::Looked(looked) => {
                let there = std::mem::take(&mut self.there);
                let there = looked.uid_validity.map(|edition| there.settled(edition));
                self.looked.insert(looked.ticket, there);
            }
        }
        Ok(false)
    }

    /// Reads on before an answer is waited for.
    async fn hear_ahead(&mut self) -> Result<(), Error> {
        if self.hear().await? {
            self.ahead += 1;
        }
        Ok(())
    }

    /// Takes what was told of the folder, when everything that arrived there was answered before.
    async fn end(&mut self, work: Arc<Work>, look: Option<Ticket>) -> Result<(), Error> {
        let mut there = None;
        if let Some(ticket) = look {
            // What arrived is on the disk before anything is waited for.
            self.ledger.write().await?;
            while !self.looked.contains_key(&ticket) {
                self.hear_ahead().await?;
            }
            there = self.looked.remove(&ticket).flatten();
        }
        if self.full.is_none() && work.refusal().is_none() {
            let same = |there: &There| there.is_of(work.opened.uid_validity) && work.is_settled();
            let there = there.filter(same);
            self.finished.push(Finished { work, there });
        }
        Ok(())
    }

    async fn settle(
        &mut self,
        work: &Arc<Work>,
        shipped: Vec<Shipped>,
        outcome: Result<Placed, Error>,
    ) -> Result<(), Halt> {
        match outcome {
            Ok(placed) => {
                let mut uids = work.told(placed, shipped.len()).into_iter();
                let arrived = shipped.into_iter().map(|one| one.arrival(uids.next()));
                Ok(self.ledger.arrived(work, arrived.collect()).await?)
            }
            Err(error) if error.code == Code::DestinationFull => {
                self.full.get_or_insert(error);
                self.tempo.end();
                Ok(())
            }
            // Of the messages in a refused command none has arrived (RFC 3502), and it is not said which is to blame.
            Err(error) if error.scope == Scope::Message => {
                work.doubt(shipped.iter().map(|one| one.uid));
                Ok(())
            }
            Err(error) if error.scope == Scope::Folder => {
                work.refuse(error);
                Ok(())
            }
            Err(error) => Err(error.into()),
        }
    }
}
