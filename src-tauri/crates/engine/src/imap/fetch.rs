//! # Fetching
//!
//! Lists a folder and hands over its messages one by one, with BODY.PEEK alone, so that nothing becomes read. A message
//! that the server cannot hand over is named, and the others go on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::{self, Reading};
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::reader::Reader;
use crate::imap::response::{Attributes, Body, Data, Outcome, Response, Verdict};
use crate::imap::said;

/// Bytes of the numbers in one command. RFC 2683, section 3.2.1.5, asks for command lines below 1,000 bytes.
const LONGEST_SET: usize = 900;
/// Commands under way at once, so that the server always has one to work on.
const UNDER_WAY: usize = 2;

/// What a list tells of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number in the folder.
    pub uid: u32,
    /// Its size in bytes, as the server says; 0 where it does not.
    pub size: u64,
    /// Its flags.
    pub flags: Flags,
    /// When it arrived, with the zone the server gives. The start of 1970 where there is no date that can be read.
    pub internal_date: OffsetDateTime,
}

/// A message with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number in the folder.
    pub uid: u32,
    /// The message, byte for byte.
    pub bytes: Vec<u8>,
    /// Its flags.
    pub flags: Flags,
    /// When it arrived; see [`Listed::internal_date`].
    pub internal_date: OffsetDateTime,
}

/// One answer to a request for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A whole message.
    Message(Message),
    /// The server lists it, but does not hand it over.
    Unreadable {
        /// Its number in the folder.
        uid: u32,
        /// What the server said to that, if anything.
        server_text: Option<String>,
    },
}

impl Reader {
    /// Lists the messages of the opened folder from `first_uid` to `last_uid`, or to the end, by rising number.
    ///
    /// # Errors
    /// `SourceFolderUnreadable` or `DestinationFolderRefused`, and faults of the connection.
    pub async fn list(
        &mut self,
        first_uid: u32,
        last_uid: Option<u32>,
    ) -> Result<Vec<Listed>, Error> {
        // Some servers call it an error to ask an empty folder for anything.
        if self.messages == Some(0) {
            return Ok(Vec::new());
        }
        let mut found: BTreeMap<u32, Listed> = BTreeMap::new();
        // `first:*` names the last message even when its number is lower (RFC 3501, section 9, `seq-range`).
        let wanted = first_uid..=last_uid.unwrap_or(u32::MAX);
        let reading = Reading::FetchList {
            first: first_uid,
            last: last_uid,
        };
        let outcome = self
            .ask(&reading, |data| {
                if let Data::Fetch(told) = data
                    && let Some(uid) = told.uid.filter(|uid| wanted.contains(uid))
                {
                    add(found.entry(uid).or_insert_with(|| listed(uid)), told);
                }
            })
            .await?;
        match outcome.verdict {
            Verdict::Ok => Ok(found.into_values().collect()),
            _ => Err(self.error(said::folder_refusal(&outcome))),
        }
    }

    /// Asks for these messages of the opened folder. They are taken one by one with [`Fetching::next`].
    pub fn fetch(&mut self, uids: &[u32]) -> Fetching<'_> {
        Fetching {
            reader: self,
            begun: false,
            sets: command::uid_sets(uids, LONGEST_SET).into(),
            under_way: Vec::new(),
            open: uids.iter().copied().collect(),
            doubtful: BTreeSet::new(),
            withheld: false,
        }
    }
}

/// A request for messages that is under way.
struct Request {
    tag: String,
    uids: Vec<u32>,
    /// Whether it asks for one message, to find out whether that is the one that cannot be had.
    alone: bool,
}

/// Messages on their way: first many at once, then one by one those that did not come.
pub struct Fetching<'a> {
    reader: &'a mut Reader,
    begun: bool,
    sets: VecDeque<(String, Vec<u32>)>,
    under_way: Vec<Request>,
    /// Not handed over yet.
    open: BTreeSet<u32>,
    /// To be asked for one by one: mentioned without their bytes, or part of a request that was refused.
    doubtful: BTreeSet<u32>,
    /// Mentioned without its bytes although it was asked for alone.
    withheld: bool,
}

