//! # Before the first byte
//!
//! What can be said of one person's copy when everything is counted: how much it is, what will not fit, and whether there
//! is room for the rest. Pure.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::copy::estimate::Amount;
use crate::copy::survey::Counted;
use crate::imap::{FolderName, Room};

/// So many of the largest messages are named.
const LARGEST: usize = 10;

/// What lies before one person's copy.
///
/// Mail of this person that somebody else has brought to the destination is recognised later, so it may become less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prospect {
    /// Messages to be copied.
    pub messages: u64,
    /// Bytes of those.
    pub bytes: u64,
    /// Messages that the destination is known not to take, because they are larger than it says it allows.
    pub too_large: u64,
    /// Bytes of those.
    pub too_large_bytes: u64,
    /// Messages with several labels that are left out of this many folders, because they are copied in another one.
    pub gmail_labels_merged: u64,
    /// The largest message that the destination takes, in bytes, where it says so; where folders differ, the smallest.
    pub message_limit: Option<u64>,
    /// Room at the destination, where it sets a limit and tells it.
    pub room: Option<Room>,
    /// The largest messages that are not at the destination, ten at most, the largest first.
    pub largest: Vec<Large>,
}

/// A message that is worth being named for its size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Large {
    /// The folder at the source.
    pub folder: FolderName,
    /// The number at the source.
    pub uid: u32,
    /// Bytes.
    pub size: u64,
}

impl Prospect {
    /// Sums up what was counted.
    pub(crate) fn of(counted: &[Counted], room: Option<Room>) -> Self {
        let mut prospect = Self {
            message_limit: counted.iter().filter_map(|folder| folder.limit).min(),
            room,
            gmail_labels_merged: counted
                .iter()
                .map(|folder| folder.elsewhere.len() as u64)
                .sum(),
            ..Self::default()
        };
        let mut largest = BinaryHeap::with_capacity(LARGEST + 1);
        for (place, folder) in counted.iter().enumerate() {
            for one in &folder.todo {
                let size = u64::from(one.size);
                let (messages, bytes) = match folder.takes(*one) {
                    true => (&mut prospect.messages, &mut prospect.bytes),
                    false => (&mut prospect.too_large, &mut prospect.too_large_bytes),
                };
                *messages += 1;
                *bytes += size;
                largest.push(Reverse((size, Reverse((place, one.uid)))));
                if largest.len() > LARGEST {
                    largest.pop();
                }
            }
        }
        let named = largest.into_sorted_vec().into_iter();
        prospect.largest = named
            .filter_map(|Reverse((size, Reverse((place, uid))))| {
                let folder = counted.get(place)?.pair.source.clone();
                Some(Large { folder, uid, size })
            })
            .collect();
        prospect
    }

    /// What is to be copied.
    pub fn amount(&self) -> Amount {
        Amount {
            messages: self.messages,
            bytes: self.bytes,
        }
    }

    /// How many bytes the destination is short of; none as far as anybody knows.
    pub fn short_of(&self) -> Option<u64> {
        let missing = self.bytes.saturating_sub(self.room?.free());
        (missing > 0).then_some(missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::folders::Pair;
    use crate::imap::Weighed;

    fn folder(name: &str, limit: Option<u64>, sizes: &[u32]) -> Counted {
        let source = FolderName::new(vec![name.to_owned()]);
        let messages = (1..).zip(sizes);
        Counted {
            pair: Pair {
                destination: source.clone(),
                source,
                role: None,
                create: false,
                subscribe: false,
            },
            source: None,
            noted: None,
            interrupted: false,
            there: 0,
            there_bytes: 0,
            todo: messages.map(|(uid, &size)| Weighed { uid, size }).collect(),
            limit,
            aside: 0,
            to_save: Vec::new(),
            elsewhere: Vec::new(),
            flags_moved: false,
        }
    }

    #[test]
    fn what_does_not_fit_is_told_apart() {
        let counted = [
            folder("A", Some(100), &[100, 101, 5]),
            folder("B", None, &[2000]),
        ];
        let room = Room {
            used: 50,
            limit: 1000,
        };
        let prospect = Prospect::of(&counted, Some(room));
        assert_eq!((prospect.messages, prospect.bytes), (3, 2105));
        assert_eq!((prospect.too_large, prospect.too_large_bytes), (1, 101));
        assert_eq!(prospect.message_limit, Some(100));
        assert_eq!(prospect.short_of(), Some(1155));
        assert_eq!(Prospect::of(&counted, None).short_of(), None);
        let enough = Room {
            used: 0,
            limit: 2105,
        };
        assert_eq!(Prospect::of(&counted, Some(enough)).short_of(), None);
    }

    #[test]
    fn the_ten_largest_are_named_from_the_top() {
        let sizes: Vec<u32> = (1..=30).collect();
        let counted = [folder("A", None, &sizes), folder("B", None, &[25, 500])];
        let largest = Prospect::of(&counted, None).largest;
        let named: Vec<_> = largest
            .iter()
            .map(|one| (one.folder.parts()[0].as_str(), one.uid, one.size))
            .collect();
        assert_eq!(named.len(), 10);
        assert_eq!(named[..3], [("B", 2, 500), ("A", 30, 30), ("A", 29, 29)]);
        // Of equals the first comes first.
        assert_eq!(named[6..8], [("A", 25, 25), ("B", 1, 25)]);
    }
}
