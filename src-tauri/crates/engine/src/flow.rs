//! # From facts to the state of every task
//!
//! Pure: what is known about a plan goes in, how each task stands comes out, with the one thing to do next. Nothing of it
//! is stored, so that a fact that changes changes the tasks at once.
//!
//! Who wins, from strong to weak: what a person left out, what the program found after it was marked, what a person
//! marked, what has to come first.

use std::collections::BTreeMap;

use time::{Date, Duration, OffsetDateTime, Time};

use crate::error::Side;
use crate::plan::{Check, Concern, Mark, Reason, Said, Schedule, Seen, Visit, Window};
use crate::task::{Need, Task};

mod facts;

/// When a day begins for people at work.
const MORNING: Time = time::macros::time!(09:00);

pub use self::facts::gather;

/// Everything that the state of the tasks follows from.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The time.
    pub now: OffsetDateTime,
    /// The dates of the plan, once the moving day is chosen.
    pub schedule: Option<Schedule>,
    /// Whether the mail moves to OpenSRS.
    pub opensrs: bool,
    /// Whether the servers of both sides are known.
    pub servers: bool,
    /// The first side of which nobody has said yet where its mail is.
    pub unnamed: Option<Side>,
    /// How many people move.
    pub people: usize,
    /// The sign-ins at the source.
    pub source: Access,
    /// The sign-ins at the destination.
    pub destination: Access,
    /// The copy.
    pub copied: Ended,
    /// The comparison of both sides.
    pub compared: Ended,
    /// What a person said.
    pub marks: BTreeMap<Task, Mark>,
    /// What the program found.
    pub checks: BTreeMap<Task, Check>,
}

/// How the sign-ins on one side went when they were last tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Access {
    /// People whose sign-in works.
    pub works: usize,
    /// People whose sign-in does not.
    pub fails: usize,
    /// The last test.
    pub at: Option<OffsetDateTime>,
}

/// How a job ended for the people of the plan, as far as it ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ended {
    /// People for whom all is well.
    pub complete: usize,
    /// People for whom something is missing.
    pub incomplete: usize,
    /// The last of them.
    pub at: Option<OffsetDateTime>,
}

/// One task and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskState {
    /// Which.
    pub task: Task,
    /// How it stands.
    pub state: State,
    /// Its days, once the moving day is chosen.
    pub window: Option<Window>,
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It can be done.
    ToDo,
    /// Something has to come first.
    NotYet(Gate),
    /// It is out of the person's hands for now.
    Waiting(Wait),
    /// It needs the person.
    Attention(Concern),
    /// It is done.
    Done {
        /// Who says so.
        by: By,
        /// When; none where it is so because it is so.
        at: Option<OffsetDateTime>,
    },
    /// It was left out.
    Skipped {
        /// Why.
        reason: Reason,
        /// Why, in the person's own words.
        note: Option<String>,
        /// When.
        at: OffsetDateTime,
    },
}

/// What has to come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gate {
    /// Another task.
    After(Task),
    /// The servers of both sides have to be entered.
    Servers,
    /// A day; it can be done early all the same.
    From(Date),
}

/// What a task waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// A moment, at which it is done by itself.
    Until(OffsetDateTime),
    /// Somebody.
    For(String),
}

/// Who says that a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The program, which has looked.
    Program,
    /// The person.
    Person,
}

/// The one thing to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Saying where the mail of this side is, without which the plan is not whole.
    Name(Side),
    /// This task.
    Task(Task),
    /// Nothing for now.
    Nothing {
        /// The day on which the next task opens; none when everything left waits for something else.
        until: Option<Date>,
        /// What could be done before its time.
        early: Option<Task>,
    },
    /// Nothing any more.
    Finished,
}

impl State {
    /// Whether nothing is left to do for it.
    pub const fn is_settled(&self) -> bool {
        matches!(self, Self::Done { .. } | Self::Skipped { .. })
    }

    /// The word by which visits remember it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::ToDo => "todo",
            Self::NotYet(_) => "not_yet",
            Self::Waiting(_) => "waiting",
            Self::Attention(_) => "attention",
            Self::Done { .. } => "done",
            Self::Skipped { .. } => "skipped",
        }
    }
}

/// How every task of this plan stands, in the order of the plan. Tasks that are no part of it are not among them.
pub fn tasks(facts: &Facts) -> Vec<TaskState> {
    let own: BTreeMap<Task, Option<State>> = Task::ALL
        .iter()
        .filter(|task| facts.opensrs || !task.only_for_opensrs())
        .map(|task| (*task, own_state(*task, facts)))
        .collect();
    let settled = |task: Task| match own.get(&task) {
        Some(state) => state.as_ref().is_some_and(State::is_settled),
        None => true,
    };
    own.iter()
        .map(|(task, state)| TaskState {
            task: *task,
            state: state
                .clone()
                .unwrap_or_else(|| gate(*task, facts, &settled).map_or(State::ToDo, State::NotYet)),
            window: facts.schedule.map(|schedule| schedule.window(*task)),
        })
        .collect()
}

