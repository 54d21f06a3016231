//! # A line that breaks
//!
//! The connection is cut at a command, in the middle of a literal or just anywhere, and the answer to an APPEND never
//! arrives. The copy is finished all the same: nothing lost, nothing doubled, nothing changed. In the long mode every
//! place is tried.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use moving_day_tests::harness::copies::{Copies, Measure, NUMBERS};
use moving_day_tests::harness::long;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::proxy::Fault;
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::side_by_side::side_by_side;

/// The most copies that one test makes.
const MOST: usize = 400;

/// Which of the two lines.
#[derive(Clone, Copy)]
enum Side {
    Source,
    Destination,
}

/// Breaks a line at each of the places, each time in a new mailbox, and carries on.
fn break_at(
    hidden: &'static [&'static str],
    side: Side,
    faults: impl FnOnce(&Measure) -> Vec<Fault>,
) {
    let copies = Copies::prepare(MOST, hidden, &Mailbox::many(32, 4, 14));
    let faults = faults(&copies.measure());
    assert!(
        !faults.is_empty() && faults.len() < MOST,
        "{}",
        faults.len()
    );
    side_by_side(faults, |fault| {
        let case = copies.case();
        let line = match side {
            Side::Source => &case.to_source,
            Side::Destination => &case.to_destination,
        };
        case.survives(line, fault);
    });
}

/// A few of the places up to `all`, or each.
fn each(all: u64, few: u64, fault: impl Fn(u64) -> Fault) -> Vec<Fault> {
    long::places(all, few).into_iter().map(fault).collect()
}

/// Numbers of bytes, spread at random over `whole`.
fn anywhere(whole: u64, seed: u64) -> Vec<u64> {
    let (mut seed, parts) = (Seed::new(seed), long::or(4, 40));
    let spread = (0..parts).map(|part| whole * part / parts + seed.below(whole / parts));
    spread.collect()
}

#[test]
fn anywhere_on_the_way_to_the_destination() {
    break_at(&[], Side::Destination, |whole| {
        let bytes = anywhere(whole.sent * 9 / 10, 104).into_iter();
        let received = [40, 2_500].map(Fault::CutAfterReceived);
        bytes.map(Fault::CutAfterSent).chain(received).collect()
    });
}

#[test]
fn anywhere_on_the_way_from_the_source() {
    break_at(&[], Side::Source, |whole| {
        let bytes = anywhere(whole.received * 9 / 10, 105).into_iter();
        let sent = [Fault::CutAfterSent(150)];
        bytes.map(Fault::CutAfterReceived).chain(sent).collect()
    });
}

#[test]
fn at_a_command_to_the_source() {
    break_at(&[], Side::Source, |whole| {
        each(whole.source_commands - 2, 5, Fault::CutAtCommand)
    });
}

#[test]
fn at_a_command_to_the_destination() {
    break_at(&[], Side::Destination, |whole| {
        each(whole.destination_commands - 2, 5, Fault::CutAtCommand)
    });
}

#[test]
fn in_the_middle_of_a_literal_from_the_source() {
    break_at(&[], Side::Source, |whole| {
        each(whole.source_literals, 4, Fault::CutInReceivedLiteral)
    });
}

#[test]
fn in_the_middle_of_a_literal_to_the_destination() {
    break_at(&[], Side::Destination, |whole| {
        each(whole.destination_literals, 4, Fault::CutInSentLiteral)
    });
}

#[test]
fn where_literals_are_asked_for_one_by_one() {
    break_at(NUMBERS, Side::Destination, |whole| {
        each(whole.destination_literals, 3, Fault::CutInSentLiteral)
    });
}

#[test]
fn the_answer_to_an_append_never_arrives() {
    break_at(&[], Side::Destination, |whole| {
        each(whole.appends, 5, Fault::SwallowAnswerToAppend)
    });
}

#[test]
fn the_answer_never_arrives_where_numbers_are_not_told() {
    break_at(NUMBERS, Side::Destination, |whole| {
        each(whole.appends, 4, Fault::SwallowAnswerToAppend)
    });
}
