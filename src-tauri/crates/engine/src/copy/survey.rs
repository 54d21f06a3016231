//! # Survey
//!
//! Counts, without opening a single message. The connection test and the start of every copy use it.

use std::sync::Arc;

use crate::copy::folders::{self, FolderPlan, Note, Pair, Rules};
use crate::copy::journal::{self, Known, Noted};
use crate::copy::labels::{self, Label, Labels};
use crate::copy::{diff, on_disk};
use crate::error::{Code, Error};
use crate::imap::{
    DestinationSession, FolderName, Reader, Room, SourceSession, Status, Stretch, Weighed,
};
use crate::plan::{PersonId, Plan};
use crate::provider::Quirk;

/// What a mailbox holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Survey {
    /// Folders that can hold messages.
    pub folders: u64,
    /// Messages in all of them.
    pub messages: u64,
    /// Bytes of all messages.
    pub bytes: u64,
    /// Its room, where the server sets a limit and tells it.
    pub room: Option<Room>,
}

/// One folder as it was found before a copy.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) pair: Pair,
    /// The source's side of it; none for a folder that does not open, about which the copy itself says why.
    pub(crate) source: Option<Stand>,
    /// What the journal knew of it, if its numbers still hold on both sides.
    pub(crate) noted: Option<Known>,
    /// Whether an earlier copy was broken off here.
    pub(crate) interrupted: bool,
    /// Messages that are known to be at the destination.
    pub(crate) there: u64,
    /// Bytes of those.
    pub(crate) there_bytes: u64,
    /// Messages to be copied, by rising number.
    pub(crate) todo: Vec<Weighed>,
    /// The largest message that the destination takes, in bytes, where it says so.
    pub(crate) limit: Option<u64>,
    /// Messages that this run has set aside by itself; they are in `todo` no longer.
    pub(crate) aside: u64,
    /// Those of them that are still to be saved.
    pub(crate) to_save: Vec<u32>,
    /// Messages that are copied in another folder and not noted yet, where folders are labels.
    pub(crate) elsewhere: Vec<Weighed>,
    /// Whether flags may have changed at the source since they were last looked at.
    pub(crate) flags_moved: bool,
}

/// How far a folder of the source goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stand {
    pub(crate) uid_validity: u32,
    /// The number that the next message will get. What has it or a higher one arrived after counting and belongs to the
    /// next run, so that totals do not grow under the bar.
    pub(crate) next: u32,
    pub(crate) modseq: Option<u64>,
}

impl Counted {
    /// Messages at the source, as far as they are to be at the destination.
    pub(crate) fn messages(&self) -> u64 {
        self.there + self.todo.len() as u64
    }

    /// Bytes of those.
    pub(crate) fn bytes(&self) -> u64 {
        self.there_bytes
            + self
                .todo
                .iter()
                .map(|message| u64::from(message.size))
                .sum::<u64>()
    }

    /// Whether the destination takes a message of this size, as far as it says.
    pub(crate) fn takes(&self, message: Weighed) -> bool {
        self.limit
            .is_none_or(|limit| u64::from(message.size) <= limit)
    }

    /// Whether anything has to be done here beside following flags.
    pub(crate) fn is_open(&self) -> bool {
        !self.todo.is_empty()
            || !self.to_save.is_empty()
            || self.interrupted
            || !self.elsewhere.is_empty()
            || self.pair.create
            || self.pair.subscribe
            || self.source.is_none()
    }
}

/// What a whole mailbox looks like before its copy.
pub(crate) struct Count {
    /// Folder by folder.
    pub(crate) folders: Vec<Counted>,
    /// Room at the destination, where it sets a limit and tells it.
    pub(crate) room: Option<Room>,
    /// Folders that do not simply keep their names.
    pub(crate) notes: Vec<Note>,
}

