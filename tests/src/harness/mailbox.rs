//! # Mailboxes to copy
//!
//! Describes the mail of one account and writes it straight into a Maildir, file names, flags, dates and all, as an
//! old server would have left it. The same seed gives the same mailbox.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::letters::{SHAPES, Shape, letter};
use super::seed::Seed;
use super::store::{Layout, Message, Name, Store, name};
use super::utf7;

/// Keywords of people and mail programs.
const KEYWORDS: &[&str] = &["$Forwarded", "$MDNSent", "NonJunk", "Wichtig", "todo_2019"];
const SYSTEM: &[(char, &str)] = &[
    ('D', "\\Draft"),
    ('F', "\\Flagged"),
    ('R', "\\Answered"),
    ('S', "\\Seen"),
    ('T', "\\Deleted"),
];

/// Folder names that old mailboxes have and programs stumble over. None holds a dot or a slash, so that every server
/// can have them all.
pub const FOLDERS: &[&str] = &[
    "Sent",
    "Drafts",
    "Trash",
    "Archive/2019",
    "Archive/2020",
    "Archive/2020/Q1",
    "Kunden & Lieferanten",
    "Projekte/Ümläute und Größen",
    "Name with spaces",
    "  leading and trailing ",
    "日本語/受信箱",
    "emoji 😀",
    "Quote \"x\"",
    "back\\slash",
    "percent % star *",
    "(paren) {3} [b]",
    "&",
    "a&-b",
    "NIL",
    "#hash",
    "case",
    "Case",
    "e\u{301} two code points",
    "\u{e9} one code point",
    "Only/for/children",
];

/// One message to write.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its bytes on disk.
    pub bytes: Vec<u8>,
    /// System flags and keywords.
    pub flags: BTreeSet<String>,
    /// Seconds since 1970.
    pub date: i64,
    /// Whether no mail program has seen it yet; then it lies in `new` and is `\Recent`.
    pub fresh: bool,
}

/// The mail of one account.
#[derive(Debug, Clone, Default)]
pub struct Mailbox {
    /// Every folder and what is in it; parents that are not listed cannot hold messages.
    pub folders: Vec<(Name, Vec<Letter>)>,
    /// Folders that are subscribed to.
    pub subscribed: BTreeSet<Name>,
}

impl Mailbox {
    /// Everything strange at once: odd names, nested and empty folders, each shape of letter, doubles, flags, dates.
    pub fn varied(seed: u64) -> Self {
        let mut seed = Seed::new(seed);
        let mut mailbox = Self::default();
        let mut number = 0;
        for path in ["INBOX"].iter().chain(FOLDERS) {
            let some = 3 + usize::try_from(seed.below(4)).expect("a small number");
            let shapes: Vec<_> = match *path {
                "INBOX" => SHAPES
                    .iter()
                    .chain(SHAPES)
                    .copied()
                    .chain([Shape::Attachment(2_500_000)])
                    .collect(),
                "Drafts" => Vec::new(),
                _ => (0..some).map(|_| *seed.pick(SHAPES)).collect(),
            };
            let letters = shapes.into_iter().map(|shape| {
                number += 1;
                Letter::written(&mut seed, number, shape)
            });
            let letters = letters.collect();
            mailbox.folders.push((name(path), letters));
            if seed.chance(70) {
                mailbox.subscribed.insert(name(path));
            }
        }
        mailbox.add_doubles();
        mailbox
    }

    /// Many small letters in a few folders, for copies that are broken off.
    pub fn many(seed: u64, folders: usize, letters: usize) -> Self {
        let mut seed = Seed::new(seed);
        let paths = [
            "INBOX",
            "Sent",
            "Archive/2019",
            "Archive/2020",
            "Kunden & Lieferanten",
            "Projekte/Größen",
        ];
        let mut mailbox = Self::default();
        let mut number = 0;
        for path in paths.iter().take(folders) {
            let letters = (0..letters).map(|place| {
                number += 1;
                let shape = if place % 40 == 7 {
                    Shape::Attachment(30_000)
                } else {
                    *seed.pick(&SHAPES[..3])
                };
                Letter::written(&mut seed, number, shape)
            });
            let letters = letters.collect();
            mailbox.folders.push((name(path), letters));
            mailbox.subscribed.insert(name(path));
        }
        mailbox.add_doubles();
        mailbox
    }

