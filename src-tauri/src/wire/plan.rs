//! # The plan on the wire
//!
//! The open plan as the interface shows it, always whole, and what a person may change in it. Of a secret only the place
//! where it is held crosses, never the secret.

use serde::{Deserialize, Serialize};

use super::{Course, Vault};

/// The open plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Plan {
    /// Where its file lies.
    pub path: String,
    /// The domain that moves.
    pub domain: String,
    /// Present in the practice run.
    pub practice: Option<Practice>,
    /// The server that people leave, once entered.
    pub source: Option<Endpoint>,
    /// The server that people move to, once entered.
    pub destination: Option<Endpoint>,
    /// Everybody in the plan, in the order of the list.
    pub people: Vec<Person>,
    /// Where passwords are kept.
    pub vault: Vault,
    /// Whether anything has been copied yet.
    pub copied: bool,
    /// Its tasks and dates.
    pub course: Course,
}

/// What only the practice run has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Practice {
    /// The list of the pretend company, ready to be pasted. One old password in it is out of date.
    pub people: String,
    /// Whose old password that is.
    pub outdated: String,
    /// The password that works.
    pub password: String,
    /// Whose new mailbox is full, until it is made bigger.
    pub full: Option<String>,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Security {
    /// Encrypted from the first byte.
    Tls,
    /// Encrypted after connecting (STARTTLS).
    StartTls,
    /// Not encrypted.
    Plain,
}

/// A mail server, in both directions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Endpoint {
    /// Host name or IP address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
}

/// Where a password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Held {
    /// In the password store of this computer.
    Keyring,
    /// In memory until the program ends.
    Memory,
    /// Nowhere; it has to be entered.
    Missing,
}

/// What an address of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum MailboxKind {
    /// The mailbox of one person.
    Person,
    /// A mailbox that several people read.
    Shared,
    /// Its mail goes on to another address; there is none to copy.
    Forward,
    /// Stays where it is.
    Stays,
}

impl MailboxKind {
    /// Whether the mail of such a mailbox is copied.
    pub(crate) const fn moves(self) -> bool {
        matches!(self, Self::Person | Self::Shared)
    }
}

/// One person of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Person {
    /// The same for as long as the plan exists.
    pub id: i64,
    /// The name, where one was given.
    pub name: Option<String>,
    /// The address at the source.
    pub address: String,
    /// The address at the destination.
    pub destination_address: String,
    /// The sign-in name at the source where it is not the address.
    pub source_user: Option<String>,
    /// The sign-in name at the destination where it is not the address.
    pub destination_user: Option<String>,
    /// What the address is, and so whether its mail moves.
    pub kind: MailboxKind,
    /// Other addresses whose mail comes into this mailbox.
    pub aliases: Vec<String>,
    /// Whether any of its mail was copied already.
    pub copied: bool,
    /// Where the password for the source is.
    pub source_secret: Held,
    /// Where the password for the destination is.
    pub destination_secret: Held,
}

/// What a person's row is to become.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct PersonChange {
    /// Whose row.
    pub id: i64,
    /// The name, or nothing.
    pub name: Option<String>,
    /// The address at the source.
    pub address: String,
    /// The address at the destination.
    pub destination_address: String,
    /// The sign-in name at the source where it is not the address.
    pub source_user: Option<String>,
    /// The sign-in name at the destination where it is not the address.
    pub destination_user: Option<String>,
    /// What the address is.
    pub kind: MailboxKind,
    /// Other addresses whose mail comes into this mailbox.
    pub aliases: Vec<String>,
}

/// What was found in a pasted list, before anything is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct PeopleFound {
    /// The people, each once.
    pub people: Vec<FoundPerson>,
    /// Lines that hold no address.
    pub malformed: Vec<MalformedLine>,
    /// Addresses that stood in the list more than once and were combined.
    pub combined: Vec<String>,
    /// Lines that contradict an earlier one about the same address; the earlier one counts.
    pub clashes: Vec<ClashingLine>,
}

/// One person found in a pasted list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct FoundPerson {
    /// The name, where one was given.
    pub name: Option<String>,
    /// The address at the source.
    pub address: String,
    /// What the address is.
    pub kind: MailboxKind,
    /// Whether a password for the source came with it.
    pub has_source_secret: bool,
    /// Whether a password for the destination came with it.
    pub has_destination_secret: bool,
    /// Whether this address is in the plan already.
    pub known: bool,
}

/// A line without an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MalformedLine {
    /// Counted from 1.
    pub line: u32,
    /// What stands there.
    pub text: String,
}

/// A line that gives another password, sign-in name or new address than an earlier line for the same address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct ClashingLine {
    /// Counted from 1.
    pub line: u32,
    /// Whose.
    pub address: String,
}
