//! # Folder names on disk
//!
//! Dovecot names folders on disk as IMAP does: UTF-16 in a base64 of its own between `&` and `-` (RFC 3501, 5.1.3).
//! Written here a second time on purpose, so that a mistake of the product cannot hide itself.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

/// A folder name as it stands on disk.
pub fn encode(name: &str) -> String {
    let mut coded = String::new();
    let mut foreign = Vec::new();
    for letter in name.chars() {
        if matches!(letter, ' '..='~') {
            flush(&mut foreign, &mut coded);
            coded.push(letter);
            if letter == '&' {
                coded.push('-');
            }
        } else {
            foreign.extend(letter.encode_utf16(&mut [0; 2]).iter().copied());
        }
    }
    flush(&mut foreign, &mut coded);
    coded
}

/// The name that stands on disk in this form.
pub fn decode(coded: &str) -> String {
    let mut name = String::new();
    let mut rest = coded;
    while let Some((plain, after)) = rest.split_once('&') {
        name.push_str(plain);
        let (run, after) = after
            .split_once('-')
            .unwrap_or_else(|| panic!("{coded:?} is no folder name"));
        if run.is_empty() {
            name.push('&');
        } else {
            name.push_str(
                &String::from_utf16(&units(run))
                    .unwrap_or_else(|_| panic!("{coded:?} is no folder name")),
            );
        }
        rest = after;
    }
    name + rest
}

fn flush(foreign: &mut Vec<u16>, coded: &mut String) {
    if foreign.is_empty() {
        return;
    }
    coded.push('&');
    let (mut held, mut bits) = (0u32, 0);
    for byte in foreign.drain(..).flat_map(u16::to_be_bytes) {
        held = (held << 8) | u32::from(byte);
        bits += 8;
        while bits >= 6 {
            bits -= 6;
            coded.push(digit(held >> bits));
        }
    }
    if bits > 0 {
        coded.push(digit(held << (6 - bits)));
    }
    coded.push('-');
}

fn digit(value: u32) -> char {
    char::from(DIGITS[usize::try_from(value & 63).expect("six bits")])
}

fn units(run: &str) -> Vec<u16> {
    let (mut held, mut bits, mut found) = (0u32, 0, Vec::new());
    for byte in run.bytes() {
        let place = DIGITS
            .iter()
            .position(|digit| *digit == byte)
            .unwrap_or_else(|| panic!("{run:?} is no base64"));
        held = (held << 6) | u32::try_from(place).expect("six bits");
        bits += 6;
        if bits >= 16 {
            bits -= 16;
            found.push(u16::try_from((held >> bits) & 0xFFFF).expect("sixteen bits"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for (name, coded) in [
            ("Entwürfe", "Entw&APw-rfe"),
            ("R&D", "R&-D"),
            ("台北", "&U,BTFw-"),
            ("😀", "&2D3eAA-"),
            ("Peter/mail/台北/日本語", "Peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ] {
            assert_eq!(encode(name), coded);
            assert_eq!(decode(coded), name);
        }
    }
}
