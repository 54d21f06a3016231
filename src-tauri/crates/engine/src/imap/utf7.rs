//! # Modified UTF-7
//!
//! How folder names travel on servers without UTF8=ACCEPT (RFC 3501, section 5.1.3). Pure, both ways.

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// Writes a name; every text has exactly one written form.
pub(super) fn encode(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut shifted: Vec<u8> = Vec::new();
    for c in text.chars() {
        if (' '..='~').contains(&c) {
            end_shift(&mut shifted, &mut written);
            written.push(c);
            if c == '&' {
                written.push('-');
            }
        } else {
            let mut units = [0; 2];
            shifted.extend(
                c.encode_utf16(&mut units)
                    .iter()
                    .flat_map(|unit| unit.to_be_bytes()),
            );
        }
    }
    end_shift(&mut shifted, &mut written);
    written
}

fn end_shift(shifted: &mut Vec<u8>, written: &mut String) {
    if !shifted.is_empty() {
        written.push('&');
        written.push_str(&BASE64.encode(&*shifted));
        written.push('-');
        shifted.clear();
    }
}

/// Reads a name. `None` unless `raw` is exactly what [`encode`] would write, so that a name can always be sent back as
/// it came.
pub(super) fn decode(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((direct, shift)) = rest.split_once('&') {
        let (coded, after) = shift.split_once('-')?;
        text.push_str(direct);
        if coded.is_empty() {
            text.push('&');
        } else {
            text.push_str(&utf16(&BASE64.decode(coded).ok()?)?);
        }
        rest = after;
    }
    text.push_str(rest);
    (encode(&text) == raw).then_some(text)
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| u16::from_be_bytes(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| odd.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_travel_both_ways() {
        for (text, raw) in [
            ("INBOX", "INBOX"),
            ("", ""),
            ("Entwürfe", "Entw&APw-rfe"),
            ("R&D", "R&-D"),
            ("&", "&-"),
            ("Wäre & hätte", "W&AOQ-re &- h&AOQ-tte"),
            ("台北/日本語", "&U,BTFw-/&ZeVnLIqe-"),
            ("Отправленные", "&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-"),
            ("🙂", "&2D3eQg-"),
            ("e\u{301}", "e&AwE-"),
            ("é", "&AOk-"),
            ("tab\there", "tab&AAk-here"),
            ("\"*%\\~", "\"*%\\~"),
        ] {
            assert_eq!(encode(text), raw);
            assert_eq!(decode(raw).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_cannot_be_sent_back_is_not_read() {
        for raw in [
            "&",
            "a&b",
            "&AOk",
            "&AO-",
            "&AOkA-",
            "&AGE-",
            "&AOk-&AOk-",
            "&2D0-",
            "&3kI-",
            "&AOk=-",
            "&AOl-",
            "&!!!!-",
            "tab\there",
            "é",
        ] {
            assert_eq!(decode(raw), None, "{raw:?}");
        }
    }
}
