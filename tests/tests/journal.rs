//! # A copy that is killed at each step of its journal
//!
//! Every transaction of the plan file is a step. The program dies at the first byte that it writes beyond a limit, and the
//! limit moves page by page through everything that a copy writes; whatever was written last, the next run finishes.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use moving_day_tests::harness::cli::Copy;
use moving_day_tests::harness::copies::{Case, Copies};
use moving_day_tests::harness::long;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::side_by_side::side_by_side;
use rusqlite::Connection;

/// A page of the plan file with what stands before it in the journal, in bytes.
const PAGE: u64 = 4096 + 24;
/// Bytes that the limit of a file's size counts in.
const UNIT: u64 = 1024;
/// Copies beside those that are killed.
const UNDISTURBED: usize = 2;
/// The most places at which a copy is killed.
const MOST: u64 = 400;

#[test]
fn killed_at_every_write_of_the_journal() {
    let few = 8;
    let most = usize::try_from(long::or(few, MOST)).expect("a number of copies");
    let copies = Copies::prepare(most + UNDISTURBED, &[], &Mailbox::many(41, 4, 25));
    let begun = Begun::at(&copies);
    let last = begun.measure(&copies);
    let pages = (last - begun.size).div_ceil(PAGE);
    assert!(pages > 10, "a copy wrote only {pages} pages");
    let (killed, places) = (AtomicU64::new(0), long::places(pages.min(MOST), few));
    side_by_side(places.iter().copied(), |place| {
        let case = copies.case();
        begun.lay(&case.copy());
        let limit = (begun.size + (place - 1) * PAGE).div_ceil(UNIT);
        let run = case.copy().start_killed_beyond(limit).finish();
        let when = format!("killed at page {place} of {pages}");
        match run.exit {
            None => killed.fetch_add(1, Ordering::SeqCst),
            Some(exit) => {
                // Notes are written after a time too, so another run may do with less.
                assert_eq!(exit, 0, "{when}: {run}");
                0
            }
        };
        case.assert_finishes(&when);
    });
    let (killed, places) = (killed.into_inner(), places.len() as u64);
    assert!(
        killed * 10 >= places * 7,
        "only {killed} of {places} runs were killed before their end"
    );
}

/// A plan in which nothing is copied, beside which a journal lies that is larger than any other file: so what is written
/// next is the largest file, byte by byte.
struct Begun {
    plan: PathBuf,
    /// Bytes of the journal.
    size: u64,
}

impl Begun {
    fn at(copies: &Copies) -> Self {
        let case = copies.case();
        let mut copy = case.copy();
        copy.destination = "imap://localhost:1?starttls".to_owned();
        copy.run().assert_exit(1, "a server that is not there");
        let others = Connection::open(&copy.plan).expect("the plan");
        others
            .execute_batch("PRAGMA wal_autocheckpoint = 0")
            .expect("a journal that grows");
        let plan = copy.plan.with_extension("begun");
        let whole = fs::metadata(&copy.plan).expect("the plan").len();
        while wal_size(&copy.plan) < whole + 16 * PAGE {
            let change =
                "CREATE TABLE pad(x); INSERT INTO pad VALUES (randomblob(50000)); DROP TABLE pad";
            others.execute_batch(change).expect("a change");
        }
        let size = wal_size(&copy.plan);
        fs::copy(&copy.plan, &plan).expect("a copy of the plan");
        fs::copy(beside(&copy.plan, "-wal"), beside(&plan, "-wal")).expect("a copy of its journal");
        Self { plan, size }
    }

    /// Puts it where the copy expects its plan.
    fn lay(&self, copy: &Copy) {
        fs::copy(&self.plan, &copy.plan).expect("a plan");
        fs::copy(beside(&self.plan, "-wal"), beside(&copy.plan, "-wal")).expect("a journal");
    }

    /// How large the journal is at the end of a copy that nothing disturbs.
    fn measure(&self, copies: &Copies) -> u64 {
        let case: Case<'_> = copies.case();
        let copy = case.copy();
        self.lay(&copy);
        let mut run = copy.start();
        let mut size = 0;
        while !run.has_ended() {
            size = size.max(wal_size(&copy.plan));
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        run.finish().assert_exit(0, "undisturbed");
        size
    }
}

fn beside(plan: &Path, ending: &str) -> PathBuf {
    let mut name = plan.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn wal_size(plan: &Path) -> u64 {
    fs::metadata(beside(plan, "-wal")).map_or(0, |wal| wal.len())
}
