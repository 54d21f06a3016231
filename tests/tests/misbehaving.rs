//! # Servers that misbehave
//!
//! Scripted servers lie, close in the middle, answer out of order and say what nobody understands. The program never
//! crashes and never hangs, names the message it cannot get, and brings the rest over.
#![cfg(target_os = "linux")]
#![allow(clippy::panic, reason = "a test fails by panicking")]

use std::thread::sleep;
use std::time::{Duration, Instant};

use moving_day_tests::harness::cli::Finished;
use moving_day_tests::harness::long;
use moving_day_tests::harness::pair::ADDRESS;
use moving_day_tests::harness::scripted::{Act, Rule, Script, Stage};
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::side_by_side::side_by_side;
use serde_json::{Value, json};

/// How long a run may take in which no server falls silent.
const LIMIT: Duration = Duration::from_secs(40);

/// Runs a copy that must end in time, by itself, with everything done or with problems.
#[track_caller]
fn run(stage: &Stage, when: &str) -> Finished {
    let began = Instant::now();
    let run = stage.copy().run();
    assert!(
        matches!(run.exit, Some(0 | 1)),
        "{when}: a crash or no start\n{run}"
    );
    assert!(!run.errors.contains("panicked"), "{when}: a panic\n{run}");
    let took = began.elapsed();
    assert!(took < LIMIT, "{when}: took {took:?}\n{run}");
    run
}

/// The problems that name a message: folder and number.
fn named(run: &Finished) -> Vec<(String, u64)> {
    let problems = run.person(ADDRESS)["problems"].as_array().cloned();
    let mut named: Vec<_> = problems
        .unwrap_or_default()
        .iter()
        .filter_map(|problem| {
            let folder = problem["folder"].as_array()?;
            let folder: Vec<_> = folder.iter().filter_map(Value::as_str).collect();
            Some((folder.join("/"), problem["uid"].as_u64()?))
        })
        .collect();
    named.sort();
    named
}

/// The source does this with the third message of the inbox, always: it is named, and the rest arrives.
#[track_caller]
fn loses_one_message(act: Act, when: &str) {
    let source = Stage::usual_mail().but(Rule::at_message("INBOX", 3, act));
    let stage = Stage::of(source, Script::empty());
    let run = run(&stage, when);
    run.assert_exit(1, when);
    assert_eq!(named(&run), [("INBOX".to_owned(), 3)], "{when}: {run}");
    assert_ne!(run.person(ADDRESS)["verdict"], "complete", "{when}: {run}");
    stage.assert_arrived_without(&[("INBOX", 3)], &run);
}

/// One side does this once: everything arrives, in this run or in the next.
#[track_caller]
fn loses_nothing(source: Script, destination: Script, when: &str) {
    let stage = Stage::of(source, destination);
    let mut last = run(&stage, when);
    let followed = stage.source.times_followed() + stage.destination.times_followed();
    assert!(followed > 0, "{when}: nobody misbehaved\n{last}");
    stage.assert_nothing_foreign(when, &last);
    if last.exit != Some(0) {
        last = run(&stage, when);
        last.assert_exit(0, &format!("{when}, second run"));
    }
    stage.assert_arrived_without(&[], &last);
}

#[test]
fn sound_servers_get_everything_over() {
    for capabilities in [
        "IMAP4rev1",
        "IMAP4rev1 UIDPLUS LITERAL+ NAMESPACE UNSELECT MULTIAPPEND",
    ] {
        let with = |script: Script| Script {
            capabilities: capabilities.to_owned(),
            ..script
        };
        let stage = Stage::of(with(Stage::usual_mail()), with(Script::empty()));
        let first = run(&stage, capabilities);
        first.assert_exit(0, capabilities);
        stage.assert_arrived_without(&[], &first);
        let second = run(&stage, capabilities);
        assert_eq!(second.person(ADDRESS)["copied"], 0, "{second}");
        stage.assert_arrived_without(&[], &second);
    }
}

#[test]
fn a_message_that_the_source_refuses_is_named() {
    for (act, when) in [
        (Act::say("NO [SERVERBUG] cannot read it"), "NO"),
        (Act::say("BAD internal error"), "BAD"),
        (Act::Withhold, "NIL"),
    ] {
        loses_one_message(act, when);
    }
}

#[test]
fn a_message_that_vanishes_in_mid_copy_is_no_error() {
    let source = Stage::usual_mail().but(Rule::at_message("INBOX", 3, Act::LeaveOut));
    let stage = Stage::of(source, Script::empty());
    let run = run(&stage, "vanished");
    stage.assert_arrived_without(&[("INBOX", 3)], &run);
    assert_eq!(run.person(ADDRESS)["outcome"], "done", "{run}");
}

