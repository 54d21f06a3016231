//! # The backup
//!
//! Saves the old mailboxes on this computer, in a folder that the person chose. It speaks in the same states as the copy,
//! and runs when neither copy nor comparison does.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use moving_day_engine::backup::{self, Keeper, Order, PersonBackup, cloud_of, free_space};
use moving_day_engine::clock::Clock;
use moving_day_engine::copy::{self, PersonProgress, PersonState, Report};
use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::imap::Roots;
use moving_day_engine::job::Outcome;
use moving_day_engine::plan::{Check, Kind, Person, Plan, Question, Seen};
use moving_day_engine::task::Task;

use super::check::server;
use super::copying::{CopyState, Speaker, first_fault, first_state, waiting};
use super::sign_in::SignIns;
use super::{Desk, OpenPlan, lock};
use crate::bridge;
use crate::jobs::Listener;
use crate::wire;

/// How the last backup ended.
#[derive(Debug, Clone)]
pub(super) struct BackupResult {
    /// The folder with one folder for each person.
    to: PathBuf,
    /// Everybody who could be signed in.
    people: Vec<PersonBackup>,
}

impl Desk {
    /// Where the backup will lie, and what is to be known of that place.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn backup_place(&self) -> Result<wire::BackupPlace, Error> {
        let open = self.opened()?;
        let path = self.backup_folder(&open.plan)?;
        Ok(wire::BackupPlace {
            free: free_space(&path).ok(),
            cloud: cloud_of(&path).map(str::to_owned),
            path: path.display().to_string(),
        })
    }

    /// Chooses the folder in which the backup is to lie.
    ///
    /// # Errors
    /// [`Code::LocalFileUnwritable`] for a name that cannot be written down, and those of the plan file.
    pub(crate) async fn set_backup_place(&self, path: &Path) -> Result<wire::BackupPlace, Error> {
        let turn = self.one_by_one.lock().await;
        let name = path.to_str().ok_or_else(|| {
            Error::job(Code::LocalFileUnwritable).with("path", path.display().to_string())
        })?;
        let plan = &self.opened()?.plan;
        plan.answer(Question::BackupPlace, Some(name))?;
        drop(turn);
        self.backup_place()
    }

    /// How much mail each person has, as the last test of the connections counted, and how much of it is copied.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn mailboxes(&self) -> Result<Vec<wire::Mailbox>, Error> {
        let plan = &self.opened()?.plan;
        let (sign_ins, arrived) = (plan.sign_ins()?, copy::arrived(plan)?);
        let people = plan.moving_people()?.into_iter().map(|person| {
            let source = sign_ins
                .iter()
                .find(|one| one.person == person.id && one.side == Side::Source);
            let contents = source.and_then(|one| one.outcome.ok());
            wire::Mailbox {
                person: person.id.number(),
                messages: contents.map(|all| all.messages),
                bytes: contents.map(|all| all.bytes),
                copied: arrived.get(&person.id).copied().unwrap_or_default(),
            }
        });
        Ok(people.collect())
    }

    /// Begins to save the mail of these people, or of everybody.
    ///
    /// # Errors
    /// [`Code::JobRunning`] also while mail is copied or compared, [`Code::PeopleEmpty`], [`Code::EndpointMissing`] with
    /// `params.side`, [`Code::RootsMissing`], and when nobody can be signed in, the first person's error.
    pub(crate) async fn start_backup(
        &self,
        ids: Option<&[i64]>,
        show: impl Fn(wire::CopyProgress) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_move_nothing()?;
        let open = self.opened()?;
        let people = open.chosen(ids)?;
        let (order, aside) = self.backup_order(&open, &people).await?;
        let everybody = people.len() == open.plan.moving_people()?.len() && aside.is_empty();
        let first = first_state(&people, &aside);
        let turn = self.backup.begin(first.clone(), listener(show))?;
        *lock(&self.backed_up) = None;
        tokio::spawn(run(Work {
            speaker: Speaker::new(turn, first, aside, &self.power),
            plan: Arc::clone(&open.plan),
            clock: open.time(),
            everybody,
            result: Arc::clone(&self.backed_up),
            order,
        }));
        Ok(())
    }

    /// Lets another window listen to the backup, and gives it the last state.
    pub(crate) fn attach_backup(
        &self,
        show: impl Fn(wire::CopyProgress) + Send + Sync + 'static,
    ) -> Option<wire::CopyProgress> {
        let last = self.backup.attach(listener(show))?;
        Some(bridge::copy_progress(&last, None))
    }

    /// Asks the backup for a pause.
    pub(crate) fn pause_backup(&self) {
        self.backup.pause();
    }

    /// Takes the pause back.
    pub(crate) fn resume_backup(&self) {
        self.backup.resume();
    }

    /// Asks the backup to end.
    pub(crate) fn stop_backup(&self) {
        self.backup.stop();
    }

    /// What the last backup saved; nothing before it has ended.
    pub(crate) fn backup_result(&self) -> Option<wire::BackupResult> {
        let result = lock(&self.backed_up).clone()?;
        Some(wire::BackupResult {
            path: result.to.display().to_string(),
            people: result.people.iter().map(saved).collect(),
        })
    }

    /// The folder of the backup, to be shown by the system.
    ///
    /// # Errors
    /// [`Code::LocalFileUnreadable`] with `params.path` when it is not there, and those of the plan file.
    pub(crate) fn backup_to_show(&self) -> Result<PathBuf, Error> {
        let path = self.backup_folder(&self.opened()?.plan)?;
        match path.is_dir() {
            true => Ok(path),
            false => {
                Err(Error::job(Code::LocalFileUnreadable).with("path", path.display().to_string()))
            }
        }
    }

    /// What the practice run saves goes with it, wherever it is told to lie.
    fn backup_folder(&self, plan: &Plan) -> Result<PathBuf, Error> {
        if plan.header().kind == Kind::Practice {
            return Ok(self.places.practice_backup());
        }
        let chosen = plan.answers()?.remove(&Question::BackupPlace);
        Ok(chosen.map_or_else(|| self.places.backup(&plan.header().domain), PathBuf::from))
    }

    async fn backup_order(
        &self,
        open: &OpenPlan,
        people: &[Person],
    ) -> Result<(Order, Vec<PersonProgress>), Error> {
        let sign_ins = SignIns::of(&self.vault, &open.plan)?;
        let (mut keepers, mut aside) = (Vec::new(), Vec::new());
        for person in people {
            match sign_ins.login(person, Side::Source).await {
                Ok(source) => keepers.push(Keeper {
                    person: person.id,
                    address: person.address.clone(),
                    source,
                }),
                Err(error) => aside.push(waiting(person, PersonState::Failed(Arc::new(error)))),
            }
        }
        if keepers.is_empty() {
            return Err(first_fault(aside));
        }
        let order = Order {
            source: server(&open.plan, Side::Source)?,
            roots: Roots::platform()?,
            people: keepers,
            to: self.backup_folder(&open.plan)?,
            connections: backup::CONNECTIONS,
            max_rate: None,
        };
        Ok((order, aside))
    }
}