/// The one thing to do next.
pub fn next(states: &[TaskState], facts: &Facts) -> Next {
    let today = facts.schedule.map(|s| s.day().zone.day(facts.now));
    let first = |wanted: &dyn Fn(&TaskState) -> bool| {
        states.iter().filter(|one| wanted(one)).min_by_key(|one| {
            let due = one.window.map(|window| window.due);
            (due, one.task.need() != Need::Required, one.task)
        })
    };
    if let Some(trouble) = first(&|one| matches!(one.state, State::Attention(_))) {
        return Next::Task(trouble.task);
    }
    let finished = |one: &TaskState| one.task == Task::Finish && one.state.is_settled();
    if states.iter().any(finished) {
        return Next::Finished;
    }
    if let Some(side) = facts.unnamed {
        return Next::Name(side);
    }
    let is_open = |one: &TaskState| match (one.window, today) {
        (Some(window), Some(today)) => window.opens <= today,
        _ => true,
    };
    // A service can be named before its server is known; in the end the server is what its tasks wait for.
    let server = State::NotYet(Gate::Servers);
    let can_go_on = |one: &TaskState| one.state == State::ToDo || one.state == server;
    if let Some(open) = first(&|one| can_go_on(one) && is_open(one)) {
        return if open.state == server {
            Next::Name(Side::Destination)
        } else {
            Next::Task(open.task)
        };
    }
    let early = |one: &TaskState| matches!(one.state, State::ToDo | State::NotYet(Gate::From(_)));
    Next::Nothing {
        until: states
            .iter()
            .filter(|one| !one.state.is_settled())
            .filter_map(|one| one.window.map(|window| window.opens))
            .filter(|opens| today.is_some_and(|today| *opens > today))
            .min(),
        early: first(&early).map(|one| one.task),
    }
}

/// The next moment at which something happens by itself: a wait is over, or a task can be begun. For the practice run, where
/// nobody waits for weeks.
pub fn next_event(states: &[TaskState], facts: &Facts) -> Option<OffsetDateTime> {
    let zone = facts.schedule?.day().zone;
    let event = |one: &TaskState| match &one.state {
        State::Waiting(Wait::Until(at)) => Some(*at),
        State::ToDo | State::NotYet(_) => {
            one.window.map(|window| zone.moment(window.opens, MORNING))
        }
        _ => None,
    };
    states
        .iter()
        .filter_map(event)
        .filter(|at| *at > facts.now)
        .min()
}

/// What has changed by itself since the last visit: waits that are over and tasks that need the person. Nothing when that
/// was less than an hour ago.
pub fn since(visit: &Visit, states: &[TaskState], now: OffsetDateTime) -> Vec<Task> {
    if now - visit.at < Duration::HOUR {
        return Vec::new();
    }
    let changed = |one: &&TaskState| {
        let before = visit.states.get(&one.task).map(String::as_str);
        match &one.state {
            State::Attention(_) => before.is_some_and(|before| before != "attention"),
            State::Done {
                by: By::Program, ..
            } => before == Some("waiting"),
            _ => false,
        }
    };
    states.iter().filter(changed).map(|one| one.task).collect()
}

/// What is said and found about the task itself, whatever the others do.
fn own_state(task: Task, facts: &Facts) -> Option<State> {
    let mark = facts.marks.get(&task);
    if let Some(Mark {
        said: Said::Skipped { reason, note },
        at,
    }) = mark
    {
        return Some(State::Skipped {
            reason: *reason,
            note: note.clone(),
            at: *at,
        });
    }
    let seen = proof(task, facts).or_else(|| facts.checks.get(&task).cloned().map(Proof::from));
    let marked_later = |at: Option<OffsetDateTime>| {
        mark.is_some_and(|mark| mark.said == Said::Done && at.is_some_and(|at| mark.at > at))
    };
    match seen {
        Some(Proof {
            seen: Seen::Wrong(concern),
            at,
            ..
        }) if !marked_later(at) => {
            return Some(State::Attention(concern));
        }
        Some(Proof {
            seen: Seen::Passed,
            at,
            by,
        }) => return Some(State::Done { by, at }),
        Some(Proof {
            seen: Seen::PassesAt(until),
            by,
            at,
        }) => {
            // A wait that began with the person's word ends with it.
            let began = mark.is_some_and(|mark| mark.said == Said::Done && Some(mark.at) == at);
            return Some(if facts.now < until {
                State::Waiting(Wait::Until(until))
            } else {
                State::Done {
                    by: if began { By::Person } else { by },
                    at: Some(until),
                }
            });
        }
        Some(_) | None => {}
    }
    mark.map(|mark| match &mark.said {
        Said::WaitingFor { name } => State::Waiting(Wait::For(name.clone())),
        Said::Done | Said::Skipped { .. } => State::Done {
            by: By::Person,
            at: Some(mark.at),
        },
    })
}

