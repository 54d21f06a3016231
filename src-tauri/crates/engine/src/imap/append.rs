//! # Appending
//!
//! Adds messages to folders of the destination (RFC 3501, section 6.3.11; several with one command where RFC 3502 is
//! offered) without waiting for one another. Commands are written and answers are read side by side, so that full
//! buffers on either side stop nobody, and no message has to be held once it is written.

mod answers;
mod outbox;

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::error::Error;
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::name::FolderName;
use crate::imap::session::DestinationSession;
use crate::imap::wire::Wire;

pub use self::answers::{Answer, Answers, Heard, Looked, Placed};
pub use self::outbox::{Outbox, Source, Ticket};

/// A message to be written.
#[derive(Debug, Clone, Copy)]
pub struct Append<'a> {
    /// The message, byte for byte.
    pub bytes: &'a [u8],
    /// Its flags, cut down to what the folder permits.
    pub flags: &'a Flags,
    /// When it first arrived, with its zone.
    pub internal_date: OffsetDateTime,
}

/// Where a message went, as far as the server tells (RFC 4315, APPENDUID).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Its number.
    pub uid: Option<u32>,
    /// The edition of the numbers.
    pub uid_validity: Option<u32>,
}

/// How messages are put into commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// Several in one command where the server takes that (RFC 3502): all of them arrive or none.
    AsOffered,
    /// One command for each, so that each has its own answer.
    OneByOne,
}

impl DestinationSession {
    /// Begins to add messages: what writes commands and what reads their answers, to be used side by side. When every
    /// answer has been read, [`DestinationSession::all_answered`] makes the session free for other commands.
    ///
    /// # Errors
    /// `DestinationLost` when an earlier exchange was given up half-way.
    pub fn appending(&mut self, grouping: Grouping) -> Result<(Outbox<'_>, Answers<'_>), Error> {
        let (heard, hints) = mpsc::unbounded_channel();
        let begun = self.writing_wire().and_then(Wire::begin);
        begun.map_err(|fault| self.0.error(fault))?;
        let many = grouping == Grouping::AsOffered && self.0.capabilities().multiappend;
        let binary = self.0.capabilities().binary;
        let reader = &mut self.0;
        let wire = &mut reader.wire;
        Ok((
            Outbox::new(
                &mut wire.outgoing,
                &mut wire.tags,
                wire.literals,
                &reader.names,
                &reader.endpoint,
                (many, binary),
                hints,
            ),
            Answers::new(&mut wire.incoming, heard, &reader.endpoint),
        ))
    }

    /// Says that every command has been written whole and answered.
    pub fn all_answered(&mut self) {
        // Looks in between have opened other folders.
        self.0.messages = None;
        self.0.wire.end();
    }

    /// Adds messages to a folder, in their order, with one answer for each. A refused message does not stop the others.
    ///
    /// # Errors
    /// The inner errors are refusals of one message: `DestinationRefusedMessage`, `DestinationMessageTooLarge`,
    /// `DestinationFolderRefused`, `DestinationFull`, `DestinationBusy`. The outer one is a fault of the connection;
    /// which messages have arrived is then not known.
    pub async fn append(
        &mut self,
        folder: &FolderName,
        batch: &[Append<'_>],
    ) -> Result<Vec<Result<Appended, Error>>, Error> {
        let (mut outbox, mut answers) = self.appending(Grouping::OneByOne)?;
        let writing = async {
            for message in batch {
                outbox.add(folder, message).await?;
            }
            outbox.flush().await
        };
        let reading = async {
            let mut read = Vec::with_capacity(batch.len());
            while read.len() < batch.len() {
                read.push(answers.next().await?);
            }
            Ok(read)
        };
        let mut read = side_by_side(writing, reading).await?;
        self.all_answered();
        // Answers may come in another order than the commands went.
        read.sort_by_key(|answer| answer.ticket);
        let outcomes = read
            .into_iter()
            .map(|answer| answer.outcome.map(Placed::only));
        Ok(outcomes.collect())
    }
}

/// Writes and reads at the same time until both are done.
async fn side_by_side<T>(
    writing: impl Future<Output = Result<(), Error>>,
    reading: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    tokio::pin!(writing, reading);
    tokio::select! {
        written = &mut writing => match written {
            // A server that hangs up may have said why, so what it sent is read to its end.
            Err(error) if Fault::is_loss(&error) => {
                reading.await?;
                Err(error)
            }
            other => {
                other?;
                reading.await
            }
        },
        read = &mut reading => {
            let read = read?;
            // A refusal may come before the refused message has been written, and its bytes are still owed.
            writing.await?;
            Ok(read)
        }
    }
}
