//! # Reading bytes back
//!
//! Fetches messages from both sides whose bytes the destination may have changed, and names and saves those that it has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use crate::copy::headers;
use crate::copy::journal::{self, Brought, SetAside};
use crate::copy::lane::Ground;
use crate::copy::lane::readback::or_none;
use crate::copy::prints::shown;
use crate::copy::save::Keeping;
use crate::copy::verify::contents::{Names, Readers, Seen};
use crate::copy::work::Work;
use crate::copy::{Halt, on_disk};
use crate::error::{Code, Error, Scope};
use crate::imap::{DestinationSession, FolderName, Reader, SourceSession, Streamed, Weighed};

/// Messages of one folder of which only their bytes can tell whether they are whole.
type Doubtful = (Arc<Work>, Vec<Brought>);

/// What is known of the bytes of messages, by the place of their folder and their number.
type Hashes = BTreeMap<(usize, u32), [u8; 32]>;

/// Reads them on both sides.
pub(crate) async fn read(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    doubtful: Vec<Doubtful>,
) -> Result<(), Halt> {
    if doubtful.is_empty() {
        return Ok(());
    }
    // Such a server was given NUL as it is, and shows it otherwise.
    let binary = destination.capabilities().binary;
    let here = |work: &Work| (work.source.clone(), work.stand.uid_validity);
    let there = |work: &Work| (work.destination.clone(), work.opened.uid_validity);
    let (here, there) = tokio::try_join!(
        hashes(source, &doubtful, (here, |one| one.uid), binary),
        hashes(destination, &doubtful, (there, |one| one.there), binary)
    )?;
    let all_there: BTreeSet<(usize, [u8; 32])> = there
        .iter()
        .map(|((place, _), hash)| (*place, *hash))
        .collect();
    for (place, (work, messages)) in doubtful.iter().enumerate() {
        let (mut seen, mut unseen) = (Vec::new(), Vec::new());
        for one in messages {
            match (here.get(&(place, one.uid)), there.get(&(place, one.there))) {
                (Some(here), Some(there)) if here == there => seen.push((one.uid, true)),
                // The server has told the number of another message; a comparison finds this one.
                (Some(here), Some(_)) if all_there.contains(&(place, *here)) => {}
                (Some(_), Some(_)) => seen.push((one.uid, false)),
                _ => unseen.push(weighed(one)),
            }
        }
        if !unseen.is_empty() {
            seen.extend(or_none(stream(source, destination, work, &unseen).await)?);
        }
        seen.iter()
            .for_each(|(_, is_same)| ground.habits.read(*is_same));
        let changed = seen.iter().filter(|(_, is_same)| !is_same);
        let changed: Vec<u32> = changed.map(|(uid, _)| *uid).collect();
        or_none(keep(ground, source, work, &changed).await)?;
    }
    Ok(())
}

/// Reads what is small enough to be held, of all folders with one wait. Of a folder that is not the same any more nothing
/// is given.
async fn hashes(
    reader: &mut Reader,
    doubtful: &[Doubtful],
    (folder, number): (
        impl Fn(&Work) -> (FolderName, u32),
        impl Fn(&Brought) -> u32,
    ),
    binary: bool,
) -> Result<Hashes, Error> {
    let folders: Vec<(FolderName, u32)> = doubtful.iter().map(|(work, _)| folder(work)).collect();
    let wanted: Vec<(&FolderName, Vec<u32>)> = folders
        .iter()
        .zip(doubtful)
        .map(|((name, _), (_, messages))| (name, messages.iter().map(&number).collect()))
        .collect();
    let mut hashes = Hashes::new();
    let opened = reader
        .bodies_of(&wanted, |place, uid, bytes| {
            let hash = match binary {
                true => Sha256::digest(shown(bytes)),
                false => Sha256::digest(bytes),
            };
            hashes.insert((place, uid), hash.into());
        })
        .await?;
    for (place, (opened, (_, uid_validity))) in opened.into_iter().zip(&folders).enumerate() {
        let same = match opened {
            Ok(opened) => opened.uid_validity == *uid_validity,
            Err(error) if error.scope == Scope::Folder => false,
            Err(error) => return Err(error),
        };
        hashes.retain(|(one, _), _| same || *one != place);
    }
    Ok(hashes)
}

/// Reads what is too large to be held; gives for each number at the source whether both sides have the same.
async fn stream(
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    work: &Work,
    pairs: &[(Weighed, Weighed)],
) -> Result<Vec<(u32, bool)>, Error> {
    let opened = source.examine(&work.source).await?;
    if opened.uid_validity != work.stand.uid_validity {
        // Its numbers mean other messages now.
        return Ok(Vec::new());
    }
    let names = Names {
        source: &work.source,
        destination: &work.destination,
    };
    let mut readers = Readers {
        source,
        destination,
    };
    let seen = readers.compare(names, pairs).await?.into_iter();
    let told = seen.filter(|(_, seen)| !matches!(seen, Seen::Unreadable(_)));
    Ok(told.map(|(uid, seen)| (uid, seen == Seen::Same)).collect())
}

/// Names messages that were changed, and saves them as the source has them.
async fn keep(
    ground: Ground<'_>,
    source: &mut SourceSession,
    work: &Work,
    changed: &[u32],
) -> Result<(), Error> {
    if changed.is_empty() {
        return Ok(());
    }
    source.examine(&work.source).await?;
    for uid in changed {
        let (id, changed) = (work.id, kept(ground, source, work, *uid).await?);
        on_disk(ground.plan, move |plan| {
            journal::changed(plan, id, &changed)
        })
        .await?;
    }
    Ok(())
}

/// Saves a message as the source has it, and gives what a person knows it by.
async fn kept(
    ground: Ground<'_>,
    source: &mut SourceSession,
    work: &Work,
    uid: u32,
) -> Result<SetAside, Error> {
    let mut set_aside = SetAside {
        code: Code::DestinationChangedMessage,
        ..crate::copy::lane::withheld(uid, 0, None)
    };
    let Streamed::Message(mut message) = source.stream(uid).await? else {
        return Ok(set_aside);
    };
    let mut keeping = Keeping::begin(ground.shelf, &work.source, uid).await;
    let mut beginning = None;
    while let Some(chunk) = message.chunk().await? {
        keeping.add(&chunk).await;
        beginning.get_or_insert(chunk);
    }
    let headers = headers::read(&beginning.unwrap_or_default());
    set_aside.subject = headers.subject;
    set_aside.sender = headers.sender;
    set_aside.message_id = headers.message_id;
    set_aside.kept = keeping.keep().await;
    Ok(set_aside)
}

fn weighed(one: &Brought) -> (Weighed, Weighed) {
    let size = u32::try_from(one.size).unwrap_or(u32::MAX);
    let of = |uid| Weighed { uid, size };
    (of(one.uid), of(one.there))
}
