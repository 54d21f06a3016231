//! # Time-outs
//!
//! How long each step may take, and why.

use std::time::Duration;

/// A name look-up and a connection. The operating system repeats the first packet after 1, 3, 7 and 15 seconds;
/// whoever is there has answered by then.
const CONNECT: Duration = Duration::from_secs(20);
/// The handshake of the encryption: two round trips and some arithmetic, twenty times over for a poor line.
const TLS: Duration = Duration::from_secs(20);
/// The greeting. Many servers first look up who is calling and give up on that after 10 to 20 seconds.
const GREETING: Duration = Duration::from_secs(30);
/// Signing in. Servers let wrong passwords wait up to 15 seconds on purpose, and some ask a directory elsewhere.
const SIGN_IN: Duration = Duration::from_secs(60);
/// Until an answer begins. Opening a folder of a million messages whose index is gone takes a minute or more.
const ANSWER: Duration = Duration::from_secs(120);
/// Silence in the middle of an answer or of sending. A line that changes its network is back within half a minute.
const SILENCE: Duration = Duration::from_secs(60);
/// Saying good-bye. It is politeness only.
const LOGOUT: Duration = Duration::from_secs(3);

/// What was being waited for; stands in `params.step` of a time-out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::imap) enum Step {
    Connect,
    Tls,
    Greeting,
    SignIn,
    Answer,
    Transfer,
}

impl Step {
    pub(in crate::imap) const fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::SignIn => "sign_in",
            Self::Answer => "answer",
            Self::Transfer => "transfer",
        }
    }
}

/// The limits of one connection.
#[derive(Debug, Clone, Copy)]
pub(in crate::imap) struct Limits {
    pub(in crate::imap) connect: Duration,
    pub(in crate::imap) tls: Duration,
    pub(in crate::imap) greeting: Duration,
    pub(in crate::imap) sign_in: Duration,
    pub(in crate::imap) answer: Duration,
    pub(in crate::imap) silence: Duration,
    pub(in crate::imap) logout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: CONNECT,
            tls: TLS,
            greeting: GREETING,
            sign_in: SIGN_IN,
            answer: ANSWER,
            silence: SILENCE,
            logout: LOGOUT,
        }
    }
}
