//! # Storing
//!
//! `APPEND` with one message or several, with flags and date or without.

use super::command::{Command, Word};
use super::folders::Stored;
use super::session::Session;

impl Session<'_> {
    pub(super) fn append(&mut self, command: &Command) -> String {
        let name = command.string(0);
        let (mut flags, mut date) = (Vec::new(), String::new());
        let mut messages = Vec::new();
        for word in command.words().into_iter().skip(1) {
            match word {
                Word::List(words) => flags = words,
                Word::Quoted(text) => date = text,
                Word::Literal(bytes) => messages.push(Stored {
                    bytes: bytes.into(),
                    flags: std::mem::take(&mut flags),
                    date: std::mem::take(&mut date),
                }),
                Word::Atom(_) => return "BAD not an APPEND".to_owned(),
            }
        }
        if let Some(whim) = self.whim {
            messages.iter_mut().for_each(|one| whim.change(one));
        }
        let stored = self.in_folder(&name, |folder| {
            let uids: Vec<_> = messages.into_iter().map(|one| folder.add(one)).collect();
            (folder.validity, uids)
        });
        match stored {
            None => "NO [TRYCREATE] no such folder".to_owned(),
            Some((validity, uids)) => {
                let (first, last) = (uids.first(), uids.last());
                match (first, last) {
                    (Some(first), Some(last)) if first != last => {
                        format!("OK [APPENDUID {validity} {first}:{last}] stored")
                    }
                    (Some(first), _) => format!("OK [APPENDUID {validity} {first}] stored"),
                    _ => "BAD no message".to_owned(),
                }
            }
        }
    }
}
