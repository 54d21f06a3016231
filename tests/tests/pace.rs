//! # Pace and order
//!
//! A daily limit, a wait that a server names, too many connections: whoever is concerned waits until a stated time, the
//! others go on, and nothing of it is an error. How long it takes is told where an earlier copy has shown it, and what is
//! new comes first where that is wanted.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking with what it saw"
)]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use moving_day_engine::address::Address;
use moving_day_engine::clock::{Clock, SystemClock};
use moving_day_engine::copy::{self, Mover, Order, PersonState, Progress, Report};
use moving_day_engine::error::Code;
use moving_day_engine::imap::{Endpoint, Login, Roots};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::{Entered, Kind, Person, Plan};
use moving_day_engine::secret::Secret;
use moving_day_tests::harness::cli::people;
use moving_day_tests::harness::dovecot::Account;
use moving_day_tests::harness::pair::ADDRESS;
use moving_day_tests::harness::scripted::{Act, Folder, Rule, Script, Scripted, Stage, USUAL};
use time::OffsetDateTime;
use time::macros::datetime;

/// A clock that begins in the evening and can leap.
struct Leaping {
    real: SystemClock,
    leapt: Mutex<Duration>,
}

impl Clock for Leaping {
    fn now(&self) -> OffsetDateTime {
        datetime!(2026-11-28 22:00 UTC) + self.elapsed()
    }

    fn elapsed(&self) -> Duration {
        self.real.elapsed() + *self.leapt.lock().unwrap()
    }
}

/// Lets the clock leap to the end of the first wait, once nobody else has anything to do.
struct Watch {
    clock: Arc<Leaping>,
    waits: Mutex<Vec<(String, Code, OffsetDateTime)>>,
}

impl Report for Watch {
    fn progress(&self, state: &Progress) {
        let others_are_done = state
            .people
            .iter()
            .all(|one| matches!(one.state, PersonState::Done | PersonState::Retrying { .. }));
        for one in &state.people {
            let PersonState::Retrying { code, until, .. } = &one.state else {
                continue;
            };
            let wait = (one.address.to_string(), *code, *until);
            let mut waits = self.waits.lock().unwrap();
            if !waits.contains(&wait) {
                waits.push(wait);
            }
            if others_are_done && self.clock.now() < *until {
                let left = Duration::try_from(*until - self.clock.now()).unwrap();
                *self.clock.leapt.lock().unwrap() += left;
            }
        }
    }
}

fn entered(address: &str) -> Entered {
    Entered {
        name: None,
        address: Address::parse(address).unwrap(),
        destination_address: None,
        source_user: None,
        destination_user: None,
        kind: None,
        aliases: Vec::new(),
        source_secret: None,
        destination_secret: None,
    }
}

fn mover(person: &Person) -> Mover {
    let login = |side: &str| Login {
        user: format!("{side} of {}", person.address),
        secret: Secret::new("secret".to_owned()),
    };
    Mover {
        person: person.id,
        address: person.address.clone(),
        source: login("source"),
        destination: login("destination"),
    }
}

/// A server that is taken for Google's.
fn google(folders: Vec<Folder>) -> Script {
    Script {
        capabilities: format!("{USUAL} X-GM-EXT-1"),
        ..Script::with(folders)
    }
}

fn read_today(plan: &Path) -> Vec<(String, i64)> {
    let db = rusqlite::Connection::open(plan).unwrap();
    let mut rows = db
        .prepare("SELECT day, bytes FROM daily_bytes ORDER BY person")
        .unwrap();
    let read = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    read.unwrap().map(Result::unwrap).collect()
}

