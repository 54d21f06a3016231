//! # Plans on the desk
//!
//! Making, opening and closing a plan, and its servers. A plan that does not open leaves the one that is open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use moving_day_engine::address::Address;
use moving_day_engine::clock::Clock as _;
use moving_day_engine::error::{Error, Side};
use moving_day_engine::imap::Endpoint;
use moving_day_engine::plan::{Kind, Plan};
use moving_day_practice::Company;

use super::plan_clock::PlanClock;
use super::sign_in::SignIns;
use super::{Desk, OpenPlan, lock, make_parent};
use crate::wire;

impl Desk {
    /// Makes a plan for a domain, at its usual place, and opens it.
    ///
    /// # Errors
    /// `AddressMalformed` when it is no domain, `JobRunning`, and those of [`Plan::create`].
    pub(crate) async fn create_plan(&self, domain: &str) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_be_idle()?;
        let typed = domain.trim().trim_start_matches('@');
        let mailbox = Address::parse(&format!("postmaster@{typed}"))
            .map_err(|error| error.with("text", typed))?;
        let domain = mailbox.domain().to_lowercase();
        let path = self.places.plan(&domain);
        make_parent(&path)?;
        let plan = Plan::create(&path, &domain, Kind::Real, &*self.clock)?;
        self.put_down(plan, None).await
    }

    /// Opens a plan file in place of the one that is open.
    ///
    /// # Errors
    /// `JobRunning`, and those of [`Plan::open`]; the plan that was open stays open then.
    pub(crate) async fn open_plan(&self, path: &Path) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        if let Some(open) = self
            .opened_plan()
            .filter(|open| same_file(open.plan.path(), path))
        {
            return self.show(&open);
        }
        self.must_be_idle()?;
        let plan = Plan::open(path)?;
        match plan.header().kind {
            Kind::Real => self.put_down(plan, None).await,
            Kind::Practice => self.put_down_practice(plan).await,
        }
    }

    /// The plan that is open. A file that was handed over, at the start or later, is opened first.
    ///
    /// # Errors
    /// Those of [`Desk::open_plan`].
    pub(crate) async fn plan(&self) -> Result<Option<wire::Plan>, Error> {
        let given = lock(&self.given).take();
        if let Some(path) = given {
            return self.open_plan(&path).await.map(Some);
        }
        self.opened_plan().map(|open| self.show(&open)).transpose()
    }

    /// Where the file of the open plan lies.
    ///
    /// # Errors
    /// `PlanNotFound` when none is open.
    pub(crate) fn plan_file(&self) -> Result<PathBuf, Error> {
        Ok(self.opened()?.plan.path().to_owned())
    }

    /// Keeps a plan file to be opened by the next look at the plan; false while a job runs.
    pub(crate) fn hand_over(&self, path: PathBuf) -> bool {
        let idle = !self.is_busy();
        if idle {
            *lock(&self.given) = Some(path);
        }
        idle
    }

    /// Closes the plan and forgets the passwords of people who were taken out of it.
    ///
    /// # Errors
    /// `JobRunning`.
    pub(crate) async fn close_plan(&self) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_be_idle()?;
        if let Some(open) = self.opened_plan() {
            self.remember(&self.show(&open)?);
        }
        self.clear().await;
        Ok(())
    }

    /// Writes the servers. A side that is not given stays as it is.
    ///
    /// # Errors
    /// `EndpointMalformed` with `params.side`; nothing is written then.
    pub(crate) async fn save_servers(
        &self,
        source: Option<wire::Endpoint>,
        destination: Option<wire::Endpoint>,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let mut entered = Vec::new();
        for (side, endpoint) in [(Side::Source, source), (Side::Destination, destination)] {
            if let Some(endpoint) = endpoint {
                let endpoint = Endpoint::try_from(endpoint)
                    .map_err(|error| error.with("side", side.as_str()))?;
                entered.push((side, endpoint));
            }
        }
        for (side, endpoint) in &entered {
            if open.plan.endpoint(*side)?.as_ref() != Some(endpoint) {
                open.plan.set_endpoint(*side, endpoint)?;
                open.plan.forget_sign_ins(*side)?;
            }
        }
        self.show(&open)
    }

    /// Puts an opened plan on the desk, in place of the one before.
    pub(super) async fn put_down(
        &self,
        plan: Plan,
        company: Option<Company>,
    ) -> Result<wire::Plan, Error> {
        self.look_for_vault().await;
        let clock = PlanClock::of(&plan, Arc::clone(&self.clock))?;
        let open = Arc::new(OpenPlan {
            since: Self::visit(&plan, clock.now())?,
            plan: Arc::new(plan),
            clock: Arc::new(clock),
            steps: Mutex::default(),
            looked: Mutex::default(),
        });
        SignIns::of(&self.vault, &open.plan)?
            .move_into_store()
            .await?;
        let shown = self.show(&open)?;
        self.clear().await;
        *lock(&self.company) = company;
        *lock(&self.open) = Some(open);
        self.remember(&shown);
        Ok(shown)
    }

    /// Leaves nothing on the desk.
    pub(super) async fn clear(&self) {
        let Some(open) = lock(&self.open).take() else {
            return;
        };
        if let Err(error) = Self::visit(&open.plan, open.clock.now()) {
            tracing::warn!(code = %error.code, "the visit was not noted");
        }
        self.check.clear();
        self.copy.clear();
        self.verify.clear();
        self.backup.clear();
        *lock(&self.backed_up) = None;
        *lock(&self.watched) = None;
        let forgotten = match SignIns::of(&self.vault, &open.plan) {
            Ok(sign_ins) => sign_ins.forget_removed().await,
            Err(error) => Err(error),
        };
        if let Err(error) = forgotten {
            // The notes stay, so the next closing tries again.
            tracing::warn!(code = %error.code, "passwords of removed people were not deleted");
        }
        let company = lock(&self.company).take();
        if let Some(company) = company
            && company.close().await.is_err()
        {
            tracing::warn!("the practice company did not close cleanly");
        }
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
