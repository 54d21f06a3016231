//! # Judging what came of messages
//!
//! What was to be at the destination against what the destination says is there. Pure: rows in, what is to be done out.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::journal::{Brought, Part};
use crate::copy::listing::Listing;
use crate::imap::{Flags, Keywords};

/// What the destination says of messages that a copy brought.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Judgement {
    /// Messages of which something was said.
    pub(crate) seen: u64,
    /// Flags that are to be added, with the numbers of their messages at the destination.
    pub(crate) missing: BTreeMap<Flags, Vec<u32>>,
    /// Numbers at the source of messages that have another date.
    pub(crate) misdated: Vec<u32>,
    /// Messages of which only their bytes can tell whether they are whole.
    pub(crate) doubtful: Vec<Brought>,
}

/// Judges some messages of a folder. Flags are given back only to messages from `fresh` on at the destination, which this
/// copy has just written: somebody may have taken them from the others, unless no message has them at all.
pub(crate) fn judge(part: &Part, there: &Listing, keywords: &Keywords, fresh: u32) -> Judgement {
    let wanted: Vec<Flags> = part
        .flags
        .iter()
        .map(|flags| keywords.permit(flags))
        .collect();
    let carried = carried(part, there);
    let twice = told_twice(part);
    let (none, mut judgement) = (Flags::default(), Judgement::default());
    for one in &part.messages {
        let Some(row) = there.row(one.there).filter(|row| !twice.contains(&row.uid)) else {
            continue;
        };
        judgement.seen += 1;
        if row.date().is_some_and(|date| date != one.date) && one.date != 0 {
            judgement.misdated.push(one.uid);
        }
        let same_size = u64::from(row.size) == one.size;
        if !same_size || one.odd {
            judgement.doubtful.push(*one);
        }
        if !same_size {
            // Perhaps it is another message, whose flags are its own.
            continue;
        }
        let (Some(wanted), Some(has)) = (wanted.get(one.flags), there.flags.flags(row.flags))
        else {
            continue;
        };
        let lost = lacking(wanted, has);
        let lost = match one.there >= fresh {
            true => lost,
            false => lacking(&lost, &carried),
        };
        if lost != none {
            judgement.missing.entry(lost).or_default().push(one.there);
        }
    }
    judgement
}

/// Numbers that a server has told for several messages, and so for none.
fn told_twice(part: &Part) -> BTreeSet<u32> {
    let mut numbers: Vec<u32> = part.messages.iter().map(|one| one.there).collect();
    numbers.sort_unstable();
    let twice = numbers.windows(2).filter(|two| two.first() == two.last());
    twice.filter_map(|two| two.first().copied()).collect()
}

/// The numbers at the source of those that still lack flags which they should have.
pub(crate) fn lacking_still(part: &Part, there: &Listing, asked: &Judgement) -> Vec<u32> {
    let mut lacking_still = BTreeSet::new();
    for (flags, numbers) in &asked.missing {
        let stays_away = |uid: &&u32| {
            let has = there
                .row(**uid)
                .and_then(|row| there.flags.flags(row.flags));
            has.is_some_and(|has| !lacking(flags, has).is_empty())
        };
        lacking_still.extend(numbers.iter().filter(stays_away).copied());
    }
    let messages = part.messages.iter();
    let lacking_still = messages.filter(|one| lacking_still.contains(&one.there));
    lacking_still.map(|one| one.uid).collect()
}

/// The flags of `wanted`, as they are spelled there, that are not among `has`, whatever their case.
fn lacking(wanted: &Flags, has: &Flags) -> Flags {
    let has = has.folded();
    let lacking = wanted
        .iter()
        .filter(|flag| Flags::new([*flag]).folded().shared(&has).is_empty());
    Flags::new(lacking)
}

/// All flags that occur at the destination on messages that a copy brought.
fn carried(part: &Part, there: &Listing) -> Flags {
    let rows = part.messages.iter().filter_map(|one| there.row(one.there));
    let numbers: BTreeSet<u32> = rows.map(|row| row.flags).collect();
    let sets = numbers.iter().filter_map(|one| there.flags.flags(*one));
    sets.fold(Flags::default(), Flags::joined)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::imap::Detail;

    fn flags(text: &str) -> Flags {
        Flags::new(text.split_ascii_whitespace())
    }

    fn brought(uid: u32, flags: usize) -> Brought {
        Brought {
            uid,
            there: uid + 10,
            size: 100,
            date: 1000,
            flags,
            odd: false,
        }
    }

    fn listing(told: &[(u32, u64, i64, &str)]) -> Listing {
        let mut listing = Listing::default();
        for (uid, size, date, text) in told {
            listing.take(Detail {
                uid: *uid,
                size: Some(*size),
                flags: Some(flags(text)),
                internal_date: OffsetDateTime::from_unix_timestamp(*date).ok(),
            });
        }
        listing.settle();
        listing
    }

    #[test]
    fn every_difference_is_seen_and_nothing_else() {
        let part = Part {
            messages: vec![
                brought(1, 0),
                brought(2, 0),
                brought(3, 1),
                Brought {
                    odd: true,
                    ..brought(4, 0)
                },
                brought(5, 0),
                Brought {
                    date: 0,
                    ..brought(6, 0)
                },
            ],
            flags: vec![flags("\\Seen Work gone"), Flags::default()],
        };
        let there = listing(&[
            (11, 100, 1000, "\\seen WORK"),
            (12, 100, 4600, ""),
            (13, 99, 1000, "\\Seen"),
            (14, 100, 1000, "\\Seen work"),
            (16, 100, 5, "\\Seen work"),
        ]);
        let keywords = Keywords::new(["\\Seen", "work"]);
        let judgement = judge(&part, &there, &keywords, 1);
        let doubtful: Vec<u32> = judgement.doubtful.iter().map(|one| one.uid).collect();
        assert_eq!((judgement.seen, doubtful), (5, vec![3, 4]));
        assert_eq!(judgement.misdated, [2]);
        let missing = BTreeMap::from([(flags("\\Seen Work"), vec![12])]);
        assert_eq!(judgement.missing, missing);
        assert_eq!(lacking_still(&part, &there, &judgement), [2]);
        let mended = listing(&[(12, 100, 4600, "\\Seen work")]);
        assert_eq!(lacking_still(&part, &mended, &judgement), [0; 0]);
        // Of an earlier copy: somebody may have taken the flags away, because others have them.
        assert!(judge(&part, &there, &keywords, 20).missing.is_empty());
        // A number that was told twice means nothing.
        let doubled = Part {
            messages: vec![
                brought(1, 0),
                Brought {
                    uid: 9,
                    ..brought(1, 0)
                },
            ],
            flags: part.flags.clone(),
        };
        let nothing = judge(&doubled, &listing(&[(11, 5, 5, "")]), &keywords, 1);
        assert_eq!(nothing, Judgement::default());
        let bare = listing(&[(11, 100, 1000, ""), (12, 100, 1000, "")]);
        let missing = BTreeMap::from([(flags("\\Seen Work"), vec![11, 12])]);
        assert_eq!(judge(&part, &bare, &keywords, 20).missing, missing);
    }
}
