//! # Progress
//!
//! The full state of a running copy, told at most eight times a second. Nothing here counts down and nothing is an
//! increment, so whoever listens late or misses a message still sees the truth.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use crate::address::Address;
use crate::clock::Clock;
use crate::copy::estimate::{Amount, Estimate};
use crate::copy::pace::Pace;
use crate::copy::prospect::Prospect;
use crate::error::{Code, Error};
use crate::imap::{FolderName, Role};
use crate::job::{Control, Limiter, Stopped, Wish};
use crate::plan::PersonId;

/// Where progress goes. Called from many tasks, one at a time; it must be quick.
pub trait Report: Send + Sync {
    /// Takes the present state.
    fn progress(&self, state: &Progress);

    /// Takes the state once everybody is counted and before the first message moves; once in a run.
    fn counted(&self, state: &Progress) {
        let _ = state;
    }
}

/// What is done of what there is. Messages are those at the destination, from this run or an earlier one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages at the destination.
    pub messages: u64,
    /// Messages at the source when they were counted; none while counting.
    pub messages_total: Option<u64>,
    /// Bytes dealt with: of messages at the destination and of messages set aside.
    pub bytes: u64,
    /// Bytes at the source; none while counting.
    pub bytes_total: Option<u64>,
    /// Messages set aside, each with a reason in the plan file.
    pub refused: u64,
    /// How many of `messages` an earlier run had copied.
    pub already_there: u64,
    /// Bytes of those.
    pub already_there_bytes: u64,
    /// Messages copied earlier whose flags were brought up to date.
    pub flags_changed: u64,
    /// Messages that the destination was asked for once more after they had been written, and what it said was compared.
    pub read_back: u64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.messages += other.messages;
        self.bytes += other.bytes;
        self.refused += other.refused;
        self.already_there += other.already_there;
        self.already_there_bytes += other.already_there_bytes;
        self.flags_changed += other.flags_changed;
        self.read_back += other.read_back;
        self.messages_total = sum(self.messages_total, other.messages_total);
        self.bytes_total = sum(self.bytes_total, other.bytes_total);
    }

    /// The sum of several; totals are unknown as long as one of them is.
    pub fn sum<'a>(tallies: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut whole = Self {
            messages_total: Some(0),
            bytes_total: Some(0),
            ..Self::default()
        };
        for tally in tallies {
            whole.add(tally);
        }
        whole
    }
}

fn sum(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    Some(a? + b?)
}

/// What the copy as a whole does at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Looking how much there is.
    Counting,
    /// Messages move.
    Copying,
    /// A pause was asked for; the current messages are being finished.
    Pausing,
    /// Nothing moves until resumed.
    Paused,
    /// An end was asked for; the current messages are being finished.
    Stopping,
    /// All people are dealt with.
    Finished,
    /// Ended on request; what is done stays done.
    Stopped,
}

/// Where one person's copy stands.
#[derive(Debug, Clone)]
pub enum PersonState {
    /// Not begun.
    Waiting,
    /// Looking how much there is.
    Counting,
    /// Messages of this folder move.
    Copying {
        /// The name at the source.
        folder: FolderName,
    },
    /// A passing trouble; the next try follows by itself.
    Retrying {
        /// What the trouble is.
        code: Code,
        /// Seconds from the beginning of the wait to the next try.
        seconds: u64,
        /// When the next try is.
        until: OffsetDateTime,
    },
    /// Dealt with to the end.
    Done,
    /// Ended on request.
    Stopped,
    /// Set aside; the others go on.
    Failed(Arc<Error>),
}

/// One folder of one person.
#[derive(Debug, Clone)]
pub struct FolderProgress {
    /// The name at the source.
    pub source: FolderName,
    /// The name at the destination.
    pub destination: FolderName,
    /// What the folder is for.
    pub role: Option<Role>,
    /// What is done.
    pub tally: Tally,
    /// Why it was set aside, if it was.
    pub fault: Option<Arc<Error>>,
}

