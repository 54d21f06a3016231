//! # A copy that is broken off
//!
//! The program is killed, the line is cut, the answer to an APPEND never arrives. Whatever happened, the next run
//! finishes the copy: nothing lost, nothing doubled, nothing changed.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::time::Duration;

use moving_day_tests::harness::cli::{Copy, RUN_LIMIT};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::process::signal;
use moving_day_tests::harness::proxy::{Fault, Proxy};
use moving_day_tests::harness::seed::Seed;

/// Codes that a broken line may be reported with.
const BROKEN: &[&str] = &[
    "SourceLost",
    "DestinationLost",
    "SourceTimedOut",
    "DestinationTimedOut",
    "SourceUnreachable",
    "DestinationUnreachable",
];

/// One mailbox at the source that is copied to many new ones, each over a line that can break.
struct Ground {
    pair: Pair,
    source: Account,
    to_source: Proxy,
    to_destination: Proxy,
}

impl Ground {
    fn prepare(copies: usize, hidden: &'static [&'static str]) -> Self {
        let source = Account::new("ana", "secret");
        let destinations = (0..copies)
            .map(|copy| Account::new(&format!("new{copy}"), "secret"))
            .collect();
        let mut pair = Pair::start(
            Setup::dotted(vec![source.clone()]),
            Setup {
                hidden,
                ..Setup::nested(destinations)
            },
        );
        pair.fill("ana", &Mailbox::many(31, 6, 70));
        let (to_source, to_destination) = (
            Proxy::to(pair.source.imap),
            Proxy::to(pair.destination.imap),
        );
        Self {
            pair,
            source,
            to_source,
            to_destination,
        }
    }

    fn copy(&self, copy: usize) -> Copy {
        let account = Account::new(&format!("new{copy}"), "secret");
        let mut copy = self.pair.copy_to(&self.source, &account);
        (copy.source, copy.destination) = (self.to_source.plain(), self.to_destination.plain());
        copy
    }

    /// Bytes that a whole copy sends to the destination and receives from the source.
    fn measure(&self, copy: usize) -> (u64, u64) {
        self.copy(copy).run().assert_exit(0, "undisturbed");
        self.assert_whole(copy, "undisturbed");
        (self.to_destination.sent(), self.to_source.received())
    }

    /// Carries on to the end and looks at both disks.
    fn assert_finishes(&self, copy: usize, when: &str) {
        let last = self.copy(copy).run();
        last.assert_exit(0, when);
        assert_eq!(
            last.person(ADDRESS)["verdict"],
            "complete",
            "{when}: {last}"
        );
        self.assert_whole(copy, when);
    }

    fn assert_whole(&self, copy: usize, when: &str) {
        self.pair
            .assert_moved_to("ana", &format!("new{copy}"), when);
    }

    /// Runs once over a line that breaks; it may end well by itself, else it says what happened.
    fn run_over_broken_line(&self, copy: usize, when: &str) {
        let run = self.copy(copy).run();
        if run.exit != Some(0) {
            run.assert_exit(1, when);
            let codes = run.codes();
            assert!(
                codes.iter().any(|code| BROKEN.contains(&code.as_str())),
                "{when}: {codes:?}\n{run}"
            );
        }
    }
}

/// Kills the program at `moments` moments spread over the copy, each time in a new mailbox, and carries on.
fn kill_at_moments(seed: u64, moments: u64) {
    let ground = Ground::prepare(usize::try_from(moments).expect("a few") + 1, &[]);
    let (whole, _) = ground.measure(0);
    let mut seed = Seed::new(seed);
    let mut killed = 0;
    for moment in 0..moments {
        let copy = usize::try_from(moment).expect("a few") + 1;
        let bytes = whole * moment / moments + seed.below(whole / moments);
        let when = format!("killed after {bytes} of {whole} bytes");
        ground.to_destination.restart_counting();
        let mut run = ground.copy(copy).start();
        let alive = ground
            .to_destination
            .wait_for_sent(bytes, RUN_LIMIT, || run.has_ended());
        killed += u64::from(alive && run.kill().exit.is_none());
        ground.assert_finishes(copy, &when);
    }
    assert!(
        killed * 10 >= moments * 7,
        "only {killed} of {moments} runs were killed before their end"
    );
}

