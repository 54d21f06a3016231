//! # The desk
//!
//! What lies open while the program runs: at most one plan, with the pretend servers if it is the practice plan, and
//! the four long jobs. It knows no window; the commands do nothing but call it.
//!
//! What changes the desk as a whole (opening, closing, practice, people) happens one after the other.

mod backup;
mod catching_up;
mod check;
mod copying;
mod course;
mod elsewhere;
mod finish;
mod people;
mod plan_clock;
mod plans;
mod practice;
mod reporting;
mod sign_in;
mod support;
mod verifying;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use moving_day_engine::clock::Clock;
use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::plan::{PersonId, Plan};
use moving_day_engine::task::Task;
use moving_day_practice::Company;
use time::OffsetDateTime;
use tokio::sync::OnceCell;

use self::backup::BackupResult;
use self::check::CheckedState;
pub(crate) use self::copying::CopyState;
use self::people::Step;
use self::plan_clock::PlanClock;
use self::sign_in::SignIns;
pub(crate) use self::verifying::VerifyState;
use crate::bridge;
use crate::jobs::Job;
use crate::places::Places;
use crate::power::Power;
use crate::recent::Recent;
use crate::vault::{KEYRING_NAME, Place, Vault};
use crate::wire;

/// How long leaving waits for the messages under way. One large message over a slow line may take longer; it is then
/// settled at the next start.
const LEAVING: Duration = Duration::from_secs(15);

/// Everything that is open.
pub(crate) struct Desk {
    places: Places,
    recent: Recent,
    vault: Arc<Vault>,
    vault_opened: OnceCell<()>,
    clock: Arc<dyn Clock>,
    power: Arc<dyn Power>,
    /// The plan file that a double click has handed over, until it is opened.
    given: Mutex<Option<PathBuf>>,
    open: Mutex<Option<Arc<OpenPlan>>>,
    /// The pretend servers, while the practice plan is open.
    company: Mutex<Option<Company>>,
    one_by_one: tokio::sync::Mutex<()>,
    check: Arc<Job<CheckedState>>,
    copy: Arc<Job<CopyState>>,
    verify: Arc<Job<VerifyState>>,
    backup: Arc<Job<CopyState>>,
    backed_up: Arc<Mutex<Option<BackupResult>>>,
    watched: Arc<Mutex<Option<PersonId>>>,
}

/// The plan that is open.
struct OpenPlan {
    plan: Arc<Plan>,
    /// What time it is for this plan.
    clock: Arc<PlanClock>,
    steps: Mutex<Vec<Step>>,
    /// What changed by itself since the plan was last open.
    since: Vec<Task>,
    /// When a look at the old mailboxes last began by itself, also one that was refused at once.
    looked: Mutex<Option<OffsetDateTime>>,
}

impl Desk {
    /// An empty desk. `given` is the plan file that the program was started with.
    pub(crate) fn new(
        places: Places,
        vault: Vault,
        clock: Arc<dyn Clock>,
        power: Arc<dyn Power>,
        given: Option<PathBuf>,
    ) -> Self {
        Self {
            recent: Recent::new(places.recent()),
            places,
            vault: Arc::new(vault),
            vault_opened: OnceCell::new(),
            clock,
            power,
            given: Mutex::new(given),
            open: Mutex::default(),
            company: Mutex::default(),
            one_by_one: tokio::sync::Mutex::default(),
            check: Arc::default(),
            copy: Arc::default(),
            verify: Arc::default(),
            backup: Arc::default(),
            backed_up: Arc::default(),
            watched: Arc::default(),
        }
    }

