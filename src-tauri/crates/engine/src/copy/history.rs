//! # History
//!
//! When mail was copied and compared, how it ended for each person, and what the last check found: kept in the plan file
//! for whoever reports on the move.

mod findings;

use std::time::Duration;

use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use time::OffsetDateTime;

pub use self::findings::{PastFinding, findings};
use self::findings::{forget, keep};
use crate::copy::estimate::{Amount, Speed};
use crate::copy::verify::{Finding, Kind, PersonProof, State};
use crate::copy::{PersonResult, PersonState, Verdict};
use crate::error::{Code, Error};
use crate::job::Outcome;
use crate::plan::{PersonId, Plan};

/// Seconds that a copy has to have moved mail before its pace is taken for that of the next one.
const TELLING: i64 = 30;

/// What a run was for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunKind {
    /// Messages were copied.
    Copy,
    /// Both sides were compared.
    Check,
}

impl RunKind {
    /// The word in the plan file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::Check => "check",
        }
    }
}

/// A run of the past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRun {
    /// What it was for.
    pub kind: RunKind,
    /// When it began, to the second.
    pub began: OffsetDateTime,
    /// When it ended; none when it was cut off or still runs.
    pub ended: Option<OffsetDateTime>,
    /// Whether somebody asked for the end.
    pub stopped: bool,
    /// How it ended for whom; empty without an end.
    pub people: Vec<PastPerson>,
}

/// How a run ended for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastPerson {
    /// Who.
    pub person: PersonId,
    /// How it ended.
    pub ended: PersonEnd,
    /// What could be said then.
    pub verdict: Verdict,
    /// Messages at the source; none when they were not counted.
    pub source: Option<u64>,
    /// Messages of the source that are at the destination.
    pub arrived: u64,
    /// How many of those were there from elsewhere. Only a check tells.
    pub already_there: Option<u64>,
    /// Messages of the source that are not at the destination.
    pub left_out: u64,
    /// Messages that are at the destination alone. Only a check tells.
    pub extra: Option<u64>,
    /// Messages that this run brought over. Only a copy tells.
    pub copied: Option<u64>,
}

/// How a run ended for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonEnd {
    /// It came to its end.
    Done,
    /// It ended on request.
    Stopped,
    /// It failed for this reason.
    Failed(Code),
}

