//! # What is missing
//!
//! Compares what the source lists with what the journal knows, and says what to copy. Pure: data in, data out.

use std::collections::BTreeSet;

use crate::imap::Listed;

/// Messages fetched with one command: enough that the line is never idle, few enough that a pause is soon.
pub(crate) const WINDOW_MESSAGES: usize = 100;
/// Bytes fetched with one command; one message alone may be larger.
pub(crate) const WINDOW_BYTES: u64 = 8 << 20;

/// What one folder still needs.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Missing {
    /// To copy, in the order of the source.
    pub(crate) messages: Vec<Listed>,
    /// Copied by an earlier run.
    pub(crate) there: u64,
    /// Bytes of those.
    pub(crate) there_bytes: u64,
}

/// Takes the messages out that the journal has as copied. Those set aside earlier are tried again.
///
/// `before` is the source's UIDNEXT when counting ended: what arrived later belongs to the next run, so that totals
/// do not grow under the bar.
pub(crate) fn missing(listed: Vec<Listed>, copied: &BTreeSet<u32>, before: Option<u32>) -> Missing {
    let mut missing = Missing::default();
    for message in listed {
        if copied.contains(&message.uid) {
            missing.there += 1;
            missing.there_bytes += message.size;
        } else if before.is_none_or(|next| message.uid < next) {
            missing.messages.push(message);
        }
    }
    missing
}

/// Cuts a list into windows of at most [`WINDOW_MESSAGES`] and about [`WINDOW_BYTES`].
pub(crate) fn windows(messages: &[Listed]) -> Vec<&[Listed]> {
    let mut bytes = 0;
    let mut count = 0;
    messages
        .chunk_by(|before, next| {
            if count == 0 {
                (count, bytes) = (1, before.size);
            }
            let full = count >= WINDOW_MESSAGES || bytes + next.size > WINDOW_BYTES;
            (count, bytes) = if full {
                (1, next.size)
            } else {
                (count + 1, bytes + next.size)
            };
            !full
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::imap::Flags;

    fn listed(uid: u32, size: u64) -> Listed {
        Listed {
            uid,
            size,
            flags: Flags::default(),
            internal_date: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn only_what_the_journal_does_not_have_is_missing() {
        let copied = BTreeSet::from([2, 3]);
        let missing = missing(
            vec![listed(1, 10), listed(2, 20), listed(3, 30), listed(9, 90)],
            &copied,
            Some(9),
        );
        assert_eq!(missing.messages, [listed(1, 10)]);
        assert_eq!((missing.there, missing.there_bytes), (2, 50));
    }

    #[test]
    fn windows_hold_every_message_once_and_in_order() {
        let messages: Vec<_> = (1..=1005)
            .map(|uid| listed(uid, u64::from(uid) * 1000))
            .collect();
        let windows = windows(&messages);
        assert_eq!(windows.concat(), messages);
        for window in &windows {
            let bytes: u64 = window.iter().map(|message| message.size).sum();
            assert!(
                window.len() <= WINDOW_MESSAGES && bytes <= WINDOW_BYTES,
                "{} {bytes}",
                window.len()
            );
        }
    }

    #[test]
    fn a_huge_message_has_a_window_of_its_own() {
        let messages = [listed(1, 5), listed(2, WINDOW_BYTES * 3), listed(3, 5)];
        assert_eq!(windows(&messages).len(), 3);
    }

    #[test]
    fn nothing_missing_makes_no_window() {
        assert!(windows(&[]).is_empty());
    }
}
