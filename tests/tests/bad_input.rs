//! # Bad input
//!
//! Every mistake that a person or a server can make before the first byte moves has its own code and its own exit
//! code, and leaves the plan, the source and the destination as they were.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::thread::spawn;

use moving_day_tests::harness::certificates::Certificate;
use moving_day_tests::harness::cli::{Copy, Finished};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::Pair;
use moving_day_tests::harness::process::free_ports;
use moving_day_tests::harness::side_by_side::side_by_side;
use moving_day_tests::harness::store::Store;

const SIDES: [&str; 2] = ["Source", "Destination"];

fn ana() -> Account {
    Account::new("ana", "secret")
}

fn ground(source: Setup, destination: Setup) -> Pair {
    let mut pair = Pair::start(source, destination);
    pair.fill("ana", &Mailbox::small(71));
    pair
}

fn usual() -> Pair {
    ground(Setup::dotted(vec![ana()]), Setup::nested(vec![ana()]))
}

/// Puts `url` in place of the server of one side.
fn with_server(copy: &mut Copy, side: &str, url: String) {
    if side == "Source" {
        copy.source = url;
    } else {
        copy.destination = url;
    }
}

/// Runs a copy that cannot work and looks whether it said so and did nothing.
#[track_caller]
fn refuses(pair: &Pair, copy: &Copy, code: &str, exit: i32) -> Finished {
    let run = copy.run();
    run.assert_exit(exit, code);
    assert_eq!(run.codes().into_iter().collect::<Vec<_>>(), [code], "{run}");
    assert_eq!(
        pair.destination.store_of("ana").messages(),
        0,
        "{code}: something arrived"
    );
    pair.assert_source_untouched(code);
    run
}

/// A plan that could not be used for one copy can be used for the next.
#[track_caller]
fn works_after_all(pair: &Pair, mut copy: Copy) {
    let sound = pair.copy(&ana());
    (copy.source, copy.destination, copy.people, copy.root) =
        (sound.source, sound.destination, sound.people, sound.root);
    copy.run().assert_exit(0, "corrected");
    pair.assert_moved("ana", "corrected");
}

#[test]
fn a_host_that_does_not_exist() {
    let pair = usual();
    for side in SIDES {
        let mut copy = pair.copy(&ana());
        with_server(
            &mut copy,
            side,
            "imaps://no-such-host.invalid:993".to_owned(),
        );
        refuses(&pair, &copy, &format!("{side}NotFound"), 1);
    }
    works_after_all(&pair, pair.copy(&ana()));
}

#[test]
fn a_port_where_nobody_listens() {
    let pair = usual();
    let [closed] = free_ports();
    for side in SIDES {
        let mut copy = pair.copy(&ana());
        with_server(&mut copy, side, format!("imaps://localhost:{closed}"));
        refuses(&pair, &copy, &format!("{side}Unreachable"), 1);
    }
    works_after_all(&pair, pair.copy(&ana()));
}

#[test]
fn a_port_where_something_else_listens() {
    let pair = usual();
    let post_office = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = post_office
        .local_addr()
        .expect("the port of a listener")
        .port();
    spawn(move || {
        for stream in post_office.incoming() {
            let _ =
                stream.and_then(|mut stream| stream.write_all(b"220 mail.example.com ESMTP\r\n"));
        }
    });
    for side in SIDES {
        let mut copy = pair.copy(&ana());
        with_server(&mut copy, side, format!("imap://localhost:{port}?plain"));
        refuses(&pair, &copy, &format!("{side}NotImap"), 1);
    }
}

#[test]
fn a_port_without_encryption() {
    let pair = usual();
    for (side, server) in SIDES.into_iter().zip([&pair.source, &pair.destination]) {
        let mut copy = pair.copy(&ana());
        with_server(
            &mut copy,
            side,
            format!("imaps://localhost:{}", server.imap),
        );
        refuses(&pair, &copy, &format!("{side}NoTls"), 1);
    }
}

