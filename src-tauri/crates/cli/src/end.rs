//! # How a command ends
//!
//! The exit codes, in one place. Whatever could not start says why before it ends.

use std::process::ExitCode;

use moving_day_engine::backup::PersonBackup;
use moving_day_engine::copy::verify::PersonProof;
use moving_day_engine::copy::{PersonResult, PersonState, Verdict};
use moving_day_engine::error::{Code, Error};
use moving_day_engine::job::Outcome;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    AllDone,
    WithProblems,
    BadInput,
    Stopped,
    NotStarted,
}

impl End {
    /// How a copy ended.
    pub(crate) fn of(outcome: &Outcome<Vec<PersonResult>>) -> Self {
        let results = match outcome {
            Outcome::Done(results) | Outcome::Stopped(results) => results,
        };
        let stopped = results
            .iter()
            .any(|person| matches!(person.progress.state, PersonState::Stopped));
        Self::with(stopped, results.iter().map(|person| person.verdict))
    }

    /// How a comparison ended.
    pub(crate) fn of_proofs(outcome: &Outcome<Vec<PersonProof>>) -> Self {
        let (Outcome::Done(proofs) | Outcome::Stopped(proofs)) = outcome;
        let stopped = matches!(outcome, Outcome::Stopped(_));
        Self::with(stopped, proofs.iter().map(|person| person.verdict))
    }

    /// How a backup ended.
    pub(crate) fn of_backup(outcome: &Outcome<Vec<PersonBackup>>) -> Self {
        let (Outcome::Done(saved) | Outcome::Stopped(saved)) = outcome;
        match outcome {
            Outcome::Stopped(_) => Self::Stopped,
            Outcome::Done(_) if saved.iter().all(PersonBackup::is_whole) => Self::AllDone,
            Outcome::Done(_) => Self::WithProblems,
        }
    }

    fn with(stopped: bool, mut verdicts: impl Iterator<Item = Verdict>) -> Self {
        let incomplete = verdicts.any(|verdict| verdict == Verdict::Incomplete);
        match (stopped, incomplete) {
            (true, _) => Self::Stopped,
            (false, false) => Self::AllDone,
            (false, true) => Self::WithProblems,
        }
    }

    /// What an error before the first connection means.
    pub(crate) fn before_start(error: &Error) -> Self {
        match error.code {
            Code::AddressMalformed
            | Code::AddressTwice
            | Code::EndpointMalformed
            | Code::DayMalformed
            | Code::EndpointMissing
            | Code::PeopleEmpty
            | Code::PeopleListUnreadable
            | Code::RootUnreadable
            | Code::SecretMissing => Self::BadInput,
            _ => Self::NotStarted,
        }
    }
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::AllDone => 0,
            End::WithProblems => 1,
            End::BadInput => 2,
            End::Stopped => 3,
            End::NotStarted => 4,
        })
    }
}
