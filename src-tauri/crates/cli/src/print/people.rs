//! # For people
//!
//! Live bars on a terminal, a line now and then where there is none, and the same closing report in both cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{HumanBytes, HumanDuration, MultiProgress, ProgressBar, ProgressStyle};
use moving_day_engine::copy::{
    Estimate, PersonProgress, PersonResult, PersonState, Phase, Problem, Progress, Prospect,
    Report, Tally, Verdict,
};
use moving_day_engine::error::Error;
use moving_day_engine::plan::PersonId;

use crate::words::{self, Advice};

/// Without a terminal, a line is printed when so many more hundredths are done.
const STEP: u64 = 10;

/// Bars where they can move, lines elsewhere.
pub(super) fn reporter() -> Arc<dyn Report> {
    if std::io::stderr().is_terminal() {
        Arc::new(Bars::default())
    } else {
        Arc::new(Steps::default())
    }
}

/// Says that the pretend company is about to move.
pub(super) fn practice(people: usize) {
    say(&format!(
        "A practice move: {people} pretend people, pretend mail, two pretend servers on this computer. Nothing real is touched.\n"
    ));
}

/// The closing report.
pub(super) fn result(results: &[PersonResult]) {
    say(&report(results));
}

/// Where a report lies.
pub(super) fn report_written(path: &Path) {
    say(&format!("The report is in {}.\n", path.display()));
}

/// Whether what arrived is what was sent.
pub(super) fn compared(same: bool) {
    say(if same {
        "Compared message by message: the new mailboxes hold exactly what the old ones hold.\n"
    } else {
        "Compared message by message: the new mailboxes do not hold what the old ones hold.\n"
    });
}

/// Why nothing was done.
pub(super) fn problem(error: &Error) {
    let Advice { title, next } = words::advice(error.code);
    let mut text = format!("{title}{}.\n{next}\n", words::details(&error.params));
    if let Some(said) = &error.server_text {
        let _ = writeln!(text, "The server said: {said}");
    }
    let _ = std::io::stderr().lock().write_all(tame(&text).as_bytes());
}

fn report(results: &[PersonResult]) -> String {
    let width = results
        .iter()
        .map(|one| one.progress.address.as_str().chars().count())
        .max()
        .unwrap_or_default();
    let mut text = String::new();
    for one in results {
        let tally = &one.progress.tally;
        let _ = writeln!(
            text,
            "{:width$}  {:>8} of {:>8}  {:>10}  {}",
            one.progress.address.as_str(),
            tally.messages,
            tally
                .messages_total
                .map_or_else(|| "?".to_owned(), |total| total.to_string()),
            HumanBytes(tally.bytes).to_string(),
            standing(&one.progress.state),
        );
    }
    for one in results {
        troubles(&mut text, &one.progress, &one.problems);
    }
    let complete = results
        .iter()
        .filter(|one| one.verdict != Verdict::Incomplete)
        .count();
    let whole = Tally::sum(results.iter().map(|one| &one.progress.tally));
    let _ = writeln!(
        text,
        "\n{complete} of {} people are complete. {} messages are in the new mailboxes; {} of them were there before.",
        results.len(),
        whole.messages,
        whole.already_there,
    );
    text
}

/// What ended a person's part before its end, and what is missing, message by message.
pub(super) fn troubles(text: &mut String, progress: &PersonProgress, problems: &[Problem]) {
    if let PersonState::Failed(error) = &progress.state {
        let Advice { title, next } = words::advice(error.code);
        let _ = writeln!(
            text,
            "\n{}: {title}{}.\n  {next}",
            progress.address,
            words::details(&error.params)
        );
        if let Some(said) = &error.server_text {
            let _ = writeln!(text, "  The server said: {said}");
        }
    }
    for problem in problems {
        let subject = problem.subject.as_deref().unwrap_or("(no subject)");
        let _ = writeln!(
            text,
            "\n{}, {}: {}.\n  {subject}, {}{}",
            progress.address,
            problem.folder.parts().join(" / "),
            words::advice(problem.code).title,
            HumanBytes(problem.size),
            problem
                .server_text
                .as_ref()
                .map_or_else(String::new, |said| format!("\n  The server said: {said}")),
        );
        if let Some(path) = &problem.saved {
            let _ = writeln!(text, "  Saved as {}", path.display());
        } else if let Some(code) = problem.unsaved {
            let _ = writeln!(text, "  Not saved: {}.", words::advice(code).title);
        }
    }
}

