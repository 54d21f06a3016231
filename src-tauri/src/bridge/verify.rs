//! # The comparison, from the engine to the wire
//!
//! Sums up what was proven of each person, now or when the plan was open the last time; the findings themselves follow
//! when they are asked for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use moving_day_engine::copy::verify::{Finding, Kind, PersonProof, State};
use moving_day_engine::copy::{PastFinding, PastPerson, PastRun, PersonEnd, RunKind, Verdict};
use moving_day_engine::error::{Error, Retry, Scope, Side};
use moving_day_engine::imap::FolderName;
use moving_day_engine::plan::Person;
use time::format_description::well_known::Rfc3339;

use super::parts;
use crate::desk::VerifyState;
use crate::wire;

/// The whole state of a comparison.
pub(crate) fn verify_progress(state: &VerifyState) -> wire::VerifyProgress {
    let proofs: BTreeMap<_, _> = state
        .proofs
        .iter()
        .map(|proof| (proof.person, proof))
        .collect();
    let people = state.people.iter().map(|person| wire::VerifyPerson {
        person: person.person.number(),
        address: person.address.to_string(),
        name: state.names.get(&person.person).cloned(),
        state: person_state(&person.state),
        messages: person.messages,
        messages_total: person.messages_total,
        proof: proofs.get(&person.person).and_then(|proof| sum(proof)),
    });
    wire::VerifyProgress {
        phase: state.phase,
        deep: Some(state.deep),
        ended: state.ended.and_then(|ended| ended.format(&Rfc3339).ok()),
        people: people.collect(),
        fault: state.fault.as_deref().map(wire::Fault::from),
    }
}

/// The comparison that the plan remembers, unless mail was copied after it; `runs` from the earliest to the last.
pub(crate) fn remembered(
    runs: &[PastRun],
    findings: &[PastFinding],
    people: &[Person],
) -> Option<wire::VerifyProgress> {
    let last = runs.last().filter(|run| run.kind == RunKind::Check)?;
    let ended = last.ended?;
    let people = last.people.iter().filter_map(|past| {
        let person = people.iter().find(|person| person.id == past.person)?;
        Some(past_person(person, past, findings))
    });
    Some(wire::VerifyProgress {
        phase: match last.stopped {
            true => wire::VerifyPhase::Stopped,
            false => wire::VerifyPhase::Done,
        },
        deep: None,
        ended: ended.format(&Rfc3339).ok(),
        people: people.collect(),
        fault: None,
    })
}

/// Something that the plan remembers.
pub(crate) fn past_finding(past: &PastFinding) -> wire::Finding {
    finding(past.person.number(), &past.folder, &past.finding)
}

fn past_person(person: &Person, past: &PastPerson, findings: &[PastFinding]) -> wire::VerifyPerson {
    let (state, is_done) = match past.ended {
        PersonEnd::Done => (wire::VerifyState::Done, true),
        PersonEnd::Stopped => (wire::VerifyState::Stopped, false),
        PersonEnd::Failed(code) => {
            let error = Error::new(code, Scope::Account, Retry::Never);
            let fault = (&error).into();
            (wire::VerifyState::Failed { fault }, false)
        }
    };
    let own = findings.iter().filter(|one| one.person == past.person);
    let found = counted(own.map(|one| &one.finding));
    let source = past.source.unwrap_or_default();
    wire::VerifyPerson {
        person: person.id.number(),
        address: person.address.to_string(),
        name: person.name.clone(),
        state,
        messages: source,
        messages_total: past.source,
        proof: is_done.then(|| wire::Proof {
            read: None,
            ..proof_of(
                past.verdict,
                source,
                past.arrived,
                past.extra.unwrap_or_default(),
                found,
            )
        }),
    }
}

/// Everything that was found, of one person.
pub(crate) fn findings(proof: &PersonProof) -> impl Iterator<Item = wire::Finding> {
    let person = proof.person.number();
    proof.folders.iter().flat_map(move |folder| {
        let own = folder.findings.iter();
        own.map(move |one| finding(person, &folder.source, one))
    })
}