/// What the facts themselves say about a task.
struct Proof {
    seen: Seen,
    by: By,
    at: Option<OffsetDateTime>,
}

impl From<Check> for Proof {
    fn from(check: Check) -> Self {
        Self {
            seen: check.seen,
            by: By::Program,
            at: Some(check.at),
        }
    }
}

fn proof(task: Task, facts: &Facts) -> Option<Proof> {
    let program = |seen, at| Proof {
        seen,
        by: By::Program,
        at,
    };
    let person = |seen| Proof {
        seen,
        by: By::Person,
        at: None,
    };
    let ended = |ended: Ended, concern| match ended {
        Ended { incomplete, at, .. } if incomplete > 0 => Some(program(Seen::Wrong(concern), at)),
        Ended { complete, at, .. } if complete == facts.people && complete > 0 => {
            Some(program(Seen::Passed, at))
        }
        _ => None,
    };
    let access = |access: Access, concern| {
        ended(
            Ended {
                complete: access.works,
                incomplete: access.fails,
                at: access.at,
            },
            concern,
        )
    };
    match task {
        Task::ChooseMovingDay => facts.schedule.map(|schedule| {
            if day_has_passed(&schedule, facts) {
                program(Seen::Wrong(Concern::DayHasPassed), None)
            } else {
                person(Seen::Passed)
            }
        }),
        Task::ListPeople => (facts.people > 0).then(|| person(Seen::Passed)),
        Task::GetAccess => access(facts.source, Concern::SourceSignInFails),
        // Before somebody says that they are made, mailboxes that are not there are no trouble.
        Task::CreateMailboxes => access(facts.destination, Concern::DestinationSignInFails)
            .filter(|proof| proof.seen == Seen::Passed || facts.marks.contains_key(&task)),
        Task::CopyMail => ended(facts.copied, Concern::CopyIncomplete),
        Task::CheckArrived => ended(facts.compared, Concern::MailMissing),
        _ => None,
    }
}

fn day_has_passed(schedule: &Schedule, facts: &Facts) -> bool {
    let day = schedule.day();
    let switched = own_state(Task::SwitchDelivery, facts)
        .is_some_and(|state| !matches!(state, State::Waiting(Wait::For(_))));
    day.zone.day(facts.now) > day.date && !switched
}

/// What has to come before a task, if anything.
fn gate(task: Task, facts: &Facts, settled: &dyn Fn(Task) -> bool) -> Option<Gate> {
    let after = |task: Task| (!settled(task)).then_some(Gate::After(task));
    let people = || after(Task::ListPeople);
    let servers = || (!facts.servers).then_some(Gate::Servers);
    // One mailbox that can be opened is enough to begin with: the others follow.
    let opened = || (facts.source.works == 0).then_some(Gate::After(Task::GetAccess));
    let made = || {
        (facts.destination.works == 0)
            .then(|| after(Task::CreateMailboxes))
            .flatten()
    };
    let day = || {
        let schedule = facts.schedule?;
        let opens = schedule.window(task).opens;
        (schedule.day().zone.day(facts.now) < opens).then_some(Gate::From(opens))
    };
    match task {
        Task::GetAccess | Task::CreateMailboxes => people().or_else(servers),
        Task::FreezeAccounts | Task::FreezePasswords | Task::FreezeContacts => {
            after(Task::ChooseMovingDay).or_else(day)
        }
        Task::SaveContacts => people(),
        Task::SendFiles => after(Task::SaveContacts),
        Task::KeepBackup => people().or_else(servers).or_else(opened),
        Task::TryOnePerson | Task::CopyMail => {
            people().or_else(servers).or_else(opened).or_else(made)
        }
        Task::SwitchDelivery => after(Task::ChooseMovingDay)
            .or_else(|| after(Task::CreateMailboxes))
            .or_else(day),
        Task::CatchUp => after(Task::CopyMail).or_else(|| after(Task::SwitchDelivery)),
        Task::CheckArrived => after(Task::CopyMail),
        Task::AllowAccounts
        | Task::CreateNewAccounts
        | Task::RemindPeople
        | Task::WelcomePeople => after(Task::SwitchDelivery),
        Task::RestoreWait => after(Task::SwitchDelivery).or_else(day),
        Task::Finish => after(Task::CheckArrived),
        Task::ChooseMovingDay
        | Task::ShortenWait
        | Task::SetUpBrand
        | Task::SetDefaults
        | Task::TellPeople
        | Task::ShowWebmail
        | Task::ListPeople => None,
    }
}

#[cfg(test)]
mod tests;
