//! # Rules for names
//!
//! What one destination takes as the name of a folder, and which names it takes for the same. A name that fits is never
//! changed.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::imap::{Folder, FolderName, Namespace};

/// What a destination takes. The default is a server that keeps to the standard and keeps mail in directories, as most do.
///
/// ASCII letters and digits are taken everywhere. Control characters, the ends of lines and U+FFFD are taken nowhere, and
/// neither is the separator inside a part; `-` stands for them, or `_` where `-` is not taken either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// What stands before every name, and what joins parts; without a separator there is no nesting.
    pub namespace: Namespace,
    /// Characters that no part may have.
    pub forbidden: String,
    /// Characters that no part may begin with.
    pub leading: String,
    /// Characters that no part may end with.
    pub trailing: String,
    /// Whether two spaces may stand side by side.
    pub doubled_spaces: bool,
    /// Longest part, in bytes of modified UTF-7; at least 40.
    pub longest_part: usize,
    /// Longest name with prefix and separators, in bytes of modified UTF-7; at least 40 more than the prefix.
    pub longest_name: usize,
    /// How many parts a name may have, where that is limited.
    pub deepest: Option<usize>,
    /// Whether names that differ only in case are one folder.
    pub folds_case: bool,
    /// Whether names that differ only in how letters are put together (Unicode's NFC and NFD) are one folder.
    pub folds_unicode: bool,
    /// Whether the source lists calendars, contacts, tasks and notes as if they were mail; they are left out then.
    pub leaves_out_items: bool,
    /// Whether the view of all mail is copied, because some mail is nowhere else; what is elsewhere is left out of it then.
    pub brings_all_mail: bool,
}

/// A part made to fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) text: String,
    /// Whether characters were replaced or taken away.
    pub(super) altered: bool,
    /// Whether the end was cut off.
    pub(super) shortened: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            namespace: Namespace {
                prefix: String::new(),
                separator: Some('/'),
            },
            // Servers that keep folders as directories refuse it, whatever their separator.
            forbidden: "/".to_owned(),
            // Such servers hide or refuse `.hidden` and `..`, and refuse `~` in front.
            leading: ".~".to_owned(),
            trailing: String::new(),
            doubled_spaces: true,
            // One directory may stand for the whole name (Maildir++), and 255 bytes are the most file systems take. The
            // rest is for the dot in front and what servers add while they work.
            longest_part: 250,
            longest_name: 250,
            deepest: None,
            folds_case: false,
            folds_unicode: false,
            leaves_out_items: false,
            brings_all_mail: false,
        }
    }
}

impl Rules {
    /// The rules of a server of which nothing is known but how it joins names.
    pub fn of(namespace: &Namespace) -> Self {
        Self {
            namespace: namespace.clone(),
            ..Self::default()
        }
    }

    /// Without the rules that the folders already there break: what a server has, it takes.
    #[must_use]
    pub fn proven(mut self, listed: &[Folder]) -> Self {
        let parts = || listed.iter().flat_map(|folder| folder.name.parts());
        self.forbidden.retain(|c| {
            !parts().any(|part| FolderName::readable(part) == *part && part.contains(c))
        });
        let names: BTreeSet<&FolderName> = listed.iter().map(|folder| &folder.name).collect();
        let kinds = |folds_case| {
            let folding = Self {
                folds_case,
                folds_unicode: true,
                ..self.clone()
            };
            let keys: BTreeSet<_> = names.iter().map(|name| folding.key(name)).collect();
            keys.len()
        };
        let (folded, composed) = (kinds(true), kinds(false));
        self.folds_case &= folded == composed;
        self.folds_unicode &= composed == names.len();
        self
    }

