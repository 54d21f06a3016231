//! # What a server refuses
//!
//! A message, a folder or a whole mailbox is refused. It is named with the server's own words, everything else
//! arrives, and nothing is doubled when the reason goes away.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use moving_day_tests::harness::compare::{Difference, assert_same, differences, expected_of};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::store::{Store, name};
use serde_json::{Value, json};

fn ana() -> Account {
    Account::new("ana", "secret")
}

/// The ground for every test here: some ordinary mail, and a destination with limits.
fn pair(change: impl FnOnce(&mut Setup), more: impl FnOnce(&mut Mailbox)) -> Pair {
    let mut destination = Setup::nested(vec![ana()]);
    change(&mut destination);
    let mut pair = Pair::start(Setup::dotted(vec![ana()]), destination);
    let mut mailbox = Mailbox::many(61, 4, 20);
    more(&mut mailbox);
    pair.fill("ana", &mailbox);
    pair
}

/// The source's mail without the messages that `refused` says yes to.
fn without(pair: &Pair, refused: impl Fn(&str) -> bool) -> Store {
    let mut expected = expected_of(&pair.source.store_of("ana"));
    for messages in expected.folders.values_mut() {
        messages.retain(|message| !refused(&message.subject));
    }
    expected
}

fn problems(person: &Value) -> Vec<Value> {
    person["problems"].as_array().cloned().unwrap_or_default()
}

