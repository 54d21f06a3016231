//! # The connection test
//!
//! Signs in to both sides for everybody, a few at a time, and counts. Nothing is changed anywhere. A test of some people
//! keeps what is known about the others.

use std::collections::BTreeSet;
use std::sync::Arc;

use moving_day_engine::clock::Clock;
use moving_day_engine::copy;
use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::imap::{Endpoint, Roots};
use moving_day_engine::job::{Control, Limiter, Wish};
use moving_day_engine::plan::{Person, PersonId, Plan};
use tokio::sync::{Semaphore, mpsc};

use super::sign_in::SignIns;
use super::{Desk, OpenPlan};
use crate::bridge;
use crate::jobs::{Listener, Turn};
use crate::wire::{CheckPhase, CheckProgress, CheckRow, CheckState};

/// Connections tried at the same time; providers count connections from one computer.
const AT_ONCE: usize = 4;

impl Desk {
    /// Begins to test these people, or everybody.
    ///
    /// # Errors
    /// [`Code::JobRunning`], [`Code::PeopleEmpty`], [`Code::EndpointMissing`] with `params.side`, [`Code::RootsMissing`].
    pub(crate) async fn start_check(
        &self,
        ids: Option<&[i64]>,
        listener: Listener<CheckProgress>,
    ) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let people = open.chosen(ids)?;
        let probes = Arc::new(Probes {
            servers: open.servers()?,
            roots: Roots::platform()?,
            sign_ins: SignIns::of(&self.vault, &open.plan)?,
            slots: Semaphore::new(AT_ONCE),
        });
        let first = first_state(&open, &people, self.check.last())?;
        let turn = self.check.begin(first.clone(), listener)?;
        tokio::spawn(drive(turn, first, people, probes, Arc::clone(&self.clock)));
        Ok(())
    }

    /// Lets another window listen to the test.
    pub(crate) fn attach_check(&self, listener: Listener<CheckProgress>) {
        self.check.attach(listener);
    }

    /// Asks the test to end.
    pub(crate) fn stop_check(&self) {
        self.check.stop();
    }
}

impl OpenPlan {
    /// The people with these ids, or everybody.
    pub(super) fn chosen(&self, ids: Option<&[i64]>) -> Result<Vec<Person>, Error> {
        let mut people = self.plan.people()?;
        if let Some(ids) = ids {
            people.retain(|person| ids.contains(&person.id.number()));
        }
        if people.is_empty() {
            Err(Error::job(Code::PeopleEmpty))
        } else {
            Ok(people)
        }
    }

    /// The two servers, source first.
    pub(super) fn servers(&self) -> Result<(Endpoint, Endpoint), Error> {
        Ok((
            server(&self.plan, Side::Source)?,
            server(&self.plan, Side::Destination)?,
        ))
    }
}

fn server(plan: &Plan, side: Side) -> Result<Endpoint, Error> {
    plan.endpoint(side)?
        .ok_or_else(|| Error::job(Code::EndpointMissing).with("side", side.as_str()))
}

/// What every probe needs.
struct Probes {
    servers: (Endpoint, Endpoint),
    roots: Roots,
    sign_ins: SignIns,
    slots: Semaphore,
}

impl Probes {
    async fn run(&self, person: &Person, side: Side) -> Result<copy::Survey, Error> {
        let server = match side {
            Side::Source => &self.servers.0,
            Side::Destination => &self.servers.1,
        };
        let login = self.sign_ins.login(person, side).await?;
        copy::check(side, server, &login, &self.roots).await
    }
}

/// News about one connection.
type News = (PersonId, Side, CheckState);

async fn drive(
    turn: Turn<CheckProgress>,
    mut state: CheckProgress,
    people: Vec<Person>,
    probes: Arc<Probes>,
    clock: Arc<dyn Clock>,
) {
    let (tell, mut hear) = mpsc::channel(AT_ONCE);
    for person in people {
        for side in [Side::Source, Side::Destination] {
            tokio::spawn(probe(
                person.clone(),
                side,
                Arc::clone(&probes),
                turn.control().clone(),
                tell.clone(),
            ));
        }
    }
    drop(tell);
    let limiter = Limiter::default();
    while let Some(news) = hear.recv().await {
        note(&mut state, news);
        if turn.control().wish() == Wish::Stop {
            state.phase = CheckPhase::Stopping;
        }
        if limiter.allows(&*clock) {
            turn.tell(state.clone());
        }
    }
    state.phase = if state.done == state.total {
        CheckPhase::Done
    } else {
        CheckPhase::Stopped
    };
    turn.finish(state);
}

/// Tries one connection when it is its turn. A stop drops the connection where it is; nothing was changed by it.
async fn probe(
    person: Person,
    side: Side,
    probes: Arc<Probes>,
    control: Control,
    tell: mpsc::Sender<News>,
) {
    let outcome = async {
        let _slot = probes.slots.acquire().await.ok()?;
        tell.send((person.id, side, CheckState::Testing))
            .await
            .ok()?;
        Some(bridge::check_state(&probes.run(&person, side).await))
    };
    let state = tokio::select! {
        biased;
        _ = control.stopped() => None,
        state = outcome => state,
    };
    // Nobody hears it only when the test is gone altogether.
    let _ = tell
        .send((person.id, side, state.unwrap_or(CheckState::Waiting)))
        .await;
}

fn first_state(
    open: &OpenPlan,
    people: &[Person],
    before: Option<CheckProgress>,
) -> Result<CheckProgress, Error> {
    let tested: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
    let known = before.map(|state| state.rows).unwrap_or_default();
    let rows = open.plan.people()?.into_iter().filter_map(|person| {
        if tested.contains(&person.id) {
            return Some(CheckRow {
                person: person.id.number(),
                source: CheckState::Waiting,
                destination: CheckState::Waiting,
            });
        }
        known
            .iter()
            .find(|row| row.person == person.id.number())
            .cloned()
    });
    Ok(CheckProgress {
        phase: CheckPhase::Testing,
        done: 0,
        total: bridge::count(2 * people.len()),
        rows: rows.collect(),
    })
}

fn note(state: &mut CheckProgress, (person, side, news): News) {
    let Some(row) = state
        .rows
        .iter_mut()
        .find(|row| row.person == person.number())
    else {
        return;
    };
    if matches!(news, CheckState::Works { .. } | CheckState::Failed { .. }) {
        state.done += 1;
    }
    match side {
        Side::Source => row.source = news,
        Side::Destination => row.destination = news,
    }
}