#[test]
fn a_server_that_offers_no_starttls() {
    let without = |setup| Setup {
        certificate: None,
        ..setup
    };
    let pair = ground(
        without(Setup::dotted(vec![ana()])),
        without(Setup::nested(vec![ana()])),
    );
    for side in SIDES {
        let mut copy = pair.copy(&ana());
        (copy.source, copy.destination) = (pair.source.plain(), pair.destination.plain());
        let server = if side == "Source" {
            &pair.source
        } else {
            &pair.destination
        };
        with_server(&mut copy, side, server.start_tls());
        refuses(&pair, &copy, &format!("{side}NoStartTls"), 1);
    }
}

#[test]
fn certificates_that_must_not_be_trusted() {
    let kinds = [
        (Certificate::Expired, "CertificateExpired"),
        (Certificate::OtherName, "CertificateWrongName"),
        (Certificate::SelfSigned, "CertificateUntrusted"),
    ];
    let cases = kinds.map(|kind| SIDES.map(|side| (side, kind)));
    side_by_side(cases.into_iter().flatten(), |(side, (kind, code))| {
        let showing = |setup, here: &str| Setup {
            certificate: Some(if here == side {
                kind
            } else {
                Certificate::Sound
            }),
            ..setup
        };
        let mut pair = ground(
            showing(Setup::dotted(vec![ana()]), "Source"),
            showing(Setup::nested(vec![ana()]), "Destination"),
        );
        let code = format!("{side}{code}");
        refuses(&pair, &pair.copy(&ana()), &code, 1);
        let mut start_tls = pair.copy(&ana());
        start_tls.source = pair.source.start_tls();
        start_tls.destination = pair.destination.start_tls();
        refuses(&pair, &start_tls, &code, 1);
        let sound = |setup: &mut Setup| setup.certificate = Some(Certificate::Sound);
        if side == "Source" {
            pair.restart_source(sound);
        } else {
            pair.restart_destination(sound);
        }
        works_after_all(&pair, pair.copy(&ana()));
    });
}

#[test]
fn a_root_that_was_not_given() {
    let pair = usual();
    let mut copy = pair.copy(&ana());
    copy.root = None;
    copy.destination = pair.destination.plain();
    refuses(&pair, &copy, "SourceCertificateUntrusted", 1);
    works_after_all(&pair, copy);
}

#[test]
fn a_wrong_password_and_a_user_nobody_knows() {
    let pair = usual();
    for stranger in [
        Account::new("ana", "wrong"),
        Account::new("nobody-here", "secret"),
    ] {
        let mut copy = pair.copy_to(&stranger, &ana());
        refuses(&pair, &copy, "SourceSignInRefused", 1);
        copy = pair.copy_to(&ana(), &stranger);
        refuses(&pair, &copy, "DestinationSignInRefused", 1);
    }
    works_after_all(&pair, pair.copy(&ana()));
}

#[test]
fn a_server_that_takes_no_password_in_the_clear() {
    let pair = ground(
        Setup {
            plain_passwords: false,
            ..Setup::dotted(vec![ana()])
        },
        Setup::nested(vec![ana()]),
    );
    let mut copy = pair.copy(&ana());
    copy.source = format!("imap://127.0.0.2:{}?plain", pair.source.imap);
    refuses(&pair, &copy, "SourceSignInDisabled", 1);
    works_after_all(&pair, copy);
}

#[test]
fn a_list_of_people_that_cannot_be_used() {
    let pair = usual();
    let heading = "address,source_user,source_password,destination_user,destination_password\n";
    let row = |address: &str| format!("{address},ana,secret,ana,secret\n");
    for (people, code) in [
        (heading.to_owned(), "PeopleEmpty"),
        (String::new(), "PeopleEmpty"),
        (
            format!(
                "{heading}{}{}",
                row("ana@example.com"),
                row("Ana@Example.com")
            ),
            "AddressTwice",
        ),
        (
            format!("{heading}{}", row("ana at example.com")),
            "AddressMalformed",
        ),
        ("name,phone\nAna,123\n".to_owned(), "PeopleListUnreadable"),
    ] {
        let mut copy = pair.copy(&ana());
        copy.people = people;
        refuses(&pair, &copy, code, 2);
    }
    works_after_all(&pair, pair.copy(&ana()));
}

