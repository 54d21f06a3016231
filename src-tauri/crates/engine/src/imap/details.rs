//! # Details
//!
//! What is known of the messages of many folders without opening one: size, date and flags. Each answer is handed on at
//! once, so that nobody holds more of it than is wanted.

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::{self, LONGEST_SET, Line, Reading};
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::folder::{Opened, Opening};
use crate::imap::listing::Stretch;
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::response::{Attributes, Body, Data};

/// What one answer tells of a message. A change in between comes as an answer of its own, which tells only that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// Its number in the folder.
    pub uid: u32,
    /// Its size in bytes, as the server says.
    pub size: Option<u64>,
    /// Its flags.
    pub flags: Option<Flags>,
    /// When it arrived, if that can be read.
    pub internal_date: Option<OffsetDateTime>,
}

impl Reader {
    /// Opens folders for reading only and tells `each` what is known of their messages, with the place of the folder in
    /// the list; all with one wait.
    ///
    /// # Errors
    /// As [`Reader::weigh`].
    pub async fn details(
        &mut self,
        stretches: &[Stretch],
        mut each: impl FnMut(usize, Detail),
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        let asked = stretches.iter().map(|stretch| {
            let (first, last) = (stretch.first, Some(stretch.last));
            (&stretch.folder, Reading::FetchList { first, last })
        });
        self.look_into(asked.collect(), |place, told| {
            let wanted = stretches.get(place).is_some_and(|one| {
                told.uid
                    .is_some_and(|uid| (one.first..=one.last).contains(&uid))
            });
            if let (true, Some(detail)) = (wanted, detail(told)) {
                each(place, detail);
            }
        })
        .await
    }

    /// Opens folders for reading only and tells `each` what is known of some of their messages, by their numbers, with
    /// the place of the folder in the list; all with one wait. Of a message that is not there nothing is told.
    ///
    /// # Errors
    /// As [`Reader::weigh`].
    pub async fn details_of(
        &mut self,
        wanted: &[(&FolderName, Vec<u32>)],
        mut each: impl FnMut(usize, Detail),
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        let utf8 = self.names.utf8;
        let ask = |set: &str| Reading::FetchDetails(set).line(utf8);
        self.visit(wanted, ask, |place, told| {
            if let Some(detail) = detail(told) {
                each(place, detail);
            }
        })
        .await
    }

    /// Opens folders for reading only and hands some of their messages to `each`, by their numbers, with the place of the
    /// folder in the list; all with one wait. A message that is too large to be held, or is not handed over, is left out.
    ///
    /// # Errors
    /// As [`Reader::weigh`].
    pub async fn bodies_of(
        &mut self,
        wanted: &[(&FolderName, Vec<u32>)],
        mut each: impl FnMut(usize, u32, &[u8]),
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        let utf8 = self.names.utf8;
        let ask = |set: &str| Reading::FetchBodies(set).line(utf8);
        self.visit(wanted, ask, |place, told| {
            if let (Some(uid), Some(Body::Bytes(bytes))) = (told.uid, told.body) {
                each(place, uid, &bytes);
            }
        })
        .await
    }

    /// Opens folders and asks something about some messages in each, all with one wait.
    async fn visit(
        &mut self,
        wanted: &[(&FolderName, Vec<u32>)],
        ask: impl Fn(&str) -> Line,
        mut each: impl FnMut(usize, Attributes),
    ) -> Result<Vec<Result<Opened, Error>>, Error> {
        self.messages = None;
        let utf8 = self.names.utf8;
        let mut lines: Vec<Line> = Vec::new();
        // For each command the place of its folder.
        let mut places = Vec::new();
        // For each folder the command that opens it.
        let mut entrances = Vec::new();
        for (place, (folder, uids)) in wanted.iter().enumerate() {
            entrances.push(lines.len());
            lines.push(Reading::Examine(&self.names.write(folder)).line(utf8));
            let sets = command::uid_sets(uids, LONGEST_SET);
            lines.extend(sets.iter().map(|(set, _)| ask(set)));
            places.resize(lines.len(), place);
        }
        let mut openings: Vec<Opening> = wanted.iter().map(|_| Opening::default()).collect();
        let outcomes = self
            .wire
            .run_all(&lines, |step, data| {
                let Some(place) = places.get(step).copied() else {
                    return;
                };
                if let Data::Fetch(told) = data {
                    each(place, told);
                } else if let Some(opening) = openings.get_mut(place) {
                    opening.take(data);
                }
            })
            .await
            .map_err(|fault| self.error(fault))?;
        let opened = entrances.iter().zip(&openings);
        Ok(opened
            .map(|(entrance, opening)| match outcomes.get(*entrance) {
                Some(outcome) => self.understood(outcome, opening, true),
                None => Err(self.error(Fault::Garbled(None))),
            })
            .collect())
    }
}

pub(super) fn detail(told: Attributes) -> Option<Detail> {
    Some(Detail {
        uid: told.uid?,
        size: told.size,
        flags: told.flags,
        internal_date: told.internal_date,
    })
}
