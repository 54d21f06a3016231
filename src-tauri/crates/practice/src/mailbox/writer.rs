//! # Who writes the letters
//!
//! Chooses subjects, sentences, correspondents, files, flags and dates for one person from a stream of random numbers.
//! The stream is passed in, so that the choice is the same every time.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng as _;
use time::macros::datetime;
use time::{Duration, OffsetDateTime, UtcOffset};

use crate::content::Flags;
use crate::folders::{Habits, Kind, Layout};
use crate::letters::words::{self, OUTSIDE, Words};
use crate::letters::{Attachment, Correspondent, Form, Letter};
use crate::people::{DOMAIN, Member, PEOPLE};

const FIRST_DAY: OffsetDateTime = datetime!(2019-02-04 07:10 UTC);
/// The time over which a folder's letters are spread, in seconds.
const SIX_YEARS: u32 = 6 * 365 * 86_400;
/// How many letters back an answer may reach.
const REACH: usize = 5;
/// File name without its number, media type and ending of the files that go with letters.
const FILES: &[(&str, &str, &str)] = &[
    ("invoice", "application/pdf", "pdf"),
    ("photo", "image/png", "png"),
    ("contract", "application/pdf", "pdf"),
    (
        "table",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
];

/// Writes one person's letters.
pub(super) struct Writer {
    me: Correspondent,
    habits: &'static Habits,
    random: ChaCha8Rng,
    written: u32,
}

impl Writer {
    pub(super) fn new(
        member: &'static Member,
        habits: &'static Habits,
        random: ChaCha8Rng,
    ) -> Self {
        let me = Correspondent {
            name: member.name,
            address: member.address,
        };
        Self {
            me,
            habits,
            random,
            written: 0,
        }
    }

    /// A folder's letters, oldest first.
    pub(super) fn letters(&mut self, layout: &Layout) -> Vec<Letter> {
        let count = u32::try_from(layout.messages).unwrap_or(u32::MAX);
        let step = SIX_YEARS / count.max(1);
        let mut letters: Vec<Letter> = Vec::with_capacity(layout.messages);
        for index in 0..count {
            let seconds = i64::from(index * step + self.below(step));
            let date = self.zoned(FIRST_DAY + Duration::seconds(seconds));
            let recent = letters.len().saturating_sub(REACH);
            let letter = self.letter(layout.kind, date, letters.get(recent..).unwrap_or_default());
            letters.push(letter);
        }
        letters
    }

    /// Flags and keywords for one message.
    pub(super) fn flags(&mut self, kind: Kind) -> Flags {
        let chances: &[(&str, u32)] = match kind {
            Kind::Inbox | Kind::Filed => &[
                ("\\Seen", 82),
                ("\\Answered", 24),
                ("\\Flagged", 8),
                ("$Forwarded", 5),
                ("$Label1", 6),
            ],
            Kind::Outgoing => &[("\\Seen", 100), ("\\Flagged", 3)],
            Kind::Unsent => &[("\\Draft", 100), ("\\Seen", 90)],
        };
        let mut flags = Flags::new();
        for (flag, percent) in chances {
            if self.below(100) < *percent {
                flags.insert((*flag).to_owned());
            }
        }
        flags
    }

    /// How many UIDs were used up by messages that are gone.
    pub(super) fn gap(&mut self) -> u32 {
        if self.below(7) == 0 { self.below(9) } else { 0 }
    }

    /// How long a message was on its way.
    pub(super) fn delay(&mut self) -> Duration {
        Duration::seconds(i64::from(self.below(90)))
    }

    /// A new letter: an answer to one of the last ones, or the beginning of a thread.
    fn letter(&mut self, kind: Kind, date: OffsetDateTime, recent: &[Letter]) -> Letter {
        let words: &Words = self
            .pick(self.habits.languages)
            .copied()
            .unwrap_or(&words::ENGLISH);
        let (subject, references) = self.subject(words, recent);
        let other = self.other();
        let (from, to) = match kind {
            Kind::Inbox | Kind::Filed => (other, self.me),
            Kind::Outgoing | Kind::Unsent => (self.me, other),
        };
        Letter {
            from,
            to,
            date,
            subject,
            message_id: Some(self.message_id(from, date)),
            references,
            text: self.text(words, from),
            form: match self.below(10) {
                0 => Form::PlainBase64,
                1..=4 => Form::Html,
                _ => Form::Plain,
            },
            attachment: self.attachment(),
        }
    }

    fn subject(&mut self, words: &Words, recent: &[Letter]) -> (String, Vec<String>) {
        let asked = if self.below(5) < 2 {
            self.pick(recent)
        } else {
            None
        };
        match asked {
            Some(asked) => answer(asked),
            None => (
                self.pick(words.subjects)
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
                Vec::new(),
            ),
        }
    }

    fn message_id(&mut self, from: Correspondent, date: OffsetDateTime) -> String {
        self.written += 1;
        let host = from
            .address
            .split_once('@')
            .map_or(DOMAIN, |(_, host)| host);
        format!(
            "{:x}.{:x}.{}@{host}",
            date.unix_timestamp(),
            self.random.next_u32(),
            self.written
        )
    }

    fn text(&mut self, words: &Words, from: Correspondent) -> String {
        let mut text = format!("{}\r\n\r\n", words.greeting);
        for _ in 0..=self.below(4) {
            for _ in 0..=self.below(4) {
                text.push_str(self.pick(words.sentences).copied().unwrap_or_default());
                text.push(' ');
            }
            text.push_str("\r\n\r\n");
        }
        text.push_str(&format!("{}\r\n{}\r\n", words.closing, from.name));
        text
    }

    /// Now and then a file: mostly small, a few close to a megabyte.
    fn attachment(&mut self) -> Option<Attachment> {
        if self.below(12) > 0 {
            return None;
        }
        let (name, media, ending) = self.pick(FILES)?;
        let lines = match self.below(12) {
            0 => 9_000 + self.below(4_000),
            1..=4 => 1_500 + self.below(2_500),
            _ => 40 + self.below(1_200),
        };
        Some(Attachment {
            name: format!("{name}-{}.{ending}", self.below(9_000) + 1_000),
            media,
            lines: lines as usize,
            start: self.below(100_000) as usize,
        })
    }

    /// A colleague or someone outside.
    fn other(&mut self) -> Correspondent {
        let colleague = self
            .pick(PEOPLE)
            .filter(|member| member.address != self.me.address);
        match colleague {
            Some(member) if self.below(2) == 0 => Correspondent {
                name: member.name,
                address: member.address,
            },
            _ => self.pick(OUTSIDE).copied().unwrap_or(self.me),
        }
    }

    fn zoned(&mut self, date: OffsetDateTime) -> OffsetDateTime {
        let minutes = self.pick(self.habits.zones).copied().unwrap_or_default();
        UtcOffset::from_whole_seconds(i32::from(minutes) * 60)
            .map_or(date, |zone| date.to_offset(zone))
    }

    /// A number below `bound`, which is more than 0.
    fn below(&mut self, bound: u32) -> u32 {
        self.random.next_u32() % bound
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let bound = u32::try_from(from.len()).ok().filter(|&len| len > 0)?;
        from.get(self.below(bound) as usize)
    }
}

/// Subject and references of an answer.
fn answer(asked: &Letter) -> (String, Vec<String>) {
    let subject = match asked.subject.strip_prefix("Re: ") {
        Some(_) => asked.subject.clone(),
        None => format!("Re: {}", asked.subject),
    };
    let references = asked
        .references
        .iter()
        .chain(&asked.message_id)
        .cloned()
        .collect();
    (subject, references)
}
