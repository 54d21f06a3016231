//! # The proof of a copy
//!
//! A comparison finds what is missing or altered, however it came about, names it, and does not take the everyday life
//! of a mailbox for a loss. It changes nothing on either side.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use moving_day_tests::harness::cli::{Copy, Finished};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::proxy::Proxy;
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::store::{Layout, name};
use moving_day_tests::harness::wire::name_of;
use serde_json::{Value, json};

fn ana() -> Account {
    Account::new("ana", "secret")
}

/// A mailbox that has been copied.
fn copied(mailbox: &Mailbox) -> (Pair, Copy) {
    let mut pair = Pair::usual(&[ana()]);
    pair.fill("ana", mailbox);
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "the copy");
    (pair, copy)
}

fn list<'a>(run: &'a Finished, kind: &str) -> &'a [Value] {
    let person = run.person(ADDRESS);
    person[kind].as_array().map_or(&[], Vec::as_slice)
}

fn codes(run: &Finished, kind: &str) -> Vec<String> {
    let text = |one: &Value| one["code"].as_str().unwrap_or_default().to_owned();
    list(run, kind).iter().map(text).collect()
}

#[track_caller]
fn assert_verdict(run: &Finished, exit: i32, verdict: &str) {
    run.assert_exit(exit, verdict);
    assert_eq!(run.person(ADDRESS)["verdict"], verdict, "{run}");
}

/// The files of messages in a folder at the destination, sorted; those that occur once in the whole mailbox.
fn files(pair: &Pair, folder: &str) -> Vec<PathBuf> {
    let root = pair.destination.mail_of("ana");
    let place = Layout::Nested.place(&root, &name(folder));
    let mut files: Vec<PathBuf> = fs::read_dir(place.join("cur"))
        .expect("a folder at the destination")
        .map(|entry| entry.expect("a message").path())
        .collect();
    files.sort();
    let mut seen = BTreeSet::new();
    let twins: BTreeSet<Vec<u8>> = files
        .iter()
        .map(|file| fs::read(file).expect("a message"))
        .filter(|bytes| !seen.insert(bytes.clone()))
        .collect();
    files.retain(|file| !twins.contains(&fs::read(file).expect("a message")));
    files
}

fn subject_of(file: &Path) -> String {
    let bytes = fs::read(file).expect("a message");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("Subject: "));
    line.expect("a subject").to_owned()
}

/// Changes a byte in the body of a message, as a failing disk does.
fn alter(file: &Path) {
    let mut bytes = fs::read(file).expect("a message");
    let date = fs::metadata(file).and_then(|about| about.modified());
    let place = bytes.len() - 3;
    bytes[place] = if bytes[place] == b'x' { b'y' } else { b'x' };
    fs::write(file, &bytes).expect("a changed message");
    fs::File::options()
        .write(true)
        .open(file)
        .and_then(|file| file.set_modified(date?))
        .expect("the date of before");
}

/// Gives a file of a message other letters for its flags.
fn mark(file: &Path, letters: &str) {
    let path = file.to_str().expect("a readable name");
    let (base, _) = path.split_once(":2,").expect("a place for flags");
    fs::rename(file, format!("{base}:2,{letters}")).expect("new flags");
}

/// Fails when anything was said on a line that can change a mailbox.
#[track_caller]
fn assert_only_read(line: &Proxy) {
    let said: BTreeSet<String> = line.commands().iter().map(|one| name_of(one)).collect();
    let changing = [
        "SELECT",
        "APPEND",
        "CREATE",
        "SUBSCRIBE",
        "STORE",
        "UID STORE",
        "EXPUNGE",
    ];
    assert!(said.contains("EXAMINE"), "{said:?}");
    let changes = said.iter().any(|one| changing.contains(&one.as_str()));
    assert!(!changes, "{said:?}");
}

