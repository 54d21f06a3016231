//! # A backup
//!
//! A real server's mail is saved as a Maildir, and opened again: by a reader that shares no line with the product, and
//! by another server. Whatever happens on the way, what is saved is whole, and the next run finishes it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use moving_day_tests::harness::cli::{Copy, Finished, people};
use moving_day_tests::harness::client::Client;
use moving_day_tests::harness::compare::{assert_same, expected_of};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::scripted::{Folder, Script, Stage};
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::store::{Layout, Message, Name, Store, name, snapshot};
use moving_day_tests::harness::{long, utf7};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A server with mail, and a place for its backup.
struct Case {
    pair: Pair,
    copy: Copy,
    to: PathBuf,
}

impl Case {
    fn new(mailbox: &Mailbox) -> Self {
        let ana = Account::new("ana", "secret");
        let mut pair = Pair::usual(std::slice::from_ref(&ana));
        pair.fill("ana", mailbox);
        let copy = pair.copy(&ana);
        let to = pair.folder().join("backup");
        Self { pair, copy, to }
    }

    fn person(&self) -> PathBuf {
        self.to.join(ADDRESS)
    }

    fn maildir(&self) -> PathBuf {
        self.person().join("Maildir")
    }

    /// What lies in the backup, read from disk, under the names that the list gives.
    fn store(&self) -> Store {
        let read = Store::read(&self.maildir(), Layout::Nested);
        let places = places(&self.person());
        let mut folders = BTreeMap::new();
        for (path, messages) in read.folders {
            let coded: Vec<_> = path.iter().map(|part| utf7::encode(part)).collect();
            let path = match path == name("INBOX") {
                true => String::new(),
                false => coded.join("/"),
            };
            let name = places
                .get(&path)
                .unwrap_or_else(|| panic!("the list has no {path:?}"));
            folders.insert(name.clone(), messages);
        }
        Store {
            folders,
            subscribed: BTreeSet::new(),
        }
    }

    fn expected(&self) -> Store {
        Store {
            subscribed: BTreeSet::new(),
            ..expected_of(&self.pair.source.store_of("ana"))
        }
    }

    /// Fails unless the backup holds exactly what the source holds, the list says the same, and nobody touched the source.
    #[track_caller]
    fn assert_saved(&self, when: &str) {
        assert!(self.expected().messages() > 0, "{when}: nothing to compare");
        assert_same(&self.expected(), &self.store(), when);
        let listed = assert_list_is_true(&self.person(), when);
        assert_eq!(listed, self.store().messages(), "{when}: messages listed");
        self.pair.assert_source_untouched(when);
    }
}

fn lines(person: &Path) -> Vec<Value> {
    let text = fs::read_to_string(person.join("manifest.jsonl")).unwrap_or_default();
    let whole = text
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    whole
        .map(|line| serde_json::from_str(line).expect("a line of the list"))
        .collect()
}

/// The folders' true names by their paths.
fn places(person: &Path) -> BTreeMap<String, Name> {
    let lines = lines(person);
    let places = lines.iter().filter_map(|line| {
        let parts = line["folder"].as_array()?.iter();
        let name = parts.map(|part| part.as_str().unwrap().to_owned());
        Some((line["path"].as_str()?.to_owned(), name.collect()))
    });
    places.collect()
}

/// Fails unless every listed file is there with its hash and size; gives how many files are listed.
#[track_caller]
fn assert_list_is_true(person: &Path, when: &str) -> usize {
    let lines = lines(person);
    let mut files = BTreeSet::new();
    for line in lines.iter().filter(|line| !line["uid"].is_null()) {
        let file = line["file"].as_str().unwrap();
        let bytes =
            fs::read(person.join(file)).unwrap_or_else(|error| panic!("{when}: {file}: {error}"));
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(line["sha256"], hash, "{when}: {file}");
        assert_eq!(line["size"], bytes.len(), "{when}: {file}");
        files.insert(file.to_owned());
    }
    files.len()
}

fn saved(run: &Finished) -> (u64, u64) {
    let person = run.person(ADDRESS);
    (
        person["messages"].as_u64().unwrap(),
        person["new"].as_u64().unwrap(),
    )
}

