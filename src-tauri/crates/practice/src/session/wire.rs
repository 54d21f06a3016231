//! # Bytes in, bytes out
//!
//! Puts commands together from lines and literals (RFC 3501, section 4.3, and RFC 7888) and sends responses.
//! Lines and literals are bounded; what is too large is read past without being kept, so that the dialogue goes on.

use std::io;
use std::time::Duration;

use imap_codec::ResponseCodec;
use imap_codec::encode::Encoder as _;
use imap_codec::imap_types::response::{Data, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufWriter};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::timeout;

/// Long enough for a set of some thousand UIDs.
const LONGEST_LINE: usize = 64 * 1024;
/// The time a server must allow an idle client (RFC 3501, section 5.4).
const IDLE: Duration = Duration::from_secs(30 * 60);
/// How many bytes are asked for at once while a literal comes in.
const CHUNK: usize = 64 * 1024;
/// How many bytes are asked for at once otherwise.
const GULP: usize = 8 * 1024;
/// How long a client may take to notice that it was shown the door.
const FAREWELL: Duration = Duration::from_secs(2);

/// A literal that a line announces at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Announced {
    pub(crate) length: u64,
    /// Whether the client waits to be asked for it.
    pub(crate) waits: bool,
}

/// What came in.
#[derive(Debug)]
pub(crate) enum Incoming<R> {
    /// A whole command with its literals, ending with CRLF.
    Command(Vec<u8>),
    /// A command that was refused before it was whole; the bytes are those up to the literal.
    Refused(Vec<u8>, R),
    /// A line longer than any command.
    TooLong,
    /// The client is gone.
    End,
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Wire {
    from: OwnedReadHalf,
    to: BufWriter<OwnedWriteHalf>,
    /// Bytes that came in and are not used yet.
    ahead: Vec<u8>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        let (from, to) = stream.into_split();
        Self {
            from,
            to: BufWriter::with_capacity(CHUNK, to),
            ahead: Vec::new(),
        }
    }

    /// Reads one command. `admit` sees the bytes so far and may refuse a literal; what it says comes back.
    pub(crate) async fn command<R>(
        &mut self,
        admit: impl Fn(&[u8], Announced) -> Result<(), R>,
    ) -> io::Result<Incoming<R>> {
        let mut command = Vec::new();
        let mut refused = None;
        loop {
            let start = command.len();
            match self.line(&mut command).await? {
                Line::Whole => {}
                Line::TooLong => return Ok(Incoming::TooLong),
                Line::End => return Ok(Incoming::End),
            }
            let Some(literal) = command.get(start..).and_then(announced) else {
                return Ok(match refused {
                    None => Incoming::Command(command),
                    Some((kept, reason)) => Incoming::Refused(kept, reason),
                });
            };
            let verdict = admit(&command, literal);
            match (verdict, literal.waits) {
                (Err(reason), true) => return Ok(Incoming::Refused(command, reason)),
                (Err(reason), false) => {
                    self.skip(literal.length).await?;
                    refused.get_or_insert((command, reason));
                    command = Vec::new();
                }
                (Ok(()), waits) => {
                    if waits {
                        self.send_text("+ Go ahead\r\n").await?;
                        self.flush().await?;
                    }
                    self.literal(literal.length, &mut command).await?;
                }
            }
        }
    }

    /// Reads one line alone, without its end: the answer to a SASL challenge. Nothing when the client is gone.
    pub(crate) async fn answer(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        Ok(match self.line(&mut line).await? {
            Line::Whole => Some(
                line.strip_suffix(b"\r\n")
                    .map_or_else(Vec::new, <[u8]>::to_vec),
            ),
            Line::TooLong => Some(Vec::new()),
            Line::End => None,
        })
    }

    pub(crate) async fn send(&mut self, data: Data<'_>) -> io::Result<()> {
        self.send_response(&Response::Data(data)).await
    }

    pub(crate) async fn send_response(&mut self, response: &Response<'_>) -> io::Result<()> {
        let bytes = ResponseCodec::default().encode(response).dump();
        self.to.write_all(&bytes).await
    }

