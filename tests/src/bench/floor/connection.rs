//! # A connection of the floor
//!
//! Sends and reads lines, and as little as possible of what is in them.

use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::net::TcpStream;

use crate::bench::tool::PASSWORD;

/// How much is read or written at a time.
const BUFFER: usize = 256 * 1024;

/// A connection that is signed in.
pub(super) struct Connection {
    pub(super) reader: BufReader<TcpStream>,
    pub(super) writer: BufWriter<TcpStream>,
}

impl Connection {
    pub(super) fn open(port: u16, user: &str) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
        stream.set_nodelay(true).expect("a stream without delay");
        let more = stream.try_clone().expect("a second handle");
        let mut connection = Self {
            reader: BufReader::with_capacity(BUFFER, stream),
            writer: BufWriter::with_capacity(BUFFER, more),
        };
        connection.line();
        connection.ask(&format!("a LOGIN {user} {PASSWORD}\r\n"), 1);
        connection
    }

    /// Sends commands with the tag `a` and gives every untagged line until so many are answered.
    pub(super) fn ask(&mut self, commands: &str, answers: usize) -> Vec<String> {
        self.send(commands);
        let (mut lines, mut answered) = (Vec::new(), 0);
        while answered < answers {
            let line = self.line();
            if line.starts_with("a ") {
                answered += 1;
            } else {
                lines.push(line);
            }
        }
        lines
    }

    /// Sends commands at once.
    pub(super) fn send(&mut self, commands: &str) {
        let sent = self.writer.write_all(commands.as_bytes());
        sent.and_then(|()| self.writer.flush())
            .expect("a server that listens");
    }

    /// The next line without its end.
    pub(super) fn line(&mut self) -> String {
        let mut line = Vec::new();
        let read = self.reader.read_until(b'\n', &mut line);
        assert!(read.expect("a line") > 0, "the server has gone");
        String::from_utf8_lossy(&line).trim_end().to_owned()
    }

    /// The name of every folder, as the server writes it.
    pub(super) fn folders(&mut self) -> Vec<String> {
        let lines = self.ask("a LIST \"\" *\r\n", 1);
        let names = lines.iter().filter_map(|line| {
            let (attributes, rest) = line.strip_prefix("* LIST (")?.split_once(") ")?;
            let (_, name) = rest.split_once(' ')?;
            (!attributes.contains("\\Noselect")).then(|| name.to_owned())
        });
        names.collect()
    }

    /// Reads the flags of every message.
    pub(super) fn look_at_everything(mut self) {
        let folders = self.folders();
        let commands = folders
            .iter()
            .map(|name| format!("b EXAMINE {name}\r\na UID FETCH 1:* (FLAGS)\r\n"));
        let commands: String = commands.collect();
        self.ask(&commands, folders.len());
    }
}
