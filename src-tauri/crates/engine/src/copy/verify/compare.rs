//! # The comparison
//!
//! One folder of either side and what the journal says of both: which message is which, and what is not where it should
//! be. Pure: listings in, lists out; what bytes alone can tell is left to those who read them.

use std::collections::BTreeMap;

use crate::copy::flagsets::UNTOLD;
use crate::copy::journal::Pairs;
use crate::copy::listing::{Listing, Row};
use crate::copy::{Problem, diff};
use crate::imap::Weighed;

/// What the journal has of a folder whose numbers still hold on both sides.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    pub(crate) pairs: Pairs,
    /// What was set aside, by number at the source.
    pub(crate) set_aside: BTreeMap<u32, Problem>,
    /// What is copied in another folder, where folders are labels; rising.
    pub(crate) elsewhere: Vec<u32>,
    /// What has this number or a higher one arrived after the last copy; none where no copy came to its end.
    pub(crate) late_from: Option<u32>,
}

/// A message that is on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// The number at the source.
    pub(crate) uid: u32,
    /// The number at the destination.
    pub(crate) there: u32,
    /// The number of its flags in the journal; [`UNTOLD`] where no copy has brought them.
    pub(crate) noted: u32,
    /// Whether it is known already that both have the same bytes.
    pub(crate) read: bool,
}

/// Why a message has to be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The journal does not know it.
    Unnoted,
    /// The journal has a number at the destination, under which nothing is.
    Gone,
    /// It arrived, under a number that was not told.
    Unplaced,
    /// A copy set it aside.
    SetAside,
}

/// A message that is not where the journal would have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// As the source lists it.
    pub(crate) row: Row,
    pub(crate) why: Why,
    /// As in [`Match`].
    pub(crate) noted: u32,
}

/// What the comparison of numbers gives.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Compared {
    /// By rising number at the source.
    pub(crate) matches: Vec<Match>,
    pub(crate) wanted: Vec<Wanted>,
    /// What has arrived since the last copy.
    pub(crate) late: Vec<Row>,
    /// Messages at the destination that the journal does not know.
    pub(crate) strangers: Vec<Weighed>,
}

/// Compares a folder by its numbers.
pub(crate) fn compare(source: &Listing, there: &Listing, noted: &Noted) -> Compared {
    let mut compared = Compared::default();
    let mut pairs = noted.pairs.list.iter().peekable();
    for row in &source.rows {
        while pairs.next_if(|pair| pair.uid < row.uid).is_some() {}
        let pair = pairs.next_if(|pair| pair.uid == row.uid);
        let (why, flags) = match pair {
            Some(pair) if there.row(pair.destination_uid).is_some() => {
                compared.matches.push(Match {
                    uid: row.uid,
                    there: pair.destination_uid,
                    noted: pair.flags,
                    read: false,
                });
                continue;
            }
            Some(pair) if pair.destination_uid == 0 => (Why::Unplaced, pair.flags),
            Some(pair) => (Why::Gone, pair.flags),
            None if noted.elsewhere.binary_search(&row.uid).is_ok() => continue,
            None if noted.set_aside.contains_key(&row.uid) => (Why::SetAside, UNTOLD),
            None if noted.late_from.is_some_and(|first| row.uid >= first) => {
                compared.late.push(*row);
                continue;
            }
            None => (Why::Unnoted, UNTOLD),
        };
        compared.wanted.push(Wanted {
            row: *row,
            why,
            noted: flags,
        });
    }
    let all = noted.pairs.list.iter();
    let mut claimed: Vec<u32> = all.map(|pair| pair.destination_uid).collect();
    claimed.sort_unstable();
    let listed = there.rows.iter().map(Row::weighed).collect();
    compared.strangers = diff::without(listed, &claimed);
    compared
}

