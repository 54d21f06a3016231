//! # Sign-ins of a plan
//!
//! Brings together who somebody is (the plan), which passwords are noted (the plan) and the passwords themselves (the
//! vault). A note is written before its entry and taken back after it, so that no entry is ever without a note.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use moving_day_engine::error::{Code, Error, Retry, Scope, Side};
use moving_day_engine::imap::Login;
use moving_day_engine::plan::{Person, PersonId, Plan};
use moving_day_engine::secret::Secret;
use moving_day_engine::task::Task;

use crate::vault::{Key, Place, Vault};
use crate::wire;

/// Whose password the store holds, for which side.
type Note = (PersonId, Side);

const SIDES: [Side; 2] = [Side::Source, Side::Destination];

/// The passwords of one plan, with the notes as they were when this was made.
pub(super) struct SignIns {
    vault: Arc<Vault>,
    plan: Arc<Plan>,
    noted: BTreeSet<Note>,
}

impl SignIns {
    /// Reads the notes.
    pub(super) fn of(vault: &Arc<Vault>, plan: &Arc<Plan>) -> Result<Self, Error> {
        Ok(Self {
            vault: Arc::clone(vault),
            plan: Arc::clone(plan),
            noted: plan.noted_secrets()?.into_iter().collect(),
        })
    }

    /// Where the password is.
    pub(super) fn held(&self, person: &Person, side: Side) -> wire::Held {
        if self.vault.in_memory(&self.key(person, side)).is_some() {
            wire::Held::Memory
        } else if self.is_noted(person, side) && self.vault.place() == Place::Keyring {
            wire::Held::Keyring
        } else {
            wire::Held::Missing
        }
    }

    /// Keeps a password; an empty one takes away what was there.
    pub(super) async fn keep(
        &self,
        person: &Person,
        side: Side,
        secret: Secret,
    ) -> Result<(), Error> {
        if secret.is_empty() {
            return self.forget(person, side).await;
        }
        // Whoever keeps a password again has not finished.
        self.plan.note_check(Task::Finish, None)?;
        let expected = self.vault.place();
        if expected == Place::Keyring {
            self.plan.note_secret(person.id, side)?;
        }
        self.vault.keep(&self.key(person, side), secret).await;
        Ok(())
    }

    /// What to sign in with.
    ///
    /// # Errors
    /// [`Code::SecretMissing`] with `params.address` and `params.side`, and those of the vault. Each reaches this
    /// person alone.
    pub(super) async fn login(&self, person: &Person, side: Side) -> Result<Login, Error> {
        let key = self.key(person, side);
        let noted = self.is_noted(person, side);
        let read = self
            .vault
            .read(&key, noted)
            .await
            .map_err(|error| at(&error, person, side))?;
        let Some(secret) = read else {
            if noted {
                self.plan.drop_secret_note(person.id, side)?;
            }
            return Err(at(&Error::job(Code::SecretMissing), person, side));
        };
        let (user, address) = match side {
            Side::Source => (&person.source_user, &person.address),
            Side::Destination => (&person.destination_user, &person.destination_address),
        };
        Ok(Login {
            user: user.clone().unwrap_or_else(|| address.to_string()),
            secret,
        })
    }

    /// Files the passwords under the new addresses of a person, around the `change` of the plan. When a password cannot
    /// be read, nothing changes; between the two entries there is none rather than one without a note.
    pub(super) async fn readdress(
        &self,
        from: &Person,
        to: &Person,
        change: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut lifted = Vec::new();
        for side in SIDES {
            let old = self.key(from, side);
            if old != self.key(to, side) {
                let noted = self.is_noted(from, side);
                lifted.push((side, self.vault.read(&old, noted).await?));
            }
        }
        change()?;
        for (side, secret) in lifted {
            self.forget(from, side).await?;
            if let Some(secret) = secret {
                self.keep(to, side, secret).await?;
            }
        }
        Ok(())
    }

