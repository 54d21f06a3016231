//! # People of a plan
//!
//! Who moves, and from which mailbox to which. What was typed ([`Entered`]) becomes a [`Person`] here and nowhere else.

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use crate::address::Address;
use crate::error::{Code, Error, Side};
use crate::plan::{Entered, MailboxKind, Plan, route};

/// Number of a person within one plan; it is never given to anybody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(i64);

impl PersonId {
    /// The number, for the interface and the journal.
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The id with this number. Whether such a person exists is for the plan to say.
    pub const fn from_number(number: i64) -> Self {
        Self(number)
    }
}

/// One row of the list: mostly a person who moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Within this plan.
    pub id: PersonId,
    /// As people call them.
    pub name: Option<String>,
    /// The mailbox at the source.
    pub address: Address,
    /// The mailbox at the destination; mostly the same.
    pub destination_address: Address,
    /// The name to sign in with at the source, where it is not the address.
    pub source_user: Option<String>,
    /// The name to sign in with at the destination, where it is not the address.
    pub destination_user: Option<String>,
    /// What the address is, and so whether its mail moves.
    pub kind: MailboxKind,
    /// Other addresses whose mail comes into this mailbox.
    pub aliases: Vec<Address>,
}

impl Person {
    /// The mailbox on that side.
    pub fn mailbox(&self, side: Side) -> &Address {
        match side {
            Side::Source => &self.address,
            Side::Destination => &self.destination_address,
        }
    }

    /// The name to sign in with on that side: the one that was entered, or the address.
    pub fn user(&self, side: Side) -> &str {
        let user = match side {
            Side::Source => &self.source_user,
            Side::Destination => &self.destination_user,
        };
        user.as_deref()
            .unwrap_or_else(|| self.mailbox(side).as_str())
    }
}

impl Plan {
    /// Everybody in the list, also those whose mail does not move, in the order of the list.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn people(&self) -> Result<Vec<Person>, Error> {
        self.transact(|db| {
            let mut rows =
                db.prepare(&format!("{SELECT} WHERE removed = 0 ORDER BY position, id"))?;
            let read = rows.query_map([], fields)?;
            read.map(|row| person(row?)).collect()
        })
    }

    /// Those whose mail moves, in the order of the list.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn moving_people(&self) -> Result<Vec<Person>, Error> {
        let mut people = self.people()?;
        people.retain(|person| person.kind.moves());
        Ok(people)
    }

    /// One person, also one who was taken out: their passwords and their journal are still there.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn person(&self, id: PersonId) -> Result<Option<Person>, Error> {
        self.transact(|db| find(db, id))
    }

    /// Adds people at the end of the list, all or nobody. Whoever was in the list before, with the same two mailboxes,
    /// takes up the journal from then.
    ///
    /// # Errors
    /// [`Code::AddressTwice`] with `params.address`, when an address is in the list already or twice in `entered`.
    pub fn add_people(&self, entered: &[Entered]) -> Result<Vec<Person>, Error> {
        self.transact(|db| entered.iter().map(|one| add(db, one)).collect())
    }

    /// Writes new values of a person. When another mailbox is meant than before, on either side, the journal of the
    /// former pair is put by, and comes back when that pair is meant again.
    ///
    /// # Errors
    /// [`Code::AddressTwice`] with `params.address`.
    pub fn change_person(&self, to: &Person) -> Result<(), Error> {
        self.transact(|db| change(db, to))
    }

    /// Says what the addresses of these people are. Unknown ids are passed over.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn set_kind(&self, ids: &[PersonId], kind: MailboxKind) -> Result<(), Error> {
        self.transact(|db| {
            let mut write = db.prepare("UPDATE person SET kind = ?2 WHERE id = ?1")?;
            for id in ids {
                write.execute(params![id.0, kind.as_str()])?;
            }
            Ok(())
        })
    }

    /// Takes people out of the list. Unknown ids are passed over.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn remove_people(&self, ids: &[PersonId]) -> Result<(), Error> {
        self.transact(|db| {
            let mut mark = db.prepare("UPDATE person SET removed = 1 WHERE id = ?1")?;
            for id in ids {
                mark.execute([id.0])?;
            }
            Ok(())
        })
    }

    /// Takes a removal back: the same people, at their old place in the list, with the given values and their journal.
    ///
    /// # Errors
    /// [`Code::AddressTwice`] with `params.address`, when somebody else has the address by now.
    pub fn restore_people(&self, people: &[Person]) -> Result<(), Error> {
        self.transact(|db| people.iter().try_for_each(|one| restore(db, one)))
    }
}

