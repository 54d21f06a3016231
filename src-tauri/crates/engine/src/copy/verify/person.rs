//! # One person
//!
//! Lists both sides over new connections and compares them folder by folder; then looks everywhere for what is not in
//! its place, and names what is nowhere. Folders are opened for reading only.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::folders::{self, Pair, Rules};
use crate::copy::headers;
use crate::copy::journal::{self, Known};
use crate::copy::listing::{Listing, list};
use crate::copy::on_disk;
use crate::copy::verify::compare::Noted;
use crate::copy::verify::contents::Readers;
use crate::copy::verify::findings::Kind;
use crate::copy::verify::folder::{Folder, of_message};
use crate::copy::verify::progress::State;
use crate::copy::verify::{FolderProof, Task};
use crate::copy::{Halt, Mover, Problem};
use crate::error::{Error, Scope};
use crate::imap::{FolderName, Stretch, Weighed, connect_destination, connect_source};

/// Folders that are listed together, as many as commands go out at once,
const FOLDERS: usize = 25;
/// and so many messages, unless one folder alone has more.
const MESSAGES: u64 = 100_000;
/// Headers that are fetched together.
const HEADS: usize = 500;

/// Everything the comparison of one person needs.
pub(crate) struct Person<'a> {
    task: &'a Task,
    mover: &'a Mover,
    /// The place on the board.
    index: usize,
    readers: Readers<'a>,
}

/// Compares one person's mailboxes once, over new connections.
///
/// # Errors
/// A stop, and faults of the connections and of the plan file.
pub(crate) async fn compare(
    task: &Task,
    mover: &Mover,
    index: usize,
) -> Result<Vec<FolderProof>, Halt> {
    let order = &task.order;
    let (mut source, mut destination) = tokio::try_join!(
        connect_source(&order.source, &mover.source, &order.roots),
        connect_destination(&order.destination, &mover.destination, &order.roots),
    )?;
    let person = Person {
        task,
        mover,
        index,
        readers: Readers {
            source: &mut source,
            destination: &mut destination,
        },
    };
    let proofs = person.run().await?;
    tokio::join!(source.logout(), destination.logout());
    Ok(proofs)
}