    /// Moves into the password store whatever of this plan is in memory.
    pub(super) async fn move_into_store(&self) -> Result<(), Error> {
        if self.vault.place() == Place::Memory {
            return Ok(());
        }
        for person in self.plan.people()? {
            for side in SIDES {
                if let Some(secret) = self.vault.in_memory(&self.key(&person, side)) {
                    self.keep(&person, side, secret).await?;
                }
            }
        }
        Ok(())
    }

    /// Forgets the passwords of people who are not in the list any more, unless somebody who is has the same mailbox.
    pub(super) async fn forget_removed(&self) -> Result<(), Error> {
        let present = self.plan.people()?;
        let used: BTreeSet<Key> = present
            .iter()
            .flat_map(|person| SIDES.map(|side| self.key(person, side)))
            .collect();
        let ids: BTreeSet<PersonId> = present.iter().map(|person| person.id).collect();
        self.forget_noted(|person, key| !ids.contains(&person.id) && !used.contains(key))
            .await
    }

    /// Forgets every password of this plan.
    pub(super) async fn forget_all(&self) -> Result<(), Error> {
        for person in self.plan.people()? {
            for side in SIDES {
                self.forget(&person, side).await?;
            }
        }
        self.forget_noted(|_, _| true).await
    }

    /// How many passwords of this plan there are, in the store or in memory.
    pub(super) fn count(&self) -> Result<usize, Error> {
        Ok(self.kept()?.len())
    }

    /// Deletes every password of this plan, as far as the store does, and tells how many are left. Each note is taken
    /// back only after its entry was looked for and not found.
    pub(super) async fn delete_all(&self) -> Result<usize, Error> {
        for (key, (id, side)) in self.kept()? {
            let noted = self.noted.contains(&(id, side));
            let deleted = self.vault.forget(&key, noted).await.is_ok();
            if noted && deleted && self.vault.is_gone(&key).await {
                self.plan.drop_secret_note(id, side)?;
            }
        }
        Self::of(&self.vault, &self.plan)?.count()
    }

    /// The entries of everybody who is or was in the list, once each.
    fn kept(&self) -> Result<Vec<(Key, Note)>, Error> {
        let mut people = BTreeMap::new();
        for person in self.plan.people()? {
            people.insert(person.id, person);
        }
        for (id, _) in &self.noted {
            if let Some(person) = self.plan.person(*id)? {
                people.insert(*id, person);
            }
        }
        let all = people
            .values()
            .flat_map(|person| SIDES.map(|side| (self.key(person, side), (person.id, side))));
        Ok(all
            .filter(|(key, note)| self.noted.contains(note) || self.vault.in_memory(key).is_some())
            .collect())
    }

    async fn forget_noted(&self, condemned: impl Fn(&Person, &Key) -> bool) -> Result<(), Error> {
        let mut people = BTreeMap::new();
        for (id, side) in self.plan.noted_secrets()? {
            if let Some(person) = self.plan.person(id)? {
                people.insert((id, side), person);
            }
        }
        for ((_, side), person) in &people {
            if condemned(person, &self.key(person, *side)) {
                self.forget(person, *side).await?;
            }
        }
        Ok(())
    }

    async fn forget(&self, person: &Person, side: Side) -> Result<(), Error> {
        let noted = self.is_noted(person, side);
        self.vault.forget(&self.key(person, side), noted).await?;
        if noted {
            self.plan.drop_secret_note(person.id, side)?;
        }
        Ok(())
    }

    fn is_noted(&self, person: &Person, side: Side) -> bool {
        self.noted.contains(&(person.id, side))
    }

    fn key(&self, person: &Person, side: Side) -> Key {
        let address = match side {
            Side::Source => &person.address,
            Side::Destination => &person.destination_address,
        };
        Key::new(&self.plan.header().id, side, address.as_str())
    }
}

/// Names the person in an error, which reaches no further.
fn at(error: &Error, person: &Person, side: Side) -> Error {
    Error::new(error.code, Scope::Account, Retry::Never)
        .with("address", person.address.as_str())
        .with("side", side.as_str())
}
