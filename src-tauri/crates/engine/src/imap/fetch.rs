//! # Fetching
//!
//! Hands over the messages of a folder one by one, with BODY.PEEK alone, so that nothing becomes read. A message
//! that the server cannot hand over is named, and the others go on.

use std::collections::{BTreeSet, VecDeque};

use time::OffsetDateTime;

use crate::error::{Code, Error, Retry, Scope};
use crate::imap::command::{self, LONGEST_SET, Line, Reading};
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::folder::Opening;
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::response::{Attributes, Body, Data, Outcome, Response, Verdict};
use crate::imap::said;

/// Commands under way at once, so that the server always has one to work on while the next one travels.
const UNDER_WAY: usize = 3;

/// A message with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number in the folder.
    pub uid: u32,
    /// The message, byte for byte.
    pub bytes: Vec<u8>,
    /// Its flags.
    pub flags: Flags,
    /// When it arrived; see `Listed::internal_date`.
    pub internal_date: OffsetDateTime,
}

/// One answer to a request for messages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A whole message.
    Message(Message),
    /// A message that is larger than was said, and too large to be held; to be had with [`Reader::stream`].
    Large {
        /// Its number in the folder.
        uid: u32,
    },
    /// The server lists it, but does not hand it over.
    Unreadable {
        /// Its number in the folder.
        uid: u32,
        /// What the server said to that, if anything.
        server_text: Option<String>,
    },
}

impl Reader {
    /// Asks for messages of the opened folder. They are taken one by one with [`Fetching::next`].
    pub fn fetch(&mut self, uids: &[u32]) -> Fetching<'_> {
        Fetching::new(self, [uids])
    }

    /// Opens a folder and asks for messages of it, without waiting in between; one command for each window, and only a
    /// few of them under way at once.
    pub fn fetch_from<'w>(
        &mut self,
        folder: &FolderName,
        uid_validity: u32,
        windows: impl IntoIterator<Item = &'w [u32]>,
    ) -> Fetching<'_> {
        let line = Reading::Examine(&self.names.write(folder)).line(self.names.utf8);
        self.messages = None;
        let mut fetching = Fetching::new(self, windows);
        fetching.entrance = Some(Entrance {
            line: Some(line),
            tag: String::new(),
            read: Opening::default(),
            uid_validity,
        });
        fetching
    }
}

/// The folder that has to be opened before its messages come.
struct Entrance {
    /// The command, until it is sent.
    line: Option<Line>,
    tag: String,
    read: Opening,
    /// The edition of the numbers that the request was made with.
    uid_validity: u32,
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
    entrance: Option<Entrance>,
    sets: VecDeque<(String, Vec<u32>)>,
    under_way: Vec<Request>,
    /// Not handed over yet.
    open: BTreeSet<u32>,
    /// To be asked for one by one: mentioned without their bytes, or part of a request that was refused.
    doubtful: BTreeSet<u32>,
    /// Mentioned without its bytes although it was asked for alone.
    withheld: bool,
    /// What did not come has been asked for once more.
    asked_again: bool,
}

impl<'a> Fetching<'a> {
    fn new<'w>(reader: &'a mut Reader, windows: impl IntoIterator<Item = &'w [u32]>) -> Self {
        let sets: VecDeque<_> = windows
            .into_iter()
            .flat_map(|window| command::uid_sets(window, LONGEST_SET))
            .collect();
        Fetching {
            reader,
            begun: false,
            entrance: None,
            open: sets.iter().flat_map(|(_, uids)| uids).copied().collect(),
            sets,
            under_way: Vec::new(),
            doubtful: BTreeSet::new(),
            withheld: false,
            asked_again: false,
        }
    }

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
                // What comes before the folder is open belongs to the one that was open before.
                Response::Data(Data::Fetch(_)) if self.entrance.is_some() => None,
                Response::Data(Data::Fetch(told)) => self.message(told),
                Response::Done { tag, outcome } => {
                    self.entered(&tag, &outcome)?;
                    self.done(&tag, &outcome)?
                }
                Response::Data(data) => {
                    if let Some(entrance) = &mut self.entrance {
                        entrance.read.take(data);
                    }
                    None
                }
                Response::Continue => None,
            };
            if fetched.is_some() {
                return Ok(fetched);
            }
        }
    }

    async fn ask(&mut self) -> Result<(), Fault> {
        if let Some(line) = self
            .entrance
            .as_mut()
            .and_then(|entrance| entrance.line.take())
        {
            let tag = self.reader.wire.tag();
            self.reader.wire.send(&tag, &line, &mut |_| {}).await?;
            if let Some(entrance) = &mut self.entrance {
                entrance.tag = tag;
            }
        }
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
        // What has been deleted meanwhile does not come the second time either; what was only late does.
        if self.under_way.is_empty() && !self.open.is_empty() && !self.asked_again {
            self.asked_again = true;
            let missing: Vec<u32> = self.open.iter().copied().collect();
            self.sets = command::uid_sets(&missing, LONGEST_SET).into();
            while self.under_way.len() < UNDER_WAY
                && let Some((set, uids)) = self.sets.pop_front()
            {
                self.send(&set, uids, false).await?;
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

    /// Looks at the answer to the opening of the folder, if this is it.
    fn entered(&mut self, tag: &[u8], outcome: &Outcome) -> Result<(), Fault> {
        let Some(entrance) = self
            .entrance
            .take_if(|entrance| entrance.tag.as_bytes() == tag)
        else {
            return Ok(());
        };
        let opened = self.reader.understood(outcome, &entrance.read, true)?;
        if opened.uid_validity != entrance.uid_validity {
            // Its numbers mean other messages now, so it has to be counted anew.
            let code = Code::SourceFolderRenumbered;
            return Err(Error::new(code, Scope::Folder, Retry::Never).into());
        }
        self.reader.messages = Some(opened.messages);
        Ok(())
    }

    fn message(&mut self, told: Attributes) -> Option<Fetched> {
        let uid = told.uid.filter(|uid| self.open.contains(uid))?;
        if told.body == Some(Body::Large) {
            self.open.remove(&uid);
            return Some(Fetched::Large { uid });
        }
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