#[test]
fn messages_that_are_too_large_are_named_and_the_rest_arrives() {
    let pair = pair(
        |destination| destination.largest_message = Some(100_000),
        |mailbox| {
            let mut seed = Seed::new(62);
            for number in 0..3 {
                mailbox.folders[1].1.push(Letter::written(
                    &mut seed,
                    9000 + number,
                    Shape::Attachment(150_000),
                ));
            }
        },
    );
    let copy = pair.copy(&ana());
    let expected = without(&pair, |subject| subject.starts_with("Attachment(150000)"));
    for run in ["first run", "second run"] {
        let finished = copy.run();
        finished.assert_exit(1, run);
        let person = finished.person(ADDRESS);
        assert_eq!(person["outcome"], "done", "{run}: {finished}");
        assert_eq!(person["verdict"], "incomplete", "{run}: {finished}");
        let problems = problems(person);
        assert_eq!(problems.len(), 3, "{run}: {finished}");
        for problem in &problems {
            assert_eq!(
                problem["code"], "DestinationMessageTooLarge",
                "{run}: {finished}"
            );
            assert_eq!(problem["folder"], json!(["Sent"]), "{run}: {finished}");
            assert!(
                problem["size"].as_u64() > Some(150_000),
                "{run}: {finished}"
            );
            assert!(problem["uid"].is_u64(), "{run}: {finished}");
            assert!(
                problem["subject"]
                    .as_str()
                    .is_some_and(|subject| subject.contains("Attachment(150000)")),
                "{run}: {finished}"
            );
            assert!(
                problem["server_text"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{run}: {finished}"
            );
        }
        assert_same(&expected, &pair.destination.store_of("ana"), run);
        pair.assert_source_untouched(run);
    }
}

#[test]
fn a_message_without_a_byte_is_named_and_the_rest_arrives() {
    let pair = pair(
        |_| {},
        |mailbox| {
            let mut empty = Letter::written(&mut Seed::new(63), 1, Shape::Ordinary);
            empty.bytes.clear();
            mailbox.folders[0].1.push(empty);
        },
    );
    let run = pair.copy(&ana()).run();
    run.assert_exit(1, "an empty message");
    let problems = problems(run.person(ADDRESS));
    assert_eq!(problems.len(), 1, "{run}");
    assert!(
        ["DestinationRefusedMessage", "SourceMessageUnreadable"]
            .contains(&problems[0]["code"].as_str().unwrap_or_default()),
        "{run}"
    );
    let missing = differences(
        &expected_of(&pair.source.store_of("ana")),
        &pair.destination.store_of("ana"),
    );
    assert!(
        matches!(missing.as_slice(), [Difference::Lost(_, _)]),
        "{missing:?}"
    );
}

#[test]
fn a_full_mailbox_is_named_and_filled_up_when_there_is_room() {
    let mut pair = pair(|destination| destination.room = Some(60_000), |_| {});
    let copy = pair.copy(&ana());
    let run = copy.run();
    run.assert_exit(1, "a full mailbox");
    assert!(run.codes().contains("DestinationFull"), "{run}");
    assert_eq!(run.person(ADDRESS)["verdict"], "incomplete", "{run}");
    assert!(
        run.output.contains("Quota exceeded"),
        "the server's words are missing: {run}"
    );
    let arrived = pair.destination.store_of("ana");
    let missing = differences(&expected_of(&pair.source.store_of("ana")), &arrived);
    let only_lost = |one: &Difference| {
        matches!(
            one,
            Difference::Lost(..) | Difference::FolderLost(_) | Difference::SubscriptionLost(_)
        )
    };
    assert!(
        !missing.is_empty() && missing.iter().all(only_lost),
        "{missing:?}"
    );
    assert!(
        arrived.messages() > 0,
        "nothing arrived before the mailbox was full"
    );

    pair.restart_destination(|setup| setup.room = Some(100_000_000));
    copy.run().assert_exit(0, "room again");
    pair.assert_moved("ana", "room again");
}

#[test]
fn one_full_mailbox_does_not_stop_the_others() {
    let accounts = ["ana", "ben"].map(|user| Account::new(user, "secret"));
    let destination = Setup {
        room: Some(40_000),
        ..Setup::nested(accounts.to_vec())
    };
    let mut pair = Pair::start(Setup::dotted(accounts.to_vec()), destination);
    pair.fill("ana", &Mailbox::many(64, 4, 20));
    pair.fill("ben", &Mailbox::small(65));
    let mut copy = pair.copy(&accounts[0]);
    copy.people = moving_day_tests::harness::cli::people(&[
        (ADDRESS, &accounts[0], &accounts[0]),
        ("ben@example.com", &accounts[1], &accounts[1]),
    ]);
    let run = copy.run();
    run.assert_exit(1, "one full mailbox");
    assert_eq!(run.person(ADDRESS)["verdict"], "incomplete", "{run}");
    assert_eq!(
        run.person("ben@example.com")["verdict"],
        "complete",
        "{run}"
    );
    pair.assert_moved("ben", "beside a full mailbox");
}

#[test]
fn a_folder_that_cannot_be_made_is_named_and_the_rest_arrives() {
    // Dovecot keeps messages in folders called `new`, and so makes no mailbox of that name.
    let pair = pair(
        |_| {},
        |mailbox| {
            mailbox
                .folders
                .push((name("new"), mailbox.folders[0].1[..2].to_vec()));
        },
    );
    let run = pair.copy(&ana()).run();
    run.assert_exit(1, "a refused folder");
    let problems = problems(run.person(ADDRESS));
    assert!(
        problems
            .iter()
            .any(|one| one["code"] == "DestinationFolderRefused"
                && one["folder"] == json!(["new"])),
        "{run}"
    );
    let missing = differences(
        &expected_of(&pair.source.store_of("ana")),
        &pair.destination.store_of("ana"),
    );
    assert_eq!(missing, [Difference::FolderLost(name("new"))]);
}

#[test]
fn a_folder_that_cannot_be_opened_is_named_and_the_rest_arrives() {
    let pair = pair(
        |_| {},
        |mailbox| {
            let letters = mailbox.folders[0].1[..2].to_vec();
            mailbox.folders.push((name("Locked"), letters));
        },
    );
    let place = pair
        .source
        .layout()
        .place(&pair.source.mail_of("ana"), &name("Locked"));
    lock(&place, 0o000);
    let run = pair.copy(&ana()).run();
    lock(&place, 0o700);
    run.assert_exit(1, "an unreadable folder");
    let problems = problems(run.person(ADDRESS));
    assert_eq!(problems.len(), 1, "{run}");
    assert_eq!(problems[0]["code"], "SourceFolderUnreadable", "{run}");
    assert_eq!(problems[0]["folder"], json!(["Locked"]), "{run}");
    let mut expected = expected_of(&pair.source.store_of("ana"));
    let mut found = pair.destination.store_of("ana");
    expected.folders.remove(&name("Locked"));
    found.folders.remove(&name("Locked"));
    assert_same(&expected, &found, "all other folders");
}

/// Lets the server into a folder, or keeps it out.
fn lock(place: &Path, mode: u32) {
    std::fs::set_permissions(place, Permissions::from_mode(mode))
        .expect("a folder that can be locked");
}
