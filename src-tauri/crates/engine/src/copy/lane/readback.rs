//! # Reading back
//!
//! Asks the destination what it has made of the messages that it was given: flags that it dropped are added once more,
//! and what cannot be put right without deleting is remarked on. The whole of a folder is asked for, many folders with one
//! wait, or told already by a look that went out behind the last message; of bytes only those are fetched that a server may
//! have changed.

use std::sync::Arc;

use time::{OffsetDateTime, UtcOffset};

use crate::copy::journal::{self, Brought, Part};
use crate::copy::lane::judge::{Judgement, judge, lacking_still};
use crate::copy::lane::{Ground, busy, reread};
use crate::copy::listing::{Listing, Row};
use crate::copy::work::Work;
use crate::copy::{Halt, on_disk};
use crate::error::{Code, Error, Scope};
use crate::imap::{DestinationSession, Detail, FolderName, SourceSession};

/// Messages that are asked for with one wait.
const AT_ONCE: usize = 20_000;
/// Remarks that are written down of one kind for so many messages; a server that is wrong about more is wrong about all.
const MOST_REMARKS: usize = 1000;

/// A folder to which everything was sent.
pub(crate) struct Finished {
    pub(crate) work: Arc<Work>,
    /// What lies there since then, where the destination was asked at once.
    pub(crate) there: Option<There>,
}

/// What the destination says of a folder.
#[derive(Debug, Default)]
pub(crate) struct There {
    listing: Listing,
    /// The zone in which it tells dates.
    zone: Option<UtcOffset>,
}

impl There {
    /// Adds what one answer tells.
    pub(crate) fn take(&mut self, detail: Detail) {
        let zone = detail.internal_date.map(OffsetDateTime::offset);
        self.zone = zone.or(self.zone);
        self.listing.take(detail);
    }

    /// Everything was told, with numbers of this edition.
    pub(crate) fn settled(mut self, uid_validity: u32) -> Self {
        self.listing.settle();
        self.listing.uid_validity = uid_validity;
        self
    }

    /// Whether its numbers are of that edition.
    pub(crate) fn is_of(&self, uid_validity: u32) -> bool {
        self.listing.uid_validity == uid_validity
    }
}

/// Some messages of a folder of which the destination has to say what became of them.
struct Asked {
    work: Arc<Work>,
    part: Part,
    /// What it has said already.
    there: Option<There>,
}

/// Looks at everything that was brought to these folders since they were last complete.
pub(crate) async fn read_back(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    finished: Vec<Finished>,
) -> Result<(), Halt> {
    let mut asked: Vec<Asked> = Vec::new();
    let mut room = AT_ONCE;
    for Finished { work, mut there } in finished {
        let mut after = 0;
        loop {
            let (id, from) = (work.id, (after, work.floor));
            let part = on_disk(ground.plan, move |plan| {
                journal::brought(plan, id, from, room)
            });
            let part = part.await?;
            let last = part.messages.last().map(|one| one.uid);
            room -= part.messages.len();
            let whole = room > 0;
            asked.extend(last.map(|_| Asked {
                work: Arc::clone(&work),
                part,
                there: there.take().filter(|_| whole),
            }));
            if whole {
                break;
            }
            look(ground, source, destination, std::mem::take(&mut asked)).await?;
            room = AT_ONCE;
            after = last.unwrap_or(u32::MAX);
        }
    }
    look(ground, source, destination, asked).await
}

async fn look(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    asked: Vec<Asked>,
) -> Result<(), Halt> {
    if asked.is_empty() {
        return Ok(());
    }
    let _busy = busy(ground).await?;
    let mut doubtful = Vec::new();
    for (one, there) in told(ground, destination, asked).await? {
        let (work, part) = (&one.work, &one.part);
        let fresh = work.opened.uid_next.unwrap_or(u32::MAX);
        let judgement = judge(part, &there.listing, &work.opened.keywords, fresh);
        ground.board.folder(ground.index, work.place, |folder| {
            folder.tally.read_back += judgement.seen;
        });
        let mut remarks = or_none(mend(destination, work, part, &judgement).await)?;
        let misdated = judgement.misdated.iter().take(MOST_REMARKS);
        remarks.extend(misdated.map(|uid| (*uid, Code::DestinationChangedDate)));
        let id = work.id;
        on_disk(ground.plan, move |plan| journal::remark(plan, id, &remarks)).await?;
        let wants = |one: &&Brought| one.odd || ground.habits.wants_reading();
        let wanted: Vec<Brought> = judgement.doubtful.iter().filter(wants).copied().collect();
        if !wanted.is_empty() {
            doubtful.push((Arc::clone(work), wanted));
        }
    }
    reread::read(ground, source, destination, doubtful).await
}

