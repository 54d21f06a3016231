//! # Folders
//!
//! What a server says of a folder before and after it is opened.

use crate::imap::flags::Keywords;
use crate::imap::name::FolderName;
use crate::imap::response::{self, Data, Verdict};
use crate::imap::roles::Role;

/// The personal namespace (RFC 2342): what stands before every name, and what parts are joined with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Namespace {
    /// Stands before every folder but the inbox, such as `INBOX.`; often empty.
    pub prefix: String,
    /// Joins the parts of a name; none on a server without nesting.
    pub separator: Option<char>,
}

/// A folder as LIST shows it (RFC 3501, section 7.2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its name, without prefix.
    pub name: FolderName,
    /// What it is for; each role is given at most once in a mailbox.
    pub role: Option<Role>,
    /// Whether it can hold messages; some only hold other folders.
    pub selectable: bool,
    /// Whether people see it in their programs (RFC 3501, section 6.3.6).
    pub subscribed: bool,
    /// Whether folders can be made below it.
    pub may_have_children: bool,
}

/// Counts of a folder that is not opened (RFC 3501, section 6.3.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Status {
    /// Messages.
    pub messages: u64,
    /// The number the next message will get at least.
    pub uid_next: Option<u32>,
    /// The edition of the numbers: other numbers hold when it changes.
    pub uid_validity: u32,
    /// Bytes of all messages, where the server counts them (RFC 8438).
    pub bytes: Option<u64>,
    /// The moment of the last change, where the server keeps one (RFC 7162, HIGHESTMODSEQ).
    pub modseq: Option<u64>,
    /// The largest message that it takes, in bytes, where folders differ in that (RFC 7889).
    pub append_limit: Option<u64>,
}

/// A folder that has been opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Messages.
    pub messages: u64,
    /// The edition of the numbers: other numbers hold when it changes.
    pub uid_validity: u32,
    /// The number the next message will get at least.
    pub uid_next: Option<u32>,
    /// Which flags may be stored; in a folder opened for reading only, which ones messages there can have.
    pub keywords: Keywords,
    /// Whether it was to be made and was there already.
    pub existed: bool,
}

/// What a server tells while it opens a folder, in any order (RFC 3501, section 6.3.1).
#[derive(Debug, Default)]
pub(super) struct Opening {
    pub(super) messages: u64,
    pub(super) uid_validity: Option<u32>,
    pub(super) uid_next: Option<u32>,
    defined: Vec<String>,
    permanent: Option<Vec<String>>,
}

impl Opening {
    /// Takes one piece of data.
    pub(super) fn take(&mut self, data: Data) {
        match data {
            Data::Exists(messages) => self.messages = messages,
            Data::Flags(flags) => self.defined = flags,
            Data::Remark(outcome) if outcome.verdict == Verdict::Ok => {
                let mut values = outcome.values().into_iter();
                match (outcome.code.as_str(), values.next()) {
                    ("UIDVALIDITY", Some(value)) => self.uid_validity = value.number(),
                    ("UIDNEXT", Some(value)) => self.uid_next = value.number(),
                    ("PERMANENTFLAGS", Some(value)) => self.permanent = response::texts(value),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Which flags may be stored. `read_only` folders mostly say that they store none; then all flags that messages there
    /// can have count.
    pub(super) fn keywords(&self, read_only: bool) -> Keywords {
        match &self.permanent {
            Some(permanent) if !read_only || !permanent.is_empty() => {
                Keywords::new(permanent.iter().map(String::as_str))
            }
            // RFC 3501, section 7.1: without a word on it, all flags of the folder are stored.
            _ if !self.defined.is_empty() => Keywords::new(self.defined.iter().map(String::as_str)),
            _ => Keywords::unknown(),
        }
    }
}
