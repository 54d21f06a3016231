//! # The letters that movers trip over
//!
//! Every inbox holds the same few: no Message-ID, one Message-ID twice, the same message twice, no body, a header
//! with letters that are not ASCII. Each takes the place of an ordinary letter, so that totals stay as in the table.

use crate::letters::{Form, Letter};
use crate::mailbox::Kept;

const NO_MESSAGE_ID: usize = 4;
const TWIN: usize = 8;
const SAME_MESSAGE_ID: usize = 12;
const NO_BODY: usize = 16;
const UNUSUAL_HEADER: usize = 20;

/// A header line in Latin-1, as old programs wrote it.
const HEADER: &[u8] = b"X-Mailer: B\xE4ckerpost 2.1 f\xFCr Windows\r\n";

/// The oddities that a correspondent's program makes.
pub(super) fn rewrite(letters: &mut [Letter]) {
    if let Some(letter) = letters.get_mut(NO_MESSAGE_ID) {
        letter.message_id = None;
    }
    if let Some([one, other]) = letters.get_mut(SAME_MESSAGE_ID..SAME_MESSAGE_ID + 2) {
        other.message_id.clone_from(&one.message_id);
    }
    if let Some(letter) = letters.get_mut(NO_BODY) {
        letter.form = Form::Empty;
    }
}

/// The oddities that show only in the stored message.
pub(super) fn tamper(messages: &mut [Kept]) {
    if let Some([one, other]) = messages.get_mut(TWIN..TWIN + 2) {
        other.bytes.clone_from(&one.bytes);
        other.flags.clone_from(&one.flags);
        other.internal_date = one.internal_date;
    }
    if let Some(kept) = messages.get_mut(UNUSUAL_HEADER) {
        kept.bytes.splice(0..0, HEADER.iter().copied());
    }
}

/// Whether the message has the header line in Latin-1.
pub(super) fn has_unusual_header(kept: &Kept) -> bool {
    kept.bytes.starts_with(HEADER)
}