impl Fetching<'_> {
    /// The next message, in the order of the server; `None` when all are through. Nothing is read ahead beyond what
    /// lies in the network. A message that has been deleted meanwhile does not appear.
    ///
    /// Whoever stops before the `None` leaves a connection that is of no more use.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn next(&mut self) -> Result<Option<Fetched>, Error> {
        let next = self.advance().await;
        next.map_err(|fault| self.reader.error(fault))
    }

    async fn advance(&mut self) -> Result<Option<Fetched>, Fault> {
        if !self.begun {
            self.reader.wire.begin()?;
            self.begun = true;
        }
        loop {
            self.ask().await?;
            if self.under_way.is_empty() {
                self.reader.wire.end();
                self.begun = false;
                return Ok(None);
            }
            let fetched = match self.reader.wire.incoming.next().await? {
                Response::Data(Data::Fetch(told)) => self.message(told),
                Response::Done { tag, outcome } => self.done(&tag, &outcome)?,
                Response::Data(_) | Response::Continue => None,
            };
            if fetched.is_some() {
                return Ok(fetched);
            }
        }
    }

    async fn ask(&mut self) -> Result<(), Fault> {
        while self.under_way.len() < UNDER_WAY
            && let Some((set, uids)) = self.sets.pop_front()
        {
            self.send(&set, uids, false).await?;
        }
        while self.under_way.is_empty()
            && let Some(uid) = self.doubtful.pop_first()
        {
            if self.open.contains(&uid) {
                self.withheld = false;
                self.send(&uid.to_string(), vec![uid], true).await?;
            }
        }
        Ok(())
    }

    async fn send(&mut self, set: &str, uids: Vec<u32>, alone: bool) -> Result<(), Fault> {
        let tag = self.reader.wire.tag();
        let line = Reading::FetchBodies(set).line(self.reader.is_utf8());
        self.reader.wire.send(&tag, &line, &mut |_| {}).await?;
        self.under_way.push(Request { tag, uids, alone });
        Ok(())
    }

    fn message(&mut self, told: Attributes) -> Option<Fetched> {
        let uid = told.uid.filter(|uid| self.open.contains(uid))?;
        let message = message(uid, told);
        if message.is_some() {
            self.open.remove(&uid);
        } else if self
            .under_way
            .iter()
            .any(|request| request.alone && request.uids == [uid])
        {
            self.withheld = true;
        } else {
            self.doubtful.insert(uid);
        }
        message.map(Fetched::Message)
    }

    fn done(&mut self, tag: &[u8], outcome: &Outcome) -> Result<Option<Fetched>, Fault> {
        let Some(place) = self
            .under_way
            .iter()
            .position(|request| request.tag.as_bytes() == tag)
        else {
            return Ok(None);
        };
        let request = self.under_way.remove(place);
        let refused = outcome.verdict != Verdict::Ok;
        if refused && said::is_busy(outcome) {
            // A server that asks for a pause means all messages.
            return Err(Fault::Busy(Some(outcome.said())));
        }
        if !request.alone {
            if refused {
                self.doubtful.extend(request.uids);
            }
            return Ok(None);
        }
        let server_text = refused.then(|| outcome.said());
        let unreadable = request
            .uids
            .into_iter()
            .find(|uid| (refused || self.withheld) && self.open.remove(uid));
        Ok(unreadable.map(|uid| Fetched::Unreadable { uid, server_text }))
    }
}

fn listed(uid: u32) -> Listed {
    Listed {
        uid,
        size: 0,
        flags: Flags::default(),
        internal_date: OffsetDateTime::UNIX_EPOCH,
    }
}

/// Adds what one response tells; a change of flags in between comes as a response of its own.
fn add(listed: &mut Listed, told: Attributes) {
    listed.size = told.size.unwrap_or(listed.size);
    listed.flags = told
        .flags
        .unwrap_or_else(|| std::mem::take(&mut listed.flags));
    listed.internal_date = told.internal_date.unwrap_or(listed.internal_date);
}

fn message(uid: u32, told: Attributes) -> Option<Message> {
    let Some(Body::Bytes(bytes)) = told.body else {
        return None;
    };
    Some(Message {
        uid,
        bytes,
        flags: told.flags.unwrap_or_default(),
        internal_date: told.internal_date.unwrap_or(OffsetDateTime::UNIX_EPOCH),
    })
}