/// Counts what is there.
pub(crate) async fn survey(session: &mut Reader) -> Result<Survey, Error> {
    let folders = session.folders().await?.into_iter();
    let folders: Vec<FolderName> = folders
        .filter(|folder| folder.selectable)
        .map(|folder| folder.name)
        .collect();
    let mut survey = Survey {
        folders: folders.len() as u64,
        room: session.room().await?,
        ..Survey::default()
    };
    let mut unweighed = Vec::new();
    let statuses = session.statuses(&folders).await?;
    for (folder, status) in folders.into_iter().zip(statuses) {
        let status = status?;
        survey.messages += status.messages;
        match status.bytes {
            Some(bytes) => survey.bytes += bytes,
            None if status.messages == 0 => {}
            // The server does not count bytes (RFC 8438), so they are added up here.
            None => unweighed.push(Stretch {
                folder,
                first: 1,
                last: u32::MAX,
            }),
        }
    }
    for weighed in session.weigh(&unweighed).await? {
        let sizes = weighed?
            .1
            .into_iter()
            .map(|message| u64::from(message.size));
        survey.bytes += sizes.sum::<u64>();
    }
    Ok(survey)
}

/// Pairs the folders of both sides and counts what is to be copied, with a few waits however many folders there are;
/// beside it the room at the destination.
pub(crate) async fn count(
    plan: &Arc<Plan>,
    person: PersonId,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    choice: Labels,
) -> Result<Count, Error> {
    let known = on_disk(plan, move |plan| journal::known(plan, person)).await?;
    let (from, to) = tokio::try_join!(source.folders(), destination.folders())?;
    let decided = known
        .iter()
        .map(|(source, known)| (source.clone(), known.destination.clone()))
        .collect();
    let rules = Rules {
        leaves_out_items: source.provider().copy.has(Quirk::FoldersWithoutMail),
        brings_all_mail: are_labels(source),
        ..Rules::of(destination.namespace()).proven(&to)
    };
    let FolderPlan { pairs, mut notes } = folders::plan(&from, &to, &decided, &rules);
    let sources: Vec<FolderName> = pairs.iter().map(|pair| pair.source.clone()).collect();
    let there = pairs.iter().filter(|pair| !pair.create);
    let destinations: Vec<FolderName> = there.map(|pair| pair.destination.clone()).collect();
    let (from, to) = tokio::try_join!(
        source.statuses(&sources),
        destination.statuses(&destinations)
    )?;
    let mut to = to.into_iter();
    let mut found = Vec::new();
    for (pair, from) in pairs.into_iter().zip(from) {
        let to = if pair.create { None } else { to.next() };
        let known = known.get(&pair.source).cloned();
        found.push(Found::new(pair, from, to.and_then(Result::ok), known)?);
    }
    let stretches: Vec<Stretch> = found.iter().filter_map(Found::stretch).collect();
    let (weighed, room) = tokio::try_join!(source.weigh(&stretches), destination.room())?;
    let mut weighed = weighed.into_iter();
    let limit = destination.capabilities().append_limit;
    let (mut counted, mut copied) = (Vec::new(), Vec::new());
    for found in found {
        let noted = match found.valid {
            Some(Known { id, .. }) => on_disk(plan, move |plan| journal::noted(plan, id)).await?,
            None => Noted::default(),
        };
        let listed = found.stretch().and_then(|_| weighed.next()).transpose();
        let mut folder = found.counted(&noted, listed)?;
        folder.limit = folder.limit.or(limit);
        counted.push(folder);
        copied.push(noted.copied);
    }
    if are_labels(source) {
        leave_out_labels(source, &mut counted, &copied, choice).await?;
        notes.extend(counted.iter().filter_map(thinned));
        notes.sort_by(|one, other| one.source().cmp(other.source()));
    }
    Ok(Count {
        folders: counted,
        room,
        notes,
    })
}

/// What a person should know of a folder from which something is left out.
fn thinned(counted: &Counted) -> Option<Note> {
    let messages = counted.elsewhere.len() as u64;
    (messages > 0).then(|| Note::Thinned {
        source: counted.pair.source.clone(),
        destination: counted.pair.destination.clone(),
        messages,
    })
}

/// Whether folders are labels there, and messages can be told apart by what they are called in all of them.
fn are_labels(source: &SourceSession) -> bool {
    let own = &source.capabilities().own;
    source.provider().copy.has(Quirk::LabelsAsFolders)
        && own.iter().any(|word| word == "X-GM-EXT-1")
}