/// On one thread, so that Ana's mail is asked for first: what Ben has brought before would not have to be read any more.
#[tokio::test]
async fn a_daily_limit_holds_one_person_until_the_next_day() {
    let source = google(vec![Folder::of("INBOX", &[300, 900, 20_000, 500])]).start();
    let destination = Script::empty().start();
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("example.movingday");
    let clock = Arc::new(Leaping {
        real: SystemClock::default(),
        leapt: Mutex::default(),
    });
    let plan = Plan::create(&path, "example.org", Kind::Real, &*clock).unwrap();
    plan.add_people(&[entered("ana@example.org"), entered("ben@example.org")])
        .unwrap();
    drop(plan);
    // An earlier run of that day has left room for two messages of Ana's.
    let db = rusqlite::Connection::open(&path).unwrap();
    db.execute(
        "INSERT INTO daily_bytes SELECT min(id), '2026-11-28', 2399999000 FROM person",
        [],
    )
    .unwrap();
    drop(db);
    // A program that another test starts at this moment holds the lock as well until it runs.
    let mut opened = Plan::open(&path);
    for _ in 0..50 {
        if opened.is_err() {
            std::thread::sleep(Duration::from_millis(20));
            opened = Plan::open(&path);
        }
    }
    let plan = Arc::new(opened.unwrap());
    let order = Order {
        people: plan.people().unwrap().iter().map(mover).collect(),
        ..order(&source, &destination, 1)
    };
    let watch = Arc::new(Watch {
        clock: Arc::clone(&clock),
        waits: Mutex::default(),
    });
    let copying = copy::run(plan, order, Control::default(), clock, watch.clone());
    let limit = Duration::from_secs(30);
    let outcome = tokio::time::timeout(limit, copying).await.expect("an end");
    let Outcome::Done(results) = outcome.unwrap() else {
        panic!("stopped");
    };
    let waits = watch.waits.lock().unwrap().clone();
    let midnight = datetime!(2026-11-29 0:00 UTC);
    assert_eq!(waits.len(), 1, "{waits:?}");
    assert_eq!(waits[0].0, "ana@example.org");
    assert_eq!(waits[0].1, Code::SourceDailyLimit);
    assert!((waits[0].2 - midnight).abs() < Duration::from_secs(1));
    for result in &results {
        assert!(matches!(result.progress.state, PersonState::Done));
        assert_eq!(result.progress.tally.messages, 4);
        assert!(result.problems.is_empty());
    }
    // What Ana read that day is noted; the rest Ben had brought meanwhile, because both share the pretend mailboxes.
    let read = read_today(&path);
    assert_eq!(read[0], ("2026-11-28".to_owned(), 2_400_000_200));
}

fn order(source: &Scripted, destination: &Scripted, connections: usize) -> Order {
    Order {
        source: Endpoint::parse(&source.plain()).unwrap(),
        destination: Endpoint::parse(&destination.plain()).unwrap(),
        roots: Roots::platform().unwrap(),
        people: Vec::new(),
        connections,
        save_refused: None,
        max_rate: None,
        labels: copy::Labels::default(),
        newest_first: false,
    }
}

#[test]
fn what_is_read_a_second_time_counts_for_the_day_and_for_the_speed() {
    let refusal = Act::say("{tag} NO [CANNOT] not this one\r\n");
    let destination = Script {
        capabilities: "IMAP4rev1 UIDPLUS".to_owned(),
        ..Script::empty()
    };
    let rule = Rule::at("APPEND", refusal).holding("{600000}");
    let mail = google(vec![Folder::of("INBOX", &[300, 600_000, 500])]);
    let stage = Stage::of(mail, destination.but(rule));
    let copy = moving_day_tests::harness::cli::Copy {
        more: ["--max-rate", "300000"].map(str::to_owned).to_vec(),
        ..stage.copy()
    };
    let began = Instant::now();
    let run = copy.run();
    let took = began.elapsed();
    run.assert_exit(1, "a refused message");
    let read: Vec<i64> = read_today(&copy.plan)
        .into_iter()
        .map(|day| day.1)
        .collect();
    assert_eq!(read, [1_200_800], "{run}");
    // The first reading is paid for before the second begins, and that takes two seconds of its own.
    assert!(took >= Duration::from_millis(2900), "{took:?}");
}

#[test]
fn the_time_is_told_from_the_pace_of_an_earlier_copy() {
    let refusal = Act::say("{tag} NO [CANNOT] not this one\r\n");
    let destination = Script {
        capabilities: "IMAP4rev1 UIDPLUS".to_owned(),
        ..Script::empty()
    };
    let rule = Rule::at("APPEND", refusal).holding("{600}");
    let stage = Stage::of(Stage::usual_mail(), destination.but(rule));
    let estimate = || {
        let run = stage.copy().run();
        run.assert_exit(1, "a refused message");
        let survey = run.events.iter().find(|event| event["event"] == "survey");
        survey.expect("a survey")["estimate"].clone()
    };
    assert!(estimate().is_null(), "a copy of a moment shows no pace");
    let db = rusqlite::Connection::open(stage.copy().plan).unwrap();
    let shown = "UPDATE run SET moved_messages = 10, moved_bytes = 1000, moving_seconds = 100, connections = 8";
    db.execute(shown, []).unwrap();
    drop(db);
    // What was refused is tried again: 600 bytes, with half of the connections.
    let expected = serde_json::json!({ "seconds": 120, "days": 1 });
    assert_eq!(estimate(), expected);
}

