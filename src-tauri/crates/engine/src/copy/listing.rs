//! # A listing
//!
//! One folder of one side as it is listed now, in 24 bytes a message, so that a hundred thousand of them are nothing.

use crate::copy::flagsets::{FlagSets, UNTOLD};
use crate::error::{Error, Scope};
use crate::imap::{Detail, FolderName, Keywords, Reader, Stretch, Weighed};

/// The date of a message about which nothing readable was said.
const UNDATED: i64 = i64::MIN;

/// A message as it is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) uid: u32,
    /// Bytes; 0 where the server does not say, and four gigabytes for anything larger.
    pub(crate) size: u32,
    /// Seconds since 1970; [`UNDATED`] where there is no date that can be read.
    date: i64,
    /// The number of its combination of flags.
    pub(crate) flags: u32,
}

impl Row {
    /// When it arrived, in seconds since 1970.
    pub(crate) fn date(&self) -> Option<i64> {
        (self.date != UNDATED).then_some(self.date)
    }

    pub(crate) fn weighed(&self) -> Weighed {
        Weighed {
            uid: self.uid,
            size: self.size,
        }
    }
}

/// A folder as it is listed.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// By rising number, each once.
    pub(crate) rows: Vec<Row>,
    /// What the numbers of flags mean.
    pub(crate) flags: FlagSets,
    /// The edition of the numbers.
    pub(crate) uid_validity: u32,
    /// Which flags messages can have here.
    pub(crate) keywords: Keywords,
}

impl Listing {
    /// Adds what one answer tells.
    pub(crate) fn take(&mut self, detail: Detail) {
        let row = Row {
            uid: detail.uid,
            size: u32::try_from(detail.size.unwrap_or_default()).unwrap_or(u32::MAX),
            date: detail
                .internal_date
                .map_or(UNDATED, time::OffsetDateTime::unix_timestamp),
            flags: detail
                .flags
                .map_or(UNTOLD, |flags| self.flags.number(&flags)),
        };
        self.rows.push(row);
    }

    /// Brings what was told into order: one row for each message, with the latest word on its flags.
    pub(crate) fn settle(&mut self) {
        self.rows.sort_by_key(|row| row.uid);
        self.rows.dedup_by(|later, kept| {
            let same = later.uid == kept.uid;
            if same {
                kept.size = kept.size.max(later.size);
                kept.date = kept.date.max(later.date);
                if later.flags != UNTOLD {
                    kept.flags = later.flags;
                }
            }
            same
        });
    }

    /// The row with that number.
    pub(crate) fn row(&self, uid: u32) -> Option<&Row> {
        let place = self.rows.binary_search_by_key(&uid, |row| row.uid).ok()?;
        self.rows.get(place)
    }
}

/// Lists folders, all with one wait; an inner error is of one folder.
///
/// # Errors
/// Faults of the connection.
pub(crate) async fn list(
    reader: &mut Reader,
    folders: &[FolderName],
) -> Result<Vec<Result<Listing, Error>>, Error> {
    let stretches: Vec<Stretch> = folders.iter().map(whole).collect();
    let mut listings: Vec<Listing> = folders.iter().map(|_| Listing::default()).collect();
    let opened = reader
        .details(&stretches, |place, detail| {
            if let Some(listing) = listings.get_mut(place) {
                listing.take(detail);
            }
        })
        .await?;
    let listed = opened.into_iter().zip(listings);
    listed
        .map(|(opened, mut listing)| match opened {
            Ok(opened) => {
                listing.settle();
                listing.uid_validity = opened.uid_validity;
                listing.keywords = opened.keywords;
                Ok(Ok(listing))
            }
            Err(error) if error.scope == Scope::Folder => Ok(Err(error)),
            Err(error) => Err(error),
        })
        .collect()
}

fn whole(folder: &FolderName) -> Stretch {
    Stretch {
        folder: folder.clone(),
        first: 1,
        last: u32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::imap::Flags;

    #[test]
    fn a_change_in_between_changes_only_the_flags() {
        let told = |uid, size, flag: &str, date| Detail {
            uid,
            size,
            flags: Some(Flags::new([flag])),
            internal_date: date,
        };
        let mut listing = Listing::default();
        let date = Some(OffsetDateTime::UNIX_EPOCH);
        listing.take(told(9, Some(90), "a", date));
        listing.take(told(3, Some(30), "a", date));
        listing.take(told(9, None, "b", None));
        listing.settle();
        let b = listing.flags.number(&Flags::new(["b"]));
        let shown: Vec<_> = listing
            .rows
            .iter()
            .map(|row| (row.uid, row.size, row.date(), row.flags == b))
            .collect();
        assert_eq!(shown, [(3, 30, Some(0), false), (9, 90, Some(0), true)]);
        assert_eq!(size_of::<Row>(), 24);
    }
}
