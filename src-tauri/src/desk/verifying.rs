//! # The comparison
//!
//! Lets the engine compare both sides of everybody and keeps what it has proven, for as long as the plan is open. No copy
//! runs meanwhile: what is under way would look as if it were missing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use moving_day_engine::clock::Clock;
use moving_day_engine::copy::verify::{
    Depth, PersonProgress, PersonProof, Progress, Report, State, verify,
};
use moving_day_engine::copy::{self, Order, RunKind};
use moving_day_engine::error::{Code, Error};
use moving_day_engine::job::{Outcome, Wish};
use moving_day_engine::plan::{Person, PersonId, Plan};
use time::OffsetDateTime;

use super::copying::names;
use super::{Desk, lock};
use crate::bridge;
use crate::jobs::{Listener, Turn};
use crate::power::Wakefulness;
use crate::wire::{self, VerifyPhase};

/// The whole state of a comparison, as the engine told it.
#[derive(Debug, Clone)]
pub(crate) struct VerifyState {
    /// Where it stands.
    pub phase: VerifyPhase,
    /// Whether every message is read.
    pub deep: bool,
    /// When it ended.
    pub ended: Option<OffsetDateTime>,
    /// How far everybody is, with those who were set aside before it began.
    pub people: Vec<PersonProgress>,
    /// What people are called, where they have a name.
    pub names: Arc<BTreeMap<PersonId, String>>,
    /// What is proven; empty before the end.
    pub proofs: Arc<Vec<PersonProof>>,
    /// Why it ended as a whole.
    pub fault: Option<Arc<Error>>,
}

impl Desk {
    /// Begins to compare these people, or everybody; `deep` reads every message on both sides.
    ///
    /// # Errors
    /// [`Code::JobRunning`] also while mail is copied or saved, and those of [`Self::start_copy`].
    pub(crate) async fn start_verify(
        &self,
        ids: Option<&[i64]>,
        deep: bool,
        show: impl Fn(wire::VerifyProgress) + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_move_nothing()?;
        let open = self.opened()?;
        let people = open.chosen(ids)?;
        let (order, aside) = self.order(&open, &people).await?;
        let first = VerifyState {
            phase: VerifyPhase::Comparing,
            deep,
            ended: None,
            people: people.iter().map(|person| begun(person, &aside)).collect(),
            names: names(&people),
            proofs: Arc::default(),
            fault: None,
        };
        let turn = self.verify.begin(first.clone(), listener(show))?;
        let speaker = Arc::new(Speaker {
            turn,
            latest: Mutex::new(first),
            wakefulness: Wakefulness::new(Arc::clone(&self.power)),
        });
        speaker.wakefulness.follow(true);
        let (plan, clock) = (Arc::clone(&open.plan), open.time());
        tokio::spawn(run(plan, order, clock, speaker));
        Ok(())
    }

    /// Lets another window listen to the comparison, and gives it the last state. When the plan was opened anew, that is
    /// what the plan remembers.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn attach_verify(
        &self,
        show: impl Fn(wire::VerifyProgress) + Send + Sync + 'static,
    ) -> Result<Option<wire::VerifyProgress>, Error> {
        if let Some(last) = self.verify.attach(listener(show)) {
            return Ok(Some(bridge::verify_progress(&last)));
        }
        let Some(open) = self.opened_plan() else {
            return Ok(None);
        };
        let runs = copy::history(&open.plan)?;
        let findings = copy::findings(&open.plan, RunKind::Check)?;
        Ok(bridge::remembered(
            &runs,
            &findings,
            &open.plan.moving_people()?,
        ))
    }

    /// Asks the comparison to end.
    pub(crate) fn stop_verify(&self) {
        self.verify.stop();
    }

    /// What the last comparison found, of one person or everybody.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn findings(&self, person: Option<i64>) -> Result<Vec<wire::Finding>, Error> {
        let meant = |id: PersonId| person.is_none_or(|person| person == id.number());
        if let Some(last) = self.verify.last() {
            let proofs = last.proofs.iter().filter(|proof| meant(proof.person));
            return Ok(proofs.flat_map(bridge::findings).collect());
        }
        let Some(open) = self.opened_plan() else {
            return Ok(Vec::new());
        };
        let findings = copy::findings(&open.plan, RunKind::Check)?;
        let own = findings.iter().filter(|one| meant(one.person));
        Ok(own.map(bridge::past_finding).collect())
    }
}

fn listener(show: impl Fn(wire::VerifyProgress) + Send + Sync + 'static) -> Listener<VerifyState> {
    Box::new(move |state| show(bridge::verify_progress(state)))
}

fn begun(person: &Person, aside: &[copy::PersonProgress]) -> PersonProgress {
    let fault = aside.iter().find_map(|one| match &one.state {
        copy::PersonState::Failed(error) if one.person == person.id => Some(Arc::clone(error)),
        _ => None,
    });
    PersonProgress {
        person: person.id,
        address: person.address.clone(),
        state: fault.map_or(State::Waiting, State::Failed),
        folders: 0,
        folders_total: None,
        messages: 0,
        messages_total: None,
    }
}

/// Passes on what the engine tells, with those who were set aside in their places in the list.
struct Speaker {
    turn: Turn<VerifyState>,
    latest: Mutex<VerifyState>,
    wakefulness: Wakefulness,
}

impl Report for Speaker {
    fn progress(&self, progress: &Progress) {
        let mut latest = lock(&self.latest);
        let told: BTreeMap<PersonId, &PersonProgress> = progress
            .people
            .iter()
            .map(|person| (person.person, person))
            .collect();
        for person in &mut latest.people {
            if let Some(told) = told.get(&person.person) {
                *person = (*told).clone();
            }
        }
        if self.turn.control().wish() == Wish::Stop {
            latest.phase = VerifyPhase::Stopping;
        }
        self.turn.tell(latest.clone());
    }
}

async fn run(plan: Arc<Plan>, order: Order, clock: Arc<dyn Clock>, speaker: Arc<Speaker>) {
    let deep = lock(&speaker.latest).deep;
    let depth = match deep {
        true => Depth::Everything,
        false => Depth::Sample,
    };
    let control = speaker.turn.control().clone();
    let report: Arc<dyn Report> = Arc::clone(&speaker) as Arc<dyn Report>;
    let ended = tokio::spawn(verify(
        plan,
        order,
        depth,
        control,
        Arc::clone(&clock),
        report,
    ));
    let (phase, proofs, fault) = match ended.await {
        Ok(Ok(Outcome::Done(proofs))) => (VerifyPhase::Done, proofs, None),
        Ok(Ok(Outcome::Stopped(proofs))) => (VerifyPhase::Stopped, proofs, None),
        Ok(Err(error)) => (VerifyPhase::Failed, Vec::new(), Some(error)),
        Err(panic) => {
            let error = Error::job(Code::Unexpected).because(panic);
            (VerifyPhase::Failed, Vec::new(), Some(error))
        }
    };
    if let Some(error) = &fault {
        tracing::warn!(code = %error.code, "the comparison ended early");
    }
    speaker.wakefulness.follow(false);
    let mut last = lock(&speaker.latest).clone();
    last.phase = phase;
    last.ended = Some(clock.now());
    last.proofs = Arc::new(proofs);
    last.fault = fault.map(Arc::new);
    speaker.turn.finish(last);
}
