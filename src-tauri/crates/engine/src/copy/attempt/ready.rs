//! # Making ready
//!
//! Everything that comes before the first byte: folders are made, opened, entered into the journal and freed of what lies
//! at the destination already.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::copy::attempt::Attempt;
use crate::copy::diff;
use crate::copy::folders::{Refused, second};
use crate::copy::journal::{self, Entry, FolderId, Notes};
use crate::copy::person::Sessions;
use crate::copy::recognise::{self, Place as Whereabouts};
use crate::copy::survey::{Counted, Stand};
use crate::copy::work::Work;
use crate::copy::{Halt, on_disk};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{DestinationSession, FolderName, Opened, Place};

impl Attempt<'_> {
    /// Makes everything ready for lanes: folders made and opened, entered into the journal, and freed of what is there.
    pub(super) async fn prepare(
        &mut self,
        sessions: &mut Sessions,
    ) -> Result<Vec<Arc<Work>>, Halt> {
        recognise::quiet(&mut sessions.1, &self.interrupted()).await?;
        let opened = self.enter(sessions).await?;
        let mut works = Vec::new();
        for (place, stand, id, looked_to, opened) in opened {
            self.note_elsewhere(place, id).await?;
            self.refresh(place, id).await?;
            self.adopt(sessions, place, id, looked_to, &opened).await?;
            match self.leave_out(sessions, place, id, stand).await {
                Err(Halt::Failed(error)) if error.scope == Scope::Folder => {
                    self.set_aside(place, Arc::new(error));
                    continue;
                }
                left_out => left_out?,
            }
            let Some(counted) = self.counted.get(place) else {
                continue;
            };
            let names = (
                counted.pair.source.clone(),
                counted.pair.destination.clone(),
            );
            let todo = counted.todo.clone();
            let work = Work::new((place, id), names, stand, opened, todo, looked_to);
            works.push(Arc::new(work));
        }
        Ok(works)
    }

    /// Notes what is copied in another folder.
    async fn note_elsewhere(&mut self, place: usize, id: FolderId) -> Result<(), Error> {
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        if counted.elsewhere.is_empty() {
            return Ok(());
        }
        let notes = Notes {
            elsewhere: counted.elsewhere.clone(),
            ..Notes::default()
        };
        let plan = &self.person.run.plan;
        on_disk(plan, move |plan| journal::note(plan, id, &notes)).await?;
        counted.elsewhere.clear();
        Ok(())
    }

    /// Opens the folders at the destination and enters those that open into the journal.
    async fn enter(
        &mut self,
        (source, destination): &mut Sessions,
    ) -> Result<Vec<(usize, Stand, FolderId, u32, Opened)>, Halt> {
        let mut found = Vec::new();
        for place in self.open() {
            let Some(counted) = self.counted.get(place) else {
                continue;
            };
            match counted.source {
                Some(stand) => found.push((place, stand, wanted(counted))),
                None => {
                    // It did not open when it was counted; now is the time to say why.
                    let fault = match source.examine(&counted.pair.source).await {
                        Ok(_) => {
                            Error::new(Code::SourceFolderRenumbered, Scope::Folder, Retry::Later)
                        }
                        Err(error) if error.scope == Scope::Folder => error,
                        Err(error) => return Err(error.into()),
                    };
                    self.set_aside(place, Arc::new(fault));
                }
            }
        }
        let places: Vec<Place> = found.iter().map(|(_, _, place)| place.clone()).collect();
        let mut opened = destination.prepare(&places).await?;
        self.rename(destination, &found, &mut opened).await?;
        let twins = twins(&opened);
        let mut entries = Vec::new();
        let mut ready = Vec::new();
        for ((place, stand, _), opened) in found.into_iter().zip(opened) {
            match self.entry(place, stand, opened, &twins) {
                Ok((entry, opened)) => {
                    if let Some(counted) = self.counted.get_mut(place) {
                        (counted.pair.create, counted.pair.subscribe) = (false, false);
                    }
                    entries.push(entry);
                    ready.push((place, stand, opened));
                }
                Err(error) if error.scope == Scope::Folder => {
                    self.set_aside(place, Arc::new(error));
                }
                Err(error) => return Err(error.into()),
            }
        }
        let person = self.person.mover.person;
        let entered = on_disk(&self.person.run.plan, move |plan| {
            journal::enter(plan, person, &entries)
        })
        .await?;
        Ok(ready
            .into_iter()
            .zip(entered)
            .map(|((place, stand, opened), (id, looked_to))| (place, stand, id, looked_to, opened))
            .collect())
    }

    /// Makes folders under another name whose own the destination does not take, or takes for that of another folder.
    async fn rename(
        &mut self,
        destination: &mut DestinationSession,
        found: &[(usize, Stand, Place)],
        opened: &mut [Result<Opened, Error>],
    ) -> Result<(), Error> {
        let twins = twins(opened);
        let mut taken: BTreeSet<FolderName> = self.counted.iter().map(destination_of).collect();
        let mut renamed = Vec::new();
        for (at, ((_, _, place), opened)) in found.iter().zip(opened.iter()).enumerate() {
            let refused = match opened {
                Ok(opened) if opened.existed && twins.contains(&opened.uid_validity) => {
                    Refused::Twin
                }
                Err(error) if place.create && error.code == Code::DestinationFolderRefused => {
                    Refused::Name
                }
                _ => continue,
            };
            let namespace = destination.namespace();
            if let Some(name) = second(&place.name, refused, &taken, namespace) {
                taken.insert(name.clone());
                renamed.push((
                    at,
                    Place {
                        name,
                        ..place.clone()
                    },
                ));
            }
        }
        if renamed.is_empty() {
            return Ok(());
        }
        let places: Vec<Place> = renamed.iter().map(|(_, place)| place.clone()).collect();
        let made = destination.prepare(&places).await?;
        for ((at, place), made) in renamed.into_iter().zip(made) {
            // What the server says of the name that people know is told when no other helps.
            if let (Some((index, ..)), Some(slot), Ok(made)) =
                (found.get(at), opened.get_mut(at), made)
            {
                *slot = Ok(made);
                self.call(*index, place.name);
            }
        }
        Ok(())
    }

    /// A folder has another name at the destination than was planned.
    fn call(&mut self, place: usize, name: FolderName) {
        if let Some(counted) = self.counted.get_mut(place) {
            counted.pair.destination = name.clone();
        }
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                folder.destination = name;
            });
    }

    fn entry(
        &self,
        place: usize,
        stand: Stand,
        opened: Result<Opened, Error>,
        twins: &BTreeSet<u32>,
    ) -> Result<(Entry, Opened), Error> {
        let opened = opened?;
        // A server that does not tell two names apart would let the mail of both folders run into one.
        if opened.existed && twins.contains(&opened.uid_validity) {
            let code = Code::DestinationFolderRefused;
            return Err(Error::new(code, Scope::Folder, Retry::Never));
        }
        let counted = self
            .counted
            .get(place)
            .ok_or_else(|| Error::job(Code::Unexpected))?;
        // What is noted would mean other messages; the next count begins afresh.
        let noted = counted.noted.as_ref().map(|noted| noted.validity.1);
        if noted.is_some_and(|noted| noted != opened.uid_validity) {
            let folder = counted.pair.destination.parts().join(" / ");
            let code = Code::DestinationFolderRenumbered;
            return Err(Error::new(code, Scope::Folder, Retry::Later).with("folder", folder));
        }
        let entry = Entry {
            pair: counted.pair.clone(),
            validity: (stand.uid_validity, opened.uid_validity),
        };
        Ok((entry, opened))
    }

    /// Takes out what has been noted since it was counted, or could not be seen then, and shows how far that is.
    async fn refresh(&mut self, place: usize, id: FolderId) -> Result<(), Error> {
        let first = !self.memory.begun;
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        if first && counted.noted.is_some() {
            return Ok(());
        }
        let noted = on_disk(&self.person.run.plan, move |plan| journal::noted(plan, id)).await?;
        counted.todo = diff::without(std::mem::take(&mut counted.todo), &noted.copied);
        let (messages, bytes) = (noted.copied.len() as u64, noted.bytes);
        let aside = counted.aside;
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                let tally = &mut folder.tally;
                tally.messages = messages;
                tally.bytes = tally.bytes.max(bytes);
                tally.refused = aside;
                if first {
                    (tally.already_there, tally.already_there_bytes) = (messages, bytes);
                }
            });
        self.blame(place, id).await
    }

    /// Takes out what lies at the destination already.
    async fn adopt(
        &mut self,
        (source, destination): &mut Sessions,
        place: usize,
        id: FolderId,
        looked_to: u32,
        opened: &Opened,
    ) -> Result<(), Error> {
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        let nothing_new = opened.uid_next.is_some_and(|next| next <= looked_to);
        if counted.todo.is_empty() || opened.messages == 0 || nothing_new {
            return Ok(());
        }
        let whereabouts = Whereabouts {
            folder: id,
            source: &counted.pair.source,
            destination: &counted.pair.destination,
            looked_to,
        };
        let plan = &self.person.run.plan;
        let found =
            recognise::adopt(plan, source, destination, &whereabouts, &counted.todo).await?;
        counted.todo = diff::without(std::mem::take(&mut counted.todo), &found.messages);
        let (messages, first) = (found.messages.len() as u64, !self.memory.begun);
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                folder.tally.messages += messages;
                folder.tally.bytes += found.bytes;
                if first {
                    folder.tally.already_there += messages;
                    folder.tally.already_there_bytes += found.bytes;
                }
            });
        Ok(())
    }
}

fn destination_of(counted: &Counted) -> FolderName {
    counted.pair.destination.clone()
}

/// UIDVALIDITY values that occur twice: hardly by chance, and never by chance in a folder that was there already.
fn twins(opened: &[Result<Opened, Error>]) -> BTreeSet<u32> {
    let mut seen = BTreeSet::new();
    let values = opened.iter().flatten().map(|opened| opened.uid_validity);
    values.filter(|value| !seen.insert(*value)).collect()
}

fn wanted(counted: &Counted) -> Place {
    Place {
        name: counted.pair.destination.clone(),
        create: counted.pair.create,
        subscribe: counted.pair.subscribe,
    }
}
