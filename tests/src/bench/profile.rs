//! # What is copied
//!
//! Four kinds of mailboxes, each the same at every run: a small one, a typical one, one huge folder, and many people.

use std::f64::consts::TAU;

use crate::harness::letters::Shape;
use crate::harness::mailbox::{Letter, Mailbox};
use crate::harness::seed::Seed;
use crate::harness::store::{Name, name};

/// The largest letter, as most servers limit it.
const LARGEST: f64 = 10_000_000.0;

/// A letter below this size is a few lines of text.
const FEW_LINES: f64 = 1_500.0;

/// A kind of mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Profile {
    /// 2,000 letters of about 7 KB in 20 folders.
    Small,
    /// 10,000 letters of about 60 KB, most of them far smaller and a few far larger, in 40 folders.
    Typical,
    /// 100,000 short letters in one folder.
    Huge,
    /// 50 people with 400 letters each.
    Many,
}

impl Profile {
    const ALL: [Self; 4] = [Self::Small, Self::Typical, Self::Huge, Self::Many];

    /// The word on the command line and in the table.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Typical => "typical",
            Self::Huge => "huge",
            Self::Many => "many",
        }
    }

    pub(super) fn named(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|profile| profile.name() == word);
        found.ok_or_else(|| format!("“{word}” is not a profile"))
    }

    /// How many people move.
    pub(super) const fn people(self) -> usize {
        match self {
            Self::Many => 50,
            _ => 1,
        }
    }

    /// The mail of one person.
    pub(super) fn mailbox(self, person: usize) -> Mailbox {
        let (folders, letters) = match self {
            Self::Small => (20, 2_000),
            Self::Typical => (40, 10_000),
            Self::Huge => (1, 100_000),
            Self::Many => (8, 400),
        };
        let mut seed = Seed::new(person as u64 + 1);
        let names: Vec<_> = (0..folders).map(folder).collect();
        let mut mailbox = Mailbox {
            folders: Vec::new(),
            subscribed: names.iter().cloned().collect(),
        };
        let each = letters / folders;
        for (place, name) in names.into_iter().enumerate() {
            let letters = (0..each).map(|number| {
                let shape = self.shape(&mut seed);
                let mut letter = Letter::written(&mut seed, place * each + number, shape);
                // Whether a letter marked as deleted moves is a matter of taste, so there is none.
                letter.flags.remove("\\Deleted");
                letter
            });
            mailbox.folders.push((name, letters.collect()));
        }
        mailbox
    }

    fn shape(self, seed: &mut Seed) -> Shape {
        let size = match self {
            Self::Small | Self::Many => lognormal(seed, 7_000.0, 0.8),
            Self::Typical => lognormal(seed, 60_000.0, 1.6),
            Self::Huge => 0.0,
        };
        if size < FEW_LINES {
            Shape::Ordinary
        } else {
            // A size is positive and far below the limit of the type.
            Shape::Attachment(size.min(LARGEST) as usize)
        }
    }
}

/// The inbox first, then years in threes.
fn folder(place: usize) -> Name {
    match place {
        0 => name("INBOX"),
        _ if place.is_multiple_of(3) => name(&format!("Archive/{}", 2000 + place)),
        _ => name(&format!("Folder {place}")),
    }
}

/// Sizes of mail are spread like this: the logarithm of each is a throw of the bell curve.
fn lognormal(seed: &mut Seed, mean: f64, spread: f64) -> f64 {
    let mut uniform = || (seed.below(1 << 32) as f64 + 1.0) / (f64::from(u32::MAX) + 2.0);
    let bell = (-2.0 * uniform().ln()).sqrt() * (TAU * uniform()).cos();
    (mean.ln() - spread * spread / 2.0 + spread * bell).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_as_large_as_it_says() {
        let mailbox = Profile::Small.mailbox(0);
        assert_eq!(mailbox.folders.len(), 20);
        let letters: Vec<_> = mailbox.folders.iter().flat_map(|(_, all)| all).collect();
        assert_eq!(letters.len(), 2_000);
        let bytes: usize = letters.iter().map(|letter| letter.bytes.len()).sum();
        assert!((6_000..9_000).contains(&(bytes / 2_000)), "{bytes}");
    }

    #[test]
    fn typical_letters_have_the_mean_that_was_asked_for() {
        let mut seed = Seed::new(1);
        let all: f64 = (0..20_000)
            .map(|_| lognormal(&mut seed, 60_000.0, 1.6))
            .sum();
        let mean = all / 20_000.0;
        assert!((50_000.0..70_000.0).contains(&mean), "{mean}");
    }
}