#[test]
fn a_message_that_comes_twice_is_stored_once() {
    let source = Stage::usual_mail().but(Rule::at_message("INBOX", 3, Act::Twice));
    loses_nothing(source, Script::empty(), "twice");
}

#[test]
fn a_source_that_talks_nonsense_once_loses_nothing() {
    let nonsense = "\u{0}\u{7}nonsense ((( {{{ \"\r\n)))\r\n* \r\n*\r\n\r\n{tag}\r\n";
    side_by_side(["LIST", "EXAMINE", "UID FETCH"], |name| {
        let rule = Rule::at(name, Act::SayAndClose(nonsense.to_owned())).times(1);
        let when = format!("nonsense at {name}");
        loses_nothing(Stage::usual_mail().but(rule), Script::empty(), &when);
    });
}

#[test]
fn answers_that_nobody_knows_are_passed_over() {
    let strange = "* XYZZY (1 (2 {3}\r\nabc) \"x\\\"\") NIL\r\n* 7 FROBNICATE\r\n* OK [X-NEW (a b) {c] words\r\n\
        * 1 FETCH (X-THING {2}\r\n)( MODSEQ (12) UID 4000000000)\r\n* FLAGS ()\r\n* ESEARCH (TAG \"q\") UID ALL 1:9\r\n\
        * NO a warning\r\n* BAD another\r\n* VANISHED 900:901\r\n";
    let said = || Rule::at("*", Act::SayFirst(strange.to_owned()));
    loses_nothing(
        Stage::usual_mail().but(said()),
        Script::empty().but(said()),
        "unknown answers at every command",
    );
}

#[test]
fn answers_out_of_order_lose_nothing() {
    for name in ["LIST", "UID FETCH"] {
        let rule = Rule::at(name, Act::Reverse);
        let when = format!("{name} in reverse");
        loses_nothing(Stage::usual_mail().but(rule), Script::empty(), &when);
    }
}

#[test]
fn data_behind_the_end_of_its_answer_makes_nothing_foreign() {
    for name in ["LIST", "EXAMINE", "UID FETCH"] {
        let rule = Rule::at(name, Act::TagFirst);
        let stage = Stage::of(Stage::usual_mail().but(rule), Script::empty());
        let when = format!("data of {name} behind its end");
        let run = run(&stage, &when);
        stage.assert_nothing_foreign(&when, &run);
    }
}

#[test]
fn a_size_in_the_list_that_is_wrong_loses_nothing() {
    let lie =
        "* 2 FETCH (UID 2 RFC822.SIZE 1 FLAGS () INTERNALDATE \"01-Feb-2015 00:00:02 +0000\")\r\n";
    let rule = Rule::at("UID FETCH", Act::SayFirst(lie.to_owned())).holding("RFC822.SIZE");
    loses_nothing(
        Stage::usual_mail().but(rule),
        Script::empty(),
        "a wrong size",
    );
}

#[test]
fn a_line_without_an_end_is_given_up() {
    let rule = Rule::at(
        "UID FETCH",
        Act::SayForever("* 1 FETCH xxxxxxxxxxxxxxx".repeat(50)),
    );
    let stage = Stage::of(Stage::usual_mail().but(rule), Script::empty());
    let run = run(&stage, "a line without an end");
    run.assert_exit(1, "a line without an end");
}

#[test]
fn a_destination_that_misbehaves_once_loses_nothing() {
    let cases = [
        (Act::Close, "closes at APPEND"),
        (Act::CloseInsteadOfAnswer, "stores and closes"),
        (Act::CloseInLiteral(100), "closes in mid-literal"),
        (Act::CloseInLiteral(0), "closes before a literal"),
        (
            Act::SayAndClose("* BYE [UNAVAILABLE] later\r\n".to_owned()),
            "says BYE",
        ),
        (Act::say("{tag} NO [INUSE] try again\r\n"), "is busy"),
        (
            Act::SayAndClose("\u{0}\u{1}what? {\r\n{tag}\r\n".to_owned()),
            "talks nonsense",
        ),
        (Act::Wait(Duration::from_millis(700)), "is slow"),
    ];
    let cases = cases
        .into_iter()
        .flat_map(|case| [(case.clone(), 0), (case, 4)]);
    side_by_side(cases, |((act, how), pass)| {
        let rule = Rule::at("APPEND", act).after(pass).times(1);
        let when = format!("the destination {how}, after {pass}");
        loses_nothing(Stage::usual_mail(), Script::empty().but(rule), &when);
    });
}

