//! # Folder names
//!
//! A name is a list of parts in Unicode. Prefix, separator and encoding belong to a server and exist only in `names`.

use crate::imap::utf7;

/// Begins a part that could not be read as text: behind it each byte of the raw name stands as the character with
/// that number. Two of them begin a raw name as a whole, prefix and separators included.
pub(super) const RAW: char = '\u{FFFD}';
pub(super) const INBOX: &str = "INBOX";

/// The name of a folder, from the outermost part inwards.
///
/// The inbox is always spelled `INBOX`, and only as first part. A part is what the server means, not normalised: two
/// spellings of one letter stay two folders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FolderName(Vec<String>);

impl FolderName {
    /// A name made of these parts. No part at all means the inbox, the one folder that every mailbox has.
    pub fn new(parts: Vec<String>) -> Self {
        let mut parts = parts;
        match parts.first_mut() {
            Some(first) if first.eq_ignore_ascii_case(INBOX) => INBOX.clone_into(first),
            Some(_) => {}
            None => parts.push(INBOX.to_owned()),
        }
        Self(parts)
    }

    /// The inbox.
    pub fn inbox() -> Self {
        Self::new(Vec::new())
    }

    /// A folder whose name could not be read at all; `bytes` is the whole name on the wire.
    pub(super) fn unread(bytes: &[u8]) -> Self {
        Self(vec![format!("{RAW}{RAW}{}", rawed(bytes))])
    }

    /// The whole name on the wire, if that is all there is.
    pub(super) fn unread_bytes(&self) -> Option<Vec<u8>> {
        match self.0.as_slice() {
            [only] => unraw(only.strip_prefix(RAW)?.strip_prefix(RAW)?),
            _ => None,
        }
    }

    /// The parts, at least one.
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// Whether this is the inbox itself.
    pub fn is_inbox(&self) -> bool {
        matches!(self.0.as_slice(), [only] if only == INBOX)
    }

    /// A part in letters that any server can take: one that could not be read as text is taken by its letters.
    pub(crate) fn readable(part: &str) -> String {
        let letters = part.trim_start_matches(RAW);
        if letters.len() == part.len() {
            return part.to_owned();
        }
        let text = unraw(letters).and_then(|bytes| String::from_utf8(bytes).ok());
        text.unwrap_or_else(|| letters.to_owned())
    }

    /// A text as it is written in names of folders on the wire and, on most servers, on disk (RFC 3501, section 5.1.3).
    pub(crate) fn coded(text: &str) -> String {
        utf7::encode(text)
    }

    /// Bytes of a part on the wire and, on most servers, on disk (RFC 3501, section 5.1.3).
    pub(crate) fn length(part: &str) -> usize {
        unread_part_bytes(part).map_or_else(|| utf7::encode(part).len(), |bytes| bytes.len())
    }
}

/// What is written for a character that must not stand in a name.
pub(super) fn stand_in(separator: Option<char>) -> char {
    if separator == Some('-') { '_' } else { '-' }
}

/// A part that could not be read as text.
pub(super) fn unread_part(bytes: &[u8]) -> String {
    format!("{RAW}{}", rawed(bytes))
}

/// The bytes of a part that could not be read as text.
pub(super) fn unread_part_bytes(part: &str) -> Option<Vec<u8>> {
    unraw(part.strip_prefix(RAW)?)
}

fn rawed(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn unraw(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(parts: &[&str]) -> FolderName {
        FolderName::new(parts.iter().map(|part| (*part).to_owned()).collect())
    }

    #[test]
    fn the_inbox_has_one_spelling() {
        assert!(name(&["inBox"]).is_inbox());
        assert!(name(&[]).is_inbox());
        assert_eq!(name(&["inbox", "inbox"]).parts(), ["INBOX", "inbox"]);
        assert!(!name(&["INBOX", "a"]).is_inbox());
        assert!(!name(&["a", "INBOX"]).is_inbox());
    }

    #[test]
    fn parts_are_taken_by_their_letters() {
        for (part, letters, length) in [
            ("Büro", "Büro", 8),
            ("\u{FFFD}&AOk", "&AOk", 4),
            ("\u{FFFD}\u{C3}\u{A9}", "é", 2),
            ("\u{FFFD}\u{E9}", "\u{E9}", 1),
            ("R&D", "R&D", 4),
        ] {
            assert_eq!(FolderName::readable(part), letters);
            assert_eq!(FolderName::length(part), length, "{part}");
        }
    }
}
