//! # What servers mean
//!
//! Response codes (RFC 5530 and others) where servers use them, and the words of those that do not. Pure; every phrase
//! that is understood stands here.

use crate::imap::fault::Fault;
use crate::imap::response::Outcome;

/// Come back later (RFC 5530; the last two are Google's and Microsoft's).
const BUSY_CODES: [&str; 5] = ["UNAVAILABLE", "INUSE", "LIMIT", "THROTTLED", "THROTTLING"];
const BUSY_WORDS: [&str; 14] = [
    "too many",
    "maximum number of connections",
    "connection limit",
    "connections exceeded",
    "rate limit",
    "throttl",
    "try again later",
    "temporarily unavailable",
    "temporary failure",
    "server unavailable",
    "server is busy",
    "server busy",
    "suggested backoff",
    "bandwidth limit",
];

const UNKNOWN_USER_WORDS: [&str; 11] = [
    "unknown user",
    "no such user",
    "user unknown",
    "user not found",
    "user does not exist",
    "does not exist",
    "doesn't exist",
    "no such mailbox",
    "no such account",
    "unknown account",
    "account not found",
];
/// Words that leave open whether the name or the password was wrong.
const EITHER_WORDS: [&str; 4] = [
    "password",
    "credential",
    "authentication failed",
    "login failed",
];

/// What a good-bye in the middle of a sign-in says when the password was wrong.
const WRONG_WORDS: [&str; 6] = [
    "password",
    "credential",
    "authentication",
    "login",
    "invalid user",
    "denied",
];

const FULL_WORDS: [&str; 6] = [
    "quota",
    "mailbox full",
    "mailbox is full",
    "not enough space",
    "no space left",
    "storage limit",
];

const TOO_LARGE_WORDS: [&str; 8] = [
    "too large",
    "too big",
    "maximum size",
    "maximum message size",
    "message size exceed",
    "exceeds the maximum",
    "exceeds maximum",
    "size limit",
];

const UNSUPPORTED_WORDS: [&str; 6] = [
    "unsupported",
    "not supported",
    "unknown mechanism",
    "invalid mechanism",
    "mechanism not",
    "not implemented",
];

/// Whether the server asks for patience.
pub(super) fn is_busy(outcome: &Outcome) -> bool {
    BUSY_CODES.contains(&outcome.code.as_str()) || says(outcome, &BUSY_WORDS)
}

/// Whether a way to sign in is refused, and not the person.
pub(super) fn is_unsupported(outcome: &Outcome) -> bool {
    outcome.code == "CANNOT" || says(outcome, &UNSUPPORTED_WORDS)
}

/// Why a sign-in was refused.
pub(super) fn sign_in_refusal(outcome: &Outcome) -> Fault {
    let said = outcome.said();
    let unknown = says(outcome, &UNKNOWN_USER_WORDS) && !says(outcome, &EITHER_WORDS);
    match outcome.code.as_str() {
        "PRIVACYREQUIRED" => Fault::SignInDisabled(Some(said)),
        _ if unknown => Fault::UserUnknown(said),
        "AUTHENTICATIONFAILED" | "AUTHORIZATIONFAILED" | "EXPIRED" => Fault::SignInRefused(said),
        // At this point a full mailbox cannot be meant: Google says so of a daily limit.
        "OVERQUOTA" => Fault::Busy(Some(said)),
        _ if is_busy(outcome) => Fault::Busy(Some(said)),
        _ => Fault::SignInRefused(said),
    }
}

/// What a connection that ended in the middle of a sign-in means. A refused password must not look like a broken line,
/// because it would be sent again.
pub(super) fn ended_in_sign_in(fault: Fault) -> Fault {
    match fault {
        Fault::Lost {
            said: Some(said), ..
        } if contains(&said, &WRONG_WORDS) => Fault::SignInRefused(said),
        other => other,
    }
}

/// Why a message was refused.
pub(super) fn append_refusal(outcome: &Outcome) -> Fault {
    let said = outcome.said();
    match outcome.code.as_str() {
        "OVERQUOTA" => Fault::Full(said),
        // RFC 4469 and RFC 7889.
        "TOOBIG" => Fault::TooLarge(said),
        "TRYCREATE" | "NONEXISTENT" | "NOPERM" => Fault::Folder(Some(said)),
        _ if says(outcome, &TOO_LARGE_WORDS) => Fault::TooLarge(said),
        _ if says(outcome, &FULL_WORDS) => Fault::Full(said),
        _ if is_busy(outcome) => Fault::Busy(Some(said)),
        _ => Fault::Refused(said),
    }
}

/// Why a folder was refused.
pub(super) fn folder_refusal(outcome: &Outcome) -> Fault {
    if is_busy(outcome) {
        Fault::Busy(Some(outcome.said()))
    } else {
        Fault::Folder(Some(outcome.said()))
    }
}

fn says(outcome: &Outcome, phrases: &[&str]) -> bool {
    contains(&outcome.words, phrases)
}

fn contains(words: &str, phrases: &[&str]) -> bool {
    let words = words.to_lowercase();
    phrases.iter().any(|phrase| words.contains(phrase))
}