#[test]
fn every_message_of_an_odd_mailbox_is_saved_as_it_is() {
    let case = Case::new(&Mailbox::varied(71));
    let run = case.copy.backup(&case.to);
    run.assert_exit(0, "first run");
    case.assert_saved("first run");
    let all = case.expected().messages() as u64;
    assert_eq!(saved(&run), (all, all));
    let bytes: u64 = lines(&case.person())
        .iter()
        .filter_map(|line| line["size"].as_u64())
        .sum();
    assert_eq!(run.person(ADDRESS)["bytes"], bytes);
    assert_eq!(
        run.person(ADDRESS)["folder"],
        case.person().to_str().unwrap()
    );
    for file in snapshot(&case.to).keys() {
        let file = file.file_name().unwrap().to_str().unwrap();
        let odd = |c: char| !c.is_ascii() || c.is_ascii_control() || "<>\"\\|?*".contains(c);
        assert!(
            !file.contains(odd) && !file.ends_with(['.', ' ']),
            "{file:?}"
        );
    }
}

#[test]
fn another_server_opens_the_backup() {
    let case = Case::new(&Mailbox::varied(72));
    case.copy.backup(&case.to).assert_exit(0, "backup");
    // The Maildir as it is, at the place where the other server keeps its mail.
    let home = case.pair.destination.mail_of("ana");
    fs::create_dir_all(home.parent().unwrap()).unwrap();
    fs::rename(case.maildir(), &home).unwrap();
    case.pair.destination.take_over(home.parent().unwrap());
    let places = places(&case.person());
    let mut client = Client::sign_in(case.pair.destination.imap, "ana", "secret");
    let mut found = Store::default();
    for (coded, _) in client.folders() {
        let path = match coded.as_str() {
            "INBOX" => "",
            path => path,
        };
        let name = places
            .get(path)
            .unwrap_or_else(|| panic!("nobody saved {path:?}"));
        let mut bytes = client.bytes(&coded);
        let messages = client.messages(&coded).into_iter();
        let messages = messages
            .map(|said| Message::of(&bytes.remove(&said.uid).unwrap(), said.flags, said.date));
        let mut messages: Vec<_> = messages.collect();
        messages.sort();
        found.folders.insert(name.clone(), messages);
    }
    assert_same(&case.expected(), &found, "opened by another server");
}

#[test]
fn a_second_run_adds_what_is_new_and_touches_nothing_else() {
    let mut case = Case::new(&Mailbox::small(73));
    case.copy.backup(&case.to).assert_exit(0, "first run");
    let before = snapshot(&case.to);
    let run = case.copy.backup(&case.to);
    run.assert_exit(0, "second run");
    assert_eq!(saved(&run).1, 0, "{run}");
    assert_eq!(snapshot(&case.to), before, "nothing was new");

    let mut mailbox = Mailbox::small(73);
    let mut seed = Seed::new(9);
    let letter = Letter::written(&mut seed, 900, Shape::Ordinary);
    mailbox.folders[1].1.push(letter);
    mailbox.folders.push((name("New/Folder"), Vec::new()));
    case.pair.fill("ana", &mailbox);
    let run = case.copy.backup(&case.to);
    run.assert_exit(0, "third run");
    assert_eq!(saved(&run), (case.expected().messages() as u64, 1), "{run}");
    case.assert_saved("third run");
    let after = snapshot(&case.to);
    let list = case.person().join("manifest.jsonl");
    let kept = |(path, file): (&PathBuf, &(u64, i64, String))| {
        let is_folder = file.2.is_empty();
        path == &list || is_folder || after.get(path) == Some(file)
    };
    assert!(before.iter().all(kept), "what was saved is as it was");
}

#[test]
fn a_source_that_numbers_its_folders_anew_doubles_nothing() {
    let case = Case::new(&Mailbox::small(74));
    case.copy.backup(&case.to).assert_exit(0, "first run");
    let files = || {
        let found = snapshot(&case.maildir());
        found
            .into_iter()
            .filter(|(_, file)| !file.2.is_empty())
            .collect::<BTreeMap<_, _>>()
    };
    let before = files();
    let root = case.pair.source.mail_of("ana");
    let mut forgotten = 0;
    for place in [root.clone(), root.join(".Sent")] {
        for entry in fs::read_dir(place).unwrap() {
            let path = entry.unwrap().path();
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            if file.starts_with("dovecot") && file != "dovecot-keywords" {
                fs::remove_file(path).unwrap();
                forgotten += 1;
            }
        }
    }
    assert!(forgotten > 0, "the server had nothing to forget");
    // The next number of an edition is the second in which it is made.
    sleep(Duration::from_millis(1100));
    case.copy.backup(&case.to).assert_exit(0, "numbered anew");
    assert_eq!(files(), before);
    case.assert_saved("numbered anew");
    let editions = lines(&case.person());
    let editions: BTreeSet<_> = editions
        .iter()
        .filter_map(|line| line["uidvalidity"].as_u64())
        .collect();
    assert!(
        editions.len() > 1,
        "the server did not number anew: {editions:?}"
    );
    let run = case.copy.backup(&case.to);
    assert_eq!(saved(&run).1, 0, "{run}");
}

