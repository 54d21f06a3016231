//! # Receiving
//!
//! Collects whole responses, with a bound on everything a server could make endless.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, ReadHalf};
use tokio::time::timeout;

use crate::imap::fault::Fault;
use crate::imap::frame::{self, Frame, Literal};
use crate::imap::response::{Data, Outcome, Response, Verdict};
use crate::imap::wire::{AnyStream, Limits, Step, Traffic};

/// Bytes asked for at once.
const CHUNK: usize = 64 * 1024;
/// The text of one response. The longest that is asked for, the flags of a folder, has some thousand bytes.
const LONGEST_TEXT: usize = 1 << 20;
/// The largest literal that is kept. Larger messages are streamed, so memory stays flat whatever a server sends.
const LARGEST_LITERAL: u64 = 4 << 20;
/// Literals up to this size get their memory at once.
const UNDOUBTED: usize = 1 << 20;
/// The largest literal that is read past; RFC 3501 knows no larger number.
const LARGEST_SKIP: u64 = u32::MAX as u64;

/// What comes next.
pub(in crate::imap) enum Arriving {
    /// A whole response.
    Response(Response),
    /// A message of that many bytes, which are still to be taken.
    Body(u64),
}

/// The reading half of a connection.
pub(in crate::imap) struct Incoming {
    half: ReadHalf<AnyStream>,
    buffer: Vec<u8>,
    at: usize,
    limits: Limits,
    traffic: Traffic,
    leaving: bool,
}

impl Incoming {
    pub(super) fn new(half: ReadHalf<AnyStream>, limits: Limits, traffic: Traffic) -> Self {
        Self {
            half,
            buffer: Vec::with_capacity(CHUNK),
            at: 0,
            limits,
            traffic,
            leaving: false,
        }
    }

    pub(super) fn into_half(self) -> ReadHalf<AnyStream> {
        self.half
    }

    /// From now on the server's good-bye is an answer and no fault.
    pub(in crate::imap) fn expect_bye(&mut self) {
        self.leaving = true;
    }

    /// The next response. A server that says good-bye by itself ends the connection.
    pub(in crate::imap) async fn next(&mut self) -> Result<Response, Fault> {
        let frame = self.frame().await?;
        self.response(frame)
    }

    fn response(&self, frame: Frame) -> Result<Response, Fault> {
        match Response::read(frame) {
            Ok(Response::Data(Data::Remark(outcome)))
                if outcome.verdict == Verdict::Bye && !self.leaving =>
            {
                Err(Fault::bye(&outcome))
            }
            Ok(response) => Ok(response),
            Err(_) => Err(Fault::Garbled(None)),
        }
    }

    /// The greeting: a status without a tag (RFC 3501, section 7.1).
    pub(in crate::imap) async fn greeting(&mut self) -> Result<Outcome, Fault> {
        match self.next().await {
            Ok(Response::Data(Data::Remark(outcome)))
                if matches!(outcome.verdict, Verdict::Ok | Verdict::Preauth) =>
            {
                Ok(outcome)
            }
            Ok(_) | Err(Fault::Garbled(_)) => Err(Fault::NotImap),
            // A server that only says good-bye allows no more connections for now.
            Err(Fault::Lost {
                said: Some(words), ..
            }) => Err(Fault::Busy(Some(words))),
            Err(fault) => Err(fault),
        }
    }

    /// The next response; but where it is a message, its bytes stay on the line, to be taken with [`Incoming::chunk`].
    pub(in crate::imap) async fn next_or_body(&mut self) -> Result<Arriving, Fault> {
        let line = self.first_line().await?;
        if frame::may_hold_literals(&line)
            && let Some((size, length)) = frame::announced(&line)
            && line
                .get(..line.len().saturating_sub(length))
                .is_some_and(|text| text.to_ascii_uppercase().ends_with(b"BODY[] "))
        {
            return match size <= LARGEST_SKIP {
                true => Ok(Arriving::Body(size)),
                false => Err(Fault::Garbled(None)),
            };
        }
        let frame = self.frame_after(line).await?;
        self.response(frame).map(Arriving::Response)
    }

    /// The next bytes of a message, at most `left`, of which they are taken off.
    pub(in crate::imap) async fn chunk(&mut self, left: &mut u64) -> Result<Vec<u8>, Fault> {
        if self.unread().is_empty() {
            self.fill(self.limits.silence, Step::Transfer).await?;
        }
        let most = usize::try_from(*left).unwrap_or(usize::MAX);
        let bytes = self
            .unread()
            .get(..most.min(self.unread().len()))
            .unwrap_or_default()
            .to_vec();
        self.at += bytes.len();
        *left -= bytes.len() as u64;
        Ok(bytes)
    }

