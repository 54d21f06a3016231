//! # Names that a destination does not take
//!
//! A server that takes two names for one, and one that refuses characters: every folder arrives under a name of its own,
//! no two run into one, and the next run finds them again.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeMap;

use moving_day_tests::harness::compare::expected_of;
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::scripted::{Folder, Script, Stage};
use moving_day_tests::harness::store::{Message, Store, name};

#[test]
fn twins_stay_two_where_case_does_not_count() {
    let folders = ["INBOX", "Work", "work", "WORK", "Work/Old", "work/old"];
    let sizes: Vec<[usize; 2]> = (0..folders.len()).map(|n| [300 + n, 400 + n]).collect();
    let mail = folders
        .iter()
        .zip(&sizes)
        .map(|(name, sizes)| Folder::of(name, sizes));
    let destination = Script {
        folds_case: true,
        ..Script::empty()
    };
    let stage = Stage::of(Script::with(mail.collect()), destination);
    let copy = stage.copy();
    for (when, copied) in [("first run", 12), ("second run", 0)] {
        let run = copy.run();
        run.assert_exit(0, when);
        assert_eq!(run.person(ADDRESS)["copied"], copied, "{when}: {run}");
        assert_eq!(stage.destination.count(), 12, "{when}: {run}");
        let there = stage.destination.folders();
        let filled = there
            .iter()
            .map(|name| stage.destination.mail_in(name).len());
        let filled = filled.filter(|count| *count > 0);
        assert_eq!(filled.collect::<Vec<_>>(), [2; 6], "{when}: {there:?}");
    }
}

/// The messages of each folder, without the folders' names.
fn contents(store: &Store) -> BTreeMap<Vec<Message>, usize> {
    let mut contents = BTreeMap::new();
    for messages in store.folders.values() {
        let mut messages = messages.clone();
        messages.sort();
        *contents.entry(messages).or_default() += 1;
    }
    contents
}

#[test]
fn dots_are_replaced_where_they_are_refused() {
    let ana = Account::new("ana", "secret");
    // Dots join folders on its disk and slashes on the wire, so that neither may stand in a name.
    let destination = Setup {
        separator: Some('/'),
        prefix: "",
        ..Setup::dotted(vec![ana.clone()])
    };
    let mut pair = Pair::start(Setup::nested(vec![ana.clone()]), destination);
    let mut mailbox = Mailbox::many(91, 6, 5);
    let letters = |folder: usize| mailbox.folders[folder].1.clone();
    let odd = [
        (name("v1.0"), letters(1)),
        (name("v1.0/notes v2.0"), letters(2)),
        (name("v1-0"), letters(3)),
    ];
    mailbox.folders.extend(odd);
    pair.fill("ana", &mailbox);
    let copy = pair.copy(&ana);
    for (when, copied) in [("first run", mailbox_size(&mailbox)), ("second run", 0)] {
        let run = copy.run();
        run.assert_exit(0, when);
        assert_eq!(run.person(ADDRESS)["copied"], copied, "{when}: {run}");
        let wanted = contents(&expected_of(&pair.source.store_of("ana")));
        let found = contents(&pair.destination.store_of("ana"));
        assert_eq!(found, wanted, "{when}: {run}");
    }
}

fn mailbox_size(mailbox: &Mailbox) -> usize {
    mailbox
        .folders
        .iter()
        .map(|(_, letters)| letters.len())
        .sum()
}
