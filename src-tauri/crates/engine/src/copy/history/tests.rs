//! What is noted of runs comes back as it was.

use std::sync::Arc;

use super::*;
use crate::address::Address;
use crate::clock::{Clock as _, FakeClock};
use crate::copy::verify::{Counts, FolderProof};
use crate::copy::{FolderProgress, PersonProgress, Problem, Tally};
use crate::error::Side;
use crate::imap::FolderName;
use crate::plan::{self, read_people};

struct Place {
    plan: Plan,
    clock: FakeClock,
    _folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = FakeClock::new(OffsetDateTime::from_unix_timestamp(1_600_000_000).unwrap());
        let path = folder.path().join("x.movingday");
        let plan = Plan::create(&path, "x.example", plan::Kind::Real, &clock).unwrap();
        plan.add_people(&read_people("ana@x.example\nben@x.example").people)
            .unwrap();
        Self {
            plan,
            clock,
            _folder: folder,
        }
    }

    fn person(&self, place: usize) -> PersonId {
        self.plan.people().unwrap()[place].id
    }
}

fn every_kind() -> Vec<Kind> {
    vec![
        Kind::Missing,
        Kind::Gone,
        Kind::SetAside(Code::DestinationFull),
        Kind::Altered,
        Kind::Unreadable(Side::Source),
        Kind::Unreadable(Side::Destination),
        Kind::DateDiffers,
        Kind::FlagsMissing,
        Kind::FolderUnreadable(Code::SourceFolderUnreadable),
        Kind::FolderMissing,
        Kind::Moved(FolderName::new(vec!["A".to_owned(), "\"b\"".to_owned()])),
        Kind::Late,
    ]
}

fn proof(person: PersonId, kinds: Vec<Kind>) -> PersonProof {
    let found = kinds.into_iter().zip(1..).map(|(kind, uid)| Finding {
        uid: Some(uid),
        date: OffsetDateTime::from_unix_timestamp(1_500_000_000).ok(),
        subject: Some("Größe".to_owned()),
        ..Finding::of_folder(kind, Some("no".to_owned()))
    });
    PersonProof {
        person,
        address: Address::parse("ana@x.example").unwrap(),
        state: State::Done,
        verdict: Verdict::CompleteWithNotes,
        folders: vec![FolderProof {
            source: FolderName::inbox(),
            destination: FolderName::inbox(),
            verdict: Verdict::CompleteWithNotes,
            counts: Counts {
                source: 9,
                copied: 5,
                already_there: 2,
                extra: 4,
                ..Counts::default()
            },
            findings: found.collect(),
        }],
    }
}

