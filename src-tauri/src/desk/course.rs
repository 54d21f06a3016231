//! # The course of the plan
//!
//! Its tasks and dates as they stand now, and what a person says about them. What follows from what is the engine's; here
//! it is asked, written and shown.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use moving_day_engine::clock::Clock as _;
use moving_day_engine::error::{Code, Error};
use moving_day_engine::flow;
use moving_day_engine::plan::{
    Mark, Plan, Schedule, Visit, calendar, judge, save_calendar, suggestions,
};
use moving_day_engine::task::Task;
use moving_day_engine::zone::Zone;
use time::OffsetDateTime;

use super::{Desk, OpenPlan, elsewhere};
use crate::bridge::course as bridge;
use crate::wire;

/// Longer answers and notes are no answers.
const LONGEST: usize = 10_000;

impl Desk {
    /// Two quiet days to move on, and the day it is, in that zone.
    ///
    /// # Errors
    /// [`Code::Unexpected`] when there is no such zone or no plan is open.
    pub(crate) fn suggest_days(&self, zone: &str) -> Result<wire::DaySuggestions, Error> {
        let zone = Zone::named(zone).ok_or_else(|| Error::job(Code::Unexpected))?;
        let now = self.opened()?.clock.now();
        Ok(wire::DaySuggestions {
            today: zone.day(now).to_string(),
            days: suggestions(zone, now).map(|day| day.to_string()),
        })
    }

    /// What would follow from a moving day.
    ///
    /// # Errors
    /// [`Code::DayMalformed`], and those of the plan file.
    pub(crate) fn preview_day(&self, day: &wire::MovingDay) -> Result<wire::DayPreview, Error> {
        let open = self.opened()?;
        let day = bridge::entered_day(day).ok_or_else(malformed)?;
        let now = open.clock.now();
        let then = Schedule::new(day, open.plan.header().created);
        let states = flow::tasks(&flow::gather(&open.plan, now)?);
        Ok(bridge::preview(judge(&day, now, None), &then, &states))
    }

    /// The name of a calendar file for this plan.
    ///
    /// # Errors
    /// [`Code::PlanNotFound`] when none is open.
    pub(crate) fn calendar_name(&self) -> Result<String, Error> {
        Ok(format!("{}.ics", self.opened()?.plan.header().domain))
    }

    /// Writes the days of all open tasks for a calendar. The choice of the moving day itself is no entry of it.
    ///
    /// # Errors
    /// [`Code::DayMalformed`] before the moving day is chosen, [`Code::Unexpected`] for a title of unlikely length,
    /// [`Code::LocalFileUnwritable`], [`Code::LocalDiskFull`], and those of the plan file.
    pub(crate) fn save_calendar(
        &self,
        path: &Path,
        titles: BTreeMap<wire::Task, String>,
    ) -> Result<(), Error> {
        let open = self.opened()?;
        let now = self.clock.now();
        let facts = flow::gather(&open.plan, now)?;
        let schedule = facts.schedule.ok_or_else(malformed)?;
        let mut wanted = BTreeMap::new();
        for (wire::Task(task), title) in titles {
            fits(&title)?;
            wanted.insert(task, title);
        }
        let to_do: BTreeSet<Task> = flow::tasks(&facts)
            .into_iter()
            .filter(|one| !one.state.is_settled() && one.task != Task::ChooseMovingDay)
            .map(|one| one.task)
            .collect();
        wanted.retain(|task, _| to_do.contains(task));
        let text = calendar(open.plan.header(), &schedule, &wanted, now);
        save_calendar(path, &text)
    }

    /// Writes the moving day.
    ///
    /// # Errors
    /// [`Code::DayMalformed`], and those of the plan file.
    pub(crate) async fn save_day(&self, day: &wire::MovingDay) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let day = bridge::entered_day(day).ok_or_else(malformed)?;
        open.plan.set_moving_day(&day)?;
        let shown = self.show(&open)?;
        self.remember(&shown);
        Ok(shown)
    }

    /// Notes what a person says about a task.
    ///
    /// # Errors
    /// [`Code::Unexpected`] for a text of unlikely length, and those of the plan file.
    pub(crate) async fn mark_task(
        &self,
        task: wire::Task,
        said: wire::Said,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        if let wire::Said::Skipped {
            note: Some(text), ..
        }
        | wire::Said::WaitingFor { name: text } = &said
        {
            fits(text)?;
        }
        let at = open.clock.now();
        elsewhere::end_wait(&open.plan, task.0)?;
        let mark = bridge::said(said).map(|said| Mark { said, at });
        open.plan.mark(task.0, mark.as_ref())?;
        self.show(&open)
    }

    /// Writes the answer to a question; none takes it back.
    ///
    /// # Errors
    /// [`Code::Unexpected`] for a text of unlikely length, and those of the plan file.
    pub(crate) async fn answer(
        &self,
        question: wire::Question,
        value: Option<String>,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        fits(value.as_deref().unwrap_or_default())?;
        open.plan.answer(question.0, value.as_deref())?;
        self.show(&open)
    }

    /// The tasks and dates as they stand now.
    pub(super) fn course(&self, open: &OpenPlan) -> Result<wire::Course, Error> {
        let plan = &open.plan;
        let now = open.clock.now();
        let facts = flow::gather(plan, now)?;
        let states = flow::tasks(&facts);
        let zone = facts
            .schedule
            .map_or(Zone::UTC, |schedule| schedule.day().zone);
        Ok(wire::Course {
            now: bridge::moment(now),
            today: zone.day(now).to_string(),
            day: facts
                .schedule
                .map(|schedule| bridge::moving_day(schedule.day())),
            next: bridge::next(flow::next(&states, &facts)),
            next_event: flow::next_event(&states, &facts).map(bridge::moment),
            tasks: bridge::tasks(states, &facts),
            since: open.since.iter().copied().map(wire::Task).collect(),
            answers: bridge::answers(plan.answers()?),
        })
    }

    /// What has changed by itself since this plan was last open, and notes that it is open now.
    pub(super) fn visit(plan: &Plan, now: OffsetDateTime) -> Result<Vec<Task>, Error> {
        let states = flow::tasks(&flow::gather(plan, now)?);
        let since = plan
            .last_visit()?
            .map(|visit| flow::since(&visit, &states, now))
            .unwrap_or_default();
        let states: BTreeMap<Task, String> = states
            .iter()
            .map(|one| (one.task, one.state.as_str().to_owned()))
            .collect();
        plan.note_visit(&Visit { at: now, states })?;
        Ok(since)
    }
}

fn malformed() -> Error {
    Error::job(Code::DayMalformed)
}

fn fits(text: &str) -> Result<(), Error> {
    if text.len() > LONGEST {
        return Err(Error::job(Code::Unexpected));
    }
    Ok(())
}
