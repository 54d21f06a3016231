//! # A copy that is repeated
//!
//! What has changed at the source since the last copy follows, what a person did at the destination stays, and what is
//! there already is recognised, whoever put it there.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;

use moving_day_tests::harness::client::Client;
use moving_day_tests::harness::dovecot::{Account, Dovecot, Setup};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::{ADDRESS, Pair};

fn ana() -> Account {
    Account::new("ana", "secret")
}

fn client(server: &Dovecot) -> Client {
    Client::sign_in(server.imap, "ana", "secret")
}

fn flags(server: &Dovecot, uid: u32) -> BTreeSet<String> {
    let inbox = client(server).messages("INBOX");
    let found = inbox.into_iter().find(|message| message.uid == uid);
    found.map(|message| message.flags).unwrap_or_default()
}

fn has(server: &Dovecot, uid: u32, flag: &str) -> bool {
    flags(server, uid).contains(flag)
}

/// In the inbox the numbers of both sides are the same: it is copied in order into an empty folder.
fn follow(hidden: &'static [&'static str]) {
    let hiding = |setup: Setup| Setup { hidden, ..setup };
    let mut pair = Pair::start(
        hiding(Setup::dotted(vec![ana()])),
        hiding(Setup::nested(vec![ana()])),
    );
    pair.fill("ana", &Mailbox::many(51, 3, 12));
    client(&pair.source).mark("INBOX", "1:12", '-', "\\Flagged \\Answered $Label1");
    client(&pair.source).mark("INBOX", "1:12", '+', "\\Seen");
    client(&pair.source).mark("INBOX", "7", '+', "\\Flagged");
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "first run");

    client(&pair.destination).mark("INBOX", "5", '+', "\\Answered");
    client(&pair.destination).mark("INBOX", "6", '-', "\\Seen");
    client(&pair.source).mark("INBOX", "1", '+', "\\Flagged $Label1");
    client(&pair.source).mark("INBOX", "2", '-', "\\Seen");
    client(&pair.source).mark("INBOX", "7", '-', "\\Flagged");
    let second = copy.run();
    second.assert_exit(0, "second run");
    assert_eq!(second.person(ADDRESS)["copied"], 0, "{second}");
    assert_eq!(second.person(ADDRESS)["flags_changed"], 3, "{second}");

    let there = &pair.destination;
    assert!(
        has(there, 1, "\\Flagged") && has(there, 1, "$Label1"),
        "what was marked since follows"
    );
    assert!(has(there, 2, "\\Seen"), "what has been read stays read");
    assert!(
        !has(there, 7, "\\Flagged"),
        "what is no longer marked follows"
    );
    assert!(has(there, 5, "\\Answered"), "what the person marked stays");
    assert!(
        !has(there, 6, "\\Seen"),
        "what the person made unread stays"
    );

    let third = copy.run();
    third.assert_exit(0, "third run");
    assert_eq!(third.person(ADDRESS)["flags_changed"], 0, "{third}");
}

#[test]
fn changed_flags_follow_and_nothing_of_the_person_is_undone() {
    follow(&[]);
}

#[test]
fn changed_flags_follow_without_extensions() {
    follow(&["CONDSTORE", "QRESYNC", "UIDPLUS", "MULTIAPPEND"]);
}

#[test]
fn mail_that_another_tool_copied_is_not_copied_again() {
    let mut pair = Pair::start(Setup::nested(vec![ana()]), Setup::nested(vec![ana()]));
    let written = pair.fill("ana", &Mailbox::many(52, 3, 10));
    // The half that somebody copied before, with another date and without a book about it.
    let root = pair.source.mail_of("ana");
    let mut other = client(&pair.destination);
    let mut bytes = Vec::new();
    for entry in fs::read_dir(root.join("cur")).expect("the inbox of the source") {
        let text = fs::read(entry.expect("a message").path()).expect("its bytes");
        let text = String::from_utf8_lossy(&text)
            .replace("\r\n", "\n")
            .replace('\n', "\r\n");
        bytes.push(text.into_bytes());
    }
    bytes.sort();
    for message in bytes.iter().take(5) {
        other.put("INBOX", "01-Feb-2020 10:00:00 +0000", message);
    }
    let run = pair.copy(&ana()).run();
    run.assert_exit(0, "with mail of another tool");
    let there = pair.destination.store_of("ana").messages();
    assert_eq!(there, written.messages(), "nothing is there twice: {run}");
    assert_eq!(run.person(ADDRESS)["already_there"], 5, "{run}");
}

#[test]
fn folders_that_are_numbered_anew_double_nothing() {
    let mut pair = Pair::usual(&[ana()]);
    let written = pair.fill("ana", &Mailbox::many(53, 4, 9));
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "first run");
    for server in [&pair.source, &pair.destination] {
        renumber(server);
        let run = copy.run();
        run.assert_exit(0, "after new numbers");
        let there = pair.destination.store_of("ana").messages();
        assert_eq!(there, written.messages(), "{run}");
        assert_eq!(run.person(ADDRESS)["verdict"], "complete", "{run}");
    }
}

/// Takes away what a server knows of its numbers, so that it makes new ones.
fn renumber(server: &Dovecot) {
    let mut open = vec![server.mail_of("ana")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() {
                open.push(entry.path());
            } else if name.starts_with("dovecot-uid") || name.starts_with("dovecot.index") {
                fs::remove_file(entry.path()).expect("a file of the server");
            }
        }
    }
}
