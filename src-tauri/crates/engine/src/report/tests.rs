//! The report of plans in every state, and of data that wants to be something else.

use std::time::Instant;

use super::*;
use crate::clock::{Clock as _, FakeClock};
use crate::error::Code;
use crate::plan::{self, Mark, Plan, Reason, Said, read_people};
use crate::task::Task;

/// A plan with three people.
struct Place {
    plan: Plan,
    clock: FakeClock,
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let moment = OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap();
        let clock = FakeClock::new(moment);
        let path = folder.path().join("x.movingday");
        let plan = Plan::create(&path, "x.example", plan::Kind::Real, &clock).unwrap();
        let people = "Ana Müller,ana@x.example\nben@x.example\nדוד,dvd@x.example";
        plan.add_people(&read_people(people).people).unwrap();
        Self {
            plan,
            clock,
            folder,
        }
    }

    fn sql(&self, text: &str) {
        self.plan.with(|db| db.execute_batch(text)).unwrap();
    }

    /// Everybody copied to the end, so many messages each.
    fn copied(&self, run: u32, messages: u32, verdict: &str) {
        let at = 1_700_000_000 + run * 1000;
        self.sql(&format!(
            "INSERT INTO run(id, kind, began, ended, stopped) VALUES ({run}, 'copy', {at}, {at} + 60, 0);
             INSERT INTO run_person SELECT {run}, id, 'done', NULL, '{verdict}', {messages}, {messages}, NULL, 0, NULL, NULL FROM person;
             INSERT OR IGNORE INTO folder(id, person, source_name, destination_name, source_validity, destination_validity)
             SELECT id, id, '[\"Old\",\"Sent\"]', '[\"Sent\"]', 1, 1 FROM person;
             WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {messages})
             INSERT OR IGNORE INTO message(folder, source_uid, state, size, internal_date) SELECT f.id, n, 1, 9, 0 FROM folder f, n;"
        ));
    }

    fn checked(&self, run: u32, messages: u32, verdict: &str) {
        let at = 1_700_000_000 + run * 1000;
        self.sql(&format!(
            "INSERT INTO run(id, kind, began, ended, stopped) VALUES ({run}, 'check', {at}, {at} + 60, 0);
             INSERT INTO run_person SELECT {run}, id, 'done', NULL, '{verdict}', {messages}, {messages}, 1, 0, 2, NULL FROM person;"
        ));
    }

    fn set_aside(&self, uid: u32, subject: &str, sender: &str) {
        let insert = "INSERT INTO message(folder, source_uid, state, size, internal_date, code, server_text, subject, sender)
             VALUES (1, ?1, 2, 31457280, 1600000000, 'DestinationMessageTooLarge', 'no <b>', ?2, ?3)";
        let values = (uid, subject, sender);
        self.plan.with(|db| db.execute(insert, values)).unwrap();
    }

    fn report(&self) -> Report {
        gather(&self.plan, self.clock.now()).unwrap()
    }
}

fn text(report: &Report, format: Format) -> String {
    String::from_utf8(report.written(format, Language::English).unwrap()).unwrap()
}

/// Cells of the table without its heading.
fn rows(report: &Report) -> Vec<Vec<String>> {
    let text = text(report, Format::Csv);
    let text = text.strip_prefix('\u{feff}').unwrap();
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap().get(0), Some("Row"));
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    rows.collect()
}

#[test]
fn a_plan_that_never_ran_says_so() {
    let place = Place::new();
    let report = place.report();
    assert_eq!(report.verdict, Verdict::NothingCopied);
    assert!(
        report
            .people
            .iter()
            .all(|one| one.standing == Standing::NotBegun)
    );
    let page = text(&report, Format::Html);
    assert!(page.contains("Nothing has been copied yet"));
    assert!(page.contains("<!doctype html>") && page.contains("<html lang=\"en\" dir=\"ltr\">"));
    assert!(
        !page.contains("No message was left out"),
        "nothing is claimed"
    );
    for part in [
        "id=\"dns\"",
        "id=\"skipped\"",
        "id=\"runs\"",
        "id=\"folders\"",
    ] {
        assert!(!page.contains(part), "{part} is empty and shown");
    }
    assert_eq!(rows(&report).len(), 3);
    let nobody = place.plan.people().unwrap();
    let ids: Vec<_> = nobody.iter().map(|one| one.id).collect();
    place.plan.remove_people(&ids).unwrap();
    let report = place.report();
    assert_eq!(report.verdict, Verdict::NothingCopied);
    assert!(text(&report, Format::Html).contains("There is nobody in the plan"));
}

