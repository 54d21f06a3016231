//! # Findings
//!
//! Everything in which the destination can differ from what should be there, as a closed set, and what follows from it.
//! A difference is a note when no mail is lost or changed by it.

use time::OffsetDateTime;

use crate::copy::Verdict;
use crate::copy::headers::Headers;
use crate::error::{Code, Side};
use crate::imap::FolderName;

/// What is the matter with a message or folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// It was never noted as copied, and is nowhere at the destination.
    Missing,
    /// It was copied, and is nowhere at the destination any more. Whether somebody deleted it there, nobody can tell.
    Gone,
    /// The copy set it aside, for this reason.
    SetAside(Code),
    /// Its bytes are not those of the source.
    Altered,
    /// One side lists it and does not hand it over, so that it could not be compared.
    Unreadable(Side),
    /// It has another date than at the source.
    DateDiffers,
    /// Flags that the destination could have stored are on none of the copies.
    FlagsMissing,
    /// The folder does not open on one side, for this reason.
    FolderUnreadable(Code),
    /// The folder is not at the destination; what should be in it is told message by message.
    FolderMissing,
    /// It was taken to this folder of the destination.
    Moved(FolderName),
    /// It arrived at the source after the copy, and comes with the next pass.
    Late,
}

impl Kind {
    /// Whether it is no reason to doubt that every message is there with every byte. What a copy calls a note
    /// ([`Code::is_note`]) is none here either.
    pub fn is_note(&self) -> bool {
        match self {
            Self::DateDiffers
            | Self::FlagsMissing
            | Self::FolderMissing
            | Self::Moved(_)
            | Self::Late => true,
            Self::Missing
            | Self::Gone
            | Self::SetAside(_)
            | Self::Altered
            | Self::Unreadable(_)
            | Self::FolderUnreadable(_) => false,
        }
    }

    /// Its name, for programs.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Missing => "MessageMissing",
            Self::Gone => "MessageGone",
            Self::SetAside(code) | Self::FolderUnreadable(code) => code.as_str(),
            Self::Altered => "MessageAltered",
            Self::Unreadable(Side::Source) => "SourceMessageUnreadable",
            Self::Unreadable(Side::Destination) => "DestinationMessageUnreadable",
            Self::DateDiffers => "DateDiffers",
            Self::FlagsMissing => "FlagsMissing",
            Self::FolderMissing => "FolderMissing",
            Self::Moved(_) => "MessageMoved",
            Self::Late => "MessageArrivedLater",
        }
    }
}

/// One message or folder with which something is the matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The number at the source; none when a whole folder is meant.
    pub uid: Option<u32>,
    /// Bytes, as the source lists them.
    pub size: u64,
    /// When the source received it, if that can be read.
    pub date: Option<OffsetDateTime>,
    /// From the header, as far as it can be read.
    pub sender: Option<String>,
    /// From the header, as far as it can be read.
    pub subject: Option<String>,
    /// From the header, as far as it can be read.
    pub message_id: Option<String>,
    /// In the server's words.
    pub server_text: Option<String>,
}

impl Finding {
    /// Something about a folder as a whole.
    pub(crate) fn of_folder(kind: Kind, server_text: Option<String>) -> Self {
        Self {
            kind,
            uid: None,
            size: 0,
            date: None,
            sender: None,
            subject: None,
            message_id: None,
            server_text,
        }
    }

    /// Adds what people know the message by.
    pub(crate) fn name(&mut self, headers: Headers) {
        self.sender = headers.sender;
        self.subject = headers.subject;
        self.message_id = headers.message_id;
    }
}

/// How many messages of a folder were found, and in what state. None of this is a reason for doubt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Messages at the source.
    pub source: u64,
    /// Messages of the source that a copy brought and that are there.
    pub copied: u64,
    /// Messages of the source that are there and were there before, from elsewhere.
    pub already_there: u64,
    /// Messages whose bytes were fetched from both sides and are the same.
    pub read: u64,
    /// Messages at the destination that are none of the source's: new mail since the switch, or the person's own.
    pub extra: u64,
    /// Messages whose flags somebody has changed on either side since they were copied.
    pub flags_changed: u64,
    /// Messages with flags that the destination does not store.
    pub flags_not_stored: u64,
    /// Messages that were there before under another date.
    pub other_date: u64,
    /// Messages with the same bytes of which the servers tell different sizes.
    pub other_size: u64,
}

impl Counts {
    /// Whether anything is not exactly as at the source.
    fn has_notes(&self) -> bool {
        let notes = [
            self.extra,
            self.flags_changed,
            self.flags_not_stored,
            self.other_date,
            self.other_size,
        ];
        notes.into_iter().any(|count| count > 0)
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            source: self.source + other.source,
            copied: self.copied + other.copied,
            already_there: self.already_there + other.already_there,
            read: self.read + other.read,
            extra: self.extra + other.extra,
            flags_changed: self.flags_changed + other.flags_changed,
            flags_not_stored: self.flags_not_stored + other.flags_not_stored,
            other_date: self.other_date + other.other_date,
            other_size: self.other_size + other.other_size,
        }
    }
}

/// What can be said of something with these findings.
pub(crate) fn verdict(findings: &[Finding], counts: &Counts) -> Verdict {
    if findings.iter().any(|one| !one.kind.is_note()) {
        Verdict::Incomplete
    } else if findings.is_empty() && !counts.has_notes() {
        Verdict::Complete
    } else {
        Verdict::CompleteWithNotes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_missing_message_spoils_it_and_notes_do_not() {
        let finding = |kind| Finding::of_folder(kind, None);
        let none = Counts::default();
        let extra = Counts { extra: 1, ..none };
        for (findings, counts, expected) in [
            (vec![], none, Verdict::Complete),
            (vec![], extra, Verdict::CompleteWithNotes),
            (vec![finding(Kind::Late)], none, Verdict::CompleteWithNotes),
            (
                vec![finding(Kind::DateDiffers), finding(Kind::FlagsMissing)],
                none,
                Verdict::CompleteWithNotes,
            ),
            (
                vec![finding(Kind::DateDiffers), finding(Kind::Altered)],
                none,
                Verdict::Incomplete,
            ),
            (
                vec![finding(Kind::Late), finding(Kind::Gone)],
                extra,
                Verdict::Incomplete,
            ),
        ] {
            assert_eq!(verdict(&findings, &counts), expected);
        }
    }
}
