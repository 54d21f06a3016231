//! # What becomes of messages that were given away
//!
//! A destination that takes a message may drop its flags, misread its date or change its bytes. Flags are given back,
//! and everything else is named, with the message as it was saved; nothing is copied twice for it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::path::Path;

use moving_day_tests::harness::cli::Finished;
use moving_day_tests::harness::client::seconds;
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::scripted::{Act, Folder, Rule, Script, Stage, Stored, Whim, letter};
use moving_day_tests::harness::store::{Message, name};
use moving_day_tests::harness::wire::name_of;
use serde_json::Value;

fn stored(bytes: Vec<u8>, flags: &[&str]) -> Stored {
    Stored {
        bytes: bytes.into(),
        flags: flags.iter().map(|flag| (*flag).to_owned()).collect(),
        date: "03-Mar-2019 10:20:30 +0200".to_owned(),
    }
}

fn storing(whim: Whim) -> Script {
    Script::empty().but(Rule::at("APPEND", Act::Store(whim)))
}

fn problems(run: &Finished) -> Vec<Value> {
    let problems = run.person(ADDRESS)["problems"].as_array().cloned();
    problems.unwrap_or_default()
}

#[track_caller]
fn assert_verdict(run: &Finished, exit: i32, verdict: &str, code: &str, count: usize) {
    run.assert_exit(exit, code);
    assert_eq!(run.person(ADDRESS)["verdict"], verdict, "{run}");
    let problems = problems(run);
    assert!(problems.iter().all(|one| one["code"] == code), "{run}");
    assert_eq!(problems.len(), count, "{run}");
}

/// Runs a copy a second time: nothing is written, and the same is said.
#[track_caller]
fn assert_settled(stage: &Stage, first: &Finished) {
    let (count, said) = (
        stage.destination.count(),
        stage.destination.commands().len(),
    );
    let second = stage.copy().run();
    assert_eq!(second.exit, first.exit, "{second}");
    assert_eq!(second.person(ADDRESS)["copied"], 0, "{second}");
    assert_eq!(problems(&second), problems(first), "{second}");
    assert_eq!(stage.destination.count(), count, "{second}");
    let commands = stage.destination.commands();
    let writes = |command: &&String| ["APPEND", "UID STORE"].contains(&name_of(command).as_str());
    assert_eq!(
        commands[said..].iter().filter(writes).count(),
        0,
        "{second}"
    );
}

#[test]
fn flags_that_are_dropped_are_given_back() {
    let stage = Stage::of(Stage::usual_mail(), storing(Whim::ForgetsFlags));
    let run = stage.copy().run();
    assert_verdict(&run, 0, "complete", "", 0);
    stage.assert_arrived_without(&[], &run);
    let commands = stage.destination.commands();
    let stores = commands.iter().filter(|one| name_of(one) == "UID STORE");
    assert!(stores.clone().all(|one| one.contains("+FLAGS")), "{run}");
    // One for each combination of flags in each folder.
    assert!((3..=9).contains(&stores.count()), "{run}");
    assert_eq!(run.person(ADDRESS)["read_back"], 11, "{run}");
    assert_settled(&stage, &run);
}

#[test]
fn flags_that_stay_away_are_named() {
    let ignored = Rule::at("UID STORE", Act::say("{tag} OK stored\r\n"));
    let destination = storing(Whim::ForgetsFlags).but(ignored);
    let stage = Stage::of(Stage::usual_mail(), destination);
    let run = stage.copy().run();
    let mail = ["INBOX", "Archive", "Sent"].map(|folder| stage.source.mail_in(folder));
    let flagged = mail.iter().flatten().filter(|one| !one.flags.is_empty());
    assert_verdict(
        &run,
        0,
        "complete_with_notes",
        "DestinationDroppedFlags",
        flagged.count(),
    );
    stage.assert_nothing_foreign("without flags", &run);
    assert_settled(&stage, &run);
}

#[test]
fn a_misread_zone_is_found_out_before_many_are_sent() {
    let source = Script::with(vec![Folder::promised("INBOX", 6_000, 200)]);
    let stage = Stage::of(source, storing(Whim::ForgetsZones));
    let run = stage.copy().run();
    assert_verdict(&run, 0, "complete_with_notes", "DestinationChangedDate", 50);
    let there = stage.destination.mail_in("INBOX");
    let wanted = stage.source.mail_in("INBOX");
    assert_eq!(there.len(), wanted.len());
    let wrong: BTreeSet<u64> = (1..)
        .zip(there.iter().zip(&wanted))
        .filter(|(_, (found, wanted))| seconds(&found.date) != seconds(&wanted.date))
        .map(|(uid, _)| uid)
        .collect();
    let named = problems(&run);
    let named: BTreeSet<u64> = named.iter().filter_map(|one| one["uid"].as_u64()).collect();
    assert_eq!(named, wrong);
    assert_settled(&stage, &run);
}

