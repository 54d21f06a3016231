//! # What lies on a server's disk
//!
//! Reads a Maildir as files, without the server and without the product: which folders there are, what is in them
//! byte for byte, with which flags, from when. The two ways in which Dovecot lays out folders are both known.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::utf7;

/// A folder as a list of name parts; the inbox is `["INBOX"]`.
pub type Name = Vec<String>;

/// Makes a folder name of its parts, written with slashes.
pub fn name(path: &str) -> Name {
    path.split('/').map(str::to_owned).collect()
}

/// How folders lie below the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// All beside each other, `.Parent.Child` (Maildir++). IMAP's separator is a dot.
    Dotted,
    /// Each below its parent, `Parent/Child`. IMAP's separator is a slash.
    Nested,
}

impl Layout {
    /// What stands between the parts of a name, on disk and in IMAP.
    pub const fn separator(self) -> char {
        match self {
            Self::Dotted => '.',
            Self::Nested => '/',
        }
    }

    /// Where a folder lies.
    pub fn place(self, root: &Path, name: &[String]) -> PathBuf {
        if name == ["INBOX"] {
            return root.to_owned();
        }
        let coded: Vec<_> = name.iter().map(|part| utf7::encode(part)).collect();
        match self {
            Self::Dotted => root.join(format!(".{}", coded.join("."))),
            Self::Nested => root.join(coded.join("/")),
        }
    }
}

/// One message of a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    /// SHA-256 of its bytes with every CRLF written as LF, as Maildir keeps them.
    pub hash: String,
    /// `\Seen` and the like, and keywords. `\Deleted` among them, `\Recent` not.
    pub flags: BTreeSet<String>,
    /// The internal date, in seconds since 1970.
    pub date: i64,
    /// The subject, so that a difference can be understood.
    pub subject: String,
}

impl Message {
    /// Describes a message by its bytes.
    pub fn of(bytes: &[u8], flags: BTreeSet<String>, date: i64) -> Self {
        let bytes = with_bare_line_ends(bytes);
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).into_owned();
        let subject = head
            .lines()
            .find_map(|line| line.strip_prefix("Subject: "))
            .unwrap_or("(no subject)");
        let hash = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            hash,
            flags,
            date,
            subject: subject.to_owned(),
        }
    }
}

/// The mail of one account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Store {
    /// Every folder that can hold messages.
    pub folders: BTreeMap<Name, Vec<Message>>,
    /// The folders a mail program is asked to show.
    pub subscribed: BTreeSet<Name>,
}

impl Store {
    /// Reads the mail below `root`. Nothing there is an empty store.
    pub fn read(root: &Path, layout: Layout) -> Self {
        let mut store = Self {
            subscribed: subscriptions(root, layout),
            ..Self::default()
        };
        if !root.is_dir() {
            return store;
        }
        for (name, place) in folders(root, layout) {
            store.folders.insert(name, messages(&place));
        }
        store
    }

    /// How many messages there are in all folders.
    pub fn messages(&self) -> usize {
        self.folders.values().map(Vec::len).sum()
    }
}

/// Every file below `root` that is mail, with what would show that it was touched, and every folder.
pub fn snapshot(root: &Path) -> BTreeMap<PathBuf, (u64, i64, String)> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in entries(&folder) {
            let name = entry
                .file_name()
                .expect("an entry's name")
                .to_string_lossy()
                .into_owned();
            // A lock may be gone by now; whatever else is gone, is missed in the snapshot.
            let Ok(about) = entry.metadata() else {
                continue;
            };
            if about.is_dir() {
                found.insert(entry.clone(), (0, 0, String::new()));
                waiting.push(entry);
            } else if !name.starts_with("dovecot") || name == "dovecot-keywords" {
                let bytes = fs::read(&entry).expect("a file of a mailbox");
                let hash = Sha256::digest(&bytes)
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                found.insert(entry, (about.len(), about.mtime(), hash));
            }
        }
    }
    found
}

/// CRLF becomes LF; a CR alone stays.
fn with_bare_line_ends(bytes: &[u8]) -> Vec<u8> {
    let ends_line = |place: usize| bytes[place] == b'\r' && bytes.get(place + 1) == Some(&b'\n');
    (0..bytes.len())
        .filter(|place| !ends_line(*place))
        .map(|place| bytes[place])
        .collect()
}

fn folders(root: &Path, layout: Layout) -> Vec<(Name, PathBuf)> {
    let mut found = vec![(name("INBOX"), root.to_owned())];
    match layout {
        Layout::Dotted => {
            for place in entries(root)
                .into_iter()
                .filter(|place| place.join("cur").is_dir())
            {
                let coded = place
                    .file_name()
                    .expect("a folder's name")
                    .to_string_lossy()
                    .into_owned();
                if let Some(coded) = coded.strip_prefix('.') {
                    found.push((coded.split('.').map(utf7::decode).collect(), place));
                }
            }
        }
        Layout::Nested => nested(root, &[], &mut found),
    }
    found
}

fn nested(place: &Path, above: &[String], found: &mut Vec<(Name, PathBuf)>) {
    for entry in entries(place).into_iter().filter(|entry| entry.is_dir()) {
        let coded = entry
            .file_name()
            .expect("a folder's name")
            .to_string_lossy()
            .into_owned();
        if ["cur", "new", "tmp"].contains(&coded.as_str()) || coded.starts_with('.') {
            continue;
        }
        let name = [above, &[utf7::decode(&coded)]].concat();
        nested(&entry, &name, found);
        if entry.join("cur").is_dir() {
            found.push((name, entry));
        }
    }
}

fn messages(place: &Path) -> Vec<Message> {
    let keywords = keywords(place);
    let mut found = Vec::new();
    for file in ["cur", "new"]
        .iter()
        .flat_map(|part| entries(&place.join(part)))
    {
        let bytes = fs::read(&file).expect("a message's file");
        let date = file.metadata().expect("a message's date").mtime();
        let file = file
            .file_name()
            .expect("a message's file name")
            .to_string_lossy()
            .into_owned();
        let letters = file.split_once(":2,").map_or("", |(_, letters)| letters);
        let flags = letters
            .chars()
            .filter_map(|letter| flag(letter, &keywords))
            .collect();
        found.push(Message::of(&bytes, flags, date));
    }
    found.sort();
    found
}

/// The meaning of a letter behind `:2,` in a file name.
fn flag(letter: char, keywords: &[String]) -> Option<String> {
    let system = match letter {
        'S' => "\\Seen",
        'R' => "\\Answered",
        'F' => "\\Flagged",
        'D' => "\\Draft",
        'T' => "\\Deleted",
        'a'..='z' => {
            return keywords
                .get(usize::from(u8::try_from(letter).ok()? - b'a'))
                .cloned();
        }
        _ => return None,
    };
    Some(system.to_owned())
}

fn keywords(place: &Path) -> Vec<String> {
    let text = fs::read_to_string(place.join("dovecot-keywords")).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(_, keyword)| keyword.to_owned())
        .collect()
}

fn subscriptions(root: &Path, layout: Layout) -> BTreeSet<Name> {
    let text = fs::read_to_string(root.join("subscriptions")).unwrap_or_default();
    let (separator, lines) = match text.strip_prefix("V\t2\n\n") {
        Some(lines) => ('\t', lines),
        None => (layout.separator(), text.as_str()),
    };
    lines
        .lines()
        .map(|line| line.split(separator).map(utf7::decode).collect())
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(found) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<_> = found
        .map(|entry| entry.expect("an entry of a folder").path())
        .collect();
    found.sort();
    found
}
