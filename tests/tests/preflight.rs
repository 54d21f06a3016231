//! # Before the first byte
//!
//! What will not fit is known when everything is counted: messages larger than the destination says it takes, and more
//! mail than it has room for. Nothing is sent in vain, and everything follows when there is room.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use moving_day_tests::harness::cli::{Copy, Finished, files_below};
use moving_day_tests::harness::compare::{assert_same, expected_of};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::seed::Seed;
use serde_json::{Value, json};

/// What the destination says it takes.
const LIMIT: &str = "APPENDLIMIT=100000";

fn ana() -> Account {
    Account::new("ana", "secret")
}

/// Some ordinary mail with three large messages among it, and a destination of that kind.
fn pair(change: impl FnOnce(&mut Setup)) -> Pair {
    let mut destination = Setup::nested(vec![ana()]);
    change(&mut destination);
    let mut pair = Pair::start(Setup::dotted(vec![ana()]), destination);
    let mut mailbox = Mailbox::many(71, 4, 20);
    let mut seed = Seed::new(72);
    for number in 0..3 {
        let shape = Shape::Attachment(150_000);
        let letter = Letter::written(&mut seed, 9000 + number, shape);
        mailbox.folders[1].1.push(letter);
    }
    pair.fill("ana", &mailbox);
    pair
}

/// Objects of one kind, with their places among all.
fn events(run: &Finished, event: &str) -> Vec<(usize, Value)> {
    let lines = run.output.lines().enumerate();
    let objects = lines.filter_map(|(place, line)| Some((place, serde_json::from_str(line).ok()?)));
    objects
        .filter(|(_, object): &(usize, Value)| object["event"] == event)
        .collect()
}

/// The one survey of a run, which comes before the first message moves.
fn survey(run: &Finished) -> Value {
    let mut surveys = events(run, "survey");
    assert_eq!(surveys.len(), 1, "{run}");
    let (place, survey) = surveys.remove(0);
    for (_, progress) in events(run, "progress")
        .into_iter()
        .filter(|(at, _)| *at < place)
    {
        assert_eq!(progress["phase"], "counting", "{run}");
        let tally = &progress["tally"];
        assert_eq!(tally["messages"], tally["already_there"], "{run}");
    }
    survey
}

#[test]
fn messages_beyond_the_limit_are_known_before_and_not_sent() {
    let mut pair = pair(|destination| destination.announced = &[LIMIT]);
    let copy = pair.copy(&ana());
    let mut expected = expected_of(&pair.source.store_of("ana"));
    for messages in expected.folders.values_mut() {
        messages.retain(|message| !message.subject.starts_with("Attachment(150000)"));
    }
    for when in ["first run", "second run"] {
        let run = copy.run();
        run.assert_exit(1, when);
        let survey = survey(&run);
        let person = &survey["people"][0];
        assert_eq!(person["address"], ADDRESS, "{run}");
        assert_eq!(person["too_large"]["messages"], 3, "{run}");
        assert_eq!(person["short_of"], Value::Null, "{run}");
        assert_eq!(person["largest"][0]["folder"], json!(["Sent"]), "{run}");
        let problems = run.person(ADDRESS)["problems"].clone();
        let problems = problems.as_array().expect("a list of problems");
        assert_eq!(problems.len(), 3, "{when}: {run}");
        for problem in problems {
            assert_eq!(problem["code"], "DestinationMessageTooLarge", "{run}");
            assert_eq!(problem["folder"], json!(["Sent"]), "{run}");
            // The server was not asked, so it has said nothing.
            assert_eq!(problem["server_text"], Value::Null, "{run}");
            let subject = problem["subject"].as_str().unwrap_or_default();
            assert!(subject.contains("Attachment(150000)"), "{run}");
            let date = problem["date"].as_str().unwrap_or_default();
            assert!(!date.is_empty() && !date.starts_with("1970"), "{run}");
        }
        assert_saved(&pair, &copy, &run, when);
        assert_same(&expected, &pair.destination.store_of("ana"), when);
        pair.assert_source_untouched(when);
    }
    pair.restart_destination(|setup| setup.announced = &["APPENDLIMIT=1000000"]);
    copy.run().assert_exit(0, "a higher limit");
    pair.assert_moved("ana", "a higher limit");
    assert_eq!(
        saved_files(&copy).len(),
        3,
        "the files are somebody's own now"
    );
}

/// Everything that lies in the folder for saved messages.
fn saved_files(copy: &Copy) -> Vec<(PathBuf, Vec<u8>)> {
    files_below(&copy.plan.with_file_name("ana not copied"))
}