/// Two messages with a header that is no mail, and three sound ones.
fn odd_mail() -> Script {
    let mut mail: Vec<Stored> = (1..=3)
        .map(|number| stored(letter("INBOX", number, 700), &["\\Seen"]))
        .collect();
    for number in 4..=5 {
        let text = format!(
            "From: a@example.org\r\nSubject: K\u{f6}ln {number}\r\nMessage-ID: <{number}@example.org>\r\n\r\nbody\r\n"
        );
        mail.push(stored(text.into_bytes(), &[]));
    }
    Script::with(vec![Folder::with("INBOX", mail)])
}

#[track_caller]
fn assert_saved(stage: &Stage, run: &Finished) {
    let mail = stage.source.mail_in("INBOX");
    for problem in problems(run) {
        let uid = usize::try_from(problem["uid"].as_u64().expect("a number")).expect("a place");
        let saved = problem["saved"].as_str().map(Path::new).expect("a file");
        let saved = std::fs::read(saved).expect("the saved message");
        assert_eq!(saved, mail[uid - 1].bytes.to_vec(), "{run}");
        let id = problem["message_id"].as_str().expect("an id");
        assert!(id.contains(&uid.to_string()), "{run}");
    }
}

#[test]
fn bytes_that_are_changed_without_a_sign_are_found_by_reading() {
    let stage = Stage::of(odd_mail(), storing(Whim::MendsBytes));
    let run = stage.copy().run();
    assert_verdict(&run, 1, "incomplete", "DestinationChangedMessage", 2);
    assert_saved(&stage, &run);
    assert_settled(&stage, &run);
}

#[test]
fn bytes_that_are_added_are_found_by_their_size() {
    let stage = Stage::of(odd_mail(), storing(Whim::AddsLine));
    let run = stage.copy().run();
    assert_verdict(&run, 1, "incomplete", "DestinationChangedMessage", 5);
    assert_saved(&stage, &run);
    assert_settled(&stage, &run);
}

#[test]
fn what_was_not_read_back_is_read_back_by_the_next_run() {
    let silent = Rule::at("UID FETCH", Act::FallSilent).holding("RFC822.SIZE FLAGS");
    let destination = storing(Whim::ForgetsFlags).but(silent.times(1));
    let stage = Stage::of(Stage::usual_mail(), destination);
    let copy = stage.copy();
    let mut run = copy.start();
    while stage.destination.count_of("UID FETCH") == 0 && !run.has_ended() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    // The question goes out behind the last message; its answer never comes, and what arrived is noted meanwhile.
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert_eq!(run.kill().exit, None);
    assert_eq!(stage.destination.count_of("UID STORE"), 0);
    let run = copy.run();
    run.assert_exit(0, "after a kill");
    stage.assert_arrived_without(&[], &run);
    // The first folder had arrived; it is not brought a second time, and its flags are mended like those of the others.
    let person = run.person(ADDRESS);
    let counts = ["already_there", "copied", "read_back"].map(|count| &person[count]);
    assert_eq!(counts, [6, 5, 11], "{run}");
}

/// A message with NUL in it goes to Dovecot, which hides some extensions; gives two runs, of which the second has no plan,
/// and what lies on the disk.
fn copy_nul(hidden: &'static [&'static str]) -> ([Finished; 2], Vec<Message>, Message) {
    let ana = Account::new("ana", "secret");
    let destination = Setup {
        hidden,
        ..Setup::nested(vec![ana.clone()])
    };
    let pair = Pair::start(Setup::nested(vec![ana.clone()]), destination);
    let letter = b"From: a@example.org\r\nSubject: nothing\r\n\r\nbe\0fore\0\0\r\n";
    let mail = vec![stored(letter.to_vec(), &["\\Seen"])];
    let source = Script::with(vec![Folder::with("INBOX", mail)]).start();
    let mut copy = pair.copy(&ana);
    copy.source = source.plain();
    let run = copy.run();
    copy.plan.set_extension("again.movingday");
    let again = copy.run();
    let mut there = pair.destination.store_of("ana");
    let there = there.folders.remove(&name("INBOX")).unwrap_or_default();
    let flags = BTreeSet::from(["\\Seen".to_owned()]);
    let date = seconds("03-Mar-2019 10:20:30 +0200").expect("a date");
    ([run, again], there, Message::of(letter, flags, date))
}

#[test]
fn nul_arrives_where_the_destination_takes_any_bytes() {
    let ([run, again], there, wanted) = copy_nul(&[]);
    assert_eq!(there, [wanted], "{run}\n{again}");
    assert_verdict(&run, 0, "complete", "", 0);
    assert_eq!(again.person(ADDRESS)["copied"], 0, "{again}");
}

#[test]
fn nul_is_named_where_the_destination_cannot_be_given_it() {
    let ([run, again], there, _) = copy_nul(&["BINARY"]);
    assert_verdict(&run, 1, "incomplete", "DestinationChangedMessage", 1);
    assert!(problems(&run)[0]["saved"].is_string(), "{run}");
    assert_eq!(there.len(), 1, "{again}");
}
