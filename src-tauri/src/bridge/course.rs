//! # Tasks and dates on their way to the wire and back

use std::collections::BTreeMap;

use moving_day_engine::error::Side;
use moving_day_engine::flow::{By, Facts, Gate, Next, State, TaskState, Wait};
use moving_day_engine::plan::{
    Judgement, Milestone, MovingDay, Question, Reason, Said, Schedule, read_day,
};
use moving_day_engine::task::{Need, Phase};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

use crate::wire;

/// A moment as it crosses. One that RFC 3339 cannot write lies outside the years 0 to 9999, and none of ours does.
pub(crate) fn moment(at: OffsetDateTime) -> String {
    at.format(&Rfc3339).unwrap_or_default()
}

/// The tasks, in the order of the plan. A wait began when it was found.
pub(crate) fn tasks(states: Vec<TaskState>, facts: &Facts) -> Vec<wire::TaskEntry> {
    let found = |task| facts.checks.get(&task).map_or(facts.now, |check| check.at);
    states
        .into_iter()
        .map(|one| wire::TaskEntry {
            task: wire::Task(one.task),
            phase: phase(one.task.phase()),
            required: one.task.need() == Need::Required,
            state: state(one.state, found(one.task)),
            opens: one.window.map(|window| window.opens.to_string()),
            due: one.window.map(|window| window.due.to_string()),
        })
        .collect()
}

/// The one thing to do next.
pub(crate) fn next(next: Next) -> wire::Next {
    match next {
        Next::Name(Side::Source) => wire::Next::Name {
            side: wire::Side::Source,
        },
        Next::Name(Side::Destination) => wire::Next::Name {
            side: wire::Side::Destination,
        },
        Next::Task(task) => wire::Next::Task {
            task: wire::Task(task),
        },
        Next::Nothing { until, early } => wire::Next::Nothing {
            until: until.map(|day| day.to_string()),
            early: early.map(wire::Task),
        },
        Next::Finished => wire::Next::Finished,
    }
}

/// Every question with its answer, where there is one.
pub(crate) fn answers(
    mut answers: BTreeMap<Question, String>,
) -> BTreeMap<wire::Question, Option<String>> {
    Question::ALL
        .iter()
        .map(|question| (wire::Question(*question), answers.remove(question)))
        .collect()
}

/// The moving day.
pub(crate) fn moving_day(day: &MovingDay) -> wire::MovingDay {
    let time = day.time.format(format_description!("[hour]:[minute]"));
    wire::MovingDay {
        day: day.date.to_string(),
        time: time.unwrap_or_default(),
        zone: day.zone.name().to_owned(),
    }
}

/// The moving day that was chosen, if it exists.
pub(crate) fn entered_day(day: &wire::MovingDay) -> Option<MovingDay> {
    read_day(&day.day, &day.time, &day.zone)
}

/// What follows from a day for tasks that stand like this.
pub(crate) fn preview(
    judgement: Judgement,
    schedule: &Schedule,
    states: &[TaskState],
) -> wire::DayPreview {
    wire::DayPreview {
        judgement: match judgement {
            Judgement::Fine => wire::Judgement::Fine,
            Judgement::Short { days } => wire::Judgement::Short {
                days: u32::try_from(days).unwrap_or_default(),
            },
            Judgement::TooSoon { earliest } => wire::Judgement::TooSoon {
                earliest: earliest.to_string(),
            },
            Judgement::Past => wire::Judgement::Past,
        },
        milestones: schedule
            .milestones()
            .into_iter()
            .map(|(one, day)| wire::MilestoneDay {
                milestone: milestone(one),
                day: day.to_string(),
            })
            .collect(),
        moved: moved(states, schedule),
        // Letters note the day they told. None are written yet, so nobody was told of another one.
        told: Vec::new(),
    }
}

fn moved(states: &[TaskState], then: &Schedule) -> Vec<wire::MovedTask> {
    let open = states.iter().filter(|one| !one.state.is_settled());
    open.filter_map(|one| {
        let (before, after) = (one.window?.due, then.window(one.task).due);
        (before != after).then(|| wire::MovedTask {
            task: wire::Task(one.task),
            before: before.to_string(),
            after: after.to_string(),
        })
    })
    .collect()
}

/// What a person says about a task; none when they take it back.
pub(crate) fn said(said: wire::Said) -> Option<Said> {
    match said {
        wire::Said::Done => Some(Said::Done),
        wire::Said::Skipped { reason, note } => Some(Said::Skipped {
            reason: match reason {
                wire::SkipReason::NotNeeded => Reason::NotNeeded,
                wire::SkipReason::SomeoneElse => Reason::SomeoneElse,
                wire::SkipReason::NotPossible => Reason::NotPossible,
                wire::SkipReason::Other => Reason::Other,
            },
            note: super::filled(note),
        }),
        wire::Said::WaitingFor { name } => Some(Said::WaitingFor { name }),
        wire::Said::Nothing => None,
    }
}

fn state(state: State, found: OffsetDateTime) -> wire::TaskState {
    match state {
        State::ToDo => wire::TaskState::Todo,
        State::NotYet(Gate::After(task)) => wire::TaskState::After {
            task: wire::Task(task),
        },
        State::NotYet(Gate::Servers) => wire::TaskState::Servers,
        State::NotYet(Gate::From(day)) => wire::TaskState::From {
            day: day.to_string(),
        },
        State::Waiting(Wait::Until(at)) => wire::TaskState::WaitingUntil {
            from: moment(found),
            at: moment(at),
        },
        State::Waiting(Wait::For(name)) => wire::TaskState::WaitingFor { name },
        State::Attention(concern) => wire::TaskState::Attention {
            concern: wire::Concern(concern),
        },
        State::Done { by, at } => wire::TaskState::Done {
            by: match by {
                By::Program => wire::By::Program,
                By::Person => wire::By::Person,
            },
            at: at.map(moment),
        },
        State::Skipped { reason, note, at } => wire::TaskState::Skipped {
            reason: match reason {
                Reason::NotNeeded => wire::SkipReason::NotNeeded,
                Reason::SomeoneElse => wire::SkipReason::SomeoneElse,
                Reason::NotPossible => wire::SkipReason::NotPossible,
                Reason::Other => wire::SkipReason::Other,
            },
            note,
            at: moment(at),
        },
    }
}

fn phase(phase: Phase) -> wire::Phase {
    match phase {
        Phase::Prepare => wire::Phase::Prepare,
        Phase::GetReady => wire::Phase::GetReady,
        Phase::Move => wire::Phase::Move,
        Phase::SettleIn => wire::Phase::SettleIn,
    }
}

fn milestone(milestone: Milestone) -> wire::Milestone {
    match milestone {
        Milestone::Begin => wire::Milestone::Begin,
        Milestone::Freeze => wire::Milestone::Freeze,
        Milestone::Copy => wire::Milestone::Copy,
        Milestone::Switch => wire::Milestone::Switch,
        Milestone::CatchUp => wire::Milestone::CatchUp,
        Milestone::Finish => wire::Milestone::Finish,
    }
}
