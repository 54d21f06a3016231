//! # A run
//!
//! Counts everybody, then copies everybody, a few people at a time. One person's trouble never stops the others.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::copy::allowance::Allowance;
use crate::copy::estimate::{Speed, expected};
use crate::copy::lane::Habits;
use crate::copy::person::{Person, Sessions};
use crate::copy::progress::{Board, PersonProgress, PersonState, Phase, Report, Tally};
use crate::copy::throttle::Throttle;
use crate::copy::{Order, PersonResult, Problem, RunKind, Verdict, history, journal, on_disk};
use crate::error::{Code, Error};
use crate::job::{Control, Outcome};
use crate::plan::Plan;

/// How often the state is told while nothing moves, so that a pause, a stall and the time that passes are seen.
const TICK: Duration = Duration::from_millis(250);

/// Runs a copy to its end, or until it is stopped. What it did stays done either way.
///
/// # Errors
/// [`Code::PeopleEmpty`], and what goes wrong with the plan file. Everything else happens to one person and stands in
/// that person's result.
pub async fn run(
    plan: Arc<Plan>,
    order: Order,
    control: Control,
    clock: Arc<dyn Clock>,
    report: Arc<dyn Report>,
) -> Result<Outcome<Vec<PersonResult>>, Error> {
    if order.people.is_empty() {
        return Err(Error::job(Code::PeopleEmpty));
    }
    let began = clock.now();
    let (noted, speed) = on_disk(&plan, move |plan| {
        let speed = history::speed(plan)?;
        Ok((history::begin(plan, RunKind::Copy, began)?, speed))
    })
    .await?;
    let board = Board::new(waiting(&order), control, Arc::clone(&clock), report);
    board.publish();
    let run = Arc::new(Run {
        plan,
        throttle: Throttle::new(order.max_rate),
        allowance: Allowance::of(&order),
        speed,
        order,
        board,
        kept: Mutex::default(),
        habits: Habits::default(),
    });
    tokio::select! {
        () = copy_everybody(&run) => {}
        () = tick(&run.board) => {}
    }
    let stopped = run
        .board
        .any(|person| matches!(person.state, PersonState::Stopped));
    let last = run.board.finish(if stopped {
        Phase::Stopped
    } else {
        Phase::Finished
    });
    let results = results(&run.plan, last.people).await?;
    let outcome = if stopped {
        Outcome::Stopped(results)
    } else {
        Outcome::Done(results)
    };
    let ended = clock.now();
    let pace = run.shown_pace();
    on_disk(&run.plan, move |plan| {
        history::copied(plan, noted, (ended, pace), &outcome)?;
        Ok(outcome)
    })
    .await
}

/// What all tasks of a run share.
pub(crate) struct Run {
    pub(crate) plan: Arc<Plan>,
    pub(crate) order: Order,
    pub(crate) board: Board,
    pub(crate) throttle: Throttle,
    /// What the destination has shown so far.
    pub(crate) habits: Habits,
    pub(crate) allowance: Allowance,
    /// How fast an earlier copy was.
    speed: Option<Speed>,
    /// Connections that are signed in and not in use, by the place of their person on the board.
    kept: Mutex<BTreeMap<usize, Sessions>>,
}

impl Run {
    /// How long mail moved, and over how many connections; none where somebody held it back.
    fn shown_pace(&self) -> Option<(Duration, usize)> {
        let pace = (self.board.moving(), self.allowance.connections());
        self.order.max_rate.is_none().then_some(pace)
    }

    /// Connections for whoever needs some next, which may have been taken away to make room.
    pub(crate) fn kept(&self) -> MutexGuard<'_, BTreeMap<usize, Sessions>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn copy_everybody(run: &Arc<Run>) {
    let people: Vec<Person> = (0..run.order.people.len())
        .filter_map(|index| Person::new(run, index))
        .collect();
    // Who may be connected is decided person by person: whoever waits for a provider's next day takes no place.
    let everybody = people.len();
    let counted = few_at_once(everybody, people, |person| async move {
        let counted = person.count().await?;
        Some((person, counted))
    })
    .await;
    let bounds = run.allowance.bounds(run.speed, run.order.max_rate);
    let estimate = expected(&run.board.amounts(), &bounds);
    run.board.begin_copying(estimate);
    few_at_once(everybody, counted, |(person, counted)| async move {
        person.copy(counted).await;
        Some(())
    })
    .await;
}

/// Works through a list, each item in a task of its own and so many at once, and keeps what the tasks return. Dropping this ends them all.
pub(crate) async fn few_at_once<I, O, F>(
    at_once: usize,
    items: Vec<I>,
    work: impl Fn(I) -> F,
) -> Vec<O>
where
    F: Future<Output = Option<O>> + Send + 'static,
    O: Send + 'static,
{
    let places = Arc::new(Semaphore::new(at_once.max(1)));
    let mut tasks = JoinSet::new();
    for item in items {
        let (work, places) = (work(item), Arc::clone(&places));
        tasks.spawn(async move {
            // The semaphore is never closed, so a place always comes.
            let _place = places.acquire_owned().await.ok()?;
            work.await
        });
    }
    let mut results = Vec::new();
    while let Some(result) = tasks.join_next().await {
        match result {
            Ok(value) => results.extend(value),
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            Err(_) => {}
        }
    }
    results
}

/// Tells the state again and again, without an end.
pub(crate) async fn tick(board: &Board) {
    loop {
        tokio::time::sleep(TICK).await;
        board.publish();
    }
}

fn waiting(order: &Order) -> Vec<PersonProgress> {
    let people = order.people.iter().map(|mover| PersonProgress {
        person: mover.person,
        address: mover.address.clone(),
        state: PersonState::Waiting,
        tally: Tally::default(),
        folders: Vec::new(),
        prospect: None,
    });
    people.collect()
}

async fn results(
    plan: &Arc<Plan>,
    people: Vec<PersonProgress>,
) -> Result<Vec<PersonResult>, Error> {
    let mut set_aside = on_disk(plan, |plan| journal::problems(plan, None)).await?;
    let results = people.into_iter().map(|progress| {
        let (own, others) = set_aside
            .drain(..)
            .partition(|problem| problem.person == progress.person);
        set_aside = others;
        let mut problems: Vec<Problem> = own;
        problems.extend(folder_problems(&progress));
        PersonResult {
            verdict: verdict(&progress.state, &problems),
            progress,
            problems,
        }
    });
    Ok(results.collect())
}

fn verdict(state: &PersonState, problems: &[Problem]) -> Verdict {
    if !matches!(state, PersonState::Done) || problems.iter().any(|one| !one.code.is_note()) {
        Verdict::Incomplete
    } else if problems.is_empty() {
        Verdict::Complete
    } else {
        Verdict::CompleteWithNotes
    }
}

/// The folders that were set aside.
pub(crate) fn folder_problems(person: &PersonProgress) -> impl Iterator<Item = Problem> {
    person.folders.iter().filter_map(|folder| {
        let fault = folder.fault.as_ref()?;
        Some(Problem {
            person: person.person,
            folder: folder.source.clone(),
            uid: None,
            code: fault.code,
            server_text: fault.server_text.clone(),
            subject: None,
            sender: None,
            message_id: None,
            date: None,
            size: folder.tally.bytes_total.unwrap_or_default(),
            saved: None,
            unsaved: None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn movable<T: Send>(
        _: impl FnOnce(Arc<Plan>, Order, Control, Arc<dyn Clock>, Arc<dyn Report>) -> T,
    ) {
    }

    #[test]
    fn a_run_can_move_between_threads() {
        movable(run);
    }
}
