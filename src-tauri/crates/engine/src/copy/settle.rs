//! # Settling open intentions
//!
//! After an interruption some messages may have arrived without an answer. This looks at the destination, by number,
//! size and content, and decides for each; nobody has to be asked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use crate::copy::folders::Pair;
use crate::copy::journal::{self, Arrival, FolderId, Hash, Intention, Settled};
use crate::copy::on_disk;
use crate::error::Error;
use crate::imap::{DestinationSession, Fetched};
use crate::plan::Plan;

/// A server may still be storing what it received when the connection broke, so what is not there is looked for again.
const SECOND_LOOKS: [Duration; 3] = [
    Duration::from_millis(250),
    Duration::from_millis(750),
    Duration::from_secs(1),
];

/// The hash by which messages are recognised.
pub(crate) fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Decides every open intention of a folder and writes the decision down.
pub(crate) async fn settle(
    plan: &Arc<Plan>,
    destination: &mut DestinationSession,
    folder: FolderId,
    pair: &Pair,
) -> Result<(), Error> {
    let (open, taken) = on_disk(plan, move |plan| {
        Ok((
            journal::open(plan, folder)?,
            journal::arrived(plan, folder)?,
        ))
    })
    .await?;
    if open.is_empty() {
        return Ok(());
    }
    let mut looks = SECOND_LOOKS.iter();
    let settled = loop {
        let found = candidates(destination, pair, &open, &taken).await?;
        let settled = decide(&open, found);
        match looks.next() {
            Some(wait) if !settled.withdrawn.is_empty() => tokio::time::sleep(*wait).await,
            _ => break settled,
        }
    };
    on_disk(plan, move |plan| journal::settle(plan, folder, &settled)).await
}

/// Hashes of the messages at the destination that may be what was meant: new enough, of the right size, and not known
/// to be something else.
async fn candidates(
    destination: &mut DestinationSession,
    pair: &Pair,
    open: &[Intention],
    taken: &BTreeSet<u32>,
) -> Result<Vec<(u32, Hash)>, Error> {
    destination.examine(&pair.destination).await?;
    let floor = open
        .iter()
        .map(|one| one.floor_uid.unwrap_or(1))
        .min()
        .unwrap_or(1);
    let sizes: BTreeSet<u64> = open.iter().map(|one| one.size).collect();
    let listed = destination.list(floor, None).await?;
    let uids: Vec<u32> = listed
        .iter()
        // `floor:*` always names the last message, even when its number is lower (RFC 3501, section 9, "seq-range").
        .filter(|message| {
            message.uid >= floor && !taken.contains(&message.uid) && sizes.contains(&message.size)
        })
        .map(|message| message.uid)
        .collect();
    let mut found = Vec::new();
    for window in uids.chunks(50) {
        let mut arriving = destination.fetch(window);
        while let Some(fetched) = arriving.next().await? {
            if let Fetched::Message(message) = fetched {
                found.push((message.uid, hash(&message.bytes)));
            }
        }
    }
    Ok(found)
}

/// Gives each intention a message with the same bytes, and each message to one intention only.
fn decide(open: &[Intention], found: Vec<(u32, Hash)>) -> Settled {
    let mut by_hash: BTreeMap<Hash, Vec<u32>> = BTreeMap::new();
    for (uid, hash) in found.into_iter().rev() {
        by_hash.entry(hash).or_default().push(uid);
    }
    let mut settled = Settled::default();
    for one in open {
        match by_hash.get_mut(&one.hash).and_then(Vec::pop) {
            Some(uid) => settled.arrived.push(Arrival {
                uid: one.uid,
                destination_uid: Some(uid),
            }),
            None => settled.withdrawn.push(one.uid),
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;

    fn meant(uid: u32, text: &[u8]) -> Intention {
        Intention {
            uid,
            size: 3,
            internal_date: OffsetDateTime::UNIX_EPOCH,
            hash: hash(text),
            floor_uid: Some(1),
        }
    }

    #[test]
    fn twins_are_settled_one_by_one() {
        let open = [
            meant(1, b"one"),
            meant(2, b"two"),
            meant(3, b"two"),
            meant(4, b"two"),
        ];
        let settled = decide(&open, vec![(70, hash(b"two")), (71, hash(b"two"))]);
        let arrived: Vec<_> = settled
            .arrived
            .iter()
            .map(|one| (one.uid, one.destination_uid))
            .collect();
        assert_eq!(arrived, [(2, Some(70)), (3, Some(71))]);
        assert_eq!(settled.withdrawn, [1, 4]);
    }

    #[test]
    fn a_message_of_somebody_else_is_nobodys_arrival() {
        let settled = decide(&[meant(1, b"one")], vec![(70, hash(b"new"))]);
        assert!(settled.arrived.is_empty());
        assert_eq!(settled.withdrawn, [1]);
    }
}