impl Compared {
    /// Takes over what was found at the destination by its bytes: pairs of source and destination.
    pub(crate) fn found(&mut self, pairs: &[(u32, u32)]) {
        let by_uid: BTreeMap<u32, u32> = pairs.iter().copied().collect();
        let mut claimed: Vec<u32> = pairs.iter().map(|(_, there)| *there).collect();
        claimed.sort_unstable();
        let matches = &mut self.matches;
        self.wanted.retain(|one| {
            let there = by_uid.get(&one.row.uid);
            if let Some(there) = there {
                matches.push(Match {
                    uid: one.row.uid,
                    there: *there,
                    noted: one.noted,
                    read: true,
                });
            }
            there.is_none()
        });
        self.matches.sort_unstable_by_key(|one| one.uid);
        self.strangers = diff::without(std::mem::take(&mut self.strangers), &claimed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::journal::Paired;
    use crate::imap::Detail;

    fn listing(messages: &[(u32, u64)]) -> Listing {
        let mut listing = Listing::default();
        for (uid, size) in messages {
            listing.take(Detail {
                uid: *uid,
                size: Some(*size),
                flags: None,
                internal_date: None,
            });
        }
        listing
    }

    fn noted(pairs: &[(u32, u32)], late_from: Option<u32>) -> Noted {
        let list = pairs.iter().map(|(uid, destination_uid)| Paired {
            uid: *uid,
            destination_uid: *destination_uid,
            flags: UNTOLD,
        });
        Noted {
            pairs: Pairs {
                list: list.collect(),
                ..Pairs::default()
            },
            late_from,
            ..Noted::default()
        }
    }

    /// `1=11` matched, `2 Gone` to be looked for, `9 late`, `+70` a stranger.
    fn shown(compared: &Compared) -> String {
        let matches = compared.matches.iter();
        let matches = matches.map(|one| format!("{}={}", one.uid, one.there));
        let wanted = compared.wanted.iter();
        let wanted = wanted.map(|one| format!("{} {:?}", one.row.uid, one.why));
        let late = compared.late.iter().map(|row| format!("{} late", row.uid));
        let strangers = compared.strangers.iter().map(|one| format!("+{}", one.uid));
        let all = matches.chain(wanted).chain(late).chain(strangers);
        all.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn every_message_is_accounted_for_once() {
        let two = [(1, 10), (2, 20)];
        for (source, there, pairs, late_from, expected) in [
            (
                &two[..],
                &[(11, 10), (12, 20)][..],
                &[(1, 11), (2, 12)][..],
                Some(3),
                "1=11, 2=12",
            ),
            (
                &two,
                &[(11, 10)],
                &[(1, 11), (2, 12)],
                Some(3),
                "1=11, 2 Gone",
            ),
            (
                &two,
                &[(11, 10), (70, 20)],
                &[(1, 11), (2, 0)],
                Some(3),
                "1=11, 2 Unplaced, +70",
            ),
            (&two, &[(11, 10)], &[(1, 11)], Some(2), "1=11, 2 late"),
            // A copy that was broken off has nothing that came later.
            (&two, &[(11, 10)], &[(1, 11)], None, "1=11, 2 Unnoted"),
            (&two, &[], &[], None, "1 Unnoted, 2 Unnoted"),
            // What the source has deleted since is no stranger at the destination.
            (
                &two[1..],
                &[(11, 10), (12, 20)],
                &[(1, 11), (2, 12)],
                Some(3),
                "2=12",
            ),
            (&[], &[(70, 5)], &[], Some(1), "+70"),
        ] {
            let compared = compare(&listing(source), &listing(there), &noted(pairs, late_from));
            assert_eq!(shown(&compared), expected);
        }
    }

    #[test]
    fn what_is_found_by_its_bytes_is_neither_wanted_nor_strange() {
        let source = listing(&[(1, 10), (2, 10), (3, 30)]);
        let there = listing(&[(70, 10), (71, 10), (72, 30)]);
        let mut compared = compare(&source, &there, &Noted::default());
        compared.found(&[(3, 72), (1, 71)]);
        assert_eq!(shown(&compared), "1=71, 3=72, 2 Unnoted, +70");
    }

    #[test]
    fn what_was_set_aside_keeps_its_reason() {
        let problem = Problem {
            person: crate::plan::PersonId::from_number(1),
            folder: crate::imap::FolderName::inbox(),
            uid: Some(2),
            code: crate::error::Code::DestinationMessageTooLarge,
            server_text: None,
            subject: None,
            sender: None,
            message_id: None,
            date: None,
            size: 20,
            saved: None,
            unsaved: None,
        };
        let noted = Noted {
            set_aside: BTreeMap::from([(2, problem)]),
            ..noted(&[(1, 11)], Some(3))
        };
        let compared = compare(&listing(&[(1, 10), (2, 20)]), &listing(&[(11, 10)]), &noted);
        assert_eq!(shown(&compared), "1=11, 2 SetAside");
    }
}