/// Fails unless each problem names a private file with the message as it lies at the source, and there are no others.
fn assert_saved(pair: &Pair, copy: &Copy, run: &Finished, when: &str) {
    let mut files = saved_files(copy);
    let problems = run.person(ADDRESS)["problems"].clone();
    let mut named: Vec<PathBuf> = problems
        .as_array()
        .expect("a list of problems")
        .iter()
        .map(|problem| PathBuf::from(problem["saved"].as_str().unwrap_or_default()))
        .collect();
    named.sort();
    files.sort();
    let found: Vec<&PathBuf> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(found, named.iter().collect::<Vec<_>>(), "{when}: {run}");
    for (path, bytes) in &files {
        let mode = std::fs::metadata(path)
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{when}: {path:?}");
        // On the source's disk lines end in another way than on the wire.
        let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        let is_there = files_below(&pair.source.mail_of("ana"))
            .into_iter()
            .any(|(_, source)| lines(&source) == lines(bytes));
        assert!(is_there, "{when}: {path:?} is no message of the source");
    }
}

#[test]
fn refused_messages_are_saved_beside_the_plan() {
    // The server does not say beforehand what it takes; one message is sent whole, the other as a stream.
    let mut pair = pair(|destination| destination.largest_message = Some(100_000));
    let mut mailbox = Mailbox::many(73, 2, 10);
    let mut seed = Seed::new(74);
    for (number, size) in [(1, 150_000), (2, 1_500_000)] {
        let letter = Letter::written(&mut seed, 9100 + number, Shape::Attachment(size));
        mailbox.folders[1].1.push(letter);
    }
    pair.fill("ana", &mailbox);
    let copy = pair.copy(&ana());
    for when in ["first run", "second run"] {
        let run = copy.run();
        run.assert_exit(1, when);
        assert!(run.codes().contains("DestinationMessageTooLarge"), "{run}");
        let files = saved_files(&copy);
        let streamed = files.iter().any(|(_, bytes)| bytes.len() > 1 << 20);
        assert!(streamed && files.len() >= 2, "{when}: {run}");
        assert_saved(&pair, &copy, &run, when);
    }
}

#[test]
fn a_message_that_cannot_be_saved_is_named_and_the_copy_goes_on() {
    let pair = pair(|destination| destination.announced = &[LIMIT]);
    let copy = pair.copy(&ana());
    std::fs::write(copy.plan.with_file_name("ana not copied"), "in the way").expect("a file");
    let run = copy.run();
    run.assert_exit(1, "no place for saved messages");
    let problems = run.person(ADDRESS)["problems"].clone();
    for problem in problems.as_array().expect("a list of problems") {
        assert_eq!(problem["code"], "DestinationMessageTooLarge", "{run}");
        assert_eq!(problem["saved"], Value::Null, "{run}");
        assert_eq!(problem["unsaved"], "LocalFileUnwritable", "{run}");
    }
    assert_eq!(run.person(ADDRESS)["outcome"], "done", "{run}");
}

#[test]
fn a_mailbox_without_enough_room_is_known_before() {
    let pair = pair(|destination| destination.room = Some(102_400));
    let run = pair.copy(&ana()).run();
    run.assert_exit(1, "too little room");
    let survey = survey(&run);
    let person = &survey["people"][0];
    assert_eq!(
        person["room"],
        json!({ "used": 0, "limit": 102_400 }),
        "{run}"
    );
    let bytes = person["to_copy"]["bytes"].as_u64().expect("bytes");
    assert_eq!(person["short_of"], json!(bytes - 102_400), "{run}");
    assert!(run.codes().contains("DestinationFull"), "{run}");
}

#[test]
fn what_is_there_already_needs_no_room() {
    let mut pair = pair(|_| {});
    let copy = pair.copy(&ana());
    copy.run().assert_exit(0, "no limit");
    pair.restart_destination(|setup| setup.room = Some(2_048_000));
    let run = copy.run();
    run.assert_exit(0, "a limit that is kept");
    let survey = survey(&run);
    let person = &survey["people"][0];
    assert_eq!(
        person["to_copy"],
        json!({ "messages": 0, "bytes": 0 }),
        "{run}"
    );
    assert_eq!(person["short_of"], Value::Null, "{run}");
    assert!(person["room"]["used"].as_u64() > Some(450_000), "{run}");
    assert_eq!(person["largest"], json!([]), "{run}");
}
