//! # Appending
//!
//! Adds messages to a folder of the destination (RFC 3501, section 6.3.11), many without waiting for one another. The
//! answers are read while the messages are being written, so that full buffers on either side stop nobody.

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::error::Error;
use crate::imap::command::{Line, Piece};
use crate::imap::date;
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::frame::Value;
use crate::imap::name::FolderName;
use crate::imap::response::{Outcome, Response, Verdict};
use crate::imap::said;
use crate::imap::session::DestinationSession;
use crate::imap::wire::{Incoming, Literals, Outgoing};

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

impl DestinationSession {
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
        let name = self.names.write(folder);
        let outcomes = self
            .add(&name, batch)
            .await
            .map_err(|fault| self.error(fault))?;
        Ok(outcomes
            .iter()
            .map(|outcome| match outcome.verdict {
                Verdict::Ok => Ok(appended(outcome)),
                _ => Err(self.error(said::append_refusal(outcome))),
            })
            .collect())
    }

    async fn add(&mut self, name: &[u8], batch: &[Append<'_>]) -> Result<Vec<Outcome>, Fault> {
        let utf8 = self.is_utf8();
        let wire = self.writing_wire()?;
        wire.begin()?;
        let tags: Vec<String> = batch.iter().map(|_| wire.tag()).collect();
        let (heard, hints) = mpsc::unbounded_channel();
        let writer = Writer {
            outgoing: &mut wire.outgoing,
            literals: wire.literals,
            utf8,
            hints,
        };
        let outcomes = side_by_side(
            writer.write_all(name, batch, &tags),
            read_all(&mut wire.incoming, &tags, heard),
        )
        .await?;
        wire.end();
        Ok(outcomes)
    }
}

/// Writes and reads at the same time until both are done.
async fn side_by_side<T>(
    writing: impl Future<Output = Result<(), Fault>>,
    reading: impl Future<Output = Result<T, Fault>>,
) -> Result<T, Fault> {
    tokio::pin!(writing, reading);
    tokio::select! {
        written = &mut writing => match written {
            // A server that hangs up may have said why, so what it sent is read to its end.
            Err(Fault::Lost { .. }) => {
                reading.await?;
                Err(Fault::lost())
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

/// What the reading half tells the writing half.
enum Hint {
    /// The server waits for the literal.
    Continue,
    /// The command at this place has been answered.
    Answered(usize),
}

struct Writer<'a> {
    outgoing: &'a mut Outgoing,
    literals: Literals,
    utf8: bool,
    hints: mpsc::UnboundedReceiver<Hint>,
}

impl Writer<'_> {
    async fn write_all(
        mut self,
        name: &[u8],
        batch: &[Append<'_>],
        tags: &[String],
    ) -> Result<(), Fault> {
        for (place, (message, tag)) in batch.iter().zip(tags).enumerate() {
            self.write(name, message, tag, place).await?;
        }
        self.outgoing.flush().await
    }

    async fn write(
        &mut self,
        name: &[u8],
        message: &Append<'_>,
        tag: &str,
        place: usize,
    ) -> Result<(), Fault> {
        let date = date::format(message.internal_date);
        let flags = if message.flags.is_empty() {
            String::new()
        } else {
            format!(" {}", message.flags.to_imap())
        };
        // A server that was switched to UTF-8 takes such headers in this form only (RFC 6855, section 4).
        let (open, close) = if self.utf8 && has_utf8_header(message.bytes) {
            ("UTF8 (~", ")\r\n")
        } else {
            ("", "\r\n")
        };
        let line = Line::new(&format!("{tag} APPEND "))
            .string(name, self.utf8)
            .text(&format!("{flags} \"{date}\" {open}"));
        for piece in line.pieces() {
            match piece {
                Piece::Text(text) => self.outgoing.put(text).await?,
                Piece::Literal(bytes) if !self.literal(bytes, place).await? => return Ok(()),
                Piece::Literal(_) => {}
            }
        }
        if self.literal(message.bytes, place).await? {
            self.outgoing.put(close.as_bytes()).await?;
        }
        Ok(())
    }

    /// Writes a literal; not, if the server answers the command instead of asking for it.
    async fn literal(&mut self, bytes: &[u8], place: usize) -> Result<bool, Fault> {
        let at_once = self.literals.at_once(bytes.len());
        self.outgoing.announce(bytes.len(), at_once).await?;
        let wanted = at_once || self.may_go_on(place).await?;
        if wanted {
            self.outgoing.put(bytes).await?;
        }
        Ok(wanted)
    }

    /// Waits until the server asks for the literal; not, if it answers the command instead.
    async fn may_go_on(&mut self, place: usize) -> Result<bool, Fault> {
        self.outgoing.flush().await?;
        loop {
            match self.hints.recv().await {
                Some(Hint::Continue) => return Ok(true),
                Some(Hint::Answered(answered)) if answered == place => return Ok(false),
                Some(Hint::Answered(_)) => {}
                None => return Err(Fault::lost()),
            }
        }
    }
}

/// Reads until every command has its answer.
async fn read_all(
    incoming: &mut Incoming,
    tags: &[String],
    heard: mpsc::UnboundedSender<Hint>,
) -> Result<Vec<Outcome>, Fault> {
    let mut outcomes: Vec<Option<Outcome>> = tags.iter().map(|_| None).collect();
    while outcomes.iter().any(Option::is_none) {
        let hint = match incoming.next().await? {
            Response::Continue => Hint::Continue,
            Response::Done { tag, outcome } => {
                let Some(place) = tags.iter().position(|known| known.as_bytes() == tag) else {
                    continue;
                };
                if let Some(slot) = outcomes.get_mut(place) {
                    *slot = Some(outcome);
                }
                Hint::Answered(place)
            }
            Response::Data(_) => continue,
        };
        // Without a listener everything is written already.
        let _ = heard.send(hint);
    }
    Ok(outcomes.into_iter().flatten().collect())
}

fn appended(outcome: &Outcome) -> Appended {
    let values = if outcome.code == "APPENDUID" {
        outcome.values()
    } else {
        Vec::new()
    };
    Appended {
        uid: values.get(1).and_then(Value::number),
        uid_validity: values.first().and_then(Value::number),
    }
}

/// Whether the header holds more than ASCII.
fn has_utf8_header(bytes: &[u8]) -> bool {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap_or(bytes.len());
    bytes.iter().take(end).any(|byte| !byte.is_ascii())
}