#[test]
fn servers_and_roots_that_are_wrong_in_themselves() {
    let pair = usual();
    for url in [
        "imaps://",
        "imaps://mail.example.com:99999",
        "http://localhost:993",
        "localhost",
    ] {
        let mut copy = pair.copy(&ana());
        copy.source = url.to_owned();
        refuses(&pair, &copy, "EndpointMalformed", 2);
    }
    let mut copy = pair.copy(&ana());
    copy.root = Some(pair.folder().join("ca.conf"));
    refuses(&pair, &copy, "RootUnreadable", 2);
}

#[test]
fn a_file_that_is_no_plan() {
    let pair = usual();
    let copy = pair.copy(&ana());
    std::fs::write(
        &copy.plan,
        "Dear Ana,\nthis is a letter and no plan.\n".repeat(200),
    )
    .expect("a file");
    refuses_plan(&pair, &copy, "PlanForeign");
    std::fs::remove_file(&copy.plan).expect("the file");
    let other = rusqlite::Connection::open(&copy.plan).expect("a database");
    other
        .execute_batch("CREATE TABLE recipes(name TEXT); INSERT INTO recipes VALUES('soup');")
        .expect("a table");
    drop(other);
    refuses_plan(&pair, &copy, "PlanForeign");
}

#[test]
fn a_plan_that_is_damaged() {
    let pair = usual();
    let copy = used_plan(&pair);
    let sound = std::fs::read(&copy.plan).expect("the plan");
    for (what, bytes) in [
        ("cut off", sound[..sound.len() / 2].to_vec()),
        (
            "overwritten",
            [
                &sound[..sound.len() / 3],
                &vec![0x5A; sound.len() / 3],
                &sound[sound.len() / 3 * 2..],
            ]
            .concat(),
        ),
    ] {
        std::fs::write(&copy.plan, bytes).expect(what);
        refuses_plan(&pair, &copy, "PlanDamaged");
    }
}

#[test]
fn a_plan_of_a_newer_version() {
    let pair = usual();
    let copy = used_plan(&pair);
    let plan = rusqlite::Connection::open(&copy.plan).expect("the plan");
    plan.pragma_update(None, "user_version", 99)
        .expect("another version");
    plan.pragma_update(None, "journal_mode", "DELETE")
        .expect("one file");
    drop(plan);
    refuses_plan(&pair, &copy, "PlanNewer");
}

#[test]
fn a_plan_that_is_open_elsewhere() {
    let pair = usual();
    let copy = pair.copy(&ana());
    // A server that accepts and never greets keeps the first run where it is.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let mut first = copy.clone();
    first.source = format!(
        "imap://localhost:{}?plain",
        silent.local_addr().expect("the port of a listener").port()
    );
    let first = first.start();
    let _held = silent.accept().expect("the first run");
    refuses(&pair, &copy, "PlanInUse", 4);
    first.kill();
    works_after_all(&pair, copy);
}

/// A plan that has been used for a copy, whose source is then empty again at the destination's side.
fn used_plan(pair: &Pair) -> Copy {
    let mut copy = pair.copy(&ana());
    copy.people = copy.people.replace(",\"secret\"\n", ",\"wrong\"\n");
    copy.run().assert_exit(1, "a run that makes the plan");
    assert_eq!(
        pair.destination.store_of("ana").messages(),
        Store::default().messages()
    );
    copy.people = pair.copy(&ana()).people;
    copy
}

/// Like [`refuses`], and the plan file keeps every byte.
#[track_caller]
fn refuses_plan(pair: &Pair, copy: &Copy, code: &str) {
    let before = plan_files(&copy.plan);
    refuses(pair, copy, code, 4);
    assert_eq!(
        plan_files(&copy.plan),
        before,
        "{code}: the plan was written to"
    );
}

/// The plan and what SQLite keeps beside it, byte for byte; the lock is no part of it.
fn plan_files(plan: &Path) -> Vec<Option<Vec<u8>>> {
    let beside = |end: &str| std::fs::read(format!("{}{end}", plan.display())).ok();
    vec![beside(""), beside("-wal"), beside("-journal")]
}