impl Person<'_> {
    async fn run(mut self) -> Result<Vec<FolderProof>, Halt> {
        self.state(State::Listing);
        let person = self.mover.person;
        let (known, mut set_aside) = on_disk(&self.task.plan, move |plan| {
            let problems = journal::problems(plan, Some(person))?;
            Ok((journal::known(plan, person)?, by_folder(problems)))
        })
        .await?;
        let (from, to) = tokio::try_join!(
            self.readers.source.folders(),
            self.readers.destination.folders()
        )?;
        let decided = known
            .iter()
            .map(|(source, known)| (source.clone(), known.destination.clone()))
            .collect();
        let rules = Rules::of(self.readers.destination.namespace()).proven(&to);
        let pairs = folders::plan(&from, &to, &decided, &rules).pairs;
        let to = to.into_iter().filter(|folder| folder.selectable);
        let to: Vec<FolderName> = to.map(|folder| folder.name).collect();
        let mut compared = Vec::with_capacity(pairs.len());
        for batch in self.batches(pairs).await? {
            for (pair, listed) in self.list(batch).await? {
                self.task.control.checkpoint().await?;
                let problems = set_aside.remove(&pair.source).unwrap_or_default();
                let known = known.get(&pair.source);
                compared.push(self.folder(pair, listed, known, problems).await?);
            }
        }
        self.state(State::Searching);
        self.find_elsewhere(&mut compared, &to).await?;
        let mut proofs: Vec<FolderProof> = compared.into_iter().map(Folder::conclude).collect();
        self.name(&mut proofs).await?;
        Ok(proofs)
    }

    /// Cuts the folders into parts that are listed together.
    async fn batches(&mut self, pairs: Vec<Pair>) -> Result<Vec<Vec<Pair>>, Error> {
        let names: Vec<FolderName> = pairs.iter().map(|pair| pair.source.clone()).collect();
        let statuses = self.readers.source.statuses(&names).await?;
        let counts: Vec<u64> = statuses
            .into_iter()
            .map(|status| status.map_or(0, |status| status.messages))
            .collect();
        let (folders, messages) = (pairs.len() as u64, counts.iter().sum());
        self.task.board.person(self.index, |person| {
            (person.folders, person.messages) = (0, 0);
            (person.folders_total, person.messages_total) = (Some(folders), Some(messages));
        });
        let mut batches: Vec<Vec<Pair>> = Vec::new();
        let mut held = 0;
        for (pair, count) in pairs.into_iter().zip(counts) {
            match batches.last_mut() {
                Some(batch) if batch.len() < FOLDERS && held + count <= MESSAGES => {
                    held += count;
                    batch.push(pair);
                }
                _ => {
                    held = count;
                    batches.push(vec![pair]);
                }
            }
        }
        Ok(batches)
    }

    /// Lists folders on both sides; a folder that is not at the destination has nothing in it there.
    async fn list(
        &mut self,
        batch: Vec<Pair>,
    ) -> Result<Vec<(Pair, Result<(Listing, Listing), Error>)>, Error> {
        let sources: Vec<FolderName> = batch.iter().map(|pair| pair.source.clone()).collect();
        let there = batch.iter().filter(|pair| !pair.create);
        let destinations: Vec<FolderName> = there.map(|pair| pair.destination.clone()).collect();
        let (from, to) = tokio::try_join!(
            list(self.readers.source, &sources),
            list(self.readers.destination, &destinations)
        )?;
        let mut to = to.into_iter();
        let mut listed = Vec::with_capacity(batch.len());
        for (pair, source) in batch.into_iter().zip(from) {
            let destination = match pair.create {
                true => None,
                false => to.next(),
            };
            let destination = destination.unwrap_or_else(|| Ok(Listing::default()));
            let both = source.and_then(|source| Ok((source, destination?)));
            listed.push((pair, both));
        }
        Ok(listed)
    }

    async fn folder(
        &mut self,
        pair: Pair,
        listed: Result<(Listing, Listing), Error>,
        known: Option<&Known>,
        problems: Vec<Problem>,
    ) -> Result<Folder, Error> {
        self.state(State::Comparing {
            folder: pair.source.clone(),
        });
        let folder = match listed {
            Ok((source, there)) => {
                let noted = self.noted(&pair, &source, &there, known, problems).await?;
                let depth = self.task.depth;
                Folder::compare(pair, &source, &there, noted, depth, &mut self.readers).await?
            }
            Err(error) => Folder::closed(pair, error),
        };
        let messages = folder.counts.source;
        self.task.board.person(self.index, |person| {
            person.folders += 1;
            person.messages += messages;
        });
        Ok(folder)
    }

    /// What the journal has of a folder, as far as its numbers still mean the same messages.
    async fn noted(
        &self,
        pair: &Pair,
        source: &Listing,
        there: &Listing,
        known: Option<&Known>,
        problems: Vec<Problem>,
    ) -> Result<Noted, Error> {
        let holds = |known: &&Known| {
            // Of a folder that is gone nothing is there, whatever the numbers meant.
            let same_there = pair.create || known.validity.1 == there.uid_validity;
            known.validity.0 == source.uid_validity && same_there
        };
        let Some(known) = known.filter(holds) else {
            return Ok(Noted::default());
        };
        let (id, noted_to) = (known.id, known.noted_to);
        let noted = on_disk(&self.task.plan, move |plan| {
            Ok((
                journal::pairs(plan, id)?,
                journal::noted(plan, id)?.elsewhere,
            ))
        });
        let (pairs, elsewhere) = noted.await?;
        let set_aside = problems.into_iter();
        Ok(Noted {
            pairs,
            elsewhere,
            set_aside: set_aside.filter_map(|one| Some((one.uid?, one))).collect(),
            late_from: (!known.under_way).then_some(noted_to),
        })
    }

    /// Looks in all folders of the destination for what is not in its own.
    async fn find_elsewhere(
        &mut self,
        compared: &mut [Folder],
        to: &[FolderName],
    ) -> Result<(), Error> {
        if compared.iter().all(|folder| folder.wanted.is_empty()) {
            return Ok(());
        }
        let wanted: Vec<(FolderName, Vec<Weighed>)> = compared
            .iter()
            .map(|folder| {
                let wanted = folder.wanted.iter().map(|(one, _)| one.row.weighed());
                (folder.pair.source.clone(), wanted.collect())
            })
            .collect();
        let mut strangers: Vec<(FolderName, Vec<Weighed>)> = compared
            .iter()
            .map(|folder| (folder.pair.destination.clone(), folder.strangers.clone()))
            .collect();
        strangers.extend(self.others(compared, to).await?);
        let found = self.readers.find_anywhere(&wanted, &strangers).await?;
        let found: BTreeMap<_, _> = found.into_iter().collect();
        for (place, folder) in compared.iter_mut().enumerate() {
            let findings = &mut folder.findings;
            folder.wanted.retain(|(one, _)| {
                let there = found.get(&(place, one.row.uid));
                let there = there.and_then(|(place, _)| strangers.get(*place));
                let moved = there.map(|(name, _)| Kind::Moved(name.clone()));
                let is_moved = moved.is_some();
                findings.extend(moved.map(|kind| of_message(kind, &one.row)));
                !is_moved
            });
        }
        let claimed: BTreeSet<_> = found.into_values().collect();
        for (place, folder) in compared.iter_mut().enumerate() {
            let is_free = |one: &Weighed| !claimed.contains(&(place, one.uid));
            folder.strangers.retain(is_free);
        }
        Ok(())
    }

    /// The folders of the destination to which no folder of the source belongs, with what is in them.
    async fn others(
        &mut self,
        compared: &[Folder],
        to: &[FolderName],
    ) -> Result<Vec<(FolderName, Vec<Weighed>)>, Error> {
        let paired: BTreeSet<&FolderName> = compared
            .iter()
            .map(|folder| &folder.pair.destination)
            .collect();
        let others = to.iter().filter(|name| !paired.contains(name));
        let stretches: Vec<Stretch> = others
            .map(|name| Stretch {
                folder: name.clone(),
                first: 1,
                last: u32::MAX,
            })
            .collect();
        let weighed = self.readers.destination.weigh(&stretches).await?;
        let mut found = Vec::new();
        for (stretch, weighed) in stretches.into_iter().zip(weighed) {
            match weighed {
                Ok((_, messages)) => found.push((stretch.folder, messages)),
                // What cannot be opened can hold nothing that is known to be there.
                Err(error) if error.scope == Scope::Folder => {}
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// Adds to findings what people know a message by.
    async fn name(&mut self, proofs: &mut [FolderProof]) -> Result<(), Error> {
        for proof in proofs {
            let nameless = Folder::nameless(proof);
            if nameless.is_empty() {
                continue;
            }
            self.readers.source.examine(&proof.source).await?;
            let mut named = BTreeMap::new();
            for uids in nameless.chunks(HEADS) {
                let heads = self.readers.source.heads(uids).await?.into_iter();
                named.extend(heads.map(|(uid, head)| (uid, headers::read(&head.header))));
            }
            for finding in &mut proof.findings {
                if let Some(headers) = finding.uid.and_then(|uid| named.get(&uid)) {
                    finding.name(headers.clone());
                }
            }
        }
        Ok(())
    }

    fn state(&self, state: State) {
        self.task
            .board
            .person(self.index, |person| person.state = state);
    }
}

fn by_folder(problems: Vec<Problem>) -> BTreeMap<FolderName, Vec<Problem>> {
    let mut folders: BTreeMap<FolderName, Vec<Problem>> = BTreeMap::new();
    for problem in problems {
        let folder = problem.folder.clone();
        folders.entry(folder).or_default().push(problem);
    }
    folders
}
