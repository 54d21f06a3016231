//! # Commands on the wire
//!
//! Takes the bytes that an IMAP client or server sends apart into commands or answers, literals left out, as they come. It knows no more
//! of the protocol than where a command ends (RFC 3501, 2.2.1 and 4.3; RFC 7888).

/// Takes a client's bytes apart.
#[derive(Debug, Clone, Default)]
pub struct Commands {
    line: Vec<u8>,
    literal_left: u64,
    literal_size: u64,
    literals: u64,
    text: String,
    awaiting_reply: bool,
}

impl Commands {
    /// Takes more bytes and gives the commands that are complete now, literals shown as `{size}`.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<String> {
        let mut complete = Vec::new();
        for byte in bytes {
            if self.literal_left > 0 {
                self.literal_left -= 1;
                continue;
            }
            self.line.push(*byte);
            if self.line.ends_with(b"\r\n") {
                complete.extend(self.end_of_line());
            }
        }
        complete
    }

    /// How many literals have begun so far.
    pub fn literals(&self) -> u64 {
        self.literals
    }

    /// How many of the bytes that come now may be fed until the middle of the literal of that number is reached.
    pub fn until_middle_of(&self, literal: u64, bytes: &[u8]) -> usize {
        let mut ahead = self.clone();
        let middle = |at: &Self| at.literals >= literal && at.literal_left <= at.literal_size / 2;
        let steps = bytes.iter().position(|byte| {
            if middle(&ahead) {
                return true;
            }
            ahead.feed(std::slice::from_ref(byte));
            false
        });
        steps.unwrap_or(bytes.len())
    }

    fn end_of_line(&mut self) -> Option<String> {
        let line = String::from_utf8_lossy(&self.line)
            .trim_end_matches("\r\n")
            .to_owned();
        self.line.clear();
        if std::mem::take(&mut self.awaiting_reply) {
            return None;
        }
        self.text += &line;
        if let Some(size) = literal_size(&line) {
            (self.literal_left, self.literal_size) = (size, size);
            self.literals += 1;
            return None;
        }
        let text = std::mem::take(&mut self.text);
        let words: Vec<_> = text.split(' ').collect();
        // Without an answer in the same line, the next line is the answer and no command.
        self.awaiting_reply = words.len() == 3 && words[1].eq_ignore_ascii_case("AUTHENTICATE");
        Some(text)
    }
}

/// What a command asks for: its name in capitals, `UID FETCH` as one.
pub fn name_of(command: &str) -> String {
    let mut words = command.split(' ').skip(1).map(str::to_uppercase);
    let first = words.next().unwrap_or_default();
    if first == "UID" {
        format!("UID {}", words.next().unwrap_or_default())
    } else {
        first
    }
}

fn literal_size(line: &str) -> Option<u64> {
    let (_, size) = line.strip_suffix('}')?.rsplit_once('{')?;
    size.trim_end_matches(['+', '-']).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conversation_is_taken_apart_wherever_it_is_cut() {
        let sent = b"a1 AUTHENTICATE PLAIN\r\nAGFuYQBwdw==\r\na2 uid fetch 1:* (BODY.PEEK[])\r\n\
            a3 APPEND \"Sent\" (\\Seen) {6+}\r\nA\r\nB\r\n\r\na4 LOGIN {3}\r\nana {2}\r\npw\r\n";
        let expected = [
            "a1 AUTHENTICATE PLAIN",
            "a2 uid fetch 1:* (BODY.PEEK[])",
            "a3 APPEND \"Sent\" (\\Seen) {6+}",
            "a4 LOGIN {3} {2}",
        ];
        for size in [1, 2, 3, 7, sent.len()] {
            let mut commands = Commands::default();
            let found: Vec<_> = sent
                .chunks(size)
                .flat_map(|part| commands.feed(part))
                .collect();
            assert_eq!(found, expected, "in parts of {size}");
        }
        assert_eq!(name_of(expected[1]), "UID FETCH");
    }
}
