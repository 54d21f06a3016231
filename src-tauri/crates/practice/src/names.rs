//! # Folder names on the wire
//!
//! Inside the practice company a folder is a list of name parts in Unicode; on the wire it is one line in modified
//! UTF-7 (RFC 3501, section 5.1.3) with the separator and prefix of its side. Both ways lie here, and nowhere else.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// How one side writes folder names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// Stands between two parts.
    pub(crate) separator: char,
    /// Stands before every folder but the inbox; empty or ending with the separator.
    pub(crate) prefix: &'static str,
}

/// The old system keeps everything below the inbox.
pub(crate) const SOURCE: Spelling = Spelling {
    separator: '.',
    prefix: "INBOX.",
};

/// The new system keeps folders beside the inbox.
pub(crate) const DESTINATION: Spelling = Spelling {
    separator: '/',
    prefix: "",
};

/// The one part of the inbox's name.
pub(crate) const INBOX: &str = "INBOX";

impl Spelling {
    /// Name parts to the name on the wire.
    pub(crate) fn write(self, parts: &[String]) -> String {
        let joined = parts
            .iter()
            .map(|part| encode(part))
            .collect::<Vec<_>>()
            .join(&self.separator.to_string());
        if parts.first().is_some_and(|part| part == INBOX) {
            joined
        } else {
            format!("{}{joined}", self.prefix)
        }
    }

    /// The name on the wire to name parts; nothing if it lies outside the prefix or is not modified UTF-7.
    pub(crate) fn read(self, wire: &str) -> Option<Vec<String>> {
        if wire.eq_ignore_ascii_case(INBOX) {
            return Some(vec![INBOX.to_owned()]);
        }
        let below = wire.get(self.prefix.len()..)?;
        let prefix = wire.get(..self.prefix.len())?;
        if !prefix.eq_ignore_ascii_case(self.prefix) {
            return None;
        }
        let mut parts = below
            .split(self.separator)
            .map(decode)
            .collect::<Option<Vec<_>>>()?;
        if let Some(first) = parts.first_mut()
            && first.eq_ignore_ascii_case(INBOX)
        {
            if !self.prefix.is_empty() {
                return None;
            }
            *first = INBOX.to_owned();
        }
        parts
            .iter()
            .all(|part| !part.is_empty() && !part.chars().any(char::is_control))
            .then_some(parts)
    }
}

/// Unicode to modified UTF-7.
fn encode(text: &str) -> String {
    let mut wire = String::new();
    let mut waiting: Vec<u8> = Vec::new();
    for letter in text.chars() {
        if !matches!(letter, ' '..='~') {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                waiting.extend(unit.to_be_bytes());
            }
            continue;
        }
        flush(&mut waiting, &mut wire);
        wire.push(letter);
        if letter == '&' {
            wire.push('-');
        }
    }
    flush(&mut waiting, &mut wire);
    wire
}

fn flush(waiting: &mut Vec<u8>, wire: &mut String) {
    if !waiting.is_empty() {
        wire.push('&');
        BASE64.encode_string(&*waiting, wire);
        wire.push('-');
        waiting.clear();
    }
}

/// Modified UTF-7 to Unicode; nothing if the text is not in its one canonical form.
fn decode(wire: &str) -> Option<String> {
    let mut text = String::new();
    let mut rest = wire;
    while let Some((plain, shifted)) = rest.split_once('&') {
        text.push_str(plain);
        let (digits, after) = shifted.split_once('-')?;
        if digits.is_empty() {
            text.push('&');
        } else {
            let bytes = BASE64.decode(digits).ok()?;
            let (pairs, odd) = bytes.as_chunks::<2>();
            if !odd.is_empty() {
                return None;
            }
            let units: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
            text.push_str(&String::from_utf16(&units).ok()?);
        }
        rest = after;
    }
    text.push_str(rest);
    (encode(&text) == wire).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn names_go_to_the_wire_and_back() {
        for (name, source, destination) in [
            (parts(&["INBOX"]), "INBOX", "INBOX"),
            (parts(&["Aufträge"]), "INBOX.Auftr&AOQ-ge", "Auftr&AOQ-ge"),
            (
                parts(&["Kunden", "Müller & Söhne"]),
                "INBOX.Kunden.M&APw-ller &- S&APY-hne",
                "Kunden/M&APw-ller &- S&APY-hne",
            ),
            (
                parts(&["台北", "🥐"]),
                "INBOX.&U,BTFw-.&2D7dUA-",
                "&U,BTFw-/&2D7dUA-",
            ),
        ] {
            assert_eq!(SOURCE.write(&name), source);
            assert_eq!(SOURCE.read(source).as_ref(), Some(&name));
            assert_eq!(DESTINATION.write(&name), destination);
            assert_eq!(DESTINATION.read(destination), Some(name));
        }
    }

    #[test]
    fn the_inbox_has_one_name_whatever_its_case() {
        assert_eq!(SOURCE.read("inbox"), Some(parts(&["INBOX"])));
        assert_eq!(DESTINATION.read("InBox/a"), Some(parts(&["INBOX", "a"])));
        assert_eq!(SOURCE.read("INBOX.inbox.a"), None);
    }

    #[test]
    fn malformed_names_are_no_names() {
        for wire in [
            "&", "a&b", "&AOQ", "&AO-", "&AGE-", "&2D4-", "a//b", "/a", "a/", "", "\u{1}",
        ] {
            assert_eq!(DESTINATION.read(wire), None, "{wire:?}");
        }
        assert_eq!(SOURCE.read("Sent"), None);
    }
}
