//! # Visits
//!
//! When the plan was last looked at and how its tasks stood then, so that the next visit can say what has changed.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension as _, params};
use time::OffsetDateTime;

use crate::error::{Code, Error};
use crate::plan::{Plan, moment};
use crate::task::Task;

/// How the tasks stood at some moment, each as a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// When.
    pub at: OffsetDateTime,
    /// The tasks that were known then.
    pub states: BTreeMap<Task, String>,
}

impl Plan {
    /// The last visit, if there was one.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn last_visit(&self) -> Result<Option<Visit>, Error> {
        self.transact(|db| {
            let row: Option<(i64, String)> = db
                .query_row("SELECT at, states FROM visit", [], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            row.map(|(at, states)| {
                let words: BTreeMap<String, String> = serde_json::from_str(&states)
                    .map_err(|error| Error::job(Code::PlanDamaged).because(error))?;
                let states = words
                    .into_iter()
                    .filter_map(|(task, state)| Some((Task::named(&task)?, state)))
                    .collect();
                Ok(Visit {
                    at: moment(at)?,
                    states,
                })
            })
            .transpose()
        })
    }

    /// Notes a visit in place of the one before.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn note_visit(&self, visit: &Visit) -> Result<(), Error> {
        let words: BTreeMap<&str, &String> = visit
            .states
            .iter()
            .map(|(task, state)| (task.as_str(), state))
            .collect();
        let states = serde_json::to_string(&words)
            .map_err(|error| Error::job(Code::Unexpected).because(error))?;
        self.transact(|db| {
            db.execute(
                "INSERT INTO visit(row, at, states) VALUES (1, ?1, ?2)
                 ON CONFLICT(row) DO UPDATE SET at = excluded.at, states = excluded.states",
                params![visit.at.unix_timestamp(), states],
            )?;
            Ok(())
        })
    }
}