    /// A few ordinary letters in the inbox and one folder.
    pub fn small(seed: u64) -> Self {
        Self::many(seed, 2, 6)
    }

    /// Writes the mailbox below `root` and tells what lies there now.
    pub fn write(&self, root: &Path, layout: Layout) -> Store {
        let mut store = Store {
            subscribed: self.subscribed.clone(),
            ..Store::default()
        };
        make_folder(root);
        for (place, (name, letters)) in self.folders.iter().enumerate() {
            let folder = layout.place(root, name);
            make_folder(&folder);
            if layout == Layout::Dotted && folder != root {
                File::create(folder.join("maildirfolder")).expect("the mark of a folder");
            }
            for (number, letter) in letters.iter().enumerate() {
                letter.write(&folder, place * 10_000 + number);
            }
            let lines: String = KEYWORDS
                .iter()
                .enumerate()
                .map(|(place, keyword)| format!("{place} {keyword}\n"))
                .collect();
            fs::write(folder.join("dovecot-keywords"), lines).expect("a list of keywords");
            let mut messages: Vec<_> = letters.iter().map(Letter::as_stored).collect();
            messages.sort();
            store.folders.insert(name.clone(), messages);
        }
        let line = |name: &Name| {
            name.iter()
                .map(|part| utf7::encode(part))
                .collect::<Vec<_>>()
                .join("\t")
                + "\n"
        };
        let lines: String = self.subscribed.iter().map(line).collect();
        fs::write(root.join("subscriptions"), format!("V\t2\n\n{lines}"))
            .expect("a list of subscriptions");
        store
    }

    /// The same letter twice in a folder, once more in another, and a letter that only shares its Message-ID.
    fn add_doubles(&mut self) {
        let twin = self.folders[0].1[0].clone();
        let mut other = twin.clone();
        other
            .bytes
            .extend(b"another body under the same Message-ID\n");
        let far = self.folders.len() - 1;
        self.folders[far].1.push(twin.clone());
        self.folders[0].1.extend([twin.clone(), twin, other]);
    }
}

impl Letter {
    /// An ordinary letter of that shape with flags and a date of its own.
    pub fn written(seed: &mut Seed, number: usize, shape: Shape) -> Self {
        let fresh = seed.chance(10);
        let mut flags = BTreeSet::new();
        if !fresh {
            flags.extend(
                SYSTEM
                    .iter()
                    .filter(|_| seed.chance(25))
                    .map(|(_, flag)| (*flag).to_owned())
                    .collect::<Vec<_>>(),
            );
            flags.extend(
                KEYWORDS
                    .iter()
                    .filter(|_| seed.chance(10))
                    .map(|keyword| (*keyword).to_owned())
                    .collect::<Vec<_>>(),
            );
        }
        let date =
            1_000_000_000 + i64::try_from(seed.below(700_000_000)).expect("a number of seconds");
        Self {
            bytes: letter(seed, number, shape),
            flags,
            date,
            fresh,
        }
    }

    fn as_stored(&self) -> Message {
        Message::of(&self.bytes, self.flags.clone(), self.date)
    }

    /// Some old servers note the size in the file name and some do not; both are written.
    fn write(&self, folder: &Path, number: usize) {
        let mut file = format!("{}.M{number}P1.oldhost", self.date);
        if number.is_multiple_of(3) {
            file += &format!(",S={}", self.bytes.len());
        }
        let place = if self.fresh {
            folder.join("new").join(file)
        } else {
            let system = SYSTEM
                .iter()
                .filter(|(_, flag)| self.flags.contains(*flag))
                .map(|(letter, _)| *letter);
            let own = KEYWORDS
                .iter()
                .zip('a'..)
                .filter(|(keyword, _)| self.flags.contains(**keyword))
                .map(|(_, letter)| letter);
            folder
                .join("cur")
                .join(file + ":2," + system.chain(own).collect::<String>().as_str())
        };
        fs::write(&place, &self.bytes).expect("a message's file");
        let date = SystemTime::UNIX_EPOCH
            + Duration::from_secs(u64::try_from(self.date).expect("a date after 1970"));
        File::options()
            .write(true)
            .open(&place)
            .and_then(|file| file.set_modified(date))
            .expect("a message's date");
    }
}

fn make_folder(place: &Path) {
    for part in ["cur", "new", "tmp"] {
        fs::create_dir_all(place.join(part)).expect("a folder for messages");
    }
}
