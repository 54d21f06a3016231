//! # Errors
//!
//! One error type leaves the engine: a closed [`Code`] that names whose side it is, how far it reaches and whether to
//! try again. The words a person reads are chosen from the code in the interface; nothing here is a sentence.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::{Serialize, Serializer};

/// Which of the two mail systems is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The mail system that people leave. It is only ever read.
    Source,
    /// The mail system that people move to.
    Destination,
}

impl Side {
    /// The word stored in the plan file and in keyring entries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Destination => "destination",
        }
    }
}

/// How far a failure reaches. Policy follows this and [`Retry`] alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One message is set aside, the folder goes on.
    Message,
    /// One folder is set aside, the person goes on.
    Folder,
    /// One person is set aside, the others go on.
    Account,
    /// The whole job ends.
    Job,
}

/// When it makes sense to try the same thing again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// At once, over a new connection.
    Now,
    /// After a while; the other side asked for a pause or is not up.
    Later,
    /// Not before a person has changed something.
    Never,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What happened, as a closed set. A variant exists only where somebody acts on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
        }

        impl Code {
            /// Every code, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name of the variant; it is stored in plan files and shown under "Details".
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

codes! {
    /// No host with that name exists.
    SourceNotFound,
    /// No host with that name exists.
    DestinationNotFound,
    /// The host is there, but nothing listens on that port, or the way to it is blocked.
    SourceUnreachable,
    /// The host is there, but nothing listens on that port, or the way to it is blocked.
    DestinationUnreachable,
    /// No answer within the time allowed for the step in `params.step`.
    SourceTimedOut,
    /// No answer within the time allowed for the step in `params.step`.
    DestinationTimedOut,
    /// Something answers on that port, but not a mail server that speaks IMAP.
    SourceNotImap,
    /// Something answers on that port, but not a mail server that speaks IMAP.
    DestinationNotImap,
    /// The port does not begin with encryption.
    SourceNoTls,
    /// The port does not begin with encryption.
    DestinationNoTls,
    /// The server does not offer encryption after connecting (STARTTLS).
    SourceNoStartTls,
    /// The server does not offer encryption after connecting (STARTTLS).
    DestinationNoStartTls,
    /// The certificate is out of date, or not yet in force.
    SourceCertificateExpired,
    /// The certificate is out of date, or not yet in force.
    DestinationCertificateExpired,
    /// The certificate is for another name; `params.names` lists those it is for.
    SourceCertificateWrongName,
    /// The certificate is for another name; `params.names` lists those it is for.
    DestinationCertificateWrongName,
    /// Nobody this computer trusts has signed the certificate.
    SourceCertificateUntrusted,
    /// Nobody this computer trusts has signed the certificate.
    DestinationCertificateUntrusted,
    /// The server takes no password on this kind of connection.
    SourceSignInDisabled,
    /// The server takes no password on this kind of connection.
    DestinationSignInDisabled,
    /// User name or password was refused.
    SourceSignInRefused,
    /// User name or password was refused.
    DestinationSignInRefused,
    /// The server says that it has no such user.
    SourceUserUnknown,
    /// The server says that it has no such user.
    DestinationUserUnknown,
    /// The server asks to come back later or allows no more connections.
    SourceBusy,
    /// The server asks to come back later or allows no more connections.
    DestinationBusy,
    /// What may be read from one mailbox in a day has been read.
    SourceDailyLimit,
    /// The connection broke in the middle.
    SourceLost,
    /// The connection broke in the middle.
    DestinationLost,
    /// The server said something that is not IMAP, or refused a command that every server must know.
    SourceGarbled,
    /// The server said something that is not IMAP, or refused a command that every server must know.
    DestinationGarbled,
    /// The source does not let this folder be opened.
    SourceFolderUnreadable,
    /// The source has renumbered the folder since the last copy (UIDVALIDITY changed).
    SourceFolderRenumbered,
    /// The source lists a message and does not hand it over whole.
    SourceMessageUnreadable,
    /// The destination does not let this folder be made or opened.
    DestinationFolderRefused,
    /// The destination has renumbered the folder since the last copy (UIDVALIDITY changed).
    DestinationFolderRenumbered,
    /// The destination mailbox has no room left.
    DestinationFull,
    /// The destination takes no message of this size.
    DestinationMessageTooLarge,
    /// The destination refused one message; its words are in `server_text`.
    DestinationRefusedMessage,
    /// The destination took one message and keeps other bytes than it was given.
    DestinationChangedMessage,
    /// The destination took one message and gives it another date than it was given.
    DestinationChangedDate,
    /// The destination took one message and does not keep flags that it says it stores.
    DestinationDroppedFlags,
    /// Source and destination are the same mailbox, so that copying would double it.
    SameMailbox,
    /// No plan file at this place.
    PlanNotFound,
    /// The file is something else than a plan.
    PlanForeign,
    /// The file is a plan, but its content is broken.
    PlanDamaged,
    /// The plan was written by a newer version of the program.
    PlanNewer,
    /// Another window or program has this plan open.
    PlanInUse,
    /// A plan file exists at this place already.
    PlanExists,
    /// The disk of this computer is full.
    LocalDiskFull,
    /// A file or folder of this computer cannot be read.
    LocalFileUnreadable,
    /// A file or folder of this computer cannot be written.
    LocalFileUnwritable,
    /// This computer has no program for an address, or it does not start.
    LocalProgramMissing,
    /// The disk has less room than the backup needs; `params.needed` and `params.free` are bytes.
    BackupNoRoom,
    /// The list of what is in a backup cannot be read, so that nothing is added to it.
    BackupDamaged,
    /// The file with an extra trusted root holds no certificate.
    RootUnreadable,
    /// This computer has no list of trusted roots.
    RootsMissing,
    /// This computer has no password store, or it did not open.
    KeyringMissing,
    /// The password store refused to keep or hand out an entry.
    KeyringRefused,
    /// There is nobody in the list.
    PeopleEmpty,
    /// The list of people has no column with addresses, or is no list at all.
    PeopleListUnreadable,
    /// Not an e-mail address.
    AddressMalformed,
    /// The address stands in the list already.
    AddressTwice,
    /// A password is missing for `params.address` on `params.side`.
    SecretMissing,
    /// User name or password on `params.side` holds a line break or a NUL, which no mail server can be given.
    SecretUnsendable,
    /// Not a server that can be connected to: host name or port is wrong in itself.
    EndpointMalformed,
    /// The server of one side has not been entered yet.
    EndpointMissing,
    /// No such day, time of day or time zone.
    DayMalformed,
    /// The same long job is running already.
    JobRunning,
    /// A fault of this program.
    Unexpected,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Code {
    /// Whose side it is; none for this computer, the plan and the person. The names of codes say so.
    pub fn side(self) -> Option<Side> {
        let name = self.as_str();
        let of = |word| name.starts_with(word);
        match (of("Source"), of("Destination")) {
            (true, _) => Some(Side::Source),
            (_, true) => Some(Side::Destination),
            (false, false) => None,
        }
    }

    /// Whether a message of which it is said is at the destination all the same, with every byte.
    pub fn is_note(self) -> bool {
        matches!(
            self,
            Self::DestinationChangedDate | Self::DestinationDroppedFlags
        )
    }

    /// Finds a code by the name that [`Code::as_str`] gave, for codes read back from a plan file.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

/// Values for the words of an error: host, port, address, folder, size. Shown to the person, never logged.
pub type Params = BTreeMap<&'static str, String>;

/// The one error of the engine.
///
/// `Display` and `Debug` show code, scope and retry alone, so that a log line can hold no user data.
#[derive(thiserror::Error)]
#[error("{code}")]
pub struct Error {
    /// What happened, and on whose side.
    pub code: Code,
    /// How far it reaches.
    pub scope: Scope,
    /// When to try again.
    pub retry: Retry,
    /// Values for the words.
    pub params: Params,
    /// How long the other side asks to wait, where it says so.
    pub wait: Option<Duration>,
    /// Whether fewer connections would help.
    pub crowded: bool,
    /// What the server said, for "Details".
    pub server_text: Option<String>,
    /// The error of a library underneath, if any. Its text may hold user data: never log it.
    #[source]
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// A new error without parameters.
    pub fn new(code: Code, scope: Scope, retry: Retry) -> Self {
        Self {
            code,
            scope,
            retry,
            params: Params::new(),
            wait: None,
            crowded: false,
            server_text: None,
            source: None,
        }
    }

    /// An error that ends the job and that only a person can change.
    pub fn job(code: Code) -> Self {
        Self::new(code, Scope::Job, Retry::Never)
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.insert(name, value.into());
        self
    }

    /// Adds how long to wait.
    #[must_use]
    pub fn after(mut self, wait: Duration) -> Self {
        self.wait = Some(wait);
        self
    }

    /// Adds what the server said.
    #[must_use]
    pub fn said(mut self, text: impl Into<String>) -> Self {
        self.server_text = Some(text.into());
        self
    }

    /// Adds the error underneath.
    #[must_use]
    pub fn because(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("code", &self.code)
            .field("scope", &self.scope)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_by_their_names() {
        for code in Code::ALL {
            assert_eq!(Code::named(code.as_str()), Some(*code));
        }
        assert_eq!(Code::named("NoSuchCode"), None);
    }

    #[test]
    fn a_code_says_whose_side_it_is() {
        assert_eq!(Code::SourceLost.side(), Some(Side::Source));
        assert_eq!(Code::DestinationFull.side(), Some(Side::Destination));
        assert_eq!(Code::PlanDamaged.side(), None);
    }

    #[test]
    fn an_error_prints_no_user_data() {
        let error = Error::job(Code::SourceSignInRefused)
            .with("address", "ana@example.com")
            .said("no such user ana@example.com");
        assert_eq!(format!("{error}"), "SourceSignInRefused");
        assert!(!format!("{error:?}").contains("ana"));
    }
}
