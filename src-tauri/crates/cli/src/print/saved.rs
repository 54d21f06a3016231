//! # What is saved
//!
//! The end of a backup, as one object for programs or as a report for people.

use std::fmt::Write as _;

use indicatif::HumanBytes;
use moving_day_engine::backup::PersonBackup;
use serde_json::{Value, json};

use crate::print::json::{line, outcome, problems};
use crate::print::people::{say, troubles};

/// The closing object.
pub(super) fn result(saved: &[PersonBackup]) {
    let people: Vec<Value> = saved.iter().map(person).collect();
    line(&json!({ "event": "result", "command": "backup", "people": people }));
}

/// The closing report.
pub(super) fn report(saved: &[PersonBackup]) {
    let mut text = String::new();
    for one in saved {
        let _ = writeln!(
            text,
            "{}: {} messages, {} ({} new), in {}",
            one.progress.address,
            one.messages,
            HumanBytes(one.bytes),
            new(one),
            one.folder.display(),
        );
    }
    for one in saved {
        troubles(&mut text, &one.progress, &one.problems);
    }
    let whole = saved.iter().filter(|one| one.is_whole()).count();
    let _ = writeln!(text, "\n{whole} of {} people are saved whole.", saved.len());
    say(&text);
}

fn person(one: &PersonBackup) -> Value {
    json!({
        "address": one.progress.address.as_str(),
        "outcome": outcome(&one.progress.state),
        "source_messages": one.progress.tally.messages_total,
        "messages": one.messages,
        "bytes": one.bytes,
        "new": new(one),
        "folder": one.folder.display().to_string(),
        "problems": problems(&one.progress.state, &one.problems),
    })
}

/// Messages that this run has added.
fn new(one: &PersonBackup) -> u64 {
    let tally = &one.progress.tally;
    tally.messages.saturating_sub(tally.already_there)
}
