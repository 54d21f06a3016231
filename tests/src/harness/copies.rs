//! # One mailbox, many copies
//!
//! A mailbox at the source that is copied to many new ones, each over lines of its own that can break. Whatever
//! happens to a copy, the next run must finish it.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::cli::{Copy, RUN_LIMIT};
use super::dovecot::{Account, Setup};
use super::mailbox::Mailbox;
use super::pair::{ADDRESS, Pair};
use super::proxy::{Fault, Proxy};

/// Codes that a broken line may be reported with.
pub const BROKEN: &[&str] = &[
    "SourceLost",
    "DestinationLost",
    "SourceTimedOut",
    "DestinationTimedOut",
    "SourceUnreachable",
    "DestinationUnreachable",
];

/// Extensions without which a destination does not tell the numbers of what it has stored.
pub const NUMBERS: &[&str] = &["UIDPLUS", "MULTIAPPEND", "LITERAL+"];

/// Two servers with room for many copies.
#[derive(Debug)]
pub struct Copies {
    /// The servers.
    pub pair: Pair,
    source: Account,
    begun: AtomicUsize,
}

/// How a run ends before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The program alone ends: what it has sent still arrives.
    Kill,
    /// The computer ends: what was under way is lost.
    PowerCut,
}

/// One copy.
#[derive(Debug)]
pub struct Case<'a> {
    /// The line to the source.
    pub to_source: Proxy,
    /// The line to the destination.
    pub to_destination: Proxy,
    copies: &'a Copies,
    user: String,
}

/// What passes over the lines in a copy that nothing disturbs.
#[derive(Debug)]
pub struct Measure {
    /// Bytes to the destination.
    pub sent: u64,
    /// Bytes from the source.
    pub received: u64,
    /// Commands to the source.
    pub source_commands: u64,
    /// Commands to the destination.
    pub destination_commands: u64,
    /// APPEND commands to the destination.
    pub appends: u64,
    /// Literals from the source.
    pub source_literals: u64,
    /// Literals to the destination.
    pub destination_literals: u64,
}

impl Copies {
    /// Starts the servers, with room for so many copies. The destination hides these extensions.
    pub fn prepare(copies: usize, hidden: &'static [&'static str], mailbox: &Mailbox) -> Self {
        let source = Account::new("ana", "secret");
        let new = (0..copies).map(|copy| Account::new(&format!("new{copy}"), "secret"));
        let destination = Setup {
            hidden,
            ..Setup::nested(new.collect())
        };
        let mut pair = Pair::start(Setup::dotted(vec![source.clone()]), destination);
        pair.fill("ana", mailbox);
        Self {
            pair,
            source,
            begun: AtomicUsize::new(0),
        }
    }

    /// The next copy, to a mailbox in which there is nothing yet.
    pub fn case(&self) -> Case<'_> {
        let copy = self.begun.fetch_add(1, Ordering::SeqCst);
        Case {
            to_source: Proxy::to(self.pair.source.imap),
            to_destination: Proxy::to(self.pair.destination.imap),
            copies: self,
            user: format!("new{copy}"),
        }
    }

    /// Copies once without a disturbance and tells what passed over the lines.
    pub fn measure(&self) -> Measure {
        let case = self.case();
        case.copy().run().assert_exit(0, "undisturbed");
        case.assert_whole("undisturbed");
        let count = |number: usize| u64::try_from(number).expect("a number of commands");
        Measure {
            sent: case.to_destination.sent(),
            received: case.to_source.received(),
            source_commands: count(case.to_source.commands().len()),
            destination_commands: count(case.to_destination.commands().len()),
            appends: count(case.to_destination.count_of("APPEND")),
            source_literals: case.to_source.literals_received(),
            destination_literals: case.to_destination.literals_sent(),
        }
    }
}

impl Case<'_> {
    /// The copy, to be run as often as wanted.
    pub fn copy(&self) -> Copy {
        let account = Account::new(&self.user, "secret");
        let mut copy = self.copies.pair.copy_to(&self.copies.source, &account);
        (copy.source, copy.destination) = (self.to_source.plain(), self.to_destination.plain());
        copy
    }

    /// How many messages have arrived.
    pub fn arrived(&self) -> usize {
        let destination = &self.copies.pair.destination;
        destination.store_of(&self.user).messages()
    }

    /// Breaks a line at a place, runs over it, and carries on. A run over a broken line may end well by itself, else
    /// it says what happened.
    #[track_caller]
    pub fn survives(&self, line: &Proxy, fault: Fault) {
        let when = format!("{fault:?}");
        line.break_at(fault);
        let run = self.copy().run();
        if run.exit != Some(0) {
            run.assert_exit(1, &when);
            let codes = run.codes();
            let broken = codes.iter().any(|code| BROKEN.contains(&code.as_str()));
            assert!(broken, "{when}: {codes:?}\n{run}");
        }
        assert!(!line.is_still_to_break(), "{when}: nothing broke\n{run}");
        self.assert_finishes(&when);
    }

    /// Kills a run when so many bytes have gone to the destination; false when it had ended before.
    pub fn kill_after(&self, bytes: u64, end: End) -> bool {
        let line = &self.to_destination;
        line.hold_after_sent(bytes);
        let mut run = self.copy().start();
        let held = line.wait_for_sent(bytes, RUN_LIMIT, || run.has_ended());
        let run = run.kill();
        match end {
            End::PowerCut => line.cut(),
            End::Kill => line.release(),
        }
        line.wait_until_served(RUN_LIMIT);
        held && run.exit.is_none()
    }

    /// Carries on to the end and looks at both disks.
    #[track_caller]
    pub fn assert_finishes(&self, when: &str) {
        let last = self.copy().run();
        last.assert_exit(0, when);
        let verdict = &last.person(ADDRESS)["verdict"];
        assert_eq!(verdict, "complete", "{when}: {last}");
        self.assert_whole(when);
    }

    /// Looks at both disks.
    #[track_caller]
    pub fn assert_whole(&self, when: &str) {
        self.copies.pair.assert_moved_to("ana", &self.user, when);
    }
}

impl Drop for Case<'_> {
    /// Makes room on the disk when all is well.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let mail = self.copies.pair.destination.mail_of(&self.user);
            let _ = std::fs::remove_dir_all(mail);
        }
    }
}
