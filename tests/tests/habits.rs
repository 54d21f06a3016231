//! # Habits of providers
//!
//! Scripted servers show themselves as those of a certain provider, and are treated as it wants; the same server under
//! another name is not.
#![cfg(target_os = "linux")]

use moving_day_tests::harness::scripted::{Act, Folder, Rule, Script, Stage, USUAL};

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
