//! # The connection test
//!
//! Signs in to both sides for everybody, a few at a time, counts, and looks ahead at the copy. Nothing is changed anywhere.
//! A test of some people keeps what is known about the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use moving_day_engine::clock::Clock;
use moving_day_engine::copy::folders::Note;
use moving_day_engine::copy::{self, Amount, Checked, Outlook};
use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::imap::{DestinationSession, Endpoint, Roots, SourceSession};
use moving_day_engine::job::{Control, Limiter, Wish};
use moving_day_engine::plan::{Contents, Person, PersonId, Plan, SignIn};
use tokio::sync::{Semaphore, mpsc};

use super::sign_in::SignIns;
use super::{Desk, OpenPlan};
use crate::bridge;
use crate::jobs::{Listener, Turn};
use crate::wire::{self, CheckPhase, CheckProgress, CheckRow, CheckState, Prospect};

/// People tested at the same time, each with a connection to either side; providers count connections from one computer.
const AT_ONCE: usize = 2;

/// The whole state of a test. The window is sent the first half alone, which changes all the time.
#[derive(Debug, Clone)]
pub(super) struct CheckedState {
    progress: CheckProgress,
    notes: BTreeMap<PersonId, Arc<Vec<Note>>>,
}

impl Desk {
    /// Begins to test these people, or everybody.
    ///
    /// # Errors
    /// [`Code::JobRunning`], [`Code::PeopleEmpty`], [`Code::EndpointMissing`] with `params.side`, [`Code::RootsMissing`].
    pub(crate) async fn start_check(
        &self,
        ids: Option<&[i64]>,
        show: impl Fn(CheckProgress) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let people = open.chosen(ids)?;
        let probes = Arc::new(Probes {
            plan: Arc::clone(&open.plan),
            clock: open.time(),
            servers: open.servers()?,
            roots: Roots::platform()?,
            sign_ins: SignIns::of(&self.vault, &open.plan)?,
            slots: Semaphore::new(AT_ONCE),
        });
        let first = first_state(&open, &people, self.check.last())?;
        let turn = self.check.begin(first.clone(), listener(show))?;
        tokio::spawn(drive(turn, first, people, probes, open.time()));
        Ok(())
    }

    /// Lets another window listen to the test.
    pub(crate) fn attach_check(&self, show: impl Fn(CheckProgress) + Send + Sync + 'static) {
        self.check.attach(listener(show));
    }

    /// Asks the test to end.
    pub(crate) fn stop_check(&self) {
        self.check.stop();
    }

    /// Folders that do not simply keep their names, as the last test saw them, person by person.
    pub(crate) fn folder_notes(&self) -> Vec<wire::FolderNote> {
        let notes = self.check.last().map(|state| state.notes);
        let of_person = |(person, notes): (PersonId, Arc<Vec<Note>>)| {
            let notes = notes.iter();
            notes
                .map(|note| bridge::folder_note(person, note))
                .collect::<Vec<_>>()
        };
        notes
            .unwrap_or_default()
            .into_iter()
            .flat_map(of_person)
            .collect()
    }
}

fn listener(show: impl Fn(CheckProgress) + Send + Sync + 'static) -> Listener<CheckedState> {
    Box::new(move |state: &CheckedState| show(state.progress.clone()))
}

