//! # What servers mean
//!
//! Response codes (RFC 5530 and others) where servers use them, and the words of those that do not. Pure; every phrase
//! that is understood stands here.

use std::time::Duration;

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

/// Too many connections, and nothing else.
const CROWDED_WORDS: [&str; 6] = [
    "too many simultaneous connections",
    "too many connections",
    "maximum number of connections",
    "connection limit",
    "connections exceeded",
    "max_userip_connections",
];

/// What stands before the time to wait.
const WAIT_WORDS: [&str; 7] = [
    "backoff time",
    "back-off time",
    "again in",
    "again after",
    "retry after",
    "retry-after",
    "wait",
];
/// Nobody means more.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

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

/// Whether a good-bye is meant for a while: the server asks for patience, or says for how long.
pub(super) fn ends_for_now(outcome: &Outcome) -> bool {
    is_busy(outcome) || outcome.code == "OVERQUOTA" || wait_named(&outcome.words).is_some()
}

/// Whether a server that asks for patience asks for fewer connections, and not for a slower pace.
pub(super) fn is_crowded(said: &str) -> bool {
    contains(said, &CROWDED_WORDS)
}

/// How long the server asks to wait, where it says so: `Suggested Backoff Time: 29961 milliseconds`, `try again in 5
/// minutes`. A day at most.
pub(super) fn wait_named(said: &str) -> Option<Duration> {
    let said = said.to_lowercase();
    let waits = WAIT_WORDS.iter().filter_map(|cue| {
        let (_, behind) = said.split_once(cue)?;
        let behind = behind.trim_start_matches([' ', ':', '=']);
        let digits = behind.find(|c: char| !c.is_ascii_digit());
        let (number, unit) = behind.split_at(digits.unwrap_or(behind.len()));
        let number: u64 = number.parse().ok()?;
        let unit = unit.trim_start();
        let millis = match unit {
            _ if unit.starts_with("ms") || unit.starts_with("milli") => number,
            _ if unit.starts_with("min") => number.checked_mul(60_000)?,
            _ if unit.starts_with("hour") => number.checked_mul(3_600_000)?,
            _ => number.checked_mul(1000)?,
        };
        Some(Duration::from_millis(millis).min(LONGEST_WAIT))
    });
    waits.max()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imap::response::Verdict;

    fn bye(code: &str, words: &str) -> Outcome {
        Outcome {
            verdict: Verdict::Bye,
            code: code.to_owned(),
            details: Vec::new(),
            words: words.to_owned(),
        }
    }

    #[test]
    fn a_wait_that_is_named_is_understood() {
        for (said, seconds) in [
            (
                "Request is throttled. Suggested Backoff Time: 29961 milliseconds",
                Some(29.961),
            ),
            ("Too much mail, try again in 5 minutes", Some(300.0)),
            ("slow down: retry after 30 seconds.", Some(30.0)),
            ("Retry-After=120", Some(120.0)),
            ("please wait 2 hours", Some(7200.0)),
            ("try again in 99999999999999999999 hours", None),
            ("try again in 500 hours", Some(86_400.0)),
            ("wait a moment", None),
            ("try again later", None),
        ] {
            let wait = wait_named(said).map(|wait| wait.as_secs_f64());
            assert_eq!(wait, seconds, "{said}");
        }
    }

    #[test]
    fn good_byes_that_ask_for_patience_are_told_from_broken_lines() {
        for (code, words) in [
            ("THROTTLED", ""),
            ("OVERQUOTA", "Account exceeded command or bandwidth limits."),
            ("", "Account exceeded command or bandwidth limits. 12if1"),
            ("LIMIT", "sorry"),
            ("INUSE", "mailbox is in use"),
            ("UNAVAILABLE", "back soon"),
            ("", "Too many simultaneous connections. (Failure)"),
            ("", "come back, wait 60 seconds"),
        ] {
            assert!(ends_for_now(&bye(code, words)), "{code} {words}");
        }
        assert!(!ends_for_now(&bye("", "Autologout; idle for too long")));
        assert!(is_crowded(
            "[ALERT] Too many simultaneous connections. (Failure)"
        ));
        assert!(!is_crowded("[THROTTLED] too many messages"));
    }
}
