//! # Streaming
//!
//! Hands a large message over chunk by chunk, as it comes from the wire, so that it never lies in memory as a whole.

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::Reading;
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::reader::Reader;
use crate::imap::response::{Body, Data, Outcome, Response, Verdict};
use crate::imap::said;
use crate::imap::wire::Arriving;

/// What came of the request for a large message.
pub enum Streamed<'a> {
    /// It comes.
    Message(Streaming<'a>),
    /// It has been deleted meanwhile.
    Gone,
    /// The server lists it, but does not hand it over; what it said to that, if anything.
    Unreadable(Option<String>),
}

/// A message on its way.
pub struct Streaming<'a> {
    reader: &'a mut Reader,
    tag: String,
    /// What came whole, although it could have been streamed.
    whole: Option<Vec<u8>>,
    left: u64,
    /// Whether something of the response stands behind the bytes.
    rest: bool,
    /// Its bytes, as the server announces them now.
    pub size: u64,
    /// Its flags.
    pub flags: Flags,
    /// When it arrived.
    pub internal_date: OffsetDateTime,
}

/// A request for a large message that is on its way.
pub(super) struct Ahead {
    uid: u32,
    /// Tags: of the request for what is to be known of it, and of the one for its bytes.
    about: String,
    tag: String,
}

#[derive(Default)]
struct Head {
    found: bool,
    flags: Flags,
    internal_date: Option<OffsetDateTime>,
}

impl Reader {
    /// Asks for one message of the opened folder, whatever its size.
    ///
    /// Whoever drops it before its end leaves a connection that is of no more use.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn stream(&mut self, uid: u32) -> Result<Streamed<'_>, Error> {
        let begun = self.begin_body(uid).await;
        match begun.map_err(|fault| self.error(fault))? {
            Begun::Body {
                tag,
                head,
                size,
                whole,
            } => Ok(Streamed::Message(Streaming {
                left: whole.as_ref().map_or(size, |_| 0),
                rest: whole.is_none(),
                reader: self,
                tag,
                whole,
                size,
                flags: head.flags,
                internal_date: head.internal_date.unwrap_or(OffsetDateTime::UNIX_EPOCH),
            })),
            Begun::Done(outcome, Head { found: false, .. }) if outcome.verdict == Verdict::Ok => {
                Ok(Streamed::Gone)
            }
            Begun::Done(outcome, _) => self.withheld(&outcome),
        }
    }

    fn withheld(&self, outcome: &Outcome) -> Result<Streamed<'static>, Error> {
        if outcome.verdict != Verdict::Ok && said::is_busy(outcome) {
            return Err(self.error(Fault::Busy(Some(outcome.said()))));
        }
        let refused = outcome.verdict != Verdict::Ok;
        Ok(Streamed::Unreadable(refused.then(|| outcome.said())))
    }

    /// Sends the request and reads up to the first byte. What is to be known of the message is asked for beside its bytes
    /// and before them, so that nothing of it can stand behind.
    async fn begin_body(&mut self, uid: u32) -> Result<Begun, Fault> {
        let ahead = match self.ahead.take() {
            Some(ahead) => ahead,
            None => {
                self.wire.begin()?;
                self.request(uid).await?
            }
        };
        // What comes is another message than is wanted now.
        if ahead.uid != uid {
            return Err(Fault::lost());
        }
        let Ahead { about, tag, .. } = ahead;
        let mut head = Head::default();
        let mut refused = None;
        loop {
            match self.wire.incoming.next_or_body().await? {
                Arriving::Body(size) => {
                    let whole = None;
                    return Ok(Begun::Body {
                        tag,
                        head,
                        size,
                        whole,
                    });
                }
                Arriving::Response(Response::Data(Data::Fetch(told))) => {
                    if let Some(Body::Bytes(bytes)) = told.body {
                        let (size, whole) = (bytes.len() as u64, Some(bytes));
                        return Ok(Begun::Body {
                            tag,
                            head,
                            size,
                            whole,
                        });
                    }
                    if told.uid == Some(uid) {
                        head.found = true;
                        head.flags = told.flags.unwrap_or(head.flags);
                        head.internal_date = told.internal_date.or(head.internal_date);
                    }
                }
                Arriving::Response(Response::Done { tag: done, outcome }) => {
                    if done == about.as_bytes() && outcome.verdict != Verdict::Ok {
                        refused = Some(outcome);
                    } else if done == tag.as_bytes() {
                        self.end();
                        return Ok(Begun::Done(refused.unwrap_or(outcome), head));
                    }
                }
                Arriving::Response(_) => {}
            }
        }
    }

    async fn request(&mut self, uid: u32) -> Result<Ahead, Fault> {
        let about = self.put(&Reading::FetchHead(uid)).await?;
        let tag = self.put(&Reading::FetchBody(uid)).await?;
        self.wire.outgoing.flush().await?;
        Ok(Ahead { uid, about, tag })
    }

    /// The connection is free again, unless one more message is on its way.
    fn end(&mut self) {
        if self.ahead.is_none() {
            self.wire.end();
        }
    }

    async fn put(&mut self, reading: &Reading<'_>) -> Result<String, Fault> {
        let line = reading.line(self.is_utf8());
        let tag = self.wire.tag();
        self.wire.write(&tag, &line).await?;
        Ok(tag)
    }
}

enum Begun {
    Body {
        tag: String,
        head: Head,
        size: u64,
        whole: Option<Vec<u8>>,
    },
    Done(Outcome, Head),
}

impl Streaming<'_> {
    /// Asks for the message that will be streamed after this one, so that it is on its way when this one ends.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn ask_ahead(&mut self, uid: u32) -> Result<(), Error> {
        let asked = self.reader.request(uid).await;
        let asked = asked.map_err(|fault| self.reader.error(fault))?;
        self.reader.ahead = Some(asked);
        Ok(())
    }

    /// The next bytes; none at the end, after which the connection is free again.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let chunk = self.take().await;
        chunk.map_err(|fault| self.reader.error(fault))
    }

    async fn take(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        if let Some(whole) = self.whole.take() {
            return Ok(Some(whole));
        }
        let incoming = &mut self.reader.wire.incoming;
        if self.left > 0 {
            return incoming.chunk(&mut self.left).await.map(Some);
        }
        if std::mem::take(&mut self.rest) {
            incoming.pass_rest().await?;
        }
        loop {
            if let Response::Done { tag, .. } = self.reader.wire.incoming.next().await?
                && tag == self.tag.as_bytes()
            {
                self.reader.end();
                return Ok(None);
            }
        }
    }
}
