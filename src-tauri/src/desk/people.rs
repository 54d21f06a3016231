//! # People on the desk
//!
//! Reading, adding, changing and removing people, each with its way back. Passwords that come with a list go to the
//! vault and nowhere else.

use std::collections::BTreeSet;

use moving_day_engine::error::{Code, Error, Side};
use moving_day_engine::plan::{self, Entered, MailboxKind, Person, PersonId};
use moving_day_engine::secret::Secret;

use super::sign_in::SignIns;
use super::{Desk, OpenPlan, lock};
use crate::bridge;
use crate::wire;

/// As many steps as can be taken back.
const STEPS: usize = 50;

/// One change of the list of people, as it is taken back.
pub(super) enum Step {
    /// They were added.
    Added(Vec<PersonId>),
    /// They were removed.
    Removed(Vec<Person>),
    /// This is what it was before.
    Changed(Box<Person>),
    /// These were of another kind before.
    Kinds(Vec<(PersonId, MailboxKind)>),
}

impl Desk {
    /// Looks at a pasted list without changing anything.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn read_people(&self, text: &Secret) -> Result<wire::PeopleFound, Error> {
        let open = self.opened()?;
        Ok(bridge::people_found(
            plan::read_people(text.expose()),
            &known(&open)?,
        ))
    }

    /// Adds whoever in a pasted list is new, and takes over the passwords that came with it, also of people who are in
    /// the plan already.
    ///
    /// # Errors
    /// [`Code::PeopleEmpty`] when nobody is in the list, and those of the plan file.
    pub(crate) async fn add_people(&self, text: &Secret) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let found = plan::read_people(text.expose()).people;
        if found.is_empty() {
            return Err(Error::job(Code::PeopleEmpty));
        }
        let known = known(&open)?;
        let new: Vec<Entered> = found
            .iter()
            .filter(|entered| !known.contains(&entered.address.key()))
            .cloned()
            .collect();
        if !new.is_empty() {
            let added = open.plan.add_people(&new)?;
            open.step(Step::Added(added.iter().map(|person| person.id).collect()));
        }
        self.keep_secrets(&open, &found).await?;
        self.show_people(&open)
    }

    /// Writes a person's row.
    ///
    /// # Errors
    /// [`Code::AddressMalformed`], [`Code::AddressTwice`], those of the vault when a password has to move with the
    /// address, and those of the plan file; nothing changes then.
    pub(crate) async fn save_person(
        &self,
        change: wire::PersonChange,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let to = Person::try_from(change)?;
        let from = person(&open, to.id)?;
        if from != to {
            self.change_person(&open, &from, &to).await?;
            open.step(Step::Changed(Box::new(from)));
        }
        self.show_people(&open)
    }

    /// Says what the addresses of people are.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) async fn set_kind(
        &self,
        ids: &[i64],
        kind: MailboxKind,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let mut others = open.plan.people()?;
        others.retain(|person| ids.contains(&person.id.number()) && person.kind != kind);
        if !others.is_empty() {
            let changed: Vec<PersonId> = others.iter().map(|person| person.id).collect();
            open.plan.set_kind(&changed, kind)?;
            let before = others.iter().map(|person| (person.id, person.kind));
            open.step(Step::Kinds(before.collect()));
        }
        self.show_people(&open)
    }

    /// Takes people out of the list. Their passwords stay until the plan is closed, so that it can be taken back.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) async fn remove_people(&self, ids: &[i64]) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let ids: BTreeSet<PersonId> = ids.iter().copied().map(PersonId::from_number).collect();
        let mut removed = open.plan.people()?;
        removed.retain(|person| ids.contains(&person.id));
        if !removed.is_empty() {
            open.plan
                .remove_people(&ids.into_iter().collect::<Vec<_>>())?;
            open.step(Step::Removed(removed));
        }
        self.show_people(&open)
    }

    /// Takes the last change of the list back; without effect when there is none.
    ///
    /// # Errors
    /// [`Code::AddressTwice`] when somebody else has the address by now, and those of the plan file. The step is still
    /// there then.
    pub(crate) async fn undo_people(&self) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let last = lock(&open.steps).pop();
        if let Some(step) = last
            && let Err(error) = self.take_back(&open, &step).await
        {
            open.step(step);
            return Err(error);
        }
        self.show_people(&open)
    }

    /// Keeps the password of a person for one side; an empty one takes it away.
    ///
    /// # Errors
    /// Those of the plan file, and of the vault when it does not take a password away.
    pub(crate) async fn save_secret(
        &self,
        id: i64,
        side: Side,
        secret: Secret,
    ) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        let open = self.opened()?;
        let person = person(&open, PersonId::from_number(id))?;
        SignIns::of(&self.vault, &open.plan)?
            .keep(&person, side, secret)
            .await?;
        open.plan.forget_sign_in(person.id, side)?;
        self.show(&open)
    }

    async fn take_back(&self, open: &OpenPlan, step: &Step) -> Result<(), Error> {
        match step {
            Step::Added(ids) => open.plan.remove_people(ids),
            Step::Removed(people) => open.plan.restore_people(people),
            Step::Kinds(before) => MailboxKind::ALL.into_iter().try_for_each(|kind| {
                let of_kind = before.iter().filter(|(_, one)| *one == kind);
                let ids: Vec<PersonId> = of_kind.map(|(id, _)| *id).collect();
                open.plan.set_kind(&ids, kind)
            }),
            Step::Changed(before) => {
                let now = person(open, before.id)?;
                self.change_person(open, &now, before).await
            }
        }
    }

    async fn change_person(
        &self,
        open: &OpenPlan,
        from: &Person,
        to: &Person,
    ) -> Result<(), Error> {
        let sign_ins = SignIns::of(&self.vault, &open.plan)?;
        sign_ins
            .readdress(from, to, || open.plan.change_person(to))
            .await?;
        for side in [Side::Source, Side::Destination] {
            if from.user(side) != to.user(side) {
                open.plan.forget_sign_in(to.id, side)?;
            }
        }
        Ok(())
    }

    async fn keep_secrets(&self, open: &OpenPlan, entered: &[Entered]) -> Result<(), Error> {
        let sign_ins = SignIns::of(&self.vault, &open.plan)?;
        let people = open.plan.people()?;
        for entered in entered {
            let Some(person) = people
                .iter()
                .find(|person| person.address == entered.address)
            else {
                continue;
            };
            let secrets = [
                (Side::Source, &entered.source_secret),
                (Side::Destination, &entered.destination_secret),
            ];
            for (side, secret) in secrets {
                if let Some(secret) = secret.as_ref().filter(|secret| !secret.is_empty()) {
                    sign_ins.keep(person, side, secret.clone()).await?;
                    open.plan.forget_sign_in(person.id, side)?;
                }
            }
        }
        Ok(())
    }
}

impl OpenPlan {
    fn step(&self, step: Step) {
        let mut steps = lock(&self.steps);
        if steps.len() == STEPS {
            steps.remove(0);
        }
        steps.push(step);
    }
}

fn known(open: &OpenPlan) -> Result<BTreeSet<String>, Error> {
    Ok(open
        .plan
        .people()?
        .iter()
        .map(|person| person.address.key())
        .collect())
}

/// The interface only names people that it was shown, so an unknown one is a fault of the program.
fn person(open: &OpenPlan, id: PersonId) -> Result<Person, Error> {
    open.plan
        .person(id)?
        .ok_or_else(|| Error::job(Code::Unexpected))
}
