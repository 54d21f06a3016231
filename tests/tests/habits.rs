//! # Habits of providers
//!
//! Scripted servers show themselves as those of a certain provider, and are treated as it wants; the same server under
//! another name is not.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking with what it saw"
)]

use moving_day_tests::harness::cli::Copy;
use moving_day_tests::harness::pair::ADDRESS;
use moving_day_tests::harness::scripted::{Act, Folder, Rule, Script, Stage, Stored, USUAL};

/// Gmail with a message under two labels and in the inbox, one under one label, one that was sent, and one without any.
fn gmail() -> Script {
    let mail = Folder::of("mail", &[300, 900, 500, 700]).all();
    let [one, two, three, four] = mail.as_slice() else {
        unreachable!("four messages");
    };
    let holding = |name, messages: &[&Stored]| {
        Folder::with(
            name,
            messages.iter().map(|&message| message.clone()).collect(),
        )
    };
    Script {
        capabilities: format!("{USUAL} X-GM-EXT-1 SPECIAL-USE"),
        ..Script::with(vec![
            holding("INBOX", &[one]),
            holding("Work", &[two, one]),
            holding("Family", &[one]),
            holding("[Gmail]/Sent", &[three, one]).marked("\\Sent"),
            holding("[Gmail]/All Mail", &[one, two, three, four]).marked("\\All"),
        ])
    }
}

/// How many messages arrived in each folder that is not empty, and how many were told to be left out.
fn arrived(labels: &str, runs: usize) -> (Vec<(String, usize)>, u64) {
    let stage = Stage::of(gmail(), Script::empty());
    let copy = Copy {
        more: vec!["--gmail-labels".to_owned(), labels.to_owned()],
        ..stage.copy()
    };
    let mut left_out = 0;
    for number in 0..runs {
        let run = copy.run();
        run.assert_exit(0, labels);
        let survey = run.events.iter().find(|event| event["event"] == "survey");
        let told = &survey.expect("a survey")["people"][0]["gmail_labels_merged"];
        left_out += told.as_u64().expect("a number");
        let new = run.person(ADDRESS)["copied"].as_u64();
        assert_eq!(new == Some(0), number > 0, "{run}");
    }
    let proof = stage.copy().verify(&[]);
    proof.assert_exit(0, labels);
    assert_eq!(proof.person(ADDRESS)["verdict"], "complete", "{proof}");
    let folders = stage.destination.folders().into_iter();
    let counts = folders.map(|name| (name.clone(), stage.destination.mail_in(&name).len()));
    let mut counts: Vec<_> = counts.filter(|(_, count)| *count > 0).collect();
    counts.sort();
    (counts, left_out)
}

fn named(counts: &[(&str, usize)]) -> Vec<(String, usize)> {
    let counts = counts.iter();
    counts
        .map(|(name, count)| ((*name).to_owned(), *count))
        .collect()
}

#[test]
fn a_message_with_several_labels_is_copied_once() {
    let (counts, left_out) = arrived("once", 2);
    let expected = [
        ("INBOX", 1),
        ("Work", 1),
        ("[Gmail]/All Mail", 1),
        ("[Gmail]/Sent", 1),
    ];
    assert_eq!(counts, named(&expected));
    assert_eq!(left_out, 6);
}

#[test]
fn labels_are_folders_where_a_person_wants_it() {
    let (counts, left_out) = arrived("folders", 2);
    let expected = [
        ("Family", 1),
        ("INBOX", 1),
        ("Work", 2),
        ("[Gmail]/All Mail", 1),
        ("[Gmail]/Sent", 2),
    ];
    assert_eq!(counts, named(&expected));
    assert_eq!(left_out, 3);
}

/// The greeting of Exchange.
fn exchange(script: Script) -> Script {
    let greeting = format!(
        "* OK [CAPABILITY {USUAL}] The Microsoft Exchange IMAP4 service is ready. [QQBCAEMA]\r\n"
    );
    script.but(Rule::at_greeting(Act::Say(greeting)))
}

#[test]
fn calendars_and_contacts_of_exchange_are_no_mail() {
    let mail = || {
        Script::with(vec![
            Folder::of("INBOX", &[300]),
            Folder::of("Calendar", &[400, 500]),
            Folder::of("Contacts", &[600]),
        ])
    };
    let stage = Stage::of(exchange(mail()), Script::empty());
    let run = stage.copy().run();
    run.assert_exit(0, "Exchange");
    assert_eq!(stage.destination.folders(), ["INBOX"], "{run}");
    assert_eq!(stage.destination.count(), 1, "{run}");
    let stage = Stage::of(mail(), Script::empty());
    let run = stage.copy().run();
    run.assert_exit(0, "another server");
    stage.assert_arrived_without(&[], &run);
    assert_eq!(stage.destination.count(), 4, "{run}");
}
