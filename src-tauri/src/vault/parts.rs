//! # Long secrets in short entries
//!
//! One secret is one entry, unless it is longer than the strictest store takes: then the rest lies in entries that are
//! numbered from 2. A part that is not full is the last one, so that almost every secret needs a single look.

use keyring_core::{CredentialStore, Error, Result};
use moving_day_engine::secret::Secret;

use super::SERVICE;

/// Windows takes 2560 bytes for one entry and stores text as UTF-16. The same limit everywhere means one behaviour to test.
const FULL: usize = 1280;

/// Writes a secret over whatever was there.
pub(super) fn write(store: &CredentialStore, user: &str, secret: &Secret) -> Result<()> {
    delete_from(store, user, 2)?;
    for (number, part) in (1..).zip(split(secret.expose())) {
        store
            .build(SERVICE, &numbered(user, number), None)?
            .set_password(part)?;
    }
    Ok(())
}

/// Reads a secret.
///
/// # Errors
/// [`Error::NoEntry`] when there is none.
pub(super) fn read(store: &CredentialStore, user: &str) -> Result<Secret> {
    let mut secret = String::new();
    for number in 1.. {
        let part = match store
            .build(SERVICE, &numbered(user, number), None)?
            .get_password()
        {
            Err(Error::NoEntry) if number > 1 => break,
            part => Secret::new(part?),
        };
        // A growing string leaves copies of its content behind; this one is made large enough at once.
        let longer = String::with_capacity(secret.len() + part.expose().len());
        let shorter = Secret::new(std::mem::replace(&mut secret, longer));
        secret.push_str(shorter.expose());
        secret.push_str(part.expose());
        if !is_full(part.expose()) {
            break;
        }
    }
    Ok(Secret::new(secret))
}

/// Deletes every part; it is no error when there is none.
pub(super) fn delete(store: &CredentialStore, user: &str) -> Result<()> {
    delete_from(store, user, 1)
}

fn delete_from(store: &CredentialStore, user: &str, first: usize) -> Result<()> {
    for number in first.. {
        match store
            .build(SERVICE, &numbered(user, number), None)?
            .delete_credential()
        {
            // The first part may be gone while others are left, after an interruption.
            Err(Error::NoEntry) if number > 1 => break,
            Ok(()) | Err(Error::NoEntry) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn numbered(user: &str, number: usize) -> String {
    if number == 1 {
        user.to_owned()
    } else {
        format!("{user}/{number}")
    }
}

/// Whether one more character might not have fitted: a character takes one or two units.
fn is_full(part: &str) -> bool {
    part.encode_utf16().count() >= FULL - 1
}

/// Cuts a text into pieces of at most [`FULL`] UTF-16 units; an empty text is one empty piece.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((part, after)) = cut(rest) {
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

/// The first full piece and what follows it, if the text does not fit into one piece.
fn cut(text: &str) -> Option<(&str, &str)> {
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > FULL {
            return Some(text.split_at(at));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(part: &str) -> usize {
        part.encode_utf16().count()
    }

    #[test]
    fn pieces_fit_and_make_up_the_whole() {
        for text in [
            String::new(),
            "correct horse".to_owned(),
            "é".repeat(FULL),
            "😀".repeat(FULL),
            format!("a{}", "😀".repeat(FULL)),
            "x".repeat(3 * FULL + 1),
        ] {
            let parts = split(&text);
            assert_eq!(parts.concat(), text);
            assert!(parts.iter().all(|part| units(part) <= FULL));
            let (_, before) = parts.split_last().unwrap();
            assert!(before.iter().all(|part| is_full(part)));
        }
    }

    #[test]
    fn a_long_secret_comes_back_whole_and_leaves_nothing_behind() {
        let store = keyring_core::mock::Store::new().unwrap();
        let long = Secret::new("😀é".repeat(2 * FULL));
        write(&*store, "plan/source/ana", &long).unwrap();
        assert_eq!(read(&*store, "plan/source/ana").unwrap(), long);

        let short = Secret::new("short".to_owned());
        write(&*store, "plan/source/ana", &short).unwrap();
        assert_eq!(read(&*store, "plan/source/ana").unwrap(), short);
        assert!(matches!(
            entry(&*store, "plan/source/ana/2").get_password(),
            Err(Error::NoEntry)
        ));

        write(&*store, "plan/source/ana", &long).unwrap();
        delete(&*store, "plan/source/ana").unwrap();
        assert!(matches!(
            read(&*store, "plan/source/ana"),
            Err(Error::NoEntry)
        ));
        assert!(matches!(
            entry(&*store, "plan/source/ana/5").get_password(),
            Err(Error::NoEntry)
        ));
    }

    #[test]
    fn a_secret_of_exactly_one_entry_needs_no_second_one() {
        let store = keyring_core::mock::Store::new().unwrap();
        let exact = Secret::new("x".repeat(FULL));
        write(&*store, "user", &exact).unwrap();
        assert_eq!(read(&*store, "user").unwrap(), exact);
    }

    fn entry(store: &CredentialStore, user: &str) -> keyring_core::Entry {
        store.build(SERVICE, user, None).unwrap()
    }
}
