//! # Handing over
//!
//! `UID FETCH`: numbers, flags, dates, sizes, and bytes as a whole, in parts, or the head alone.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::sync::Arc;

use super::answers::uids;
use super::command::Command;
use super::folders::Stored;
use super::rules::Act;
use super::session::{Session, closed};

/// How many messages are looked up at once.
const AT_ONCE: usize = 1_000;

/// One thing that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    Uid,
    Flags,
    Date,
    Size,
    /// The same number for the same bytes, in every folder (X-GM-MSGID).
    Identity,
    /// A section, and a part of it: where it begins and how long it is.
    Body(String, Option<(usize, usize)>),
}

/// What becomes of a message whose rule was asked.
enum Course {
    Next,
    End(String),
}

impl Session<'_> {
    pub(super) fn fetch(&mut self, command: &Command) -> io::Result<String> {
        let (set, asked) = command.text.split_once(' ').unwrap_or((&command.text, ""));
        let Some(items) = items(asked) else {
            return Ok("BAD these items are unknown".to_owned());
        };
        let count = self.in_opened(|folder| folder.count());
        let Some(count) = count else {
            return Ok("BAD no folder is open".to_owned());
        };
        let whole = |item: &Item| matches!(item, Item::Body(section, _) if section.is_empty());
        let whole = items.iter().any(whole);
        let mut numbers = uids(set, count);
        loop {
            let some: Vec<_> = numbers.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok("OK that was all".to_owned());
            }
            for uid in some {
                let course = if whole {
                    self.hand_over(uid, &items)?
                } else {
                    self.describe(uid, &items)?;
                    Course::Next
                };
                if let Course::End(text) = course {
                    return Ok(text);
                }
            }
        }
    }

    /// Gives a message whole, unless a rule says otherwise.
    fn hand_over(&mut self, uid: u32, items: &[Item]) -> io::Result<Course> {
        let folder = self.opened.clone().unwrap_or_default();
        let act = self.shared.rules.at_message(&folder, uid);
        match act {
            None => self.describe(uid, items)?,
            Some(Act::LeaveOut) => {}
            Some(Act::Twice) => {
                self.describe(uid, items)?;
                self.describe(uid, items)?;
            }
            Some(Act::Withhold) => {
                let line = format!("* {uid} FETCH (UID {uid} BODY[] NIL)\r\n");
                self.data(line.into_bytes())?;
            }
            Some(Act::Say(text)) => return Ok(Course::End(text)),
            Some(Act::SayFirst(text)) => {
                self.data(text.into_bytes())?;
                self.describe(uid, items)?;
            }
            Some(Act::Literal {
                announced,
                sent,
                close,
            }) => {
                let begin = format!("* {uid} FETCH (UID {uid} BODY[] {{{announced}}}\r\n");
                let mut line = begin.into_bytes();
                let stored = self.in_opened(|folder| folder.message(uid)).flatten();
                let mut bytes = stored.map_or(Vec::new(), |stored| stored.bytes.to_vec());
                bytes.resize(sent, b'z');
                line.extend(bytes);
                if close {
                    self.put(&line)?;
                    return Err(closed());
                }
                line.extend(b")\r\n");
                self.data(line)?;
            }
            Some(_) => return Err(closed()),
        }
        Ok(Course::Next)
    }

    /// Gives what is asked for of one message.
    fn describe(&mut self, uid: u32, items: &[Item]) -> io::Result<()> {
        let needs_bytes = items
            .iter()
            .any(|item| matches!(item, Item::Body(..) | Item::Identity));
        let found = self.in_opened(|folder| {
            let about = folder.about(uid)?;
            let stored = needs_bytes.then(|| folder.message(uid)).flatten();
            Some((about, stored))
        });
        let Some(((size, flags, date), stored)) = found.flatten() else {
            return Ok(());
        };
        let mut line = format!("* {uid} FETCH (").into_bytes();
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                line.push(b' ');
            }
            let text = match item {
                Item::Uid => format!("UID {uid}"),
                Item::Flags => format!("FLAGS ({})", flags.join(" ")),
                Item::Date => format!("INTERNALDATE \"{date}\""),
                Item::Size => format!("RFC822.SIZE {size}"),
                Item::Identity => format!("X-GM-MSGID {}", identity(stored.as_ref())),
                Item::Body(section, part) => {
                    let bytes = section_of(stored.as_ref(), section);
                    add_body(&mut line, &bytes, section, *part);
                    continue;
                }
            };
            line.extend(text.into_bytes());
        }
        line.extend(b")\r\n");
        self.data(line)
    }
}

/// Reads `(UID FLAGS BODY.PEEK[HEADER.FIELDS (DATE)]<0.100>)`; `None` when something is not known.
fn items(text: &str) -> Option<Vec<Item>> {
    let text = text.trim();
    let text = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text);
    let mut depth = 0;
    let words = text.split(|letter: char| {
        depth += i32::from(letter == '[') - i32::from(letter == ']');
        letter == ' ' && depth == 0
    });
    let mut items: Vec<_> = words.map(item).collect::<Option<_>>()?;
    if !items.contains(&Item::Uid) {
        items.insert(0, Item::Uid);
    }
    Some(items)
}

fn item(word: &str) -> Option<Item> {
    match word.to_uppercase().as_str() {
        "UID" => Some(Item::Uid),
        "FLAGS" => Some(Item::Flags),
        "INTERNALDATE" => Some(Item::Date),
        "RFC822.SIZE" => Some(Item::Size),
        "X-GM-MSGID" => Some(Item::Identity),
        word => {
            let body = word
                .strip_prefix("BODY")
                .map(|rest| rest.strip_prefix(".PEEK").unwrap_or(rest))?;
            let (section, part) = body.strip_prefix('[')?.rsplit_once(']')?;
            if part.is_empty() {
                return Some(Item::Body(section.to_owned(), None));
            }
            let (begin, length) = part.strip_prefix('<')?.strip_suffix('>')?.split_once('.')?;
            let part = (begin.parse().ok()?, length.parse().ok()?);
            Some(Item::Body(section.to_owned(), Some(part)))
        }
    }
}

fn identity(stored: Option<&Stored>) -> u64 {
    let mut hasher = DefaultHasher::new();
    stored.map(|stored| &stored.bytes).hash(&mut hasher);
    hasher.finish()
}

/// The bytes of a section: all, the head, or what is behind the head.
fn section_of(stored: Option<&Stored>, section: &str) -> Arc<[u8]> {
    let Some(stored) = stored else {
        return Arc::default();
    };
    let bytes = &stored.bytes;
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n");
    let end = end.map_or(bytes.len(), |end| end + 4);
    match section {
        "" => Arc::clone(bytes),
        "TEXT" => bytes[end..].into(),
        _ => bytes[..end].into(),
    }
}

fn add_body(line: &mut Vec<u8>, bytes: &[u8], section: &str, part: Option<(usize, usize)>) {
    let (begin, length) = part.unwrap_or((0, bytes.len()));
    let begin = begin.min(bytes.len());
    let bytes = &bytes[begin..(begin + length.min(bytes.len() - begin))];
    let part = part.map_or(String::new(), |(begin, _)| format!("<{begin}>"));
    let head = format!("BODY[{section}]{part} {{{}}}\r\n", bytes.len());
    line.extend(head.into_bytes());
    line.extend(bytes);
}
