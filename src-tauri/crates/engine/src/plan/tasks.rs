//! # What is known about each task
//!
//! Two things, kept apart: what a person said ([`Mark`]) and what the program found ([`Check`]). What follows from both is
//! for [`crate::flow`] to say; nothing of that is stored.

use std::collections::BTreeMap;

use rusqlite::params;
use time::OffsetDateTime;

use crate::error::{Code, Error};
use crate::plan::{Plan, moment};
use crate::task::Task;

/// What a person said about a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it was.
    pub said: Said,
    /// When, to the second.
    pub at: OffsetDateTime,
}

/// The kinds of what a person can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It is done.
    Done,
    /// It is left out.
    Skipped {
        /// Why.
        reason: Reason,
        /// Why, in the person's own words.
        note: Option<String>,
    },
    /// Somebody else does it.
    WaitingFor {
        /// Who.
        name: String,
    },
}

/// Why a task is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is no need for it.
    NotNeeded,
    /// Somebody else does it, outside this plan.
    SomeoneElse,
    /// The provider does not allow it.
    NotPossible,
    /// Something else; the note says what.
    Other,
}

impl Reason {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::NotNeeded,
        Self::SomeoneElse,
        Self::NotPossible,
        Self::Other,
    ];

    /// The word in the plan file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotNeeded => "not_needed",
            Self::SomeoneElse => "someone_else",
            Self::NotPossible => "not_possible",
            Self::Other => "other",
        }
    }
}

/// What the program found when it last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it was.
    pub seen: Seen,
    /// When, to the second.
    pub at: OffsetDateTime,
}

/// The kinds of what can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It is done.
    Passed,
    /// It is done once this moment is over.
    PassesAt(OffsetDateTime),
    /// Something is wrong.
    Wrong(Concern),
}

macro_rules! concerns {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// Why a task needs a person.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Concern {
            $($(#[$doc])* $name,)*
        }

        impl Concern {
            /// Every concern.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in the plan file and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

concerns! {
    /// Some people cannot be signed in at the source.
    SourceSignInFails = "sourceSignInFails",
    /// Some people cannot be signed in at the destination.
    DestinationSignInFails = "destinationSignInFails",
    /// The waiting time of the records was shortened and is long again.
    WaitIsLongAgain = "waitIsLongAgain",
    /// New mail is sent to two systems, or to a wrong one.
    DeliveryIsWrong = "deliveryIsWrong",
    /// The copy ended, and some people's mail is not complete.
    CopyIncomplete = "copyIncomplete",
    /// The comparison found mail that is missing.
    MailMissing = "mailMissing",
    /// The moving day has passed without a switch.
    DayHasPassed = "dayHasPassed",
    /// Some passwords could not be deleted.
    PasswordsRemain = "passwordsRemain",
}

impl Concern {
    /// Finds a concern by the word that [`Concern::as_str`] gave.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == word)
    }
}

impl Plan {
    /// What was said about each task.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn marks(&self) -> Result<BTreeMap<Task, Mark>, Error> {
        type Row = (String, String, Option<String>, Option<String>, i64);
        self.transact(|db| {
            let mut list = db.prepare("SELECT task, kind, detail, note, at FROM task_mark")?;
            let rows = list.query_map([], |row| {
                Ok::<Row, _>((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })?;
            rows.map(|row| {
                let (task, kind, detail, note, at) = row?;
                let said = said(&kind, detail, note).ok_or_else(damaged)?;
                let task = Task::named(&task).ok_or_else(damaged)?;
                Ok((
                    task,
                    Mark {
                        said,
                        at: moment(at)?,
                    },
                ))
            })
            .collect()
        })
    }

    /// Notes what a person says about a task, in place of what they said before; none takes it back.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn mark(&self, task: Task, mark: Option<&Mark>) -> Result<(), Error> {
        self.transact(|db| {
            db.execute("DELETE FROM task_mark WHERE task = ?1", [task.as_str()])?;
            if let Some(mark) = mark {
                let (kind, detail, note) = columns(&mark.said);
                db.execute(
                    "INSERT INTO task_mark(task, kind, detail, note, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![task.as_str(), kind, detail, note, mark.at.unix_timestamp()],
                )?;
            }
            Ok(())
        })
    }

    /// What was found about each task.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn checks(&self) -> Result<BTreeMap<Task, Check>, Error> {
        type Row = (String, String, Option<i64>, Option<String>, i64);
        self.transact(|db| {
            let mut list = db.prepare("SELECT task, kind, until, concern, at FROM task_check")?;
            let rows = list.query_map([], |row| {
                Ok::<Row, _>((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                ))
            })?;
            rows.map(|row| {
                let (task, kind, until, concern, at) = row?;
                let seen = seen(&kind, until, concern)?;
                let task = Task::named(&task).ok_or_else(damaged)?;
                Ok((
                    task,
                    Check {
                        seen,
                        at: moment(at)?,
                    },
                ))
            })
            .collect()
        })
    }

    /// Notes what was found about a task, in place of what was found before; none when nothing can be said any more.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn note_check(&self, task: Task, check: Option<&Check>) -> Result<(), Error> {
        self.transact(|db| {
            db.execute("DELETE FROM task_check WHERE task = ?1", [task.as_str()])?;
            if let Some(check) = check {
                let (kind, until, concern) = match check.seen {
                    Seen::Passed => ("passed", None, None),
                    Seen::PassesAt(until) => ("waiting", Some(until.unix_timestamp()), None),
                    Seen::Wrong(concern) => ("concern", None, Some(concern.as_str())),
                };
                db.execute(
                    "INSERT INTO task_check(task, kind, until, concern, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![task.as_str(), kind, until, concern, check.at.unix_timestamp()],
                )?;
            }
            Ok(())
        })
    }
}

