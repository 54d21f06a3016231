//! # Memory
//!
//! Neither one huge message nor a million small ones make the program large, nor does comparing them. Both servers are scripted, so that the
//! test holds the mail and the program only passes it on.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::thread::sleep;
use std::time::{Duration, Instant};

use moving_day_tests::harness::cli::{Finished, Started};
use moving_day_tests::harness::scripted::{Folder, Script, Stage};

/// What the program may hold at any moment.
const ROOM: u64 = 64 * 1024 * 1024;

/// How long each of these runs may take until it is where it should be.
const LIMIT: Duration = Duration::from_secs(50);

/// Messages of the large folder that are copied before the run is stopped.
const ENOUGH: u32 = 30_000;

/// Watches the memory of a run until it ends or `enough` says so. It is asked to stop then.
fn watch(mut run: Started, mut enough: impl FnMut() -> bool) -> (Finished, u64) {
    let end = Instant::now() + LIMIT;
    let mut peak = 0;
    while !run.has_ended() {
        peak = peak.max(run.peak_memory().unwrap_or_default());
        if enough() || Instant::now() > end {
            run.interrupt();
            break;
        }
        sleep(Duration::from_millis(20));
    }
    while !run.has_ended() && Instant::now() < end + LIMIT {
        peak = peak.max(run.peak_memory().unwrap_or_default());
        sleep(Duration::from_millis(20));
    }
    (run.finish(), peak)
}

#[track_caller]
fn assert_small(peak: u64, run: &Finished) {
    let mebibytes = peak / 1024 / 1024;
    assert!(peak > 0, "the memory was not seen");
    assert!(peak < ROOM, "the program held {mebibytes} MiB\n{run}");
}

#[test]
fn a_message_of_100_megabytes_passes_through() {
    let source = Script::with(vec![Folder::of("INBOX", &[500, 100_000_000, 700])]);
    let stage = Stage::of(source, Script::empty());
    let (run, peak) = watch(stage.copy().start(), || false);
    run.assert_exit(0, "100 MB");
    stage.assert_arrived_without(&[], &run);
    assert_small(peak, &run);
}

#[test]
fn a_folder_of_a_million_messages_is_copied_in_passing() {
    let source = Script::with(vec![Folder::promised("INBOX", 1_000_000, 200)]);
    let destination = Script {
        capabilities: "IMAP4rev1 UIDPLUS LITERAL+ MULTIAPPEND".to_owned(),
        ..Script::empty()
    };
    let stage = Stage::of(source, destination);
    let (run, peak) = watch(stage.copy().start(), || stage.destination.count() >= ENOUGH);
    run.assert_exit(3, "stopped in a large folder");
    let copied = stage.destination.count();
    assert!(
        copied >= ENOUGH,
        "only {copied} were copied in {LIMIT:?}\n{run}"
    );
    assert_small(peak, &run);
}

#[test]
fn a_hundred_thousand_messages_are_compared_in_passing() {
    let mail = || vec![Folder::promised("INBOX", 100_000, 200)];
    let stage = Stage::of(Script::with(mail()), Script::with(mail()));
    let mut nowhere = stage.copy();
    // The plan knows the person, and nothing was copied, so every message has to be recognised by its bytes.
    nowhere.destination = "imap://127.0.0.1:1?plain".to_owned();
    nowhere.run().assert_exit(1, "a server that is not there");
    let (run, peak) = watch(stage.copy().start_verify(&[]), || false);
    run.assert_exit(0, "the same mail on both sides");
    assert_small(peak, &run);
}
