//! # Memory
//!
//! What one attempt leaves to the next: which folders are through, and the lessons of how it ended.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::Halt;
use crate::copy::diff::Window;
use crate::copy::person::Person;
use crate::error::{Code, Error};

/// A message at which the connection broke so often, asked for alone, is to blame.
const STRIKES: u32 = 2;

/// What one attempt leaves to the next.
#[derive(Default)]
pub(crate) struct Memory {
    /// Folders that are complete or set aside, by their place in the list.
    pub(crate) dealt_with: BTreeSet<usize>,
    /// Whether folders have been made ready before.
    pub(crate) begun: bool,
    /// Whether each message needs a command of its own.
    pub(crate) one_by_one: bool,
    pub(crate) window: Window,
    /// The message that was being fetched when the source broke off.
    pub(crate) suspect: Option<(usize, u32)>,
    strikes: BTreeMap<(usize, u32), u32>,
    reached: u64,
}

impl Memory {
    /// Draws its lesson from how an attempt ended; whether the next one begins at once.
    pub(crate) fn learn(&mut self, person: &Person, ended: &Result<bool, Halt>) -> bool {
        let further = person.bytes() > self.reached;
        self.reached = person.bytes();
        match ended {
            Ok(all) => !all,
            Err(Halt::Crowded) => {
                self.one_by_one = true;
                true
            }
            Err(Halt::Failed(error)) if is_break(error) => {
                if further {
                    self.window = Window::default();
                } else if self.window.is_single() {
                    self.strikes.extend(self.suspect.map(|suspect| {
                        let before = self.strikes.get(&suspect).copied().unwrap_or_default();
                        (suspect, before + 1)
                    }));
                } else {
                    self.window = self.window.narrowed().narrowed();
                }
                false
            }
            Err(_) => false,
        }
    }

    /// The message that is to blame for broken connections, if that is certain by now.
    pub(crate) fn culprit(&mut self) -> Option<(usize, u32)> {
        let (&culprit, _) = self
            .strikes
            .iter()
            .find(|(_, strikes)| **strikes >= STRIKES)?;
        self.strikes.clear();
        self.window = Window::default();
        Some(culprit)
    }
}

fn is_break(error: &Error) -> bool {
    matches!(
        error.code,
        Code::SourceLost
            | Code::SourceTimedOut
            | Code::SourceGarbled
            | Code::DestinationLost
            | Code::DestinationTimedOut
            | Code::DestinationGarbled
    )
}
