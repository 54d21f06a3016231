//! # Passwords
//!
//! Whatever a password or user name is made of, it signs in; and it stands in no output, no plan file and no log.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use moving_day_tests::harness::cli::{Finished, files_below, people};
use moving_day_tests::harness::dovecot::Account;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::Pair;

/// User names and passwords that break careless programs. Each password holds a word of its own.
const ODD: &[(&str, &str)] = &[
    ("plain", "Zebra00-plain"),
    ("with space", " Zebra01 leading, inner and trailing "),
    ("quo\"te", "Zebra02\"quoted\" \"\""),
    ("back\\slash", "Zebra03\\\\two\\"),
    ("müller@bäckerei.example", "Zebra04-Grüße-ß-日本語-😀"),
    ("o'brien", "Zebra05';--%s%n{5}{5+}"),
    ("par(en)", "Zebra06()[]{}<>*%&~`"),
    ("100%", "Zebra07,;:|=#@"),
    ("plus+tag@example.com", "\"Zebra08\""),
    ("e\u{301}", "Zebra09-e\u{301}-\u{e9}"),
];

fn accounts() -> Vec<Account> {
    ODD.iter()
        .map(|(user, password)| Account::new(user, password))
        .collect()
}

/// The list of people, with addresses of their own.
fn list(sources: &[Account], destinations: &[Account]) -> String {
    let addresses: Vec<_> = (0..sources.len())
        .map(|place| format!("person{place}@example.com"))
        .collect();
    let rows = addresses.iter().zip(sources.iter().zip(destinations));
    let rows: Vec<_> = rows
        .map(|(address, (source, destination))| (address.as_str(), source, destination))
        .collect();
    people(&rows)
}

#[test]
fn every_odd_name_and_password_signs_in_and_is_written_nowhere() {
    let accounts = accounts();
    let mut pair = Pair::usual(&accounts);
    for (seed, account) in (50..).zip(&accounts) {
        pair.fill(&account.user, &Mailbox::small(seed));
    }
    let mut copy = pair.copy(&accounts[0]);
    copy.people = list(&accounts, &accounts);
    for (source, destination) in [
        (pair.source.tls(), pair.destination.tls()),
        (pair.source.plain(), pair.destination.start_tls()),
    ] {
        (copy.source, copy.destination) = (source, destination);
        let run = copy.run();
        run.assert_exit(0, &format!("{} to {}", copy.source, copy.destination));
        for account in &accounts {
            pair.assert_moved(&account.user, &account.user);
        }
        assert_kept_secret(&accounts, &run, &copy.home);
    }
}

#[test]
fn a_refused_password_is_written_nowhere() {
    let accounts = accounts();
    let strangers: Vec<_> = accounts
        .iter()
        .map(|account| Account::new(&account.user, &format!("{}!", account.password)))
        .collect();
    let mut pair = Pair::usual(&accounts);
    pair.fill("plain", &Mailbox::small(51));
    let mut copy = pair.copy(&accounts[0]);
    copy.people = list(&strangers, &accounts);
    let run = copy.run();
    run.assert_exit(1, "wrong passwords");
    assert_eq!(
        run.codes().into_iter().collect::<Vec<_>>(),
        ["SourceSignInRefused"],
        "{run}"
    );
    assert_kept_secret(&strangers, &run, &copy.home);
}

#[track_caller]
fn assert_kept_secret(accounts: &[Account], run: &Finished, home: &std::path::Path) {
    let files = files_below(home);
    assert!(
        files
            .iter()
            .any(|(path, _)| path.extension().is_some_and(|end| end == "movingday")),
        "no plan file to look at"
    );
    for account in accounts {
        let word = account
            .password
            .trim_start_matches([' ', '"'])
            .get(..7)
            .unwrap_or_default();
        assert!(
            word.starts_with("Zebra"),
            "{word:?} is not what to look for"
        );
        assert!(
            !run.output.contains(word) && !run.errors.contains(word),
            "{word} is printed"
        );
        for (path, bytes) in &files {
            let found = bytes
                .windows(word.len())
                .any(|part| part == word.as_bytes());
            assert!(!found, "{word} stands in {}", path.display());
        }
    }
}
