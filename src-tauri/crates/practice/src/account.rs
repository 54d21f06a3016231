//! # One person's mail, on either side
//!
//! Sessions read through an [`Account`] and do not know whether the mail comes from the generator or from the store.
//! Only the destination's account has something to write to.

use std::sync::Arc;

use time::OffsetDateTime;

use crate::content::{Flags, SpecialUse};
use crate::error::Error;
use crate::mailbox::{Folder, Mailbox};
use crate::names::{self, Spelling};
use crate::store::Store;

/// A folder as LIST shows it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    pub(crate) parts: Vec<String>,
    pub(crate) special_use: Option<SpecialUse>,
    pub(crate) selectable: bool,
    pub(crate) subscribed: bool,
    pub(crate) uid_validity: u32,
    pub(crate) uid_next: u32,
}

/// A message without its bytes.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) uid: u32,
    pub(crate) size: u32,
    pub(crate) flags: Flags,
    pub(crate) internal_date: OffsetDateTime,
}

/// One person's mail on one side.
#[derive(Debug, Clone)]
pub(crate) enum Account {
    /// At the source; nothing changes here.
    Source {
        company: Arc<Vec<Mailbox>>,
        person: usize,
    },
    /// At the destination.
    Destination { store: Store, address: &'static str },
}

impl Account {
    pub(crate) fn spelling(&self) -> Spelling {
        match self {
            Self::Source { .. } => names::SOURCE,
            Self::Destination { .. } => names::DESTINATION,
        }
    }

    /// All folders, sorted by name.
    pub(crate) async fn folders(&self) -> Result<Vec<Entry>, Error> {
        match self {
            Self::Source { .. } => Ok(self
                .source_folders()
                .iter()
                .zip(0..)
                .map(|(folder, id)| entry(folder, id))
                .collect()),
            Self::Destination { store, address } => store.folders(address).await,
        }
    }

    /// The messages of a folder by rising UID.
    pub(crate) async fn messages(&self, folder: i64) -> Result<Vec<Listed>, Error> {
        match self {
            Self::Source { .. } => Ok(self
                .source_folder(folder)
                .iter()
                .flat_map(|folder| &folder.messages)
                .map(|kept| Listed {
                    uid: kept.uid,
                    size: u32::try_from(kept.bytes.len()).unwrap_or(u32::MAX),
                    flags: kept.flags.clone(),
                    internal_date: kept.internal_date,
                })
                .collect()),
            Self::Destination { store, .. } => store.messages(folder).await,
        }
    }

    /// The bytes of one message.
    pub(crate) async fn bytes(&self, folder: i64, uid: u32) -> Result<Option<Vec<u8>>, Error> {
        match self {
            Self::Source { .. } => Ok(self.source_folder(folder).and_then(|folder| {
                let place = folder
                    .messages
                    .binary_search_by_key(&uid, |kept| kept.uid)
                    .ok()?;
                folder.messages.get(place).map(|kept| kept.bytes.clone())
            })),
            Self::Destination { store, .. } => store.bytes(folder, uid).await,
        }
    }

    fn source_folders(&self) -> &[Folder] {
        match self {
            Self::Source { company, person } => {
                company.get(*person).map_or(&[], |mailbox| &mailbox.folders)
            }
            Self::Destination { .. } => &[],
        }
    }

    fn source_folder(&self, id: i64) -> Option<&Folder> {
        self.source_folders().get(usize::try_from(id).ok()?)
    }
}

fn entry(folder: &Folder, id: i64) -> Entry {
    Entry {
        id,
        parts: folder.parts.clone(),
        special_use: folder.special_use,
        selectable: folder.selectable,
        subscribed: folder.subscribed,
        uid_validity: folder.uid_validity,
        uid_next: folder.uid_next,
    }
}
