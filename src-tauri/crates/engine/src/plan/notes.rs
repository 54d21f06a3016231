//! # Notes of secrets
//!
//! Which passwords of this plan lie in the password store of the computer, so that "delete all" leaves none behind.
//! The passwords themselves are never here.

use crate::error::{Code, Error, Side};
use crate::plan::{PersonId, Plan};

impl Plan {
    /// Notes that the password store holds an entry. To be written before the entry is.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn note_secret(&self, person: PersonId, side: Side) -> Result<(), Error> {
        self.transact(|db| {
            db.execute(
                "INSERT OR IGNORE INTO secret_note(person, side) VALUES (?1, ?2)",
                (person.number(), side.as_str()),
            )?;
            Ok(())
        })
    }

    /// Every entry noted, also of people who were taken out.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn noted_secrets(&self) -> Result<Vec<(PersonId, Side)>, Error> {
        self.transact(|db| {
            let mut list =
                db.prepare("SELECT person, side FROM secret_note ORDER BY person, side DESC")?;
            let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.map(|row| {
                let (person, word): (i64, String) = row?;
                let side = [Side::Source, Side::Destination]
                    .into_iter()
                    .find(|side| side.as_str() == word);
                let side = side.ok_or_else(|| Error::job(Code::PlanDamaged))?;
                Ok((PersonId::from_number(person), side))
            })
            .collect()
        })
    }

    /// Takes a note back, after the entry was deleted.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn drop_secret_note(&self, person: PersonId, side: Side) -> Result<(), Error> {
        self.transact(|db| {
            db.execute(
                "DELETE FROM secret_note WHERE person = ?1 AND side = ?2",
                (person.number(), side.as_str()),
            )?;
            Ok(())
        })
    }
}
