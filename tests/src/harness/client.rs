//! # A small client
//!
//! Asks a server on the loopback what it holds, for comparisons. It knows the answers of sound servers only, and
//! nothing of the product.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// How long a server may take for an answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(20);

/// What a server says of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Its number in the folder.
    pub uid: u32,
    /// Flags and keywords, `\Recent` left out.
    pub flags: BTreeSet<String>,
    /// The internal date, in seconds since 1970.
    pub date: i64,
}

/// A connection that is signed in.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Signs in at a port of the loopback.
    pub fn sign_in(port: u16, user: &str, password: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
        stream
            .set_read_timeout(Some(ANSWER_LIMIT))
            .expect("a limit");
        let mut client = Self {
            stream: BufReader::new(stream),
        };
        client.line();
        client.ask(&format!("LOGIN \"{user}\" \"{password}\""));
        client
    }

    /// Every folder that can be opened, as it is written on the wire, with the separator.
    pub fn folders(&mut self) -> Vec<(String, char)> {
        self.names("LIST \"\" \"*\"")
    }

    /// Every folder that is subscribed to.
    pub fn subscribed(&mut self) -> Vec<(String, char)> {
        self.names("LSUB \"\" \"*\"")
    }

    /// What is in a folder. Nothing changes there.
    pub fn messages(&mut self, folder: &str) -> Vec<Said> {
        self.ask(&format!("EXAMINE {}", quoted(folder)));
        let lines = self.ask("UID FETCH 1:* (UID FLAGS INTERNALDATE)");
        lines.iter().filter_map(|line| said(line)).collect()
    }

    /// Each message of a folder byte for byte, by its number. Nothing changes there.
    pub fn bytes(&mut self, folder: &str) -> BTreeMap<u32, Vec<u8>> {
        let messages = self.messages(folder);
        let fetch = |message: &Said| (message.uid, self.fetch(message.uid));
        messages.iter().map(fetch).collect()
    }

    fn fetch(&mut self, uid: u32) -> Vec<u8> {
        let command = format!("c UID FETCH {uid} (BODY.PEEK[])\r\n");
        let sent = self.stream.get_mut().write_all(command.as_bytes());
        sent.expect("a server that listens");
        let mut line = String::new();
        self.stream.read_line(&mut line).expect("an answer");
        let size = line.trim_end().strip_suffix('}');
        let size = size
            .and_then(|line| line.rsplit_once('{'))
            .map(|(_, size)| size);
        let size = size.unwrap_or_else(|| panic!("no message: {line}"));
        let mut bytes = vec![0; size.parse().expect("the size of a message")];
        self.stream.read_exact(&mut bytes).expect("a message");
        self.answers(&command);
        bytes
    }

    /// Adds (`+`) or takes (`-`) a flag of messages, as somebody with a mail program does.
    pub fn mark(&mut self, folder: &str, uids: &str, sign: char, flag: &str) {
        self.ask(&format!("SELECT {}", quoted(folder)));
        self.ask(&format!("UID STORE {uids} {sign}FLAGS ({flag})"));
        self.ask("UNSELECT");
    }

    /// Puts a message into a folder.
    pub fn put(&mut self, folder: &str, date: &str, bytes: &[u8]) {
        let command = format!("APPEND {} \"{date}\" ", quoted(folder));
        let literal = format!("{{{}+}}\r\n", bytes.len());
        let stream = self.stream.get_mut();
        let head = format!("c {command}{literal}");
        let sent = [head.as_bytes(), bytes, b"\r\n"].concat();
        stream.write_all(&sent).expect("a server that listens");
        self.answers(&command);
    }

    fn names(&mut self, command: &str) -> Vec<(String, char)> {
        let lines = self.ask(command);
        lines.iter().filter_map(|line| listed(line)).collect()
    }

    /// Sends a command and gives its untagged answers, literals written as quoted strings.
    fn ask(&mut self, command: &str) -> Vec<String> {
        let sent = self
            .stream
            .get_mut()
            .write_all(format!("c {command}\r\n").as_bytes());
        sent.expect("a server that listens");
        self.answers(command)
    }

    fn answers(&mut self, command: &str) -> Vec<String> {
        let mut answers = Vec::new();
        loop {
            let line = self.line();
            if let Some(end) = line.strip_prefix("c ") {
                assert!(end.starts_with("OK"), "{command}: {end}");
                return answers;
            }
            answers.push(line);
        }
    }

    fn line(&mut self) -> String {
        let mut text = String::new();
        loop {
            let mut line = Vec::new();
            self.stream.read_until(b'\n', &mut line).expect("an answer");
            assert!(!line.is_empty(), "the server has closed the connection");
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            let Some((before, size)) = line
                .strip_suffix('}')
                .and_then(|line| line.rsplit_once('{'))
            else {
                return text + line.as_str();
            };
            let mut literal = vec![0; size.parse().expect("the size of a literal")];
            self.stream.read_exact(&mut literal).expect("a literal");
            text += before;
            text += &quoted(&String::from_utf8_lossy(&literal));
        }
    }
}

