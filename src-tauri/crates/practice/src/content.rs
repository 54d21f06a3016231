//! # What a mailbox holds, as data
//!
//! Both sides are described by the same types, so that a test can lay them beside each other: what the source was
//! made with, and what lies in the destination's store. No message body is kept, only its hash.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

/// System flags and keywords as they are written in IMAP, for instance `\Seen` or `$Forwarded`.
pub type Flags = BTreeSet<String>;

/// The special uses of folders that the practice company knows (RFC 6154).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpecialUse {
    /// Copies of letters sent.
    Sent,
    /// Letters not yet sent.
    Drafts,
    /// Letters thrown away.
    Trash,
    /// Unwanted letters.
    Junk,
}

impl SpecialUse {
    /// Every special use.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Drafts, Self::Trash, Self::Junk];

    /// The name without the backslash.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "Sent",
            Self::Drafts => "Drafts",
            Self::Trash => "Trash",
            Self::Junk => "Junk",
        }
    }
}

/// One message, recognisable by content and not by number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint {
    /// SHA-256 of the bytes.
    pub hash: [u8; 32],
    /// Number of bytes.
    pub size: u64,
    /// Flags and keywords, without `\Recent`.
    pub flags: Flags,
    /// The internal date in whole seconds, with its zone.
    pub internal_date: OffsetDateTime,
}

impl Fingerprint {
    /// Describes one message.
    pub(crate) fn of(bytes: &[u8], flags: Flags, internal_date: OffsetDateTime) -> Self {
        Self {
            hash: Sha256::digest(bytes).into(),
            size: bytes.len() as u64,
            flags,
            internal_date,
        }
    }
}

/// One folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderContent {
    /// The parts of the name below the personal namespace's prefix; the inbox is `["INBOX"]`.
    pub parts: Vec<String>,
    /// The special use that the server announces.
    pub special_use: Option<SpecialUse>,
    /// Whether it can hold messages.
    pub selectable: bool,
    /// Whether it is in the list of subscribed folders.
    pub subscribed: bool,
    /// The messages by rising UID.
    pub messages: Vec<Fingerprint>,
}

impl FolderContent {
    /// The sum of the messages' sizes.
    pub fn bytes(&self) -> u64 {
        self.messages.iter().map(|message| message.size).sum()
    }
}

/// One person's mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxContent {
    /// Whose it is.
    pub address: String,
    /// The folders, sorted by name.
    pub folders: Vec<FolderContent>,
}

impl MailboxContent {
    /// The number of messages in all folders.
    pub fn messages(&self) -> u64 {
        self.folders
            .iter()
            .map(|folder| folder.messages.len() as u64)
            .sum()
    }

    /// The number of bytes in all folders.
    pub fn bytes(&self) -> u64 {
        self.folders.iter().map(FolderContent::bytes).sum()
    }
}

/// Mail by person and folder, sorted, without empty folders: two of these are equal when the same mail lies in the same
/// places.
pub type Mail = BTreeMap<(String, Vec<String>), Vec<Fingerprint>>;

/// Sorts mailboxes into a form that can be compared. `place` says where the mail of a person's folder belongs.
pub fn mail(people: &[MailboxContent], place: impl Fn(&str, &[String]) -> Vec<String>) -> Mail {
    let mut mail = Mail::new();
    for person in people {
        for folder in person
            .folders
            .iter()
            .filter(|folder| !folder.messages.is_empty())
        {
            let key = (
                person.address.clone(),
                place(&person.address, &folder.parts),
            );
            mail.entry(key)
                .or_default()
                .extend(folder.messages.iter().cloned());
        }
    }
    mail.values_mut().for_each(|messages| messages.sort());
    mail
}

/// What the source holds and the destination should hold after a move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// One entry per person, in the order of the people.
    pub people: Vec<MailboxContent>,
}

impl Expected {
    /// The number of messages of all people.
    pub fn messages(&self) -> u64 {
        self.people.iter().map(MailboxContent::messages).sum()
    }

    /// The number of bytes of all people.
    pub fn bytes(&self) -> u64 {
        self.people.iter().map(MailboxContent::bytes).sum()
    }

    /// One person's mailbox.
    pub fn person(&self, address: &str) -> Option<&MailboxContent> {
        self.people
            .iter()
            .find(|mailbox| mailbox.address == address)
    }
}
