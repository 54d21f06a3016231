//! # Which literals are taken
//!
//! Decides on a literal before its bytes come in: who may send one, how large, and whether unasked (RFC 7888).

use imap_codec::imap_types::response::Code;

use crate::house::Side;
use crate::session::reply::Reply;
use crate::session::request::Head;
use crate::session::wire::Announced;

/// The largest message the destination takes, in bytes.
const LARGEST_MESSAGE: u64 = 32 * 1024 * 1024;
/// The largest literal for names and passwords, in bytes.
const LARGEST_ARGUMENT: u64 = 8 * 1024;
/// How many literals' bytes a command may have beside a message.
const LARGEST_COMMAND: usize = 128 * 1024;
/// Why a literal was not taken.
#[derive(Debug, Clone, Copy)]
pub(super) enum Refusal {
    ReadOnly,
    TooLarge,
    NotOffered,
}

/// Whether a literal is taken.
pub(super) fn admit(
    side: Side,
    signed_in: bool,
    command: &[u8],
    literal: Announced,
) -> Result<(), Refusal> {
    let word = Head::read(command).word;
    let limit = match (side, word.as_str()) {
        (Side::Source, "APPEND") => return Err(Refusal::ReadOnly),
        (Side::Source, _) if !literal.waits => return Err(Refusal::NotOffered),
        (Side::Destination, "APPEND") if signed_in => LARGEST_MESSAGE,
        _ => LARGEST_ARGUMENT,
    };
    if literal.length > limit || command.len() > LARGEST_COMMAND {
        return Err(Refusal::TooLarge);
    }
    Ok(())
}

impl Refusal {
    pub(super) fn reply(self) -> Reply {
        match self {
            Self::ReadOnly => Reply::cannot("Nothing can be changed here"),
            Self::TooLarge => Reply::no_with(Code::TooBig, "Larger than this server takes"),
            Self::NotOffered => Reply::bad("LITERAL+ is not offered here"),
        }
    }
}
