//! # Catching up
//!
//! Looks at the old mailboxes again after the switch, by itself while the program is open. A look is the ordinary copy of
//! everybody; when the next one is due and when it is enough, the engine says.

use std::sync::Arc;
use std::time::Duration;

use moving_day_engine::catch_up::{self, Look};
use moving_day_engine::clock::Clock as _;
use moving_day_engine::copy::{PastPerson, PersonEnd};
use moving_day_engine::error::Error;
use moving_day_engine::plan::Person;

use super::{Desk, lock};
use crate::bridge::course::moment;
use crate::wire;

/// How often the clock is asked whether a look is due.
const TICK: Duration = Duration::from_secs(60);
/// A look that was refused at once, for example because passwords are missing, is not tried again before this.
const AGAIN: time::Duration = time::Duration::minutes(30);

impl Desk {
    /// How far catching up is.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn catch_up(&self) -> Result<wire::CatchUp, Error> {
        let open = self.opened()?;
        let known = catch_up::gather(&open.plan, open.clock.now())?;
        let last = known.looks.last();
        Ok(wire::CatchUp {
            last: last.map(|look| wire::Look {
                at: moment(look.ended),
                messages: look.fresh(),
            }),
            next: known.next().map(moment),
            quiet_from: known.quiet_from().map(moment),
            over: known.is_over(),
            people: open
                .plan
                .people()?
                .into_iter()
                .map(|person| looked_at(person, last))
                .collect(),
        })
    }

    /// Looks by itself whenever a look is due, for as long as the program runs.
    pub(crate) async fn keep_looking(self: Arc<Self>) {
        loop {
            tokio::time::sleep(TICK).await;
            if let Err(error) = self.look_if_due().await {
                tracing::warn!(code = %error.code, "the old mailboxes could not be looked at");
            }
        }
    }

    /// Begins a look if one is due and nothing else runs; gives whether it did.
    ///
    /// # Errors
    /// Those of [`Self::start_copy`].
    pub(crate) async fn look_if_due(&self) -> Result<bool, Error> {
        let _turn = self.one_by_one.lock().await;
        let Some(open) = self.opened_plan().filter(|_| !self.is_busy()) else {
            return Ok(false);
        };
        let now = open.clock.now();
        let due = catch_up::gather(&open.plan, now)?.next();
        let tried = *lock(&open.looked);
        if due.is_none_or(|at| at > now) || tried.is_some_and(|at| at + AGAIN > now) {
            return Ok(false);
        }
        *lock(&open.looked) = Some(now);
        let people = open.chosen(None)?;
        self.copy_people(&open, people, wire::CopyOptions::default(), None)
            .await?;
        Ok(true)
    }
}

fn looked_at(person: Person, last: Option<&Look>) -> wire::LookedAt {
    let own = last.and_then(|look| look.people.iter().find(|one| one.person == person.id));
    wire::LookedAt {
        person: person.id.number(),
        address: person.address.to_string(),
        name: person.name,
        fresh: own.and_then(|one| one.copied),
        fault: own.and_then(fault),
    }
}

fn fault(one: &PastPerson) -> Option<wire::Code> {
    match one.ended {
        PersonEnd::Failed(code) => Some(wire::Code(code)),
        PersonEnd::Done | PersonEnd::Stopped => None,
    }
}