#[test]
fn killed_again_and_again_it_leaves_whole_messages_and_is_finished() {
    let mut case = Case::new(&Mailbox::many(75, 6, long::or(40, 150)));
    case.copy.more = vec!["--max-rate".to_owned(), "300000".to_owned()];
    let expected = case.expected();
    let hashes: BTreeSet<String> = expected
        .folders
        .values()
        .flatten()
        .map(|one| one.hash.clone())
        .collect();
    let (mut seed, mut killed) = (Seed::new(75), 0);
    for _ in 0..long::or(8, 60) {
        let mut run = case.copy.start_backup(&case.to);
        run.wait_for_event("progress");
        sleep(Duration::from_millis(seed.below(400)));
        killed += usize::from(run.kill().exit.is_none());
        assert_list_is_true(&case.person(), "killed");
        let there = Store::read(&case.maildir(), Layout::Nested);
        for message in there.folders.values().flatten() {
            assert!(
                hashes.contains(&message.hash),
                "half a message: {}",
                message.subject
            );
        }
    }
    assert!(
        killed >= 4,
        "only {killed} runs were killed before their end"
    );
    case.copy.more.clear();
    case.copy.backup(&case.to).assert_exit(0, "the last run");
    case.assert_saved("killed again and again");
}

#[test]
fn stopped_by_hand_it_keeps_what_came_and_carries_on() {
    let mut case = Case::new(&Mailbox::many(76, 4, 40));
    case.copy.more = vec!["--max-rate".to_owned(), "60000".to_owned()];
    let mut run = case.copy.start_backup(&case.to);
    assert!(run.wait_for_event("survey"), "nothing was counted");
    sleep(Duration::from_millis(900));
    run.interrupt();
    let run = run.finish();
    run.assert_exit(3, "stopped");
    assert_eq!(run.person(ADDRESS)["outcome"], "stopped");
    let (messages, new) = saved(&run);
    assert_eq!(messages, new);
    assert_eq!(
        assert_list_is_true(&case.person(), "stopped") as u64,
        messages
    );
    assert!(messages > 0, "nothing was saved before the stop: {run}");
    case.copy.more.clear();
    let run = case.copy.backup(&case.to);
    run.assert_exit(0, "carried on");
    assert_eq!(saved(&run).1, case.expected().messages() as u64 - messages);
    case.assert_saved("carried on");
}

#[test]
fn a_disk_that_fills_up_keeps_whole_messages_and_is_named() {
    let case = Case::new(&Mailbox::varied(77));
    let run = case.copy.backup_on_small_disk(&case.to, 1000);
    run.assert_exit(1, "a small disk");
    assert!(run.codes().contains("LocalDiskFull"), "{run}");
    assert_list_is_true(&case.person(), "a small disk");
    let there = Store::read(&case.maildir(), Layout::Nested);
    assert!(there.messages() < case.expected().messages());
    case.copy.backup(&case.to).assert_exit(0, "room was made");
    case.assert_saved("room was made");
}