#[test]
fn the_verdict_follows_from_what_was_last_done() {
    let place = Place::new();
    place.sql(
        "INSERT INTO run(id, kind, began, ended, stopped) VALUES (1, 'copy', 1700000000, NULL, 0)",
    );
    assert_eq!(place.report().verdict, Verdict::NothingCopied);
    place.copied(2, 4, "complete");
    let report = place.report();
    assert_eq!(report.verdict, Verdict::Copied);
    assert_eq!((report.totals.arrived, report.totals.source), (12, 12));
    assert_eq!(report.people[0].already_there, None);
    assert_eq!(report.runs[0].ended, None);
    place.checked(3, 4, "complete");
    let report = place.report();
    assert_eq!(report.verdict, Verdict::Complete);
    assert_eq!(report.people[0].standing, Standing::Complete);
    assert_eq!((report.totals.already_there, report.totals.extra), (3, 6));
    // A copy after it makes the comparison old.
    place.copied(4, 5, "complete");
    assert_eq!(place.report().verdict, Verdict::Copied);
    assert_eq!(place.report().people[0].checked_at, None);
    place.checked(5, 5, "incomplete");
    assert_eq!(place.report().verdict, Verdict::LeftOut);
    place.sql("UPDATE run_person SET state = 'failed', code = 'SourceSignInRefused' WHERE run = 4 AND person = 2");
    place.sql("DELETE FROM run_person WHERE run = 5 AND person = 2");
    let report = place.report();
    assert_eq!(report.verdict, Verdict::Unfinished);
    assert_eq!(report.people[1].reason, Some("SourceSignInRefused"));
    assert!(
        text(&report, Format::Html).contains("Not copied: The old server refused the password")
    );
}

