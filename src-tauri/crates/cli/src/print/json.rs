//! # For programs
//!
//! One object per line on standard output: `progress`, `problem`, one `survey` when everybody is counted, and one
//! `result` at the end. Fields may be added to these objects; none is taken away.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use moving_day_engine::copy::{
    FolderProgress, Large, PersonProgress, PersonResult, PersonState, Phase, Problem, Progress,
    Report, Tally,
};
use moving_day_engine::error::{Code, Error};
use moving_day_engine::report;
use serde_json::{Value, json};
use time::format_description::well_known::Rfc3339;

/// Prints each state, and each person's trouble once.
#[derive(Default)]
pub(super) struct Lines {
    told: Mutex<BTreeSet<(String, Code)>>,
}

impl Report for Lines {
    fn progress(&self, state: &Progress) {
        for person in &state.people {
            if let PersonState::Failed(error) = &person.state {
                self.problem_once(person, error);
            }
        }
        let people: Vec<Value> = state.people.iter().map(person).collect();
        line(&json!({
            "event": "progress",
            "phase": phase(state.phase),
            "tally": tally(&state.tally),
            "bytes_per_second": state.bytes_per_second,
            "seconds_left": state.seconds_left,
            "elapsed_seconds": state.elapsed.as_secs(),
            "people": people,
        }));
    }

    fn counted(&self, state: &Progress) {
        let people: Vec<Value> = state.people.iter().filter_map(survey).collect();
        line(&json!({
            "event": "survey",
            "messages": state.tally.messages_total,
            "bytes": state.tally.bytes_total,
            "estimate": state.estimate.map(|one| json!({ "seconds": one.seconds, "days": one.days })),
            "people": people,
        }));
    }
}

impl Lines {
    fn problem_once(&self, person: &PersonProgress, error: &Error) {
        let key = (person.address.to_string(), error.code);
        let new = self
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key);
        if new {
            line(&with(
                fault(error),
                [
                    ("event", json!("problem")),
                    ("address", json!(person.address.as_str())),
                ],
            ));
        }
    }
}

/// The closing object of a copy.
pub(super) fn result(results: &[PersonResult]) {
    let people: Vec<Value> = results.iter().map(person_result).collect();
    line(&json!({ "event": "result", "command": "copy", "people": people }));
}

/// Where a report lies, and what it says of the whole move.
pub(super) fn report(path: &Path, verdict: report::Verdict) {
    let path = path.display().to_string();
    line(
        &json!({ "event": "result", "command": "report", "path": path, "verdict": verdict.as_str() }),
    );
}

/// Whether what arrived is what was sent.
pub(super) fn compared(same: bool) {
    line(&json!({ "event": "result", "command": "practice", "same": same }));
}

/// Why nothing was done.
pub(super) fn problem(error: &Error) {
    line(&with(fault(error), [("event", json!("problem"))]));
}

fn person(person: &PersonProgress) -> Value {
    let object = json!({
        "address": person.address.as_str(),
        "state": state(&person.state),
        "tally": tally(&person.tally),
    });
    match &person.state {
        PersonState::Copying { folder } => with(object, [("folder", json!(folder.parts()))]),
        PersonState::Retrying {
            code,
            seconds,
            until,
        } => {
            let until = until.format(&Rfc3339).ok();
            let fields = [
                ("code", json!(code)),
                ("seconds", json!(seconds)),
                ("until", json!(until)),
            ];
            with(object, fields)
        }
        PersonState::Failed(error) => with(object, [("code", json!(error.code))]),
        PersonState::Waiting | PersonState::Counting | PersonState::Done | PersonState::Stopped => {
            object
        }
    }
}

