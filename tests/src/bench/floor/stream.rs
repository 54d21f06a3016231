//! # A pair of connections
//!
//! What comes from the source goes to the destination as it comes. Two folders are asked for at a time, so that the
//! source always has something to send, and nobody waits for the destination's answers before the end.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read as _, Write as _, copy};
use std::net::TcpStream;
use std::thread::{scope, spawn};

use super::connection::Connection;

/// How much goes into one command. Every command costs the server as much as the folder is long, so they are large.
const BATCH: (usize, u64) = (5_000, 16 * 1024 * 1024);

/// How many folders the source is asked for at a time.
const AHEAD: usize = 2;

/// A folder with something in it.
#[derive(Debug)]
pub(super) struct Folder(String);

/// A connection to each side.
pub(super) struct Streams {
    source: Connection,
    destination: Connection,
}

/// The messages that the present command holds, and their bytes.
#[derive(Default)]
struct Batch(usize, u64);

impl Streams {
    /// Signs in on both sides at once.
    pub(super) fn open(ports: [u16; 2], users: [&String; 2]) -> Self {
        scope(|threads| {
            let source = threads.spawn(|| Connection::open(ports[0], users[0]));
            let destination = Connection::open(ports[1], users[1]);
            Self {
                source: source.join().expect("a connection"),
                destination,
            }
        })
    }

    /// Makes every folder at the destination and gives those that hold something.
    pub(super) fn survey(&mut self) -> VecDeque<Folder> {
        let names = self.source.folders();
        let each =
            |form: fn(&str) -> String| names.iter().map(|name| form(name)).collect::<String>();
        self.destination
            .send(&each(|name| format!("a CREATE {name}\r\n")));
        let counts = self.source.ask(
            &each(|name| format!("a STATUS {name} (MESSAGES)\r\n")),
            names.len(),
        );
        self.destination.ask("", names.len());
        let full = names
            .iter()
            .zip(&counts)
            .filter(|(_, count)| !count.ends_with("(MESSAGES 0)"));
        full.map(|(name, _)| Folder(name.clone())).collect()
    }

    /// Copies the folders that `next` gives.
    pub(super) fn copy(mut self, mut next: impl FnMut() -> Option<Folder>) {
        let answers = self.destination.reader.get_ref().try_clone();
        let answers = answers.expect("a second handle");
        let answers = spawn(move || read_answers(answers));
        let mut asked = VecDeque::new();
        loop {
            while asked.len() < AHEAD
                && let Some(folder) = next()
            {
                self.source.send(&format!(
                    "b EXAMINE {0}\r\na FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])\r\n",
                    folder.0
                ));
                asked.push_back(folder);
            }
            let Some(folder) = asked.pop_front() else {
                break;
            };
            self.copy_folder(&folder);
        }
        self.destination.send("z LOGOUT\r\n");
        answers.join().expect("answers");
    }

    fn copy_folder(&mut self, Folder(name): &Folder) {
        let mut batch = Batch::default();
        loop {
            let line = self.source.line();
            if line.starts_with("a ") {
                assert!(line.starts_with("a OK"), "{line}");
                break;
            }
            if let Some((flags, date, size)) = announced(&line) {
                self.copy_message(name, &mut batch, &format!(" ({flags}) \"{date}\""), size);
            }
        }
        self.end(&mut batch);
    }

    fn copy_message(&mut self, folder: &str, batch: &mut Batch, about: &str, size: u64) {
        if batch.0 == BATCH.0 || batch.1 > BATCH.1 {
            self.end(batch);
        }
        let to = &mut self.destination.writer;
        let begin = if batch.0 == 0 {
            format!("a APPEND {folder}")
        } else {
            String::new()
        };
        write!(to, "{begin}{about} {{{size}+}}\r\n").expect("a server that listens");
        let mut body = self.source.reader.by_ref().take(size);
        let copied = copy(&mut body, to).expect("a message");
        assert_eq!(copied, size, "the source has gone");
        *batch = Batch(batch.0 + 1, batch.1 + size);
    }

    fn end(&mut self, batch: &mut Batch) {
        if batch.0 > 0 {
            self.destination.send("\r\n");
        }
        *batch = Batch::default();
    }
}

/// Reads until the server hangs up; a copy that was refused is no floor.
fn read_answers(stream: TcpStream) {
    for line in BufReader::new(stream).lines() {
        let line = line.expect("a line");
        assert!(
            !line.starts_with("a ") || line.starts_with("a OK"),
            "{line}"
        );
    }
}

/// `* 3 FETCH (FLAGS (\Seen) INTERNALDATE "01-Feb-2020 10:00:00 +0100" BODY[] {1234}`
fn announced(line: &str) -> Option<(String, &str, u64)> {
    let (_, rest) = line.split_once(" FETCH (FLAGS (")?;
    let (flags, rest) = rest.split_once(") INTERNALDATE \"")?;
    let (date, rest) = rest.split_once("\" BODY[] {")?;
    let flags: Vec<_> = flags
        .split(' ')
        .filter(|flag| *flag != "\\Recent")
        .collect();
    Some((flags.join(" "), date, rest.strip_suffix('}')?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_is_announced_with_is_handed_on() {
        let line = r#"* 3 FETCH (FLAGS (\Recent \Seen) INTERNALDATE "01-Feb-2020 10:00:00 +0100" BODY[] {1234}"#;
        let date = "01-Feb-2020 10:00:00 +0100";
        assert_eq!(announced(line), Some(("\\Seen".to_owned(), date, 1234)));
        assert_eq!(announced(")"), None);
    }
}