#[test]
fn each_message_that_was_left_out_is_named_with_its_reason() {
    let place = Place::new();
    place.copied(1, 4, "incomplete");
    place.set_aside(9, "Plans 2019", "Eva <eva@x.example>");
    let report = place.report();
    assert_eq!(report.left_out.len(), 1);
    let item = &report.left_out[0];
    assert_eq!(item.address, "ana@x.example");
    assert_eq!(
        (item.uid, item.size, item.reason),
        (Some(9), 31_457_280, "DestinationMessageTooLarge")
    );
    assert_eq!(report.people[0].left_out, 1);
    let page = text(&report, Format::Html);
    for part in [
        "Plans 2019",
        "Eva &lt;eva@x.example&gt;",
        "Old &#x2f; Sent",
        "31.4 MB",
        "13 September 2020, 12:26",
        "It is larger than the new server allows",
        "12 of 12 messages are in the new mailboxes. One message was left out.",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    // What a comparison found comes in its place, with what is still to come apart.
    place.checked(2, 4, "incomplete");
    place.sql(
        "INSERT INTO finding VALUES (1, 'check', '[\"INBOX\"]', 'gone', NULL, 3, 700, 1600000000, NULL, 'Gone', NULL, NULL);
         INSERT INTO finding VALUES (1, 'check', '[\"INBOX\"]', 'late', NULL, 4, 700, NULL, NULL, NULL, NULL, NULL);
         INSERT INTO finding VALUES (1, 'check', '[\"INBOX\"]', 'altered', NULL, 5, 700, NULL, NULL, 'Odd', NULL, NULL);
         INSERT INTO finding VALUES (2, 'check', '[\"A\"]', 'folder_unreadable', 'SourceFolderUnreadable', NULL, 0, NULL, NULL, NULL, NULL, NULL);
         UPDATE message SET saved = 'x not copied/3.eml' WHERE source_uid = 9;",
    );
    let report = place.report();
    let reasons: Vec<_> = report.left_out.iter().map(|one| one.reason).collect();
    assert_eq!(reasons, ["MessageGone", "SourceFolderUnreadable"]);
    assert_eq!(report.different.len(), 1);
    assert_eq!(
        (report.people[0].left_out, report.people[0].late),
        (1, Some(1))
    );
    let page = text(&report, Format::Html);
    assert!(page.contains("Arrived with a difference") && page.contains("The whole folder"));
    let kinds: Vec<_> = rows(&report)
        .into_iter()
        .map(|row| row[0].clone())
        .collect();
    assert_eq!(
        kinds,
        [
            "person",
            "person",
            "person",
            "left out",
            "left out",
            "different"
        ]
    );
}

#[test]
fn what_a_stranger_wrote_stays_text() {
    let place = Place::new();
    place.copied(1, 1, "incomplete");
    let odd = [
        (
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
        ),
        ("=HYPERLINK(\"http://evil.example\")", "@SUM(1+1)"),
        ("{{ report.domain }} {% raw %}", "'-alert(1)-'"),
        ("\u{202e}txt.exe\u{0}\r\nX: y", "דואר <a@b.example>"),
    ];
    for (uid, (subject, sender)) in (100..).zip(odd) {
        place.set_aside(uid, subject, sender);
    }
    let report = place.report();
    assert_eq!(report.left_out.len(), odd.len());
    let page = text(&report, Format::Html);
    for part in ["<script", "<img", "<a@b", "no <b>", "onerror=alert(1)>"] {
        assert!(!page.contains(part), "{part}");
    }
    assert!(
        page.contains("{{ report.domain }}"),
        "it is shown and not carried out"
    );
    assert!(page.contains("דוד") && page.contains("<bdi"));
    for row in rows(&report) {
        for cell in row {
            assert!(
                !cell.starts_with(['=', '+', '-', '@']) && !cell.contains(['\r', '\n']),
                "{cell:?}"
            );
        }
    }
    let json: serde_json::Value = serde_json::from_str(&text(&report, Format::Json)).unwrap();
    assert_eq!(json["left_out"][0]["subject"], odd[0].0);
    assert_eq!(json["verdict"], "left_out");
}

#[test]
fn parts_that_others_fill_are_shown_and_skipped_tasks_have_their_reason() {
    let place = Place::new();
    place.copied(1, 1, "complete");
    let said = Said::Skipped {
        reason: Reason::Other,
        note: Some("We <do> it by hand".to_owned()),
    };
    let at = place.clock.now();
    for task in Task::ALL {
        let said = said.clone();
        place.plan.mark(*task, Some(&Mark { said, at })).unwrap();
    }
    let mut report = place.report();
    assert_eq!(report.skipped.len(), Task::ALL.len());
    report.dns = Some(vec![DnsChange {
        name: "x.example".to_owned(),
        kind: "MX".to_owned(),
        before: vec!["10 old.example".to_owned()],
        after: vec!["10 new.example".to_owned()],
    }]);
    let page = text(&report, Format::Html);
    assert!(page.contains("Another reason: We &lt;do&gt; it by hand"));
    assert!(page.contains("10 old.example") && page.contains("10 new.example"));
    assert!(page.contains("Old &#x2f; Sent"), "a folder with a new name");
}

#[test]
fn everything_that_can_be_said_has_words() {
    let words = html::words(Language::English).unwrap();
    for code in Code::ALL.iter().filter(|code| code.side().is_some()) {
        assert!(html::reason(&words, code.as_str()).is_ok(), "{code}");
    }
    for reason in Reason::ALL {
        assert!(words.say(&format!("skip-{}", reason.as_str())).is_ok());
    }
    for task in Task::ALL {
        assert!(words.say(&format!("task-{}", task.as_str())).is_ok());
    }
}

#[test]
fn words_are_plain_and_sentences_short() {
    let text = include_str!("../../documents/en/report.ftl");
    let said = text.lines().filter(|line| !line.starts_with('#'));
    for line in said {
        let words = line.split_once('=').map_or(line, |(_, words)| words);
        for banned in ["invalid", "please", "error", "fail"] {
            assert!(!words.to_lowercase().contains(banned), "{line}");
        }
        for sentence in words.split(['.', ':', '?']) {
            let count = sentence
                .split_whitespace()
                .filter(|word| word.starts_with(char::is_alphabetic))
                .count();
            assert!(count <= 25, "{count} words: {line}");
        }
    }
}

#[test]
fn ten_thousand_messages_are_quickly_told() {
    let place = Place::new();
    place.copied(1, 1, "incomplete");
    place.sql(
        "WITH RECURSIVE n(n) AS (SELECT 1000 UNION ALL SELECT n + 1 FROM n WHERE n < 10999)
         INSERT INTO message(folder, source_uid, state, size, internal_date, code, subject, sender)
         SELECT 1, n, 2, 900, 1600000000, 'DestinationFull', 'Subject ' || n, 'a@b.example' FROM n",
    );
    let begin = Instant::now();
    let report = place.report();
    for format in [Format::Html, Format::Csv, Format::Json] {
        assert!(text(&report, format).contains("Subject 10999"));
    }
    // A second and a half unoptimised; what would grow with the square takes minutes.
    assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
    assert_eq!(report.totals.left_out, 10_000);
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let place = Place::new();
    let report = place.report();
    for (name, format) in [
        ("r.html", Some(Format::Html)),
        ("r.HTM", Some(Format::Html)),
        ("r.csv", Some(Format::Csv)),
        ("r.json", Some(Format::Json)),
        ("r.pdf", None),
        ("html", None),
    ] {
        assert_eq!(Format::of(Path::new(name)), format, "{name}");
        if let Some(format) = format {
            let path = place.folder.path().join(name);
            report.save(&path, format, Language::English).unwrap();
            assert_eq!(
                std::fs::read(&path).unwrap(),
                report.written(format, Language::English).unwrap()
            );
        }
    }
    let before = std::fs::read_dir(place.folder.path()).unwrap().count();
    let occupied = place.folder.path().join("r.html.new");
    std::fs::create_dir(&occupied).unwrap();
    let error = report.save(
        &place.folder.path().join("r.html"),
        Format::Html,
        Language::English,
    );
    assert_eq!(error.unwrap_err().code, Code::LocalFileUnwritable);
    std::fs::remove_dir(&occupied).unwrap();
    assert_eq!(
        std::fs::read_dir(place.folder.path()).unwrap().count(),
        before
    );
    let nowhere = place.folder.path().join("no/such/r.csv");
    let error = report
        .save(&nowhere, Format::Csv, Language::English)
        .unwrap_err();
    assert_eq!(error.code, Code::LocalFileUnwritable);
    assert!(error.params.contains_key("path"));
}

#[test]
fn whoever_does_not_move_is_named() {
    let place = Place::new();
    let people = place.plan.people().unwrap();
    let kinds = [plan::MailboxKind::Forward, plan::MailboxKind::Stays];
    for (person, kind) in people.iter().zip(kinds) {
        place.plan.set_kind(&[person.id], kind).unwrap();
    }
    place.copied(1, 4, "complete");
    let report = place.report();
    assert_eq!((report.people.len(), report.not_moved.len()), (1, 2));
    assert_eq!((report.totals.people, report.totals.arrived), (1, 4));
    let page = text(&report, Format::Html);
    assert!(page.contains("Not part of the move") && page.contains("Forwards its mail only"));
    let rows = rows(&report);
    assert_eq!(rows[1][..2], ["not moved", "ana@x.example"]);
    assert_eq!(rows[2][4], "Stays where it is");
}