#[test]
fn a_source_that_closes_once_loses_nothing() {
    let bye = || Act::SayAndClose("* BYE [UNAVAILABLE] back in a moment\r\n".to_owned());
    let cases = ["LIST", "EXAMINE", "UID FETCH"]
        .into_iter()
        .flat_map(|name| [(name, Act::Close, "closes"), (name, bye(), "says BYE")]);
    side_by_side(cases, |(name, act, how)| {
        let source = Stage::usual_mail().but(Rule::at(name, act).times(1));
        let when = format!("the source {how} at {name}");
        loses_nothing(source, Script::empty(), &when);
    });
}

#[test]
fn a_folder_that_cannot_be_opened_is_named() {
    for words in ["{tag} NO [SERVERBUG] cannot open\r\n", "{tag} BAD oops\r\n"] {
        let rule = Rule::at("EXAMINE", Act::say(words)).holding("ARCHIVE");
        let stage = Stage::of(Stage::usual_mail().but(rule), Script::empty());
        let run = run(&stage, words);
        run.assert_exit(1, words);
        let problems = &run.person(ADDRESS)["problems"];
        assert_eq!(problems.as_array().map(Vec::len), Some(1), "{run}");
        assert_eq!(problems[0]["folder"], json!(["Archive"]), "{run}");
        stage.assert_arrived_without(&[1, 2, 3, 4].map(|uid| ("Archive", uid)), &run);
    }
}

#[test]
fn a_message_that_the_destination_refuses_is_named() {
    let words = [
        "NO [CANNOT] not this one",
        "NO go away",
        "BAD Command Argument Error 11",
    ];
    for (words, literals) in words.into_iter().zip(["LITERAL+", "", "LITERAL-"]) {
        let destination = Script {
            capabilities: format!("IMAP4rev1 UIDPLUS {literals}"),
            ..Script::empty()
        };
        // The fourth in the archive is the only one of 600 bytes.
        let refusal = Act::Say(format!("{{tag}} {words}\r\n"));
        let rule = Rule::at("APPEND", refusal).holding("{600}");
        let stage = Stage::of(Stage::usual_mail(), destination.but(rule));
        let run = run(&stage, words);
        run.assert_exit(1, words);
        assert_eq!(named(&run), [("Archive".to_owned(), 4)], "{words}: {run}");
        let told = words.split_once(' ').map_or(words, |(_, told)| told);
        let told = told.trim_start_matches("[CANNOT] ");
        assert!(
            run.output.contains(told),
            "the server's words are missing: {run}"
        );
        stage.assert_arrived_without(&[("Archive", 4)], &run);
    }
}

#[test]
fn a_message_that_the_destination_does_not_even_want_to_see_is_named() {
    let refusal = "{tag} NO [TOOBIG] larger than we like\r\n".to_owned();
    let rule = Rule::at("APPEND", Act::RefuseLiteral(refusal)).holding("{20000}");
    let destination = Script {
        capabilities: "IMAP4rev1 UIDPLUS".to_owned(),
        ..Script::empty()
    };
    let stage = Stage::of(Stage::usual_mail(), destination.but(rule));
    let run = run(&stage, "a refused literal");
    run.assert_exit(1, "a refused literal");
    assert_eq!(named(&run), [("INBOX".to_owned(), 3)], "{run}");
    stage.assert_arrived_without(&[("INBOX", 3)], &run);
}

#[test]
fn a_destination_that_lies_about_numbers_doubles_nothing() {
    for code in [
        "[APPENDUID 1400000000 4294967295] ",
        "[APPENDUID 0 0] ",
        "[APPENDUID x y z] ",
        "[APPENDUID 1400000000 1:9] ",
        "[APPENDUID 99 1] ",
        "",
    ] {
        let words = format!("OK {code}stored");
        let destination = Script::empty().but(Rule::at("APPEND", Act::AnswerOtherwise(words)));
        let stage = Stage::of(Stage::usual_mail(), destination);
        let first = run(&stage, code);
        stage.assert_arrived_without(&[], &first);
        let second = run(&stage, code);
        stage.assert_arrived_without(&[], &second);
    }
}

#[test]
fn a_source_that_never_answers_is_waited_for_and_can_be_left() {
    side_by_side(["LIST", "EXAMINE", "UID FETCH"], |name| {
        let rule = Rule::at(name, Act::FallSilent);
        let stage = Stage::of(Stage::usual_mail().but(rule), Script::empty());
        stops_at_once(&stage, &format!("the source at {name}"));
    });
}

