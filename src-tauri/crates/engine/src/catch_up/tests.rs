//! When to look, and when it is enough.

use time::macros::datetime;

use super::*;
use crate::copy::Verdict;
use crate::error::Code;
use crate::plan::read_day;

const SWITCHED: OffsetDateTime = datetime!(2026-06-12 18:00 UTC);

fn person(id: i64, copied: Option<u64>, ended: PersonEnd) -> PastPerson {
    PastPerson {
        person: PersonId::from_number(id),
        ended,
        verdict: Verdict::Complete,
        source: Some(9),
        arrived: 9,
        already_there: None,
        left_out: 0,
        extra: None,
        copied,
    }
}

fn found(at: OffsetDateTime, people: Vec<PastPerson>) -> Look {
    Look {
        began: at,
        ended: at + Duration::MINUTE,
        people,
    }
}

fn quiet(at: OffsetDateTime) -> Look {
    let people = vec![
        person(1, Some(0), PersonEnd::Done),
        person(2, Some(0), PersonEnd::Done),
    ];
    found(at, people)
}

fn after(looks: Vec<Look>) -> CatchUp {
    CatchUp {
        switched: Some(SWITCHED),
        day: read_day("2026-06-12", "18:00", "Europe/London"),
        last_copy: looks.last().map(|look| look.ended),
        looks,
        ..CatchUp::default()
    }
}

#[test]
fn on_moving_day_every_half_hour_and_every_three_hours_after_it() {
    let evening = after(vec![quiet(datetime!(2026-06-12 19:00 UTC))]);
    assert_eq!(evening.next(), Some(datetime!(2026-06-12 19:31 UTC)));
    let morning = after(vec![quiet(datetime!(2026-06-13 09:00 UTC))]);
    assert_eq!(morning.next(), Some(datetime!(2026-06-13 12:01 UTC)));
    let copied_before = after(vec![quiet(datetime!(2026-06-11 09:00 UTC))]);
    assert_eq!(copied_before.next(), Some(SWITCHED + SOON));
}

#[test]
fn nobody_looks_before_the_switch_or_the_first_copy_or_when_a_person_calls_it_done() {
    let look = || vec![quiet(datetime!(2026-06-12 19:00 UTC))];
    let not_switched = CatchUp {
        switched: None,
        ..after(look())
    };
    let settled = CatchUp {
        settled: true,
        ..after(look())
    };
    for nothing in [not_switched, settled, after(Vec::new())] {
        assert_eq!(nothing.next(), None);
        assert!(!nothing.is_over());
    }
}

#[test]
fn two_quiet_looks_end_it_once_the_day_after_the_switch_is_over() {
    let early = [
        datetime!(2026-06-13 09:00 UTC),
        datetime!(2026-06-13 12:00 UTC),
    ];
    assert!(!after(early.map(quiet).to_vec()).is_over());
    // Midnight in London, in summer.
    let late = [early[1], datetime!(2026-06-13 23:00 UTC)];
    let over = after(late.map(quiet).to_vec());
    assert_eq!(over.quiet_from(), Some(late[1]));
    assert!(over.is_over());
    assert_eq!(over.next(), None);
    assert!(
        !after(vec![quiet(late[1])]).is_over(),
        "one look is not enough"
    );
}

#[test]
fn a_known_waiting_time_counts_instead_of_the_day() {
    let looks = [
        datetime!(2026-06-12 19:00 UTC),
        datetime!(2026-06-12 22:00 UTC),
    ];
    let short = CatchUp {
        wait_over: Some(datetime!(2026-06-12 20:00 UTC)),
        ..after(looks.map(quiet).to_vec())
    };
    assert!(short.is_over());
}

#[test]
fn new_mail_and_mailboxes_that_do_not_open_keep_it_going() {
    let late = datetime!(2026-06-14 12:00 UTC);
    let failed = PersonEnd::Failed(Code::SourceLost);
    for people in [
        vec![person(1, Some(3), PersonEnd::Done)],
        vec![person(1, Some(0), failed)],
        vec![person(1, None, PersonEnd::Done)],
    ] {
        let looks = vec![quiet(late), found(late + LATER, people)];
        assert!(!after(looks).is_over());
    }
}

#[test]
fn only_a_copy_of_everybody_that_came_to_its_end_is_a_look() {
    let people = [1, 2].map(PersonId::from_number).into();
    let run = |stopped, ids: &[i64]| PastRun {
        kind: RunKind::Copy,
        began: SWITCHED,
        ended: Some(SWITCHED),
        stopped,
        people: ids
            .iter()
            .map(|id| person(*id, Some(2), PersonEnd::Done))
            .collect(),
    };
    assert_eq!(
        look(run(false, &[1, 2, 9]), &people).map(|look| look.fresh()),
        Some(4)
    );
    assert_eq!(look(run(false, &[1]), &people), None);
    assert_eq!(look(run(true, &[1, 2]), &people), None);
    assert_eq!(look(run(false, &[]), &BTreeSet::new()), None);
}