/// `* LIST (\HasNoChildren) "." "INBOX.Sent"`, unless the folder cannot be opened.
fn listed(line: &str) -> Option<(String, char)> {
    let (attributes, rest) = line.split_once('(')?.1.split_once(") \"")?;
    let attributes = attributes.to_lowercase();
    if attributes.contains("\\noselect") || attributes.contains("\\nonexistent") {
        return None;
    }
    let (separator, name) = rest.split_once("\" ")?;
    let separator = separator.chars().last()?;
    Some((unquoted(name), separator))
}

/// `* 3 FETCH (UID 7 FLAGS (\Seen) INTERNALDATE "01-Feb-2020 10:00:00 +0100")`, in any order.
fn said(line: &str) -> Option<Said> {
    let items = line.split_once(" FETCH (")?.1;
    let after = |word: &str| items.split_once(word).map(|(_, rest)| rest);
    let uid = after("UID ")?.split([' ', ')']).next()?.parse().ok()?;
    let flags = after("FLAGS (")?.split_once(')')?.0;
    let flags = flags.split_whitespace().filter(|flag| *flag != "\\Recent");
    Some(Said {
        uid,
        flags: flags.map(str::to_owned).collect(),
        date: seconds(after("INTERNALDATE \"")?.split_once('"')?.0)?,
    })
}

/// `01-Feb-2020 10:00:00 +0100` in seconds since 1970.
pub fn seconds(date: &str) -> Option<i64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = date.split_whitespace();
    let (day, clock, zone) = (words.next()?, words.next()?, words.next()?);
    let mut day = day.split('-');
    let date: i64 = day.next()?.parse().ok()?;
    let month = i64::try_from(MONTHS.find(day.next()?)? / 3).ok()?;
    let year: i64 = day.next()?.parse().ok()?;
    let mut clock = clock.split(':').map(str::parse::<i64>);
    let mut next = || clock.next()?.ok();
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let zone: i64 = zone.parse().ok()?;
    let offset = (zone / 100 * 60 + zone % 100) * 60;
    // Years begin in March here, so that the odd day comes last.
    let (year, month) = if month < 2 {
        (year - 1, month + 10)
    } else {
        (year, month - 2)
    };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 + date
        - 1
        - 719_468;
    Some(days * 86_400 + hours * 3_600 + minutes * 60 + seconds - offset)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn unquoted(text: &str) -> String {
    let Some(inside) = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
    else {
        return text.to_owned();
    };
    let mut plain = String::new();
    let mut letters = inside.chars();
    while let Some(letter) = letters.next() {
        plain.extend(if letter == '\\' {
            letters.next()
        } else {
            Some(letter)
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_counted_from_1970() {
        for (date, expected) in [
            ("01-Jan-1970 00:00:00 +0000", 0),
            (" 1-Mar-2000 00:00:00 +0000", 951_868_800),
            ("29-Feb-2020 23:59:59 -0130", 1_583_026_199),
            ("31-Dec-1999 23:00:00 -0100", 946_684_800),
        ] {
            assert_eq!(seconds(date), Some(expected), "{date}");
        }
    }

    #[test]
    fn answers_are_read() {
        let line = "* 3 FETCH (FLAGS (\\Seen $Forwarded \\Recent) UID 7 INTERNALDATE \" 1-Jan-1970 00:00:09 +0000\")";
        let found = said(line).expect("a message");
        assert_eq!((found.uid, found.date), (7, 9));
        assert_eq!(
            found.flags,
            ["$Forwarded", "\\Seen"].map(str::to_owned).into()
        );
        let folder = listed("* LIST (\\HasNoChildren) \".\" \"a \\\"b\\\" \\\\\"");
        assert_eq!(folder, Some(("a \"b\" \\".to_owned(), '.')));
        assert_eq!(listed("* LIST (\\Noselect) \"/\" Archive"), None);
    }
}
