//! # One folder
//!
//! From two listings and the journal to findings: numbers first, then bytes where numbers do not suffice. What is not
//! here at all is left open, because it may be elsewhere in the mailbox.

use time::OffsetDateTime;

use crate::copy::Problem;
use crate::copy::folders::Pair;
use crate::copy::headers::Headers;
use crate::copy::listing::{Listing, Row};
use crate::copy::verify::Depth;
use crate::copy::verify::FolderProof;
use crate::copy::verify::compare::{Compared, Match, Noted, Wanted, Why, compare};
use crate::copy::verify::contents::{Names, Readers, Seen};
use crate::copy::verify::findings::{Counts, Finding, Kind, verdict};
use crate::copy::verify::signs::{FlagSign, Signs, signs, to_read};
use crate::error::Error;
use crate::imap::Weighed;

/// A folder that has been compared, but for what is nowhere in it.
#[derive(Debug)]
pub(crate) struct Folder {
    pub(crate) pair: Pair,
    pub(crate) counts: Counts,
    pub(crate) findings: Vec<Finding>,
    /// Messages of the source that are not in this folder of the destination, each with the problem that the journal has
    /// of it.
    pub(crate) wanted: Vec<(Wanted, Option<Problem>)>,
    /// Messages at the destination that are none of the source's.
    pub(crate) strangers: Vec<Weighed>,
}

impl Folder {
    /// A folder that cannot be compared at all.
    pub(crate) fn closed(pair: Pair, error: Error) -> Self {
        Self {
            pair,
            counts: Counts::default(),
            findings: vec![Finding::of_folder(
                Kind::FolderUnreadable(error.code),
                error.server_text,
            )],
            wanted: Vec::new(),
            strangers: Vec::new(),
        }
    }

    /// Compares a folder.
    pub(crate) async fn compare(
        pair: Pair,
        source: &Listing,
        there: &Listing,
        mut noted: Noted,
        depth: Depth,
        readers: &mut Readers<'_>,
    ) -> Result<Self, Error> {
        let names = Names {
            source: &pair.source,
            destination: &pair.destination,
        };
        let mut compared = compare(source, there, &noted);
        readers.find_here(names, &mut compared).await?;
        let signs = signs(&compared.matches, source, there, &noted.pairs.flags);
        let chosen = to_read(&compared.matches, &signs, depth);
        let chosen = both_sides(&compared, &chosen, source, there);
        let seen = readers.compare(names, &chosen).await?;
        let (counts, mut findings) = judge(source, &compared, &signs, &seen);
        if pair.create {
            findings.insert(0, Finding::of_folder(Kind::FolderMissing, None));
        }
        let wanted = compared.wanted.into_iter();
        Ok(Self {
            wanted: wanted
                .map(|one| (one, noted.set_aside.remove(&one.row.uid)))
                .collect(),
            strangers: compared.strangers,
            pair,
            counts,
            findings,
        })
    }

    /// Closes the books: what is still wanted was found nowhere, and what is still strange is somebody's own.
    pub(crate) fn conclude(mut self) -> FolderProof {
        self.counts.extra = self.strangers.len() as u64;
        for (wanted, problem) in std::mem::take(&mut self.wanted) {
            let finding = match (wanted.why, problem) {
                (Why::SetAside, Some(problem)) => refused(&wanted.row, problem),
                (Why::Gone | Why::Unplaced, _) => of_message(Kind::Gone, &wanted.row),
                (Why::Unnoted | Why::SetAside, _) => of_message(Kind::Missing, &wanted.row),
            };
            self.findings.push(finding);
        }
        self.findings.sort_by_key(|one| one.uid);
        FolderProof {
            verdict: verdict(&self.findings, &self.counts),
            source: self.pair.source,
            destination: self.pair.destination,
            counts: self.counts,
            findings: self.findings,
        }
    }

    /// Numbers at the source of those findings that nobody can name yet.
    pub(crate) fn nameless(proof: &FolderProof) -> Vec<u32> {
        let findings = proof.findings.iter();
        let nameless = findings.filter(|one| !matches!(one.kind, Kind::SetAside(_)));
        nameless.filter_map(|one| one.uid).collect()
    }
}

/// A finding about a message of the source.
pub(crate) fn of_message(kind: Kind, row: &Row) -> Finding {
    let date = row.date().map(OffsetDateTime::from_unix_timestamp);
    Finding {
        uid: Some(row.uid),
        size: u64::from(row.size),
        date: date.and_then(Result::ok),
        ..Finding::of_folder(kind, None)
    }
}

/// A message that a copy has set aside, with the reason that it noted.
fn refused(row: &Row, problem: Problem) -> Finding {
    let mut finding = of_message(Kind::SetAside(problem.code), row);
    finding.server_text = problem.server_text;
    finding.name(Headers {
        subject: problem.subject,
        sender: problem.sender,
        message_id: problem.message_id,
    });
    finding
}