impl OpenPlan {
    /// The people with these ids, or everybody; those alone whose mail moves.
    pub(super) fn chosen(&self, ids: Option<&[i64]>) -> Result<Vec<Person>, Error> {
        let mut people = self.plan.moving_people()?;
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

pub(super) fn server(plan: &Plan, side: Side) -> Result<Endpoint, Error> {
    plan.endpoint(side)?
        .ok_or_else(|| Error::job(Code::EndpointMissing).with("side", side.as_str()))
}

/// What every probe needs.
struct Probes {
    plan: Arc<Plan>,
    clock: Arc<dyn Clock>,
    servers: (Endpoint, Endpoint),
    roots: Roots,
    sign_ins: SignIns,
    slots: Semaphore,
}

impl Probes {
    async fn source(&self, person: &Person) -> Result<Checked<SourceSession>, Error> {
        let side = Side::Source;
        let outcome = async {
            let login = self.sign_ins.login(person, side).await?;
            copy::check_source(&self.servers.0, &login, &self.roots).await
        };
        self.noted(person, side, outcome.await)
    }

    async fn destination(&self, person: &Person) -> Result<Checked<DestinationSession>, Error> {
        let side = Side::Destination;
        let outcome = async {
            let login = self.sign_ins.login(person, side).await?;
            copy::check_destination(&self.servers.1, &login, &self.roots).await
        };
        self.noted(person, side, outcome.await)
    }

    /// Keeps how it went in the plan, so that its tasks know.
    fn noted<S>(
        &self,
        person: &Person,
        side: Side,
        outcome: Result<Checked<S>, Error>,
    ) -> Result<Checked<S>, Error> {
        let seen = match &outcome {
            Ok(Checked { survey, .. }) => Ok(Contents {
                messages: survey.messages,
                bytes: survey.bytes,
            }),
            Err(error) => Err(error.code),
        };
        self.plan.note_sign_in(&SignIn {
            person: person.id,
            side,
            outcome: seen,
            at: self.clock.now(),
        })?;
        outcome
    }
}

/// News about one person.
enum News {
    /// One connection stands like this.
    Side(Side, CheckState),
    /// What a copy would meet.
    Ahead(Outlook),
}

/// One person's way to tell news.
struct Voice {
    person: PersonId,
    tell: mpsc::Sender<(PersonId, News)>,
}

impl Voice {
    /// Nobody hears it only when the test is gone altogether.
    async fn say(&self, news: News) {
        let _ = self.tell.send((self.person, news)).await;
    }

    /// Tells how a connection came out, and hands it on.
    async fn found<S>(&self, side: Side, outcome: Result<Checked<S>, Error>) -> Option<Checked<S>> {
        let state = bridge::check_state(outcome.as_ref().map(|checked| &checked.survey));
        self.say(News::Side(side, state)).await;
        outcome.ok()
    }
}

async fn drive(
    turn: Turn<CheckedState>,
    mut state: CheckedState,
    people: Vec<Person>,
    probes: Arc<Probes>,
    clock: Arc<dyn Clock>,
) {
    let (tell, mut hear) = mpsc::channel(AT_ONCE);
    for person in people {
        let voice = Voice {
            person: person.id,
            tell: tell.clone(),
        };
        let control = turn.control().clone();
        tokio::spawn(test(person, Arc::clone(&probes), control, voice));
    }
    drop(tell);
    let limiter = Limiter::default();
    while let Some((person, news)) = hear.recv().await {
        note(&mut state, person, news);
        if turn.control().wish() == Wish::Stop {
            state.progress.phase = CheckPhase::Stopping;
        }
        if limiter.allows(&*clock) {
            turn.tell(state.clone());
        }
    }
    let progress = &mut state.progress;
    progress.rows.iter_mut().for_each(unanswered);
    progress.phase = if progress.done == progress.total {
        CheckPhase::Done
    } else {
        CheckPhase::Stopped
    };
    if progress.phase == CheckPhase::Done {
        progress.estimate = estimate(&probes, &progress.rows).await;
    }
    turn.finish(state);
}

/// How long the copy of everybody who could be counted will take.
async fn estimate(probes: &Probes, rows: &[CheckRow]) -> Option<wire::Estimate> {
    let prospects = rows.iter().filter_map(|row| row.prospect);
    let amounts = prospects.map(
        |Prospect {
             messages, bytes, ..
         }| Amount { messages, bytes },
    );
    let amounts: Vec<Amount> = amounts.collect();
    let (source, destination) = &probes.servers;
    let estimate = copy::estimate(&probes.plan, (source, destination), &amounts).await;
    let estimate = estimate.unwrap_or_else(|error| {
        tracing::warn!(code = %error.code, "no estimate");
        None
    })?;
    Some(wire::Estimate {
        seconds: estimate.seconds,
        days: estimate.days,
    })
}

/// Tests one person when it is their turn. A stop drops the connections where they are; nothing was changed by them.
async fn test(person: Person, probes: Arc<Probes>, control: Control, voice: Voice) {
    let both = async {
        // The semaphore is never closed, so a slot always comes.
        let Ok(_slot) = probes.slots.acquire().await else {
            return;
        };
        probe(&person, &probes, &voice).await;
    };
    tokio::select! {
        biased;
        _ = control.stopped() => {}
        () = both => {}
    }
}

/// Tries both connections at once; where both work, looks ahead over the same ones.
async fn probe(person: &Person, probes: &Probes, voice: &Voice) {
    for side in [Side::Source, Side::Destination] {
        voice.say(News::Side(side, CheckState::Testing)).await;
    }
    let (source, destination) = tokio::join!(
        async { voice.found(Side::Source, probes.source(person).await).await },
        async {
            let found = probes.destination(person).await;
            voice.found(Side::Destination, found).await
        },
    );
    let (source, destination) = match (source, destination) {
        (Some(source), Some(destination)) => (source, destination),
        (Some(source), None) => return source.leave().await,
        (None, Some(destination)) => return destination.leave().await,
        (None, None) => return,
    };
    match copy::look_ahead(&probes.plan, person.id, source, destination).await {
        Ok(outlook) => voice.say(News::Ahead(outlook)).await,
        Err(error) => {
            let side = error.code.side().unwrap_or(Side::Source);
            let failed = bridge::check_state(Err(&error));
            voice.say(News::Side(side, failed)).await;
        }
    }
}

fn first_state(
    open: &OpenPlan,
    people: &[Person],
    before: Option<CheckedState>,
) -> Result<CheckedState, Error> {
    let tested: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
    let (known, mut notes) = before
        .map(|state| (state.progress.rows, state.notes))
        .unwrap_or_default();
    let everybody = open.plan.moving_people()?;
    notes.retain(|id, _| !tested.contains(id) && everybody.iter().any(|one| one.id == *id));
    let rows = everybody.into_iter().filter_map(|person| {
        if tested.contains(&person.id) {
            return Some(CheckRow {
                person: person.id.number(),
                source: CheckState::Waiting,
                destination: CheckState::Waiting,
                prospect: None,
            });
        }
        known
            .iter()
            .find(|row| row.person == person.id.number())
            .cloned()
    });
    Ok(CheckedState {
        progress: CheckProgress {
            phase: CheckPhase::Testing,
            done: 0,
            total: bridge::count(2 * people.len()),
            rows: rows.collect(),
            estimate: None,
        },
        notes,
    })
}

fn note(state: &mut CheckedState, person: PersonId, news: News) {
    let rows = &mut state.progress.rows;
    let Some(row) = rows.iter_mut().find(|row| row.person == person.number()) else {
        return;
    };
    let (side, news) = match news {
        News::Ahead(outlook) => {
            row.prospect = Some(bridge::prospect(&outlook.prospect));
            state.notes.insert(person, Arc::new(outlook.notes));
            return;
        }
        News::Side(Side::Source, news) => (&mut row.source, news),
        News::Side(Side::Destination, news) => (&mut row.destination, news),
    };
    // A connection that has worked and breaks while looking ahead has had its answer before.
    if is_answer(&news) && !is_answer(side) {
        state.progress.done += 1;
    }
    *side = news;
}

fn is_answer(state: &CheckState) -> bool {
    matches!(state, CheckState::Works { .. } | CheckState::Failed { .. })
}

/// What was being tried when a stop came is not tested.
fn unanswered(row: &mut CheckRow) {
    for side in [&mut row.source, &mut row.destination] {
        if *side == CheckState::Testing {
            *side = CheckState::Waiting;
        }
    }
}