    /// What the start page shows.
    pub(crate) async fn start(&self) -> wire::Start {
        self.look_for_vault().await;
        wire::Start {
            recent: self.recent.list(),
            vault: self.vault_place(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Looks for the password store again and moves into it what is in memory.
    ///
    /// # Errors
    /// [`Code::KeyringMissing`] when there still is none.
    pub(crate) async fn retry_vault(&self) -> Result<wire::Vault, Error> {
        let _turn = self.one_by_one.lock().await;
        self.vault.open().await?;
        if let Some(open) = self.opened_plan() {
            SignIns::of(&self.vault, &open.plan)?
                .move_into_store()
                .await?;
        }
        Ok(self.vault_place())
    }

    /// Whether a job is running or stopping.
    pub(crate) fn is_busy(&self) -> bool {
        self.check.is_busy() || self.moves_mail()
    }

    /// Asks every job to end and waits for it, but not for ever.
    pub(crate) async fn settle(&self) {
        self.check.stop();
        self.copy.stop();
        self.verify.stop();
        self.backup.stop();
        let idle = async {
            self.check.idle().await;
            self.copy.idle().await;
            self.verify.idle().await;
            self.backup.idle().await;
        };
        if tokio::time::timeout(LEAVING, idle).await.is_err() {
            tracing::warn!("left before the messages under way had arrived");
        }
    }

    /// Lets go of the plan file and the pretend servers, for the end of the program.
    pub(crate) fn let_go(&self) {
        lock(&self.open).take();
        lock(&self.company).take();
    }

    fn opened_plan(&self) -> Option<Arc<OpenPlan>> {
        lock(&self.open).clone()
    }

    fn opened(&self) -> Result<Arc<OpenPlan>, Error> {
        self.opened_plan()
            .ok_or_else(|| Error::job(Code::PlanNotFound))
    }

    fn must_be_idle(&self) -> Result<(), Error> {
        if self.is_busy() {
            Err(Error::job(Code::JobRunning))
        } else {
            Ok(())
        }
    }

    /// Mail is copied, compared and saved one after the other: providers count connections, and what is under way would
    /// look as if it were missing.
    fn must_move_nothing(&self) -> Result<(), Error> {
        match self.moves_mail() {
            true => Err(Error::job(Code::JobRunning)),
            false => Ok(()),
        }
    }

    fn moves_mail(&self) -> bool {
        self.copy.is_busy() || self.verify.is_busy() || self.backup.is_busy()
    }

    async fn look_for_vault(&self) {
        let look = async {
            if let Err(error) = self.vault.open().await {
                tracing::warn!(code = %error.code, "passwords stay in memory");
            }
        };
        self.vault_opened.get_or_init(|| look).await;
    }

    fn vault_place(&self) -> wire::Vault {
        match self.vault.place() {
            Place::Keyring => wire::Vault::Keyring { name: KEYRING_NAME },
            Place::Memory => wire::Vault::Memory,
        }
    }

    fn show(&self, open: &OpenPlan) -> Result<wire::Plan, Error> {
        let plan = &open.plan;
        let sign_ins = SignIns::of(&self.vault, plan)?;
        let begun = moving_day_engine::copy::begun_people(plan)?;
        let endpoint =
            |side| Ok::<_, Error>(plan.endpoint(side)?.as_ref().map(wire::Endpoint::from));
        Ok(wire::Plan {
            path: plan.path().display().to_string(),
            domain: plan.header().domain.clone(),
            practice: self.practice(plan)?,
            source: endpoint(Side::Source)?,
            destination: endpoint(Side::Destination)?,
            people: plan
                .people()?
                .into_iter()
                .map(|person| {
                    let held = |side| sign_ins.held(&person, side);
                    let copied = begun.contains(&person.id);
                    bridge::person(person.clone(), held, copied)
                })
                .collect(),
            vault: self.vault_place(),
            copied: moving_day_engine::copy::begun(plan)?,
            course: self.course(open)?,
        })
    }

    /// Shows the plan after its people have changed.
    fn show_people(&self, open: &OpenPlan) -> Result<wire::Plan, Error> {
        let shown = self.show(open)?;
        self.remember(&shown);
        Ok(shown)
    }

    fn remember(&self, plan: &wire::Plan) {
        let course = &plan.course;
        let needs = |one: &&wire::TaskEntry| matches!(one.state, wire::TaskState::Attention { .. });
        let moving = plan.people.iter().filter(|person| person.kind.moves());
        self.recent.note(wire::RecentPlan {
            path: plan.path.clone(),
            domain: plan.domain.clone(),
            practice: plan.practice.is_some(),
            people: bridge::count(moving.count()),
            day: course.day.as_ref().map(|day| day.day.clone()),
            attention: bridge::count(course.tasks.iter().filter(needs).count()),
        });
    }
}

/// Makes the folder that a file is to lie in.
fn make_parent(file: &Path) -> Result<(), Error> {
    let Some(folder) = file.parent() else {
        return Ok(());
    };
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, error))
}

pub(crate) fn unwritable(path: &Path, error: io::Error) -> Error {
    let code = match error.kind() {
        io::ErrorKind::StorageFull => Code::LocalDiskFull,
        _ => Code::LocalFileUnwritable,
    };
    Error::job(code)
        .with("path", path.display().to_string())
        .because(error)
}

fn lock<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
