//! # Reading answers
//!
//! Takes the answers to commands that add messages, and tells the writing half what it may go on with.

use tokio::sync::mpsc;

use crate::error::{Error, Side};
use crate::imap::append::Appended;
use crate::imap::append::outbox::{Hint, Ticket};
use crate::imap::endpoint::Endpoint;
use crate::imap::frame::Value;
use crate::imap::response::{Outcome, Response, Verdict};
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
        }
    }

    /// Waits for the next answer. To be called only while one is owed.
    ///
    /// # Errors
    /// Faults of the connection. The refusals in [`Answer::outcome`] are `DestinationRefusedMessage`,
    /// `DestinationMessageTooLarge`, `DestinationFolderRefused`, `DestinationFull` and `DestinationBusy`.
    pub async fn next(&mut self) -> Result<Answer, Error> {
        loop {
            let response = self.incoming.next().await;
            let (hint, answer) =
                match response.map_err(|fault| fault.at(Side::Destination, self.endpoint))? {
                    Response::Continue => (Hint::Continue, None),
                    Response::Done { tag, outcome } => {
                        let Some(ticket) = ticket(&tag) else { continue };
                        (Hint::Answered(ticket), Some(self.answer(ticket, &outcome)))
                    }
                    Response::Data(_) => continue,
                };
            // Without a listener everything is written already.
            let _ = self.heard.send(hint);
            if let Some(answer) = answer {
                return Ok(answer);
            }
        }
    }

    fn answer(&self, ticket: Ticket, outcome: &Outcome) -> Answer {
        let outcome = match outcome.verdict {
            Verdict::Ok => Ok(placed(outcome)),
            _ => Err(said::append_refusal(outcome).at(Side::Destination, self.endpoint)),
        };
        Answer { ticket, outcome }
    }
}

fn ticket(tag: &[u8]) -> Option<Ticket> {
    let number = std::str::from_utf8(tag.strip_prefix(b"M")?).ok()?;
    number.parse().ok().map(Ticket)
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
