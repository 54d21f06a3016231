//! # Signs
//!
//! What two listings tell of one message beside its number, and which messages are read for certainty: every one with an
//! odd sign, and a sample of the others. Pure.

use crate::copy::flagsets::{FlagSets, UNTOLD};
use crate::copy::listing::Listing;
use crate::copy::verify::Depth;
use crate::copy::verify::compare::Match;
use crate::imap::{Flags, Keywords};

/// Messages of a folder that are read as a sample.
const SAMPLE: usize = 20;

/// What the flags of a message show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagSign {
    /// The same on both sides.
    Same,
    /// Somebody has changed them on either side.
    Changed,
    /// The destination does not store what is missing.
    NotStored,
    /// The destination could have stored what is missing.
    Missing,
}

/// What the listings show of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Whether no copy has brought it.
    pub(crate) before: bool,
    pub(crate) same_size: bool,
    pub(crate) same_date: bool,
    pub(crate) flags: FlagSign,
}

impl Signs {
    /// Whether only its bytes can tell that it is the right message.
    fn is_odd(self) -> bool {
        self.before || !self.same_size || !self.same_date || self.flags == FlagSign::Missing
    }
}

/// Looks at every match.
pub(crate) fn signs(
    matches: &[Match],
    source: &Listing,
    there: &Listing,
    noted: &FlagSets,
) -> Vec<Signs> {
    let carried = carried(matches, there);
    let none = Flags::default();
    let look = |one: &Match| {
        let (here, other) = (source.row(one.uid)?, there.row(one.there)?);
        Some(Signs {
            before: one.noted == UNTOLD,
            same_size: here.size == other.size,
            same_date: here.date() == other.date() || here.date().is_none(),
            flags: flag_sign(
                source.flags.flags(here.flags).unwrap_or(&none),
                noted.flags(one.noted),
                there.flags.flags(other.flags).unwrap_or(&none),
                &there.keywords,
                &carried,
            ),
        })
    };
    // A match is made of two rows.
    matches.iter().filter_map(look).collect()
}

/// All flags that occur on messages of the source at the destination.
fn carried(matches: &[Match], there: &Listing) -> Flags {
    let rows = matches.iter().filter_map(|one| there.row(one.there));
    let mut numbers: Vec<u32> = rows.map(|row| row.flags).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let sets = numbers.iter().filter_map(|one| there.flags.flags(*one));
    sets.fold(Flags::default(), Flags::joined)
}

/// Judges the flags of one message: at the source now, as a copy brought them, and at the destination now. A flag that
/// other copies have (`carried`) was stored, so somebody took it away since.
fn flag_sign(
    source: &Flags,
    noted: Option<&Flags>,
    there: &Flags,
    keywords: &Keywords,
    carried: &Flags,
) -> FlagSign {
    if source == there {
        return FlagSign::Same;
    }
    let missing = source.without(there);
    let brought = missing.shared(noted.unwrap_or(&Flags::default()));
    if brought.is_empty() {
        return FlagSign::Changed;
    }
    let storable = keywords.permit(&brought);
    match (storable.is_empty(), storable.without(carried).is_empty()) {
        (true, _) => FlagSign::NotStored,
        (false, true) => FlagSign::Changed,
        (false, false) => FlagSign::Missing,
    }
}

/// Which matches are read on both sides, by their place. The same mailboxes give the same choice.
pub(crate) fn to_read(matches: &[Match], signs: &[Signs], depth: Depth) -> Vec<usize> {
    let step = match depth {
        Depth::Sample => matches.len().div_ceil(SAMPLE).max(1),
        Depth::Everything => 1,
    };
    let all = matches.iter().zip(signs).enumerate();
    all.filter(|(place, (one, signs))| !one.read && (place.is_multiple_of(step) || signs.is_odd()))
        .map(|(place, _)| place)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(text: &str) -> Flags {
        Flags::new(text.split_ascii_whitespace())
    }

    #[test]
    fn only_a_loss_that_nobody_can_have_wanted_is_a_loss() {
        let keywords = Keywords::new(["\\Seen", "\\Flagged", "a"]);
        for (source, noted, there, carried, expected) in [
            ("\\Seen", Some("\\Seen"), "\\Seen", "\\Seen", FlagSign::Same),
            // The person has read it since.
            ("", Some(""), "\\Seen", "\\Seen", FlagSign::Changed),
            // It was marked at the source after the copy.
            ("\\Flagged", Some(""), "", "", FlagSign::Changed),
            // It was there before, with the person's own flags.
            ("\\Flagged", None, "", "", FlagSign::Changed),
            // Others of the folder have it, so the person took it away here.
            (
                "\\Flagged",
                Some("\\Flagged"),
                "",
                "\\Flagged",
                FlagSign::Changed,
            ),
            ("b", Some("b"), "", "", FlagSign::NotStored),
            ("a b", Some("a b"), "", "", FlagSign::Missing),
            (
                "\\Flagged",
                Some("\\Flagged"),
                "\\Seen",
                "\\Seen",
                FlagSign::Missing,
            ),
        ] {
            let noted = noted.map(flags);
            let sign = flag_sign(
                &flags(source),
                noted.as_ref(),
                &flags(there),
                &keywords,
                &flags(carried),
            );
            assert_eq!(sign, expected, "{source} {noted:?} {there}");
        }
    }

    #[test]
    fn a_few_are_read_and_every_odd_one() {
        let sound = Signs {
            before: false,
            same_size: true,
            same_date: true,
            flags: FlagSign::Same,
        };
        let matches = |count: u32| -> Vec<Match> {
            let one = |uid| Match {
                uid,
                there: uid,
                noted: 0,
                read: false,
            };
            (1..=count).map(one).collect()
        };
        for (count, expected) in [(0, 0), (1, 1), (20, 20), (21, 11), (100_000, 20)] {
            let matches = matches(count);
            let signs = vec![sound; matches.len()];
            assert_eq!(to_read(&matches, &signs, Depth::Sample).len(), expected);
            let all = to_read(&matches, &signs, Depth::Everything);
            assert_eq!(all.len(), matches.len());
        }
        let matches = matches(100);
        let mut signs = vec![sound; 100];
        signs[7].same_size = false;
        signs[8].before = true;
        signs[9].flags = FlagSign::NotStored;
        let read = to_read(&matches, &signs, Depth::Sample);
        assert_eq!(read[..4], [0, 5, 7, 8]);
        assert!(!read.contains(&9));
    }
}
