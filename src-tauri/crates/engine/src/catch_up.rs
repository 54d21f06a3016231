//! # Catching up
//!
//! Mail goes on arriving at the source for a while after the switch. When the old mailboxes are looked at again, what each
//! look found, and when nothing comes any more: worked out from the runs in the plan file, nothing of it is stored.
//!
//! A look is a copy of everybody. Pure, except for [`gather`] and [`note`].

use std::collections::BTreeSet;

use time::{Duration, OffsetDateTime, Time};

use crate::copy::{PastPerson, PastRun, PersonEnd, RunKind, history};
use crate::error::Error;
use crate::flow::{self, State};
use crate::plan::{Check, MovingDay, PersonId, Plan, Seen};
use crate::task::Task;
use crate::zone::Zone;

/// Between two looks on the day of the switch.
const SOON: Duration = Duration::minutes(30);
/// Between two looks on the days after it.
const LATER: Duration = Duration::hours(3);

/// Everything that the looks follow from.
#[derive(Debug, Clone, Default)]
pub struct CatchUp {
    /// When new mail began to go to the destination; none as long as it does not.
    pub switched: Option<OffsetDateTime>,
    /// From when on nobody sends to the source any more, because the old address has run out everywhere; filled by whoever
    /// knows the waiting time of the records. Without it, the day after the switch has to be over.
    pub wait_over: Option<OffsetDateTime>,
    /// Whether looking was left out, or called done by a person.
    pub settled: bool,
    /// The moving day.
    pub day: Option<MovingDay>,
    /// The time of the last copy, of whomever; it may have been cut off.
    pub last_copy: Option<OffsetDateTime>,
    /// Copies of everybody that came to their end, the earliest first.
    pub looks: Vec<Look>,
}

/// One look at all old mailboxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// When it began.
    pub began: OffsetDateTime,
    /// When it ended.
    pub ended: OffsetDateTime,
    /// What it found for whom.
    pub people: Vec<PastPerson>,
}

impl Look {
    /// How many messages were new.
    pub fn fresh(&self) -> u64 {
        self.people.iter().filter_map(|person| person.copied).sum()
    }

    /// Whether every mailbox could be looked at and nothing in it was new.
    fn is_quiet(&self) -> bool {
        let quiet = |one: &PastPerson| one.ended == PersonEnd::Done && one.copied == Some(0);
        self.people.iter().all(quiet)
    }
}

impl CatchUp {
    /// When the next look is due; it may lie in the past. None before the switch and when looking has come to its end.
    pub fn next(&self) -> Option<OffsetDateTime> {
        let (switched, last) = (self.switched?, self.last_copy?);
        if self.settled || self.looks.is_empty() || self.is_over() {
            return None;
        }
        let zone = self.zone();
        let moved = self.day.map_or(zone.day(switched), |day| day.date);
        let pause = match zone.day(last) <= moved.max(zone.day(switched)) {
            true => SOON,
            false => LATER,
        };
        Some(last.max(switched) + pause)
    }

    /// From when on a look that finds nothing counts; none before the switch.
    pub fn quiet_from(&self) -> Option<OffsetDateTime> {
        let zone = self.zone();
        let after = zone.day(self.switched?) + Duration::days(2);
        Some(self.wait_over.unwrap_or(zone.moment(after, Time::MIDNIGHT)))
    }

    /// Whether nothing comes any more: two looks in a row found nothing, and the last one was late enough.
    pub fn is_over(&self) -> bool {
        match (self.looks.as_slice(), self.quiet_from()) {
            ([.., before, last], Some(from)) => {
                before.is_quiet() && last.is_quiet() && last.began >= from
            }
            _ => false,
        }
    }

    fn zone(&self) -> Zone {
        self.day.map_or(Zone::UTC, |day| day.zone)
    }
}

/// Reads what the looks follow from.
///
/// # Errors
/// Those of the plan file.
pub fn gather(plan: &Plan, now: OffsetDateTime) -> Result<CatchUp, Error> {
    let people: BTreeSet<PersonId> = plan.people()?.iter().map(|person| person.id).collect();
    let states = flow::tasks(&flow::gather(plan, now)?);
    let state = |task| {
        states
            .iter()
            .find(|one| one.task == task)
            .map(|one| &one.state)
    };
    let switched = match state(Task::SwitchDelivery) {
        Some(State::Done { at, .. }) => *at,
        Some(State::Skipped { at, .. }) => Some(*at),
        _ => None,
    };
    let copies: Vec<PastRun> = history(plan)?
        .into_iter()
        .filter(|run| run.kind == RunKind::Copy)
        .collect();
    let marked = plan.marks()?.contains_key(&Task::CatchUp);
    Ok(CatchUp {
        switched,
        wait_over: None,
        settled: marked && state(Task::CatchUp).is_some_and(State::is_settled),
        day: plan.moving_day()?,
        last_copy: copies.last().map(|run| run.ended.unwrap_or(run.began)),
        looks: copies
            .into_iter()
            .filter_map(|run| look(run, &people))
            .collect(),
    })
}

/// Writes into the plan whether catching up has come to its end; to be called after every copy.
///
/// # Errors
/// Those of the plan file.
pub fn note(plan: &Plan, now: OffsetDateTime) -> Result<(), Error> {
    let seen = Check {
        seen: Seen::Passed,
        at: now,
    };
    let over = gather(plan, now)?.is_over();
    plan.note_check(Task::CatchUp, over.then_some(&seen))
}

/// The run as a look, if it was one: it came to its end, and everybody in the list took part.
fn look(run: PastRun, people: &BTreeSet<PersonId>) -> Option<Look> {
    let ended = run.ended.filter(|_| !run.stopped)?;
    let mut own = run.people;
    own.retain(|one| people.contains(&one.person));
    (own.len() == people.len() && !people.is_empty()).then_some(Look {
        began: run.began,
        ended,
        people: own,
    })
}

#[cfg(test)]
mod tests;
