//! # Proofs
//!
//! What a comparison prints: its progress and what it has proven, as one object per line for programs or as a report for
//! people.

mod report;

use moving_day_engine::copy::verify::{
    Counts, Finding, FolderProof, Kind, PersonProgress, PersonProof, Progress, Report, State,
};
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

pub(super) use self::report::{report, reporter};
use crate::print::json::{fault, line, with};

/// Prints each state.
pub(super) struct Lines;

impl Report for Lines {
    fn progress(&self, state: &Progress) {
        let people: Vec<Value> = state.people.iter().map(person).collect();
        line(&json!({ "event": "progress", "phase": "comparing", "people": people }));
    }
}

/// The closing object of a comparison.
pub(super) fn result(proofs: &[PersonProof]) {
    let people: Vec<Value> = proofs.iter().map(proof).collect();
    line(&json!({ "event": "result", "command": "verify", "people": people }));
}

fn person(person: &PersonProgress) -> Value {
    let object = json!({
        "address": person.address.as_str(),
        "state": state(&person.state),
        "folders": person.folders,
        "folders_total": person.folders_total,
        "messages": person.messages,
        "messages_total": person.messages_total,
    });
    match &person.state {
        State::Comparing { folder } => with(object, [("folder", json!(folder.parts()))]),
        State::Failed(error) => with(object, [("code", json!(error.code))]),
        _ => object,
    }
}

fn state(state: &State) -> &'static str {
    match state {
        State::Waiting => "waiting",
        State::Listing => "listing",
        State::Comparing { .. } => "comparing",
        State::Searching => "searching",
        State::Done => "done",
        State::Stopped => "stopped",
        State::Failed(_) => "failed",
    }
}

fn proof(proof: &PersonProof) -> Value {
    let mut problems = findings(proof, |one| !one.kind.is_note());
    if let State::Failed(error) = &proof.state {
        problems.push(with(
            fault(error),
            [("folder", json!([])), ("uid", Value::Null)],
        ));
    }
    let folders: Vec<Value> = proof.folders.iter().map(folder).collect();
    let object = json!({
        "address": proof.address.as_str(),
        "outcome": match proof.state {
            State::Done => "done",
            State::Failed(_) => "failed",
            _ => "stopped",
        },
        "verdict": proof.verdict.as_str(),
        "problems": problems,
        "notes": findings(proof, |one| one.kind.is_note()),
        "folders": folders,
    });
    with(object, counts(&proof.counts()))
}

fn folder(folder: &FolderProof) -> Value {
    let object = json!({
        "folder": folder.source.parts(),
        "destination_folder": folder.destination.parts(),
        "verdict": folder.verdict.as_str(),
    });
    with(object, counts(&folder.counts))
}

fn counts(counts: &Counts) -> [(&'static str, Value); 9] {
    [
        ("source_messages", json!(counts.source)),
        ("copied", json!(counts.copied)),
        ("already_there", json!(counts.already_there)),
        ("flags_changed", json!(counts.flags_changed)),
        ("flags_not_stored", json!(counts.flags_not_stored)),
        ("other_date", json!(counts.other_date)),
        ("other_size", json!(counts.other_size)),
        ("extra", json!(counts.extra)),
        ("read", json!(counts.read)),
    ]
}

fn findings(proof: &PersonProof, wanted: impl Fn(&Finding) -> bool) -> Vec<Value> {
    let folders = proof.folders.iter();
    let all = folders.flat_map(|folder| folder.findings.iter().map(move |one| (folder, one)));
    all.filter(|(_, one)| wanted(one))
        .map(|(folder, one)| finding(folder, one))
        .collect()
}

fn finding(folder: &FolderProof, one: &Finding) -> Value {
    let object = json!({
        "code": one.kind.as_str(),
        "folder": folder.source.parts(),
        "uid": one.uid,
        "message_id": one.message_id,
        "subject": one.subject,
        "sender": one.sender,
        "date": one.date.and_then(|date| date.format(&Rfc3339).ok()),
        "size": one.size,
        "server_text": one.server_text,
    });
    match &one.kind {
        Kind::Moved(to) => with(object, [("moved_to", json!(to.parts()))]),
        _ => object,
    }
}
