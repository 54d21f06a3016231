//! # Rules
//!
//! Where a scripted server does something else than a sound one: at which command or message, how often, and what.

use std::sync::Mutex;
use std::time::Duration;

use super::folders::Stored;

/// What the server does instead.
#[derive(Debug, Clone)]
pub enum Act {
    /// Says this instead of its answer. `{tag}` stands for the command's tag.
    Say(String),
    /// Says this and closes the connection.
    SayAndClose(String),
    /// Says this and then gives its answer.
    SayFirst(String),
    /// Says this again and again, until the client goes.
    SayForever(String),
    /// Waits before it answers.
    Wait(Duration),
    /// Never says anything again on this connection.
    FallSilent,
    /// Closes the connection.
    Close,
    /// Does what it is asked and closes the connection without an answer.
    CloseInsteadOfAnswer,
    /// Does what it is asked and ends its answer with these words.
    AnswerOtherwise(String),
    /// Gives its data in reverse.
    Reverse,
    /// Spoils its data here and there, by this seed, and closes the connection.
    Mangle(u64),
    /// Says that the command is complete, and gives the data afterwards.
    TagFirst,
    /// Reads so many bytes of what the client sends as a literal and closes the connection.
    CloseInLiteral(usize),
    /// Says this instead of asking for the literal.
    RefuseLiteral(String),
    /// Announces so many bytes for the message, sends so many of them, and closes the connection or goes on.
    Literal {
        /// The size that it announces.
        announced: u64,
        /// The bytes that it sends; more than the message has are padded.
        sent: usize,
        /// Whether it closes the connection then.
        close: bool,
    },
    /// Says that the message has no bytes: `NIL`.
    Withhold,
    /// Leaves the message out of its answer.
    LeaveOut,
    /// Gives the message twice.
    Twice,
    /// Stores something else than it was given.
    Store(Whim),
}

/// What a server makes of messages that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whim {
    /// It forgets all flags.
    ForgetsFlags,
    /// It takes every time of day for one of its own zone, which is +0000.
    ForgetsZones,
    /// It writes a capital X for each byte beyond ASCII.
    MendsBytes,
    /// It adds an empty line.
    AddsLine,
}

impl Whim {
    /// What becomes of a message.
    pub(super) fn change(self, stored: &mut Stored) {
        match self {
            Self::ForgetsFlags => stored.flags.clear(),
            Self::ForgetsZones => {
                let time = stored.date.rsplit_once(' ').map(|(time, _)| time);
                stored.date = format!("{} +0000", time.expect("a date with a zone"));
            }
            Self::MendsBytes => {
                let mend = |byte: &u8| if byte.is_ascii() { *byte } else { b'X' };
                stored.bytes = stored.bytes.iter().map(mend).collect();
            }
            Self::AddsLine => stored.bytes = [&stored.bytes[..], b"\r\n"].concat().into(),
        }
    }
}

impl Act {
    /// Says text instead of an answer.
    pub fn say(text: &str) -> Self {
        Self::Say(text.to_owned())
    }

    fn is_for_literals(&self) -> bool {
        matches!(self, Self::CloseInLiteral(_) | Self::RefuseLiteral(_))
    }
}

/// Where a rule applies.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    Greeting,
    Command { name: String, holding: String },
    Message { folder: String, uid: u32 },
}

/// One thing that a server does in its own way.
#[derive(Debug, Clone)]
pub struct Rule {
    place: Place,
    act: Act,
    pass: u32,
    left: u32,
    followed: u32,
}

impl Rule {
    /// At a command of that name, `UID FETCH` as one; `*` is every command.
    pub fn at(name: &str, act: Act) -> Self {
        Self::new(
            Place::Command {
                name: name.to_owned(),
                holding: String::new(),
            },
            act,
        )
    }

    /// Where the whole message is handed over.
    pub fn at_message(folder: &str, uid: u32, act: Act) -> Self {
        Self::new(
            Place::Message {
                folder: folder.to_owned(),
                uid,
            },
            act,
        )
    }

    /// When somebody connects.
    pub fn at_greeting(act: Act) -> Self {
        Self::new(Place::Greeting, act)
    }

    /// Only at commands in which this stands, in capitals; a literal of seven bytes stands there as `{7}`.
    #[must_use]
    pub fn holding(mut self, text: &str) -> Self {
        if let Place::Command { holding, .. } = &mut self.place {
            text.clone_into(holding);
        }
        self
    }

    /// Not at the first so many.
    #[must_use]
    pub fn after(mut self, pass: u32) -> Self {
        self.pass = pass;
        self
    }

    /// Only so many times; without this, always.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.left = times;
        self
    }

    fn new(place: Place, act: Act) -> Self {
        Self {
            place,
            act,
            pass: 0,
            left: u32::MAX,
            followed: 0,
        }
    }

    /// Counts, and tells whether it is this one's turn.
    fn is_due(&mut self) -> bool {
        if self.pass > 0 {
            self.pass -= 1;
            return false;
        }
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.followed += 1;
        true
    }
}

/// All rules of a server, with their counters.
#[derive(Debug)]
pub(super) struct Rules(Mutex<Vec<Rule>>);

impl Rules {
    pub(super) fn new(rules: Vec<Rule>) -> Self {
        Self(Mutex::new(rules))
    }

    pub(super) fn at_greeting(&self) -> Option<Act> {
        self.first(|rule| rule.place == Place::Greeting)
    }

    pub(super) fn at_command(&self, name: &str, text: &str) -> Option<Act> {
        self.first(|rule| !rule.act.is_for_literals() && is_at(rule, name, text))
    }

    /// The same for a command of which only the beginning has come, up to a literal.
    pub(super) fn at_literal(&self, name: &str, text: &str) -> Option<Act> {
        self.first(|rule| rule.act.is_for_literals() && is_at(rule, name, text))
    }

    pub(super) fn at_message(&self, folder: &str, uid: u32) -> Option<Act> {
        let here = Place::Message {
            folder: folder.to_owned(),
            uid,
        };
        self.first(|rule| rule.place == here)
    }

    pub(super) fn times_followed(&self) -> u32 {
        self.0
            .lock()
            .unwrap()
            .iter()
            .map(|rule| rule.followed)
            .sum()
    }

    fn first(&self, fits: impl Fn(&Rule) -> bool) -> Option<Act> {
        let mut rules = self.0.lock().unwrap();
        let mut here = rules.iter_mut().filter(|rule| fits(rule));
        here.find_map(|rule| rule.is_due().then(|| rule.act.clone()))
    }
}

fn is_at(rule: &Rule, name: &str, text: &str) -> bool {
    match &rule.place {
        Place::Command {
            name: wanted,
            holding,
        } => (wanted == "*" || wanted == name) && text.to_uppercase().contains(holding.as_str()),
        _ => false,
    }
}
