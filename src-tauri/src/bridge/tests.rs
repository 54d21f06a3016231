//! What crosses is what the engine said: every total, every state, every refusal.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use moving_day_engine::error::{Code, Retry, Scope};

use super::*;

fn tally(messages: u64, total: Option<u64>) -> copy::Tally {
    copy::Tally {
        messages,
        messages_total: total,
        bytes: messages * 1000,
        bytes_total: total.map(|total| total * 1000),
        refused: 1,
        already_there: 2,
        already_there_bytes: 2000,
        flags_changed: 4,
        read_back: 5,
    }
}

fn folder(name: &str, fault: Option<Code>) -> copy::FolderProgress {
    copy::FolderProgress {
        source: FolderName::new(vec!["Old".to_owned(), name.to_owned()]),
        destination: FolderName::new(vec![name.to_owned()]),
        role: Some(Role::Sent),
        tally: tally(3, Some(4)),
        fault: fault.map(|code| Arc::new(Error::new(code, Scope::Folder, Retry::Never).said("no"))),
    }
}

fn moving(id: i64, state: copy::PersonState) -> copy::PersonProgress {
    copy::PersonProgress {
        person: PersonId::from_number(id),
        address: Address::parse(&format!("p{id}@example.com")).unwrap(),
        state,
        tally: tally(10, Some(20)),
        folders: vec![
            folder("Sent", None),
            folder("Broken", Some(Code::DestinationFolderRefused)),
        ],
        prospect: None,
    }
}

fn state(people: Vec<copy::PersonProgress>) -> CopyState {
    CopyState {
        progress: copy::Progress {
            phase: copy::Phase::Copying,
            tally: tally(20, Some(40)),
            bytes_per_second: Some(512),
            seconds_left: Some(90),
            elapsed: Duration::from_millis(61_900),
            estimate: None,
            people,
        },
        awake: true,
        names: Arc::new(BTreeMap::from([(
            PersonId::from_number(1),
            "Ana".to_owned(),
        )])),
        fault: None,
    }
}

#[test]
fn totals_cross_as_they_are_and_absent_ones_stay_absent() {
    let mut state = state(vec![moving(1, copy::PersonState::Done)]);
    let shown = copy_progress(&state, None);
    assert_eq!(shown.tally.messages_total, Some(40));
    assert_eq!(shown.tally.bytes, 20_000);
    assert_eq!((shown.tally.refused, shown.tally.already_there), (1, 2));
    let (earlier, flags) = (shown.tally.already_there_bytes, shown.tally.flags_changed);
    assert_eq!((earlier, flags), (2000, 4));
    assert_eq!(
        (
            shown.bytes_per_second,
            shown.seconds_left,
            shown.elapsed_seconds
        ),
        (Some(512), Some(90), 61)
    );
    assert_eq!(shown.people[0].tally.messages, 10);
    assert_eq!(shown.people[0].name.as_deref(), Some("Ana"));

    state.progress.tally = tally(20, None);
    let text = serde_json::to_value(copy_progress(&state, None)).unwrap();
    assert!(text["tally"]["messagesTotal"].is_null());
    assert!(text["tally"]["bytesTotal"].is_null());
}

#[test]
fn folders_cross_for_the_watched_person_alone() {
    let state = state(vec![
        moving(1, copy::PersonState::Waiting),
        moving(2, copy::PersonState::Counting),
    ]);
    assert!(copy_progress(&state, None).watched.is_none());
    assert!(
        copy_progress(&state, Some(PersonId::from_number(9)))
            .watched
            .is_none()
    );
    let watched = copy_progress(&state, Some(PersonId::from_number(2)))
        .watched
        .unwrap();
    assert_eq!(watched.person, 2);
    assert_eq!(watched.folders[0].source, ["Old", "Sent"]);
    assert_eq!(watched.folders[0].destination, ["Sent"]);
    assert_eq!(
        watched.folders[1].fault.as_ref().unwrap().code,
        wire::Code(Code::DestinationFolderRefused)
    );
}

#[test]
fn what_people_are_doing_crosses() {
    let failed = Arc::new(
        Error::new(Code::SourceSignInRefused, Scope::Account, Retry::Never).said("no such user"),
    );
    let state = state(vec![
        moving(
            1,
            copy::PersonState::Copying {
                folder: FolderName::new(vec!["A".to_owned(), "B".to_owned()]),
            },
        ),
        moving(
            2,
            copy::PersonState::Retrying {
                code: Code::SourceBusy,
                seconds: 20,
                until: time::macros::datetime!(2026-11-28 3:00 UTC),
            },
        ),
        moving(3, copy::PersonState::Failed(failed)),
    ]);
    let shown = serde_json::to_value(copy_progress(&state, None).people).unwrap();
    assert_eq!(
        shown[0]["state"],
        serde_json::json!({ "kind": "copying", "folder": ["A", "B"] })
    );
    assert_eq!(
        shown[1]["state"],
        serde_json::json!({ "kind": "retrying", "code": "SourceBusy", "seconds": 20, "until": "2026-11-28T03:00:00Z" })
    );
    assert_eq!(shown[2]["state"]["fault"]["serverText"], "no such user");
    assert!(shown[0]["name"] == "Ana" && shown[1]["name"].is_null());
}

#[test]
fn a_copy_that_ended_early_says_why() {
    let mut state = state(Vec::new());
    state.fault = Some(Arc::new(Error::job(Code::LocalDiskFull)));
    let shown = copy_progress(&state, None);
    assert_eq!(shown.phase, wire::CopyPhase::Failed);
    assert_eq!(shown.fault.unwrap().code, wire::Code(Code::LocalDiskFull));
}

