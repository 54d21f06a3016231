//! # Memory
//!
//! What one attempt leaves to the next: which folders are through, and the lessons of how it ended.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::Halt;
use crate::copy::diff::Window;
use crate::copy::lane::Suspect;
use crate::error::{Code, Error, Side};

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
    /// Connections to either side that the last attempt had.
    pub(crate) lanes: usize,
    /// How many there may be, once a server has said that there are too many.
    pub(crate) most_lanes: Option<usize>,
    /// The message that was on its way when a side broke off.
    pub(crate) suspect: Option<Suspect>,
    strikes: BTreeMap<Suspect, (u32, Code)>,
    reached: u64,
    /// How many folders the last attempt left.
    pub(crate) left: Option<usize>,
}

impl Memory {
    /// Draws its lesson from how an attempt ended that has dealt with so many bytes; whether the next one begins at once.
    pub(crate) fn learn(&mut self, bytes: u64, ended: &Result<bool, Halt>) -> bool {
        let further = bytes > self.reached;
        self.reached = bytes;
        if ended.is_err() {
            self.left = None;
        }
        match ended {
            Ok(all) => return !all,
            Err(Halt::Crowded) => {
                self.one_by_one = true;
                return true;
            }
            Err(Halt::Failed(error)) if error.crowded && self.lanes > 1 => {
                self.most_lanes = Some(self.lanes - 1);
                return true;
            }
            Err(Halt::Failed(error)) if is_break(error) => {
                if further {
                    self.window = Window::default();
                } else if self.window.is_single() {
                    return self.strike(error);
                } else {
                    self.window = self.window.narrowed().narrowed();
                    self.one_by_one |= error.code.side() == Some(Side::Destination);
                }
            }
            Err(_) => {}
        }
        false
    }

    /// Once more a connection broke at the same message; whether it is certain now that it is to blame.
    fn strike(&mut self, error: &Error) -> bool {
        let code = match error.code.side() {
            Some(Side::Destination) => Code::DestinationRefusedMessage,
            _ => Code::SourceMessageUnreadable,
        };
        let Some(suspect) = self.suspect else {
            return false;
        };
        let (strikes, _) = self.strikes.entry(suspect).or_insert((0, code));
        *strikes += 1;
        *strikes >= STRIKES
    }

    /// The message of a folder that is to blame for broken connections, if that is certain by now, and the code for it.
    pub(crate) fn culprit(&mut self, place: usize) -> Option<(u32, Code)> {
        let (&culprit, &(_, code)) = self
            .strikes
            .iter()
            .find(|(suspect, (strikes, _))| suspect.place == place && *strikes >= STRIKES)?;
        self.strikes.clear();
        self.window = Window::default();
        Some((culprit.uid, code))
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
