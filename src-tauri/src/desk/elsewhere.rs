//! # Work in other systems
//!
//! What a person does at a provider, as far as the plan has to know: where it is done, and the wait that follows a change
//! of the DNS.

use moving_day_engine::clock::Clock as _;
use moving_day_engine::error::{Code, Error};
use moving_day_engine::plan::{Check, Mark, Plan, Said, Seen};
use moving_day_engine::task::Task;
use moving_day_engine::wait::forgotten_at;
use tauri::Url;
use time::Duration;

use super::Desk;
use crate::{links, wire};

/// No record is remembered for longer than a month.
const LONGEST_WAIT: u32 = 31 * 24 * 3600;

impl Desk {
    /// The address of a page; none when the plan has none for it.
    ///
    /// # Errors
    /// [`Code::Unexpected`] for an address that is no encrypted page, and those of the plan file.
    pub(crate) fn link(&self, link: wire::Link) -> Result<Option<Url>, Error> {
        links::address(link, &self.opened()?.plan.answers()?)
    }

    /// Notes that the person changed a record which could be remembered for so many seconds. The task waits until
    /// everybody has forgotten the old one, and is done then.
    ///
    /// # Errors
    /// [`Code::Unexpected`] for a task that is no change of the DNS or a time that no record has, and those of the plan
    /// file.
    pub(crate) async fn begin_wait(
        &self,
        task: wire::Task,
        seconds: u32,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let waits = matches!(task.0, Task::ShortenWait | Task::SwitchDelivery);
        if !waits || seconds > LONGEST_WAIT {
            return Err(Error::job(Code::Unexpected));
        }
        let at = open.clock.now();
        let until = forgotten_at(at, Duration::seconds(seconds.into()));
        let said = Said::Done;
        open.plan.mark(task.0, Some(&Mark { said, at }))?;
        let seen = Seen::PassesAt(until);
        open.plan.note_check(task.0, Some(&Check { seen, at }))?;
        self.show(&open)
    }
}

/// A wait that began with the person's word does not outlive it.
pub(super) fn end_wait(plan: &Plan, task: Task) -> Result<(), Error> {
    let (marks, checks) = (plan.marks()?, plan.checks()?);
    if let (Some(mark), Some(check)) = (marks.get(&task), checks.get(&task))
        && mark.said == Said::Done
        && mark.at == check.at
        && matches!(check.seen, Seen::PassesAt(_))
    {
        plan.note_check(task, None)?;
    }
    Ok(())
}
