//! # Writing commands
//!
//! Puts messages on the wire as they come, into an open command where several fit into one.

use std::time::Duration;

use time::OffsetDateTime;
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::error::{Error, Side};
use crate::imap::append::Append;
use crate::imap::command::{Line, Piece, Reading};
use crate::imap::date;
use crate::imap::endpoint::Endpoint;
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::name::FolderName;
use crate::imap::names::Names;
use crate::imap::wire::{Literals, Outgoing, Step};

/// How long leave is waited for while other answers come. Whoever reads them gives up long before when nothing comes; this
/// is for a server that answers what nobody asked and then waits itself.
const LEAVE: Duration = Duration::from_secs(600);

/// The first letter of the tag of a command that adds messages,
pub(super) const APPENDING: char = 'M';
/// of one that opens a folder in order to look at it,
pub(super) const OPENING: char = 'E';
/// and of one that lists it.
pub(super) const LISTING: char = 'L';

/// The number of a command, to find its answer by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub(super) u32);

/// What the reading half tells the writing half.
pub(super) enum Hint {
    /// The server waits for the literal.
    Continue,
    /// The command has been answered.
    Answered(Ticket),
}

/// Where the bytes of a message that is too large to be held come from, chunk by chunk.
pub type Source = mpsc::Receiver<Vec<u8>>;

/// The writing half.
pub struct Outbox<'a> {
    outgoing: &'a mut Outgoing,
    tags: &'a mut u32,
    literals: Literals,
    names: &'a Names,
    endpoint: &'a Endpoint,
    /// Whether one command may hold several messages.
    many: bool,
    /// Whether messages may hold NUL, in literals of their own kind (RFC 3516).
    binary: bool,
    hints: mpsc::UnboundedReceiver<Hint>,
    open: Option<Command>,
}

/// A command that has been begun and not ended.
struct Command {
    ticket: Ticket,
    /// The server has answered it already, and nothing more may be written for it.
    over: bool,
}

impl<'a> Outbox<'a> {
    pub(super) fn new(
        outgoing: &'a mut Outgoing,
        tags: &'a mut u32,
        literals: Literals,
        names: &'a Names,
        endpoint: &'a Endpoint,
        (many, binary): (bool, bool),
        hints: mpsc::UnboundedReceiver<Hint>,
    ) -> Self {
        Self {
            outgoing,
            tags,
            literals,
            names,
            endpoint,
            many,
            binary,
            hints,
            open: None,
        }
    }

    /// The command that is open for more messages, if there is one.
    pub fn open(&self) -> Option<Ticket> {
        self.open.as_ref().map(|command| command.ticket)
    }

    /// Writes a message; gives the command that it belongs to. Where one command holds several messages, it stays open for
    /// the next one, which must go to the same folder, until [`Outbox::finish`].
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn add(
        &mut self,
        folder: &FolderName,
        message: &Append<'_>,
    ) -> Result<Ticket, Error> {
        let size = message.bytes.len() as u64;
        let (ticket, close) = self
            .begin(
                folder,
                message.flags,
                message.internal_date,
                size,
                message.bytes,
            )
            .await
            .map_err(|fault| self.error(fault))?;
        if let Some(close) = close {
            let written = self.write(&[message.bytes, close]).await;
            written.map_err(|fault| self.error(fault))?;
        }
        self.after().await?;
        Ok(ticket)
    }