#[test]
fn a_sound_copy_is_complete_and_nothing_is_touched() {
    let mut pair = Pair::usual(&[ana()]);
    let written = pair.fill("ana", &Mailbox::varied(71));
    let lines = [
        Proxy::to(pair.source.imap),
        Proxy::to(pair.destination.imap),
    ];
    let mut copy = pair.copy(&ana());
    copy.run().assert_exit(0, "the copy");
    let before = pair.destination_files("ana");
    (copy.source, copy.destination) = (lines[0].plain(), lines[1].plain());
    for more in [&[][..], &["--deep"]] {
        let run = copy.verify(more);
        assert_verdict(&run, 0, "complete");
        let person = run.person(ADDRESS);
        assert_eq!(person["source_messages"], written.messages(), "{run}");
        assert_eq!(person["copied"], written.messages(), "{run}");
        for nothing in ["problems", "notes"] {
            assert_eq!(list(&run, nothing), [] as [Value; 0], "{run}");
        }
        let folders = person["folders"].as_array().expect("folders");
        assert!(
            folders.iter().all(|one| one["verdict"] == "complete"),
            "{run}"
        );
    }
    assert_eq!(pair.destination_files("ana"), before, "it was touched");
    pair.assert_source_untouched("after two comparisons");
    lines.iter().for_each(assert_only_read);
}

#[test]
fn a_message_that_is_gone_is_named() {
    let (pair, copy) = copied(&Mailbox::many(72, 3, 10));
    let file = files(&pair, "Sent").remove(2);
    let subject = subject_of(&file);
    fs::remove_file(file).expect("a message to lose");
    let run = copy.verify(&[]);
    assert_verdict(&run, 1, "incomplete");
    assert_eq!(codes(&run, "problems"), ["MessageGone"], "{run}");
    let problem = &list(&run, "problems")[0];
    assert_eq!(problem["folder"], json!(["Sent"]), "{run}");
    assert_eq!(problem["subject"], subject, "{run}");
    for field in ["uid", "date", "size", "sender"] {
        assert!(!problem[field].is_null(), "no {field}: {run}");
    }
    let folders = run.person(ADDRESS)["folders"].as_array().expect("folders");
    for folder in folders {
        let expected = if folder["folder"] == json!(["Sent"]) {
            "incomplete"
        } else {
            "complete"
        };
        assert_eq!(folder["verdict"], expected, "{run}");
    }
}

#[test]
fn a_message_that_was_never_copied_is_named() {
    let mut pair = Pair::usual(&[ana()]);
    let written = pair.fill("ana", &Mailbox::small(73));
    let copy = pair.copy(&ana());
    let mut other = copy.clone();
    // The plan knows the person, and nothing was copied.
    other.destination = "imap://localhost:1?starttls".to_owned();
    other.run().assert_exit(1, "a server that is not there");
    let run = copy.verify(&[]);
    assert_verdict(&run, 1, "incomplete");
    assert_eq!(codes(&run, "problems").len(), written.messages(), "{run}");
    assert_eq!(codes(&run, "problems")[0], "MessageMissing", "{run}");
}

#[test]
fn an_altered_message_is_found_by_its_bytes() {
    let (pair, copy) = copied(&Mailbox::small(74));
    alter(&files(&pair, "Sent")[1]);
    // So few are all in the sample.
    let run = copy.verify(&[]);
    assert_verdict(&run, 1, "incomplete");
    assert_eq!(codes(&run, "problems"), ["MessageAltered"], "{run}");
}

#[test]
fn a_deep_comparison_reads_every_message() {
    let (pair, copy) = copied(&Mailbox::many(75, 1, 120));
    let run = copy.verify(&[]);
    assert_verdict(&run, 0, "complete");
    let read = run.person(ADDRESS)["read"].as_u64().expect("a count");
    assert!((15..=20).contains(&read), "{run}");
    alter(&files(&pair, "INBOX")[50]);
    let run = copy.verify(&["--deep"]);
    assert_verdict(&run, 1, "incomplete");
    assert_eq!(codes(&run, "problems"), ["MessageAltered"], "{run}");
    let count = |field: &str| run.person(ADDRESS)[field].as_u64();
    assert_eq!(
        count("read").map(|read| read + 1),
        count("source_messages"),
        "{run}"
    );
}

