//! # Recognising
//!
//! Finds out which messages of the source are at the destination already, however they came there: after an
//! interruption, from another tool, from the person. Sizes narrow the search down, and only equal bytes count; each
//! message of either side is used once, so that twins stay twins.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use crate::copy::journal::{self, Arrival, FolderId, Notes};
use crate::copy::prints::{Print, Strangers, of_sizes, prints};
use crate::copy::work::Work;
use crate::copy::{diff, on_disk};
use crate::error::Error;
use crate::imap::{DestinationSession, FolderName, Reader, SourceSession, Stretch, Weighed};
use crate::plan::Plan;

/// A server may still be storing what it received when a connection broke: it is looked at again after these waits, until
/// nothing changes any more.
const LOOKS: [Duration; 5] = [
    Duration::from_millis(300),
    Duration::from_millis(300),
    Duration::from_millis(700),
    Duration::from_secs(1),
    Duration::from_secs(2),
];

/// Where something may be found.
pub(crate) struct Place<'a> {
    pub(crate) folder: FolderId,
    pub(crate) source: &'a FolderName,
    pub(crate) destination: &'a FolderName,
    /// Nothing below this number at the destination has to be looked at.
    pub(crate) looked_to: u32,
}

/// What was recognised.
#[derive(Debug, Default)]
pub(crate) struct Recognised {
    /// Messages.
    pub(crate) messages: Vec<u32>,
    /// Bytes of those.
    pub(crate) bytes: u64,
}

impl Recognised {
    fn of(arrivals: &[Arrival]) -> Self {
        let mut messages: Vec<u32> = arrivals.iter().map(|one| one.uid).collect();
        messages.sort_unstable();
        Self {
            messages,
            bytes: arrivals.iter().map(|one| one.size).sum(),
        }
    }
}

/// Waits until nothing more arrives in folders whose copy was broken off.
pub(crate) async fn quiet(
    destination: &mut DestinationSession,
    folders: &[FolderName],
) -> Result<(), Error> {
    if folders.is_empty() {
        return Ok(());
    }
    let mut before = counts(destination, folders).await?;
    let mut still = 0;
    for wait in LOOKS {
        tokio::time::sleep(wait).await;
        let now = counts(destination, folders).await?;
        still = if now == before { still + 1 } else { 0 };
        if still == 2 {
            break;
        }
        before = now;
    }
    Ok(())
}

/// How much is in each folder, where it opens.
async fn counts(
    destination: &mut DestinationSession,
    folders: &[FolderName],
) -> Result<Vec<Option<(u64, Option<u32>)>>, Error> {
    let statuses = destination.statuses(folders).await?.into_iter();
    let counts =
        statuses.map(|status| status.ok().map(|status| (status.messages, status.uid_next)));
    Ok(counts.collect())
}

/// Finds those of `missing` that are at the destination, and notes them.
pub(crate) async fn adopt(
    plan: &Arc<Plan>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    place: &Place<'_>,
    missing: &[Weighed],
) -> Result<Recognised, Error> {
    let (folder, first) = (place.folder, place.looked_to);
    let (claimed, unplaced) = on_disk(plan, move |plan| {
        Ok((
            journal::claimed(plan, folder, first)?,
            journal::unplaced(plan, folder)?,
        ))
    })
    .await?;
    let strangers = strangers(destination, place, &claimed).await?;
    let wanted: Vec<Weighed> = unplaced.iter().chain(missing).copied().collect();
    let (wanted, strangers) = alike(source, destination, place, &wanted, &strangers).await?;
    let has_arrived = |uid: &u32| unplaced.binary_search_by_key(uid, |one| one.uid).is_ok();
    let (arrived, wanted): (Vec<_>, Vec<_>) =
        wanted.into_iter().partition(|(uid, _)| has_arrived(uid));
    let mut strangers = Strangers::new(strangers);
    // What is known to have arrived is there for certain, so it is served before what only may be.
    let placed = strangers.pair_up(&arrived);
    let pairs = strangers.pair_up(&wanted);
    let arrived = pairs.into_iter().filter_map(|(uid, there)| {
        let print = wanted.binary_search_by_key(&uid, |(uid, _)| *uid);
        let (_, print) = wanted.get(print.ok()?)?;
        Some(arrival(uid, there, print))
    });
    let notes = Notes {
        arrived: arrived.collect(),
        set_aside: Vec::new(),
        ..Notes::default()
    };
    let recognised = Recognised::of(&notes.arrived);
    on_disk(plan, move |plan| {
        journal::place(plan, folder, &placed)?;
        journal::note(plan, folder, &notes)
    })
    .await?;
    Ok(recognised)
}

