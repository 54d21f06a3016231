//! # Waiting time of the DNS
//!
//! Other mail systems remember a record for as long as it said when they read it. This works out when the last of them
//! has forgotten what was there before a change.

use time::{Duration, OffsetDateTime};

/// Some remember a little longer than they were told, and clocks differ.
const AT_LEAST: Duration = Duration::minutes(15);

/// When nobody remembers any more what was there before `changed`, if a record could be remembered for `longest`.
pub fn forgotten_at(changed: OffsetDateTime, longest: Duration) -> OffsetDateTime {
    let with_margin = longest.saturating_add(longest / 10);
    changed
        .checked_add(with_margin.max(AT_LEAST))
        .unwrap_or(changed)
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn a_tenth_is_added_and_a_quarter_of_an_hour_is_the_least() {
        let changed = datetime!(2025-05-22 16:00 UTC);
        let after = |longest| forgotten_at(changed, longest) - changed;
        assert_eq!(after(Duration::hours(4)), Duration::minutes(264));
        assert_eq!(after(Duration::hours(1)), Duration::minutes(66));
        assert_eq!(after(Duration::minutes(5)), AT_LEAST);
        assert_eq!(after(Duration::ZERO), AT_LEAST);
        assert_eq!(after(Duration::MAX), Duration::ZERO, "no such moment");
    }
}
