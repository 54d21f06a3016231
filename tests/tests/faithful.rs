//! # A copy is the same
//!
//! Everything arrives, byte for byte, with flags, dates, folders and subscriptions, on every pair of servers; nothing
//! at the source is touched; a second run writes nothing.
#![cfg(target_os = "linux")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use moving_day_tests::harness::cli;
use moving_day_tests::harness::compare::{assert_same, expected_of};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::proxy::Proxy;
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::side_by_side::side_by_side;
use moving_day_tests::harness::store::{Store, name};
use moving_day_tests::harness::wire::name_of;

/// Commands that change something at a destination.
const WRITING: &[&str] = &[
    "APPEND",
    "CREATE",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "STORE",
    "UID STORE",
    "DELETE",
    "RENAME",
    "EXPUNGE",
];

fn ana() -> Account {
    Account::new("ana", "secret")
}

#[test]
fn everything_arrives_and_a_second_run_writes_nothing() {
    let mut pair = Pair::usual(&[ana()]);
    let written = pair.fill("ana", &Mailbox::varied(11));
    let line = Proxy::to(pair.destination.imap);
    let mut copy = pair.copy(&ana());
    copy.destination = line.plain();

    let first = copy.run();
    first.assert_exit(0, "first run");
    pair.assert_moved("ana", "after the first run");
    let person = first.person(ADDRESS);
    assert_eq!(person["outcome"], "done", "{first}");
    assert_eq!(person["verdict"], "complete", "{first}");
    assert_eq!(person["source_messages"], written.messages(), "{first}");
    assert_eq!(person["copied"], written.messages(), "{first}");
    assert_eq!(person["already_there"], 0, "{first}");
    assert_eq!(
        person["problems"].as_array().map(Vec::len),
        Some(0),
        "{first}"
    );

    let before = pair.destination_files("ana");
    let said = line.commands().len();
    let second = copy.run();
    second.assert_exit(0, "second run");
    let person = second.person(ADDRESS);
    assert_eq!(person["outcome"], "done", "{second}");
    assert_eq!(person["copied"], 0, "{second}");
    assert_eq!(person["already_there"], written.messages(), "{second}");
    assert_eq!(
        pair.destination_files("ana"),
        before,
        "the second run changed something"
    );
    let names: Vec<_> = line
        .commands()
        .drain(said..)
        .map(|command| name_of(&command))
        .collect();
    assert!(
        !names.is_empty(),
        "the second run did not look at the destination"
    );
    assert!(
        !names.iter().any(|name| WRITING.contains(&name.as_str())),
        "the second run wrote: {names:?}"
    );
    pair.assert_moved("ana", "after the second run");
}

#[test]
fn slashes_become_dots_below_a_prefix_over_starttls() {
    let mut pair = Pair::start(Setup::nested(vec![ana()]), Setup::dotted(vec![ana()]));
    pair.fill("ana", &Mailbox::varied(12));
    let mut copy = pair.copy(&ana());
    (copy.source, copy.destination) = (pair.source.start_tls(), pair.destination.start_tls());
    copy.run().assert_exit(0, "first run");
    pair.assert_moved("ana", "after the first run");
}

#[test]
fn dots_without_a_prefix_become_slashes_without_encryption() {
    let source = Setup {
        prefix: "",
        certificate: None,
        ..Setup::dotted(vec![ana()])
    };
    let destination = Setup {
        certificate: None,
        ..Setup::nested(vec![ana()])
    };
    let mut pair = Pair::start(source, destination);
    pair.fill("ana", &Mailbox::varied(13));
    let mut copy = pair.copy(&ana());
    (copy.source, copy.destination) = (pair.source.plain(), pair.destination.plain());
    copy.run().assert_exit(0, "first run");
    pair.assert_moved("ana", "after the first run");
}

#[test]
fn a_prefix_with_dots_becomes_one_with_slashes() {
    let destination = Setup {
        prefix: "INBOX/",
        ..Setup::nested(vec![ana()])
    };
    let mut pair = Pair::start(Setup::dotted(vec![ana()]), destination);
    pair.fill("ana", &Mailbox::many(14, 6, 8));
    pair.copy(&ana()).run().assert_exit(0, "first run");
    pair.assert_moved("ana", "after the first run");
}

#[test]
fn a_separator_inside_a_name_loses_no_message() {
    let mut pair = Pair::start(Setup::nested(vec![ana()]), Setup::dotted(vec![ana()]));
    let mut mailbox = Mailbox::many(15, 6, 5);
    for (folder, (name, _)) in mailbox.folders.iter_mut().enumerate().skip(1) {
        name[0] = format!("v{folder}.0 of {}", name[0]);
    }
    mailbox.subscribed.clear();
    pair.fill("ana", &mailbox);
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "first run");
    let all = |layout: &Store| {
        let mut all: Vec<_> = layout.folders.values().flatten().cloned().collect();
        all.sort();
        all
    };
    let expected = expected_of(&pair.source.store_of("ana"));
    let found = pair.destination.store_of("ana");
    assert_eq!(
        all(&expected),
        all(&found),
        "the messages of all folders together"
    );
    assert_eq!(
        found.folders.len(),
        expected.folders.len(),
        "no two folders became one: {:?}",
        found.folders.keys()
    );
    assert_eq!(
        copy.run().assert_exit(0, "second run").person(ADDRESS)["copied"],
        0
    );
}