    /// The same for names that are one folder at the destination.
    pub(super) fn key(&self, name: &FolderName) -> Vec<String> {
        let fold = |part: &String| {
            let mut text = part.clone();
            if self.folds_case {
                // First up and then down, so that letters with several small forms fall together.
                text = text.to_uppercase().to_lowercase();
            }
            if self.folds_unicode {
                text = text.nfc().collect();
            }
            text
        };
        name.parts().iter().map(fold).collect()
    }

    /// How many parts a name may have.
    pub(super) fn depth(&self) -> usize {
        match self.namespace.separator {
            Some(_) => self.deepest.unwrap_or(usize::MAX).max(1),
            None => 1,
        }
    }

    /// How long a part may be below these.
    pub(super) fn room(&self, above: &[String]) -> usize {
        let above: usize = above.iter().map(|part| FolderName::length(part) + 1).sum();
        let used = FolderName::length(&self.namespace.prefix) + above;
        self.longest_part
            .min(self.longest_name.saturating_sub(used))
    }

    /// Whether all folders lie inside the inbox on the wire, so that a folder inside it is one at the top.
    pub(super) fn all_inside_inbox(&self) -> bool {
        let prefix = self.namespace.prefix.as_str();
        let root = self
            .namespace
            .separator
            .and_then(|separator| prefix.strip_suffix(separator));
        root.is_some_and(|root| root.eq_ignore_ascii_case("INBOX"))
    }

    /// The part as the destination takes it, at most `room` bytes long.
    pub(super) fn fit(&self, part: &str, room: usize) -> Fitted {
        let stand_in = self.stand_in();
        let replaced = FolderName::readable(part)
            .chars()
            .map(|c| if self.forbids(c) { stand_in } else { c })
            .collect();
        let whole = self.trimmed(replaced);
        let kept = shortened(&whole, room);
        Fitted {
            text: self.trimmed(kept.to_owned()),
            altered: whole != part,
            shortened: kept.len() < whole.len(),
        }
    }

    /// A part that fits, told apart from others by a number.
    pub(super) fn numbered(&self, part: &str, number: u32, room: usize) -> String {
        let end = format!(" ({number})");
        let kept = shortened(part, room.saturating_sub(end.len())).trim_end();
        self.fit(&format!("{kept}{end}"), room).text
    }

    /// Without what may not stand at the ends; never empty.
    fn trimmed(&self, text: String) -> String {
        let mut text = text;
        while !self.doubled_spaces && text.contains("  ") {
            text = text.replace("  ", " ");
        }
        let text = text
            .trim_start_matches(|c| is_among(c, &self.leading))
            .trim_end_matches(|c| is_among(c, &self.trailing));
        if text.is_empty() {
            self.filler().to_string()
        } else {
            text.to_owned()
        }
    }

    fn forbids(&self, c: char) -> bool {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FFFD}')
            || Some(c) == self.namespace.separator
            || is_among(c, &self.forbidden)
    }

    /// Stands for a character that is not taken.
    fn stand_in(&self) -> char {
        let mut choice = ['-', '_'].into_iter();
        choice.find(|c| !self.forbids(*c)).unwrap_or('x')
    }

    /// Stands for a part of which nothing is left.
    fn filler(&self) -> char {
        let at_an_end = |c| is_among(c, &self.leading) || is_among(c, &self.trailing);
        let mut choice = ['_', '-'].into_iter();
        choice
            .find(|c| !self.forbids(*c) && !at_an_end(*c))
            .unwrap_or('x')
    }
}

fn is_among(c: char, characters: &str) -> bool {
    !c.is_ascii_alphanumeric() && characters.contains(c)
}

/// As much of the beginning as fits; a letter keeps its accents or goes with them.
fn shortened(text: &str, room: usize) -> &str {
    let mut kept = text;
    let mut begun = String::new();
    for (at, c) in text.char_indices() {
        if !is_combining_mark(c) {
            kept = text.get(..at).unwrap_or_default();
        }
        begun.push(c);
        if FolderName::length(&begun) > room {
            return kept;
        }
    }
    text
}