#[test]
fn a_backup_that_does_not_fit_says_so_before_it_begins() {
    // More than any disk has.
    let huge = Script::with(vec![Folder::promised("INBOX", 200_000, 4_000_000_000)]);
    let stage = Stage::of(huge, Script::empty());
    let folder = tempfile::tempdir().unwrap();
    let run = stage.copy().backup(folder.path());
    run.assert_exit(4, "no room");
    assert_eq!(run.codes(), ["BackupNoRoom".to_owned()].into(), "{run}");
    let problem = run
        .events
        .iter()
        .find(|event| event["event"] == "problem")
        .unwrap();
    let number = |name: &str| {
        problem["params"][name]
            .as_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
    };
    assert!(number("needed") > number("free"), "{run}");
    let maildir = folder.path().join(ADDRESS).join("Maildir");
    assert_eq!(Store::read(&maildir, Layout::Nested).messages(), 0);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let case = Case::new(&Mailbox::small(79));
    let file = case.pair.folder().join("a file");
    fs::write(&file, "mine").unwrap();
    for to in [file.join("below"), PathBuf::from("/proc/backup")] {
        let run = case.copy.backup(&to);
        run.assert_exit(4, "a place that cannot be written");
        assert_eq!(
            run.codes(),
            ["LocalFileUnwritable".to_owned()].into(),
            "{run}"
        );
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    // An earlier list that is none stays as it is, and nothing is written beside it.
    fs::create_dir_all(case.person()).unwrap();
    let list = case.person().join("manifest.jsonl");
    fs::write(&list, "not a list\n").unwrap();
    let run = case.copy.backup(&case.to);
    run.assert_exit(1, "a damaged list");
    assert_eq!(run.codes(), ["BackupDamaged".to_owned()].into(), "{run}");
    assert_eq!(fs::read_to_string(&list).unwrap(), "not a list\n");
}

#[test]
fn one_persons_trouble_does_not_stop_the_others() {
    let accounts = ["ana", "ben", "eva"].map(|user| Account::new(user, "secret"));
    let wrong = Account::new("ben", "wrong");
    let mut pair = Pair::start(
        Setup::nested(accounts.to_vec()),
        Setup::nested(accounts.to_vec()),
    );
    for (place, account) in (0..).zip(&accounts) {
        pair.fill(&account.user, &Mailbox::small(80 + place));
    }
    let mut copy = pair.copy(&accounts[0]);
    copy.people = people(&[
        ("ana@example.com", &accounts[0], &wrong),
        ("ben@example.com", &wrong, &wrong),
        ("eva@example.com", &accounts[2], &wrong),
    ]);
    let to = pair.folder().join("backup");
    let run = copy.backup(&to);
    run.assert_exit(1, "one wrong password");
    assert_eq!(run.person("ben@example.com")["outcome"], "failed");
    assert_eq!(
        run.codes(),
        ["SourceSignInRefused".to_owned()].into(),
        "{run}"
    );
    for user in ["ana", "eva"] {
        let address = format!("{user}@example.com");
        assert_eq!(run.person(&address)["outcome"], "done");
        let mut expected = expected_of(&pair.source.store_of(user));
        expected.subscribed.clear();
        let found = Store::read(&to.join(&address).join("Maildir"), Layout::Nested);
        assert_same(&expected, &found, user);
    }
    copy.more = vec!["--person".to_owned(), "eva@example.com".to_owned()];
    let run = copy.backup(&to);
    run.assert_exit(0, "only one of them");
    assert_eq!(run.result()["people"].as_array().unwrap().len(), 1);
    pair.assert_source_untouched("three people");
}

#[test]
fn a_message_of_100_megabytes_is_saved_in_passing() {
    let large = Script::with(vec![Folder::of("INBOX", &[500, 100_000_000, 700])]);
    let stage = Stage::of(large, Script::empty());
    let folder = tempfile::tempdir().unwrap();
    let mut run = stage.copy().start_backup(folder.path());
    let mut peak = 0;
    while !run.has_ended() {
        peak = peak.max(run.peak_memory().unwrap_or_default());
        sleep(Duration::from_millis(5));
    }
    let run = run.finish();
    run.assert_exit(0, "100 MB");
    assert_eq!(saved(&run), (3, 3));
    assert_list_is_true(&folder.path().join(ADDRESS), "100 MB");
    assert!(
        peak > 0 && peak < 64 << 20,
        "the program held {} MiB",
        peak >> 20
    );
}

#[test]
fn the_limit_that_a_provider_sets_for_a_day_holds_for_a_backup_too() {
    let source = Script {
        capabilities: "IMAP4rev1 UIDPLUS X-GM-EXT-1".to_owned(),
        ..Stage::usual_mail()
    };
    let stage = Stage::of(source, Script::empty());
    let folder = tempfile::tempdir().unwrap();
    let copy = stage.copy();
    copy.backup(folder.path()).assert_exit(0, "first run");
    let counted = |sql: &str| -> i64 {
        let plan = rusqlite::Connection::open(&copy.plan).unwrap();
        plan.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let bytes: u64 = lines(&folder.path().join(ADDRESS))
        .iter()
        .filter_map(|line| line["size"].as_u64())
        .sum();
    let noted = counted("SELECT bytes FROM daily_bytes");
    assert_eq!(u64::try_from(noted), Ok(bytes), "what was read is counted");
    counted("UPDATE daily_bytes SET bytes = 2400000000 RETURNING 1");
    fs::remove_dir_all(folder.path().join(ADDRESS)).unwrap();
    let run = copy.start_backup(folder.path());
    sleep(Duration::from_millis(1500));
    run.interrupt();
    let run = run.finish();
    run.assert_exit(3, "the day's limit is reached");
    assert!(run.codes().contains("SourceDailyLimit"), "{run}");
    assert_eq!(saved(&run), (0, 0), "{run}");
}