/// A server has fallen silent: progress goes on being told, and a stop is obeyed.
#[track_caller]
fn stops_at_once(stage: &Stage, when: &str) {
    let mut run = stage.copy().start();
    let end = Instant::now() + LIMIT;
    while stage.source.times_followed() + stage.destination.times_followed() == 0 {
        assert!(
            !run.has_ended() && Instant::now() < end,
            "{when}: nobody fell silent"
        );
        sleep(Duration::from_millis(5));
    }
    sleep(Duration::from_millis(300));
    let before = run.count_of_event("progress");
    sleep(Duration::from_millis(2_500));
    let told = run.count_of_event("progress") - before;
    assert!(
        !run.has_ended(),
        "{when}: ended by itself: {}",
        run.finish()
    );
    run.interrupt();
    let asked = Instant::now();
    let run = run.finish();
    assert!(told > 0, "{when}: no progress in 2.5 s\n{run}");
    run.assert_exit(3, when);
    assert!(
        asked.elapsed() < Duration::from_secs(10),
        "{when}: {:?}",
        asked.elapsed()
    );
    stage.assert_nothing_foreign(when, &run);
}

#[test]
fn spoilt_answers_crash_nothing() {
    side_by_side(0..long::or(12, 200), |number| {
        let mut seed = Seed::new(1_000 + number);
        let act = Act::Mangle(seed.number());
        let pass = u32::from(seed.chance(50));
        let (side, names): (_, &[&str]) = if number % 3 == 0 {
            (
                "destination",
                &["CAPABILITY", "NAMESPACE", "LIST", "LSUB", "SELECT"],
            )
        } else {
            (
                "source",
                &[
                    "CAPABILITY",
                    "LIST",
                    "LSUB",
                    "STATUS",
                    "EXAMINE",
                    "UID FETCH",
                ],
            )
        };
        let name = *seed.pick::<&str>(names);
        let rule = Rule::at(name, act).after(pass).times(1);
        let stage = if side == "source" {
            Stage::of(Stage::usual_mail().but(rule), Script::empty())
        } else {
            Stage::of(Stage::usual_mail(), Script::empty().but(rule))
        };
        let when = format!("case {number}: the {side} spoils {name} after {pass}");
        run(&stage, &when);
        run(&stage, &format!("{when}, second run"));
    });
}

#[test]
fn a_message_at_which_the_source_always_closes_is_named() {
    let cut = Act::Literal {
        announced: 20_000,
        sent: 7_000,
        close: true,
    };
    for (act, when) in [(Act::Close, "before it"), (cut, "in its middle")] {
        loses_one_message(act, when);
    }
}

#[test]
fn a_message_that_is_said_to_have_four_gigabytes_is_named() {
    let act = Act::Literal {
        announced: 4 << 30,
        sent: 20_000,
        close: true,
    };
    loses_one_message(act, "4 GB and the end");
}

#[test]
fn a_message_whose_size_is_a_lie_is_named() {
    for (announced, when) in [
        (19_000, "too small"),
        (99_999_999_999_999_999, "beyond all"),
    ] {
        let act = Act::Literal {
            announced,
            sent: 20_000,
            close: true,
        };
        loses_one_message(act, when);
    }
}

#[test]
fn garbage_in_place_of_a_message_is_named() {
    let garbage = "* 3 FETCH (UID 3 BODY[] {oops}\r\n((((\r\n\u{1}\u{2}\r\n".to_owned();
    loses_one_message(Act::SayFirst(garbage), "garbage before it");
}

#[test]
fn a_destination_that_stores_and_says_no_doubles_nothing() {
    let words = "NO [SERVERBUG] something went wrong".to_owned();
    let rule = Rule::at("APPEND", Act::AnswerOtherwise(words))
        .after(2)
        .times(1);
    let stage = Stage::of(Stage::usual_mail(), Script::empty().but(rule));
    let first = run(&stage, "stored and refused");
    let second = run(&stage, "stored and refused, second run");
    second.assert_exit(0, &format!("second run after\n{first}"));
    stage.assert_arrived_without(&[], &second);
}

#[test]
fn a_destination_that_never_answers_is_waited_for_and_can_be_left() {
    side_by_side(["SELECT", "APPEND", "CREATE"], |name| {
        let rule = Rule::at(name, Act::FallSilent);
        let stage = Stage::of(Stage::usual_mail(), Script::empty().but(rule));
        stops_at_once(&stage, &format!("the destination at {name}"));
    });
}