/// A message that was found. Nobody knows which flags a copy gave it, if it was one.
fn arrival(uid: u32, there: u32, print: &Print) -> Arrival {
    let date = OffsetDateTime::from_unix_timestamp(print.date);
    Arrival {
        uid,
        destination_uid: Some(there),
        size: u64::from(print.size),
        internal_date: date.unwrap_or(OffsetDateTime::UNIX_EPOCH),
        flags: None,
        odd: false,
    }
}

/// Finds the numbers of messages that have arrived without one, and notes them. Where they did not arrive in the order of
/// the source, only a size that one message alone has tells which it is.
pub(crate) async fn place(
    plan: &Arc<Plan>,
    destination: &mut DestinationSession,
    work: &Work,
    in_order: bool,
) -> Result<(), Error> {
    let folder = work.id;
    let unplaced = on_disk(plan, move |plan| journal::unplaced(plan, folder)).await?;
    let claimed = on_disk(plan, move |plan| journal::claimed(plan, folder, 1)).await?;
    let stretch = Stretch {
        folder: work.destination.clone(),
        first: 1,
        last: u32::MAX,
    };
    let listed = weigh(destination, stretch).await?;
    let most_alike = if in_order { usize::MAX } else { 1 };
    let found = in_turn(&unplaced, &diff::without(listed, &claimed), most_alike);
    for (_, uid) in &found {
        work.arrived(Some(*uid));
    }
    on_disk(plan, move |plan| journal::place(plan, folder, &found)).await
}

/// Gives messages that are known to have arrived, in their order, the numbers of messages of the same size, in theirs.
/// Where more or fewer of a size are there than have arrived, or more than `most_alike`, nobody can say which is which, and
/// none is given.
fn in_turn(arrived: &[Weighed], there: &[Weighed], most_alike: usize) -> Vec<(u32, u32)> {
    let by_size = |messages: &[Weighed]| {
        let mut sizes: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for one in messages {
            sizes.entry(one.size).or_default().push(one.uid);
        }
        sizes
    };
    let there = by_size(there);
    let mut pairs = Vec::new();
    for (size, arrived) in by_size(arrived) {
        if let Some(there) = there
            .get(&size)
            .filter(|there| there.len() == arrived.len() && there.len() <= most_alike)
        {
            pairs.extend(arrived.into_iter().zip(there.iter().copied()));
        }
    }
    pairs
}

/// Messages at the destination that are not known to be copies.
async fn strangers(
    destination: &mut DestinationSession,
    place: &Place<'_>,
    claimed: &[u32],
) -> Result<Vec<Weighed>, Error> {
    let stretch = Stretch {
        folder: place.destination.clone(),
        first: place.looked_to,
        last: u32::MAX,
    };
    Ok(diff::without(weigh(destination, stretch).await?, claimed))
}

async fn weigh(reader: &mut Reader, stretch: Stretch) -> Result<Vec<Weighed>, Error> {
    match reader.weigh(&[stretch]).await?.pop() {
        Some(weighed) => Ok(weighed?.1),
        None => Ok(Vec::new()),
    }
}

/// Reads the messages on both sides whose sizes occur on both.
async fn alike(
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    place: &Place<'_>,
    wanted: &[Weighed],
    strangers: &[Weighed],
) -> Result<(Vec<(u32, Print)>, Vec<(u32, Print)>), Error> {
    let wanted = of_sizes(wanted, strangers);
    let strangers = of_sizes(strangers, &wanted);
    if wanted.is_empty() {
        return Ok(Default::default());
    }
    source.examine(place.source).await?;
    destination.examine(place.destination).await?;
    tokio::try_join!(prints(source, &wanted), prints(destination, &strangers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_given_in_turn_where_that_is_certain() {
        let weighed = |uid, size| Weighed { uid, size };
        let arrived = [
            weighed(1, 10),
            weighed(2, 20),
            weighed(3, 10),
            weighed(4, 30),
        ];
        let there = [
            weighed(7, 10),
            weighed(8, 20),
            weighed(9, 10),
            weighed(10, 20),
        ];
        assert_eq!(in_turn(&arrived, &there, usize::MAX), [(1, 7), (3, 9)]);
        assert_eq!(in_turn(&arrived, &there, 1), []);
        assert_eq!(in_turn(&arrived[1..], &there[..2], 1), [(3, 7), (2, 8)]);
    }
}