/// What lies before one person's copy; nothing of those whose mail could not be counted.
fn survey(person: &PersonProgress) -> Option<Value> {
    let prospect = person.prospect.as_ref()?;
    let folder = |folder: &FolderProgress| {
        json!({
            "source": folder.source.parts(),
            "destination": folder.destination.parts(),
            "messages": folder.tally.messages_total,
            "bytes": folder.tally.bytes_total,
        })
    };
    let large =
        |one: &Large| json!({ "folder": one.folder.parts(), "uid": one.uid, "size": one.size });
    Some(json!({
        "address": person.address.as_str(),
        "to_copy": { "messages": prospect.messages, "bytes": prospect.bytes },
        "too_large": { "messages": prospect.too_large, "bytes": prospect.too_large_bytes },
        "gmail_labels_merged": prospect.gmail_labels_merged,
        "room": prospect.room.map(|room| json!({ "used": room.used, "limit": room.limit })),
        "short_of": prospect.short_of(),
        "largest": prospect.largest.iter().map(large).collect::<Vec<_>>(),
        "folders": person.folders.iter().map(folder).collect::<Vec<_>>(),
    }))
}

pub(super) fn with<const N: usize>(mut object: Value, fields: [(&str, Value); N]) -> Value {
    if let Value::Object(map) = &mut object {
        map.extend(fields.map(|(name, value)| (name.to_owned(), value)));
    }
    object
}

/// How one person's part ended.
pub(super) fn outcome(state: &PersonState) -> &'static str {
    match state {
        PersonState::Done => "done",
        PersonState::Failed(_) => "failed",
        _ => "stopped",
    }
}

/// What could not be moved or saved, with what ended it all.
pub(super) fn problems(state: &PersonState, problems: &[Problem]) -> Vec<Value> {
    let mut told: Vec<Value> = problems.iter().map(one_problem).collect();
    if let PersonState::Failed(error) = state {
        told.push(with(
            fault(error),
            [("folder", json!([])), ("uid", Value::Null)],
        ));
    }
    told
}

fn person_result(result: &PersonResult) -> Value {
    let tally = &result.progress.tally;
    json!({
        "address": result.progress.address.as_str(),
        "outcome": outcome(&result.progress.state),
        "verdict": result.verdict.as_str(),
        "source_messages": tally.messages_total,
        "copied": tally.messages.saturating_sub(tally.already_there),
        "already_there": tally.already_there,
        "flags_changed": tally.flags_changed,
        "read_back": tally.read_back,
        "problems": problems(&result.progress.state, &result.problems),
    })
}

fn one_problem(problem: &Problem) -> Value {
    json!({
        "code": problem.code,
        "folder": problem.folder.parts(),
        "uid": problem.uid,
        "message_id": problem.message_id,
        "subject": problem.subject,
        "sender": problem.sender,
        "date": problem.date.and_then(|date| date.format(&Rfc3339).ok()),
        "size": problem.size,
        "server_text": problem.server_text,
        "saved": problem.saved.as_ref().map(|path| path.display().to_string()),
        "unsaved": problem.unsaved,
    })
}

pub(super) fn fault(error: &Error) -> Value {
    json!({
        "code": error.code,
        "scope": error.scope,
        "retry": error.retry,
        "params": error.params,
        "server_text": error.server_text,
    })
}

fn tally(tally: &Tally) -> Value {
    json!({
        "messages": tally.messages,
        "messages_total": tally.messages_total,
        "bytes": tally.bytes,
        "bytes_total": tally.bytes_total,
        "refused": tally.refused,
        "already_there": tally.already_there,
    })
}

fn state(state: &PersonState) -> &'static str {
    match state {
        PersonState::Waiting => "waiting",
        PersonState::Counting => "counting",
        PersonState::Copying { .. } => "copying",
        PersonState::Retrying { .. } => "retrying",
        PersonState::Done => "done",
        PersonState::Stopped => "stopped",
        PersonState::Failed(_) => "failed",
    }
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Counting => "counting",
        Phase::Copying => "copying",
        Phase::Pausing => "pausing",
        Phase::Paused => "paused",
        Phase::Stopping => "stopping",
        Phase::Finished => "finished",
        Phase::Stopped => "stopped",
    }
}

/// A reader that has gone away is no reason to stop copying.
pub(super) fn line(object: &Value) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{object}").and_then(|()| out.flush());
}