#[test]
fn a_folder_that_was_set_aside_is_a_problem() {
    let id = PersonId::from_number(1);
    assert!(folder_problem(id, &folder("Sent", None)).is_none());
    let problem =
        folder_problem(id, &folder("Broken", Some(Code::DestinationFolderRefused))).unwrap();
    assert_eq!(problem.folder, ["Old", "Broken"]);
    assert_eq!(problem.server_text.as_deref(), Some("no"));
    assert_eq!(problem.size, 4000);
}

#[test]
fn a_problem_keeps_its_date_and_zone() {
    let shown = problem(Problem {
        person: PersonId::from_number(1),
        folder: FolderName::inbox(),
        uid: Some(7),
        code: Code::DestinationMessageTooLarge,
        server_text: None,
        subject: Some("Fotos".to_owned()),
        sender: None,
        message_id: None,
        date: Some(time::macros::datetime!(2019-03-04 05:06:07 +2)),
        size: 9,
        saved: Some("/plans/example.com not copied/7.eml".into()),
        unsaved: Some(Code::LocalDiskFull),
    });
    assert_eq!(
        shown.saved.as_deref(),
        Some("/plans/example.com not copied/7.eml")
    );
    assert_eq!(shown.unsaved, Some(wire::Code(Code::LocalDiskFull)));
    assert_eq!(shown.date.as_deref(), Some("2019-03-04T05:06:07+02:00"));
    assert_eq!(shown.folder, ["INBOX"]);
}

#[test]
fn a_folder_says_what_becomes_of_it() {
    let name = |name: &str| FolderName::new(vec!["Old".to_owned(), name.to_owned()]);
    let id = PersonId::from_number(3);
    let shown = |note: &Note| serde_json::to_value(folder_note(id, note)).unwrap();
    let renamed = Note::Renamed {
        source: name("a:b"),
        destination: name("a_b"),
        reasons: [Reason::Characters, Reason::Long].into(),
    };
    assert_eq!(
        shown(&renamed),
        serde_json::json!({ "person": 3, "source": ["Old", "a:b"], "fate": {
            "kind": "renamed", "destination": ["Old", "a_b"], "reasons": ["long", "characters"]
        } })
    );
    let merged = Note::Merged {
        source: name("B"),
        with: name("A"),
        destination: name("C"),
    };
    let fate =
        serde_json::json!({ "kind": "merged", "with": ["Old", "A"], "destination": ["Old", "C"] });
    assert_eq!(shown(&merged)["fate"], fate);
    let thinned = Note::Thinned {
        source: name("A"),
        destination: name("C"),
        messages: 7,
    };
    let fate = serde_json::json!({ "kind": "thinned", "destination": ["Old", "C"], "messages": 7 });
    assert_eq!(shown(&thinned)["fate"], fate);
    for (omission, why) in [
        (Omission::HoldsNoMail, "onlyFolders"),
        (Omission::FlaggedMail, "flagged"),
        (Omission::AllMail, "all"),
        (Omission::NotMail, "notMail"),
    ] {
        let left_out = Note::LeftOut {
            source: name("All Mail"),
            omission,
        };
        let fate = serde_json::json!({ "kind": "leftOut", "why": why });
        assert_eq!(shown(&left_out)["fate"], fate);
    }
}

#[test]
fn a_prospect_says_what_will_not_fit() {
    let shown = prospect(&copy::Prospect {
        gmail_labels_merged: 0,
        messages: 10,
        bytes: 500,
        too_large: 2,
        too_large_bytes: 90,
        message_limit: Some(40),
        room: Some(Room {
            used: 10,
            limit: 400,
        }),
        largest: Vec::new(),
    });
    assert_eq!(shown.short_of, Some(110));
    assert_eq!((shown.too_large, shown.message_limit), (2, Some(40)));
    assert_eq!(
        shown.room.map(|room| (room.used, room.limit)),
        Some((10, 400))
    );
}

#[test]
fn a_server_comes_back_as_it_was_entered() {
    for security in [
        wire::Security::Tls,
        wire::Security::StartTls,
        wire::Security::Plain,
    ] {
        let entered = wire::Endpoint {
            host: "imap.example.com".to_owned(),
            port: 1143,
            security,
        };
        let endpoint = Endpoint::try_from(entered.clone()).unwrap();
        assert_eq!(wire::Endpoint::from(&endpoint), entered);
    }
    let nonsense = wire::Endpoint {
        host: "not a host".to_owned(),
        port: 993,
        security: wire::Security::Tls,
    };
    assert_eq!(
        Endpoint::try_from(nonsense).unwrap_err().code,
        Code::EndpointMalformed
    );
}

#[test]
fn blank_fields_of_a_row_say_nothing() {
    let change = wire::PersonChange {
        id: 3,
        name: Some("  ".to_owned()),
        address: "ana@example.com".to_owned(),
        destination_address: "ana@example.org".to_owned(),
        source_user: Some(String::new()),
        destination_user: Some("ana".to_owned()),
        kind: wire::MailboxKind::Person,
        aliases: vec!["a@example.com".to_owned()],
    };
    let person = Person::try_from(change.clone()).unwrap();
    assert_eq!((person.name, person.source_user), (None, None));
    assert_eq!(person.destination_user.as_deref(), Some("ana"));
    let wrong = wire::PersonChange {
        destination_address: "ana".to_owned(),
        ..change
    };
    assert_eq!(
        Person::try_from(wrong).unwrap_err().code,
        Code::AddressMalformed
    );
}
