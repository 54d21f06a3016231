//! # The copy
//!
//! Gathers what the engine's copy needs, starts it and passes on what it tells. Whoever has no password is set aside at
//! once; everybody else is copied.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use moving_day_engine::catch_up;
use moving_day_engine::copy::{
    self, Mover, Order, PersonProgress, PersonState, Phase, Progress, Report, Tally,
};
use moving_day_engine::error::{Code, Error};
use moving_day_engine::imap::Roots;
use moving_day_engine::job::Control;
use moving_day_engine::plan::{Person, PersonId};

use super::sign_in::SignIns;
use super::{Desk, OpenPlan, lock};
use crate::bridge;
use crate::jobs::{Listener, Turn};
use crate::power::{Power, Wakefulness};
use crate::wire;

/// The whole state of a copy, as the engine told it.
#[derive(Debug, Clone)]
pub(crate) struct CopyState {
    /// How far it is, with those who were set aside before it began.
    pub progress: Progress,
    /// What people are called, where they have a name.
    pub names: Arc<BTreeMap<PersonId, String>>,
    /// Whether the computer is being kept awake.
    pub awake: bool,
    /// Why it ended as a whole.
    pub fault: Option<Arc<Error>>,
}

impl Desk {
    /// Begins to copy these people, or everybody.
    ///
    /// # Errors
    /// [`Code::JobRunning`], [`Code::PeopleEmpty`], [`Code::EndpointMissing`] with `params.side`, [`Code::RootsMissing`],
    /// and when nobody can be signed in, the first person's error.
    pub(crate) async fn start_copy(
        &self,
        ids: Option<&[i64]>,
        options: wire::CopyOptions,
        show: impl Fn(wire::CopyProgress) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let people = open.chosen(ids)?;
        let listener = Some(self.listener(show));
        self.copy_people(&open, people, options, listener).await
    }

    /// Begins to copy these people; without a listener, whoever listens already is told.
    pub(super) async fn copy_people(
        &self,
        open: &OpenPlan,
        people: Vec<Person>,
        options: wire::CopyOptions,
        listener: Option<Listener<CopyState>>,
    ) -> Result<(), Error> {
        self.must_move_nothing()?;
        let (mut order, aside) = self.order(open, &people).await?;
        order.save_refused = Some(copy::place_of_saved(open.plan.path()));
        order.max_rate = options.max_rate;
        order.newest_first = options.newest_first;
        self.stall_once(&open.plan)?;
        let first = first_state(&people, &aside);
        let turn = match listener {
            Some(listener) => self.copy.begin(first.clone(), listener)?,
            None => self.copy.begin_unasked(first.clone())?,
        };
        // What was compared before is not what is there after this.
        self.verify.clear();
        let speaker = Speaker::new(turn, first, aside, &self.power);
        tokio::spawn(run(Arc::clone(&open.plan), order, open.time(), speaker));
        Ok(())
    }

    /// Lets another window listen to the copy, and gives it the last state.
    pub(crate) fn attach_copy(
        &self,
        show: impl Fn(wire::CopyProgress) + Send + Sync + 'static,
    ) -> Option<wire::CopyProgress> {
        let last = self.copy.attach(self.listener(show))?;
        Some(bridge::copy_progress(&last, *lock(&self.watched)))
    }

    /// Asks the copy for a pause.
    pub(crate) fn pause_copy(&self) {
        self.copy.pause();
    }

    /// Takes the pause back.
    pub(crate) fn resume_copy(&self) {
        self.copy.resume();
    }

    /// Asks the copy to end.
    pub(crate) fn stop_copy(&self) {
        self.copy.stop();
    }

    /// Chooses the one person whose folders are told, and tells them.
    pub(crate) fn watch(&self, person: Option<i64>) {
        *lock(&self.watched) = person.map(PersonId::from_number);
        self.copy.repeat();
    }

