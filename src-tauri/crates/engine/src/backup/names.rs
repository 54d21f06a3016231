//! # Names in a backup
//!
//! Where people and folders lie, in names that every system can write and Dovecot's layout `fs` reads: modified UTF-7,
//! and `%` with two hexadecimal digits for what some system forbids. The list tells each folder's true name. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::address::Address;
use crate::copy::is_device;
use crate::imap::FolderName;

/// Characters of one name. Longer ones are cut and get a hash.
const LONGEST: usize = 80;
/// Characters of a path inside a Maildir. With the way to it and a message's name behind, it stays below the 260
/// characters of older programs.
const LONGEST_PATH: usize = 120;
/// Forbidden on some system, or what begins an escape here.
const FORBIDDEN: &str = r#"<>:"/\|?*%"#;
/// Names that mean something in a Maildir or to Dovecot.
const RESERVED: [&str; 7] = [
    "cur",
    "new",
    "tmp",
    "subscriptions",
    "maildirfolder",
    "maildirsize",
    "dovecot-keywords",
];

/// The name of a person's folder. Addresses that are equal have the same one, and no others.
pub(super) fn person(address: &Address) -> String {
    let key = address.key();
    written(&key, 0, &[key.as_str()])
}

/// Which folder of the server lies where in the Maildir, with parents; no two paths differ in case alone.
#[derive(Debug, Default)]
pub(super) struct Places {
    paths: BTreeMap<Vec<String>, String>,
    taken: BTreeSet<String>,
}

impl Places {
    /// Remembers where a folder lies.
    pub(super) fn remember(&mut self, folder: &FolderName, path: &str) {
        if folder.is_inbox() {
            return;
        }
        let steps: Vec<&str> = path.split('/').collect();
        let parts = folder.parts();
        for (place, above) in (1..=parts.len()).filter_map(|end| Some((end, parts.get(..end)?))) {
            // A path that was too long has other steps than the name has parts.
            let known = match steps.len() == parts.len() {
                true => steps.get(..place).map(|steps| steps.join("/")),
                false => (place == parts.len()).then(|| path.to_owned()),
            };
            if let Some(known) = known {
                self.enter(above, known);
            }
        }
    }

    /// Where a folder lies, with slashes between the steps; the inbox is the Maildir itself and lies at the empty path.
    pub(super) fn of(&mut self, folder: &FolderName) -> String {
        if folder.is_inbox() {
            return String::new();
        }
        let mut path = String::new();
        let parts = folder.parts();
        for (end, part) in (1..).zip(parts) {
            let name = parts.get(..end).unwrap_or(parts);
            path = match self.paths.get(name) {
                Some(known) => known.clone(),
                None => {
                    let new = self.free(&path, part, name);
                    self.enter(name, new.clone());
                    new
                }
            };
        }
        path
    }

    fn enter(&mut self, name: &[String], path: String) {
        self.taken.insert(path.to_ascii_lowercase());
        self.paths.insert(name.to_owned(), path);
    }

    /// The first spelling that nobody else has, whatever a system makes of capital letters.
    fn free(&self, above: &str, part: &str, name: &[String]) -> String {
        let name: Vec<&str> = name.iter().map(String::as_str).collect();
        let text = FolderName::readable(part);
        let letters = text.chars().count();
        let spellings = (0..=letters).map(|escaped| written(&text, escaped, &name));
        let hashed = std::iter::once_with(|| cut(&text, &name));
        let mut paths = spellings.chain(hashed).map(|step| match above {
            "" => step,
            _ => format!("{above}/{step}"),
        });
        let fits = |path: &String| {
            path.len() <= LONGEST_PATH && !self.taken.contains(&path.to_ascii_lowercase())
        };
        paths.find(fits).unwrap_or_else(|| cut(&text, &name))
    }
}

/// A name that can be written everywhere, with its first `escaped` letters escaped in any case.
fn written(text: &str, escaped: usize, name: &[&str]) -> String {
    let last = text.chars().count().saturating_sub(1);
    let escaped = match is_reserved(text) {
        true => escaped.max(1),
        false => escaped,
    };
    let mut safe = String::new();
    for (place, c) in text.chars().enumerate() {
        let edge = (place == 0 && ".~".contains(c)) || (place == last && ". ".contains(c));
        match edge || place < escaped || FORBIDDEN.contains(c) {
            true => escape(c, &mut safe),
            false => safe.push(c),
        }
    }
    let coded = FolderName::coded(&safe);
    match coded.is_empty() || coded.len() > LONGEST {
        true => cut(text, name),
        false => coded,
    }
}