#[test]
fn mail_that_came_to_the_source_since_is_explained() {
    let mut mailbox = Mailbox::small(76);
    let (mut pair, copy) = copied(&mailbox);
    let letter = Letter::written(&mut Seed::new(77), 9000, Shape::Ordinary);
    mailbox.folders[1].1.push(letter);
    pair.fill("ana", &mailbox);
    let run = copy.verify(&[]);
    assert_verdict(&run, 0, "complete_with_notes");
    assert_eq!(codes(&run, "notes"), ["MessageArrivedLater"], "{run}");
    assert_eq!(list(&run, "notes")[0]["folder"], json!(["Sent"]), "{run}");
    copy.run().assert_exit(0, "the next pass");
    assert_verdict(&copy.verify(&[]), 0, "complete");
}

#[test]
fn what_people_do_with_their_new_mailbox_is_explained() {
    let (pair, copy) = copied(&Mailbox::many(78, 3, 20));
    let root = pair.destination.mail_of("ana");
    let inbox = files(&pair, "INBOX");
    // New mail arrives, one is flagged, a read one is marked as unread, one is filed.
    fs::write(
        root.join("new/1700000000.M1P1.newhost"),
        "Subject: new\n\nhello\n",
    )
    .expect("new mail");
    pair.destination.take_over(&root.join("new"));
    let letters = |file: &PathBuf| {
        let (_, letters) = file
            .to_str()
            .and_then(|path| path.split_once(":2,"))
            .expect("flags");
        letters.to_owned()
    };
    let is_plain = |file: &&PathBuf| !letters(file).contains(['F', 'S']);
    let plain = inbox.iter().find(is_plain).expect("a new one");
    mark(plain, &format!("F{}", letters(plain)));
    let mut read = inbox.iter().filter(|file| letters(file).contains('S'));
    let one = read.next().expect("one that was read");
    assert!(read.next().is_some(), "another one that was read");
    mark(one, &letters(one).replace('S', ""));
    let filed = &files(&pair, "Sent")[0];
    let subject = subject_of(filed);
    let place = Layout::Nested.place(&root, &name("Archive/2019"));
    fs::rename(filed, place.join("cur/1700000000.M2P1.newhost:2,")).expect("another folder");

    let run = copy.verify(&[]);
    assert_verdict(&run, 0, "complete_with_notes");
    let person = run.person(ADDRESS);
    assert_eq!(person["extra"], 1, "{run}");
    assert_eq!(person["flags_changed"], 2, "{run}");
    assert_eq!(codes(&run, "notes"), ["MessageMoved"], "{run}");
    let note = &list(&run, "notes")[0];
    assert_eq!(note["moved_to"], json!(["Archive", "2019"]), "{run}");
    assert_eq!(note["subject"], subject, "{run}");
}

#[test]
fn mail_that_was_there_before_is_no_loss() {
    let mut pair = Pair::usual(&[ana()]);
    let mailbox = Mailbox::small(79);
    let written = pair.fill("ana", &mailbox);
    // Another tool has brought the same mail.
    let root = pair.destination.mail_of("ana");
    mailbox.write(&root, Layout::Nested);
    pair.destination.take_over(root.parent().expect("a home"));
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "the copy");
    let run = copy.verify(&[]);
    assert_verdict(&run, 0, "complete");
    let person = run.person(ADDRESS);
    assert_eq!(person["already_there"], written.messages(), "{run}");
    assert_eq!(person["read"], written.messages(), "{run}");
}

#[test]
fn a_refused_message_is_named_with_its_reason() {
    let destination = Setup {
        largest_message: Some(100_000),
        ..Setup::nested(vec![ana()])
    };
    let mut pair = Pair::start(Setup::dotted(vec![ana()]), destination);
    let mut mailbox = Mailbox::small(80);
    let large = Letter::written(&mut Seed::new(81), 9000, Shape::Attachment(150_000));
    mailbox.folders[1].1.push(large);
    pair.fill("ana", &mailbox);
    let copy = pair.copy(&ana());
    copy.run().assert_exit(1, "the copy");
    let run = copy.verify(&[]);
    assert_verdict(&run, 1, "incomplete");
    assert_eq!(
        codes(&run, "problems"),
        ["DestinationMessageTooLarge"],
        "{run}"
    );
    let problem = &list(&run, "problems")[0];
    let text = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
    assert!(text("subject").contains("Attachment(150000)"), "{run}");
    assert!(!text("server_text").is_empty(), "{run}");
}
