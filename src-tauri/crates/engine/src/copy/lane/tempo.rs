//! # Tempo
//!
//! How much may be on its way to the destination at once. As long as answers come quickly it becomes more; when they are
//! late, less: so a fast line is always full, and on a slow one progress is smooth and a pause is soon.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use crate::copy::lane::Suspect;

/// Answers that take longer than the quickest one, twice, and this are late.
const PATIENCE: Duration = Duration::from_millis(300);
/// Messages in one command.
const MESSAGES: Range = Range {
    least: 4,
    first: 50,
    most: 500,
};
/// Bytes in one command; one message alone may be larger.
const BYTES: Range = Range {
    least: 32 << 10,
    first: 256 << 10,
    most: 4 << 20,
};
/// Commands without an answer, where one command holds many messages.
const COMMANDS: Range = Range {
    least: 2,
    first: 4,
    most: 8,
};
/// The same, where each holds one.
const SINGLES: Range = Range {
    least: 2,
    first: 16,
    most: 256,
};

#[derive(Debug, Clone, Copy)]
struct Range {
    least: u64,
    first: u64,
    most: u64,
}

impl Range {
    fn clamp(self, value: u64) -> u64 {
        value.clamp(self.least, self.most)
    }
}

/// The tempo of one lane.
#[derive(Debug)]
pub(crate) struct Tempo {
    grouped: bool,
    state: Mutex<State>,
    answered: Notify,
}

#[derive(Debug)]
struct State {
    /// Commands without an answer.
    owed: u64,
    /// Commands of which the ledger does not know yet what became.
    unsettled: u64,
    /// So many may be without one.
    commands: u64,
    messages: u64,
    bytes: u64,
    quickest: Option<Duration>,
    /// Messages on their way, the oldest first, where each has a command of its own.
    alone: VecDeque<Suspect>,
    /// The mailbox is full, so that nothing more has to be sent.
    enough: bool,
}

impl Tempo {
    /// With `grouped`, commands hold many messages.
    pub(crate) fn new(grouped: bool) -> Self {
        let commands = if grouped { COMMANDS } else { SINGLES };
        Self {
            grouped,
            state: Mutex::new(State {
                owed: 0,
                unsettled: 0,
                commands: commands.first,
                messages: MESSAGES.first,
                bytes: BYTES.first,
                quickest: None,
                alone: VecDeque::new(),
                enough: false,
            }),
            answered: Notify::new(),
        }
    }

    pub(crate) fn is_grouped(&self) -> bool {
        self.grouped
    }

    /// Whether one more command may be begun.
    pub(crate) fn has_room(&self) -> bool {
        let state = self.lock();
        state.owed < state.commands
    }

    /// Waits until one more command may be begun, and begins it.
    pub(crate) async fn begin(&self) {
        while !self.has_room() {
            self.answered.notified().await;
        }
        let mut state = self.lock();
        state.owed += 1;
        state.unsettled += 1;
    }

    /// A message that has a command of its own is about to be sent.
    pub(crate) fn send(&self, message: Suspect) {
        if !self.grouped {
            self.lock().alone.push_back(message);
        }
    }

    /// Messages have their answer.
    pub(crate) fn settled(&self, message: Suspect) {
        let mut state = self.lock();
        state.alone.retain(|one| *one != message);
    }

    /// The message that has been on its way for the longest time, where each has a command of its own.
    pub(crate) fn oldest(&self) -> Option<Suspect> {
        self.lock().alone.front().copied()
    }

    /// Waits until every command has its answer, and the ledger knows it.
    pub(crate) async fn rest(&self) {
        while self.lock().unsettled > 0 {
            self.answered.notified().await;
        }
    }

    /// Whether a command with so much in it is ended.
    pub(crate) fn is_full(&self, messages: usize, bytes: u64) -> bool {
        let state = self.lock();
        messages as u64 >= state.messages || bytes >= state.bytes
    }

    /// An answer has come.
    pub(crate) fn answered(&self) {
        let mut state = self.lock();
        state.owed = state.owed.saturating_sub(1);
        drop(state);
        self.answered.notify_one();
    }

    /// The ledger knows what became of a command.
    pub(crate) fn entered(&self) {
        let mut state = self.lock();
        state.unsettled = state.unsettled.saturating_sub(1);
        drop(state);
        self.answered.notify_one();
    }

    /// So long after its last byte a command was answered.
    pub(crate) fn took(&self, latency: Duration) {
        let mut state = self.lock();
        let quickest = state
            .quickest
            .map_or(latency, |quickest| quickest.min(latency));
        state.quickest = Some(quickest);
        let due = quickest * 2 + PATIENCE;
        let range = if self.grouped { COMMANDS } else { SINGLES };
        if latency <= due {
            state.commands = range.clamp(state.commands + 1);
            state.messages = MESSAGES.clamp(state.messages * 2);
            state.bytes = BYTES.clamp(state.bytes * 2);
        } else if latency > due * 2 {
            state.commands = range.clamp(state.commands - 1);
            state.messages = MESSAGES.clamp(state.messages / 2);
            state.bytes = BYTES.clamp(state.bytes / 2);
        }
    }

    /// Nothing more has to be sent.
    pub(crate) fn end(&self) {
        self.lock().enough = true;
    }

    pub(crate) fn is_over(&self) -> bool {
        self.lock().enough
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUICK: Duration = Duration::from_millis(40);
    const SLOW: Duration = Duration::from_secs(3);

    #[test]
    fn quick_answers_fill_the_line_and_late_ones_spare_it() {
        let tempo = Tempo::new(true);
        assert!(!tempo.is_full(49, 1000) && tempo.is_full(50, 1000));
        for _ in 0..10 {
            tempo.took(QUICK);
        }
        assert!(!tempo.is_full(499, (4 << 20) - 1));
        assert!(tempo.is_full(500, 0) && tempo.is_full(1, 4 << 20));
        for _ in 0..20 {
            tempo.took(SLOW);
        }
        assert!(!tempo.is_full(3, 1000) && tempo.is_full(4, 1000));
    }

    #[test]
    fn a_long_line_is_no_slow_server() {
        let tempo = Tempo::new(true);
        for _ in 0..10 {
            tempo.took(Duration::from_millis(700));
        }
        assert!(!tempo.is_full(499, 1000));
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_owed_is_bounded_and_can_be_waited_for() {
        let tempo = Tempo::new(true);
        for _ in 0..4 {
            tempo.begin().await;
        }
        assert!(!tempo.has_room());
        let late = tokio::time::timeout(SLOW, tempo.begin()).await;
        assert!(late.is_err(), "a fifth command was begun");
        tempo.answered();
        tempo.begin().await;
        assert!(tokio::time::timeout(SLOW, tempo.rest()).await.is_err());
        (0..4).for_each(|_| tempo.answered());
        assert!(tokio::time::timeout(SLOW, tempo.rest()).await.is_err());
        (0..5).for_each(|_| tempo.entered());
        tempo.rest().await;
    }
}