/// The messages of those matches, as each side lists them.
fn both_sides(
    compared: &Compared,
    chosen: &[usize],
    source: &Listing,
    there: &Listing,
) -> Vec<(Weighed, Weighed)> {
    let matches = chosen
        .iter()
        .filter_map(|place| compared.matches.get(*place));
    let pair = |one: &Match| {
        Some((
            source.row(one.uid)?.weighed(),
            there.row(one.there)?.weighed(),
        ))
    };
    matches.filter_map(pair).collect()
}

/// What follows from the signs of each message and from what was seen of some. Pure.
fn judge(
    source: &Listing,
    compared: &Compared,
    signs: &[Signs],
    seen: &[(u32, Seen)],
) -> (Counts, Vec<Finding>) {
    let mut counts = Counts {
        source: source.rows.len() as u64,
        ..Counts::default()
    };
    let late = compared.late.iter();
    let mut findings: Vec<Finding> = late.map(|row| of_message(Kind::Late, row)).collect();
    let mut seen = seen.iter().peekable();
    for (one, signs) in compared.matches.iter().zip(signs) {
        let seen = seen.next_if(|(uid, _)| *uid == one.uid);
        let seen = seen
            .map(|(_, seen)| *seen)
            .or(one.read.then_some(Seen::Same));
        count(*signs, seen, &mut counts);
        if let Some(row) = source.row(one.uid) {
            findings.extend(faults(*signs, seen).map(|kind| of_message(kind, row)));
        }
    }
    (counts, findings)
}

/// Counts a message that is on both sides.
fn count(signs: Signs, seen: Option<Seen>, counts: &mut Counts) {
    let is_same = seen == Some(Seen::Same);
    counts.copied += u64::from(!signs.before);
    counts.already_there += u64::from(signs.before);
    counts.read += u64::from(is_same);
    counts.other_size += u64::from(is_same && !signs.same_size);
    counts.other_date += u64::from(signs.before && !signs.same_date);
    counts.flags_changed += u64::from(signs.flags == FlagSign::Changed);
    counts.flags_not_stored += u64::from(signs.flags == FlagSign::NotStored);
}

/// What is the matter with a message that is on both sides.
fn faults(signs: Signs, seen: Option<Seen>) -> impl Iterator<Item = Kind> {
    let bytes = match seen {
        Some(Seen::Altered) => Some(Kind::Altered),
        Some(Seen::Unreadable(side)) => Some(Kind::Unreadable(side)),
        Some(Seen::Same) | None => None,
    };
    let date = (!signs.before && !signs.same_date).then_some(Kind::DateDiffers);
    let flags = (signs.flags == FlagSign::Missing).then_some(Kind::FlagsMissing);
    bytes.into_iter().chain(date).chain(flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imap::Detail;

    fn judged(signs: Signs, seen: Option<Seen>) -> (Counts, Vec<&'static str>) {
        let mut source = Listing::default();
        source.take(Detail {
            uid: 1,
            size: Some(10),
            flags: None,
            internal_date: None,
        });
        let compared = Compared {
            matches: vec![Match {
                uid: 1,
                there: 11,
                noted: 0,
                read: false,
            }],
            ..Compared::default()
        };
        let seen: Vec<_> = seen.map(|seen| (1, seen)).into_iter().collect();
        let (counts, findings) = judge(&source, &compared, &[signs], &seen);
        let names = findings.iter().map(|one| one.kind.as_str()).collect();
        (counts, names)
    }

    #[test]
    fn signs_and_bytes_become_findings_or_counts() {
        let sound = Signs {
            before: false,
            same_size: true,
            same_date: true,
            flags: FlagSign::Same,
        };
        let base = Counts {
            source: 1,
            copied: 1,
            ..Counts::default()
        };
        let none: Vec<&str> = Vec::new();
        assert_eq!(judged(sound, None), (base, none.clone()));
        let read = Counts { read: 1, ..base };
        assert_eq!(judged(sound, Some(Seen::Same)), (read, none.clone()));
        assert_eq!(
            judged(sound, Some(Seen::Altered)),
            (base, vec!["MessageAltered"])
        );
        let resized = Signs {
            same_size: false,
            ..sound
        };
        let other = Counts {
            other_size: 1,
            ..read
        };
        assert_eq!(judged(resized, Some(Seen::Same)), (other, none.clone()));
        assert_eq!(
            judged(resized, Some(Seen::Altered)),
            (base, vec!["MessageAltered"])
        );
        let redated = Signs {
            same_date: false,
            flags: FlagSign::Missing,
            ..sound
        };
        assert_eq!(
            judged(redated, Some(Seen::Same)),
            (read, vec!["DateDiffers", "FlagsMissing"])
        );
        let before = Signs {
            before: true,
            flags: FlagSign::Changed,
            ..redated
        };
        let there = Counts {
            copied: 0,
            already_there: 1,
            other_date: 1,
            flags_changed: 1,
            ..read
        };
        assert_eq!(judged(before, Some(Seen::Same)), (there, none));
    }
}