/// Takes out what is copied in another folder. Nothing is asked for where there is nothing to be copied.
async fn leave_out_labels(
    source: &mut SourceSession,
    counted: &mut [Counted],
    copied: &[Vec<u32>],
    choice: Labels,
) -> Result<(), Error> {
    if counted.iter().all(|folder| folder.todo.is_empty()) {
        return Ok(());
    }
    let stretches = counted.iter().map(|folder| Stretch {
        folder: folder.pair.source.clone(),
        first: 1,
        last: folder
            .source
            .map_or(1, |stand| stand.next.saturating_sub(1).max(1)),
    });
    let stretches: Vec<Stretch> = stretches.collect();
    let mut labels = Vec::new();
    let identities = source.identities(&stretches).await?;
    for ((folder, copied), identities) in counted.iter().zip(copied).zip(identities) {
        labels.push(Label {
            name: &folder.pair.source,
            role: folder.pair.role,
            // A folder that does not open is told by the copy.
            messages: identities.unwrap_or_default(),
            copied,
        });
    }
    let elsewhere = labels::elsewhere(&labels, choice);
    for (folder, elsewhere) in counted.iter_mut().zip(elsewhere) {
        let todo = std::mem::take(&mut folder.todo);
        let is_elsewhere = |one: &Weighed| elsewhere.binary_search(&one.uid).is_ok();
        (folder.elsewhere, folder.todo) = todo.into_iter().partition(is_elsewhere);
    }
    Ok(())
}

/// A pair of folders with what both sides and the journal say of it.
struct Found {
    pair: Pair,
    source: Option<(Stand, u64)>,
    interrupted: bool,
    /// What the journal knows, if its numbers still hold on both sides.
    valid: Option<Known>,
    /// The limit that the destination sets in this folder alone.
    limit: Option<u64>,
}

impl Found {
    fn new(
        pair: Pair,
        source: Result<Status, Error>,
        destination: Option<Status>,
        known: Option<Known>,
    ) -> Result<Self, Error> {
        let source = match source {
            Ok(status) => Some((stand(&status), status.messages)),
            Err(error) if error.code == Code::SourceFolderUnreadable => None,
            Err(error) => return Err(error),
        };
        let limit = destination.and_then(|status| status.append_limit);
        let validity = source
            .map(|(stand, _)| stand.uid_validity)
            .zip(destination.map(|status| status.uid_validity));
        Ok(Self {
            interrupted: known.as_ref().is_some_and(|known| known.under_way),
            valid: known.filter(|known| Some(known.validity) == validity),
            pair,
            source,
            limit,
        })
    }

    /// What has to be listed to know what is new.
    fn stretch(&self) -> Option<Stretch> {
        let (stand, messages) = self.source?;
        let first = self.valid.as_ref().map_or(1, |known| known.noted_to);
        (messages > 0 && first < stand.next).then(|| Stretch {
            folder: self.pair.source.clone(),
            first,
            last: stand.next - 1,
        })
    }

    fn counted(
        self,
        noted: &Noted,
        listed: Result<Option<(crate::imap::Opened, Vec<Weighed>)>, Error>,
    ) -> Result<Counted, Error> {
        let stand = self.source.map(|(stand, _)| stand);
        let (source, listed) = match listed {
            Ok(listed) => {
                // A folder that was numbered anew since it was counted is told by the copy.
                let same = listed.as_ref().is_none_or(|(opened, _)| {
                    stand.is_some_and(|stand| stand.uid_validity == opened.uid_validity)
                });
                (
                    stand.filter(|_| same),
                    listed.map(|(_, listed)| listed).unwrap_or_default(),
                )
            }
            Err(error) if error.code == Code::SourceFolderUnreadable => (None, Vec::new()),
            Err(error) => return Err(error),
        };
        let followed = self.valid.as_ref().and_then(|known| known.modseq);
        let unmoved = followed.is_some() && followed == stand.and_then(|stand| stand.modseq);
        Ok(Counted {
            interrupted: self.interrupted,
            flags_moved: !noted.copied.is_empty() && !unmoved,
            there: noted.copied.len() as u64,
            there_bytes: noted.bytes,
            todo: diff::missing(listed, noted),
            limit: self.limit,
            aside: 0,
            to_save: Vec::new(),
            elsewhere: Vec::new(),
            noted: self.valid,
            pair: self.pair,
            source,
        })
    }
}

fn stand(status: &Status) -> Stand {
    Stand {
        uid_validity: status.uid_validity,
        next: status.uid_next.unwrap_or(u32::MAX),
        modseq: status.modseq,
    }
}
