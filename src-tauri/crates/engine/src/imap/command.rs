//! # Commands
//!
//! Every command that is ever sent after signing in, beside APPEND. What a source may be asked and what changes a
//! mailbox are two types, and a reader takes only the first.

use std::fmt::Write as _;

use zeroize::Zeroizing;

use crate::imap::flags::Flags;
use crate::imap::wire::Literals;

/// Bytes of the numbers in one command. RFC 2683, section 3.2.1.5, asks for command lines below 1,000 bytes.
pub(super) const LONGEST_SET: usize = 900;

/// A command without its tag: text and literals in turn. Wiped when it goes, because some hold a password.
#[derive(Default)]
pub(super) struct Line(Vec<Piece>);

/// A part of a command.
pub(super) enum Piece {
    Text(Zeroizing<Vec<u8>>),
    Literal(Zeroizing<Vec<u8>>),
}

impl Line {
    /// A command that begins with this text.
    pub(super) fn new(text: &str) -> Self {
        Self::default().text(text)
    }

    /// Adds text that is sent as it is.
    pub(super) fn text(mut self, text: &str) -> Self {
        self.append(text.as_bytes());
        self
    }

    /// Adds a string in the simplest form that carries it: quoted if every character may stand in quotes, else as a
    /// literal. With `utf8` quotes may hold more than ASCII (RFC 6855).
    pub(super) fn string(mut self, bytes: &[u8], utf8: bool) -> Self {
        let quotable = |byte: &u8| (b' '..=b'~').contains(byte) || (utf8 && !byte.is_ascii());
        if bytes.iter().all(quotable) {
            self.append(&quoted(bytes));
        } else {
            self.0.push(Piece::Literal(Zeroizing::new(bytes.to_vec())));
        }
        self
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// Whether it can be sent without an answer in the middle.
    pub(super) fn flows(&self, literals: Literals) -> bool {
        self.0.iter().all(|piece| match piece {
            Piece::Text(_) => true,
            Piece::Literal(bytes) => literals.at_once(bytes.len()),
        })
    }

    fn append(&mut self, bytes: &[u8]) {
        match self.0.last_mut() {
            Some(Piece::Text(text)) => text.extend_from_slice(bytes),
            _ => self.0.push(Piece::Text(Zeroizing::new(bytes.to_vec()))),
        }
    }
}

/// A string in quotes (RFC 3501, `quoted`); the caller knows that there are no line ends in it.
fn quoted(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len() + 2));
    text.push(b'"');
    for byte in bytes {
        if matches!(byte, b'"' | b'\\') {
            text.push(b'\\');
        }
        text.push(*byte);
    }
    text.push(b'"');
    text
}

/// What LIST is asked to tell beside names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listing {
    /// Names alone.
    Plain,
    /// Roles, in the form that came before RFC 6154.
    Xlist,
    /// Subscriptions (RFC 5258).
    Subscribed,
    /// Subscriptions and roles (RFC 6154).
    SubscribedAndRoles,
}

