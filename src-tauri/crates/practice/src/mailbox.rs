//! # The mailboxes at the source
//!
//! Every person's folders and messages, made from a fixed seed: the same program makes the same bytes, UIDs, flags
//! and dates every time. The letters themselves come from the writer, the odd ones among them from `oddities`.

mod oddities;
mod writer;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use time::OffsetDateTime;

use crate::content::{Fingerprint, Flags, FolderContent, MailboxContent, SpecialUse};
use crate::folders::{HABITS, Habits, Kind, Layout};
use crate::letters::Attachments;
use crate::mailbox::writer::Writer;
use crate::people::{Member, PEOPLE};

/// The seed of the first person; the others count on from it.
const SEED: u64 = 0x4841_5242_4F55_5231;
/// The UIDVALIDITY of a person's first folder; the others count on from it.
const FIRST_UID_VALIDITY: u32 = 1_546_300_800;

/// One message as the source keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) uid: u32,
    pub(crate) bytes: Vec<u8>,
    pub(crate) flags: Flags,
    pub(crate) internal_date: OffsetDateTime,
}

/// One folder of the source.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub(crate) parts: Vec<String>,
    pub(crate) special_use: Option<SpecialUse>,
    pub(crate) selectable: bool,
    pub(crate) subscribed: bool,
    pub(crate) uid_validity: u32,
    pub(crate) uid_next: u32,
    /// By rising UID, with gaps as deleted messages leave them.
    pub(crate) messages: Vec<Kept>,
}

/// One person's mailbox at the source.
#[derive(Debug, Clone)]
pub(crate) struct Mailbox {
    pub(crate) address: &'static str,
    /// Sorted by name.
    pub(crate) folders: Vec<Folder>,
}

/// Makes the mailboxes of all people, in their order.
pub(crate) fn all() -> Vec<Mailbox> {
    let attachments = Attachments::new();
    PEOPLE
        .iter()
        .zip(HABITS)
        .zip(SEED..)
        .map(|((member, habits), seed)| mailbox(member, habits, &attachments, seed))
        .collect()
}

impl Mailbox {
    /// The one message that a destination under [`crate::Trouble::Refuse`] does not take.
    pub(crate) fn refused(&self) -> Option<&[u8]> {
        self.folders
            .iter()
            .flat_map(|folder| &folder.messages)
            .find(|kept| oddities::has_unusual_header(kept))
            .map(|kept| kept.bytes.as_slice())
    }

    /// The same mailbox as data to compare with.
    pub(crate) fn content(&self) -> MailboxContent {
        MailboxContent {
            address: self.address.to_owned(),
            folders: self.folders.iter().map(Folder::content).collect(),
        }
    }
}

impl Folder {
    fn content(&self) -> FolderContent {
        let fingerprint =
            |kept: &Kept| Fingerprint::of(&kept.bytes, kept.flags.clone(), kept.internal_date);
        FolderContent {
            parts: self.parts.clone(),
            special_use: self.special_use,
            selectable: self.selectable,
            subscribed: self.subscribed,
            messages: self.messages.iter().map(fingerprint).collect(),
        }
    }
}

fn mailbox(
    member: &'static Member,
    habits: &'static Habits,
    attachments: &Attachments,
    seed: u64,
) -> Mailbox {
    let mut writer = Writer::new(member, habits, ChaCha8Rng::seed_from_u64(seed));
    let mut folders: Vec<_> = habits
        .folders
        .iter()
        .zip(FIRST_UID_VALIDITY..)
        .map(|(layout, uid_validity)| folder(&mut writer, layout, attachments, uid_validity))
        .collect();
    folders.sort_by(|one, other| one.parts.cmp(&other.parts));
    Mailbox {
        address: member.address,
        folders,
    }
}

fn folder(
    writer: &mut Writer,
    layout: &Layout,
    attachments: &Attachments,
    uid_validity: u32,
) -> Folder {
    let mut letters = writer.letters(layout);
    if layout.kind == Kind::Inbox {
        oddities::rewrite(&mut letters);
    }
    let mut uid_next = writer.gap() + 1;
    let mut messages = Vec::with_capacity(letters.len());
    for letter in &letters {
        uid_next += writer.gap();
        messages.push(Kept {
            uid: uid_next,
            bytes: letter.write(attachments),
            flags: writer.flags(layout.kind),
            internal_date: letter.date + writer.delay(),
        });
        uid_next += 1;
    }
    if layout.kind == Kind::Inbox {
        oddities::tamper(&mut messages);
    }
    Folder {
        parts: layout.parts.iter().map(|&part| part.to_owned()).collect(),
        special_use: layout.special_use,
        selectable: layout.selectable,
        subscribed: layout.subscribed,
        uid_validity,
        uid_next,
        messages,
    }
}

#[cfg(test)]
mod tests;