#[test]
fn new_mail_comes_first_where_it_is_wanted() {
    let sizes: Vec<usize> = (300..1500).collect();
    let mail = Script::with(vec![
        Folder::of("Archive", &[3_000_000]),
        Folder::of("INBOX", &sizes),
    ]);
    // The line breaks in the middle, so that the rest is found by what is noted.
    let cut = Rule::at("APPEND", Act::Close).after(700).times(1);
    let stage = Stage::of(mail, Script::empty().but(cut));
    let copy = moving_day_tests::harness::cli::Copy {
        more: ["--newest-first", "--connections", "1"]
            .map(str::to_owned)
            .to_vec(),
        ..stage.copy()
    };
    let run = copy.run();
    run.assert_exit(0, "newest first");
    assert_eq!(stage.destination.times_followed(), 1, "{run}");
    stage.assert_arrived_without(&[], &run);
    let there = stage.destination.mail_in("INBOX");
    let sizes: Vec<usize> = there.iter().map(|one| one.bytes.len()).collect();
    let (first, last) = (sizes[..200].iter().min(), sizes[1000..].iter().max());
    assert!(first > Some(&1200) && last < Some(&800), "{sizes:?}");
    let commands = stage.destination.commands();
    let sent = commands.iter().find(|command| command.contains("APPEND"));
    assert!(sent.expect("an APPEND").contains("INBOX"), "{sent:?}");
    let again = stage.copy().run();
    again.assert_exit(0, "in the usual order");
    assert_eq!(again.person(ADDRESS)["copied"], 0, "{again}");
}

#[test]
fn a_wait_that_the_server_names_is_honoured_and_told() {
    let said =
        "{tag} NO [THROTTLED] Request is throttled. Suggested Backoff Time: 2500 milliseconds\r\n";
    let rule = Rule::at("UID FETCH", Act::say(said))
        .holding("BODY.PEEK[]")
        .times(1);
    let stage = Stage::of(Stage::usual_mail().but(rule), Script::empty());
    let began = Instant::now();
    let run = stage.copy().run();
    run.assert_exit(0, "a named wait");
    let took = began.elapsed();
    assert!(took >= Duration::from_millis(2500), "{took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    stage.assert_arrived_without(&[], &run);
    let waiting = run
        .events
        .iter()
        .map(|event| &event["people"][0])
        .find(|one| one["state"] == "retrying")
        .unwrap_or_else(|| panic!("no wait was told: {run}"));
    assert_eq!(waiting["code"], "SourceBusy");
    assert_eq!(waiting["seconds"], 3);
    let until = waiting["until"].as_str().expect("a time");
    let format = &time::format_description::well_known::Rfc3339;
    assert!(OffsetDateTime::parse(until, format).is_ok(), "{until}");
}

#[test]
fn too_many_connections_make_it_slower_and_nothing_else() {
    for words in [
        "* BYE Too many simultaneous connections. (Failure)\r\n",
        "* BYE [UNAVAILABLE] Maximum number of connections from user+IP exceeded\r\n",
    ] {
        let refusal = Rule::at_greeting(Act::SayAndClose(words.to_owned()))
            .after(1)
            .times(2);
        // One folder, because all three people share the pretend mailboxes.
        let mail = Script::with(vec![Folder::of("INBOX", &[300, 900, 20_000])]);
        let stage = Stage::of(mail.but(refusal), Script::empty());
        let account = Account::new("ana", "secret");
        let three = [ADDRESS, "ben@example.org", "cem@example.org"];
        let run = moving_day_tests::harness::cli::Copy {
            people: people(&three.map(|address| (address, &account, &account))),
            ..stage.copy()
        }
        .run();
        run.assert_exit(0, words);
        assert_eq!(stage.source.times_followed(), 2, "{run}");
        assert!(run.codes().is_empty(), "it was told as an error: {run}");
    }
}