fn standing(state: &PersonState) -> String {
    match state {
        PersonState::Waiting => "waiting".to_owned(),
        PersonState::Counting => "counting".to_owned(),
        PersonState::Copying { folder } => format!("copying {}", folder.parts().join(" / ")),
        PersonState::Retrying { code, until, .. } => {
            let title = words::advice(*code).title;
            let (hour, minute, second) = until.time().as_hms();
            format!("{title}; continues {hour:02}:{minute:02}:{second:02} UTC")
        }
        PersonState::Done => "done".to_owned(),
        PersonState::Stopped => "stopped".to_owned(),
        PersonState::Failed(error) => words::advice(error.code).title.to_owned(),
    }
}

fn headline(state: &Progress) -> String {
    let tally = &state.tally;
    let (Some(messages), Some(bytes)) = (tally.messages_total, tally.bytes_total) else {
        return "Counting messages…".to_owned();
    };
    let mut text = format!(
        "{}{} of {messages} messages, {} of {}",
        phase(state.phase),
        tally.messages,
        HumanBytes(tally.bytes),
        HumanBytes(bytes)
    );
    if let Some(rate) = state.bytes_per_second {
        let _ = write!(text, ", {} per second", HumanBytes(rate));
    }
    if let Some(seconds) = state.seconds_left {
        let _ = write!(
            text,
            ", about {} left",
            HumanDuration(Duration::from_secs(seconds))
        );
    }
    text
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Counting | Phase::Copying | Phase::Finished => "",
        Phase::Pausing | Phase::Paused => "Paused. ",
        Phase::Stopping => "Finishing the current messages… ",
        Phase::Stopped => "Stopped. ",
    }
}

/// What lies before the copy, in one line, and in a second what will not fit.
fn ahead(state: &Progress) -> String {
    let prospects: Vec<_> = state
        .people
        .iter()
        .filter_map(|person| person.prospect.as_deref())
        .collect();
    let sum = |of: fn(&Prospect) -> u64| prospects.iter().copied().map(of).sum::<u64>();
    let mut text = format!(
        "To copy: {} messages, {}, for {} of {} people.",
        sum(|one| one.messages),
        HumanBytes(sum(|one| one.bytes)),
        prospects.iter().filter(|one| one.messages > 0).count(),
        state.people.len(),
    );
    let cramped = prospects.iter().filter(|one| one.short_of().is_some());
    let (too_large, cramped) = (sum(|one| one.too_large), cramped.count());
    if too_large > 0 || cramped > 0 {
        let _ = write!(
            text,
            "\nWill not fit: {too_large} messages that are larger than the new server takes; new mailboxes with too little room: {cramped}.",
        );
    }
    if let Some(estimate) = state.estimate {
        let _ = write!(text, "\n{}", expected(estimate));
    }
    text
}

/// How long it will take, as far as that is known.
fn expected(Estimate { seconds, days }: Estimate) -> String {
    let time = seconds.map(|seconds| HumanDuration(Duration::from_secs(seconds)).to_string());
    match (time, days) {
        (Some(time), 1) => format!("About {time}, at the pace of an earlier copy."),
        (Some(time), days) => format!(
            "About {time} over {days} days: the old server gives each mailbox only so much a day."
        ),
        (None, days) => {
            format!("At least {days} days: the old server gives each mailbox only so much a day.")
        }
    }
}

/// One bar for everything and one for each person who is being copied.
#[derive(Default)]
struct Bars {
    screen: MultiProgress,
    bars: Mutex<Shown>,
}

