//! # Pairs in the journal
//!
//! Which message of the source is which at the destination, in twelve bytes each, so that a million of them fit.

use rusqlite::params;

use crate::copy::flagsets::{FlagSets, UNTOLD};
use crate::copy::journal::{COPIED, FolderId, read};
use crate::error::Error;
use crate::plan::Plan;

/// A message that is noted as being at the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paired {
    /// The number at the source.
    pub(crate) uid: u32,
    /// The number at the destination; 0, which no message has, where it is not known.
    pub(crate) destination_uid: u32,
    /// Its flags as last seen at the source, as a number in the table; [`UNTOLD`] of a message that was there before.
    pub(crate) flags: u32,
}

/// The copied messages of a folder.
#[derive(Debug, Default)]
pub(crate) struct Pairs {
    /// By rising number at the source.
    pub(crate) list: Vec<Paired>,
    /// What the numbers of flags mean.
    pub(crate) flags: FlagSets,
}

/// The copied messages that are noted of a folder.
pub(crate) fn pairs(plan: &Plan, folder: FolderId) -> Result<Pairs, Error> {
    plan.with(|db| {
        let mut rows = db.prepare(
            "SELECT source_uid, destination_uid, flags FROM message WHERE folder = ?1 AND state = ?2 ORDER BY source_uid",
        )?;
        let mut rows = rows.query(params![folder.number(), COPIED])?;
        let mut pairs = Pairs::default();
        while let Some(row) = rows.next()? {
            let flags: Option<String> = row.get(2)?;
            let flags = flags.map_or(UNTOLD, |flags| pairs.flags.number(&read(&flags)));
            pairs.list.push(Paired {
                uid: row.get(0)?,
                destination_uid: row.get::<_, Option<u32>>(1)?.unwrap_or_default(),
                flags,
            });
        }
        Ok(pairs)
    })
}
