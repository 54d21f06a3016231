//! # Names replaced by numbers
//!
//! Makes a text fit to be handed to a stranger, and packs such texts into one file. What the plan knows as a name is
//! replaced, and whatever else looks like an address as well.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use moving_day_engine::error::{Code, Error};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::wire::SupportFile;

/// Shorter names are also parts of ordinary words, and nobody is known by them.
const SHORTEST: usize = 3;

/// Names, each with the number that stands in its place everywhere.
#[derive(Debug, Default)]
pub(crate) struct Numbered {
    known: Vec<(String, String)>,
    addresses: RefCell<BTreeMap<String, usize>>,
}

impl Numbered {
    /// Hides a text from now on; `kind` says what it was.
    pub(crate) fn hide(&mut self, kind: &str, text: &str) {
        let text = text.trim().to_lowercase();
        if text.chars().count() < SHORTEST || self.known.iter().any(|(known, _)| *known == text) {
            return;
        }
        let number = self.known.len() + 1;
        self.known.push((text, format!("[{kind} {number}]")));
        // A longer name goes first, or its rest would stay.
        self.known
            .sort_by_key(|(known, _)| std::cmp::Reverse(known.len()));
    }

    /// The text without any of the names, and without anything that looks like an address.
    pub(crate) fn replace(&self, text: &str) -> String {
        let hidden = self
            .known
            .iter()
            .fold(text.to_owned(), |text, (known, number)| {
                replace_any_case(&text, known, number)
            });
        let lines: Vec<String> = hidden
            .lines()
            .map(|line| self.without_addresses(line))
            .collect();
        lines.join("\n")
    }

    fn without_addresses(&self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        let mut word = String::new();
        for letter in line.chars() {
            if is_part(letter) {
                word.push(letter);
            } else {
                self.finish(&mut out, &mut word);
                out.push(letter);
            }
        }
        self.finish(&mut out, &mut word);
        out
    }

    fn finish(&self, out: &mut String, word: &mut String) {
        if word.contains('@') {
            let mut addresses = self.addresses.borrow_mut();
            let next = addresses.len() + 1;
            let number = addresses.entry(word.to_lowercase()).or_insert(next);
            out.push_str(&format!("[address {number}]"));
        } else {
            out.push_str(word);
        }
        word.clear();
    }
}

/// Whether an address may hold this letter.
fn is_part(letter: char) -> bool {
    letter.is_alphanumeric() || "@.!#$%&'*+/?^_`{|}~-".contains(letter)
}

/// Replaces every place where `known`, which is in small letters, stands in whatever letters.
fn replace_any_case(text: &str, known: &str, number: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = strip_any_case(rest, known) {
            out.push_str(number);
            rest = after;
        } else {
            out.push(letter);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// What follows `known` at the beginning of a text.
fn strip_any_case<'a>(text: &'a str, known: &str) -> Option<&'a str> {
    let mut wanted = known.chars();
    let mut letters = text.chars();
    while !wanted.as_str().is_empty() {
        // A capital letter may become two small ones.
        for small in letters.next()?.to_lowercase() {
            if wanted.next() != Some(small) {
                return None;
            }
        }
    }
    Some(letters.as_str())
}

/// Packs the texts into one file.
///
/// # Errors
/// [`Code::LocalFileUnwritable`], when they do not fit into one.
pub(crate) fn packed(files: &[SupportFile]) -> Result<Vec<u8>, Error> {
    let pack = || {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for file in files {
            archive.start_file(file.name.as_str(), options)?;
            archive.write_all(file.text.as_bytes())?;
        }
        Ok::<_, zip::result::ZipError>(archive.finish()?.into_inner())
    };
    pack().map_err(|_| Error::job(Code::LocalFileUnwritable))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_same_number_everywhere_and_in_any_letters() {
        let mut numbered = Numbered::default();
        numbered.hide("person", "Dörte Grünwald");
        numbered.hide("domain", "example.com");
        assert_eq!(
            numbered.replace("DÖRTE GRÜNWALD at EXAMPLE.com, dörte grünwald"),
            "[person 1] at [domain 2], [person 1]"
        );
    }

    #[test]
    fn whatever_looks_like_an_address_is_replaced_though_nobody_knows_it() {
        let numbered = Numbered::default();
        assert_eq!(
            numbered.replace("to=<Ana.Silva+x@mail.example.org> from ö@bücher.example; ana.silva+X@mail.example.org"),
            "to=<[address 1]> from [address 2]; [address 1]"
        );
        assert_eq!(
            numbered.replace("code=SourceBusy retry in 3.5 s\nend"),
            "code=SourceBusy retry in 3.5 s\nend"
        );
    }

    #[test]
    fn the_longer_of_two_names_is_replaced_whole() {
        let mut numbered = Numbered::default();
        numbered.hide("domain", "example.com");
        numbered.hide("server", "imap.example.com");
        assert_eq!(numbered.replace("imap.example.com"), "[server 2]");
    }

    #[test]
    fn what_is_too_short_to_be_a_name_stays() {
        let mut numbered = Numbered::default();
        numbered.hide("person", "in");
        assert_eq!(numbered.replace("signed in"), "signed in");
    }

    #[test]
    fn what_is_packed_can_be_unpacked() {
        let file = SupportFile {
            name: "about.txt".to_owned(),
            text: "version: 1".to_owned(),
        };
        let packed = packed(&[file]).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(packed)).unwrap();
        let mut text = String::new();
        let mut entry = archive.by_name("about.txt").unwrap();
        std::io::Read::read_to_string(&mut entry, &mut text).unwrap();
        assert_eq!(text, "version: 1");
    }
}
