//! # To Cyrus
//!
//! The destination is a server by other people than Dovecot's, with dots and a prefix of its own. Everything arrives
//! there too, a second run writes nothing, and a copy that is broken off is finished.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use moving_day_tests::harness::certificates::Authority;
use moving_day_tests::harness::cli::{Copy, RUN_LIMIT, people};
use moving_day_tests::harness::compare::{Difference, differences, expected_of};
use moving_day_tests::harness::cyrus::{Cyrus, EightBit, Setup};
use moving_day_tests::harness::dovecot::{self, Account, Dovecot};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::owner::passable_folder;
use moving_day_tests::harness::pair::ADDRESS;
use moving_day_tests::harness::proxy::{Fault, Proxy};
use moving_day_tests::harness::store::Name;
use moving_day_tests::harness::wire::name_of;

/// Commands that change something at a destination.
const WRITING: &[&str] = &["APPEND", "CREATE", "SUBSCRIBE", "UNSUBSCRIBE", "UID STORE"];

/// Ana's old mailbox on Dovecot and her new ones on Cyrus.
struct Ground {
    source: Dovecot,
    destination: Cyrus,
    authority: Authority,
    folder: tempfile::TempDir,
}

impl Ground {
    fn prepare(mailbox: &Mailbox, setup: Setup) -> Self {
        let folder = passable_folder();
        let authority = Authority::make(folder.path());
        let old = dovecot::Setup::nested(vec![account("ana")]);
        let source = Dovecot::start(folder.path(), "source", old, &authority);
        let root = source.mail_of("ana");
        mailbox.write(&root, source.layout());
        source.take_over(root.parent().expect("a home"));
        Self {
            destination: Cyrus::start(folder.path(), "destination", setup, &authority),
            source,
            authority,
            folder,
        }
    }

    /// Ana's copy to one of the new mailboxes, over TLS.
    fn copy_to(&self, user: &str) -> Copy {
        let home = self.folder.path().join("own");
        std::fs::create_dir_all(&home).expect("a folder for the program");
        Copy {
            plan: home.join(format!("{user}.movingday")),
            people: people(&[(ADDRESS, &account("ana"), &account(user))]),
            source: self.source.tls(),
            destination: self.destination.tls(),
            root: Some(self.authority.root()),
            more: Vec::new(),
            home,
        }
    }

    /// In what a new mailbox is not as it should be. Cyrus makes a real folder above each that is made, where Dovecot
    /// has a mere name; such a folder is no difference as long as it is empty.
    fn differences(&self, user: &str) -> Vec<Difference> {
        let expected = expected_of(&self.source.store_of("ana"));
        let mut found = self.destination.store_of(user);
        found.folders.retain(|name, messages| {
            let above = |other: &Name| other.len() > name.len() && other.starts_with(name);
            let mere = messages.is_empty() && !expected.folders.contains_key(name);
            !(mere && expected.folders.keys().any(above))
        });
        differences(&expected, &found)
    }

    #[track_caller]
    fn assert_moved_to(&self, user: &str, when: &str) {
        let found = self.differences(user);
        let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{when}:\n{}", lines.join("\n"));
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        self.source.ask_to_end();
        self.destination.ask_to_end();
    }
}

fn account(user: &str) -> Account {
    Account::new(user, "secret")
}

#[test]
fn everything_arrives_below_each_kind_of_names_and_a_second_run_writes_nothing() {
    for (alternative_names, slashes) in [(false, false), (true, false), (true, true)] {
        let when = format!("altnamespace {alternative_names}, unixhierarchysep {slashes}");
        let setup = Setup {
            alternative_names,
            slashes,
            ..Setup::dotted(vec![account("ana")])
        };
        let ground = Ground::prepare(&Mailbox::many(81, 6, 15), setup);
        let line = Proxy::to(ground.destination.imap);
        let mut copy = ground.copy_to("ana");
        copy.destination = line.plain();
        let first = copy.run();
        first.assert_exit(0, &when);
        assert_eq!(
            first.person(ADDRESS)["verdict"],
            "complete",
            "{when}: {first}"
        );
        ground.assert_moved_to("ana", &when);

        let said = line.commands().len();
        let second = copy.run();
        second.assert_exit(0, &when);
        assert_eq!(second.person(ADDRESS)["copied"], 0, "{when}: {second}");
        let commands = line.commands();
        let names: Vec<_> = commands[said..].iter().map(|one| name_of(one)).collect();
        assert!(!names.is_empty(), "{when}: the second run did not look");
        assert!(
            !names.iter().any(|name| WRITING.contains(&name.as_str())),
            "{when}: the second run wrote: {names:?}"
        );
        ground.assert_moved_to("ana", &format!("{when}, after a second run"));
    }
}

