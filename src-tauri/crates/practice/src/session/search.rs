//! # Finding messages
//!
//! SEARCH and UID SEARCH by number, flag and size. Searching in the text is not offered, because a mover never does.

use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::search::SearchKey;

use crate::session::Session;
use crate::session::opened::{Chosen, Placed};
use crate::session::reply::{Handled, Reply};

impl Session {
    pub(super) async fn search(&mut self, criteria: &SearchKey<'_>, uid: bool) -> Handled {
        let view = self.view().await?;
        let mut found = Vec::new();
        for placed in &view {
            match fits(criteria, placed, &view) {
                Some(true) => found.push(if uid {
                    placed.listed.uid
                } else {
                    placed.sequence
                }),
                Some(false) => {}
                None => return Ok(Reply::cannot("A search that is not offered here")),
            }
        }
        let numbers = found
            .into_iter()
            .filter_map(|number| number.try_into().ok())
            .collect();
        self.wire.send(Data::Search(numbers)).await?;
        Ok(Reply::ok("SEARCH completed"))
    }
}

/// Whether a message fits; nothing if the key is not offered.
fn fits(key: &SearchKey<'_>, placed: &Placed, view: &[Placed]) -> Option<bool> {
    let has = |flag: &str| Some(placed.listed.flags.contains(flag));
    let lacks = |flag: &str| Some(!placed.listed.flags.contains(flag));
    match key {
        SearchKey::All | SearchKey::Old => Some(true),
        SearchKey::New | SearchKey::Recent => Some(false),
        SearchKey::And(keys) => keys
            .as_ref()
            .iter()
            .try_fold(true, |all, key| Some(all & fits(key, placed, view)?)),
        SearchKey::Or(one, other) => Some(fits(one, placed, view)? | fits(other, placed, view)?),
        SearchKey::Not(key) => Some(!fits(key, placed, view)?),
        SearchKey::SequenceSet(set) => {
            Some(Chosen::read(set, false, view).is_some_and(|chosen| chosen.has(placed)))
        }
        SearchKey::Uid(set) => {
            Some(Chosen::read(set, true, view).is_some_and(|chosen| chosen.has(placed)))
        }
        SearchKey::Seen => has("\\Seen"),
        SearchKey::Unseen => lacks("\\Seen"),
        SearchKey::Answered => has("\\Answered"),
        SearchKey::Unanswered => lacks("\\Answered"),
        SearchKey::Flagged => has("\\Flagged"),
        SearchKey::Unflagged => lacks("\\Flagged"),
        SearchKey::Draft => has("\\Draft"),
        SearchKey::Undraft => lacks("\\Draft"),
        SearchKey::Deleted => has("\\Deleted"),
        SearchKey::Undeleted => lacks("\\Deleted"),
        SearchKey::Keyword(word) => has(word.inner()),
        SearchKey::Unkeyword(word) => lacks(word.inner()),
        SearchKey::Larger(size) => Some(placed.listed.size > *size),
        SearchKey::Smaller(size) => Some(placed.listed.size < *size),
        _ => None,
    }
}