fn listener(show: impl Fn(wire::CopyProgress) + Send + Sync + 'static) -> Listener<CopyState> {
    Box::new(move |state| show(bridge::copy_progress(state, None)))
}

fn saved(one: &PersonBackup) -> wire::SavedPerson {
    wire::SavedPerson {
        person: one.progress.person.number(),
        messages: one.messages,
        bytes: one.bytes,
        whole: one.is_whole(),
        problems: one.problems.iter().cloned().map(bridge::problem).collect(),
    }
}

/// Everything that a backup under way needs.
struct Work {
    order: Order,
    speaker: Arc<Speaker>,
    plan: Arc<Plan>,
    clock: Arc<dyn Clock>,
    /// Whether nobody of the plan is left out.
    everybody: bool,
    result: Arc<Mutex<Option<BackupResult>>>,
}

async fn run(work: Work) {
    let to = work.order.to.clone();
    let control = work.speaker.control().clone();
    let report: Arc<dyn Report> = Arc::clone(&work.speaker) as Arc<dyn Report>;
    let plan = Arc::clone(&work.plan);
    let saving = backup::run(plan, work.order, control, Arc::clone(&work.clock), report);
    let fault = match tokio::spawn(saving).await {
        Ok(Ok(outcome)) => {
            let (Outcome::Done(people) | Outcome::Stopped(people)) = outcome;
            if work.everybody && people.iter().all(PersonBackup::is_whole) {
                note(&work.plan, work.clock.as_ref());
            }
            *lock(&work.result) = Some(BackupResult { to, people });
            None
        }
        Ok(Err(error)) => Some(error),
        Err(panic) => Some(Error::job(Code::Unexpected).because(panic)),
    };
    work.speaker.finish(fault);
}

/// Notes in the plan that everybody's mail is saved.
fn note(plan: &Plan, clock: &dyn Clock) {
    let check = Check {
        seen: Seen::Passed,
        at: clock.now(),
    };
    if let Err(error) = plan.note_check(Task::KeepBackup, Some(&check)) {
        tracing::warn!(code = %error.code, "the backup was not noted");
    }
}