fn columns(said: &Said) -> (&'static str, Option<&str>, Option<&str>) {
    match said {
        Said::Done => ("done", None, None),
        Said::Skipped { reason, note } => ("skipped", Some(reason.as_str()), note.as_deref()),
        Said::WaitingFor { name } => ("waiting", Some(name), None),
    }
}

fn said(kind: &str, detail: Option<String>, note: Option<String>) -> Option<Said> {
    match kind {
        "done" => Some(Said::Done),
        "waiting" => detail.map(|name| Said::WaitingFor { name }),
        "skipped" => {
            let word = detail?;
            let reason = Reason::ALL.into_iter().find(|r| r.as_str() == word)?;
            Some(Said::Skipped { reason, note })
        }
        _ => None,
    }
}

fn seen(kind: &str, until: Option<i64>, concern: Option<String>) -> Result<Seen, Error> {
    match (kind, until, concern) {
        ("passed", ..) => Ok(Seen::Passed),
        ("waiting", Some(until), _) => Ok(Seen::PassesAt(moment(until)?)),
        ("concern", _, Some(word)) => Concern::named(&word).map(Seen::Wrong).ok_or_else(damaged),
        _ => Err(damaged()),
    }
}

fn damaged() -> Error {
    Error::job(Code::PlanDamaged)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::clock::SystemClock;
    use crate::plan::Kind;

    fn plan(folder: &tempfile::TempDir) -> Plan {
        let path = folder.path().join("x.example.movingday");
        Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap()
    }

    const AT: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

    #[test]
    fn whatever_can_be_said_is_read_back_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let plan = plan(&folder);
        let skipped = |reason| Said::Skipped {
            reason,
            note: Some("we have none".into()),
        };
        let mut all = vec![
            Said::Done,
            Said::WaitingFor {
                name: "Priya".into(),
            },
        ];
        all.extend(Reason::ALL.map(skipped));
        for said in all {
            let mark = Mark { said, at: AT };
            plan.mark(Task::ShortenWait, Some(&mark)).unwrap();
            let expected = BTreeMap::from([(Task::ShortenWait, mark)]);
            assert_eq!(plan.marks().unwrap(), expected);
        }
        plan.mark(Task::ShortenWait, None).unwrap();
        assert!(plan.marks().unwrap().is_empty());
    }

    #[test]
    fn whatever_can_be_found_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let plan = plan(&folder);
        let mut all = vec![Seen::Passed, Seen::PassesAt(AT)];
        all.extend(Concern::ALL.iter().copied().map(Seen::Wrong));
        for seen in all {
            let check = Check { seen, at: AT };
            plan.note_check(Task::SwitchDelivery, Some(&check)).unwrap();
            let expected = BTreeMap::from([(Task::SwitchDelivery, check)]);
            assert_eq!(plan.checks().unwrap(), expected);
        }
    }

    #[test]
    fn a_word_that_nobody_wrote_makes_the_file_a_damaged_one() {
        let folder = tempfile::tempdir().unwrap();
        let plan = plan(&folder);
        for row in [
            "('dance', 'done', NULL, NULL, 1)",
            "('finish', 'skipped', 'boredom', NULL, 1)",
        ] {
            let insert = format!("INSERT INTO task_mark VALUES {row}");
            plan.with(|db| db.execute(&insert, [])).unwrap();
            assert_eq!(plan.marks().unwrap_err().code, Code::PlanDamaged);
            plan.with(|db| db.execute("DELETE FROM task_mark", []))
                .unwrap();
        }
    }
}
