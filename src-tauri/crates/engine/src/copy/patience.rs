//! # Patience
//!
//! Trouble that passes is tried again after a wait, a few times. Whoever gets further starts afresh.

use std::time::Duration;

use time::OffsetDateTime;

use crate::clock::Clock;
use crate::copy::Halt;
use crate::copy::progress::{Board, PersonState};
use crate::error::{Error, Retry};

/// Waits before a broken connection is made anew. Servers that restart are back within a minute, and a computer that
/// wakes up finds its network as quickly; a line that is down at night is back within the hour.
pub(crate) const SOON: &[u64] = &[1, 2, 5, 15, 30, 60, 120, 300, 600, 600, 900, 900];
/// Waits after a server has asked for patience or is not to be found.
pub(crate) const LATER: &[u64] = &[15, 30, 60, 120, 300, 600, 900, 900, 900];
/// While counting, somebody is looking on and had better hear at once what is wrong.
pub(crate) const AT_ONCE: &[u64] = &[1, 2];

/// No server is asked again sooner.
const SHORTEST: Duration = Duration::from_secs(1);
/// How often the clock is looked at while time passes.
const LOOK: Duration = Duration::from_secs(1);

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
        let Some(wait) = self.wait(&error) else {
            return Some(Err(error.into()));
        };
        self.failures += 1;
        let seconds = wait.as_secs_f64().ceil() as u64;
        tracing::info!(code = %error.code, seconds, "trying again");
        let until = board.clock().now() + wait;
        board.person(index, |person| {
            person.state = PersonState::Retrying {
                code: error.code,
                seconds,
                until,
            };
        });
        tokio::select! {
            () = pass(board.clock(), until, wait) => None,
            stopped = board.control().stopped() => Some(Err(stopped.into())),
        }
    }

    /// How long to wait after this failure; none when there is no sense in another try. What the server asks for is
    /// honoured; when that was not enough, it is waited for longer.
    fn wait(&self, error: &Error) -> Option<Duration> {
        let waits = match error.retry {
            Retry::Now => self.soon,
            Retry::Later => self.later,
            Retry::Never => &[],
        };
        let usual = Duration::from_secs(*waits.get(self.failures)?);
        Some(match error.wait {
            Some(named) if self.failures == 0 => named.max(SHORTEST),
            Some(named) => named.max(usual),
            None => usual,
        })
    }
}

/// Lets time pass, by the time of day or by the time that runs even when the clock is set, whichever comes first: a
/// computer that has slept need not wait once more.
async fn pass(clock: &dyn Clock, until: OffsetDateTime, wait: Duration) {
    let began = clock.elapsed();
    while clock.now() < until && clock.elapsed().saturating_sub(began) < wait {
        let left = Duration::try_from(until - clock.now()).unwrap_or_default();
        tokio::time::sleep(left.min(LOOK)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FakeClock;
    use crate::error::{Code, Scope};

    fn busy() -> Error {
        Error::new(Code::SourceBusy, Scope::Account, Retry::Later)
    }

    #[test]
    fn a_wait_that_the_server_names_is_honoured() {
        let mut patience = Patience::new(SOON, LATER);
        let named = |seconds| busy().after(Duration::from_secs(seconds));
        let seconds = |patience: &Patience, error| patience.wait(&error).map(|wait| wait.as_secs());
        assert_eq!(seconds(&patience, busy()), Some(15));
        assert_eq!(seconds(&patience, named(3)), Some(3));
        assert_eq!(seconds(&patience, named(0)), Some(1));
        assert_eq!(seconds(&patience, named(7000)), Some(7000));
        patience.failures = 2;
        assert_eq!(seconds(&patience, named(3)), Some(60));
        assert_eq!(seconds(&patience, named(7000)), Some(7000));
        patience.failures = LATER.len();
        assert_eq!(seconds(&patience, named(3)), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_ends_at_its_time_of_day() {
        let clock = FakeClock::new(time::macros::datetime!(2026-11-28 22:00 UTC));
        let wait = Duration::from_secs(7200);
        let passing = pass(&clock, clock.now() + wait, wait);
        tokio::pin!(passing);
        let soon = Duration::from_secs(5);
        assert!(tokio::time::timeout(soon, &mut passing).await.is_err());
        clock.advance(wait);
        assert!(tokio::time::timeout(soon, &mut passing).await.is_ok());
    }
}
