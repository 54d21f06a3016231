//! # Reading answers
//!
//! Takes the answers to commands that add messages, and tells the writing half what it may go on with.

use tokio::sync::mpsc;

use crate::error::{Error, Side};
use crate::imap::append::Appended;
use crate::imap::append::outbox::{APPENDING, Hint, LISTING, OPENING, Ticket};
use crate::imap::details::{Detail, detail};
use crate::imap::endpoint::Endpoint;
use crate::imap::folder::Opening;
use crate::imap::frame::Value;
use crate::imap::response::{Data, Outcome, Response, Verdict};
use crate::imap::said;
use crate::imap::wire::Incoming;

/// More numbers than any command holds messages; a server that tells more is not believed.
const MOST_UIDS: u32 = 10_000;

/// The answer to one command.
#[derive(Debug)]
pub struct Answer {
    /// Which.
    pub ticket: Ticket,
    /// Where its messages went, or why they did not.
    pub outcome: Result<Placed, Error>,
}

/// What the reading half hears.
#[derive(Debug)]
pub enum Heard {
    /// The answer to a command that added messages.
    Answer(Answer),
    /// What is known of one message of the folder that is looked at ([`Outbox::look`](crate::imap::Outbox::look)).
    Detail(Detail),
    /// The end of a look: every message was told.
    Looked(Looked),
}

/// The end of a look at a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looked {
    /// Which.
    pub ticket: Ticket,
    /// The edition of the numbers; none when the folder did not open or was not listed.
    pub uid_validity: Option<u32>,
}

/// Where the messages of one command went, as far as the server tells (RFC 4315, APPENDUID).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Placed {
    /// Their numbers in the order of the messages; empty where the server does not tell.
    pub uids: Vec<u32>,
    /// The edition of the numbers.
    pub uid_validity: Option<u32>,
}

impl Placed {
    /// Of a command with one message.
    pub(super) fn only(self) -> Appended {
        Appended {
            uid: self.uids.first().copied(),
            uid_validity: self.uid_validity,
        }
    }
}

/// The reading half.
pub struct Answers<'a> {
    incoming: &'a mut Incoming,
    heard: mpsc::UnboundedSender<Hint>,
    endpoint: &'a Endpoint,
    /// What is told while a folder opens.
    opening: Opening,
    /// The edition of the numbers in the folder that is listed now.
    opened: Option<u32>,
}

impl<'a> Answers<'a> {
    pub(super) fn new(
        incoming: &'a mut Incoming,
        heard: mpsc::UnboundedSender<Hint>,
        endpoint: &'a Endpoint,
    ) -> Self {
        Self {
            incoming,
            heard,
            endpoint,
            opening: Opening::default(),
            opened: None,
        }
    }

    /// Waits for the next answer and passes by what looks tell. To be called only while one is owed.
    ///
    /// # Errors
    /// As [`Answers::hear`].
    pub async fn next(&mut self) -> Result<Answer, Error> {
        loop {
            if let Heard::Answer(answer) = self.hear().await? {
                return Ok(answer);
            }
        }
    }

    /// Waits for whatever comes next. To be called only while something is owed.
    ///
    /// # Errors
    /// Faults of the connection. The refusals in [`Answer::outcome`] are `DestinationRefusedMessage`,
    /// `DestinationMessageTooLarge`, `DestinationFolderRefused`, `DestinationFull` and `DestinationBusy`.
    pub async fn hear(&mut self) -> Result<Heard, Error> {
        loop {
            let response = self.incoming.next().await;
            let heard =
                match response.map_err(|fault| fault.at(Side::Destination, self.endpoint))? {
                    Response::Continue => {
                        self.hint(Hint::Continue);
                        None
                    }
                    Response::Done { tag, outcome } => self.done(&tag, &outcome),
                    Response::Data(data) => self.data(data).map(Heard::Detail),
                };
            if let Some(heard) = heard {
                return Ok(heard);
            }
        }
    }

    fn done(&mut self, tag: &[u8], outcome: &Outcome) -> Option<Heard> {
        let (kind, ticket) = read_tag(tag)?;
        match kind {
            APPENDING => {
                self.hint(Hint::Answered(ticket));
                Some(Heard::Answer(self.answer(ticket, outcome)))
            }
            OPENING => {
                let opening = std::mem::take(&mut self.opening);
                let is_open = outcome.verdict == Verdict::Ok;
                self.opened = opening.uid_validity.filter(|_| is_open);
                None
            }
            LISTING => {
                let is_whole = outcome.verdict == Verdict::Ok;
                let uid_validity = self.opened.take().filter(|_| is_whole);
                Some(Heard::Looked(Looked {
                    ticket,
                    uid_validity,
                }))
            }
            _ => None,
        }
    }

    /// Servers work commands off one by one, so what is told of messages behind the opening of a folder is of that folder.
    fn data(&mut self, data: Data) -> Option<Detail> {
        match data {
            Data::Fetch(told) => detail(told).filter(|_| self.opened.is_some()),
            other => {
                self.opening.take(other);
                None
            }
        }
    }

    /// Tells the writing half; without a listener everything is written already.
    fn hint(&self, hint: Hint) {
        let _ = self.heard.send(hint);
    }

    fn answer(&self, ticket: Ticket, outcome: &Outcome) -> Answer {
        let outcome = match outcome.verdict {
            Verdict::Ok => Ok(placed(outcome)),
            _ => Err(said::append_refusal(outcome).at(Side::Destination, self.endpoint)),
        };
        Answer { ticket, outcome }
    }
}

/// What a command does, and its number.
fn read_tag(tag: &[u8]) -> Option<(char, Ticket)> {
    let (kind, number) = tag.split_first()?;
    let number = std::str::from_utf8(number).ok()?;
    Some((char::from(*kind), Ticket(number.parse().ok()?)))
}

fn placed(outcome: &Outcome) -> Placed {
    if outcome.code != "APPENDUID" {
        return Placed::default();
    }
    let values = outcome.values();
    let set = values.get(1).and_then(Value::text).unwrap_or_default();
    Placed {
        uids: uids(&set).unwrap_or_default(),
        uid_validity: values.first().and_then(Value::number),
    }
}

/// The numbers of a set such as `3,7:9`, in its order.
fn uids(set: &str) -> Option<Vec<u32>> {
    let mut uids = Vec::new();
    for range in set.split(',') {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let (first, last) = (first.min(last), first.max(last));
        if last - first >= MOST_UIDS {
            return None;
        }
        uids.extend(first..=last);
    }
    (uids.len() <= MOST_UIDS as usize).then_some(uids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_numbers_are_read() {
        for (set, read) in [
            ("7", Some(vec![7])),
            ("3,7:9", Some(vec![3, 7, 8, 9])),
            ("9:7", Some(vec![7, 8, 9])),
            ("", None),
            ("a", None),
            ("1:4294967295", None),
        ] {
            assert_eq!(uids(set), read, "{set}");
        }
    }
}
