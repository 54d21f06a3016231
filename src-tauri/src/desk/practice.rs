//! # The practice run
//!
//! A plan for a pretend company whose servers run inside this program. It lies in a folder of its own, so that ending
//! it is deleting that folder, and whatever it put into the password store.

use std::fs;
use std::io;
use std::time::Duration;

use moving_day_engine::copy;
use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::plan::{Kind, Plan, Question};
use moving_day_practice::{Company, Pace, Trouble};

use super::sign_in::SignIns;
use super::{Desk, lock, make_parent, unwritable};
use crate::wire;

/// Set to `full` to let the pretend servers take mail as fast as they can.
const PACE_VARIABLE: &str = "MOVING_DAY_PRACTICE_PACE";

/// How long the whole pretend company takes, unless it runs at full speed: long enough to watch the bars and to try
/// pausing, short enough not to wait.
const WATCHABLE: Duration = Duration::from_secs(25);

/// Whose new mailbox is full until it is made bigger.
pub(super) const FULL: &str = "kaan@harbour-bakery.example";

/// Whose mail stands still for a while in the first copy.
const STALLED: &str = "zoe@harbour-bakery.example";

/// For how long: enough to see it.
const STALL: Duration = Duration::from_secs(20);

impl Desk {
    /// Begins the practice run, or carries it on.
    ///
    /// # Errors
    /// [`Code::JobRunning`], and those of [`Plan::open`] and [`Plan::create`]; [`Desk::end_practice`] clears away a
    /// practice that does not open.
    pub(crate) async fn start_practice(&self) -> Result<wire::Plan, Error> {
        let path = self.places.practice_plan();
        if path.exists() {
            return self.open_plan(&path).await;
        }
        let _turn = self.one_by_one.lock().await;
        self.must_be_idle()?;
        make_parent(&path)?;
        let plan = Plan::create(&path, Company::domain(), Kind::Practice, &*self.clock)?;
        self.put_down_practice(plan).await
    }

    /// Ends the practice run and leaves nothing of it: no plan, no pretend mail, no password.
    ///
    /// # Errors
    /// [`Code::JobRunning`], those of the vault, and [`Code::LocalFileUnwritable`].
    pub(crate) async fn end_practice(&self) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_be_idle()?;
        let path = self.places.practice_plan();
        self.forget_practice_secrets().await?;
        self.recent.forget(&path.display().to_string());
        let folder = self.places.practice();
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(unwritable(&folder, error))
            }
            _ => Ok(()),
        }
    }

    /// Starts the pretend servers for a practice plan and puts both on the desk.
    pub(super) async fn put_down_practice(&self, plan: Plan) -> Result<wire::Plan, Error> {
        let store = self.places.practice_store();
        let company = Company::open(&store, &[]).await.map_err(|error| {
            Error::job(Code::LocalFileUnwritable)
                .with("path", store.display().to_string())
                .because(error)
        })?;
        company.pace(pace().await);
        company.trouble(Trouble::MailboxFull(FULL), is_full(&plan)?);
        // The servers have other ports at every start.
        plan.set_endpoint(Side::Source, &company.source())?;
        plan.set_endpoint(Side::Destination, &company.destination())?;
        self.put_down(plan, Some(company)).await
    }

    /// Makes the full mailbox of the practice run bigger, as its provider would.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) async fn repair_practice(&self) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        open.plan.answer(Question::PracticeRepaired, Some("yes"))?;
        if let Some(company) = &*lock(&self.company) {
            company.trouble(Trouble::MailboxFull(FULL), false);
        }
        self.show(&open)
    }

    /// What only the practice run has.
    pub(super) fn practice(&self, plan: &Plan) -> Result<Option<wire::Practice>, Error> {
        if plan.header().kind != Kind::Practice {
            return Ok(None);
        }
        let outdated = Company::outdated().ok_or_else(|| Error::job(Code::Unexpected))?;
        Ok(Some(wire::Practice {
            people: Company::outdated_list(),
            outdated: outdated.address.to_owned(),
            password: outdated.source_password.to_owned(),
            full: is_full(plan)?.then(|| FULL.to_owned()),
        }))
    }

    /// Lets one person's mail stand still for a while, the first time that the pretend company is copied.
    pub(super) fn stall_once(&self, plan: &Plan) -> Result<(), Error> {
        if copy::begun(plan)? {
            return Ok(());
        }
        if let Some(company) = &*lock(&self.company)
            && !company.is_at_full_speed()
        {
            company.trouble_for(Trouble::Stall(STALLED), STALL);
        }
        Ok(())
    }

    /// Deletes the passwords of the practice plan and closes it. A practice plan that does not open has no list of
    /// passwords any more, and must not stand in the way of beginning anew.
    async fn forget_practice_secrets(&self) -> Result<(), Error> {
        let open = self
            .opened_plan()
            .filter(|open| open.plan.header().kind == Kind::Practice);
        let plan = match &open {
            Some(open) => Some(open.plan.clone()),
            None => match Plan::open(&self.places.practice_plan()) {
                Err(error) if error.code == Code::PlanInUse => return Err(error),
                opened => opened.ok().map(Into::into),
            },
        };
        if let Some(plan) = &plan {
            self.look_for_vault().await;
            SignIns::of(&self.vault, plan)?.forget_all().await?;
        }
        drop(plan);
        if open.is_some() {
            drop(open);
            self.clear().await;
        }
        Ok(())
    }
}

fn is_full(plan: &Plan) -> Result<bool, Error> {
    Ok(!plan.answers()?.contains_key(&Question::PracticeRepaired))
}

/// The pace that is asked for, or one that fits the size of the pretend company.
async fn pace() -> Pace {
    if std::env::var(PACE_VARIABLE).is_ok_and(|wanted| wanted == "full") {
        return Pace::Full;
    }
    let counted = tokio::task::spawn_blocking(|| Company::expected().bytes()).await;
    counted.map_or(Pace::Full, |bytes| Pace::Bytes(bytes / WATCHABLE.as_secs()))
}
