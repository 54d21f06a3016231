//! # What is left out
//!
//! Messages that are not sent: those that are larger than the destination says it takes, and one at which connections
//! break. Each is set aside with what a person needs to find it, and a later run tries it again.

use crate::copy::attempt::Attempt;
use crate::copy::headers;
use crate::copy::journal::{self, FolderId, Notes, SetAside};
use crate::copy::lane;
use crate::copy::person::Sessions;
use crate::copy::save::{Keeping, Kept, Shelf};
use crate::copy::survey::Stand;
use crate::copy::{Halt, on_disk};
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{FolderName, Head, SourceSession, Streamed, Weighed};

/// Heads fetched in one go; they lie in memory until they are read.
const AT_ONCE: usize = 100;

impl Attempt<'_> {
    /// Sets the message aside at which connections break again and again.
    pub(super) async fn blame(&mut self, place: usize, id: FolderId) -> Result<(), Error> {
        let Some((uid, code)) = self.memory.culprit(place) else {
            return Ok(());
        };
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        let size = counted
            .todo
            .iter()
            .find(|one| one.uid == uid)
            .map_or(0, |one| one.size);
        counted.todo.retain(|one| one.uid != uid);
        let set_aside = SetAside {
            code,
            ..lane::withheld(uid, u64::from(size), None)
        };
        self.leave(place, id, vec![set_aside]).await
    }

    /// Sets aside what the destination says it does not take, and saves it.
    pub(super) async fn leave_out(
        &mut self,
        (source, _): &mut Sessions,
        place: usize,
        id: FolderId,
        stand: Stand,
    ) -> Result<(), Halt> {
        self.name_too_large(source, place, id, stand).await?;
        let plan = &self.person.run.plan;
        let shelf = Shelf::of(&self.person.run.order, &self.person.mover);
        let (Some(counted), Some(shelf)) = (self.counted.get_mut(place), shelf) else {
            return Ok(());
        };
        let folder = &counted.pair.source;
        if !counted.to_save.is_empty() {
            open(source, folder, stand).await?;
        }
        // One at which the connection breaks is not asked for again in this run: it must not hold up those that fit.
        while let Some(uid) = counted.to_save.pop() {
            let _busy = self.person.board().checkpoint().await?;
            let kept = save(source, &shelf, folder, uid).await?;
            on_disk(plan, move |plan| journal::keep(plan, id, uid, &kept)).await?;
        }
        Ok(())
    }

    /// Notes messages that the destination says it does not take.
    async fn name_too_large(
        &mut self,
        source: &mut SourceSession,
        place: usize,
        id: FolderId,
        stand: Stand,
    ) -> Result<(), Error> {
        let Some(counted) = self.counted.get_mut(place) else {
            return Ok(());
        };
        let (todo, too_large): (Vec<Weighed>, Vec<Weighed>) =
            counted.todo.iter().partition(|one| counted.takes(**one));
        if too_large.is_empty() {
            return Ok(());
        }
        let folder = &counted.pair.source;
        let mut set_aside = described(source, folder, stand, &too_large).await?;
        let plan = &self.person.run.plan;
        let saved = on_disk(plan, move |plan| journal::saved(plan, id)).await?;
        for one in &mut set_aside {
            one.kept = saved.get(&one.uid).cloned().map(Ok);
        }
        let to_save = set_aside.iter().filter(|one| one.kept.is_none());
        let to_save = to_save.map(|one| one.uid).collect();
        counted.to_save = to_save;
        counted.todo = todo;
        self.leave(place, id, set_aside).await
    }

    /// Notes messages that are not sent.
    async fn leave(
        &mut self,
        place: usize,
        id: FolderId,
        set_aside: Vec<SetAside>,
    ) -> Result<(), Error> {
        let messages = set_aside.len() as u64;
        let bytes: u64 = set_aside.iter().map(|one| one.size).sum();
        if let Some(counted) = self.counted.get_mut(place) {
            counted.aside += messages;
        }
        self.person
            .board()
            .folder(self.person.index, place, |folder| {
                folder.tally.refused += messages;
                folder.tally.bytes += bytes;
            });
        let notes = Notes {
            arrived: Vec::new(),
            set_aside,
            ..Notes::default()
        };
        on_disk(&self.person.run.plan, move |plan| {
            journal::note(plan, id, &notes)
        })
        .await
    }
}

/// What is to be noted of messages in one folder that the destination does not take. Those that have been deleted
/// meanwhile are left out.
///
/// # Errors
/// `SourceFolderUnreadable`, `SourceFolderRenumbered`, and faults of the connection.
async fn described(
    source: &mut SourceSession,
    folder: &FolderName,
    stand: Stand,
    messages: &[Weighed],
) -> Result<Vec<SetAside>, Error> {
    open(source, folder, stand).await?;
    let mut aside = Vec::new();
    for some in messages.chunks(AT_ONCE) {
        let uids: Vec<u32> = some.iter().map(|one| one.uid).collect();
        let mut heads = source.heads(&uids).await?;
        let found = some
            .iter()
            .filter_map(|one| Some((one, heads.remove(&one.uid)?)));
        aside.extend(found.map(|(one, head)| set_aside(*one, &head)));
    }
    Ok(aside)
}

/// Saves one of them from the opened folder, as it comes.
///
/// # Errors
/// Faults of the connection. Those of the disk stand in what is given.
async fn save(
    source: &mut SourceSession,
    shelf: &Shelf,
    folder: &FolderName,
    uid: u32,
) -> Result<Kept, Error> {
    let Streamed::Message(mut message) = source.stream(uid).await? else {
        return Ok(None);
    };
    let mut keeping = Keeping::begin(Some(shelf), folder, uid).await;
    while let Some(chunk) = message.chunk().await? {
        keeping.add(&chunk).await;
    }
    Ok(keeping.keep().await)
}

/// Opens a folder that must be the one that was counted.
///
/// # Errors
/// As [`described`].
async fn open(source: &mut SourceSession, folder: &FolderName, stand: Stand) -> Result<(), Error> {
    let opened = source.examine(folder).await?;
    if opened.uid_validity != stand.uid_validity {
        let code = Code::SourceFolderRenumbered;
        return Err(Error::new(code, Scope::Folder, Retry::Later));
    }
    Ok(())
}

fn set_aside(message: Weighed, head: &Head) -> SetAside {
    let headers = headers::read(&head.header);
    SetAside {
        uid: message.uid,
        size: u64::from(message.size),
        internal_date: head.internal_date,
        code: Code::DestinationMessageTooLarge,
        server_text: None,
        subject: headers.subject,
        sender: headers.sender,
        message_id: headers.message_id,
        kept: None,
    }
}
