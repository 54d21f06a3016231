//! # Facts of a plan
//!
//! Reads from the plan file what the state of the tasks follows from.

use time::OffsetDateTime;

use crate::error::{Error, Side};
use crate::flow::{Access, Ended, Facts};
use crate::plan::{Plan, Question, SignIn};

/// Reads the facts.
///
/// # Errors
/// Those of the plan file.
pub fn gather(plan: &Plan, now: OffsetDateTime) -> Result<Facts, Error> {
    let sign_ins = plan.sign_ins()?;
    let answers = plan.answers()?;
    Ok(Facts {
        now,
        schedule: plan.schedule()?,
        opensrs: answers
            .get(&Question::Destination)
            .is_some_and(|kind| kind == "opensrs"),
        servers: plan.endpoint(Side::Source)?.is_some()
            && plan.endpoint(Side::Destination)?.is_some(),
        people: plan.people()?.len(),
        source: access(&sign_ins, Side::Source),
        destination: access(&sign_ins, Side::Destination),
        copied: Ended::default(),
        compared: Ended::default(),
        marks: plan.marks()?,
        checks: plan.checks()?,
    })
}

fn access(sign_ins: &[SignIn], side: Side) -> Access {
    let here = || sign_ins.iter().filter(|one| one.side == side);
    let works = here().filter(|one| one.outcome.is_ok()).count();
    Access {
        works,
        fails: here().count() - works,
        at: here().map(|one| one.at).max(),
    }
}
