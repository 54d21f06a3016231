//! # Following flags
//!
//! What is marked at the source after its mail was copied is marked at the destination too. Only what has changed at the
//! source since it was last looked at is carried over, so that nothing a person marked at the destination is undone; and
//! what has been read stays read.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::copy::journal::{self, Flagged, FolderId};
use crate::copy::on_disk;
use crate::copy::survey::{Counted, Stand};
use crate::error::{Error, Scope};
use crate::imap::{DestinationSession, Flags, SourceSession, Stretch};
use crate::plan::Plan;

const SEEN: &str = "\\Seen";

/// A folder whose flags may have moved.
pub(crate) struct Wanted {
    /// The place of the folder in the person's list.
    pub(crate) place: usize,
    id: FolderId,
    stretch: Stretch,
    since: Option<u64>,
    stand: Stand,
}

impl Wanted {
    /// The folder at this place, if its flags may have moved.
    pub(crate) fn new(place: usize, counted: &Counted) -> Option<Self> {
        let (stand, noted) = (counted.source?, counted.noted.as_ref()?);
        counted.flags_moved.then(|| Self {
            place,
            id: noted.id,
            stretch: Stretch {
                folder: counted.pair.source.clone(),
                first: 1,
                last: stand.next.saturating_sub(1).max(1),
            },
            // Without a moment on both sides everything has to be looked at.
            since: noted.modseq.filter(|_| stand.modseq.is_some()),
            stand,
        })
    }
}

/// Carries over what has changed in some folders; gives how many messages were changed in each of them.
pub(crate) async fn follow(
    plan: &Arc<Plan>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    counted: &[Counted],
    wanted: &[Wanted],
) -> Result<Vec<(usize, u64)>, Error> {
    let asked: Vec<_> = wanted
        .iter()
        .map(|one| (one.stretch.clone(), one.since))
        .collect();
    let told = source.flags(&asked).await?;
    let mut changed = Vec::new();
    for (one, now) in wanted.iter().zip(told) {
        let Some(counted) = counted.get(one.place) else {
            continue;
        };
        let now = match now {
            Ok(now) => now,
            // The copy itself says why a folder does not open.
            Err(error) if error.scope == Scope::Folder => continue,
            Err(error) => return Err(error),
        };
        let id = one.id;
        let flagged = on_disk(plan, move |plan| journal::flagged(plan, id)).await?;
        let changes = Changes::between(&flagged, &now);
        if !changes.is_empty() {
            let opened = destination.select(&counted.pair.destination).await?;
            for (add, sets) in [(true, &changes.add), (false, &changes.take)] {
                for (flags, uids) in sets {
                    let flags = opened.keywords.permit(flags);
                    if !flags.is_empty() {
                        destination.store(uids, add, &flags).await?;
                    }
                }
            }
        }
        changed.push((one.place, changes.noted.len() as u64));
        let modseq = one.stand.modseq;
        on_disk(plan, move |plan| {
            journal::flag(plan, id, &changes.noted)?;
            modseq.map_or(Ok(()), |modseq| journal::followed(plan, id, modseq))
        })
        .await?;
    }
    Ok(changed)
}

/// What has to be marked at the destination.
#[derive(Debug, Default, PartialEq, Eq)]
struct Changes {
    /// Numbers at the destination, by what is to be added.
    add: BTreeMap<Flags, Vec<u32>>,
    /// Numbers at the destination, by what is to be taken away.
    take: BTreeMap<Flags, Vec<u32>>,
    /// Numbers at the source with their flags of now.
    noted: Vec<(u32, Flags)>,
}

impl Changes {
    /// What the source has changed since it was last looked at. Of a message that was found at the destination nothing
    /// is known from before, so that nothing is taken away from it.
    fn between(before: &[Flagged], now: &[(u32, Flags)]) -> Self {
        let before: BTreeMap<u32, &Flagged> = before.iter().map(|one| (one.uid, one)).collect();
        let mut changes = Self::default();
        for (uid, now) in now {
            let Some(before) = before.get(uid) else {
                continue;
            };
            let known = before.flags.as_ref();
            if known == Some(now) {
                continue;
            }
            let nothing = Flags::default();
            let add = now.without(known.unwrap_or(&nothing));
            let take = known.unwrap_or(&nothing).without(now).except(SEEN);
            for (flags, sets) in [(add, &mut changes.add), (take, &mut changes.take)] {
                if !flags.is_empty() {
                    sets.entry(flags).or_default().push(before.destination_uid);
                }
            }
            changes.noted.push((*uid, now.clone()));
        }
        changes
    }

    fn is_empty(&self) -> bool {
        self.add.is_empty() && self.take.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(text: &str) -> Flags {
        Flags::new(text.split_ascii_whitespace())
    }

    fn before(uid: u32, text: Option<&str>) -> Flagged {
        Flagged {
            uid,
            destination_uid: uid + 100,
            flags: text.map(flags),
        }
    }

    #[test]
    fn only_what_the_source_changed_is_carried_over() {
        let known = [
            before(1, Some("\\Seen")),
            before(2, Some("")),
            before(3, Some("\\Seen \\Flagged")),
            before(4, None),
            before(5, Some("a")),
        ];
        let now = [
            (1, flags("\\Seen")),
            (2, flags("\\Seen")),
            (3, flags("b")),
            (4, flags("\\Seen")),
            (5, flags("a")),
            (9, flags("\\Seen")),
        ];
        let changes = Changes::between(&known, &now);
        let set = |text, uids: &[u32]| (flags(text), uids.to_vec());
        let expected = [set("\\Seen", &[102, 104]), set("b", &[103])];
        assert_eq!(changes.add.into_iter().collect::<Vec<_>>(), expected);
        // What has been read stays read.
        let expected = [set("\\Flagged", &[103])];
        assert_eq!(changes.take.into_iter().collect::<Vec<_>>(), expected);
        let noted: Vec<u32> = changes.noted.iter().map(|(uid, _)| *uid).collect();
        assert_eq!(noted, [2, 3, 4]);
    }
}
