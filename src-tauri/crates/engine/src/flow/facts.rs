//! # Facts of a plan
//!
//! Reads from the plan file what the state of the tasks follows from.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use crate::copy::{PastRun, PersonEnd, RunKind, Verdict, history};
use crate::error::{Error, Side};
use crate::flow::{Access, Ended, Facts};
use crate::plan::{PersonId, Plan, Question, SignIn};

/// Reads the facts.
///
/// # Errors
/// Those of the plan file.
pub fn gather(plan: &Plan, now: OffsetDateTime) -> Result<Facts, Error> {
    let people: BTreeSet<PersonId> = plan
        .moving_people()?
        .iter()
        .map(|person| person.id)
        .collect();
    let history = history(plan)?;
    let mut sign_ins = plan.sign_ins()?;
    sign_ins.retain(|one| people.contains(&one.person));
    let answers = plan.answers()?;
    let source = plan.endpoint(Side::Source)?.is_some();
    let destination = plan.endpoint(Side::Destination)?.is_some();
    let named = destination || answers.contains_key(&Question::Destination);
    Ok(Facts {
        now,
        schedule: plan.schedule()?,
        opensrs: answers
            .get(&Question::Destination)
            .is_some_and(|kind| kind == "opensrs"),
        servers: source && destination,
        unnamed: match (source, named) {
            (false, _) => Some(Side::Source),
            (true, false) => Some(Side::Destination),
            (true, true) => None,
        },
        people: people.len(),
        source: access(&sign_ins, Side::Source),
        destination: access(&sign_ins, Side::Destination),
        copied: ended(&people, &history, RunKind::Copy),
        compared: ended(&people, &history, RunKind::Check),
        marks: plan.marks()?,
        checks: plan.checks()?,
    })
}

fn access(sign_ins: &[SignIn], side: Side) -> Access {
    let here = || sign_ins.iter().filter(|one| one.side == side);
    let works = here().filter(|one| one.outcome.is_ok()).count();
    Access {
        works,
        fails: here().count() - works,
        at: here().map(|one| one.at).max(),
    }
}

/// How the last run of a kind ended for each person. A stop says nothing of anybody; what was known before stands.
fn ended(people: &BTreeSet<PersonId>, history: &[PastRun], kind: RunKind) -> Ended {
    let mut known = Ended::default();
    for id in people {
        let last = history
            .iter()
            .rev()
            .filter(|run| run.kind == kind)
            .find_map(|run| {
                let person = run.people.iter().find(|person| person.person == *id)?;
                (person.ended != PersonEnd::Stopped).then_some((person, run.ended))
            });
        let Some((person, at)) = last else { continue };
        if person.ended == PersonEnd::Done && person.verdict != Verdict::Incomplete {
            known.complete += 1;
        } else {
            known.incomplete += 1;
        }
        known.at = known.at.max(at);
    }
    known
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::clock::SystemClock;
    use crate::copy::PastPerson;
    use crate::error::Code;
    use crate::plan::{Kind, read_people};

    #[test]
    fn only_those_whose_mail_moves_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        let clock = SystemClock::default();
        let path = folder.path().join("x.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &clock).unwrap();
        let list = "address,type\nana@x.example,person\nzoe@x.example,stays";
        let people = plan.add_people(&read_people(list).people).unwrap();
        for person in &people {
            let (side, outcome) = (Side::Source, Err(Code::SourceSignInRefused));
            let (person, at) = (person.id, EARLY);
            plan.note_sign_in(&SignIn {
                person,
                side,
                outcome,
                at,
            })
            .unwrap();
        }
        let facts = gather(&plan, LATE).unwrap();
        assert_eq!((facts.people, facts.source.fails), (1, 1));
    }

    const EARLY: OffsetDateTime = datetime!(2026-06-09 12:00 UTC);
    const LATE: OffsetDateTime = datetime!(2026-06-10 12:00 UTC);

    fn run(kind: RunKind, at: OffsetDateTime, people: &[(i64, PersonEnd, Verdict)]) -> PastRun {
        PastRun {
            kind,
            began: at,
            ended: Some(at),
            stopped: false,
            people: people
                .iter()
                .map(|(id, ended, verdict)| PastPerson {
                    person: PersonId::from_number(*id),
                    ended: *ended,
                    verdict: *verdict,
                    source: None,
                    arrived: 0,
                    already_there: None,
                    left_out: 0,
                    extra: None,
                    copied: None,
                })
                .collect(),
        }
    }

    #[test]
    fn the_last_run_that_came_to_an_end_counts_for_each_person_of_the_list() {
        use PersonEnd::{Done, Stopped};
        use Verdict::{Complete, CompleteWithNotes, Incomplete};
        let failed = PersonEnd::Failed(crate::error::Code::SourceLost);
        let history = [
            run(
                RunKind::Copy,
                EARLY,
                &[
                    (1, failed, Incomplete),
                    (2, Done, Complete),
                    (9, Done, Incomplete),
                ],
            ),
            run(
                RunKind::Copy,
                LATE,
                &[(1, Done, CompleteWithNotes), (2, Stopped, Incomplete)],
            ),
            run(RunKind::Check, LATE, &[(1, Done, Incomplete)]),
        ];
        let people = [1, 2, 3].map(PersonId::from_number).into();
        let copied = ended(&people, &history, RunKind::Copy);
        assert_eq!(
            copied,
            Ended {
                complete: 2,
                incomplete: 0,
                at: Some(LATE)
            }
        );
        let compared = ended(&people, &history, RunKind::Check);
        assert_eq!(
            compared,
            Ended {
                complete: 0,
                incomplete: 1,
                at: Some(LATE)
            }
        );
    }
}