/// Commands that change nothing. A reader can send no others.
pub(super) enum Reading<'a> {
    Capability,
    /// RFC 5161, for UTF-8 alone.
    EnableUtf8,
    /// RFC 2342.
    Namespace,
    /// Only the separator.
    ListRoot,
    List(Listing),
    Lsub,
    Status {
        name: &'a [u8],
        /// Bytes of all messages (RFC 8438).
        size: bool,
        /// The moment of the last change (RFC 7162).
        modseq: bool,
        /// The largest message that is taken (RFC 7889).
        append_limit: bool,
    },
    /// Room of the mailbox (RFC 9208).
    QuotaRoot,
    Examine(&'a [u8]),
    FetchList {
        first: u32,
        last: Option<u32>,
    },
    /// The same of some messages, by their numbers.
    FetchDetails(&'a str),
    /// Numbers and sizes alone, for counting.
    FetchSizes {
        first: u32,
        last: u32,
    },
    /// What each message is called in all folders that it lies in (Google's X-GM-EXT-1).
    FetchIdentities {
        first: u32,
        last: u32,
    },
    /// Flags alone; with `since` only of what has changed after that moment (RFC 7162, CHANGEDSINCE).
    FetchFlags {
        first: u32,
        last: u32,
        since: Option<u64>,
    },
    FetchBodies(&'a str),
    /// Headers, for a person to find messages by.
    FetchHeaders(&'a str),
    /// Everything but the bytes of one message.
    FetchHead(u32),
    /// The bytes of one message.
    FetchBody(u32),
    Logout,
}

impl Reading<'_> {
    pub(super) fn line(&self, utf8: bool) -> Line {
        match self {
            Self::Capability => Line::new("CAPABILITY"),
            Self::EnableUtf8 => Line::new("ENABLE UTF8=ACCEPT"),
            Self::Namespace => Line::new("NAMESPACE"),
            Self::ListRoot => Line::new("LIST \"\" \"\""),
            Self::List(Listing::Plain) => Line::new("LIST \"\" \"*\""),
            Self::List(Listing::Xlist) => Line::new("XLIST \"\" \"*\""),
            Self::List(Listing::Subscribed) => Line::new("LIST \"\" \"*\" RETURN (SUBSCRIBED)"),
            Self::List(Listing::SubscribedAndRoles) => {
                Line::new("LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE)")
            }
            Self::Lsub => Line::new("LSUB \"\" \"*\""),
            Self::Status {
                name,
                size,
                modseq,
                append_limit,
            } => {
                let size = if *size { " SIZE" } else { "" };
                let modseq = if *modseq { " HIGHESTMODSEQ" } else { "" };
                let limit = if *append_limit { " APPENDLIMIT" } else { "" };
                let items = format!(" (MESSAGES UIDNEXT UIDVALIDITY{size}{modseq}{limit})");
                Line::new("STATUS ").string(name, utf8).text(&items)
            }
            Self::QuotaRoot => Line::new("GETQUOTAROOT INBOX"),
            Self::Examine(name) => Line::new("EXAMINE ").string(name, utf8),
            Self::FetchList { first, last } => {
                let last = last.map_or_else(|| "*".to_owned(), |last| last.to_string());
                Line::new(&format!(
                    "UID FETCH {first}:{last} (UID RFC822.SIZE FLAGS INTERNALDATE)"
                ))
            }
            Self::FetchDetails(set) => Line::new(&format!(
                "UID FETCH {set} (UID RFC822.SIZE FLAGS INTERNALDATE)"
            )),
            Self::FetchSizes { first, last } => {
                Line::new(&format!("UID FETCH {first}:{last} (UID RFC822.SIZE)"))
            }
            Self::FetchIdentities { first, last } => {
                Line::new(&format!("UID FETCH {first}:{last} (UID X-GM-MSGID)"))
            }
            Self::FetchFlags { first, last, since } => {
                let since =
                    since.map_or_else(String::new, |since| format!(" (CHANGEDSINCE {since})"));
                Line::new(&format!("UID FETCH {first}:{last} (UID FLAGS){since}"))
            }
            Self::FetchBodies(set) => Line::new(&format!(
                "UID FETCH {set} (UID FLAGS INTERNALDATE BODY.PEEK[])"
            )),
            Self::FetchHeaders(set) => Line::new(&format!(
                "UID FETCH {set} (UID INTERNALDATE BODY.PEEK[HEADER])"
            )),
            Self::FetchHead(uid) => Line::new(&format!("UID FETCH {uid} (UID FLAGS INTERNALDATE)")),
            Self::FetchBody(uid) => Line::new(&format!("UID FETCH {uid} (UID BODY.PEEK[])")),
            Self::Logout => Line::new("LOGOUT"),
        }
    }
}

/// Commands that change a mailbox. Only a destination session sends them; APPEND, the fourth, is in `append`.
pub(super) enum Writing<'a> {
    /// Opens a folder for writing, which also tells which flags it stores.
    Select(&'a [u8]),
    Create(&'a [u8]),
    Subscribe(&'a [u8]),
    /// Adds or takes flags of some messages (RFC 3501, section 6.4.6).
    Store {
        set: &'a str,
        add: bool,
        flags: &'a Flags,
    },
}

impl Writing<'_> {
    pub(super) fn line(&self, utf8: bool) -> Line {
        let (verb, name) = match self {
            Self::Select(name) => ("SELECT ", name),
            Self::Create(name) => ("CREATE ", name),
            Self::Subscribe(name) => ("SUBSCRIBE ", name),
            Self::Store { set, add, flags } => {
                let sign = if *add { '+' } else { '-' };
                return Line::new(&format!(
                    "UID STORE {set} {sign}FLAGS.SILENT {}",
                    flags.to_imap()
                ));
            }
        };
        Line::new(verb).string(name, utf8)
    }
}

/// Numbers as sets for one command each, in rising order, no set longer than `longest` bytes (RFC 3501,
/// `sequence-set`).
pub(super) fn uid_sets(uids: &[u32], longest: usize) -> Vec<(String, Vec<u32>)> {
    let mut sorted = uids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut sets: Vec<(String, Vec<u32>)> = Vec::new();
    for run in sorted.chunk_by(|a, b| a.checked_add(1) == Some(*b)) {
        let mut range = String::new();
        match run {
            [] => continue,
            [only] => write!(range, "{only}"),
            [first, .., last] => write!(range, "{first}:{last}"),
        }
        // Writing to a string cannot fail.
        .unwrap_or_default();
        match sets.last_mut() {
            Some((set, members)) if set.len() + range.len() < longest => {
                set.push(',');
                set.push_str(&range);
                members.extend_from_slice(run);
            }
            _ => sets.push((range, run.to_vec())),
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(line: &Line) -> String {
        line.pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
                Piece::Literal(bytes) => {
                    format!("{{{}}}", String::from_utf8(bytes.to_vec()).unwrap())
                }
            })
            .collect()
    }

    #[test]
    fn strings_are_quoted_or_literal() {
        for (text, utf8, sent) in [
            ("", false, "\"\""),
            ("a b", false, "\"a b\""),
            ("\"\\*%", false, "\"\\\"\\\\*%\""),
            ("NIL", false, "\"NIL\""),
            ("{5}", false, "\"{5}\""),
            ("é", false, "{é}"),
            ("é", true, "\"é\""),
            ("a\r\nb", true, "{a\r\nb}"),
            ("\t", false, "{\t}"),
        ] {
            assert_eq!(
                written(&Line::default().string(text.as_bytes(), utf8)),
                sent
            );
        }
        let every: String = (' '..='~').collect();
        let sent = written(&Line::default().string(every.as_bytes(), false));
        assert_eq!(
            sent.replace("\\\"", "\"").replace("\\\\", "\\"),
            format!("\"{every}\"")
        );
    }

    #[test]
    fn numbers_become_sets() {
        let sets = |uids: &[u32], longest| -> Vec<String> {
            uid_sets(uids, longest)
                .into_iter()
                .map(|(set, _)| set)
                .collect()
        };
        assert_eq!(sets(&[], 100), [""; 0]);
        assert_eq!(sets(&[7], 100), ["7"]);
        assert_eq!(sets(&[3, 1, 2, 2, 9, u32::MAX], 100), ["1:3,9,4294967295"]);
        assert_eq!(sets(&[1, 3, 5, 7], 4), ["1,3", "5,7"]);
        let (_, members) = uid_sets(&[1, 2, 3, 5], 100).remove(0);
        assert_eq!(members, [1, 2, 3, 5]);
    }
}