/// None where the comparison did not come to its end: then nothing is proven.
fn sum(proof: &PersonProof) -> Option<wire::Proof> {
    if !matches!(proof.state, State::Done) {
        return None;
    }
    let counts = proof.counts();
    let found = proof.folders.iter().flat_map(|folder| &folder.findings);
    Some(wire::Proof {
        read: Some(counts.read),
        flags_changed: counts.flags_changed,
        flags_not_stored: counts.flags_not_stored,
        other_date: counts.other_date,
        ..proof_of(
            proof.verdict,
            counts.source,
            proof.arrived(),
            counts.extra,
            counted(found),
        )
    })
}

/// What follows from the numbers that every comparison leaves.
fn proof_of(
    said: Verdict,
    source: u64,
    arrived: u64,
    extra: u64,
    found: BTreeMap<wire::FindingKind, u64>,
) -> wire::Proof {
    // With other bytes it is another message, but it is there.
    let altered = found.get(&wire::FindingKind::Altered);
    let there = arrived + altered.copied().unwrap_or_default();
    let mut findings: Vec<wire::FindingCount> = found
        .into_iter()
        .map(|(kind, count)| wire::FindingCount { kind, count })
        .collect();
    findings.sort_by_key(|one| Reverse(one.count));
    wire::Proof {
        verdict: verdict(said),
        source,
        destination: there + extra,
        arrived,
        read: None,
        extra,
        flags_changed: 0,
        flags_not_stored: 0,
        other_date: 0,
        findings,
    }
}

fn counted<'a>(found: impl Iterator<Item = &'a Finding>) -> BTreeMap<wire::FindingKind, u64> {
    let mut by_kind = BTreeMap::new();
    for one in found {
        *by_kind.entry(kind(&one.kind)).or_default() += 1;
    }
    by_kind
}

fn finding(person: i64, folder: &FolderName, one: &Finding) -> wire::Finding {
    let (code, side, moved_to) = match &one.kind {
        Kind::SetAside(code) | Kind::FolderUnreadable(code) => (Some(*code), None, None),
        Kind::Unreadable(side) => (None, Some(*side), None),
        Kind::Moved(folder) => (None, None, Some(parts(folder))),
        _ => (None, None, None),
    };
    wire::Finding {
        person,
        folder: parts(folder),
        whole_folder: one.uid.is_none(),
        kind: kind(&one.kind),
        code: code.map(wire::Code),
        side: side.map(|side| match side {
            Side::Source => wire::Side::Source,
            Side::Destination => wire::Side::Destination,
        }),
        moved_to,
        subject: one.subject.clone(),
        sender: one.sender.clone(),
        date: one.date.and_then(|date| date.format(&Rfc3339).ok()),
        size: one.size,
        server_text: one.server_text.clone(),
    }
}

fn kind(kind: &Kind) -> wire::FindingKind {
    match kind {
        Kind::Missing => wire::FindingKind::Missing,
        Kind::Gone => wire::FindingKind::Gone,
        Kind::SetAside(_) => wire::FindingKind::SetAside,
        Kind::Altered => wire::FindingKind::Altered,
        Kind::Unreadable(_) => wire::FindingKind::Unreadable,
        Kind::DateDiffers => wire::FindingKind::DateDiffers,
        Kind::FlagsMissing => wire::FindingKind::FlagsMissing,
        Kind::FolderUnreadable(_) => wire::FindingKind::FolderUnreadable,
        Kind::FolderMissing => wire::FindingKind::FolderMissing,
        Kind::Moved(_) => wire::FindingKind::Moved,
        Kind::Late => wire::FindingKind::Late,
    }
}

fn verdict(verdict: Verdict) -> wire::Verdict {
    match verdict {
        Verdict::Complete => wire::Verdict::Complete,
        Verdict::CompleteWithNotes => wire::Verdict::CompleteWithNotes,
        Verdict::Incomplete => wire::Verdict::Incomplete,
    }
}

fn person_state(state: &State) -> wire::VerifyState {
    match state {
        State::Waiting => wire::VerifyState::Waiting,
        State::Listing => wire::VerifyState::Listing,
        State::Comparing { folder } => wire::VerifyState::Comparing {
            folder: parts(folder),
        },
        State::Searching => wire::VerifyState::Searching,
        State::Done => wire::VerifyState::Done,
        State::Stopped => wire::VerifyState::Stopped,
        State::Failed(error) => wire::VerifyState::Failed {
            fault: error.as_ref().into(),
        },
    }
}

#[cfg(test)]
mod tests;