const SELECT: &str = "SELECT id, name, address, destination_address, source_user, destination_user, kind, aliases FROM person";

type Fields = (
    i64,
    Option<String>,
    String,
    String,
    Option<String>,
    Option<String>,
    String,
    String,
);

fn fields(row: &Row<'_>) -> rusqlite::Result<Fields> {
    Ok((
        row.get(0)?,
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(5)?,
        row.get(6)?,
        row.get(7)?,
    ))
}

fn person(
    (id, name, address, destination, source_user, destination_user, kind, aliases): Fields,
) -> Result<Person, Error> {
    let damaged = || Error::job(Code::PlanDamaged);
    let sound = |text: &str| Address::parse(text).map_err(|_| damaged());
    let aliases: Vec<String> = serde_json::from_str(&aliases).map_err(|_| damaged())?;
    Ok(Person {
        id: PersonId(id),
        name,
        address: sound(&address)?,
        destination_address: sound(&destination)?,
        source_user,
        destination_user,
        kind: MailboxKind::named(&kind).ok_or_else(damaged)?,
        aliases: aliases
            .iter()
            .map(|alias| sound(alias))
            .collect::<Result<_, _>>()?,
    })
}

fn find(db: &Connection, id: PersonId) -> Result<Option<Person>, Error> {
    db.query_row(&format!("{SELECT} WHERE id = ?1"), [id.0], fields)
        .optional()?
        .map(person)
        .transpose()
}

fn add(db: &Connection, entered: &Entered) -> Result<Person, Error> {
    let destination = entered
        .destination_address
        .as_ref()
        .unwrap_or(&entered.address);
    let mut new = Person {
        id: PersonId(0),
        name: entered.name.clone(),
        address: entered.address.clone(),
        destination_address: destination.clone(),
        source_user: entered.source_user.clone(),
        destination_user: entered.destination_user.clone(),
        kind: entered.kind.unwrap_or_default(),
        aliases: entered.aliases.clone(),
    };
    free(db, &new)?;
    db.execute(
        "INSERT INTO person(position, address, address_key, destination_address)
         SELECT COALESCE(MAX(position), 0) + 1, ?1, ?2, ?3 FROM person",
        [
            new.address.as_str(),
            &new.address.key(),
            new.destination_address.as_str(),
        ],
    )?;
    new.id = PersonId(db.last_insert_rowid());
    write(db, &new)?;
    route::take_up(db, &new)?;
    Ok(new)
}

fn change(db: &Connection, to: &Person) -> Result<(), Error> {
    free(db, to)?;
    let moved = find(db, to.id)?.filter(|from| !route::same(from, to));
    if let Some(from) = &moved {
        route::put_by(db, from)?;
    }
    write(db, to)?;
    match moved {
        Some(_) => route::take_up(db, to),
        None => Ok(()),
    }
}

fn restore(db: &Connection, one: &Person) -> Result<(), Error> {
    free(db, one)?;
    db.execute("UPDATE person SET removed = 0 WHERE id = ?1", [one.id.0])?;
    change(db, one)?;
    route::take_up(db, one)
}

fn write(db: &Connection, person: &Person) -> Result<(), Error> {
    let aliases: Vec<&str> = person.aliases.iter().map(Address::as_str).collect();
    db.execute(
        "UPDATE person SET name = ?2, address = ?3, address_key = ?4, destination_address = ?5, source_user = ?6,
           destination_user = ?7, kind = ?8, aliases = ?9 WHERE id = ?1",
        params![
            person.id.0,
            person.name,
            person.address.as_str(),
            person.address.key(),
            person.destination_address.as_str(),
            person.source_user,
            person.destination_user,
            person.kind.as_str(),
            serde_json::json!(aliases).to_string()
        ],
    )?;
    Ok(())
}

/// Passes when nobody else in the list has the address.
fn free(db: &Connection, person: &Person) -> Result<(), Error> {
    let taken: bool = db.query_row(
        "SELECT EXISTS(SELECT 1 FROM person WHERE address_key = ?1 AND removed = 0 AND id <> ?2)",
        params![person.address.key(), person.id.0],
        |row| row.get(0),
    )?;
    if taken {
        return Err(Error::job(Code::AddressTwice).with("address", person.address.as_str()));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
