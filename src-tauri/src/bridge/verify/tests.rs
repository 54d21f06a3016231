//! What is proven crosses as it was found: how much arrived, what is more, and what is the matter with the rest.

use std::sync::Arc;

use moving_day_engine::address::Address;
use moving_day_engine::copy::verify::{Counts, FolderProof, PersonProgress};
use moving_day_engine::error::Code;
use moving_day_engine::imap::FolderName;
use moving_day_engine::plan::PersonId;

use super::*;

fn found(kind: Kind, uid: Option<u32>) -> Finding {
    Finding {
        kind,
        uid,
        size: 10,
        date: None,
        sender: None,
        subject: Some("Fotos".to_owned()),
        message_id: None,
        server_text: Some("NO".to_owned()),
    }
}

fn proof(state: State, findings: Vec<Finding>) -> PersonProof {
    let name = FolderName::new(vec!["Old".to_owned()]);
    PersonProof {
        person: PersonId::from_number(1),
        address: Address::parse("ana@example.com").unwrap(),
        state,
        verdict: Verdict::Incomplete,
        folders: vec![FolderProof {
            source: name.clone(),
            destination: name,
            verdict: Verdict::Incomplete,
            counts: Counts {
                source: 20,
                copied: 10,
                already_there: 5,
                extra: 3,
                read: 7,
                ..Counts::default()
            },
            findings,
        }],
    }
}

#[test]
fn what_was_moved_has_arrived_and_what_was_altered_has_not() {
    let moved = Kind::Moved(FolderName::inbox());
    let proof = proof(
        State::Done,
        vec![
            found(moved, Some(1)),
            found(Kind::Altered, Some(2)),
            found(Kind::Missing, Some(3)),
            found(Kind::Missing, Some(4)),
        ],
    );
    let shown = sum(&proof).unwrap();
    assert_eq!(
        (shown.source, shown.destination, shown.arrived),
        (20, 19, 15)
    );
    let most = shown.findings[0];
    assert_eq!((most.kind, most.count), (wire::FindingKind::Missing, 2));
    assert_eq!(shown.findings.len(), 3);
}

#[test]
fn without_an_end_nothing_is_proven() {
    assert_eq!(sum(&proof(State::Stopped, Vec::new())), None);
    let failed = State::Failed(Arc::new(moving_day_engine::error::Error::job(
        Code::SourceLost,
    )));
    assert_eq!(sum(&proof(failed, Vec::new())), None);
}

#[test]
fn a_finding_says_where_it_is_and_why() {
    let moved = Kind::Moved(FolderName::inbox());
    let proof = proof(
        State::Done,
        vec![
            found(moved, Some(1)),
            found(Kind::SetAside(Code::DestinationMessageTooLarge), Some(2)),
            found(Kind::Unreadable(Side::Destination), Some(3)),
            found(Kind::FolderUnreadable(Code::SourceFolderUnreadable), None),
        ],
    );
    let shown: Vec<wire::Finding> = findings(&proof).collect();
    assert_eq!(
        shown[0].moved_to.as_deref(),
        Some(&["INBOX".to_owned()][..])
    );
    assert_eq!(
        shown[1].code,
        Some(wire::Code(Code::DestinationMessageTooLarge))
    );
    assert_eq!(shown[2].side, Some(wire::Side::Destination));
    assert!(shown[3].whole_folder && !shown[2].whole_folder);
    assert!(
        shown
            .iter()
            .all(|one| one.folder == ["Old"] && one.person == 1)
    );
}

#[test]
fn people_keep_their_order_and_their_names() {
    let person = |id, state| PersonProgress {
        person: PersonId::from_number(id),
        address: Address::parse(&format!("p{id}@example.com")).unwrap(),
        state,
        folders: 1,
        folders_total: Some(2),
        messages: 5,
        messages_total: Some(9),
    };
    let folder = FolderName::inbox();
    let state = VerifyState {
        phase: wire::VerifyPhase::Comparing,
        deep: true,
        ended: None,
        people: vec![
            person(2, State::Comparing { folder }),
            person(1, State::Done),
        ],
        names: Arc::new([(PersonId::from_number(1), "Ana".to_owned())].into()),
        proofs: Arc::new(vec![proof(State::Done, Vec::new())]),
        fault: None,
    };
    let shown = serde_json::to_value(verify_progress(&state)).unwrap();
    assert_eq!(shown["phase"], "comparing");
    let comparing = serde_json::json!({ "kind": "comparing", "folder": ["INBOX"] });
    assert_eq!(shown["people"][0]["state"], comparing);
    assert!(shown["people"][0]["proof"].is_null() && shown["people"][0]["name"].is_null());
    assert_eq!(shown["people"][1]["name"], "Ana");
    assert_eq!(shown["people"][1]["proof"]["verdict"], "incomplete");
}