    /// Sends a response only up to its middle; the caller closes the connection.
    pub(crate) async fn send_half(&mut self, response: &Response<'_>) -> io::Result<()> {
        let bytes = ResponseCodec::default().encode(response).dump();
        self.to
            .write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())
            .await?;
        self.flush().await
    }

    /// Sends what `imap-codec` has no type for; the text ends with CRLF.
    pub(crate) async fn send_text(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes()).await
    }

    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        self.to.flush().await
    }

    /// Says that nothing more will come and waits for the client to close, because a connection that is closed over
    /// unread bytes takes the last words with it.
    pub(crate) async fn finish(&mut self) -> io::Result<()> {
        self.to.shutdown().await?;
        self.ahead.clear();
        let until_closed = async {
            while self.from.read_buf(&mut self.ahead).await? > 0 {
                self.ahead.clear();
            }
            Ok(())
        };
        timeout(FAREWELL, until_closed).await.unwrap_or(Ok(()))
    }

    /// Waits for something else than the client, and gives up when the client goes away meanwhile.
    pub(crate) async fn unless_gone<T>(&mut self, other: impl Future<Output = T>) -> io::Result<T> {
        self.flush().await?;
        tokio::select! {
            done = other => Ok(done),
            gone = self.gone() => Err(gone),
        }
    }

    async fn gone(&mut self) -> io::Error {
        while self.ahead.len() < LONGEST_LINE {
            self.ahead.reserve(GULP);
            match self.from.read_buf(&mut self.ahead).await {
                Ok(0) => return io::ErrorKind::UnexpectedEof.into(),
                Ok(_) => {}
                Err(error) => return error,
            }
        }
        std::future::pending().await
    }

    /// Adds one line with its end to `command`.
    async fn line(&mut self, command: &mut Vec<u8>) -> io::Result<Line> {
        let mut searched = 0;
        let mut too_long = false;
        loop {
            let fresh = self.ahead.get(searched..).unwrap_or_default();
            if let Some(place) = fresh.iter().position(|&byte| byte == b'\n') {
                command.extend(self.ahead.drain(..=searched + place));
                return Ok(if too_long { Line::TooLong } else { Line::Whole });
            }
            searched = self.ahead.len();
            if searched > LONGEST_LINE {
                too_long = true;
                self.ahead.clear();
                searched = 0;
            }
            self.ahead.reserve(GULP);
            let read = timeout(IDLE, self.from.read_buf(&mut self.ahead)).await??;
            if read == 0 {
                return Ok(Line::End);
            }
        }
    }

    async fn literal(&mut self, length: u64, command: &mut Vec<u8>) -> io::Result<()> {
        let length =
            usize::try_from(length).map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        let ready = length.min(self.ahead.len());
        command.extend(self.ahead.drain(..ready));
        let end = command.len() + (length - ready);
        while command.len() < end {
            let wanted = (end - command.len()).min(CHUNK);
            command.reserve(wanted);
            let read =
                timeout(IDLE, (&mut self.from).take(wanted as u64).read_buf(command)).await??;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    async fn skip(&mut self, length: u64) -> io::Result<()> {
        let mut left = length;
        while left > 0 {
            let mut chunk = Vec::new();
            let next = left.min(CHUNK as u64);
            self.literal(next, &mut chunk).await?;
            left -= next;
        }
        Ok(())
    }
}

enum Line {
    Whole,
    TooLong,
    End,
}

/// The literal announced at the end of a line.
fn announced(line: &[u8]) -> Option<Announced> {
    let text = line.strip_suffix(b"}\r\n")?;
    let start = text.iter().rposition(|&byte| byte == b'{')?;
    let digits = text.get(start + 1..)?;
    let (digits, waits) = match digits.strip_suffix(b"+") {
        Some(digits) => (digits, false),
        None => (digits, true),
    };
    let number = std::str::from_utf8(digits).ok()?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(Announced {
        length: number.parse().ok()?,
        waits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_recognised_at_the_end_of_a_line_only() {
        let found = |length, waits| Some(Announced { length, waits });
        assert_eq!(announced(b"a LOGIN {5}\r\n"), found(5, true));
        assert_eq!(announced(b"a APPEND x {0+}\r\n"), found(0, false));
        for line in [
            &b"a LOGIN {5} x\r\n"[..],
            b"{}\r\n",
            b"{+}\r\n",
            b"{-1}\r\n",
            b"{+5}\r\n",
            b"5}\r\n",
            b"{99999999999999999999}\r\n",
            b"{5}\n",
        ] {
            assert_eq!(announced(line), None, "{line:?}");
        }
    }
}
