//! # The old system is only read
//!
//! Both lines are listened to. The source hears nothing but reading commands, the destination nothing that deletes.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use moving_day_tests::harness::dovecot::Account;
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::Pair;
use moving_day_tests::harness::proxy::Proxy;
use moving_day_tests::harness::wire::name_of;

/// Everything that a source may ever hear.
const READING: &[&str] = &[
    "LOGIN",
    "AUTHENTICATE",
    "STARTTLS",
    "CAPABILITY",
    "ID",
    "ENABLE",
    "NAMESPACE",
    "LIST",
    "LSUB",
    "XLIST",
    "STATUS",
    "EXAMINE",
    "FETCH",
    "UID FETCH",
    "SEARCH",
    "UID SEARCH",
    "GETQUOTAROOT",
    "NOOP",
    "COMPRESS",
    "UNSELECT",
    "LOGOUT",
];
/// Nothing that a destination may ever hear.
const DELETING: &[&str] = &[
    "DELETE",
    "EXPUNGE",
    "UID EXPUNGE",
    "CLOSE",
    "RENAME",
    "UNSUBSCRIBE",
    "MOVE",
    "UID MOVE",
    "SETACL",
];

#[test]
fn the_source_hears_reading_commands_alone_and_the_destination_no_deleting_one() {
    let ana = Account::new("ana", "secret");
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    pair.fill("ana", &Mailbox::varied(41));
    let (to_source, to_destination) = (
        Proxy::to(pair.source.imap),
        Proxy::to(pair.destination.imap),
    );
    let mut copy = pair.copy(&ana);
    (copy.source, copy.destination) = (to_source.plain(), to_destination.plain());

    for run in ["first run", "second run"] {
        copy.run().assert_exit(0, run);
        pair.assert_moved("ana", run);
        assert_reading(&to_source.commands());
        assert_nothing_deleted(&to_destination.commands());
    }
}

#[test]
fn a_backup_only_reads() {
    let ana = Account::new("ana", "secret");
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    pair.fill("ana", &Mailbox::varied(43));
    let to_source = Proxy::to(pair.source.imap);
    let mut copy = pair.copy(&ana);
    copy.source = to_source.plain();
    for run in ["first run", "second run"] {
        copy.backup(&pair.folder().join("backup"))
            .assert_exit(0, run);
        assert_reading(&to_source.commands());
        pair.assert_source_untouched(run);
    }
}

#[test]
fn failed_sign_ins_and_refused_folders_make_no_difference() {
    let (ana, stranger) = (Account::new("ana", "secret"), Account::new("ana", "wrong"));
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    pair.fill("ana", &Mailbox::small(42));
    let (to_source, to_destination) = (
        Proxy::to(pair.source.imap),
        Proxy::to(pair.destination.imap),
    );
    for (source, destination) in [(&stranger, &ana), (&ana, &stranger)] {
        let mut copy = pair.copy_to(source, destination);
        (copy.source, copy.destination) = (to_source.plain(), to_destination.plain());
        copy.run().assert_exit(1, "wrong password");
    }
    assert_reading(&to_source.commands());
    assert_nothing_deleted(&to_destination.commands());
    pair.assert_source_untouched("wrong password");
}

#[track_caller]
fn assert_reading(commands: &[String]) {
    assert!(!commands.is_empty(), "the source heard nothing at all");
    for command in commands {
        let (name, text) = (name_of(command), command.to_uppercase());
        assert!(
            READING.contains(&name.as_str()),
            "the source heard {command:?}"
        );
        let marks_as_read = name.ends_with("FETCH")
            && (text.contains("BODY[")
                || text.contains("RFC822 ")
                || text.contains("RFC822)")
                || text.contains("RFC822.TEXT"));
        assert!(
            !marks_as_read,
            "the source heard a FETCH without PEEK: {command:?}"
        );
    }
}

#[track_caller]
fn assert_nothing_deleted(commands: &[String]) {
    assert!(!commands.is_empty(), "the destination heard nothing at all");
    for command in commands {
        assert!(
            !DELETING.contains(&name_of(command).as_str()),
            "the destination heard {command:?}"
        );
        assert!(
            !command.to_uppercase().contains("\\DELETED"),
            "the destination heard {command:?}"
        );
    }
}
