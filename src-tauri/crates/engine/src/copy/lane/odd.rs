//! # Odd bytes
//!
//! Signs by which servers are known to change a message without changing its size: what stands outside of the rules for
//! mail, and what is often mended. Pure, and in one pass, chunk by chunk.

use memchr::{memchr, memchr2_iter};

/// The longest line that mail may have, without its end (RFC 5322, section 2.1.1).
const LONGEST_LINE: u64 = 998;

/// Looks at a message as it goes by.
#[derive(Debug, Default)]
pub(crate) struct Oddness {
    odd: bool,
    /// Where the next chunk begins.
    at: u64,
    /// Where the line begins that is not at its end yet.
    line: u64,
    /// Where a carriage return stands that nothing is known to follow.
    pending: Option<u64>,
    behind_header: bool,
}

/// Whether a message that lies in memory shows any sign.
pub(crate) fn is_odd(bytes: &[u8]) -> bool {
    let mut oddness = Oddness::default();
    oddness.look(bytes);
    oddness.is_odd()
}

impl Oddness {
    /// Takes the next bytes.
    pub(crate) fn look(&mut self, chunk: &[u8]) {
        if self.odd {
            return;
        }
        for place in memchr2_iter(b'\r', b'\n', chunk) {
            let at = self.at + place as u64;
            let follows = self.pending.is_some_and(|pending| pending + 1 == at);
            if chunk.get(place) == Some(&b'\r') {
                // Two in a row: the first one stands alone.
                self.odd |= self.pending.replace(at).is_some();
                continue;
            }
            self.odd |= !follows;
            self.pending = None;
            let length = at - u64::from(follows) - self.line;
            self.odd |= length > LONGEST_LINE;
            if length == 0 && !self.behind_header {
                self.behind_header = true;
                self.odd |= !is_ascii(chunk, place);
            }
            self.line = at + 1;
        }
        if !self.behind_header {
            self.odd |= !chunk.is_ascii();
        }
        self.at += chunk.len() as u64;
        self.odd |= self.at - self.line > LONGEST_LINE + 1;
        self.odd |= memchr(0, chunk).is_some();
    }

    /// What was seen, at the end of the message.
    pub(crate) fn is_odd(&self) -> bool {
        self.odd || self.pending.is_some()
    }
}

fn is_ascii(chunk: &[u8], end: usize) -> bool {
    chunk.get(..end).is_some_and(<[u8]>::is_ascii)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_are_known_to_mend_is_odd() {
        let long = format!("A: b\r\n\r\n{}\r\n", "x".repeat(999));
        let longest = format!("A: b\r\n\r\n{}\r\n", "x".repeat(998));
        for (text, odd) in [
            ("", false),
            ("A: b\r\n\r\nbody\r\n", false),
            ("A: b\r\n\r\nno line end", false),
            ("A: b\r\n\r\nK\u{f6}ln\r\n", false),
            (longest.as_str(), false),
            ("A: K\u{f6}ln\r\n\r\nbody\r\n", true),
            ("A: K\u{f6}ln", true),
            ("A: b\r\n\r\nbo\0dy\r\n", true),
            ("A: b\r\n\r\nbo\rdy\r\n", true),
            ("A: b\r\n\r\nbo\ndy\r\n", true),
            ("A: b\r\n\r\nbody\r\r\n", true),
            ("A: b\r\n\r\nbody\r", true),
            ("A: b\n\nbody\n", true),
            (long.as_str(), true),
        ] {
            assert_eq!(is_odd(text.as_bytes()), odd, "{text:?}");
            let mut chunks = Oddness::default();
            text.as_bytes()
                .chunks(1)
                .for_each(|chunk| chunks.look(chunk));
            assert_eq!(chunks.is_odd(), odd, "byte by byte: {text:?}");
        }
    }
}
