//! # How a command ends
//!
//! A handler gives a [`Reply`], which becomes the tagged response, or a [`Fault`], which ends the connection or turns
//! into a NO when only the store failed. Response codes are those of RFC 3501, 4315 and 5530.

use std::io;

use imap_codec::imap_types::core::{Tag, Text};
use imap_codec::imap_types::response::{Code, CodeOther, Response, Status};

use crate::error::Error;

/// The tagged response to come.
#[derive(Debug)]
pub(crate) struct Reply {
    verdict: Verdict,
    code: Option<Code<'static>>,
    text: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Verdict {
    Ok,
    No,
    Bad,
}

/// Why a command did not end in a reply.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    /// The connection is to be closed, or is.
    #[error("the connection ended")]
    Gone(#[from] io::Error),
    /// The store failed.
    #[error("the store failed")]
    Store(#[from] Error),
}

/// What every handler gives.
pub(crate) type Handled = Result<Reply, Fault>;

impl Reply {
    pub(crate) fn ok(text: &'static str) -> Self {
        Self::new(Verdict::Ok, None, text)
    }

    pub(crate) fn ok_with(code: Code<'static>, text: &'static str) -> Self {
        Self::new(Verdict::Ok, Some(code), text)
    }

    pub(crate) fn no(text: &'static str) -> Self {
        Self::new(Verdict::No, None, text)
    }

    pub(crate) fn no_with(code: Code<'static>, text: &'static str) -> Self {
        Self::new(Verdict::No, Some(code), text)
    }

    pub(crate) fn bad(text: &'static str) -> Self {
        Self::new(Verdict::Bad, None, text)
    }

    /// NO \[CANNOT\]: understood, and not done here.
    pub(crate) fn cannot(text: &'static str) -> Self {
        Self::no_with(code("CANNOT"), text)
    }

    /// NO \[NONEXISTENT\]: there is no such folder.
    pub(crate) fn no_folder() -> Self {
        Self::no_with(code("NONEXISTENT"), "No such folder")
    }

    pub(crate) fn is_bad(&self) -> bool {
        matches!(self.verdict, Verdict::Bad)
    }

    /// The response; without a tag the client's own could not be read.
    pub(crate) fn response(self, tag: Option<Tag<'static>>) -> Response<'static> {
        let (code, text) = (self.code, Text::unvalidated(self.text));
        Response::Status(match self.verdict {
            Verdict::Ok => Status::Ok { tag, code, text },
            Verdict::No => Status::No { tag, code, text },
            Verdict::Bad => Status::Bad { tag, code, text },
        })
    }

    fn new(verdict: Verdict, code: Option<Code<'static>>, text: &'static str) -> Self {
        Self {
            verdict,
            code,
            text,
        }
    }
}

/// A response code for which `imap-codec` has no type.
pub(crate) fn code(text: impl Into<String>) -> Code<'static> {
    Code::Other(CodeOther::unvalidated(text.into().into_bytes()))
}

/// An untagged OK that carries a code.
pub(crate) fn untagged<'a>(code: Code<'a>, text: &'static str) -> Response<'a> {
    Response::Status(Status::Ok {
        tag: None,
        code: Some(code),
        text: Text::unvalidated(text),
    })
}