#[test]
fn killed_at_seven_moments() {
    kill_at_moments(101, 7);
}

#[test]
fn killed_at_seven_other_moments() {
    kill_at_moments(102, 7);
}

#[test]
fn killed_at_seven_more_moments() {
    kill_at_moments(103, 7);
}

#[test]
fn killed_at_the_first_sign_of_progress() {
    let ground = Ground::prepare(1, &[]);
    let mut run = ground.copy(0).start();
    assert!(run.wait_for_event("progress"), "no progress was told");
    assert_eq!(run.kill().exit, None);
    ground.assert_finishes(0, "killed at the first sign of progress");
}

#[test]
fn stopped_by_hand() {
    let ground = Ground::prepare(2, &[]);
    let (whole, _) = ground.measure(0);
    ground.to_destination.restart_counting();
    let mut run = ground.copy(1).start();
    ground
        .to_destination
        .wait_for_sent(whole / 3, RUN_LIMIT, || run.has_ended());
    run.interrupt();
    let run = run.finish();
    run.assert_exit(3, "stopped by hand");
    assert_eq!(run.person(ADDRESS)["outcome"], "stopped", "{run}");
    let copied = run.person(ADDRESS)["copied"]
        .as_u64()
        .expect("a number of messages");
    let there = ground.pair.destination.store_of("new1").messages() as u64;
    assert_eq!(copied, there, "what it says and what is there: {run}");
    assert!(there > 0, "nothing was copied before the stop");
    ground.assert_finishes(1, "stopped by hand");
}

#[test]
fn killed_again_and_again() {
    let ground = Ground::prepare(2, &[]);
    let (whole, _) = ground.measure(0);
    for _ in 0..6 {
        ground.to_destination.restart_counting();
        let mut run = ground.copy(1).start();
        ground
            .to_destination
            .wait_for_sent(whole / 8, RUN_LIMIT, || run.has_ended());
        run.kill();
    }
    ground.assert_finishes(1, "killed six times");
}

#[test]
fn killed_where_numbers_are_not_told() {
    let ground = Ground::prepare(5, &["UIDPLUS", "MULTIAPPEND", "LITERAL+"]);
    let (whole, _) = ground.measure(0);
    for part in 1..5 {
        ground.to_destination.restart_counting();
        let copy = usize::try_from(part).expect("a few");
        let mut run = ground.copy(copy).start();
        ground
            .to_destination
            .wait_for_sent(whole * part / 5, RUN_LIMIT, || run.has_ended());
        run.kill();
        ground.assert_finishes(
            copy,
            &format!("killed after {part} fifths, without UIDPLUS"),
        );
    }
}

#[test]
fn the_line_to_the_destination_is_cut() {
    let ground = Ground::prepare(9, &[]);
    let (whole, _) = ground.measure(0);
    let mut seed = Seed::new(104);
    for part in 0..6 {
        let copy = 1 + usize::try_from(part).expect("a few");
        let bytes = whole * part / 6 + seed.below(whole / 6);
        let when = format!("cut after {bytes} of {whole} bytes to the destination");
        ground.to_destination.break_at(Fault::CutAfterSent(bytes));
        ground.run_over_broken_line(copy, &when);
        assert!(
            !ground.to_destination.is_still_to_break(),
            "{when}: was not cut"
        );
        ground.assert_finishes(copy, &when);
    }
    for (copy, bytes) in [(7, 40), (8, 2500)] {
        let when = format!("cut after {bytes} bytes from the destination");
        ground
            .to_destination
            .break_at(Fault::CutAfterReceived(bytes));
        ground.run_over_broken_line(copy, &when);
        assert!(
            !ground.to_destination.is_still_to_break(),
            "{when}: was not cut"
        );
        ground.assert_finishes(copy, &when);
    }
}