#[test]
fn a_check_is_noted_with_everything_it_found_and_replaces_the_one_before() {
    let place = Place::new();
    let (ana, ben) = (place.person(0), place.person(1));
    for kinds in [vec![Kind::Gone; 3], every_kind()] {
        let run = begin(&place.plan, RunKind::Check, place.clock.now()).unwrap();
        let proofs = vec![proof(ana, kinds), proof(ben, vec![Kind::Late])];
        checked(&place.plan, run, place.clock.now(), &Outcome::Done(proofs)).unwrap();
    }
    let found = findings(&place.plan, RunKind::Check).unwrap();
    let of_ana: Vec<_> = found.iter().filter(|one| one.person == ana).collect();
    let expected = proof(ana, every_kind()).folders.remove(0).findings;
    assert_eq!(
        of_ana.iter().map(|one| &one.finding).collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    assert!(of_ana.iter().all(|one| one.folder.is_inbox()));
    assert_eq!(found.len() - of_ana.len(), 1);
    let runs = history(&place.plan).unwrap();
    assert_eq!(runs.len(), 2);
    assert_eq!(
        runs[1].people[0],
        PastPerson {
            person: ana,
            ended: PersonEnd::Done,
            verdict: Verdict::CompleteWithNotes,
            source: Some(9),
            arrived: 7,
            already_there: Some(2),
            left_out: 2,
            extra: Some(4),
            copied: None,
        }
    );
}

#[test]
fn a_message_that_somebody_moved_has_arrived_and_one_with_other_bytes_has_not() {
    let place = Place::new();
    let noted = |kinds| {
        let run = begin(&place.plan, RunKind::Check, place.clock.now()).unwrap();
        let proofs = Outcome::Done(vec![proof(place.person(0), kinds)]);
        checked(&place.plan, run, place.clock.now(), &proofs).unwrap();
        let runs = history(&place.plan).unwrap();
        let person = &runs.last().unwrap().people[0];
        (person.arrived, person.left_out)
    };
    let moved = || Kind::Moved(FolderName::inbox());
    assert_eq!(noted(vec![]), (7, 2));
    assert_eq!(noted(vec![moved(), moved()]), (9, 0));
    assert_eq!(noted(vec![moved(), Kind::Altered]), (7, 2));
}

#[test]
fn a_check_that_fails_takes_nothing_back() {
    let place = Place::new();
    let ana = place.person(0);
    let run = begin(&place.plan, RunKind::Check, place.clock.now()).unwrap();
    let whole = Outcome::Done(vec![proof(ana, vec![Kind::Gone])]);
    checked(&place.plan, run, place.clock.now(), &whole).unwrap();
    let run = begin(&place.plan, RunKind::Check, place.clock.now()).unwrap();
    let failed = PersonProof {
        state: State::Failed(Arc::new(Error::job(Code::SourceLost))),
        verdict: Verdict::Incomplete,
        folders: Vec::new(),
        ..proof(ana, Vec::new())
    };
    let failed = Outcome::Stopped(vec![failed]);
    checked(&place.plan, run, place.clock.now(), &failed).unwrap();
    assert_eq!(findings(&place.plan, RunKind::Check).unwrap().len(), 1);
    let last = history(&place.plan).unwrap().pop().unwrap();
    assert!(last.stopped);
    assert_eq!(last.people[0].ended, PersonEnd::Failed(Code::SourceLost));
    assert_eq!((last.people[0].source, last.people[0].extra), (None, None));
}

#[test]
fn a_copy_is_noted_with_its_folders_and_one_that_was_cut_off_without_an_end() {
    let place = Place::new();
    let ana = place.person(0);
    begin(&place.plan, RunKind::Copy, place.clock.now()).unwrap();
    place.clock.advance(std::time::Duration::from_secs(60));
    let run = begin(&place.plan, RunKind::Copy, place.clock.now()).unwrap();
    let folder = FolderName::new(vec!["Old".to_owned()]);
    let tally = Tally {
        messages: 8,
        messages_total: Some(11),
        bytes: 900,
        already_there: 3,
        already_there_bytes: 400,
        refused: 3,
        ..Tally::default()
    };
    let result = PersonResult {
        progress: PersonProgress {
            person: ana,
            address: Address::parse("ana@x.example").unwrap(),
            state: PersonState::Done,
            tally,
            folders: vec![FolderProgress {
                source: folder.clone(),
                destination: folder.clone(),
                role: None,
                tally,
                fault: None,
            }],
            prospect: None,
        },
        verdict: Verdict::Incomplete,
        problems: vec![Problem {
            person: ana,
            folder: folder.clone(),
            uid: None,
            code: Code::DestinationFolderRefused,
            server_text: None,
            subject: None,
            sender: None,
            message_id: None,
            date: None,
            size: 77,
            saved: None,
            unsaved: None,
        }],
    };
    place.clock.advance(std::time::Duration::from_secs(60));
    copied(
        &place.plan,
        run,
        (place.clock.now(), Some((Duration::from_secs(40), 6))),
        &Outcome::Done(vec![result]),
    )
    .unwrap();
    let shown = Speed {
        moved: Amount {
            messages: 5,
            bytes: 500,
        },
        time: Duration::from_secs(40),
        connections: 6,
    };
    assert_eq!(speed(&place.plan).unwrap(), Some(shown));
    let short = begin(&place.plan, RunKind::Copy, place.clock.now()).unwrap();
    let pace = Some((Duration::from_secs(29), 6));
    copied(
        &place.plan,
        short,
        (place.clock.now(), pace),
        &Outcome::Done(Vec::new()),
    )
    .unwrap();
    assert_eq!(speed(&place.plan).unwrap(), Some(shown));
    let runs = history(&place.plan).unwrap();
    assert_eq!((runs[0].ended, runs[0].people.len()), (None, 0));
    assert_eq!(runs[1].ended, Some(place.clock.now()));
    assert_eq!(runs[1].people[0].left_out, 3);
    let found = findings(&place.plan, RunKind::Copy).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].folder, folder);
    let kind = Kind::FolderUnreadable(Code::DestinationFolderRefused);
    assert_eq!((&found[0].finding.kind, found[0].finding.size), (&kind, 77));
}