/// Extensions that a server can do without, together or one kind at a time.
const WITHOUT: &[&[&str]] = &[
    &["LITERAL+"],
    &["UIDPLUS", "MULTIAPPEND"],
    &["LIST-EXTENDED", "LIST-STATUS", "STATUS=SIZE", "SPECIAL-USE"],
    &[
        "LITERAL+",
        "UIDPLUS",
        "MULTIAPPEND",
        "LIST-EXTENDED",
        "LIST-STATUS",
        "STATUS=SIZE",
        "SPECIAL-USE",
        "SASL-IR",
        "ENABLE",
        "CONDSTORE",
        "QRESYNC",
        "ESEARCH",
        "UNSELECT",
        "BINARY",
        "NAMESPACE",
        "CHILDREN",
        "ID",
    ],
];

#[test]
fn servers_without_extensions_get_the_same_copy() {
    side_by_side(WITHOUT, |hidden| {
        // Without NAMESPACE nobody can know that everything lies below a prefix.
        let prefix = if hidden.contains(&"NAMESPACE") {
            ""
        } else {
            "INBOX."
        };
        let source = Setup {
            hidden,
            prefix,
            ..Setup::dotted(vec![ana()])
        };
        let destination = Setup {
            hidden,
            ..Setup::nested(vec![ana()])
        };
        let mut pair = Pair::start(source, destination);
        pair.fill("ana", &Mailbox::many(16, 6, 12));
        let copy = pair.copy(&ana());
        copy.run().assert_exit(0, &format!("without {hidden:?}"));
        pair.assert_moved("ana", &format!("without {hidden:?}"));
        let again = copy.run();
        assert_eq!(
            again.person(ADDRESS)["copied"],
            0,
            "without {hidden:?}: {again}"
        );
        pair.assert_moved("ana", &format!("second run without {hidden:?}"));
    });
}

#[test]
fn mail_that_came_in_between_is_copied_alone() {
    let mut pair = Pair::usual(&[ana()]);
    let mut mailbox = Mailbox::many(17, 4, 10);
    let first = pair.fill("ana", &mailbox).messages();
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "first run");
    let new = mailbox.folders[0].1[0].clone();
    mailbox.folders[0].1.push(new);
    mailbox.folders[2]
        .1
        .push(Letter::written(&mut Seed::new(18), 9000, Shape::Nameless));
    mailbox.folders.push((
        name("A new folder"),
        vec![Letter::written(&mut Seed::new(19), 9001, Shape::Ordinary)],
    ));
    pair.fill("ana", &mailbox);
    let second = copy.run();
    second.assert_exit(0, "second run");
    assert_eq!(second.person(ADDRESS)["copied"], 3, "{second}");
    assert_eq!(second.person(ADDRESS)["already_there"], first, "{second}");
    pair.assert_moved("ana", "with new mail");
}

#[test]
fn a_folder_with_a_role_goes_to_the_folder_with_that_role() {
    let destination = Setup {
        roles: &[
            ("Sent", "\\Sent"),
            ("Deleted Messages", "\\Trash"),
            ("Drafts", "\\Drafts"),
        ],
        ..Setup::nested(vec![ana()])
    };
    let mut pair = Pair::start(Setup::dotted(vec![ana()]), destination);
    let mut mailbox = Mailbox::many(20, 4, 5);
    for (folder, called) in [(1, "Gesendet"), (2, "Papierkorb"), (3, "Projekte")] {
        mailbox.folders[folder].0 = name(called);
    }
    mailbox.subscribed.clear();
    pair.fill("ana", &mailbox);
    pair.copy(&ana()).run().assert_exit(0, "roles by name");
    let mut expected = expected_of(&pair.source.store_of("ana"));
    for (source, destination) in [("Gesendet", "Sent"), ("Papierkorb", "Deleted Messages")] {
        let messages = expected.folders.remove(&name(source)).unwrap_or_default();
        expected.folders.insert(name(destination), messages);
    }
    let mut found = pair.destination.store_of("ana");
    // The server subscribes to folders with roles by itself.
    found.subscribed.clear();
    assert_same(&expected, &found, "roles by name");
}

#[test]
fn three_people_keep_their_mail_apart() {
    let accounts =
        ["ana", "ben", "eva"].map(|user| Account::new(user, &format!("secret of {user}")));
    let mut pair = Pair::usual(&accounts);
    for (seed, account) in (20..).zip(&accounts) {
        pair.fill(&account.user, &Mailbox::many(seed, 4, 10));
    }
    let mut copy = pair.copy(&accounts[0]);
    let addresses = accounts
        .each_ref()
        .map(|account| format!("{}@example.com", account.user));
    let people: Vec<_> = addresses
        .iter()
        .zip(&accounts)
        .map(|(address, account)| (address.as_str(), account, account))
        .collect();
    copy.people = cli::people(&people);
    let run = copy.run();
    run.assert_exit(0, "three people");
    for (address, account) in addresses.iter().zip(&accounts) {
        assert_eq!(run.person(address)["outcome"], "done", "{run}");
        pair.assert_moved(&account.user, "three people");
    }
}
