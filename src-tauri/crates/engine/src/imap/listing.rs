//! # Listing
//!
//! What is in folders, without a byte of any message: numbers, sizes, dates and flags. Many folders take one wait.
//!
//! Of what servers offer to make this shorter, CONDSTORE is used. QRESYNC (RFC 7162) would add what was deleted, which a copy
//! does not follow, and ESEARCH (RFC 4731) lists numbers without the sizes that have to be asked for anyway.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::{Line, Reading};
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::folder::{Opened, Opening};
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::response::{Attributes, Data, Verdict};
use crate::imap::said;

/// What a list tells of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its number in the folder.
    pub uid: u32,
    /// Its size in bytes, as the server says; 0 where it does not.
    pub size: u64,
    /// Its flags.
    pub flags: Flags,
    /// When it arrived, with the zone the server gives. The start of 1970 where there is no date that can be read.
    pub internal_date: OffsetDateTime,
}

/// A message as it is counted: eight bytes each, so that a million of them fit anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Its number in the folder.
    pub uid: u32,
    /// Its size in bytes, as the server says; 0 where it does not, and four gigabytes for anything larger.
    pub size: u32,
}

/// A part of a folder that is to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The folder.
    pub folder: FolderName,
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
}

impl Reader {
    /// Lists the messages of the opened folder from `first_uid` to `last_uid`, or to the end, by rising number.
    ///
    /// # Errors
    /// `SourceFolderUnreadable` or `DestinationFolderRefused`, and faults of the connection.
    pub async fn list(
        &mut self,
        first_uid: u32,
        last_uid: Option<u32>,
    ) -> Result<Vec<Listed>, Error> {
        // Some servers call it an error to ask an empty folder for anything.
        if self.messages == Some(0) {
            return Ok(Vec::new());
        }
        let mut found: BTreeMap<u32, Listed> = BTreeMap::new();
        // `first:*` names the last message even when its number is lower (RFC 3501, section 9, `seq-range`).
        let wanted = first_uid..=last_uid.unwrap_or(u32::MAX);
        let reading = Reading::FetchList {
            first: first_uid,
            last: last_uid,
        };
        let outcome = self
            .ask(&reading, |data| {
                if let Data::Fetch(told) = data
                    && let Some(uid) = told.uid.filter(|uid| wanted.contains(uid))
                {
                    add(found.entry(uid).or_insert_with(|| listed(uid)), told);
                }
            })
            .await?;
        match outcome.verdict {
            Verdict::Ok => Ok(found.into_values().collect()),
            _ => Err(self.error(said::folder_refusal(&outcome))),
        }
    }

    /// Opens folders and lists the numbers and sizes of their messages, by rising number, all with one wait.
    ///
    /// # Errors
    /// The inner errors are of one folder: `SourceFolderUnreadable` or `DestinationFolderRefused`. The outer one is a
    /// fault of the connection.
    pub async fn weigh(
        &mut self,
        stretches: &[Stretch],
    ) -> Result<Vec<Result<(Opened, Vec<Weighed>), Error>>, Error> {
        let mut found: Vec<Vec<Weighed>> = stretches.iter().map(|_| Vec::new()).collect();
        let asked = stretches.iter().map(|stretch| {
            let (first, last) = (stretch.first, stretch.last);
            (&stretch.folder, Reading::FetchSizes { first, last })
        });
        let opened = self
            .look_into(asked.collect(), |place, told| {
                if let Some(weighed) = found.get_mut(place) {
                    weighed.extend(weight(&told));
                }
            })
            .await?;
        let told = opened.into_iter().zip(found).zip(stretches);
        Ok(told
            .map(|((opened, weighed), stretch)| Ok((opened?, in_order(weighed, stretch))))
            .collect())
    }

    /// Opens folders and lists the flags of their messages, all with one wait; where `since` is given, only of those whose
    /// flags have changed after that moment (RFC 7162).
    ///
    /// # Errors
    /// As [`Reader::weigh`].
    pub async fn flags(
        &mut self,
        wanted: &[(Stretch, Option<u64>)],
    ) -> Result<Vec<Result<Vec<(u32, Flags)>, Error>>, Error> {
        let mut found: Vec<BTreeMap<u32, Flags>> = wanted.iter().map(|_| BTreeMap::new()).collect();
        let asked = wanted.iter().map(|(stretch, since)| {
            let (first, last) = (stretch.first, stretch.last);
            let reading = Reading::FetchFlags {
                first,
                last,
                since: *since,
            };
            (&stretch.folder, reading)
        });
        let opened = self
            .look_into(asked.collect(), |place, told| {
                if let (Some(uid), Some(flags), Some(found)) =
                    (told.uid, told.flags, found.get_mut(place))
                {
                    found.insert(uid, flags);
                }
            })
            .await?;
        let told = opened.into_iter().zip(found).zip(wanted);
        Ok(told
            .map(|((opened, found), (stretch, _))| {
                opened?;
                let within = |uid: &u32| (stretch.first..=stretch.last).contains(uid);
                Ok(found.into_iter().filter(|(uid, _)| within(uid)).collect())
            })
            .collect())
    }