#[derive(Default)]
struct Shown {
    whole: Option<ProgressBar>,
    people: BTreeMap<PersonId, ProgressBar>,
}

impl Report for Bars {
    fn progress(&self, state: &Progress) {
        let mut shown = self.bars.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = shown
            .whole
            .get_or_insert_with(|| self.screen.add(bar("{bar:40} {percent:>3} %  {msg}")));
        fill(whole, &state.tally);
        whole.set_message(tame(&headline(state)));
        for person in &state.people {
            let active = matches!(
                person.state,
                PersonState::Counting | PersonState::Copying { .. } | PersonState::Retrying { .. }
            );
            if active {
                let one = shown
                    .people
                    .entry(person.person)
                    .or_insert_with(|| self.screen.add(bar("  {bar:20} {msg}")));
                fill(one, &person.tally);
                let message = format!("{}: {}", person.address, standing(&person.state));
                one.set_message(tame(&message));
            } else if let Some(one) = shown.people.remove(&person.person) {
                one.finish_and_clear();
            }
        }
        if matches!(state.phase, Phase::Finished | Phase::Stopped)
            && let Some(whole) = shown.whole.take()
        {
            whole.abandon();
        }
    }

    fn counted(&self, state: &Progress) {
        // Without a place to print on there is nobody to read it.
        let _ = self.screen.println(tame(&ahead(state)));
    }
}

fn bar(template: &str) -> ProgressBar {
    let bar = ProgressBar::new(1);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn fill(bar: &ProgressBar, tally: &Tally) {
    bar.set_length(tally.bytes_total.unwrap_or(1).max(1));
    bar.set_position(tally.bytes_total.map_or(0, |total| tally.bytes.min(total)));
}

/// A line for each tenth, and one for each person who is through.
#[derive(Default)]
struct Steps(Mutex<Told>);

#[derive(Default)]
struct Told {
    percent: Option<u64>,
    through: Vec<PersonId>,
}

impl Report for Steps {
    fn progress(&self, state: &Progress) {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for person in &state.people {
            if is_through(person) && !told.through.contains(&person.person) {
                told.through.push(person.person);
                say(&format!(
                    "{}: {}\n",
                    person.address,
                    standing(&person.state)
                ));
            }
        }
        let percent = state
            .tally
            .bytes_total
            .map(|total| (state.tally.bytes * 100).checked_div(total).unwrap_or(100) / STEP * STEP);
        if percent != told.percent || told.percent.is_none() && told.through.is_empty() {
            told.percent = percent;
            let share = percent.map_or_else(String::new, |percent| format!("{percent} %: "));
            say(&format!("{share}{}\n", headline(state)));
        }
    }

    fn counted(&self, state: &Progress) {
        say(&format!("{}\n", ahead(state)));
    }
}

fn is_through(person: &PersonProgress) -> bool {
    matches!(
        person.state,
        PersonState::Done | PersonState::Stopped | PersonState::Failed(_)
    )
}

/// A reader that has gone away is no reason to stop copying.
pub(super) fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out
        .write_all(tame(text).as_bytes())
        .and_then(|()| out.flush());
}

/// Subjects, folder names and servers' words come from strangers and must not steer the terminal.
fn tame(text: &str) -> String {
    let steers = |c: char| c != '\n' && (c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c));
    text.replace(steers, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_told_as_far_as_it_is_known() {
        let told = |seconds, days| expected(Estimate { seconds, days });
        let nine_hours = Some(9 * 3600);
        assert_eq!(
            told(nine_hours, 1),
            "About 9 hours, at the pace of an earlier copy."
        );
        assert!(told(nine_hours, 3).starts_with("About 9 hours over 3 days"));
        assert!(told(None, 3).starts_with("At least 3 days"));
    }

    #[test]
    fn a_stranger_cannot_steer_the_terminal() {
        assert_eq!(
            tame("a\u{1b}[2Jb\r\u{202e}c\n"),
            "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\n"
        );
        assert_eq!(tame("Grüße, 日本語 😀\n"), "Grüße, 日本語 😀\n");
    }
}
