//! # Two scripted servers
//!
//! A source and a destination, a copy between them, and a comparison of what lies on both.

use std::collections::BTreeSet;

use tempfile::TempDir;

use super::{Folder, Script, Scripted, Stored};
use crate::harness::cli::{Copy, Finished, people};
use crate::harness::client::seconds;
use crate::harness::dovecot::Account;
use crate::harness::pair::ADDRESS;

/// The two servers of a copy.
#[derive(Debug)]
pub struct Stage {
    /// The server that is read.
    pub source: Scripted,
    /// The server that is written to.
    pub destination: Scripted,
    home: TempDir,
}

/// A message that can be compared: bytes, flags, date.
type Seen = (Vec<u8>, BTreeSet<String>, Option<i64>);

impl Stage {
    /// Starts both servers.
    pub fn of(source: Script, destination: Script) -> Self {
        Self {
            source: source.start(),
            destination: destination.start(),
            home: tempfile::tempdir().expect("a folder for the program"),
        }
    }

    /// A few small messages in three folders: six, four and one.
    pub fn usual_mail() -> Script {
        Script::with(vec![
            Folder::of("INBOX", &[300, 900, 20_000, 500, 700, 300]),
            Folder::of("Archive", &[400, 4_000, 300, 600]),
            Folder::of("Sent", &[800]),
        ])
    }

    /// The copy of the one person.
    pub fn copy(&self) -> Copy {
        let account = Account::new("ana", "secret");
        Copy {
            plan: self.home.path().join("ana.movingday"),
            people: people(&[(ADDRESS, &account, &account)]),
            source: self.source.plain(),
            destination: self.destination.plain(),
            root: None,
            more: Vec::new(),
            home: self.home.path().to_owned(),
        }
    }

    /// Fails unless everything arrived once, with flags and date, but the messages of `missing`.
    #[track_caller]
    pub fn assert_arrived_without(&self, missing: &[(&str, u32)], run: &Finished) {
        for folder in self.source.folders() {
            let mail = (1..).zip(self.source.mail_in(&folder));
            let wanted = mail.filter(|(uid, _)| !missing.contains(&(folder.as_str(), *uid)));
            let wanted = sorted(wanted.map(|(_, stored)| stored));
            let found = sorted(self.destination.mail_in(&folder));
            assert_eq!(
                found.len(),
                wanted.len(),
                "number of messages in {folder}: {run}"
            );
            for (found, wanted) in found.iter().zip(&wanted) {
                assert_eq!(shown(found), shown(wanted), "a message in {folder}: {run}");
                assert!(
                    found == wanted,
                    "changed bytes in {folder}: {}: {run}",
                    shown(wanted)
                );
            }
        }
    }

    /// Fails when the destination has something that the source has not, or has it twice.
    #[track_caller]
    pub fn assert_nothing_foreign(&self, when: &str, run: &Finished) {
        for folder in self.destination.folders() {
            let mut there = sorted(self.source.mail_in(&folder));
            for (bytes, ..) in sorted(self.destination.mail_in(&folder)) {
                let place = there.iter().position(|(wanted, ..)| *wanted == bytes);
                let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]);
                let place = place.unwrap_or_else(|| {
                    panic!("{when}: foreign or doubled in {folder}: {shown:?}\n{run}")
                });
                there.remove(place);
            }
        }
    }
}

/// Messages in a fixed order, in a form in which servers do not differ.
fn sorted(mail: impl IntoIterator<Item = Stored>) -> Vec<Seen> {
    let seen = mail.into_iter().map(|stored| {
        let flags = stored.flags.into_iter().collect();
        (stored.bytes.to_vec(), flags, seconds(&stored.date))
    });
    let mut all: Vec<_> = seen.collect();
    all.sort();
    all
}

/// The beginning of a message, its length, flags and date.
fn shown((bytes, flags, date): &Seen) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]);
    format!("{head:?}… {} bytes {flags:?} {date:?}", bytes.len())
}
