//! # What time it is for a plan
//!
//! The computer's clock, and in the practice run one that can be put forward, so that a move of four weeks passes in
//! minutes. How far it is ahead lies in the plan.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use moving_day_engine::clock::Clock;
use moving_day_engine::error::{Code, Error};
use moving_day_engine::flow;
use moving_day_engine::plan::{Kind, Plan, Question};
use time::OffsetDateTime;

use super::{Desk, OpenPlan, lock};
use crate::wire;

/// The clock of one plan.
pub(super) struct PlanClock {
    computer: Arc<dyn Clock>,
    ahead: Mutex<Duration>,
}

impl PlanClock {
    /// The clock of a plan that is being opened.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(super) fn of(plan: &Plan, computer: Arc<dyn Clock>) -> Result<Self, Error> {
        let ahead = match plan.header().kind {
            Kind::Real => None,
            Kind::Practice => plan.answers()?.remove(&Question::ClockAhead),
        };
        let seconds = ahead.and_then(|seconds| seconds.parse().ok());
        Ok(Self {
            computer,
            ahead: Mutex::new(Duration::from_secs(seconds.unwrap_or_default())),
        })
    }
}

impl Clock for PlanClock {
    fn now(&self) -> OffsetDateTime {
        self.computer.now() + *lock(&self.ahead)
    }

    /// Work takes the time it takes, whatever day the plan believes it is.
    fn elapsed(&self) -> Duration {
        self.computer.elapsed()
    }
}

impl OpenPlan {
    /// The clock, for a job of this plan.
    pub(super) fn time(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock) as Arc<dyn Clock>
    }
}

impl Desk {
    /// Puts the clock of the practice run forward to the next moment at which something happens by itself; without effect
    /// when there is none.
    ///
    /// # Errors
    /// [`Code::Unexpected`] outside of the practice run, and those of the plan file.
    pub(crate) async fn jump(&self) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        if open.plan.header().kind != Kind::Practice {
            return Err(Error::job(Code::Unexpected));
        }
        let facts = flow::gather(&open.plan, open.clock.now())?;
        if let Some(event) = flow::next_event(&flow::tasks(&facts), &facts) {
            let ahead = (event - self.clock.now()).max(time::Duration::ZERO);
            // To the full second after it, because the plan's moments have none smaller.
            let ahead = Duration::from_secs(ahead.whole_seconds().unsigned_abs() + 1);
            let seconds = ahead.as_secs().to_string();
            open.plan.answer(Question::ClockAhead, Some(&seconds))?;
            *lock(&open.clock.ahead) = ahead;
        }
        self.show(&open)
    }
}
