//! # Who copies
//!
//! The programs that are compared, and how each is told to copy the same mailboxes over the same lines. None of them
//! encrypts here, so that what is measured is the copy.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::floor;
use crate::harness::cli::people;
use crate::harness::dovecot::Account;

/// Everybody's password.
pub(super) const PASSWORD: &str = "secret";

/// A program that copies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    /// The least that a copy can be.
    Floor,
    /// What this is all about.
    MovingDay,
    /// From Debian's package isync.
    Mbsync,
    /// From Debian's package of the same name.
    Interimap,
}

/// One mailbox and where it goes.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) source: String,
    pub(super) destination: String,
}

/// What is copied, and where a tool keeps its books from pass to pass.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) folder: PathBuf,
    pub(super) ways: Vec<Way>,
    source: u16,
    destination: u16,
}

impl Job {
    /// A job without books; the ports are the source's and the destination's.
    pub(super) fn new(folder: PathBuf, [source, destination]: [u16; 2], ways: Vec<Way>) -> Self {
        fs::create_dir_all(&folder).expect("a folder for the tool");
        Self {
            folder,
            ways,
            source,
            destination,
        }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).expect("a file for the tool");
        path
    }
}

impl Tool {
    pub(super) const ALL: [Self; 4] = [Self::Floor, Self::MovingDay, Self::Mbsync, Self::Interimap];

    /// What it is called in the table.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::MovingDay => "Moving Day",
            Self::Mbsync => "mbsync",
            Self::Interimap => "interimap",
        }
    }

    /// Whether it can be run.
    ///
    /// # Panics
    /// When Moving Day itself is not built.
    pub(super) fn is_here(self) -> bool {
        match self {
            Self::Floor => true,
            Self::MovingDay => {
                let path = beside_this_program("moving-day-cli");
                assert!(path.is_file(), "{} is not built", path.display());
                true
            }
            Self::Mbsync | Self::Interimap => Path::new("/usr/bin").join(self.name()).is_file(),
        }
    }

    /// What to run, one after the other.
    pub(super) fn commands(self, job: &Job, pass: u32) -> Vec<Command> {
        let each = |command: fn(&Job, &Way) -> Command| {
            job.ways.iter().map(|way| command(job, way)).collect()
        };
        match self {
            Self::Floor => vec![floor::command(
                [job.source, job.destination],
                &job.ways,
                pass,
            )],
            Self::MovingDay => vec![moving_day(job)],
            Self::Mbsync => each(mbsync),
            Self::Interimap => each(interimap),
        }
    }
}

fn moving_day(job: &Job) -> Command {
    let accounts: Vec<_> = job.ways.iter().map(Way::accounts).collect();
    let rows: Vec<_> = accounts
        .iter()
        .map(|(address, source, destination)| (address.as_str(), source, destination))
        .collect();
    let list = job.write("people.csv", &people(&rows));
    let url = |port| format!("imap://localhost:{port}?plain");
    let mut command = Command::new(beside_this_program("moving-day-cli"));
    command
        .args(["copy", "--json", "--plan"])
        .arg(job.folder.join("bench.movingday"))
        .arg("--people")
        .arg(list)
        .args(["--source", &url(job.source)])
        .args(["--destination", &url(job.destination)])
        .env("HOME", &job.folder);
    command
}

impl Way {
    fn accounts(&self) -> (String, Account, Account) {
        (
            format!("{}@example.com", self.source),
            Account::new(&self.source, PASSWORD),
            Account::new(&self.destination, PASSWORD),
        )
    }
}

fn mbsync(job: &Job, way: &Way) -> Command {
    let books = job.folder.join(&way.destination);
    fs::create_dir_all(&books).expect("a folder for the tool");
    let store = |name, port, user| {
        format!(
            "IMAPAccount {name}\nHost 127.0.0.1\nPort {port}\nUser {user}\nPass {PASSWORD}\nSSLType None\nAuthMechs LOGIN\n\n\
             IMAPStore {name}\nAccount {name}\n\n"
        )
    };
    let text = format!(
        "{}{}Channel all\nFar :source:\nNear :destination:\nPatterns *\nCreate Near\nSync Pull\nCopyArrivalDate yes\nSyncState {}/\n",
        store("source", job.source, &way.source),
        store("destination", job.destination, &way.destination),
        books.display(),
    );
    let file = job.write(&format!("{}.mbsyncrc", way.destination), &text);
    let mut command = Command::new("mbsync");
    command.arg("--config").arg(file).arg("--all");
    command.env("HOME", &job.folder);
    command
}

fn interimap(job: &Job, way: &Way) -> Command {
    let server = |name, port, user| {
        format!(
            "[{name}]\ntype = imap\nhost = 127.0.0.1\nport = {port}\nusername = {user}\npassword = {PASSWORD}\nSTARTTLS = NO\n\n"
        )
    };
    let text = format!(
        "database = {}/{}.db\n\n{}{}",
        job.folder.display(),
        way.destination,
        server("local", job.destination, &way.destination),
        server("remote", job.source, &way.source),
    );
    let file = job.write(&format!("{}.interimap", way.destination), &text);
    let mut command = Command::new("interimap");
    command.arg("--config").arg(file).arg("--quiet");
    for variable in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(variable, &job.folder);
    }
    command
}

/// A program of this workspace that was built like this one.
fn beside_this_program(name: &str) -> PathBuf {
    let this = std::env::current_exe().expect("this program's own path");
    this.with_file_name(name)
}