#[test]
fn the_line_to_the_source_is_cut() {
    let ground = Ground::prepare(8, &[]);
    let (_, whole) = ground.measure(0);
    let mut seed = Seed::new(105);
    for part in 0..6 {
        let copy = 1 + usize::try_from(part).expect("a few");
        let bytes = whole * part / 6 + seed.below(whole / 6);
        let when = format!("cut after {bytes} of {whole} bytes from the source");
        ground.to_source.break_at(Fault::CutAfterReceived(bytes));
        ground.run_over_broken_line(copy, &when);
        assert!(!ground.to_source.is_still_to_break(), "{when}: was not cut");
        ground.assert_finishes(copy, &when);
    }
    ground.to_source.break_at(Fault::CutAfterSent(900));
    ground.run_over_broken_line(7, "cut after 900 bytes to the source");
    ground.assert_finishes(7, "cut after 900 bytes to the source");
}

#[test]
fn the_answer_to_an_append_never_arrives() {
    let ground = Ground::prepare(6, &[]);
    for (copy, append) in [1, 2, 9, 100, 300, 424].into_iter().enumerate() {
        let when = format!("answer {append} swallowed");
        ground
            .to_destination
            .break_at(Fault::SwallowAnswerToAppend(append));
        ground.run_over_broken_line(copy, &when);
        assert!(
            !ground.to_destination.is_still_to_break(),
            "{when}: was not swallowed"
        );
        ground.assert_finishes(copy, &when);
    }
}

#[test]
fn the_answer_never_arrives_where_numbers_are_not_told() {
    let ground = Ground::prepare(3, &["UIDPLUS", "MULTIAPPEND", "LITERAL+"]);
    for (copy, append) in [1, 57, 200].into_iter().enumerate() {
        let when = format!("answer {append} swallowed, without UIDPLUS");
        ground
            .to_destination
            .break_at(Fault::SwallowAnswerToAppend(append));
        ground.run_over_broken_line(copy, &when);
        assert!(
            !ground.to_destination.is_still_to_break(),
            "{when}: was not swallowed"
        );
        ground.assert_finishes(copy, &when);
    }
}

#[test]
fn the_answer_never_arrives_and_the_program_is_killed() {
    let ground = Ground::prepare(2, &[]);
    for (copy, append) in [3, 150].into_iter().enumerate() {
        let when = format!("answer {append} swallowed and killed");
        ground
            .to_destination
            .break_at(Fault::SwallowAnswerToAppend(append));
        let mut run = ground.copy(copy).start();
        while ground.to_destination.is_still_to_break() && !run.has_ended() {
            std::thread::sleep(Duration::from_millis(1));
        }
        run.kill();
        ground.assert_finishes(copy, &when);
    }
}

#[test]
fn the_servers_end_their_sessions() {
    let ground = Ground::prepare(3, &[]);
    let (whole, _) = ground.measure(0);
    // A killed session leaves its lock on the new mail behind, which Dovecot then waits for: two minutes that say
    // nothing about the program. So the destination's sessions end as an administrator ends them.
    for (copy, server, way) in [
        (1, &ground.pair.destination, "TERM"),
        (2, &ground.pair.source, "KILL"),
    ] {
        ground.to_destination.hold_after_sent(whole / 5);
        let mut run = ground.copy(copy).start();
        let held = ground
            .to_destination
            .wait_for_sent(whole / 5, RUN_LIMIT, || run.has_ended());
        assert!(held, "the run ended before a fifth was copied");
        let sessions = server.sessions();
        assert!(!sessions.is_empty(), "nobody was signed in");
        for session in sessions {
            signal(session, way);
        }
        ground.to_destination.release();
        let run = run.finish();
        assert!(
            run.exit == Some(0)
                || run
                    .codes()
                    .iter()
                    .any(|code| BROKEN.contains(&code.as_str())),
            "{run}"
        );
        ground.assert_finishes(copy, &format!("sessions ended with {way}"));
    }
}