/// Every run, the earliest first.
///
/// # Errors
/// Those of the plan file.
pub fn history(plan: &Plan) -> Result<Vec<PastRun>, Error> {
    plan.with(|db| {
        let mut runs: Vec<(i64, PastRun)> = db
            .prepare("SELECT id, kind, began, ended, stopped FROM run ORDER BY id")?
            .query_map([], |row| Ok((row.get(0)?, run(row)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut people = db.prepare(
            "SELECT run, person, state, code, verdict, source, arrived, already_there, left_out, extra, copied FROM run_person
             ORDER BY run, person",
        )?;
        let people = people.query_map([], |row| Ok((row.get::<_, i64>(0)?, person(row)?)))?;
        for row in people {
            let (id, person) = row?;
            if let Ok(place) = runs.binary_search_by_key(&id, |(id, _)| *id)
                && let Some((_, run)) = runs.get_mut(place)
            {
                run.people.push(person);
            }
        }
        Ok(runs.into_iter().map(|(_, run)| run).collect())
    })
}

/// Notes that a run begins, so that one that is cut off is known as well; gives its number.
pub(crate) fn begin(plan: &Plan, kind: RunKind, at: OffsetDateTime) -> Result<i64, Error> {
    plan.with(|db| {
        db.execute(
            "INSERT INTO run(kind, began) VALUES (?1, ?2)",
            params![kind.as_str(), at.unix_timestamp()],
        )?;
        Ok(db.last_insert_rowid())
    })
}

/// Notes how a copy ended.
pub(crate) fn copied(
    plan: &Plan,
    run: i64,
    (at, pace): (OffsetDateTime, Option<(Duration, usize)>),
    outcome: &Outcome<Vec<PersonResult>>,
) -> Result<(), Error> {
    let (Outcome::Done(results) | Outcome::Stopped(results)) = outcome;
    plan.with(|db| {
        end(db, run, at, matches!(outcome, Outcome::Stopped(_)))?;
        if let Some(pace) = pace {
            moved(db, run, pace, results)?;
        }
        for result in results {
            let tally = &result.progress.tally;
            let ended = match &result.progress.state {
                PersonState::Done => PersonEnd::Done,
                PersonState::Failed(error) => PersonEnd::Failed(error.code),
                _ => PersonEnd::Stopped,
            };
            let person = PastPerson {
                person: result.progress.person,
                ended,
                verdict: result.verdict,
                source: tally
                    .messages_total
                    .filter(|_| !result.progress.folders.is_empty()),
                arrived: tally.messages,
                already_there: None,
                left_out: tally.refused,
                extra: None,
                copied: Some(tally.messages.saturating_sub(tally.already_there)),
            };
            note(db, run, &person)?;
            forget(db, person.person, RunKind::Copy)?;
            for problem in result
                .problems
                .iter()
                .filter(|problem| problem.uid.is_none())
            {
                let kind = Kind::FolderUnreadable(problem.code);
                let mut finding = Finding::of_folder(kind, problem.server_text.clone());
                finding.size = problem.size;
                keep(db, person.person, RunKind::Copy, &problem.folder, &finding)?;
            }
        }
        Ok(())
    })
}

/// Notes how fast a copy was.
fn moved(
    db: &Transaction<'_>,
    run: i64,
    (time, connections): (Duration, usize),
    results: &[PersonResult],
) -> rusqlite::Result<()> {
    let tallies = results.iter().map(|result| &result.progress.tally);
    let new = tallies.map(|tally| {
        let messages = tally.messages.saturating_sub(tally.already_there);
        (
            messages,
            tally.bytes.saturating_sub(tally.already_there_bytes),
        )
    });
    let (messages, bytes) = new.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    db.execute(
        "UPDATE run SET moved_messages = ?2, moved_bytes = ?3, moving_seconds = ?4, connections = ?5 WHERE id = ?1",
        params![
            run,
            number(messages),
            number(bytes),
            number(time.as_secs()),
            number(connections as u64)
        ],
    )
    .map(drop)
}

/// How fast the latest copy was of those that took long enough to tell.
pub(crate) fn speed(plan: &Plan) -> Result<Option<Speed>, Error> {
    plan.with(|db| {
        db.query_row(
            "SELECT moved_messages, moved_bytes, moving_seconds, connections FROM run
             WHERE moving_seconds >= ?1 AND moved_bytes > 0 ORDER BY id DESC LIMIT 1",
            [TELLING],
            |row| {
                let count = |column| {
                    let count: i64 = row.get(column)?;
                    Ok::<_, rusqlite::Error>(u64::try_from(count).unwrap_or_default())
                };
                Ok(Speed {
                    moved: Amount {
                        messages: count(0)?,
                        bytes: count(1)?,
                    },
                    time: Duration::from_secs(count(2)?),
                    connections: usize::try_from(count(3)?).unwrap_or(usize::MAX),
                })
            },
        )
        .optional()
    })
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Notes how a check ended, in place of what the one before found.
pub(crate) fn checked(
    plan: &Plan,
    run: i64,
    at: OffsetDateTime,
    outcome: &Outcome<Vec<PersonProof>>,
) -> Result<(), Error> {
    let (Outcome::Done(proofs) | Outcome::Stopped(proofs)) = outcome;
    plan.with(|db| {
        end(db, run, at, matches!(outcome, Outcome::Stopped(_)))?;
        for proof in proofs {
            note(db, run, &of_proof(proof))?;
            // A check that did not come to its end has found nothing.
            if !matches!(proof.state, State::Done) {
                continue;
            }
            forget(db, proof.person, RunKind::Check)?;
            for folder in &proof.folders {
                for finding in &folder.findings {
                    keep(db, proof.person, RunKind::Check, &folder.source, finding)?;
                }
            }
        }
        Ok(())
    })
}

fn of_proof(proof: &PersonProof) -> PastPerson {
    let counts = proof.counts();
    let arrived = proof.arrived();
    let (ended, is_done) = match &proof.state {
        State::Done => (PersonEnd::Done, true),
        State::Failed(error) => (PersonEnd::Failed(error.code), false),
        _ => (PersonEnd::Stopped, false),
    };
    PastPerson {
        person: proof.person,
        ended,
        verdict: proof.verdict,
        source: is_done.then_some(counts.source),
        arrived,
        already_there: is_done.then_some(counts.already_there),
        left_out: counts.source.saturating_sub(arrived),
        extra: is_done.then_some(counts.extra),
        copied: None,
    }
}

fn end(db: &Transaction<'_>, run: i64, at: OffsetDateTime, stopped: bool) -> rusqlite::Result<()> {
    db.execute(
        "UPDATE run SET ended = ?2, stopped = ?3 WHERE id = ?1",
        params![run, at.unix_timestamp(), stopped],
    )
    .map(drop)
}

fn note(db: &Transaction<'_>, run: i64, person: &PastPerson) -> rusqlite::Result<()> {
    let (state, code) = match person.ended {
        PersonEnd::Done => ("done", None),
        PersonEnd::Stopped => ("stopped", None),
        PersonEnd::Failed(code) => ("failed", Some(code.as_str())),
    };
    db.prepare_cached(
        "INSERT INTO run_person(run, person, state, code, verdict, source, arrived, already_there, left_out, extra, copied)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        run,
        person.person.number(),
        state,
        code,
        person.verdict.as_str(),
        person.source.map(number),
        number(person.arrived),
        person.already_there.map(number),
        number(person.left_out),
        person.extra.map(number),
        person.copied.map(number),
    ])
    .map(drop)
}

fn run(row: &Row<'_>) -> rusqlite::Result<PastRun> {
    let kind: String = row.get(1)?;
    let ended: Option<i64> = row.get(3)?;
    let kind = [RunKind::Copy, RunKind::Check]
        .into_iter()
        .find(|known| known.as_str() == kind);
    Ok(PastRun {
        kind: kind.ok_or_else(|| damaged(1))?,
        began: moment(2, row.get(2)?)?,
        ended: ended.map(|at| moment(3, at)).transpose()?,
        stopped: row.get(4)?,
        people: Vec::new(),
    })
}

fn person(row: &Row<'_>) -> rusqlite::Result<PastPerson> {
    let (state, code, verdict): (String, Option<String>, String) =
        (row.get(2)?, row.get(3)?, row.get(4)?);
    let count = |column| {
        let count: Option<i64> = row.get(column)?;
        Ok::<_, rusqlite::Error>(count.map(|count| u64::try_from(count).unwrap_or_default()))
    };
    Ok(PastPerson {
        person: PersonId::from_number(row.get(1)?),
        ended: match state.as_str() {
            "done" => PersonEnd::Done,
            "stopped" => PersonEnd::Stopped,
            "failed" => PersonEnd::Failed(code_of(code)),
            _ => return Err(damaged(2)),
        },
        verdict: Verdict::named(&verdict).ok_or_else(|| damaged(4))?,
        source: count(5)?,
        arrived: count(6)?.unwrap_or_default(),
        already_there: count(7)?,
        left_out: count(8)?.unwrap_or_default(),
        extra: count(9)?,
        copied: count(10)?,
    })
}

/// A code that this version does not know is none that anybody can act on.
fn code_of(name: Option<String>) -> Code {
    name.and_then(|name| Code::named(&name))
        .unwrap_or(Code::Unexpected)
}

fn moment(column: usize, seconds: i64) -> rusqlite::Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| damaged(column))
}

fn damaged(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, String::new(), rusqlite::types::Type::Text)
}

#[cfg(test)]
mod tests;
