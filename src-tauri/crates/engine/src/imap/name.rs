//! # Folder names
//!
//! A name is a list of parts in Unicode. Prefix, separator and encoding belong to a server and exist only in `names`.

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

    /// The name under which a folder of another server can be made on a server with that separator. Pure, and the same
    /// again for a name that fits already. Names that a server gave itself are used as they are.
    ///
    /// - The separator inside a part, `/` (which servers that keep folders as directories refuse anyway) and control
    ///   characters become `-`, or `_` where `-` itself is the separator.
    /// - On a server without nesting the parts are joined to one with `-`.
    /// - A part without any character becomes `_`.
    /// - A part that could not be read as text at the other server is taken by its letters.
    #[must_use]
    pub fn fitted(&self, separator: Option<char>) -> Self {
        let stand_in = stand_in(separator);
        let fits = |c: char| c != '/' && Some(c) != separator && !c.is_control();
        let fit = |part: &String| {
            let text: String = readable(part)
                .chars()
                .map(|c| if fits(c) { c } else { stand_in })
                .collect();
            if text.is_empty() {
                "_".to_owned()
            } else {
                text
            }
        };
        let parts: Vec<String> = self.0.iter().map(fit).collect();
        match separator {
            Some(_) => Self::new(parts),
            None => Self::new(vec![parts.join("-")]),
        }
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

fn readable(part: &str) -> String {
    let letters = part.trim_start_matches(RAW);
    if letters.len() == part.len() {
        return part.to_owned();
    }
    let text = unraw(letters).and_then(|bytes| String::from_utf8(bytes).ok());
    text.unwrap_or_else(|| letters.to_owned())
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
    fn names_are_made_to_fit() {
        for (parts, separator, fitted) in [
            (
                &["Dr. Meier", "a/b"][..],
                Some('.'),
                &["Dr- Meier", "a-b"][..],
            ),
            (&["Dr. Meier", "a/b"], Some('/'), &["Dr. Meier", "a-b"]),
            (&["a-b", "c"], Some('-'), &["a_b", "c"]),
            (&["a", "b.c", "d"], None, &["a-b.c-d"]),
            (&["INBOX", "Sub"], Some('/'), &["INBOX", "Sub"]),
            (&["INBOX"], None, &["INBOX"]),
            (&["a\r\nb\0", ""], Some('/'), &["a--b-", "_"]),
            (
                &["\u{FFFD}&AOk", "\u{FFFD}\u{C3}\u{A9}", "\u{FFFD}\u{E9}"],
                Some('/'),
                &["&AOk", "é", "é"],
            ),
            (&["*%\"\\", " a "], Some('/'), &["*%\"\\", " a "]),
        ] {
            let once = name(parts).fitted(separator);
            assert_eq!(once.parts(), fitted);
            assert_eq!(once.fitted(separator), once);
        }
    }
}