    /// Reads past the rest of a response whose body has been taken.
    pub(in crate::imap) async fn pass_rest(&mut self) -> Result<(), Fault> {
        let line = self.first_line().await?;
        let line = [b"* ", line.as_slice()].concat();
        self.frame_after(line).await.map(drop)
    }

    async fn frame(&mut self) -> Result<Frame, Fault> {
        let line = self.first_line().await?;
        self.frame_after(line).await
    }

    async fn first_line(&mut self) -> Result<Vec<u8>, Fault> {
        let mut room = LONGEST_TEXT;
        self.line(&mut room, self.limits.answer, Step::Answer).await
    }

    async fn frame_after(&mut self, first: Vec<u8>) -> Result<Frame, Fault> {
        let mut frame = Frame::default();
        let mut kept = 0;
        let mut room = LONGEST_TEXT.saturating_sub(first.len());
        let mut line = first;
        let may_hold_literals = frame::may_hold_literals(&line);
        while may_hold_literals && let Some((size, length)) = frame::announced(&line) {
            line.truncate(line.len().saturating_sub(length));
            match frame.rest.last_mut() {
                Some((_, text)) => *text = line,
                None => frame.text = line,
            }
            let literal = self.literal(size, &mut kept).await?;
            frame.rest.push((literal, Vec::new()));
            line = self
                .line(&mut room, self.limits.silence, Step::Transfer)
                .await?;
        }
        match frame.rest.last_mut() {
            Some((_, text)) => *text = line,
            None => frame.text = line,
        }
        Ok(frame)
    }

    /// One line without its end. `room` is what the text of this response may still take.
    async fn line(
        &mut self,
        room: &mut usize,
        patience: Duration,
        step: Step,
    ) -> Result<Vec<u8>, Fault> {
        let mut line = Vec::new();
        let (mut patience, mut step) = (patience, step);
        loop {
            let found = self.unread().iter().position(|byte| *byte == b'\n');
            let taken = found.map_or(self.unread().len(), |end| end + 1);
            *room = room.checked_sub(taken).ok_or(Fault::Garbled(None))?;
            line.extend_from_slice(self.unread().get(..taken).unwrap_or_default());
            self.at += taken;
            if found.is_some() {
                line.pop();
                if line.last() == Some(&b'\r') {
                    line.pop();
                }
                return Ok(line);
            }
            self.fill(patience, step).await?;
            (patience, step) = (self.limits.silence, Step::Transfer);
        }
    }

    async fn literal(&mut self, size: u64, kept: &mut u64) -> Result<Literal, Fault> {
        if size > LARGEST_SKIP {
            return Err(Fault::Garbled(None));
        }
        *kept += size;
        let keep = *kept <= LARGEST_LITERAL;
        let mut left = usize::try_from(size).map_err(|_| Fault::Garbled(None))?;
        let mut bytes = Vec::new();
        while left > 0 {
            if self.unread().is_empty() {
                self.fill(self.limits.silence, Step::Transfer).await?;
            }
            let part = self
                .unread()
                .get(..left.min(self.unread().len()))
                .unwrap_or_default();
            let taken = part.len();
            if keep {
                // Room is made as bytes come in, not as they are announced, and never more than was announced.
                if bytes.capacity() - bytes.len() < taken {
                    bytes.reserve_exact(left.min(bytes.len().max(UNDOUBTED)));
                }
                bytes.extend_from_slice(part);
            }
            self.at += taken;
            left -= taken;
        }
        Ok(if keep {
            Literal::Bytes(bytes)
        } else {
            Literal::Skipped
        })
    }

    fn unread(&self) -> &[u8] {
        self.buffer.get(self.at..).unwrap_or_default()
    }

    /// Waits for more bytes; called when all that came has been read.
    async fn fill(&mut self, patience: Duration, step: Step) -> Result<(), Fault> {
        self.buffer.clear();
        self.at = 0;
        loop {
            let before = self.traffic.seen();
            match timeout(patience, self.half.read_buf(&mut self.buffer)).await {
                Ok(Ok(0)) => return Err(Fault::lost()),
                Ok(Ok(_)) => {
                    self.traffic.note();
                    return Ok(());
                }
                Ok(Err(error)) => return Err(Fault::broken(error)),
                Err(_) if self.traffic.seen() == before => return Err(Fault::TimedOut(step)),
                Err(_) => {}
            }
        }
    }
}
