//! # One connection
//!
//! Reads commands and answers them, unless a rule says otherwise. An error ends the connection.

use std::io::{self, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Shared;
use super::command::{self, Announced, Command};
use super::rules::{Act, Whim};
use crate::harness::seed::Seed;

/// How much is gathered before it is sent.
const GATHERED: usize = 64 * 1024;

/// A connection with what it has open.
pub(super) struct Session<'a> {
    pub(super) shared: &'a Shared,
    pub(super) opened: Option<String>,
    stream: BufReader<TcpStream>,
    gathered: Vec<u8>,
    /// Data that is held back, where a rule says so.
    held: Option<Vec<Vec<u8>>>,
    /// What it makes of a message, where a rule says so.
    pub(super) whim: Option<Whim>,
}

/// Serves a client until one of the two has enough.
pub(super) fn serve(stream: TcpStream, shared: &Shared) {
    let mut session = Session {
        shared,
        opened: None,
        stream: BufReader::new(stream),
        gathered: Vec::new(),
        held: None,
        whim: None,
    };
    // Whatever ends a session, a client sees a closed connection.
    let _ = session.converse();
    let _ = session.flush();
    let _ = session.stream.get_ref().shutdown(Shutdown::Both);
}

/// What ends a connection.
pub(super) fn closed() -> io::Error {
    ErrorKind::ConnectionAborted.into()
}

impl Session<'_> {
    fn converse(&mut self) -> io::Result<()> {
        match self.shared.rules.at_greeting() {
            Some(act) => self.follow(act, &Command::default())?,
            None => {
                let greeting = format!("* OK [CAPABILITY {}] ready\r\n", self.shared.capabilities);
                self.put(greeting.as_bytes())?;
            }
        }
        self.flush()?;
        while let Some(command) = self.read()? {
            let text = command.spelled(None);
            let act = self.shared.rules.at_command(&command.name, &text);
            let Command { tag, name, .. } = &command;
            self.shared.remember(format!("{tag} {name} {text}"));
            match act {
                Some(act) => self.follow(act, &command)?,
                None => self.obey(&command)?,
            }
            self.flush()?;
        }
        Ok(())
    }

    fn read(&mut self) -> io::Result<Option<Command>> {
        let shared = self.shared;
        command::read(&mut self.stream, |stream, command, literal| {
            let Announced { size, waits } = literal;
            let text = command.spelled(Some(size));
            match shared.rules.at_literal(&command.name, &text) {
                Some(Act::CloseInLiteral(bytes)) => {
                    if waits {
                        stream.get_mut().write_all(b"+ go\r\n")?;
                    }
                    io::copy(&mut stream.take(bytes.min(size) as u64), &mut io::sink())?;
                    Err(closed())
                }
                Some(Act::RefuseLiteral(text)) => {
                    let text = text.replace("{tag}", &command.tag);
                    stream.get_mut().write_all(text.as_bytes())?;
                    if !waits {
                        io::copy(&mut stream.take(size as u64), &mut io::sink())?;
                    }
                    Ok(false)
                }
                _ if waits => stream.get_mut().write_all(b"+ go\r\n").map(|()| true),
                _ => Ok(true),
            }
        })
    }

    /// Does what a sound server does.
    fn obey(&mut self, command: &Command) -> io::Result<()> {
        let end = self.answer(command)?;
        self.put(format!("{} {end}\r\n", command.tag).as_bytes())?;
        if command.name == "LOGOUT" {
            return Err(closed());
        }
        Ok(())
    }

    /// Does what a rule says.
    fn follow(&mut self, act: Act, command: &Command) -> io::Result<()> {
        let filled = |text: &str| text.replace("{tag}", &command.tag).into_bytes();
        match act {
            Act::Say(text) => self.put(&filled(&text)),
            Act::SayAndClose(text) => {
                self.put(&filled(&text))?;
                Err(closed())
            }
            Act::SayFirst(text) => {
                self.put(&filled(&text))?;
                self.obey(command)
            }
            Act::SayForever(text) => self.say_forever(&filled(&text)),
            Act::Wait(time) => {
                self.wait(time);
                self.obey(command)
            }
            Act::FallSilent => self.fall_silent(),
            Act::CloseInsteadOfAnswer => {
                self.answer(command)?;
                self.gathered.clear();
                Err(closed())
            }
            Act::AnswerOtherwise(words) => {
                self.answer(command)?;
                self.put(format!("{} {words}\r\n", command.tag).as_bytes())
            }
            Act::Reverse => self.answer_held(command, |held| held.reverse(), false),
            Act::Mangle(seed) => {
                self.answer_held(command, |held| mangle(held, seed), false)?;
                Err(closed())
            }
            Act::TagFirst => self.answer_held(command, |_| (), true),
            Act::Store(whim) => {
                self.whim = Some(whim);
                let obeyed = self.obey(command);
                self.whim = None;
                obeyed
            }
            _ => Err(closed()),
        }
    }

    /// Answers with data in another order, or behind the end.
    fn answer_held(
        &mut self,
        command: &Command,
        order: impl FnOnce(&mut Vec<Vec<u8>>),
        behind: bool,
    ) -> io::Result<()> {
        self.held = Some(Vec::new());
        let end = self.answer(command)?;
        let end = format!("{} {end}\r\n", command.tag).into_bytes();
        let mut held = self.held.take().unwrap_or_default();
        order(&mut held);
        if behind {
            held.insert(0, end);
        } else {
            held.push(end);
        }
        held.iter().try_for_each(|line| self.put(line))
    }

    fn say_forever(&mut self, text: &[u8]) -> io::Result<()> {
        while !self.shared.is_over() {
            self.put(text)?;
        }
        Err(closed())
    }

    /// Reads on and says nothing.
    fn fall_silent(&mut self) -> io::Result<()> {
        self.flush()?;
        io::copy(&mut self.stream, &mut io::sink())?;
        Err(closed())
    }

    fn wait(&self, time: Duration) {
        let end = Instant::now() + time;
        while Instant::now() < end && !self.shared.is_over() {
            sleep(Duration::from_millis(5));
        }
    }

    /// Gives a whole line of data.
    pub(super) fn data(&mut self, line: Vec<u8>) -> io::Result<()> {
        match &mut self.held {
            Some(held) => {
                held.push(line);
                Ok(())
            }
            None => self.put(&line),
        }
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.gathered.extend(bytes);
        if self.gathered.len() >= GATHERED {
            self.flush()?;
        }
        Ok(())
    }

    /// Asks for one more line, as a sign-in needs it.
    pub(super) fn ask_for_line(&mut self) -> io::Result<()> {
        self.put(b"+ \r\n")?;
        self.flush()?;
        let mut line = Vec::new();
        io::BufRead::read_until(&mut self.stream, b'\n', &mut line)?;
        Ok(())
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        let gathered = std::mem::take(&mut self.gathered);
        self.stream.get_mut().write_all(&gathered)
    }
}

/// Spoils a few bytes, and takes some away.
fn mangle(lines: &mut [Vec<u8>], seed: u64) {
    const SPOILT: &[u8] = b"(){}[]<>\"\\ \r\n*+0959aNIL\0\x7f\xff";
    let mut seed = Seed::new(seed);
    for line in lines.iter_mut() {
        for _ in 0..=seed.below(3) {
            let place = usize::try_from(seed.below(line.len() as u64)).expect("a place in a line");
            if seed.chance(30) {
                line.truncate(place);
            }
            if let Some(byte) = line.get_mut(place) {
                *byte = *seed.pick(SPOILT);
            }
        }
    }
}