/// A folder that does not open any more is left as it is; the next run says why.
pub(super) fn or_none<T: Default>(done: Result<T, Error>) -> Result<T, Error> {
    match done {
        Err(error) if error.scope == Scope::Folder => Ok(T::default()),
        done => done,
    }
}

/// What the destination has said of these messages, or says now. A folder that does not open any more is left out; the next
/// run tells of it.
async fn told(
    ground: Ground<'_>,
    destination: &mut DestinationSession,
    asked: Vec<Asked>,
) -> Result<Vec<(Asked, There)>, Error> {
    let (mut told, mut untold) = (Vec::new(), Vec::new());
    for mut one in asked {
        match one.there.take() {
            Some(there) => told.push((one, there)),
            None => untold.push(one),
        }
    }
    if !untold.is_empty() {
        let listed = list(destination, &untold).await?;
        let listed = untold.into_iter().zip(listed);
        told.extend(listed.filter_map(|(one, there)| Some((one, there?))));
    }
    for (one, there) in &told {
        ground.habits.tried();
        learn(ground, one, there);
    }
    Ok(told)
}

/// Asks for these messages, folder by folder; none of a folder that does not open as it was.
async fn list(
    destination: &mut DestinationSession,
    asked: &[Asked],
) -> Result<Vec<Option<There>>, Error> {
    let wanted: Vec<(&FolderName, Vec<u32>)> = asked
        .iter()
        .map(|one| {
            let numbers = one.part.messages.iter().map(|one| one.there);
            (&one.work.destination, numbers.collect())
        })
        .collect();
    let mut theres: Vec<There> = asked.iter().map(|_| There::default()).collect();
    let opened = destination
        .details_of(&wanted, |place, detail| {
            if let Some(there) = theres.get_mut(place) {
                there.take(detail);
            }
        })
        .await?;
    let mut listed = Vec::with_capacity(asked.len());
    for ((one, opened), there) in asked.iter().zip(opened).zip(theres) {
        match opened {
            Ok(opened) if opened.uid_validity == one.work.opened.uid_validity => {
                listed.push(Some(there.settled(opened.uid_validity)));
            }
            Ok(_) => listed.push(None),
            Err(error) if error.scope == Scope::Folder => listed.push(None),
            Err(error) => return Err(error),
        }
    }
    Ok(listed)
}

/// Learns from dates that came back otherwise how the next ones are to be sent.
fn learn(ground: Ground<'_>, one: &Asked, there: &There) {
    let misread = |brought: &Brought| {
        let date = there.listing.row(brought.there).and_then(Row::date);
        date.is_some_and(|date| date != brought.date && brought.date != 0)
    };
    if let Some(zone) = there.zone.filter(|_| one.part.messages.iter().any(misread)) {
        ground.habits.misread(zone);
    }
}

/// Adds flags that the destination dropped; gives the messages on which they do not stay.
async fn mend(
    destination: &mut DestinationSession,
    work: &Work,
    part: &Part,
    judgement: &Judgement,
) -> Result<Vec<(u32, Code)>, Error> {
    if judgement.missing.is_empty() {
        return Ok(Vec::new());
    }
    destination.select(&work.destination).await?;
    let missing = judgement.missing.iter();
    destination
        .mark(missing.map(|(flags, uids)| (flags, uids.as_slice())))
        .await?;
    let uids: Vec<u32> = judgement.missing.values().flatten().copied().collect();
    let mut there = Listing::default();
    destination
        .details_of(&[(&work.destination, uids)], |_, detail| there.take(detail))
        .await?;
    there.settle();
    let dropped = lacking_still(part, &there, judgement).into_iter();
    let dropped = dropped.take(MOST_REMARKS);
    Ok(dropped
        .map(|uid| (uid, Code::DestinationDroppedFlags))
        .collect())
}
