//! # The encodings of mail
//!
//! Encoded words (RFC 2047), quoted-printable and base64 (RFC 2045), just far enough to write letters.
//! Attachments come out of one pool of pretend bytes that is encoded once, so that megabytes cost a copy and no more.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use super::{Attachment, Correspondent};

/// How many bytes of a line of quoted-printable stay below the limit of 76, with room for one escape and `=`.
const QUOTED_LINE: usize = 72;
/// How many bytes give one full line of base64.
const BASE64_BYTES: usize = 57;
/// Length of the pool in full lines of base64.
const POOL_LINES: usize = 3000;

/// A correspondent as it stands in a header line.
pub(super) fn mailbox(who: Correspondent) -> String {
    format!("{} <{}>", encoded_words(who.name), who.address)
}

/// Text for a header line: itself when it is ASCII, otherwise encoded words, folded one to a line.
pub(super) fn encoded_words(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    for letter in text.chars() {
        let mut buffer = [0; 4];
        let escaped: String = letter
            .encode_utf8(&mut buffer)
            .bytes()
            .map(|byte| match byte {
                b' ' => "_".to_owned(),
                byte if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
                byte => format!("={byte:02X}"),
            })
            .collect();
        match words.last_mut() {
            Some(word) if word.len() + escaped.len() <= 56 => word.push_str(&escaped),
            _ => words.push(escaped),
        }
    }
    let words: Vec<_> = words
        .iter()
        .map(|word| format!("=?UTF-8?Q?{word}?="))
        .collect();
    words.join("\r\n ")
}

/// Writes text with CRLF line ends in quoted-printable.
pub(super) fn quoted_printable(text: &str, out: &mut String) {
    for line in text.split_inclusive("\r\n") {
        let (line, end) = match line.strip_suffix("\r\n") {
            Some(line) => (line, "\r\n"),
            None => (line, ""),
        };
        let mut column = 0;
        for byte in line.bytes() {
            if column > QUOTED_LINE {
                out.push_str("=\r\n");
                column = 0;
            }
            if matches!(byte, b' '..=b'~') && byte != b'=' {
                out.push(char::from(byte));
                column += 1;
            } else {
                out.push_str(&format!("={byte:02X}"));
                column += 3;
            }
        }
        if line.ends_with(' ') {
            out.push_str("=\r\n");
        }
        out.push_str(end);
    }
}

/// Writes bytes in lines of base64.
pub(super) fn base64_lines(bytes: &[u8], out: &mut String) {
    for line in bytes.chunks(BASE64_BYTES) {
        STANDARD.encode_string(line, out);
        out.push_str("\r\n");
    }
}

/// Pretend files, ready in base64.
#[derive(Debug)]
pub(crate) struct Attachments {
    lines: Vec<String>,
}

impl Attachments {
    /// Fills the pool.
    pub(crate) fn new() -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(0xBA6E);
        let lines = (0..POOL_LINES)
            .map(|_| {
                let mut bytes = [0; BASE64_BYTES];
                random.fill_bytes(&mut bytes);
                let mut line = String::with_capacity(78);
                base64_lines(&bytes, &mut line);
                line
            })
            .collect();
        Self { lines }
    }

    /// Writes one pretend file in base64: a head by which programs know its kind, then bytes of the pool.
    pub(super) fn write(&self, attachment: &Attachment, out: &mut String) {
        let mut head = match attachment.media {
            "application/pdf" => {
                b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\n".to_vec()
            }
            "image/png" => {
                b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x05\0\0\0\x03\xC0\x08\x02\0\0\0".to_vec()
            }
            _ => b"PK\x03\x04\x14\0\0\0\x08\0".to_vec(),
        };
        head.resize(BASE64_BYTES, b' ');
        base64_lines(&head, out);
        let pool = self
            .lines
            .iter()
            .cycle()
            .skip(attachment.start % POOL_LINES);
        for line in pool.take(attachment.lines) {
            out.push_str(line);
        }
        base64_lines(attachment.name.as_bytes(), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_subjects_become_several_short_words() {
        let text = encoded_words(
            "Bestellung für die Konditorei Überseehafen am Sonntag, dem zwölften März, früh",
        );
        assert!(text.split("\r\n ").count() > 1);
        for word in text.split("\r\n ") {
            assert!(
                word.len() <= 75 && word.starts_with("=?UTF-8?Q?") && word.ends_with("?="),
                "{word}"
            );
        }
        assert_eq!(encoded_words("Flour"), "Flour");
    }

    #[test]
    fn quoted_printable_breaks_long_lines_and_keeps_short_ones() {
        let mut out = String::new();
        quoted_printable("a=b \r\nü\r\n", &mut out);
        assert_eq!(out, "a=3Db =\r\n\r\n=C3=BC\r\n");
        out.clear();
        quoted_printable(&"ü".repeat(100), &mut out);
        assert!(out.split("\r\n").all(|line| line.len() <= 76));
    }

    #[test]
    fn an_attachment_is_one_valid_file() {
        let attachment = Attachment {
            name: "a.pdf".into(),
            media: "application/pdf",
            lines: 10,
            start: POOL_LINES - 2,
        };
        let mut out = String::new();
        Attachments::new().write(&attachment, &mut out);
        let bytes = STANDARD.decode(out.replace("\r\n", "")).unwrap();
        assert!(bytes.starts_with(b"%PDF-1.4"));
        assert_eq!(bytes.len(), 11 * BASE64_BYTES + 5);
    }
}
