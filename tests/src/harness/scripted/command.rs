//! # Commands
//!
//! Reads what a client sends, command by command with its literals, and takes it apart into words.

use std::io::{self, BufRead as _, BufReader, Read, Write};

/// The largest literal that is read; a client of these tests sends no larger one.
const LARGEST: usize = 300 * 1024 * 1024;

/// Stands in the text for a literal.
const LITERAL: char = '\0';

/// A whole command.
#[derive(Debug, Default)]
pub(super) struct Command {
    pub(super) tag: String,
    /// In capitals, `UID FETCH` as one.
    pub(super) name: String,
    /// What stands behind the name; a NUL for each literal.
    pub(super) text: String,
    pub(super) literals: Vec<Vec<u8>>,
}

/// One part of what stands behind a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    Atom(String),
    Quoted(String),
    Literal(Vec<u8>),
    List(Vec<String>),
}

/// A literal that a client announces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Announced {
    pub(super) size: usize,
    /// Whether the client waits until it is asked for it.
    pub(super) waits: bool,
}

impl Command {
    /// Takes one more line; gives the literal that follows it.
    fn take(&mut self, line: &str) -> Option<Announced> {
        let announced = announced(line);
        let line = match announced {
            // A tilde announces bytes of any kind (RFC 3516).
            Some(_) => line
                .rsplit_once('{')
                .map_or(line, |(line, _)| line.strip_suffix('~').unwrap_or(line)),
            None => line,
        };
        if self.tag.is_empty() {
            let mut words = line.splitn(3, ' ');
            self.tag = words.next().unwrap_or_default().to_owned();
            self.name = words.next().unwrap_or_default().to_uppercase();
            self.text = words.next().unwrap_or_default().to_owned();
            if self.name == "UID" {
                let (name, rest) = self.text.split_once(' ').unwrap_or((&self.text, ""));
                self.name = format!("UID {}", name.to_uppercase());
                self.text = rest.to_owned();
            }
        } else {
            self.text += line;
        }
        if announced.is_some() {
            self.text.push(LITERAL);
        }
        announced
    }

    /// Its words, one after the other.
    pub(super) fn words(&self) -> Vec<Word> {
        let mut literals = self.literals.iter();
        let mut words = Vec::new();
        let mut rest = self.text.trim_start();
        while let Some(first) = rest.chars().next() {
            let (word, end) = match first {
                LITERAL => (
                    Word::Literal(literals.next().cloned().unwrap_or_default()),
                    1,
                ),
                '"' => quoted(rest),
                '(' => {
                    let end = rest.find(')').map_or(rest.len(), |end| end + 1);
                    let inside = rest[1..end].trim_end_matches(')');
                    let inside = inside.split_whitespace().map(str::to_owned);
                    (Word::List(inside.collect()), end)
                }
                _ => {
                    let end = rest.find([' ', LITERAL]).unwrap_or(rest.len());
                    (Word::Atom(rest[..end].to_owned()), end)
                }
            };
            words.push(word);
            rest = rest[end..].trim_start();
        }
        words
    }

    /// The word at a place, as text.
    pub(super) fn string(&self, place: usize) -> String {
        match self.words().into_iter().nth(place) {
            Some(Word::Atom(text) | Word::Quoted(text)) => text,
            Some(Word::Literal(bytes)) => String::from_utf8_lossy(&bytes).into_owned(),
            Some(Word::List(words)) => words.join(" "),
            None => String::new(),
        }
    }

    /// As it is remembered and as rules see it, with the sizes of literals. `coming` is the size of one that is still
    /// to come.
    pub(super) fn spelled(&self, coming: Option<usize>) -> String {
        let mut sizes = self.literals.iter().map(Vec::len).chain(coming);
        let mut text = String::new();
        for letter in self.text.chars() {
            match letter {
                LITERAL => text += &format!("{{{}}}", sizes.next().unwrap_or_default()),
                letter => text.push(letter),
            }
        }
        text
    }
}

/// Reads one command. `ask` is called for each literal and lets it come, or ends the reading with an error.
pub(super) fn read<S: Read + Write>(
    stream: &mut BufReader<S>,
    mut ask: impl FnMut(&mut BufReader<S>, &Command, Announced) -> io::Result<bool>,
) -> io::Result<Option<Command>> {
    let mut command = Command::default();
    loop {
        let mut line = Vec::new();
        if stream.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).into_owned();
        let Some(announced) = command.take(line.trim_end_matches(['\r', '\n'])) else {
            return Ok(Some(command));
        };
        if !ask(stream, &command, announced)? {
            command = Command::default();
            continue;
        }
        let mut literal = vec![0; announced.size.min(LARGEST)];
        stream.read_exact(&mut literal)?;
        command.literals.push(literal);
    }
}

fn announced(line: &str) -> Option<Announced> {
    let (_, size) = line.strip_suffix('}')?.rsplit_once('{')?;
    let waits = !size.ends_with(['+', '-']);
    let size = size.trim_end_matches(['+', '-']).parse().ok()?;
    Some(Announced { size, waits })
}

/// A quoted string at the beginning of a text, and where it ends.
fn quoted(text: &str) -> (Word, usize) {
    let mut inside = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        match letter {
            '"' => return (Word::Quoted(inside), place + 1),
            '\\' => inside.extend(letters.next().map(|(_, letter)| letter)),
            _ => inside.push(letter),
        }
    }
    (Word::Quoted(inside), text.len())
}
