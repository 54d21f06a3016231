//! # Two servers
//!
//! An old and a new server with the same people, ready for a copy: accounts, mail on the old one's disk, and what it
//! looked like before, so that a test can prove that nobody touched it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::certificates::Authority;
use super::cli::{Copy, people};
use super::compare::{assert_same, expected_of};
use super::dovecot::{Account, Dovecot, Setup};
use super::mailbox::Mailbox;
use super::owner::passable_folder;
use super::store::{Store, snapshot};

/// The address of the one person of a copy, in the list and in the result.
pub const ADDRESS: &str = "ana@example.com";

/// The two servers of a move.
#[derive(Debug)]
pub struct Pair {
    /// The server that people leave.
    pub source: Dovecot,
    /// The server that people move to.
    pub destination: Dovecot,
    /// Who has signed both servers' certificates.
    pub authority: Authority,
    before: BTreeMap<String, BTreeMap<PathBuf, (u64, i64, String)>>,
    folder: TempDir,
}

impl Pair {
    /// Starts both servers.
    pub fn start(source: Setup, destination: Setup) -> Self {
        let folder = passable_folder();
        let authority = Authority::make(folder.path());
        Self {
            source: Dovecot::start(folder.path(), "source", source, &authority),
            destination: Dovecot::start(folder.path(), "destination", destination, &authority),
            authority,
            before: BTreeMap::new(),
            folder,
        }
    }

    /// The usual pair: dots and `INBOX.` at the source, slashes and no prefix at the destination.
    pub fn usual(accounts: &[Account]) -> Self {
        Self::start(
            Setup::dotted(accounts.to_vec()),
            Setup::nested(accounts.to_vec()),
        )
    }

    /// A folder for the test's own files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the destination anew with another set-up; its mail stays.
    pub fn restart_destination(&mut self, change: impl FnOnce(&mut Setup)) {
        self.destination.restart(change, &self.authority);
    }

    /// Starts the source anew with another set-up; its mail stays.
    pub fn restart_source(&mut self, change: impl FnOnce(&mut Setup)) {
        self.source.restart(change, &self.authority);
    }

    /// Puts mail into somebody's mailbox at the source.
    pub fn fill(&mut self, user: &str, mailbox: &Mailbox) -> Store {
        let root = self.source.mail_of(user);
        let store = mailbox.write(&root, self.source.layout());
        self.source.take_over(root.parent().expect("a home"));
        self.before.insert(user.to_owned(), snapshot(&root));
        store
    }

    /// A copy of one mailbox to the one of the same name, over TLS, with a plan file of its own.
    pub fn copy(&self, account: &Account) -> Copy {
        self.copy_to(account, account)
    }

    /// A copy of one mailbox to another, over TLS, with a plan file of its own.
    pub fn copy_to(&self, source: &Account, destination: &Account) -> Copy {
        let home = self.folder().join("own");
        std::fs::create_dir_all(&home).expect("a folder for the program");
        let plan: String = destination
            .user
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        Copy {
            plan: home.join(format!("{plan}.movingday")),
            people: people(&[(ADDRESS, source, destination)]),
            source: self.source.tls(),
            destination: self.destination.tls(),
            root: Some(self.authority.root()),
            more: Vec::new(),
            home,
        }
    }

    /// Fails unless the destination holds exactly what the source holds, and the source is as it was.
    #[track_caller]
    pub fn assert_moved(&self, user: &str, when: &str) {
        self.assert_moved_to(user, user, when);
    }

    /// The same for a mailbox that has another name at the destination.
    #[track_caller]
    pub fn assert_moved_to(&self, source: &str, destination: &str, when: &str) {
        self.assert_source_untouched(when);
        let source = self.source.store_of(source);
        assert!(
            source.messages() > 0,
            "{when}: nothing to compare, the source is empty"
        );
        assert_same(
            &expected_of(&source),
            &self.destination.store_of(destination),
            when,
        );
    }

    /// What lies on the destination's disk for somebody, to be compared with later.
    pub fn destination_files(&self, user: &str) -> BTreeMap<PathBuf, (u64, i64, String)> {
        snapshot(&self.destination.mail_of(user))
    }

    /// Fails unless every file at the source is as the test has written it.
    #[track_caller]
    pub fn assert_source_untouched(&self, when: &str) {
        for (user, before) in &self.before {
            let now = snapshot(&self.source.mail_of(user));
            let changed: Vec<_> = before
                .iter()
                .filter(|(path, file)| now.get(*path) != Some(*file))
                .collect();
            let new: Vec<_> = now
                .keys()
                .filter(|path| !before.contains_key(*path))
                .collect();
            assert!(
                changed.is_empty() && new.is_empty(),
                "{when}: the source was touched: {changed:?} {new:?}"
            );
        }
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        self.source.ask_to_end();
        self.destination.ask_to_end();
    }
}
