//! # Details
//!
//! What is known of the messages of many folders without opening one: size, date and flags. Each answer is handed on at
//! once, so that nobody holds more of it than is wanted.

use time::OffsetDateTime;

use crate::error::Error;
use crate::imap::command::Reading;
use crate::imap::flags::Flags;
use crate::imap::folder::Opened;
use crate::imap::listing::Stretch;
use crate::imap::reader::Reader;

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
            if let (true, Some(uid)) = (wanted, told.uid) {
                let detail = Detail {
                    uid,
                    size: told.size,
                    flags: told.flags,
                    internal_date: told.internal_date,
                };
                each(place, detail);
            }
        })
        .await
    }
}