#[test]
fn what_cyrus_refuses_is_named_and_the_rest_arrives() {
    let setup = Setup {
        eight_bit: EightBit::Refused,
        ..Setup::dotted(vec![account("ana")])
    };
    let ground = Ground::prepare(&Mailbox::varied(82), setup);
    let run = ground.copy_to("ana").run();
    run.assert_exit(1, "something is refused");
    let problems = run.person(ADDRESS)["problems"].as_array().cloned();
    let problems = problems.unwrap_or_default();
    let told = |code: &str| -> Vec<Name> {
        let of_code = problems.iter().filter(|problem| problem["code"] == code);
        let mut names: Vec<Name> = of_code
            .map(|problem| serde_json::from_value(problem["folder"].clone()).expect("a folder"))
            .collect();
        names.sort();
        names
    };
    let (mut letters, mut folders, mut renamed) = (Vec::new(), Vec::new(), Vec::new());
    for difference in ground.differences("ana") {
        match difference {
            Difference::Lost(name, _) => letters.push(name),
            Difference::FolderLost(name) => folders.push(name),
            Difference::FolderForeign(name) => renamed.push(name),
            Difference::SubscriptionLost(name) if folders.contains(&name) => {}
            Difference::SubscriptionForeign(name) if renamed.contains(&name) => {}
            other => panic!("{other}\n{run}"),
        }
    }
    letters.sort();
    assert!(
        !letters.is_empty() && !folders.is_empty(),
        "Cyrus took it all"
    );
    // A folder whose name Cyrus does not take has another one, and everything else is as in the others.
    assert_eq!(renamed.len(), folders.len(), "{renamed:?} for {folders:?}");
    let refused = told("DestinationRefusedMessage");
    assert_eq!(problems.len(), refused.len(), "{run}");
    let expected = ground.source.store_of("ana").messages();
    let found = ground.destination.store_of("ana").messages();
    assert_eq!(found, expected - refused.len(), "messages: {run}");
    let in_place = |name: &&Name| !folders.contains(*name);
    let in_place: Vec<Name> = refused.iter().filter(in_place).cloned().collect();
    assert_eq!(in_place, letters, "messages: {run}");
    assert!(
        problems
            .iter()
            .all(|problem| problem["server_text"].is_string()),
        "the server's words are missing: {run}"
    );
}

#[test]
fn what_cyrus_changes_without_a_word_is_named_and_saved() {
    let setup = Setup {
        eight_bit: EightBit::Changed,
        ..Setup::dotted(vec![account("ana")])
    };
    let mut mailbox = Mailbox::many(86, 3, 10);
    let odd = "From: a@example.org\r\nSubject: K\u{f6}ln\r\n\r\nbody\r\n";
    let mut letter = mailbox.folders[1].1[0].clone();
    letter.bytes = odd.into();
    mailbox.folders[1].1.push(letter);
    let ground = Ground::prepare(&mailbox, setup);
    for when in ["first run", "second run"] {
        let run = ground.copy_to("ana").run();
        run.assert_exit(1, when);
        let problems = run.person(ADDRESS)["problems"].as_array().cloned();
        let problems = problems.unwrap_or_default();
        let saved = |told: &serde_json::Value| {
            assert_eq!(told["code"], "DestinationChangedMessage", "{when}: {run}");
            std::fs::read(told["saved"].as_str().expect("a file")).expect("the message")
        };
        let saved: Vec<_> = problems.iter().map(saved).collect();
        assert!(saved.contains(&odd.as_bytes().to_vec()), "{when}: {run}");
        // They are there once, in Cyrus' form, and all others are as they were.
        let (mut lost, mut foreign) = (0, 0);
        for difference in ground.differences("ana") {
            match difference {
                Difference::Lost(..) => lost += 1,
                Difference::Foreign(..) => foreign += 1,
                other => panic!("{when}: {other}\n{run}"),
            }
        }
        assert_eq!((lost, foreign), (saved.len(), saved.len()), "{when}: {run}");
    }
}

