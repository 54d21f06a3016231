//! # Tasks on the wire
//!
//! How each task of the plan stands and what is next, as the engine worked it out, and what a person may say about a task.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::closed::closed;
use super::fault::Side;

closed! {
    /// A task of the move, by the engine's word.
    Task = moving_day_engine::task::Task;
    /// Why a task needs the person, by the engine's word.
    Concern = moving_day_engine::plan::Concern;
    /// A question whose answer is kept, by the engine's word.
    Question = moving_day_engine::plan::Question;
}

/// A part of the move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Phase {
    /// Three weeks before.
    Prepare,
    /// The days before.
    GetReady,
    /// The copy, the switch, the proof.
    Move,
    /// The two weeks after.
    SettleIn,
}

/// The tasks of the plan, its dates and what was answered so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Course {
    /// The time by the clock of the plan, RFC 3339.
    pub now: String,
    /// The day it is, by that clock and in the zone of the plan: `YYYY-MM-DD`.
    pub today: String,
    /// The moving day, once chosen.
    pub day: Option<MovingDay>,
    /// Every task, in the order of the plan.
    pub tasks: Vec<TaskEntry>,
    /// The one thing to do next.
    pub next: Next,
    /// The next moment at which something happens by itself, RFC 3339.
    pub next_event: Option<String>,
    /// What changed by itself since the plan was last looked at.
    pub since: Vec<Task>,
    /// Answers to questions of earlier screens; null where there is none yet.
    pub answers: BTreeMap<Question, Option<String>>,
}

/// When the mail is switched, in the zone of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MovingDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// `HH:MM`, 24 hours.
    pub time: String,
    /// Name in the IANA database.
    pub zone: String,
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct TaskEntry {
    /// Which.
    pub task: Task,
    /// The part of the move it belongs to.
    pub phase: Phase,
    /// Whether the move cannot do without it.
    pub required: bool,
    /// How it stands.
    pub state: TaskState,
    /// From this day on it can be the next thing to do: `YYYY-MM-DD`.
    pub opens: Option<String>,
    /// By the end of this day it should be done: `YYYY-MM-DD`.
    pub due: Option<String>,
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub(crate) enum TaskState {
    /// It can be done.
    Todo,
    /// Another task has to come first.
    After {
        /// Which.
        task: Task,
    },
    /// Both mail servers have to be entered first.
    Servers,
    /// It begins on a day, and can be done early.
    From {
        /// `YYYY-MM-DD`.
        day: String,
    },
    /// It is done by itself at a moment.
    WaitingUntil {
        /// When the wait began, RFC 3339.
        from: String,
        /// RFC 3339.
        at: String,
    },
    /// Somebody else does it.
    WaitingFor {
        /// Who.
        name: String,
    },
    /// It needs the person.
    Attention {
        /// Why.
        concern: Concern,
    },
    /// It is done.
    Done {
        /// Who says so.
        by: By,
        /// RFC 3339; none where it is so because it is so.
        at: Option<String>,
    },
    /// It was left out.
    Skipped {
        /// Why.
        reason: SkipReason,
        /// Why, in the person's own words.
        note: Option<String>,
        /// RFC 3339.
        at: String,
    },
}

/// Who says that a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum By {
    /// The program, which has looked.
    Program,
    /// The person.
    Person,
}

/// Why a task is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum SkipReason {
    /// There is no need for it.
    NotNeeded,
    /// Somebody else does it, outside this plan.
    SomeoneElse,
    /// The provider does not allow it.
    NotPossible,
    /// Something else; the note says what.
    Other,
}

/// The one thing to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Next {
    /// Saying where the mail of this side is.
    Name {
        /// Which.
        side: Side,
    },
    /// A task.
    Task {
        /// Which.
        task: Task,
    },
    /// Nothing for now.
    Nothing {
        /// The day on which the next task opens: `YYYY-MM-DD`.
        until: Option<String>,
        /// What could be done before its time.
        early: Option<Task>,
    },
    /// Nothing any more.
    Finished,
}

/// What a person says about a task.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Said {
    /// It is done.
    Done,
    /// It is left out.
    Skipped {
        /// Why.
        reason: SkipReason,
        /// Why, in their own words.
        note: Option<String>,
    },
    /// Somebody else does it.
    WaitingFor {
        /// Who.
        name: String,
    },
    /// What was said before is taken back.
    Nothing,
}

/// What follows from a day before it is chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct DayPreview {
    /// Whether it can be done.
    pub judgement: Judgement,
    /// The six days by which the plan is told.
    pub milestones: Vec<MilestoneDay>,
    /// Open tasks that would be due on another day than now.
    pub moved: Vec<MovedTask>,
    /// Other moving days that letters have told people of already: `YYYY-MM-DD`.
    pub told: Vec<String>,
}

/// A task that would be due on another day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MovedTask {
    /// Which.
    pub task: Task,
    /// When it is due now: `YYYY-MM-DD`.
    pub before: String,
    /// When it would be due: `YYYY-MM-DD`.
    pub after: String,
}

/// Whether a day leaves time for everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Judgement {
    /// It does.
    Fine,
    /// With less notice than usual.
    Short {
        /// Days from today.
        days: u32,
    },
    /// It does not.
    TooSoon {
        /// The first day that does: `YYYY-MM-DD`.
        earliest: String,
    },
    /// It is today or over.
    Past,
}

/// One of the six days by which the plan is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MilestoneDay {
    /// What happens.
    pub milestone: Milestone,
    /// `YYYY-MM-DD`.
    pub day: String,
}

/// What happens on one of the six days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Milestone {
    /// The waiting time is shortened, people are told.
    Begin,
    /// No new accounts and passwords from here on.
    Freeze,
    /// Copying can start.
    Copy,
    /// The switch.
    Switch,
    /// Until then the last messages are caught up with.
    CatchUp,
    /// The end.
    Finish,
}

/// Quiet days to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct DaySuggestions {
    /// The day it is: `YYYY-MM-DD`.
    pub today: String,
    /// A Saturday with enough time, and the Friday before it: `YYYY-MM-DD`.
    pub days: [String; 2],
}
