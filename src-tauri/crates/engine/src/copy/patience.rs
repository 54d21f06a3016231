//! # Patience
//!
//! Trouble that passes is tried again after a wait, a few times. Whoever gets further starts afresh.

use std::time::Duration;

use crate::copy::Halt;
use crate::copy::progress::{Board, PersonState};
use crate::error::Retry;

/// Waits before a broken connection is made anew. Servers that restart are back within a minute, and a computer that
/// wakes up finds its network as quickly; a line that is down at night is back within the hour.
pub(crate) const SOON: &[u64] = &[1, 2, 5, 15, 30, 60, 120, 300, 600, 600, 900, 900];
/// Waits after a server has asked for patience or is not to be found.
pub(crate) const LATER: &[u64] = &[15, 30, 60, 120, 300, 600, 900, 900, 900];
/// While counting, somebody is looking on and had better hear at once what is wrong.
pub(crate) const AT_ONCE: &[u64] = &[1, 2];

/// How often trouble that passes has come, and how far the copy was at the time. Whoever gets further starts afresh.
pub(crate) struct Patience {
    soon: &'static [u64],
    later: &'static [u64],
    failures: usize,
    reached: u64,
}

impl Patience {
    /// With these waits, in seconds, before each try: after a broken connection, and after a request for patience.
    pub(crate) fn new(soon: &'static [u64], later: &'static [u64]) -> Self {
        Self {
            soon,
            later,
            failures: 0,
            reached: 0,
        }
    }

    /// Waits after a failure of the kind that passes, and says nothing: try again. Anything else is the result. The person
    /// is the one at this place of the board.
    pub(crate) async fn forgive<T>(
        &mut self,
        (board, index): (&Board, usize),
        attempt: Result<T, Halt>,
    ) -> Option<Result<T, Halt>> {
        let Err(Halt::Failed(error)) = attempt else {
            return Some(attempt);
        };
        let bytes = board.bytes(index);
        if bytes > self.reached {
            (self.failures, self.reached) = (0, bytes);
        }
        let waits = match error.retry {
            Retry::Now => self.soon,
            Retry::Later => self.later,
            Retry::Never => &[],
        };
        let Some(&seconds) = waits.get(self.failures) else {
            return Some(Err(error.into()));
        };
        self.failures += 1;
        tracing::info!(code = %error.code, seconds, "trying again");
        board.person(index, |person| {
            person.state = PersonState::Retrying {
                code: error.code,
                seconds,
            };
        });
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(seconds)) => None,
            stopped = board.control().stopped() => Some(Err(stopped.into())),
        }
    }
}
