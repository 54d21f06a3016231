//! # What is printed
//!
//! Either one JSON object per line for programs, or words and bars for people. Both come from the same states.

mod json;
mod people;
mod proofs;
mod saved;

use std::path::Path;
use std::sync::Arc;

use moving_day_engine::backup::PersonBackup;
use moving_day_engine::copy::verify::{self, PersonProof};
use moving_day_engine::copy::{PersonResult, Report};
use moving_day_engine::error::Error;
use moving_day_engine::job::Outcome;
use moving_day_engine::report::Verdict;

/// Prints in one of the two ways.
pub(crate) enum Printer {
    Json,
    People,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Self {
        if json { Self::Json } else { Self::People }
    }

    /// Where a running copy tells its progress.
    pub(crate) fn reporter(&self) -> Arc<dyn Report> {
        match self {
            Self::Json => Arc::new(json::Lines::default()),
            Self::People => people::reporter(),
        }
    }

    /// Says that the pretend company is about to move.
    pub(crate) fn practice(&self, people: usize) {
        if let Self::People = self {
            people::practice(people);
        }
    }

    /// Says how it ended, person by person.
    pub(crate) fn result(&self, outcome: &Outcome<Vec<PersonResult>>) {
        let (Outcome::Done(results) | Outcome::Stopped(results)) = outcome;
        match self {
            Self::Json => json::result(results),
            Self::People => people::result(results),
        }
    }

    /// Where a running comparison tells its progress.
    pub(crate) fn comparison(&self) -> Arc<dyn verify::Report> {
        match self {
            Self::Json => Arc::new(proofs::Lines),
            Self::People => proofs::reporter(),
        }
    }

    /// Says what a comparison has proven, person by person.
    pub(crate) fn proofs(&self, outcome: &Outcome<Vec<PersonProof>>) {
        let (Outcome::Done(proofs) | Outcome::Stopped(proofs)) = outcome;
        match self {
            Self::Json => proofs::result(proofs),
            Self::People => proofs::report(proofs),
        }
    }

    /// Says what a backup has saved, person by person.
    pub(crate) fn saved(&self, outcome: &Outcome<Vec<PersonBackup>>) {
        let (Outcome::Done(saved) | Outcome::Stopped(saved)) = outcome;
        match self {
            Self::Json => saved::result(saved),
            Self::People => saved::report(saved),
        }
    }

    /// Says whether what arrived is what was sent.
    pub(crate) fn compared(&self, same: bool) {
        match self {
            Self::Json => json::compared(same),
            Self::People => people::compared(same),
        }
    }

    /// Says where a report lies, and what it says of the whole move.
    pub(crate) fn report(&self, path: &Path, verdict: Verdict) {
        match self {
            Self::Json => json::report(path, verdict),
            Self::People => people::report_written(path),
        }
    }

    /// Says why nothing was done.
    pub(crate) fn problem(&self, error: &Error) {
        match self {
            Self::Json => json::problem(error),
            Self::People => people::problem(error),
        }
    }
}
