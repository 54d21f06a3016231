//! # What is missing
//!
//! Compares what the source lists with what the journal knows, and cuts the difference into requests. Pure: data in,
//! data out.

use std::collections::BTreeMap;

use crate::copy::journal::Noted;
use crate::imap::Weighed;

/// Messages fetched with one command: enough that the line is never idle.
const WINDOW_MESSAGES: usize = 500;
/// Bytes fetched with one command; one message alone may be larger.
const WINDOW_BYTES: u64 = 8 << 20;

/// How many messages may be asked for with one command. Less after a failure, so that a message at which the server
/// breaks off is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window(usize);

impl Default for Window {
    fn default() -> Self {
        Self(WINDOW_MESSAGES)
    }
}

impl Window {
    /// The next smaller one.
    pub(crate) fn narrowed(self) -> Self {
        Self((self.0 / 25).max(1))
    }

    /// Whether messages are asked for one by one.
    pub(crate) fn is_single(self) -> bool {
        self.0 == 1
    }
}

/// What is listed and not copied yet, by rising number. What was set aside earlier is tried again.
pub(crate) fn missing(listed: Vec<Weighed>, noted: &Noted) -> Vec<Weighed> {
    let mut missing = without(without(listed, &noted.copied), &noted.elsewhere);
    if !noted.set_aside.is_empty() {
        let all = noted.set_aside.iter().chain(&missing);
        let by_uid: BTreeMap<u32, u32> = all.map(|one| (one.uid, one.size)).collect();
        missing = by_uid
            .into_iter()
            .map(|(uid, size)| Weighed { uid, size })
            .collect();
    }
    missing
}

/// Takes out what is copied. Both rise.
pub(crate) fn without(mut listed: Vec<Weighed>, copied: &[u32]) -> Vec<Weighed> {
    let mut copied = copied.iter().copied().peekable();
    listed.retain(|message| {
        while copied.next_if(|uid| *uid < message.uid).is_some() {}
        copied.peek() != Some(&message.uid)
    });
    listed
}

/// Cuts a list into requests.
pub(crate) fn windows(messages: &[Weighed], window: Window) -> Vec<Vec<u32>> {
    let mut windows: Vec<Vec<u32>> = Vec::new();
    let mut bytes = 0;
    for message in messages {
        let size = u64::from(message.size);
        match windows.last_mut() {
            Some(last) if last.len() < window.0 && bytes + size <= WINDOW_BYTES => {
                bytes += size;
                last.push(message.uid);
            }
            _ => {
                bytes = size;
                windows.push(vec![message.uid]);
            }
        }
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(uid: u32, size: u32) -> Weighed {
        Weighed { uid, size }
    }

    #[test]
    fn only_what_the_journal_does_not_have_is_missing() {
        let noted = Noted {
            copied: vec![2, 3, 8],
            bytes: 50,
            set_aside: vec![weighed(1, 10), weighed(4, 40)],
            elsewhere: vec![5],
        };
        let listed = vec![
            weighed(1, 10),
            weighed(2, 20),
            weighed(3, 30),
            weighed(5, 50),
            weighed(9, 90),
        ];
        let expected = [weighed(1, 10), weighed(4, 40), weighed(9, 90)];
        assert_eq!(missing(listed, &noted), expected);
    }

    #[test]
    fn windows_hold_every_message_once_and_in_order() {
        let messages: Vec<_> = (1..=2005).map(|uid| weighed(uid, uid * 1000)).collect();
        let windows = windows(&messages, Window::default());
        assert_eq!(windows.concat(), (1..=2005).collect::<Vec<_>>());
        for window in &windows {
            let bytes: u64 = window.iter().map(|uid| u64::from(*uid) * 1000).sum();
            assert!(window.len() <= WINDOW_MESSAGES && bytes <= WINDOW_BYTES);
        }
    }

    #[test]
    fn after_failures_messages_are_asked_for_one_by_one() {
        let messages = [weighed(1, 5), weighed(2, 5), weighed(9, 5)];
        let window = Window::default().narrowed().narrowed();
        assert!(window.is_single());
        assert_eq!(windows(&messages, window), [[1], [2], [9]]);
        assert_eq!(windows(&messages, Window::default()), [[1, 2, 9]]);
    }
}
