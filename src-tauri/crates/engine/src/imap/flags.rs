//! # Flags
//!
//! What is marked on a message (RFC 3501, section 2.3.2), and what a folder lets be marked. `\Deleted` and `\Recent`
//! are never carried: the first would hand messages to the next clean-up, the second belongs to the server.

use std::collections::BTreeSet;

/// The four system flags that are carried.
const SYSTEM: [&str; 4] = ["\\Answered", "\\Draft", "\\Flagged", "\\Seen"];
/// System flags that stay behind.
const LEFT: [&str; 3] = ["\\Deleted", "\\Recent", "\\*"];

/// The flags of one message: system flags in their usual spelling, keywords as the server spells them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flags(BTreeSet<String>);

impl Flags {
    /// Takes flags as they stand on the wire; those that are not carried are dropped.
    pub fn new<'a>(flags: impl IntoIterator<Item = &'a str>) -> Self {
        Self(flags.into_iter().filter_map(carried).collect())
    }

    /// Whether the message has been read.
    pub fn is_seen(&self) -> bool {
        self.0.contains("\\Seen")
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each flag in its written form, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The keywords: everything beside the four system flags.
    pub fn keywords(&self) -> impl Iterator<Item = &str> {
        self.iter().filter(|flag| !SYSTEM.contains(flag))
    }

    /// What is here and not there.
    pub fn without(&self, other: &Self) -> Self {
        Self(self.0.difference(&other.0).cloned().collect())
    }

    /// What is here and there.
    pub fn shared(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }

    /// What is here or there.
    #[must_use]
    pub fn joined(mut self, other: &Self) -> Self {
        self.0.extend(other.0.iter().cloned());
        self
    }

    /// The form in which two spellings of a keyword are equal (RFC 3501, section 2.3.2: flags know no case).
    pub fn folded(&self) -> Self {
        let small: Vec<String> = self.iter().map(str::to_ascii_lowercase).collect();
        Self::new(small.iter().map(String::as_str))
    }

    /// All but this one.
    pub fn except(mut self, flag: &str) -> Self {
        self.0.remove(flag);
        self
    }

    /// The list as APPEND takes it, with its parentheses (RFC 3501, `flag-list`).
    pub fn to_imap(&self) -> String {
        let flags: Vec<&str> = self.iter().collect();
        format!("({})", flags.join(" "))
    }
}

/// The usual spelling of a flag that is carried.
fn carried(flag: &str) -> Option<String> {
    if LEFT.iter().any(|left| left.eq_ignore_ascii_case(flag)) || flag.is_empty() {
        return None;
    }
    let system = SYSTEM
        .iter()
        .find(|system| system.eq_ignore_ascii_case(flag));
    Some((*system.unwrap_or(&flag)).to_owned())
}

/// Which flags a folder stores (RFC 3501, PERMANENTFLAGS).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keywords {
    named: BTreeSet<String>,
    any: bool,
}

impl Keywords {
    /// Takes the flags of a PERMANENTFLAGS answer; `\*` in it allows new keywords.
    pub fn new<'a>(permanent: impl IntoIterator<Item = &'a str>) -> Self {
        let named: BTreeSet<String> = permanent.into_iter().map(str::to_ascii_lowercase).collect();
        Self {
            any: named.contains("\\*"),
            named,
        }
    }

    /// Everything a client may send at all, for servers that do not say what they store.
    pub(super) fn unknown() -> Self {
        Self::new(SYSTEM.into_iter().chain(["\\*"]))
    }

    /// The flags of `wanted` that may be sent to this folder.
    pub fn permit(&self, wanted: &Flags) -> Flags {
        Flags(
            wanted
                .0
                .iter()
                .filter(|flag| self.stores(flag))
                .cloned()
                .collect(),
        )
    }

    fn stores(&self, flag: &str) -> bool {
        let word = flag.strip_prefix('\\');
        let new_keyword = self.any && word.is_none();
        is_atom(word.unwrap_or(flag))
            && (new_keyword || self.named.contains(&flag.to_ascii_lowercase()))
    }
}

/// Whether a text can be sent as it is (RFC 3501, `atom`). Some servers list keywords that nobody may send.
fn is_atom(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|c| c.is_ascii_graphic() && !b"(){%*\"\\]".contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleted_and_recent_are_never_carried() {
        let flags = Flags::new(["\\seen", "\\DELETED", "\\Recent", "\\*", "$Forwarded", ""]);
        assert_eq!(flags.to_imap(), "($Forwarded \\Seen)");
        assert!(flags.is_seen());
        assert_eq!(flags.keywords().collect::<Vec<_>>(), ["$Forwarded"]);
        assert_eq!(Flags::default().to_imap(), "()");
    }

    #[test]
    fn spellings_of_a_keyword_are_equal_in_the_folded_form() {
        let (one, other) = (
            Flags::new(["\\SEEN", "$Forwarded"]),
            Flags::new(["\\seen", "$FORWARDED", "a"]),
        );
        assert_eq!(one.folded().to_imap(), "($forwarded \\Seen)");
        assert_eq!(one.folded().without(&other.folded()), Flags::default());
        assert_eq!(other.folded().shared(&one.folded()), one.folded());
        assert_eq!(one.folded().joined(&other.folded()), other.folded());
    }

    #[test]
    fn only_permitted_flags_pass() {
        let wanted = Flags::new([
            "\\Seen",
            "\\Draft",
            "$Forwarded",
            "Rot",
            "\\Important",
            "a]b",
            "zwei wörter",
        ]);
        let permit = |permanent: &[&str]| {
            Keywords::new(permanent.iter().copied())
                .permit(&wanted)
                .to_imap()
        };
        assert_eq!(permit(&["\\Seen", "\\Deleted"]), "(\\Seen)");
        assert_eq!(permit(&["\\Seen", "$FORWARDED"]), "($Forwarded \\Seen)");
        assert_eq!(
            permit(&["\\Seen", "\\Draft", "\\*"]),
            "($Forwarded Rot \\Draft \\Seen)"
        );
        assert_eq!(
            permit(&["\\Important", "a]b", "zwei wörter"]),
            "(\\Important)"
        );
        assert_eq!(permit(&[]), "()");
        assert_eq!(
            Keywords::unknown().permit(&wanted).to_imap(),
            "($Forwarded Rot \\Draft \\Seen)"
        );
    }
}