/// One person.
#[derive(Debug, Clone)]
pub struct PersonProgress {
    /// Who.
    pub person: PersonId,
    /// The address at the source.
    pub address: Address,
    /// Where it stands.
    pub state: PersonState,
    /// What is done, over all folders.
    pub tally: Tally,
    /// Folder by folder; empty until counted.
    pub folders: Vec<FolderProgress>,
    /// What lay before the copy when everything was counted; none until then.
    pub prospect: Option<Arc<Prospect>>,
}

/// The whole copy.
#[derive(Debug, Clone)]
pub struct Progress {
    /// What it does at the moment.
    pub phase: Phase,
    /// What is done, over all people.
    pub tally: Tally,
    /// The pace of the last half minute; none in a stall or pause.
    pub bytes_per_second: Option<u64>,
    /// An estimate, once it can be trusted.
    pub seconds_left: Option<u64>,
    /// Time since the start of this run.
    pub elapsed: Duration,
    /// How long it will take; known once everybody is counted, where an earlier copy has shown the pace.
    pub estimate: Option<Estimate>,
    /// Everybody, in the order of the list.
    pub people: Vec<PersonProgress>,
}

/// Where all tasks of a run write what they did, and from where it is told.
pub(crate) struct Board {
    state: Mutex<State>,
    report: Arc<dyn Report>,
    clock: Arc<dyn Clock>,
    limiter: Limiter,
    control: Control,
}

struct State {
    progress: Progress,
    started: Duration,
    copying_since: Option<Duration>,
    pace: Pace,
    busy: usize,
}

/// Held while messages are on their way; a pause is reached when nobody holds one.
pub(crate) struct Busy<'a>(&'a Board);

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.0.lock().busy -= 1;
        self.0.publish();
    }
}

impl Board {
    pub(crate) fn new(
        people: Vec<PersonProgress>,
        control: Control,
        clock: Arc<dyn Clock>,
        report: Arc<dyn Report>,
    ) -> Self {
        let state = State {
            progress: Progress {
                phase: Phase::Counting,
                tally: Tally::default(),
                bytes_per_second: None,
                seconds_left: None,
                elapsed: Duration::ZERO,
                estimate: None,
                people,
            },
            started: clock.elapsed(),
            copying_since: None,
            pace: Pace::default(),
            busy: 0,
        };
        Self {
            state: Mutex::new(state),
            report,
            clock,
            limiter: Limiter::default(),
            control,
        }
    }

