//! # Sets of flags
//!
//! Thousands of messages have the same few combinations of flags. Each combination is kept once, and a message has its
//! number.

use std::collections::BTreeMap;

use crate::imap::Flags;

/// No combination: the flags are not known.
pub(crate) const UNTOLD: u32 = u32::MAX;

/// A table of combinations, in the form in which two spellings are equal.
#[derive(Debug, Default)]
pub(crate) struct FlagSets {
    sets: Vec<Flags>,
    numbers: BTreeMap<Flags, u32>,
}

impl FlagSets {
    /// The number of a combination.
    pub(crate) fn number(&mut self, flags: &Flags) -> u32 {
        let flags = flags.folded();
        if let Some(number) = self.numbers.get(&flags) {
            return *number;
        }
        let number = u32::try_from(self.sets.len()).unwrap_or(UNTOLD);
        self.sets.push(flags.clone());
        self.numbers.insert(flags, number);
        number
    }

    /// The combination with that number; none for [`UNTOLD`].
    pub(crate) fn flags(&self, number: u32) -> Option<&Flags> {
        self.sets.get(usize::try_from(number).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_combinations_share_a_number() {
        let mut sets = FlagSets::default();
        let one = sets.number(&Flags::new(["\\Seen", "$Forwarded"]));
        assert_eq!(sets.number(&Flags::new(["$FORWARDED", "\\seen"])), one);
        assert_ne!(sets.number(&Flags::default()), one);
        assert_eq!(sets.flags(UNTOLD), None);
        assert_eq!(sets.flags(one), Some(&Flags::new(["\\Seen", "$forwarded"])));
    }
}
