//! # Tests of the sign-ins
//!
//! How the last sign-in of each person on each side went, so that a plan that is opened again knows it.

use rusqlite::params;
use time::OffsetDateTime;

use crate::error::{Code, Error, Side};
use crate::plan::{PersonId, Plan, moment};

/// One sign-in that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignIn {
    /// Whose.
    pub person: PersonId,
    /// Where.
    pub side: Side,
    /// What was there, or why it did not work.
    pub outcome: Result<Contents, Code>,
    /// When, to the second.
    pub at: OffsetDateTime,
}

/// What a mailbox holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contents {
    /// How many messages.
    pub messages: u64,
    /// How many bytes.
    pub bytes: u64,
}

impl Plan {
    /// The last sign-in of everybody in the list.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn sign_ins(&self) -> Result<Vec<SignIn>, Error> {
        type Row = (i64, String, Option<String>, Option<i64>, Option<i64>, i64);
        self.transact(|db| {
            let mut list = db.prepare(
                "SELECT s.person, s.side, s.code, s.messages, s.bytes, s.at FROM sign_in s
                 JOIN person p ON p.id = s.person WHERE p.removed = 0 ORDER BY p.position, s.side DESC",
            )?;
            let rows = list.query_map([], |row| {
                Ok::<Row, _>((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })?;
            rows.map(|row| read(row?)).collect()
        })
    }

    /// Notes a sign-in in place of the one before.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn note_sign_in(&self, sign_in: &SignIn) -> Result<(), Error> {
        let (contents, code) = match sign_in.outcome {
            Ok(contents) => (Some(contents), None),
            Err(code) => (None, Some(code.as_str())),
        };
        let number = |count: fn(Contents) -> u64| {
            contents.map(|all| i64::try_from(count(all)).unwrap_or(i64::MAX))
        };
        self.transact(|db| {
            db.execute(
                "INSERT OR REPLACE INTO sign_in(person, side, code, messages, bytes, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    sign_in.person.number(),
                    sign_in.side.as_str(),
                    code,
                    number(|all| all.messages),
                    number(|all| all.bytes),
                    sign_in.at.unix_timestamp(),
                ],
            )?;
            Ok(())
        })
    }

    /// Forgets a sign-in: what it was done with is no longer so.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn forget_sign_in(&self, person: PersonId, side: Side) -> Result<(), Error> {
        self.transact(|db| {
            db.execute(
                "DELETE FROM sign_in WHERE person = ?1 AND side = ?2",
                (person.number(), side.as_str()),
            )?;
            Ok(())
        })
    }

    /// Forgets every sign-in on one side: it is another server now.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn forget_sign_ins(&self, side: Side) -> Result<(), Error> {
        self.transact(|db| {
            db.execute("DELETE FROM sign_in WHERE side = ?1", [side.as_str()])?;
            Ok(())
        })
    }
}

fn read(
    (person, side, code, messages, bytes, at): (
        i64,
        String,
        Option<String>,
        Option<i64>,
        Option<i64>,
        i64,
    ),
) -> Result<SignIn, Error> {
    let damaged = || Error::job(Code::PlanDamaged);
    let count = |number: Option<i64>| number.and_then(|number| u64::try_from(number).ok());
    let outcome = match code {
        // A code of a later version; what matters is that it did not work.
        Some(name) => Err(Code::named(&name).unwrap_or(Code::Unexpected)),
        None => Ok(Contents {
            messages: count(messages).ok_or_else(damaged)?,
            bytes: count(bytes).ok_or_else(damaged)?,
        }),
    };
    Ok(SignIn {
        person: PersonId::from_number(person),
        side: [Side::Source, Side::Destination]
            .into_iter()
            .find(|one| one.as_str() == side)
            .ok_or_else(damaged)?,
        outcome,
        at: moment(at)?,
    })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::clock::SystemClock;
    use crate::plan::{Kind, read_people};

    #[test]
    fn the_last_sign_in_counts_and_is_forgotten_with_its_reason() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        let people = plan
            .add_people(&read_people("ana@x.example\nben@x.example").people)
            .unwrap();
        let sign_in = |person: usize, side, outcome| SignIn {
            person: people[person].id,
            side,
            outcome,
            at: datetime!(2026-06-01 12:00 UTC),
        };
        let contents = Contents {
            messages: 7,
            bytes: 9000,
        };
        let refused = sign_in(0, Side::Source, Err(Code::SourceSignInRefused));
        let works = sign_in(0, Side::Source, Ok(contents));
        let other = sign_in(1, Side::Destination, Ok(contents));
        for one in [refused, works, other] {
            plan.note_sign_in(&one).unwrap();
        }
        assert_eq!(plan.sign_ins().unwrap(), [works, other]);
        plan.forget_sign_in(people[0].id, Side::Source).unwrap();
        assert_eq!(plan.sign_ins().unwrap(), [other]);
        plan.forget_sign_ins(Side::Destination).unwrap();
        assert!(plan.sign_ins().unwrap().is_empty());
        plan.note_sign_in(&works).unwrap();
        plan.remove_people(&[people[0].id]).unwrap();
        assert!(plan.sign_ins().unwrap().is_empty());
    }
}
