//! # E-mail addresses
//!
//! What a person typed becomes an [`Address`] here or nowhere. The rules are those that keep a plan safe (one `@`, a
//! domain with a dot or a local name, nothing invisible), not the whole grammar of RFC 5321, which no provider follows.

use std::fmt;

use serde::Serialize;
use unicode_normalization::UnicodeNormalization as _;

use crate::error::{Code, Error};

/// An address in its written form, compared without regard to case.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct Address(String);

impl Address {
    /// Reads an address; blanks around it, `mailto:` and angle brackets are taken off.
    ///
    /// # Errors
    /// [`Code::AddressMalformed`] with the text in `params.text`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bare = text.trim().trim_start_matches("mailto:");
        let bare = bare.trim_start_matches('<').trim_end_matches('>').trim();
        let written: String = bare.nfc().collect();
        let sound = written.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && !local.contains('@')
                && !domain.is_empty()
                && !domain.starts_with(['.', '-'])
                && !domain.ends_with(['.', '-'])
                && !domain.contains("..")
                && domain
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '.' || c == '-')
        });
        let clean = written
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && !",;<>()\"\\".contains(c));
        if sound && clean && written.len() <= 254 {
            Ok(Self(written))
        } else {
            Err(Error::job(Code::AddressMalformed).with("text", text.trim()))
        }
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The form in which two spellings of one mailbox are equal.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Address {}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_people_paste() {
        for (typed, read) in [
            ("ana@example.com", "ana@example.com"),
            ("  <Ana@Example.com> ", "Ana@Example.com"),
            ("mailto:ana@example.com", "ana@example.com"),
            ("jürgen@bäckerei.example", "jürgen@bäckerei.example"),
            ("root@localhost", "root@localhost"),
        ] {
            assert_eq!(Address::parse(typed).unwrap().as_str(), read);
        }
    }

    #[test]
    fn refuses_what_is_no_address() {
        for typed in [
            "",
            "ana",
            "@example.com",
            "ana@",
            "a na@example.com",
            "a@b@c.example",
            "a@.example",
            "a@exa_mple.com",
        ] {
            let error = Address::parse(typed).unwrap_err();
            assert_eq!(error.code, Code::AddressMalformed, "{typed:?}");
        }
    }

    #[test]
    fn case_makes_no_second_mailbox() {
        assert_eq!(
            Address::parse("Ana@Example.com").unwrap(),
            Address::parse("ana@example.COM").unwrap()
        );
    }
}