    /// Waits through a pause, then notes that messages are on their way.
    pub(crate) async fn checkpoint(&self) -> Result<Busy<'_>, Stopped> {
        self.control.checkpoint().await?;
        self.lock().busy += 1;
        Ok(Busy(self))
    }

    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// Changes one person's state and tells, if it is time to.
    pub(crate) fn person(&self, index: usize, change: impl FnOnce(&mut PersonProgress)) {
        if let Some(person) = self.lock().progress.people.get_mut(index) {
            change(person);
            person.tally = if person.folders.is_empty() {
                Tally::default()
            } else {
                Tally::sum(person.folders.iter().map(|folder| &folder.tally))
            };
        }
        self.publish();
    }

    /// Changes one folder's state and tells, if it is time to.
    pub(crate) fn folder(
        &self,
        index: usize,
        folder: usize,
        change: impl FnOnce(&mut FolderProgress),
    ) {
        self.person(index, |person| {
            if let Some(folder) = person.folders.get_mut(folder) {
                change(folder);
            }
        });
    }

    /// What lies before everybody whose mail could be counted.
    pub(crate) fn amounts(&self) -> Vec<Amount> {
        let state = self.lock();
        let people = state.progress.people.iter();
        people
            .filter_map(|person| {
                let prospect = person.prospect.as_ref()?;
                Some(prospect.amount())
            })
            .collect()
    }

    /// How long mail has moved, without pauses and waits.
    pub(crate) fn moving(&self) -> Duration {
        self.lock().pace.moving()
    }

    /// Bytes dealt with for one person.
    pub(crate) fn bytes(&self, index: usize) -> u64 {
        self.lock()
            .progress
            .people
            .get(index)
            .map_or(0, |person| person.tally.bytes)
    }

    /// Whether somebody is in a certain state.
    pub(crate) fn any(&self, state: impl Fn(&PersonProgress) -> bool) -> bool {
        self.lock().progress.people.iter().any(state)
    }

    /// Counting is over: from here on totals stand still.
    pub(crate) fn begin_copying(&self, estimate: Option<Estimate>) {
        let mut state = self.lock();
        state.copying_since = Some(self.clock.elapsed());
        state.progress.estimate = estimate;
        // Time that went by with counting is no pace.
        state.pace = Pace::default();
        self.refresh(&mut state);
        self.report.counted(&state.progress);
    }

    /// Tells the present state if the last time is long enough ago.
    pub(crate) fn publish(&self) {
        if self.limiter.allows(&*self.clock) {
            let mut state = self.lock();
            self.refresh(&mut state);
            self.report.progress(&state.progress);
        }
    }

    /// Tells the last state, which always passes, and hands it over.
    pub(crate) fn finish(&self, phase: Phase) -> Progress {
        let mut state = self.lock();
        self.refresh(&mut state);
        state.progress.phase = phase;
        state.progress.bytes_per_second = None;
        state.progress.seconds_left = None;
        self.report.progress(&state.progress);
        state.progress.clone()
    }

    fn refresh(&self, state: &mut State) {
        let now = self.clock.elapsed();
        state.progress.phase = phase(
            self.control.wish(),
            state.busy,
            state.copying_since.is_some(),
        );
        state.progress.elapsed = now.saturating_sub(state.started);
        state.progress.tally = overall(&state.progress.people);
        if state.progress.phase == Phase::Paused {
            state.pace.restart();
        } else {
            state.pace.note(now, state.progress.tally.bytes);
        }
        state.progress.bytes_per_second = state.pace.bytes_per_second(now);
        state.progress.seconds_left = state
            .copying_since
            .zip(state.progress.tally.bytes_total)
            .and_then(|(since, total)| {
                state
                    .pace
                    .seconds_left(now, now.saturating_sub(since), total)
            });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The sum over everybody whose mail could be counted. Who failed before that has nothing to add.
fn overall(people: &[PersonProgress]) -> Tally {
    let counted = people.iter().filter(|person| {
        !(person.folders.is_empty()
            && matches!(person.state, PersonState::Failed(_) | PersonState::Done))
    });
    Tally::sum(counted.map(|person| &person.tally))
}

fn phase(wish: Wish, busy: usize, copying: bool) -> Phase {
    match (wish, busy, copying) {
        (Wish::Stop, _, _) => Phase::Stopping,
        (Wish::Pause, 0, _) => Phase::Paused,
        (Wish::Pause, _, _) => Phase::Pausing,
        (Wish::Run, _, true) => Phase::Copying,
        (Wish::Run, _, false) => Phase::Counting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_unknown_until_everybody_is_counted() {
        let counted = Tally {
            messages: 3,
            messages_total: Some(5),
            bytes: 30,
            bytes_total: Some(50),
            ..Tally::default()
        };
        assert_eq!(Tally::sum([&counted, &counted]).messages_total, Some(10));
        assert_eq!(
            Tally::sum([&counted, &Tally::default()]).messages_total,
            None
        );
        assert_eq!(Tally::sum([&counted, &Tally::default()]).messages, 3);
    }

    #[test]
    fn a_pause_is_reached_when_nothing_is_on_its_way() {
        assert_eq!(phase(Wish::Pause, 2, true), Phase::Pausing);
        assert_eq!(phase(Wish::Pause, 0, true), Phase::Paused);
        assert_eq!(phase(Wish::Stop, 0, true), Phase::Stopping);
        assert_eq!(phase(Wish::Run, 0, false), Phase::Counting);
    }
}
