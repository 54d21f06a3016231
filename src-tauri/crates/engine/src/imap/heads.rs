//! # Heads
//!
//! What a person needs to find a message that stays where it is: its header, date and size, without its body.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::{self, LONGEST_SET, Reading};
use crate::imap::reader::Reader;
use crate::imap::response::{Data, Verdict};

/// A message without its body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// When it arrived; the start of 1970 where there is no date that can be read.
    pub internal_date: OffsetDateTime,
    /// Its header; empty where the server does not hand it over.
    pub header: Vec<u8>,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            internal_date: OffsetDateTime::UNIX_EPOCH,
            header: Vec::new(),
        }
    }
}

impl Reader {
    /// Fetches the heads of some messages of the opened folder, by their numbers, with one wait. A message that has been
    /// deleted meanwhile does not appear.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn heads(&mut self, uids: &[u32]) -> Result<BTreeMap<u32, Head>, Error> {
        let sets = command::uid_sets(uids, LONGEST_SET);
        let readings: Vec<Reading<'_>> = sets
            .iter()
            .map(|(set, _)| Reading::FetchHeaders(set))
            .collect();
        let mut heads: BTreeMap<u32, Head> = BTreeMap::new();
        let outcomes = self
            .ask_all(&readings, |_, data| {
                let Data::Fetch(told) = data else { return };
                let Some(uid) = told.uid.filter(|uid| uids.contains(uid)) else {
                    return;
                };
                let head = heads.entry(uid).or_default();
                head.internal_date = told.internal_date.unwrap_or(head.internal_date);
                head.header = told
                    .header
                    .unwrap_or_else(|| std::mem::take(&mut head.header));
            })
            .await?;
        for (outcome, (_, members)) in outcomes.iter().zip(sets) {
            if outcome.verdict != Verdict::Ok {
                // They are there, as far as anybody knows.
                for uid in members {
                    heads.entry(uid).or_default();
                }
            }
        }
        Ok(heads)
    }
}
