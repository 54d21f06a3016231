//! # Estimate
//!
//! How long a copy will take, told before it begins: from what is to be copied, from how fast an earlier copy of this plan
//! was, and from what the source gives away in a day. Nothing is told where nothing is known. Pure.

use std::sync::Arc;
use std::time::Duration;

use crate::copy::allowance::Allowance;
use crate::copy::{CONNECTIONS, history, on_disk};
use crate::error::Error;
use crate::imap::Endpoint;
use crate::plan::Plan;

/// How long a copy will take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Seconds in which mail moves; none where no earlier copy has shown how fast that is.
    pub seconds: Option<u64>,
    /// Days over which it is spread, at least one: a mailbox may give only so much a day.
    pub days: u64,
}

/// What is to be copied for one person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Messages.
    pub messages: u64,
    /// Bytes of those.
    pub bytes: u64,
}

/// How fast an earlier copy was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speed {
    /// What it moved.
    pub(crate) moved: Amount,
    /// How long that took, without pauses and waits.
    pub(crate) time: Duration,
    /// Connections that it was allowed to either side.
    pub(crate) connections: usize,
}

/// What bounds a copy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) speed: Option<Speed>,
    /// Connections to either side, and how many of them one person may have.
    pub(crate) connections: usize,
    pub(crate) lanes: usize,
    /// Bytes a day that the source gives of one mailbox.
    pub(crate) daily_bytes: Option<u64>,
    /// Bytes a second that a person has set.
    pub(crate) max_rate: Option<u64>,
}

/// Estimates a copy that nobody has begun, of this many people, with as many connections as usual. None where there is
/// nothing to copy or nothing is known.
///
/// # Errors
/// Those of the plan file.
pub async fn estimate(
    plan: &Arc<Plan>,
    (source, destination): (&Endpoint, &Endpoint),
    people: &[Amount],
) -> Result<Option<Estimate>, Error> {
    let speed = on_disk(plan, history::speed).await?;
    let allowance = Allowance::between([source, destination], CONNECTIONS, people.len());
    Ok(expected(people, &allowance.bounds(speed, None)))
}

/// Estimates a copy.
pub(crate) fn expected(people: &[Amount], bounds: &Bounds) -> Option<Estimate> {
    let largest = people.iter().map(|one| one.bytes).max()?;
    let limit = bounds.daily_bytes.filter(|limit| *limit > 0);
    let days = limit.map_or(1, |limit| largest.div_ceil(limit).max(1));
    let anything = people.iter().any(|one| one.messages > 0);
    let seconds = bounds.speed.map(|speed| seconds(people, speed, bounds));
    (anything && (seconds.is_some() || days > 1)).then_some(Estimate { seconds, days })
}

/// The slower of everybody together and of each person alone, who has a part of the connections.
fn seconds(people: &[Amount], speed: Speed, bounds: &Bounds) -> u64 {
    let whole = Amount {
        messages: people.iter().map(|one| one.messages).sum(),
        bytes: people.iter().map(|one| one.bytes).sum(),
    };
    let alone = people.iter().map(|one| took(*one, speed, bounds.lanes));
    let together = took(whole, speed, bounds.connections);
    let limited = bounds.max_rate.map(|rate| whole.bytes / rate.max(1));
    alone.fold(together.max(limited.unwrap_or_default()), u64::max)
}

/// Small messages cost time by their number, large ones by their bytes. With fewer connections than then it takes longer;
/// with more of them nobody knows whether it goes any faster.
fn took(amount: Amount, speed: Speed, connections: usize) -> u64 {
    let part = |of: u64, moved: u64| {
        let millis = speed.time.as_millis() * u128::from(of);
        millis / u128::from(moved.max(1))
    };
    let by_bytes = part(amount.bytes, speed.moved.bytes);
    let by_messages = part(amount.messages, speed.moved.messages);
    let (then, now) = (speed.connections.max(1), connections.max(1));
    let slower = by_bytes.max(by_messages) * then.max(now) as u128 / now as u128;
    u64::try_from(slower.div_ceil(1000)).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1 << 20;

    fn amount(messages: u64, mib: u64) -> Amount {
        let bytes = mib * MIB;
        Amount { messages, bytes }
    }

    /// A copy of 1,000 messages and 100 MiB in 100 seconds, over eight connections.
    fn known() -> Bounds {
        Bounds {
            speed: Some(Speed {
                moved: amount(1000, 100),
                time: Duration::from_secs(100),
                connections: 8,
            }),
            connections: 8,
            lanes: 4,
            daily_bytes: None,
            max_rate: None,
        }
    }

    fn told(people: &[Amount], bounds: Bounds) -> Option<(Option<u64>, u64)> {
        expected(people, &bounds).map(|estimate| (estimate.seconds, estimate.days))
    }

    #[test]
    fn the_time_follows_from_what_bounds_the_copy() {
        let even = [amount(1000, 100); 8];
        let limited = |rate| Bounds {
            max_rate: Some(rate),
            ..known()
        };
        let fewer = Bounds {
            connections: 4,
            ..known()
        };
        let daily = Bounds {
            daily_bytes: Some(30 * MIB),
            ..known()
        };
        let cases = [
            (&even[..], known(), Some((Some(800), 1))),
            // Many small messages, and few large ones.
            (
                &[amount(80_000, 1); 8][..],
                known(),
                Some((Some(64_000), 1)),
            ),
            (&[amount(1, 1000); 8][..], known(), Some((Some(8000), 1))),
            // One person has four connections of the eight.
            (&[amount(1000, 100)][..], known(), Some((Some(200), 1))),
            (&even[..], fewer, Some((Some(1600), 1))),
            // A limit that is slower than the line, and one that is faster.
            (&even[..], limited(MIB / 2), Some((Some(1600), 1))),
            (&even[..], limited(50 * MIB), Some((Some(800), 1))),
            (&even[..], daily, Some((Some(800), 4))),
        ];
        for (number, (people, bounds, expected)) in cases.into_iter().enumerate() {
            assert_eq!(told(people, bounds), expected, "case {number}");
        }
    }

    #[test]
    fn what_is_not_known_is_not_told() {
        let unknown = Bounds {
            speed: None,
            ..known()
        };
        let daily = Bounds {
            daily_bytes: Some(100 * MIB),
            ..unknown
        };
        assert_eq!(told(&[amount(1000, 100)], unknown), None);
        assert_eq!(told(&[amount(1000, 100)], daily), None);
        // How many days it takes at least is known all the same.
        assert_eq!(
            told(&[amount(10, 101), amount(5, 1)], daily),
            Some((None, 2))
        );
        assert_eq!(told(&[], known()), None);
        assert_eq!(told(&[amount(0, 0)], known()), None);
    }
}
