//! # The report
//!
//! What a comparison has proven, for people: a line for each, every message that is not there, and notes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use indicatif::HumanBytes;
use moving_day_engine::copy::Verdict;
use moving_day_engine::copy::verify::{
    Counts, Finding, FolderProof, Kind, PersonProof, Progress, Report, State,
};
use moving_day_engine::error::Side;
use moving_day_engine::plan::PersonId;
use time::format_description::well_known::Rfc2822;

use crate::print::people::say;
use crate::words;

/// Prints a line for each person who is through.
pub(in crate::print) fn reporter() -> Arc<dyn Report> {
    Arc::new(Through::default())
}

#[derive(Default)]
struct Through(Mutex<BTreeSet<PersonId>>);

impl Report for Through {
    fn progress(&self, state: &Progress) {
        let mut through = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for person in &state.people {
            let is_through = matches!(
                person.state,
                State::Done | State::Stopped | State::Failed(_)
            );
            if is_through && through.insert(person.person) {
                say(&format!(
                    "{}: {} messages in {} folders compared\n",
                    person.address, person.messages, person.folders
                ));
            }
        }
    }
}

/// The closing report.
pub(in crate::print) fn report(proofs: &[PersonProof]) {
    say(&text(proofs));
}

fn text(proofs: &[PersonProof]) -> String {
    let widths = proofs
        .iter()
        .map(|one| one.address.as_str().chars().count());
    let width = widths.max().unwrap_or_default();
    let mut text = "\n".to_owned();
    for one in proofs {
        let counts = one.counts();
        let _ = writeln!(
            text,
            "{:width$}  {:>8} of {:>8}  {}",
            one.address.as_str(),
            counts.copied + counts.already_there,
            counts.source,
            standing(one),
        );
    }
    for one in proofs {
        troubles(&mut text, one);
        notes(&mut text, one);
    }
    let complete = proofs
        .iter()
        .filter(|one| one.verdict != Verdict::Incomplete)
        .count();
    let counts = proofs.iter().map(PersonProof::counts);
    let whole = counts.fold(Counts::default(), Counts::plus);
    let _ = writeln!(
        text,
        "\n{complete} of {} people are complete. The bytes of {} messages were compared.",
        proofs.len(),
        whole.read,
    );
    text
}

fn standing(proof: &PersonProof) -> &'static str {
    match (&proof.state, proof.verdict) {
        (State::Failed(error), _) => words::advice(error.code).title,
        (State::Done, Verdict::Complete) => "complete",
        (State::Done, Verdict::CompleteWithNotes) => "complete, with notes",
        (State::Done, Verdict::Incomplete) => "incomplete",
        _ => "stopped",
    }
}

fn troubles(text: &mut String, proof: &PersonProof) {
    if let State::Failed(error) = &proof.state {
        let words::Advice { title, next } = words::advice(error.code);
        let details = words::details(&error.params);
        let _ = writeln!(text, "\n{}: {title}{details}.\n  {next}", proof.address);
    }
    for folder in &proof.folders {
        let findings = folder.findings.iter();
        for one in findings.filter(|one| !one.kind.is_note()) {
            trouble(text, proof, folder, one);
        }
    }
}

fn trouble(text: &mut String, proof: &PersonProof, folder: &FolderProof, one: &Finding) {
    let _ = writeln!(
        text,
        "\n{}, {}: {}.",
        proof.address,
        folder.source.parts().join(" / "),
        title(&one.kind),
    );
    if one.uid.is_some() {
        let date = one.date.and_then(|date| date.format(&Rfc2822).ok());
        let _ = writeln!(
            text,
            "  {}, {}, {}, {}",
            one.subject.as_deref().unwrap_or("(no subject)"),
            one.sender.as_deref().unwrap_or("(no sender)"),
            date.as_deref().unwrap_or("(no date)"),
            HumanBytes(one.size),
        );
    }
    if let Some(said) = &one.server_text {
        let _ = writeln!(text, "  The server said: {said}");
    }
}

fn title(kind: &Kind) -> &'static str {
    match kind {
        Kind::Missing => "This message is not in the new mailbox",
        Kind::Gone => {
            "This message was copied and is not in the new mailbox any more; perhaps somebody deleted it there"
        }
        Kind::SetAside(code) | Kind::FolderUnreadable(code) => words::advice(*code).title,
        Kind::Altered => "This message is not the same in the new mailbox",
        Kind::Unreadable(Side::Source) => "The old server does not hand this message over",
        Kind::Unreadable(Side::Destination) => "The new server does not hand this message over",
        Kind::DateDiffers => "This message has another date in the new mailbox",
        Kind::FlagsMissing => "This message has lost its marks, such as read or flagged",
        Kind::FolderMissing => "This folder is not in the new mailbox",
        Kind::Moved(_) => "This message was moved to another folder",
        Kind::Late => "This message arrived after the copy",
    }
}

fn notes(text: &mut String, proof: &PersonProof) {
    let notes: Vec<_> = remarks(proof)
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .collect();
    if !notes.is_empty() {
        let _ = writeln!(text, "\n{}, for your information:", proof.address);
    }
    for (count, note) in notes {
        let _ = writeln!(text, "  {count} {note}");
    }
}

/// How often each difference occurs by which no mail is lost or changed.
#[rustfmt::skip]
fn remarks(proof: &PersonProof) -> [(u64, &'static str); 10] {
    let counts = proof.counts();
    let of = |wanted: fn(&Kind) -> bool| {
        let findings = proof.folders.iter().flat_map(|folder| &folder.findings);
        findings.filter(|one| wanted(&one.kind)).count() as u64
    };
    [
        (of(|kind| matches!(kind, Kind::Late)), "arrived at the old server after the copy; the next copy brings them"),
        (of(|kind| matches!(kind, Kind::Moved(_))), "were moved to another folder of the new mailbox"),
        (of(|kind| matches!(kind, Kind::FolderMissing)), "folders are not in the new mailbox"),
        (of(|kind| matches!(kind, Kind::DateDiffers)), "have another date in the new mailbox"),
        (of(|kind| matches!(kind, Kind::FlagsMissing)), "have lost a mark, such as read or flagged"),
        (counts.extra, "are only in the new mailbox, such as new mail since the switch"),
        (counts.flags_changed, "were marked differently since the copy"),
        (counts.flags_not_stored, "have marks that the new server does not keep"),
        (counts.other_date, "were there before, under another date"),
        (counts.other_size, "have the same bytes and are counted differently by the two servers"),
    ]
}