    /// Opens folders and lists what their messages are called in every folder that they lie in, all with one wait: numbers
    /// and names, by rising number. Only for servers that speak Google's X-GM-EXT-1.
    ///
    /// # Errors
    /// As [`Reader::weigh`].
    pub async fn identities(
        &mut self,
        stretches: &[Stretch],
    ) -> Result<Vec<Result<Vec<(u32, u64)>, Error>>, Error> {
        let mut found: Vec<BTreeMap<u32, u64>> =
            stretches.iter().map(|_| BTreeMap::new()).collect();
        let asked = stretches.iter().map(|stretch| {
            let (first, last) = (stretch.first, stretch.last);
            (&stretch.folder, Reading::FetchIdentities { first, last })
        });
        let opened = self
            .look_into(asked.collect(), |place, told| {
                let told_of = told.uid.zip(told.identity).zip(found.get_mut(place));
                if let Some(((uid, identity), found)) = told_of {
                    found.insert(uid, identity);
                }
            })
            .await?;
        let told = opened.into_iter().zip(found);
        Ok(told
            .map(|(opened, found)| opened.map(|_| found.into_iter().collect()))
            .collect())
    }

    /// Opens folders and asks something about the messages in each, all with one wait.
    pub(super) async fn look_into(
        &mut self,
        asked: Vec<(&FolderName, Reading<'_>)>,
        mut each: impl FnMut(usize, Attributes),
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        self.messages = None;
        let utf8 = self.names.utf8;
        let lines: Vec<Line> = asked
            .iter()
            .flat_map(|(folder, reading)| {
                let name = self.names.write(folder);
                [Reading::Examine(&name).line(utf8), reading.line(utf8)]
            })
            .collect();
        let mut openings: Vec<Opening> = asked.iter().map(|_| Opening::default()).collect();
        let outcomes = self
            .wire
            .run_all(&lines, |step, data| match data {
                Data::Fetch(told) => each(step / 2, told),
                other => {
                    if let Some(opening) = openings.get_mut(step / 2) {
                        opening.take(other);
                    }
                }
            })
            .await
            .map_err(|fault| self.error(fault))?;
        let told = outcomes.chunks(2).zip(&openings);
        Ok(told
            .map(|(outcomes, opening)| {
                let [opened, fetched] = outcomes else {
                    return Err(self.error(Fault::Garbled(None)));
                };
                let opened = self.understood(opened, opening, true)?;
                // Some servers call it an error to ask an empty folder for anything.
                if fetched.verdict != Verdict::Ok && opened.messages > 0 {
                    return Err(self.error(said::folder_refusal(fetched)));
                }
                Ok(opened)
            })
            .collect())
    }
}

fn weight(told: &Attributes) -> Option<Weighed> {
    let size = told.size.unwrap_or_default();
    Some(Weighed {
        uid: told.uid?,
        size: u32::try_from(size).unwrap_or(u32::MAX),
    })
}

/// Each message once, by rising number, and nothing that was not asked for.
fn in_order(mut weighed: Vec<Weighed>, stretch: &Stretch) -> Vec<Weighed> {
    weighed.retain(|message| (stretch.first..=stretch.last).contains(&message.uid));
    // A change of flags in between comes as a response of its own, without a size.
    weighed.sort_by_key(|message| (message.uid, std::cmp::Reverse(message.size)));
    weighed.dedup_by_key(|message| message.uid);
    weighed
}

fn listed(uid: u32) -> Listed {
    Listed {
        uid,
        size: 0,
        flags: Flags::default(),
        internal_date: OffsetDateTime::UNIX_EPOCH,
    }
}

/// Adds what one response tells; a change of flags in between comes as a response of its own.
fn add(listed: &mut Listed, told: Attributes) {
    listed.size = told.size.unwrap_or(listed.size);
    listed.flags = told
        .flags
        .unwrap_or_else(|| std::mem::take(&mut listed.flags));
    listed.internal_date = told.internal_date.unwrap_or(listed.internal_date);
}
