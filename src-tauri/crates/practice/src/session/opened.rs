//! # The opened folder
//!
//! SELECT, EXAMINE and what a client is told about a folder while it is open. Messages are only ever added, so a
//! client's view is the number of messages it has been told of.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use imap_codec::imap_types::core::Atom;
use imap_codec::imap_types::flag::{Flag, FlagPerm};
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response::{Code, Data};
use imap_codec::imap_types::sequence::{SeqOrUid, Sequence, SequenceSet};

use crate::account::{Entry, Listed};
use crate::content::Flags;
use crate::session::Session;
use crate::session::reply::{Fault, Handled, Reply, untagged};

/// A folder that a client has open.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) entry: Entry,
    pub(super) read_only: bool,
    /// How many messages the client knows of.
    pub(super) known: usize,
}

/// One message of the opened folder with its place in it.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) sequence: u32,
    pub(super) listed: Listed,
}

impl Session {
    pub(super) async fn open(&mut self, mailbox: &Mailbox<'_>, read_only: bool) -> Handled {
        self.opened = None;
        let Some(entry) = self.folder(mailbox).await?.filter(|entry| entry.selectable) else {
            return Ok(Reply::no_folder());
        };
        let messages = self.messages_of(&entry).await?;
        self.describe(&entry, &messages, read_only).await?;
        self.opened = Some(Opened {
            entry,
            read_only,
            known: messages.len(),
        });
        Ok(if read_only {
            Reply::ok_with(Code::ReadOnly, "Opened for reading")
        } else {
            Reply::ok_with(Code::ReadWrite, "Opened")
        })
    }

    /// What every SELECT and EXAMINE says (RFC 3501, section 6.3.1).
    async fn describe(
        &mut self,
        entry: &Entry,
        messages: &[Listed],
        read_only: bool,
    ) -> Result<(), Fault> {
        let flags = known_flags(messages);
        let permanent = if read_only {
            Vec::new()
        } else {
            let kept = flags.iter().cloned().map(FlagPerm::Flag);
            kept.chain([FlagPerm::Asterisk]).collect()
        };
        self.wire.send(Data::Flags(flags)).await?;
        self.wire.send(Data::Exists(count(messages.len()))).await?;
        self.wire.send(Data::Recent(0)).await?;
        let unseen = messages
            .iter()
            .position(|one| !one.flags.contains("\\Seen"));
        let codes = [
            unseen.and_then(|place| Code::unseen(count(place + 1)).ok()),
            Some(Code::PermanentFlags(permanent)),
            Code::uidnext(entry.uid_next).ok(),
            Code::uidvalidity(entry.uid_validity).ok(),
        ];
        for code in codes.into_iter().flatten() {
            self.wire.send_response(&untagged(code, "Note")).await?;
        }
        Ok(())
    }

    /// Tells the client of messages that have come since.
    pub(super) async fn announce(&mut self) -> Result<(), Fault> {
        self.view().await.map(drop)
    }

    /// The opened folder's messages, after the client has been told how many there are.
    pub(super) async fn view(&mut self) -> Result<Vec<Placed>, Fault> {
        let Some(opened) = &self.opened else {
            return Ok(Vec::new());
        };
        let messages = self.messages_of(&opened.entry).await?;
        if let Some(opened) = &mut self.opened
            && messages.len() > opened.known
        {
            opened.known = messages.len();
            self.wire.send(Data::Exists(count(messages.len()))).await?;
        }
        Ok((1..)
            .zip(messages)
            .map(|(sequence, listed)| Placed { sequence, listed })
            .collect())
    }
}

/// Numbers of the opened folder that a set chooses.
#[derive(Debug)]
pub(super) struct Chosen {
    ranges: Vec<(u32, u32)>,
    uid: bool,
}

impl Chosen {
    /// Reads a set; nothing if it names a sequence number that is not there (RFC 3501, section 6.4.5 lets that be BAD).
    pub(super) fn read(set: &SequenceSet, uid: bool, view: &[Placed]) -> Option<Self> {
        let largest = view
            .last()
            .map_or(0, |last| if uid { last.listed.uid } else { last.sequence });
        let number = |end: SeqOrUid| match end {
            SeqOrUid::Value(value) => NonZeroU32::get(value),
            SeqOrUid::Asterisk => largest,
        };
        let mut ranges = Vec::new();
        for part in set.0.as_ref() {
            let (one, other) = match *part {
                Sequence::Single(only) => (number(only), number(only)),
                Sequence::Range(one, other) => (number(one), number(other)),
            };
            if !uid && one.max(other) > largest {
                return None;
            }
            ranges.push((one.min(other), one.max(other)));
        }
        Some(Self { ranges, uid })
    }

    pub(super) fn has(&self, placed: &Placed) -> bool {
        let number = if self.uid {
            placed.listed.uid
        } else {
            placed.sequence
        };
        self.ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&number))
    }
}

/// The system flags, and the keywords that occur.
fn known_flags(messages: &[Listed]) -> Vec<Flag<'_>> {
    let occurring = messages.iter().flat_map(|one| typed(&one.flags));
    let keywords: BTreeSet<String> = occurring
        .filter(|flag| matches!(flag, Flag::Keyword(_)))
        .map(|flag| flag.to_string())
        .collect();
    let system = [
        Flag::Answered,
        Flag::Flagged,
        Flag::Deleted,
        Flag::Seen,
        Flag::Draft,
    ];
    let keywords = keywords
        .into_iter()
        .filter_map(|word| Atom::try_from(word).ok());
    system
        .into_iter()
        .chain(keywords.map(Flag::keyword))
        .collect()
}

/// Flags for a response.
pub(super) fn typed(flags: &Flags) -> impl Iterator<Item = Flag<'_>> {
    flags
        .iter()
        .filter_map(|flag| Flag::try_from(flag.as_str()).ok())
}

/// Flags from a command. `\Recent` and flags that nobody has defined cannot be stored.
pub(super) fn plain(flags: &[Flag<'_>]) -> Flags {
    flags
        .iter()
        .filter(|flag| !matches!(flag, Flag::Extension(_)))
        .map(ToString::to_string)
        .collect()
}

fn count(messages: usize) -> u32 {
    u32::try_from(messages).unwrap_or(u32::MAX)
}
