//! # The wire
//!
//! One connection to a server: commands go out, responses come in, and no wait is without an end. Reading and writing
//! are two halves that can run side by side, because a server may stop reading until its answers are read.

mod incoming;
mod limits;
mod outgoing;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncWrite};

pub(super) use self::incoming::{Arriving, Incoming};
pub(super) use self::limits::{Limits, Step};
pub(super) use self::outgoing::Outgoing;
use crate::imap::capabilities::Capabilities;
use crate::imap::command::{Line, Piece};
use crate::imap::fault::Fault;
use crate::imap::response::{Data, Outcome, Response};

/// Commands on their way at once: together they are far smaller than what a server takes in before it stops reading.
const AT_ONCE: usize = 50;

/// A connection as the operating system or the encryption gives it.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Sync + Unpin> Stream for T {}

/// Any connection.
pub(super) type AnyStream = Box<dyn Stream>;

/// Counts every transfer in either direction. While it grows, nothing stands still.
#[derive(Debug, Clone, Default)]
pub(super) struct Traffic(Arc<AtomicU64>);

impl Traffic {
    fn note(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    fn seen(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Whether literals are sent without waiting for leave (RFC 7888).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Literals {
    /// Never (RFC 3501).
    Wait,
    /// Up to 4,096 bytes (`LITERAL-`).
    Small,
    /// Always (`LITERAL+`).
    Any,
}

impl Literals {
    pub(super) fn of(capabilities: &Capabilities) -> Self {
        match (capabilities.literal_plus, capabilities.literal_minus) {
            (true, _) => Self::Any,
            (false, true) => Self::Small,
            (false, false) => Self::Wait,
        }
    }

    /// Whether a literal of that many bytes goes out at once.
    pub(super) fn at_once(self, size: usize) -> bool {
        match self {
            Self::Wait => false,
            Self::Small => size <= 4096,
            Self::Any => true,
        }
    }
}

/// The connection.
pub(super) struct Wire {
    pub(super) incoming: Incoming,
    pub(super) outgoing: Outgoing,
    /// Which literals need no leave; set once the server has said what it can do.
    pub(super) literals: Literals,
    pub(super) tags: u32,
    /// What the server said when it was reached.
    pub(super) greeting: String,
    busy: bool,
}

impl Wire {
    /// Takes a connection over.
    pub(super) fn new(stream: AnyStream, limits: Limits) -> Self {
        let traffic = Traffic::default();
        let (read, write) = tokio::io::split(stream);
        Self {
            incoming: Incoming::new(read, limits, traffic.clone()),
            outgoing: Outgoing::new(write, limits, traffic),
            literals: Literals::Wait,
            tags: 0,
            greeting: String::new(),
            busy: false,
        }
    }

    /// Gives the connection back. What was received and not read is gone, so that nothing said before encryption
    /// counts after it (RFC 3501, section 6.2.1).
    pub(super) fn into_stream(self) -> AnyStream {
        self.incoming.into_half().unsplit(self.outgoing.into_half())
    }

    /// Marks the start of an exchange. A connection whose last exchange was given up in the middle is of no use: a
    /// half-written command cannot be taken back.
    pub(super) fn begin(&mut self) -> Result<(), Fault> {
        if self.busy {
            return Err(Fault::lost());
        }
        self.busy = true;
        Ok(())
    }

    /// Marks the orderly end of an exchange.
    pub(super) fn end(&mut self) {
        self.busy = false;
    }

    /// A name for the next command.
    pub(super) fn tag(&mut self) -> String {
        self.tags += 1;
        format!("M{}", self.tags)
    }

    /// One command from beginning to end: sends it, hands each piece of data to `each`, and gives the outcome.
    pub(super) async fn run(
        &mut self,
        line: &Line,
        mut each: impl FnMut(Data),
    ) -> Result<Outcome, Fault> {
        self.begin()?;
        let outcome = self.exchange(line, &mut each).await?;
        self.end();
        Ok(outcome)
    }

    /// Many commands without waiting for one another: sends them, hands each piece of data to `each` with the place of the
    /// command that it came with, and gives the outcomes in order. Servers work commands off one by one, so what comes
    /// before an answer belongs to it.
    pub(super) async fn run_all(
        &mut self,
        lines: &[Line],
        mut each: impl FnMut(usize, Data),
    ) -> Result<Vec<Outcome>, Fault> {
        let mut outcomes = Vec::with_capacity(lines.len());
        for (turn, lines) in lines.chunks(AT_ONCE).enumerate() {
            let first = turn * AT_ONCE;
            if lines.iter().all(|line| line.flows(self.literals)) {
                self.begin()?;
                let mut each = |place, data| each(first + place, data);
                outcomes.extend(self.exchange_all(lines, &mut each).await?);
                self.end();
            } else {
                for (place, line) in lines.iter().enumerate() {
                    outcomes.push(self.run(line, |data| each(first + place, data)).await?);
                }
            }
        }
        Ok(outcomes)
    }

    async fn exchange_all(
        &mut self,
        lines: &[Line],
        each: &mut impl FnMut(usize, Data),
    ) -> Result<Vec<Outcome>, Fault> {
        let mut tags = Vec::with_capacity(lines.len());
        for line in lines {
            let tag = self.tag();
            self.write(&tag, line).await?;
            tags.push(tag);
        }
        self.outgoing.flush().await?;
        let mut outcomes: Vec<Option<Outcome>> = lines.iter().map(|_| None).collect();
        while let Some(place) = outcomes.iter().position(Option::is_none) {
            match self.incoming.next().await? {
                Response::Done { tag, outcome } => {
                    let known = tags.iter().position(|known| known.as_bytes() == tag);
                    if let Some(slot) = known.and_then(|place| outcomes.get_mut(place)) {
                        *slot = Some(outcome);
                    }
                }
                Response::Data(data) => each(place, data),
                Response::Continue => {}
            }
        }
        Ok(outcomes.into_iter().flatten().collect())
    }

    /// Puts a command that needs no leave on its way, now or with the next one.
    pub(super) async fn write(&mut self, tag: &str, line: &Line) -> Result<(), Fault> {
        self.outgoing.put(tag.as_bytes()).await?;
        self.outgoing.put(b" ").await?;
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

    async fn exchange(
        &mut self,
        line: &Line,
        each: &mut impl FnMut(Data),
    ) -> Result<Outcome, Fault> {
        let tag = self.tag();
        if let Some(refused) = self.send(&tag, line, each).await? {
            return Ok(refused);
        }
        loop {
            if let Some(outcome) = self.answer(&tag, each).await? {
                return Ok(outcome);
            }
        }
    }

    /// Sends a command; the outcome, if the server refuses one of its literals.
    pub(super) async fn send(
        &mut self,
        tag: &str,
        line: &Line,
        each: &mut impl FnMut(Data),
    ) -> Result<Option<Outcome>, Fault> {
        self.outgoing.put(tag.as_bytes()).await?;
        self.outgoing.put(b" ").await?;
        for piece in line.pieces() {
            match piece {
                Piece::Text(text) => self.outgoing.put(text).await?,
                Piece::Literal(bytes) => {
                    let at_once = self.literals.at_once(bytes.len());
                    self.outgoing.announce(bytes.len(), at_once).await?;
                    if !at_once && let Some(refused) = self.leave(tag, each).await? {
                        return Ok(Some(refused));
                    }
                    self.outgoing.put(bytes).await?;
                }
            }
        }
        self.outgoing.put(b"\r\n").await?;
        self.outgoing.flush().await?;
        Ok(None)
    }

    /// Waits until the server asks for more; the outcome, if it ends the command instead.
    pub(super) async fn leave(
        &mut self,
        tag: &str,
        each: &mut impl FnMut(Data),
    ) -> Result<Option<Outcome>, Fault> {
        self.outgoing.flush().await?;
        loop {
            match self.incoming.next().await? {
                Response::Continue => return Ok(None),
                Response::Done { tag: done, outcome } if done == tag.as_bytes() => {
                    return Ok(Some(outcome));
                }
                Response::Data(data) => each(data),
                Response::Done { .. } => {}
            }
        }
    }

    /// Reads one response; the outcome, if it ends the command `tag`.
    pub(super) async fn answer(
        &mut self,
        tag: &str,
        each: &mut impl FnMut(Data),
    ) -> Result<Option<Outcome>, Fault> {
        match self.incoming.next().await? {
            Response::Done { tag: done, outcome } if done == tag.as_bytes() => {
                return Ok(Some(outcome));
            }
            Response::Data(data) => each(data),
            Response::Done { .. } | Response::Continue => {}
        }
        Ok(None)
    }
}
