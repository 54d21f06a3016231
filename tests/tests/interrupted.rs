//! # A copy that is broken off
//!
//! The program is killed or stopped, or a server ends its sessions. Whatever happened, the next run finishes the copy:
//! nothing lost, nothing doubled, nothing changed.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moving_day_tests::harness::cli::{Finished, RUN_LIMIT};
use moving_day_tests::harness::copies::{BROKEN, Copies, End, NUMBERS};
use moving_day_tests::harness::long;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::ADDRESS;
use moving_day_tests::harness::process::signal;
use moving_day_tests::harness::proxy::Fault;
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::side_by_side::side_by_side;

fn mailbox() -> Mailbox {
    Mailbox::many(31, 6, long::or(30, 70))
}

/// Every second run ends by a power cut.
fn end_of(moment: u64) -> End {
    if moment.is_multiple_of(2) {
        End::Kill
    } else {
        End::PowerCut
    }
}

/// Kills the program at moments spread over the copy, each time in a new mailbox, and carries on.
fn kill_at_moments(moments: u64, seed: u64, hidden: &'static [&'static str]) {
    let copies = usize::try_from(moments).expect("some copies") + 1;
    let copies = Copies::prepare(copies, hidden, &mailbox());
    let whole = copies.measure().sent;
    let killed = AtomicU64::new(0);
    side_by_side(0..moments, |moment| {
        let mut seed = Seed::new(seed + moment);
        let bytes = whole * moment / moments + seed.below(whole / moments);
        let case = copies.case();
        let end = end_of(moment);
        killed.fetch_add(u64::from(case.kill_after(bytes, end)), Ordering::SeqCst);
        case.assert_finishes(&format!("{end:?} after {bytes} of {whole} bytes"));
    });
    let killed = killed.into_inner();
    assert!(
        killed * 10 >= moments * 8,
        "only {killed} of {moments} runs were killed before their end"
    );
}

#[test]
fn killed_at_random_moments() {
    kill_at_moments(long::or(14, 150), 101, &[]);
}

#[test]
fn killed_at_random_moments_where_numbers_are_not_told() {
    kill_at_moments(long::or(4, 50), 1_101, NUMBERS);
}

#[test]
fn killed_at_the_first_sign_of_progress() {
    let copies = Copies::prepare(1, &[], &mailbox());
    let case = copies.case();
    let mut run = case.copy().start();
    assert!(run.wait_for_event("progress"), "no progress was told");
    assert_eq!(run.kill().exit, None);
    case.assert_finishes("killed at the first sign of progress");
}

#[test]
fn killed_again_and_again() {
    let copies = Copies::prepare(2, &[], &mailbox());
    let whole = copies.measure().sent;
    let case = copies.case();
    for time in 0..6 {
        case.kill_after(whole / 8, end_of(time));
    }
    case.assert_finishes("killed six times");
}

#[test]
fn stopped_by_hand() {
    let copies = Copies::prepare(2, &[], &mailbox());
    let whole = copies.measure().sent;
    let case = copies.case();
    case.to_destination.hold_after_sent(whole / 3);
    let mut run = case.copy().start();
    let held = case
        .to_destination
        .wait_for_sent(whole / 3, RUN_LIMIT, || run.has_ended());
    assert!(held, "the run ended before a third was copied");
    run.interrupt();
    std::thread::sleep(Duration::from_millis(100));
    case.to_destination.release();
    let run = run.finish();
    run.assert_exit(3, "stopped by hand");
    assert_eq!(run.person(ADDRESS)["outcome"], "stopped", "{run}");
    let copied = run.person(ADDRESS)["copied"].as_u64();
    let there = case.arrived() as u64;
    assert_eq!(copied, Some(there), "what it says and what is there: {run}");
    assert!(there > 0, "nothing was copied before the stop");
    case.assert_finishes("stopped by hand");
}

#[test]
fn the_answer_never_arrives_and_the_program_is_killed() {
    let copies = Copies::prepare(3, &[], &mailbox());
    let appends = copies.measure().appends;
    side_by_side([1, appends / 2], |append| {
        let case = copies.case();
        let line = &case.to_destination;
        line.break_at(Fault::SwallowAnswerToAppend(append));
        let mut run = case.copy().start();
        while line.is_still_to_break() && !run.has_ended() {
            std::thread::sleep(Duration::from_millis(1));
        }
        run.kill();
        case.assert_finishes(&format!("answer {append} swallowed and killed"));
    });
}

#[test]
fn the_servers_end_their_sessions() {
    let copies = Copies::prepare(3, &[], &mailbox());
    let whole = copies.measure().sent;
    // A killed session leaves its lock on the mail behind, which Dovecot then waits for: two minutes that say nothing
    // about the program. So the sessions end as an administrator ends them.
    for server in [&copies.pair.destination, &copies.pair.source] {
        let case = copies.case();
        case.to_destination.hold_after_sent(whole / 5);
        let mut run = case.copy().start();
        let held = case
            .to_destination
            .wait_for_sent(whole / 5, RUN_LIMIT, || run.has_ended());
        assert!(held, "the run ended before a fifth was copied");
        let sessions = server.sessions();
        assert!(!sessions.is_empty(), "nobody was signed in");
        for session in sessions {
            signal(session, "TERM");
        }
        case.to_destination.release();
        assert_told(&run.finish());
        case.assert_finishes("sessions ended");
    }
}

/// A run whose connections ended may have carried on by itself, else it says what happened.
#[track_caller]
fn assert_told(run: &Finished) {
    let told = |code: &String| BROKEN.contains(&code.as_str());
    assert!(run.exit == Some(0) || run.codes().iter().any(told), "{run}");
}

#[test]
fn killed_and_started_again_while_the_server_is_still_storing() {
    let copies = Copies::prepare(7, &[], &mailbox());
    let whole = copies.measure().sent;
    side_by_side(0..6, |part| {
        let bytes = whole * (part * 2 + 1) / 14;
        let case = copies.case();
        case.to_destination.hold_after_sent(bytes);
        let mut run = case.copy().start();
        case.to_destination
            .wait_for_sent(bytes, RUN_LIMIT, || run.has_ended());
        run.kill();
        case.to_destination.release();
        case.assert_finishes(&format!(
            "started again at once after {bytes} of {whole} bytes"
        ));
    });
}