    /// What was not copied, of one person or everybody: messages from the plan file, folders from the last copy.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn problems(&self, person: Option<i64>) -> Result<Vec<wire::Problem>, Error> {
        let person = person.map(PersonId::from_number);
        let messages = copy::problems(&self.opened()?.plan, person)?;
        let mut problems: Vec<wire::Problem> = messages.into_iter().map(bridge::problem).collect();
        if let Some(last) = self.copy.last() {
            let meant =
                |progress: &&PersonProgress| person.is_none_or(|person| person == progress.person);
            for progress in last.progress.people.iter().filter(meant) {
                let folders = progress.folders.iter();
                problems.extend(
                    folders.filter_map(|folder| bridge::folder_problem(progress.person, folder)),
                );
            }
        }
        Ok(problems)
    }

    /// The file of a message that was set aside, as [`Self::problems`] names it. Nothing else is ever shown.
    ///
    /// # Errors
    /// [`Code::LocalFileUnreadable`] with `params.path` for a file that is gone or lies elsewhere than beside the plan,
    /// and those of the plan file.
    pub(crate) fn saved_message(&self, path: &str) -> Result<PathBuf, Error> {
        let open = self.opened()?;
        let saved = copy::problems(&open.plan, None)?
            .into_iter()
            .find_map(|problem| problem.saved.filter(|saved| saved == Path::new(path)));
        let place = copy::place_of_saved(open.plan.path());
        let real = |path: &Path| path.canonicalize().ok();
        let within = |file: &PathBuf| {
            let (file, place) = (real(file), real(&place));
            file.zip(place)
                .is_some_and(|(file, place)| file.is_file() && file.starts_with(place))
        };
        saved
            .filter(within)
            .ok_or_else(|| Error::job(Code::LocalFileUnreadable).with("path", path))
    }

    /// What the engine needs to work on both sides for these people, and those who cannot be signed in.
    ///
    /// # Errors
    /// Those of [`Self::start_copy`].
    pub(super) async fn order(
        &self,
        open: &OpenPlan,
        people: &[Person],
    ) -> Result<(Order, Vec<PersonProgress>), Error> {
        let (source, destination) = open.servers()?;
        let roots = Roots::platform()?;
        let sign_ins = SignIns::of(&self.vault, &open.plan)?;
        let (movers, aside) = movers(&sign_ins, people).await;
        if movers.is_empty() {
            return Err(first_fault(aside));
        }
        let order = Order {
            source,
            destination,
            roots,
            people: movers,
            connections: copy::CONNECTIONS,
            save_refused: None,
            max_rate: None,
            labels: copy::Labels::default(),
            newest_first: false,
        };
        Ok((order, aside))
    }

    fn listener(
        &self,
        show: impl Fn(wire::CopyProgress) + Send + Sync + 'static,
    ) -> Listener<CopyState> {
        let watched = Arc::clone(&self.watched);
        Box::new(move |state| show(bridge::copy_progress(state, *lock(&watched))))
    }
}

/// Everybody with both sign-ins, and those who cannot be signed in.
async fn movers(sign_ins: &SignIns, people: &[Person]) -> (Vec<Mover>, Vec<PersonProgress>) {
    let (mut movers, mut aside) = (Vec::new(), Vec::new());
    for person in people {
        match mover(sign_ins, person).await {
            Ok(mover) => movers.push(mover),
            Err(error) => aside.push(waiting(person, PersonState::Failed(Arc::new(error)))),
        }
    }
    (movers, aside)
}

async fn mover(sign_ins: &SignIns, person: &Person) -> Result<Mover, Error> {
    use moving_day_engine::error::Side;
    Ok(Mover {
        person: person.id,
        address: person.address.clone(),
        source: sign_ins.login(person, Side::Source).await?,
        destination: sign_ins.login(person, Side::Destination).await?,
    })
}

pub(super) fn waiting(person: &Person, state: PersonState) -> PersonProgress {
    PersonProgress {
        person: person.id,
        address: person.address.clone(),
        state,
        tally: Tally::default(),
        folders: Vec::new(),
        prospect: None,
    }
}

pub(super) fn first_fault(aside: Vec<PersonProgress>) -> Error {
    let fault = aside.into_iter().find_map(|person| match person.state {
        PersonState::Failed(error) => Arc::into_inner(error),
        _ => None,
    });
    fault.unwrap_or_else(|| Error::job(Code::PeopleEmpty))
}

