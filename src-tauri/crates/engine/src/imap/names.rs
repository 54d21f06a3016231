//! # Names on the wire
//!
//! How one server writes folder names: prefix, separator, encoding. Whatever it calls a folder can be sent back to it
//! byte for byte.

use std::collections::{BTreeMap, BTreeSet};

use crate::imap::folder::{Folder, Namespace};
use crate::imap::name::{self, FolderName, INBOX, RAW};
use crate::imap::response::{Entry, Space};
use crate::imap::roles;
use crate::imap::utf7;

/// How one server writes names.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    /// The personal namespace that new folders go to.
    pub(super) personal: Namespace,
    /// Whether names are UTF-8 instead of modified UTF-7 (RFC 6855).
    pub(super) utf8: bool,
    /// Prefixes of the user's further namespaces, as on the wire. Their folders are read like all others.
    also_personal: Vec<Vec<u8>>,
    /// Prefixes of what belongs to others or to everybody, as on the wire.
    foreign: Vec<Vec<u8>>,
}

impl Names {
    /// Takes what NAMESPACE told: personal, other users', shared (RFC 2342). Whether a personal one was among it.
    pub(super) fn learn(&mut self, spaces: &[Vec<Space>]) -> bool {
        let Some(([main, more @ ..], others)) = spaces
            .split_first()
            .map(|(own, others)| (own.as_slice(), others))
        else {
            return false;
        };
        let Some(prefix) = self.text(&main.prefix) else {
            return false;
        };
        self.personal = Namespace {
            prefix,
            separator: main.separator,
        };
        self.also_personal = more.iter().map(|space| space.prefix.clone()).collect();
        self.foreign = others
            .iter()
            .flatten()
            .map(|space| space.prefix.clone())
            .collect();
        true
    }

    /// The user's own folders, each once, the inbox first and parents before what is below them.
    pub(super) fn folders(&self, listed: &[Entry], subscribed: &[Entry]) -> Vec<Folder> {
        let seen: BTreeSet<FolderName> = subscribed
            .iter()
            .filter_map(|entry| self.name(entry))
            .collect();
        let mut folders: BTreeMap<(bool, FolderName), Folder> = BTreeMap::new();
        for entry in listed {
            let Some(name) = self.name(entry) else {
                continue;
            };
            let has = |attribute: &str| entry.attributes.iter().any(|known| known == attribute);
            let folder = Folder {
                role: entry
                    .attributes
                    .iter()
                    .find_map(|attribute| roles::by_attribute(attribute)),
                selectable: !has("\\noselect") && !has("\\nonexistent"),
                subscribed: has("\\subscribed") || seen.contains(&name),
                may_have_children: !has("\\noinferiors") && entry.separator.is_some(),
                name: name.clone(),
            };
            let in_inbox = name.parts().first().is_some_and(|first| first == INBOX);
            folders.insert((!in_inbox, name), folder);
        }
        let mut folders: Vec<Folder> = folders.into_values().collect();
        roles::assign(&mut folders);
        folders
    }

    /// The name of a folder as LIST shows it; none for a folder that is not the user's own.
    pub(super) fn read(&self, raw: &[u8], separator: Option<char>) -> Option<FolderName> {
        if raw.eq_ignore_ascii_case(INBOX.as_bytes()) {
            return Some(FolderName::inbox());
        }
        if !self.is_own(raw) {
            return None;
        }
        let name = FolderName::new(self.parts(raw, separator));
        Some(if self.write(&name) == raw {
            name
        } else {
            FolderName::unread(raw)
        })
    }

    /// The name as it goes to the server, not quoted. The separator inside a part, which no name of this server can
    /// have, is replaced, so that it never cuts a folder in two.
    pub(super) fn write(&self, name: &FolderName) -> Vec<u8> {
        if name.is_inbox() {
            return INBOX.into();
        }
        if let Some(bytes) = name.unread_bytes() {
            return bytes;
        }
        let separator = self.personal.separator;
        let stand_in = name::stand_in(separator);
        let mut between = [0; 4];
        let between = separator.unwrap_or(stand_in).encode_utf8(&mut between);
        let mut written = self.coded(&self.personal.prefix);
        for (place, part) in name.parts().iter().enumerate() {
            if place > 0 {
                written.extend_from_slice(between.as_bytes());
            }
            let whole = |c| if Some(c) == separator { stand_in } else { c };
            let bytes = name::unread_part_bytes(part)
                .unwrap_or_else(|| self.coded(&part.chars().map(whole).collect::<String>()));
            written.extend_from_slice(&bytes);
        }
        written
    }

    fn name(&self, entry: &Entry) -> Option<FolderName> {
        // XLIST of old shows the inbox under a translated name and takes only the real one.
        if entry
            .attributes
            .iter()
            .any(|attribute| attribute == "\\inbox")
        {
            return Some(FolderName::inbox());
        }
        self.read(&entry.name, entry.separator)
    }

    /// Whether a folder is the user's own: the longest namespace that fits decides.
    fn is_own(&self, raw: &[u8]) -> bool {
        let own = self.coded(&self.personal.prefix);
        let fits = |prefix: &&[u8]| raw.starts_with(prefix) || is_root(prefix, raw);
        let longest_own = std::iter::once(own.as_slice())
            .chain(self.also_personal.iter().map(Vec::as_slice))
            .filter(fits)
            .map(<[u8]>::len)
            .max();
        let longest_foreign = self
            .foreign
            .iter()
            .map(Vec::as_slice)
            .filter(fits)
            .map(<[u8]>::len)
            .max();
        longest_own >= longest_foreign
    }

    fn parts(&self, raw: &[u8], separator: Option<char>) -> Vec<String> {
        let prefix = self.coded(&self.personal.prefix);
        let bare = raw.strip_prefix(prefix.as_slice()).unwrap_or(raw);
        let split: Vec<&[u8]> = match separator.and_then(|c| u8::try_from(c).ok()) {
            Some(separator) => bare.split(|byte| *byte == separator).collect(),
            None => vec![bare],
        };
        let alone = split.len() == 1;
        let read = |part: &&[u8]| {
            self.text(part)
                .filter(|text| !text.starts_with(RAW))
                // Below a prefix a second folder may be called like the inbox; it must not be taken for it.
                .filter(|text| !(alone && text.eq_ignore_ascii_case(INBOX)))
                .unwrap_or_else(|| name::unread_part(part))
        };
        split.iter().map(read).collect()
    }

    fn text(&self, raw: &[u8]) -> Option<String> {
        let text = std::str::from_utf8(raw).ok()?;
        if self.utf8 {
            Some(text.to_owned())
        } else {
            utf7::decode(text)
        }
    }

    fn coded(&self, text: &str) -> Vec<u8> {
        if self.utf8 {
            text.into()
        } else {
            utf7::encode(text).into()
        }
    }
}

/// Whether `raw` is the folder that a prefix stands for, such as `user` for `user.`.
fn is_root(prefix: &[u8], raw: &[u8]) -> bool {
    matches!(prefix.split_last(), Some((_, root)) if !root.is_empty() && root == raw)
}

#[cfg(test)]
mod tests;
