//! # A disk and a clock that are not as they should be
//!
//! The disk under the plan is full or read-only, or the clock is set back between two runs: it is named, nothing is lost or
//! doubled, and when it is put right the next run carries on.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use moving_day_tests::harness::cli::{Copy, Finished};
use moving_day_tests::harness::copies::{Case, Copies};
use moving_day_tests::harness::disk::SmallDisk;
use moving_day_tests::harness::dovecot::Account;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use rusqlite::Connection;

/// Enough for any plan in these tests, in kibibytes.
const PLENTY: u64 = 64 << 10;

/// A copy whose plan lies on that disk.
fn on(disk: &SmallDisk, case: &Case<'_>) -> Copy {
    let mut copy = case.copy();
    copy.plan = disk.place().join("plan.movingday");
    copy
}

/// Kibibytes that the plan takes when nothing is copied.
fn used(disk: &SmallDisk) -> u64 {
    let files = std::fs::read_dir(disk.place()).expect("the disk");
    let sizes = files.map(|file| file.and_then(|file| file.metadata()).expect("a file").len());
    sizes.map(|bytes| bytes.div_ceil(4096) * 4).sum()
}

#[track_caller]
fn assert_named(run: &Finished, code: &str, when: &str) {
    assert!(matches!(run.exit, Some(1 | 4)), "{when}: {run}");
    let codes = run.codes();
    assert!(
        codes.iter().any(|one| one == code),
        "{when}: {codes:?}\n{run}"
    );
}

#[track_caller]
fn assert_carries_on(copy: &Copy, case: &Case<'_>, when: &str) {
    let last = copy.run();
    last.assert_exit(0, when);
    assert_eq!(
        last.person(ADDRESS)["verdict"],
        "complete",
        "{when}: {last}"
    );
    case.assert_whole(when);
}

#[test]
fn a_full_disk_is_named_and_the_copy_carries_on_when_there_is_room() {
    // Room for the index of the journal, and for so much of the journal beside it, in kibibytes.
    let rooms = [4, 36, 60, 100];
    let copies = Copies::prepare(rooms.len(), &[], &Mailbox::many(42, 4, 60));
    for room in rooms {
        let case = copies.case();
        let place = copies.pair.folder().join(format!("disk{room}"));
        let Some(disk) = SmallDisk::of(&place, PLENTY) else {
            return;
        };
        let copy = on(&disk, &case);
        let mut nowhere = copy.clone();
        nowhere.destination = "imap://localhost:1?starttls".to_owned();
        nowhere.run().assert_exit(1, "a server that is not there");
        disk.resize(used(&disk) + room);
        let when = format!("a disk with {room} KiB left");
        assert_named(&copy.run(), "LocalDiskFull", &when);
        disk.resize(PLENTY);
        assert_carries_on(&copy, &case, &when);
    }
}

#[test]
fn a_plan_that_cannot_be_written_is_named_and_nothing_is_doubled() {
    let copies = Copies::prepare(1, &[], &Mailbox::small(43));
    let case = copies.case();
    let Some(disk) = SmallDisk::of(&copies.pair.folder().join("disk"), PLENTY) else {
        return;
    };
    let copy = on(&disk, &case);
    copy.run().assert_exit(0, "the first run");
    disk.read_only(true);
    assert_named(&copy.run(), "LocalFileUnwritable", "a read-only disk");
    case.assert_whole("after a run that could not write");
    disk.read_only(false);
    assert_carries_on(&copy, &case, "a disk that can be written again");
}

#[test]
fn a_clock_that_was_set_back_doubles_nothing() {
    let ana = Account::new("ana", "secret");
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    let written = pair.fill("ana", &Mailbox::many(44, 3, 20));
    let copy = pair.copy(&ana);
    copy.run().assert_exit(0, "the first run");
    // As if the clock had been a year ahead in the first run.
    let plan = Connection::open(&copy.plan).expect("the plan");
    plan.execute_batch(
        "UPDATE run SET began = began + 31536000, ended = ended + 31536000;
         UPDATE daily_bytes SET day = '2099-01-01';",
    )
    .expect("a plan with runs");
    drop(plan);
    for pass in ["the second run", "the third run"] {
        let run = copy.run();
        run.assert_exit(0, pass);
        assert_eq!(run.person(ADDRESS)["copied"], 0, "{pass}: {run}");
        assert_eq!(run.person(ADDRESS)["verdict"], "complete", "{pass}: {run}");
        pair.assert_moved("ana", pass);
    }
    let checked = copy.verify(&[]);
    checked.assert_exit(0, "a comparison");
    assert_eq!(
        checked.person(ADDRESS)["copied"],
        written.messages(),
        "{checked}"
    );
}