    /// Writes a message whose bytes come chunk by chunk, `size` in all; its first chunk is `first`. False when they end
    /// before: the connection is then of no more use.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn add_streamed(
        &mut self,
        folder: &FolderName,
        (flags, internal_date, size): (&Flags, OffsetDateTime, u64),
        source: &mut Source,
    ) -> Result<(Ticket, bool), Error> {
        let first = source.recv().await.unwrap_or_default();
        let (ticket, close) = self
            .begin(folder, flags, internal_date, size, &first)
            .await
            .map_err(|fault| self.error(fault))?;
        if let Some(close) = close {
            let mut left = size.saturating_sub(first.len() as u64);
            let mut written = self.write(&[&first]).await;
            while written.is_ok() && left > 0 {
                let Some(chunk) = source.recv().await else {
                    return Ok((ticket, false));
                };
                left = left.saturating_sub(chunk.len() as u64);
                written = self.write(&[&chunk]).await;
            }
            if written.is_ok() {
                written = self.write(&[close]).await;
            }
            written.map_err(|fault| self.error(fault))?;
        }
        self.after().await?;
        Ok((ticket, true))
    }

    /// Asks what is known of the messages of a folder from a number on, behind everything that was written before, which
    /// has to be ended. None when the name of the folder needs leave to be sent, so that nothing was asked.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn look(&mut self, folder: &FolderName, first: u32) -> Result<Option<Ticket>, Error> {
        let (name, utf8) = (self.names.write(folder), self.names.utf8);
        let list = Reading::FetchList { first, last: None };
        let lines = [
            (OPENING, Reading::Examine(&name).line(utf8)),
            (LISTING, list.line(utf8)),
        ];
        if self.open.is_some() || !lines.iter().all(|(_, line)| line.flows(self.literals)) {
            return Ok(None);
        }
        *self.tags += 1;
        let ticket = Ticket(*self.tags);
        for (kind, line) in &lines {
            let written = self.write_line(&format!("{kind}{} ", ticket.0), line).await;
            written.map_err(|fault| self.error(fault))?;
        }
        self.flush().await?;
        Ok(Some(ticket))
    }

    /// Ends the open command, if there is one, and sends everything off.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn finish(&mut self) -> Result<Option<Ticket>, Error> {
        let Some(command) = self.open.take() else {
            return Ok(None);
        };
        if !command.over {
            let written = self.write(&[b"\r\n"]).await;
            written.map_err(|fault| self.error(fault))?;
        }
        self.flush().await?;
        Ok(Some(command.ticket))
    }

    /// Sends off what has been collected.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn flush(&mut self) -> Result<(), Error> {
        let flushed = self.outgoing.flush().await;
        flushed.map_err(|fault| self.error(fault))
    }

    /// Everything of a message up to its first byte; what stands behind its last one, unless the server has refused it
    /// before that.
    async fn begin(
        &mut self,
        folder: &FolderName,
        flags: &Flags,
        internal_date: OffsetDateTime,
        size: u64,
        beginning: &[u8],
    ) -> Result<(Ticket, Option<&'static [u8]>), Fault> {
        let ticket = self.command(folder).await?;
        if self.is_over() {
            return Ok((ticket, None));
        }
        let date = date::format(internal_date);
        let flags = match flags.is_empty() {
            true => String::new(),
            false => format!(" {}", flags.to_imap()),
        };
        // A server that was switched to UTF-8 takes such headers in this form only (RFC 6855, section 4).
        let utf8 = self.names.utf8 && has_utf8_header(beginning);
        let binary = self.binary && memchr::memchr(0, beginning).is_some();
        let (open, close): (&str, &'static [u8]) = match (utf8, binary) {
            (true, _) => ("UTF8 (~", b")"),
            (false, true) => ("~", b""),
            (false, false) => ("", b""),
        };
        let head = format!("{flags} \"{date}\" {open}");
        self.write(&[head.as_bytes()]).await?;
        let wanted = self.literal(size, ticket).await?;
        Ok((ticket, wanted.then_some(close)))
    }

    /// The open command for this folder, or a new one.
    async fn command(&mut self, folder: &FolderName) -> Result<Ticket, Fault> {
        if let Some(open) = &self.open {
            return Ok(open.ticket);
        }
        *self.tags += 1;
        let ticket = Ticket(*self.tags);
        // What was heard of earlier commands is of no use to this one.
        while self.hints.try_recv().is_ok() {}
        self.open = Some(Command {
            ticket,
            over: false,
        });
        let line = Line::new(&format!("{APPENDING}{} APPEND ", ticket.0))
            .string(&self.names.write(folder), self.names.utf8);
        for piece in line.pieces() {
            match piece {
                Piece::Text(text) => self.write(&[text]).await?,
                Piece::Literal(bytes) => {
                    if !self.literal(bytes.len() as u64, ticket).await? {
                        break;
                    }
                    self.write(&[bytes]).await?;
                }
            }
        }
        Ok(ticket)
    }

    /// After a message: the command goes on, or ends here.
    async fn after(&mut self) -> Result<(), Error> {
        if !self.many {
            let over = self.open.take().is_none_or(|command| command.over);
            if !over {
                let written = self.write(&[b"\r\n"]).await;
                written.map_err(|fault| self.error(fault))?;
            }
        }
        Ok(())
    }

    /// Announces a literal; whether its bytes may follow.
    async fn literal(&mut self, size: u64, ticket: Ticket) -> Result<bool, Fault> {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let at_once = self.literals.at_once(size);
        self.outgoing.announce(size, at_once).await?;
        if at_once {
            return Ok(true);
        }
        self.outgoing.flush().await?;
        loop {
            let hint = timeout(LEAVE, self.hints.recv()).await;
            match hint.map_err(|_| Fault::TimedOut(Step::Answer))? {
                Some(Hint::Continue) => return Ok(true),
                Some(Hint::Answered(answered)) if answered == ticket => {
                    if let Some(open) = &mut self.open {
                        open.over = true;
                    }
                    return Ok(false);
                }
                Some(Hint::Answered(_)) => {}
                None => return Err(Fault::lost()),
            }
        }
    }

    /// Writes a command that needs no leave.
    async fn write_line(&mut self, tag: &str, line: &Line) -> Result<(), Fault> {
        self.outgoing.put(tag.as_bytes()).await?;
        for piece in line.pieces() {
            match piece {
                Piece::Text(text) => self.outgoing.put(text).await?,
                Piece::Literal(bytes) => {
                    self.outgoing.announce(bytes.len(), true).await?;
                    self.outgoing.put(bytes).await?;
                }
            }
        }
        self.outgoing.put(b"\r\n").await
    }

    async fn write(&mut self, pieces: &[&[u8]]) -> Result<(), Fault> {
        for piece in pieces {
            self.outgoing.put(piece).await?;
        }
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.open.as_ref().is_some_and(|command| command.over)
    }

    fn error(&self, fault: Fault) -> Error {
        fault.at(Side::Destination, self.endpoint)
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