/// What people are called, where they have a name.
pub(super) fn names(people: &[Person]) -> Arc<BTreeMap<PersonId, String>> {
    let named = people
        .iter()
        .filter_map(|person| Some((person.id, person.name.clone()?)));
    Arc::new(named.collect())
}

pub(super) fn first_state(people: &[Person], aside: &[PersonProgress]) -> CopyState {
    let known = |person: &Person| {
        aside
            .iter()
            .find(|known| known.person == person.id)
            .cloned()
    };
    CopyState {
        progress: Progress {
            phase: Phase::Counting,
            tally: Tally::default(),
            bytes_per_second: None,
            seconds_left: None,
            elapsed: std::time::Duration::ZERO,
            estimate: None,
            people: people
                .iter()
                .map(|person| {
                    known(person).unwrap_or_else(|| waiting(person, PersonState::Waiting))
                })
                .collect(),
        },
        names: names(people),
        awake: false,
        fault: None,
    }
}

/// Passes on what the engine tells, with those who were set aside in their places in the list.
pub(super) struct Speaker {
    turn: Turn<CopyState>,
    aside: Vec<PersonProgress>,
    latest: Mutex<CopyState>,
    wakefulness: Wakefulness,
}

impl Speaker {
    /// Begins to speak, and to keep the computer awake.
    pub(super) fn new(
        turn: Turn<CopyState>,
        first: CopyState,
        aside: Vec<PersonProgress>,
        power: &Arc<dyn Power>,
    ) -> Arc<Self> {
        let speaker = Self {
            turn,
            aside,
            latest: Mutex::new(first),
            wakefulness: Wakefulness::new(Arc::clone(power)),
        };
        speaker.wakefulness.follow(true);
        Arc::new(speaker)
    }

    /// How the job is paused and stopped from outside.
    pub(super) fn control(&self) -> &Control {
        self.turn.control()
    }

    /// Tells the last state, with the reason when it ended early.
    pub(super) fn finish(&self, fault: Option<Error>) {
        if let Some(error) = &fault {
            tracing::warn!(code = %error.code, "the job ended early");
        }
        self.wakefulness.follow(false);
        let mut last = lock(&self.latest).clone();
        last.awake = false;
        last.fault = fault.map(Arc::new);
        self.turn.finish(last);
    }
}

impl Report for Speaker {
    fn progress(&self, progress: &Progress) {
        let mut latest = lock(&self.latest);
        let mut progress = progress.clone();
        for (place, person) in latest.progress.people.iter().enumerate() {
            if let Some(person) = self
                .aside
                .iter()
                .find(|aside| aside.person == person.person)
            {
                progress
                    .people
                    .insert(place.min(progress.people.len()), person.clone());
            }
        }
        self.wakefulness.follow(works(progress.phase));
        latest.awake = self.wakefulness.is_held();
        latest.progress = progress;
        // The last state is told when the plan is free again, so that whoever hears it may go on at once.
        if !matches!(latest.progress.phase, Phase::Finished | Phase::Stopped) {
            self.turn.tell(latest.clone());
        }
    }
}

/// Whether messages are under way; before a pause or a stop the last ones still are.
fn works(phase: Phase) -> bool {
    match phase {
        Phase::Counting | Phase::Copying | Phase::Pausing | Phase::Stopping => true,
        Phase::Paused | Phase::Finished | Phase::Stopped => false,
    }
}

async fn run(
    plan: Arc<moving_day_engine::plan::Plan>,
    order: Order,
    clock: Arc<dyn moving_day_engine::clock::Clock>,
    speaker: Arc<Speaker>,
) {
    let control = speaker.control().clone();
    let report: Arc<dyn Report> = Arc::clone(&speaker) as Arc<dyn Report>;
    let copied = copy::run(
        Arc::clone(&plan),
        order,
        control,
        Arc::clone(&clock),
        report,
    );
    let ended = tokio::spawn(copied).await;
    let fault = match ended {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(error),
        Err(panic) => Some(Error::job(Code::Unexpected).because(panic)),
    };
    if let Err(error) = catch_up::note(&plan, clock.now()) {
        tracing::warn!(code = %error.code, "whether mail still comes was not noted");
    }
    speaker.finish(fault);
}