#[test]
fn it_arrives_over_starttls() {
    let setup = Setup::dotted(vec![account("ana")]);
    let ground = Ground::prepare(&Mailbox::small(83), setup);
    let mut copy = ground.copy_to("ana");
    copy.destination = ground.destination.start_tls();
    copy.run().assert_exit(0, "over STARTTLS");
    ground.assert_moved_to("ana", "over STARTTLS");
}

/// What becomes of the bytes that were on their way when the program was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum UnderWay {
    /// They are lost.
    Lost,
    /// They arrive, and the server has dealt with them before the program starts again.
    Settled,
    /// They arrive while the program has started again already.
    StillStoring,
}

#[test]
fn a_killed_copy_is_finished() {
    kill_and_finish([UnderWay::Settled, UnderWay::Lost, UnderWay::Settled]);
}

#[test]
fn a_killed_copy_is_finished_while_cyrus_is_still_storing() {
    kill_and_finish([UnderWay::StillStoring; 3]);
}

/// Kills a copy after a quarter, a half and three quarters, each in a mailbox of its own, and carries on.
fn kill_and_finish(fates: [UnderWay; 3]) {
    let users = ["new0", "new1", "new2", "new3"];
    let setup = Setup::dotted(users.map(account).to_vec());
    let ground = Ground::prepare(&Mailbox::many(84, 4, 30), setup);
    let line = Proxy::to(ground.destination.imap);
    let over_line = |user: &str| Copy {
        destination: line.plain(),
        ..ground.copy_to(user)
    };
    over_line("new0").run().assert_exit(0, "undisturbed");
    let whole = line.sent();
    for ((part, user), fate) in (1..).zip(&users[1..]).zip(fates) {
        let bytes = whole * part / 4;
        let when = format!("killed after {bytes} of {whole} bytes, {fate:?}");
        line.hold_after_sent(bytes);
        let mut run = over_line(user).start();
        let held = line.wait_for_sent(bytes, RUN_LIMIT, || run.has_ended());
        let run = run.kill();
        match fate {
            UnderWay::Lost => line.cut(),
            UnderWay::Settled | UnderWay::StillStoring => line.release(),
        }
        if fate != UnderWay::StillStoring {
            line.wait_until_served(RUN_LIMIT);
        }
        assert!(
            held && run.exit.is_none(),
            "{when}: had ended before\n{run}"
        );
        over_line(user).run().assert_exit(0, &when);
        ground.assert_moved_to(user, &when);
    }
}

#[test]
fn an_answer_that_never_arrives_doubles_nothing() {
    let users = ["new0", "new1", "new2"];
    let setup = Setup::dotted(users.map(account).to_vec());
    let ground = Ground::prepare(&Mailbox::many(85, 4, 20), setup);
    let line = Proxy::to(ground.destination.imap);
    let over_line = |user: &str| Copy {
        destination: line.plain(),
        ..ground.copy_to(user)
    };
    over_line("new0").run().assert_exit(0, "undisturbed");
    let appends = u64::try_from(line.count_of("APPEND")).expect("some");
    for (append, user) in [1, appends / 2 + 1].into_iter().zip(&users[1..]) {
        let when = format!("answer {append} of {appends} swallowed");
        line.break_at(Fault::SwallowAnswerToAppend(append));
        let run = over_line(user).run();
        assert!([Some(0), Some(1)].contains(&run.exit), "{when}: {run}");
        assert!(!line.is_still_to_break(), "{when}: was not swallowed");
        over_line(user).run().assert_exit(0, &when);
        ground.assert_moved_to(user, &when);
    }
}