/// The beginning of a name, and a hash of the whole name with everything above it.
fn cut(text: &str, name: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in name {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut safe = String::new();
    for c in text.chars().filter(char::is_ascii_alphanumeric).take(20) {
        safe.push(c);
    }
    safe.push('-');
    for byte in hash.finalize().iter().take(8) {
        let _ = write!(safe, "{byte:02x}");
    }
    safe
}

fn escape(c: char, safe: &mut String) {
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        let _ = write!(safe, "%{byte:02x}");
    }
}

fn is_reserved(text: &str) -> bool {
    let reserved = |name: &&str| name.eq_ignore_ascii_case(text);
    is_device(text)
        || RESERVED.iter().any(reserved)
        || text.to_ascii_lowercase().starts_with("dovecot")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> FolderName {
        FolderName::new(path.split('/').map(str::to_owned).collect())
    }

    #[test]
    fn folders_lie_where_every_system_can_write() {
        let mut places = Places::default();
        for (folder, path) in [
            ("INBOX", ""),
            ("INBOX/Sub", "INBOX/Sub"),
            ("Archive/2019", "Archive/2019"),
            ("Entwürfe", "Entw&APw-rfe"),
            ("R&D", "R&-D"),
            ("a:b*c?\"<>|\\", "a%3ab%2ac%3f%22%3c%3e%7c%5c"),
            ("100%", "100%25"),
            (".hidden", "%2ehidden"),
            ("..", "%2e%2e"),
            ("ends. ", "ends.%20"),
            ("~root", "%7eroot"),
            ("nul", "%6eul"),
            ("Com1.txt", "%43om1.txt"),
            ("cur", "%63ur"),
            ("Work/new", "Work/%6eew"),
            ("Subscriptions", "%53ubscriptions"),
            ("dovecot.index", "%64ovecot.index"),
        ] {
            assert_eq!(places.of(&name(folder)), path, "{folder}");
        }
    }

    #[test]
    fn names_that_differ_in_case_lie_apart() {
        let mut places = Places::default();
        let paths: Vec<_> = ["case", "Case", "CASE", "Case/In", "case/in"]
            .map(|folder| places.of(&name(folder)))
            .into();
        assert_eq!(
            paths,
            ["case", "%43ase", "%43%41SE", "%43ase/In", "case/in"]
        );
        // Even letters of the coding differ in case alone.
        let coded: BTreeSet<_> = ('\u{80}'..'\u{3000}')
            .map(|c| places.of(&name(&c.to_string())).to_ascii_lowercase())
            .collect();
        assert_eq!(coded.len(), 0x3000 - 0x80);
    }

    #[test]
    fn a_later_run_finds_the_same_places() {
        let mut first = Places::default();
        let deep = ["ein ziemlich langer Name"; 12].join("/");
        let folders = ["Case/x", "case", "case/y", &deep, "ünï"].map(name);
        let paths = folders.clone().map(|folder| first.of(&folder));
        let mut second = Places::default();
        for (folder, path) in folders.iter().zip(&paths) {
            second.remember(folder, path);
        }
        let reversed = folders.iter().zip(&paths).rev();
        for (folder, path) in reversed {
            assert_eq!(&second.of(folder), path);
        }
        assert_eq!(second.of(&name("CASE")), "%43ASE");
    }

    #[test]
    fn long_and_deep_names_are_cut_and_stay_apart() {
        let mut places = Places::default();
        let mut seen = BTreeSet::new();
        for end in ["a", "b"] {
            for folder in [
                "é".repeat(300) + end,
                ["Projekte und Vorgänge"; 30].join("/") + end,
            ] {
                let path = places.of(&name(&folder));
                assert!(path.len() <= LONGEST_PATH, "{path}");
                assert!(seen.insert(path));
            }
        }
    }

    #[test]
    fn people_have_a_folder_each() {
        let folder = |text: &str| person(&Address::parse(text).unwrap());
        assert_eq!(folder("Ana@Example.com"), "ana@example.com");
        assert_eq!(folder("a*b@example.com"), "a%2ab@example.com");
        let long = "x".repeat(100);
        let (one, other) = (
            folder(&format!("{long}1@example.com")),
            folder(&format!("{long}2@example.com")),
        );
        assert_ne!(one, other);
        assert!(one.len() <= LONGEST);
    }
}
