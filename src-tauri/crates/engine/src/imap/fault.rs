//! # Faults
//!
//! What can go wrong on a connection, without saying yet on which side; [`Fault::at`] makes it an error of the engine.

use std::io;

use crate::error::{Code, Error, Retry, Scope, Side};
use crate::imap::endpoint::Endpoint;
use crate::imap::response::Outcome;
use crate::imap::said;
use crate::imap::wire::Step;

/// Something that went wrong. Texts are the server's words.
#[derive(Debug)]
pub(super) enum Fault {
    HostUnknown(io::Error),
    Unreachable(io::Error),
    TimedOut(Step),
    NotImap,
    NoTls(Option<io::Error>),
    NoStartTls,
    CertificateExpired,
    /// The names the certificate is for.
    CertificateWrongName(Vec<String>),
    CertificateUntrusted,
    /// A user name or password that no server can be given.
    Unsendable,
    SignInDisabled(Option<String>),
    SignInRefused(String),
    UserUnknown(String),
    Busy(Option<String>),
    /// The connection is gone.
    Lost {
        said: Option<String>,
        error: Option<io::Error>,
    },
    /// Not IMAP, or a refusal of what every server must know.
    Garbled(Option<String>),
    /// A folder cannot be opened, made or written to.
    Folder(Option<String>),
    Full(String),
    TooLarge(String),
    Refused(String),
    /// An error that came from somewhere else and goes on as it is.
    Passed(Error),
}

impl Fault {
    /// The connection ended without a word.
    pub(super) fn lost() -> Self {
        Self::Lost {
            said: None,
            error: None,
        }
    }

    /// The connection broke.
    pub(super) fn broken(error: io::Error) -> Self {
        Self::Lost {
            said: None,
            error: Some(error),
        }
    }

    /// Whether an error says that the connection is gone.
    pub(super) fn is_loss(error: &Error) -> bool {
        matches!(error.code, Code::SourceLost | Code::DestinationLost)
    }

    /// The server said good-bye by itself.
    pub(super) fn bye(outcome: &Outcome) -> Self {
        if said::ends_for_now(outcome) {
            return Self::Busy(Some(outcome.said()));
        }
        Self::Lost {
            said: Some(outcome.said()),
            error: None,
        }
    }

    /// The error, with the codes of `side` and the values every such error has.
    pub(super) fn at(self, side: Side, endpoint: &Endpoint) -> Error {
        if let Self::Passed(error) = self {
            return error;
        }
        let (source, destination) = self.codes();
        let code = match side {
            Side::Source => source,
            Side::Destination => destination,
        };
        let (scope, retry) = self.policy();
        let error = Error::new(code, scope, retry)
            .with("side", side.as_str())
            .with("host", endpoint.host())
            .with("port", endpoint.port().to_string());
        self.detail(error)
    }

    /// Adds what only this fault knows.
    fn detail(self, error: Error) -> Error {
        let (said, below) = match self {
            Self::TimedOut(step) => return error.with("step", step.as_str()),
            Self::CertificateWrongName(names) => return error.with("names", names.join(", ")),
            Self::HostUnknown(below) | Self::Unreachable(below) => (None, Some(below)),
            Self::NoTls(below) => (None, below),
            Self::SignInRefused(said)
            | Self::UserUnknown(said)
            | Self::Full(said)
            | Self::TooLarge(said)
            | Self::Refused(said) => (Some(said), None),
            Self::SignInDisabled(said)
            | Self::Busy(said)
            | Self::Garbled(said)
            | Self::Folder(said) => (said, None),
            Self::Lost { said, error } => (said, error),
            Self::NotImap
            | Self::NoStartTls
            | Self::CertificateExpired
            | Self::CertificateUntrusted
            | Self::Unsendable
            | Self::Passed(_) => (None, None),
        };
        let busy = matches!(error.code, Code::SourceBusy | Code::DestinationBusy);
        let wait = said.as_deref().filter(|_| busy).and_then(said::wait_named);
        let crowded = said
            .as_deref()
            .is_some_and(|said| busy && said::is_crowded(said));
        let error = Error {
            server_text: said,
            wait,
            crowded,
            ..error
        };
        match below {
            Some(below) => error.because(below),
            None => error,
        }
    }

    /// The code at the source and at the destination.
    fn codes(&self) -> (Code, Code) {
        match self {
            Self::HostUnknown(_) => (Code::SourceNotFound, Code::DestinationNotFound),
            Self::Unreachable(_) => (Code::SourceUnreachable, Code::DestinationUnreachable),
            Self::TimedOut(_) => (Code::SourceTimedOut, Code::DestinationTimedOut),
            Self::NotImap => (Code::SourceNotImap, Code::DestinationNotImap),
            Self::NoTls(_) => (Code::SourceNoTls, Code::DestinationNoTls),
            Self::NoStartTls => (Code::SourceNoStartTls, Code::DestinationNoStartTls),
            Self::CertificateExpired => (
                Code::SourceCertificateExpired,
                Code::DestinationCertificateExpired,
            ),
            Self::CertificateWrongName(_) => (
                Code::SourceCertificateWrongName,
                Code::DestinationCertificateWrongName,
            ),
            Self::CertificateUntrusted => (
                Code::SourceCertificateUntrusted,
                Code::DestinationCertificateUntrusted,
            ),
            Self::Unsendable => (Code::SecretUnsendable, Code::SecretUnsendable),
            Self::SignInDisabled(_) => {
                (Code::SourceSignInDisabled, Code::DestinationSignInDisabled)
            }
            Self::SignInRefused(_) => (Code::SourceSignInRefused, Code::DestinationSignInRefused),
            Self::UserUnknown(_) => (Code::SourceUserUnknown, Code::DestinationUserUnknown),
            Self::Busy(_) => (Code::SourceBusy, Code::DestinationBusy),
            Self::Lost { .. } => (Code::SourceLost, Code::DestinationLost),
            Self::Garbled(_) => (Code::SourceGarbled, Code::DestinationGarbled),
            Self::Folder(_) => (Code::SourceFolderUnreadable, Code::DestinationFolderRefused),
            // Nothing is ever written to a source.
            Self::Full(_) => (Code::Unexpected, Code::DestinationFull),
            Self::TooLarge(_) => (Code::Unexpected, Code::DestinationMessageTooLarge),
            Self::Refused(_) => (Code::Unexpected, Code::DestinationRefusedMessage),
            Self::Passed(error) => (error.code, error.code),
        }
    }

    fn policy(&self) -> (Scope, Retry) {
        match self {
            // A name is not found either when this computer has lost its network.
            Self::HostUnknown(_) | Self::Unreachable(_) | Self::Busy(_) => {
                (Scope::Account, Retry::Later)
            }
            Self::TimedOut(Step::Answer | Step::Transfer)
            | Self::Lost { .. }
            | Self::Garbled(_) => (Scope::Account, Retry::Now),
            Self::TimedOut(_) => (Scope::Account, Retry::Later),
            Self::NotImap
            | Self::NoTls(_)
            | Self::NoStartTls
            | Self::CertificateExpired
            | Self::CertificateWrongName(_)
            | Self::CertificateUntrusted
            | Self::Unsendable
            | Self::SignInDisabled(_)
            | Self::SignInRefused(_)
            | Self::UserUnknown(_)
            | Self::Full(_) => (Scope::Account, Retry::Never),
            Self::Folder(_) => (Scope::Folder, Retry::Never),
            Self::TooLarge(_) | Self::Refused(_) => (Scope::Message, Retry::Never),
            Self::Passed(error) => (error.scope, error.retry),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Passed(error)
    }
}
