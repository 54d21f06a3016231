//! # Responses
//!
//! What a server says, as types. Answers nobody asked for are read past, whatever they hold; only what is needed must
//! be well formed. Pure.
//!
//! This is done here and not by a library, because those that exist give a connection up over any answer they do not
//! know (NAMESPACE, XLIST, STATUS with SIZE), or even panic (`INTERNALDATE NIL`); a move must survive both.

use time::OffsetDateTime;

use crate::imap::date;
use crate::imap::flags::Flags;
use crate::imap::frame::{Cursor, Frame, Malformed, Value};
use crate::imap::quota::{self, Room};

/// Server words longer than this are cut: they are for a person.
const WORDS: usize = 500;

/// One response.
#[derive(Debug)]
pub(super) enum Response {
    /// The server waits for a literal or the next step of a sign-in.
    Continue,
    /// The end of a command.
    Done { tag: Vec<u8>, outcome: Outcome },
    /// Everything else.
    Data(Data),
}

/// How a command ended, or what the server says by the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    /// The response code in capitals, such as `APPENDUID`; empty if there is none.
    pub(super) code: String,
    /// What stands behind the code inside the brackets.
    pub(super) details: Vec<u8>,
    /// The words for people.
    pub(super) words: String,
}

/// RFC 3501, section 7.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Ok,
    No,
    Bad,
    Bye,
    Preauth,
}

/// Data a server sends.
#[derive(Debug)]
pub(super) enum Data {
    Capability(Vec<String>),
    Enabled(Vec<String>),
    Flags(Vec<String>),
    Exists(u64),
    List(Entry),
    Lsub(Entry),
    Namespace(Vec<Vec<Space>>),
    Status(Vec<(String, u64)>),
    Quota(Room),
    Fetch(Attributes),
    /// A status that belongs to no command; many carry a code.
    Remark(Outcome),
    /// Something that nobody here waits for.
    Other,
}

/// A line of LIST or LSUB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// In small letters.
    pub(super) attributes: Vec<String>,
    pub(super) separator: Option<char>,
    pub(super) name: Vec<u8>,
}

/// One namespace: prefix as on the wire, and separator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Space {
    pub(super) prefix: Vec<u8>,
    pub(super) separator: Option<char>,
}

/// What one FETCH response tells of a message.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) uid: Option<u32>,
    pub(super) size: Option<u64>,
    pub(super) flags: Option<Flags>,
    /// The same in every folder (X-GM-MSGID).
    pub(super) identity: Option<u64>,
    pub(super) internal_date: Option<OffsetDateTime>,
    pub(super) body: Option<Body>,
    pub(super) header: Option<Vec<u8>>,
}

/// The bytes of a message.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    Bytes(Vec<u8>),
    /// Too large to be kept.
    Large,
    /// `NIL`.
    Withheld,
}

impl Response {
    /// Reads one response.
    pub(super) fn read(frame: Frame) -> Result<Self, Malformed> {
        let mut cursor = Cursor::new(frame);
        let first = cursor.word();
        match first.as_slice() {
            [b'+', ..] => Ok(Self::Continue),
            b"*" => untagged(cursor),
            _ => {
                let verdict = verdict(&cursor.word()).ok_or(Malformed)?;
                Ok(Self::Done {
                    tag: first,
                    outcome: Outcome::read(verdict, cursor.remainder()),
                })
            }
        }
    }
}

impl Outcome {
    fn read(verdict: Verdict, text: &[u8]) -> Self {
        let (bracket, words) = split_code(text);
        let (code, details) = match bracket.iter().position(|byte| *byte == b' ') {
            Some(blank) => (
                bracket.get(..blank).unwrap_or_default(),
                bracket.get(blank + 1..).unwrap_or_default(),
            ),
            None => (bracket, &[][..]),
        };
        Self {
            verdict,
            code: String::from_utf8_lossy(code).to_ascii_uppercase(),
            details: details.to_vec(),
            words: for_people(words),
        }
    }

    /// What the server said, for a person: the code and the words.
    pub(super) fn said(&self) -> String {
        match (self.code.as_str(), self.words.as_str()) {
            ("", words) => words.to_owned(),
            (code, "") => format!("[{code}]"),
            (code, words) => format!("[{code}] {words}"),
        }
    }

    /// The values behind the code; none when they are malformed.
    pub(super) fn values(&self) -> Vec<Value> {
        let frame = Frame {
            text: self.details.clone(),
            rest: Vec::new(),
        };
        Cursor::new(frame).values().unwrap_or_default()
    }
}

/// The code in square brackets at the start and what stands behind it. Brackets inside parentheses belong to a flag.
fn split_code(text: &[u8]) -> (&[u8], &[u8]) {
    let Some(inner) = text.strip_prefix(b"[") else {
        return (&[], text);
    };
    let mut depth = 0_usize;
    for (index, byte) in inner.iter().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b']' if depth == 0 => {
                let words = inner.get(index + 1..).unwrap_or_default();
                return (inner.get(..index).unwrap_or_default(), words);
            }
            _ => {}
        }
    }
    (&[], text)
}

fn for_people(words: &[u8]) -> String {
    let text = String::from_utf8_lossy(words);
    let visible = text
        .trim()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c });
    visible.take(WORDS).collect()
}

fn verdict(word: &[u8]) -> Option<Verdict> {
    [
        (&b"OK"[..], Verdict::Ok),
        (b"NO", Verdict::No),
        (b"BAD", Verdict::Bad),
        (b"BYE", Verdict::Bye),
        (b"PREAUTH", Verdict::Preauth),
    ]
    .into_iter()
    .find_map(|(name, verdict)| name.eq_ignore_ascii_case(word).then_some(verdict))
}

fn untagged(mut cursor: Cursor) -> Result<Response, Malformed> {
    let word = cursor.word().to_ascii_uppercase();
    if let Some(verdict) = verdict(&word) {
        return Ok(Response::Data(Data::Remark(Outcome::read(
            verdict,
            cursor.remainder(),
        ))));
    }
    let number = std::str::from_utf8(&word)
        .ok()
        .and_then(|word| word.parse::<u64>().ok());
    let data = match (word.as_slice(), number) {
        (_, Some(number)) => match cursor.word().to_ascii_uppercase().as_slice() {
            b"EXISTS" => Data::Exists(number),
            b"FETCH" => Data::Fetch(attributes(&mut cursor)?),
            _ => Data::Other,
        },
        (b"CAPABILITY", None) => Data::Capability(words(cursor.remainder())),
        (b"ENABLED", None) => Data::Enabled(words(cursor.remainder())),
        (b"FLAGS", None) => cursor
            .next()
            .ok()
            .and_then(texts)
            .map_or(Data::Other, Data::Flags),
        (b"LIST" | b"XLIST", None) => Data::List(entry(&mut cursor)?),
        (b"LSUB", None) => Data::Lsub(entry(&mut cursor)?),
        (b"NAMESPACE", None) => cursor
            .values()
            .ok()
            .and_then(namespaces)
            .map_or(Data::Other, Data::Namespace),
        (b"STATUS", None) => Data::Status(counts(&mut cursor)?),
        (b"QUOTA", None) => quota::storage(&mut cursor).map_or(Data::Other, Data::Quota),
        _ => Data::Other,
    };
    Ok(Response::Data(data))
}

/// Words between blanks.
pub(super) fn words(text: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(text);
    text.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The texts of a list; anything else in it is left out.
pub(super) fn texts(value: Value) -> Option<Vec<String>> {
    Some(value.list()?.iter().filter_map(Value::text).collect())
}

/// RFC 3501, `mailbox-list`. What RFC 5258 adds behind the name is not needed.
fn entry(cursor: &mut Cursor) -> Result<Entry, Malformed> {
    let attributes = texts(cursor.next()?).ok_or(Malformed)?;
    let separator = separator(&cursor.next()?)?;
    let name = match cursor.next()? {
        Value::Atom(name) | Value::Text(name) => name,
        // A folder may be called so, and nobody is obliged to quote it.
        Value::Nil => b"NIL".to_vec(),
        Value::List(_) | Value::Skipped => return Err(Malformed),
    };
    Ok(Entry {
        attributes: attributes
            .iter()
            .map(|attribute| attribute.to_ascii_lowercase())
            .collect(),
        separator,
        name,
    })
}

fn separator(value: &Value) -> Result<Option<char>, Malformed> {
    match value.bytes() {
        None | Some([]) => Ok(None),
        Some([byte]) if byte.is_ascii() => Ok(Some(char::from(*byte))),
        Some(_) => Err(Malformed),
    }
}

/// RFC 2342: personal, other users', shared; each a list of pairs, with extensions behind them.
fn namespaces(values: Vec<Value>) -> Option<Vec<Vec<Space>>> {
    let space = |value: Value| {
        let pair = value.list()?;
        let (prefix, end) = (
            pair.first()?.bytes()?.to_vec(),
            separator(pair.get(1)?).ok()?,
        );
        Some(Space {
            prefix,
            separator: end,
        })
    };
    values
        .into_iter()
        .map(|class| class.list()?.into_iter().map(space).collect())
        .collect()
}

fn counts(cursor: &mut Cursor) -> Result<Vec<(String, u64)>, Malformed> {
    cursor.next()?;
    let values = cursor.next()?.list().ok_or(Malformed)?;
    let count = |pair: &[Value]| match pair {
        [name, value] => Some((name.text()?.to_ascii_uppercase(), value.number()?)),
        _ => None,
    };
    Ok(values.chunks(2).filter_map(count).collect())
}

fn attributes(cursor: &mut Cursor) -> Result<Attributes, Malformed> {
    let mut values = cursor.next()?.list().ok_or(Malformed)?.into_iter();
    let mut read = Attributes::default();
    while let Some(name) = values.next() {
        let name = name.text().ok_or(Malformed)?.to_ascii_uppercase();
        let value = values.next().ok_or(Malformed)?;
        match name.as_str() {
            "UID" => read.uid = Some(value.number().ok_or(Malformed)?),
            "RFC822.SIZE" => read.size = value.number(),
            "FLAGS" => {
                read.flags = texts(value).map(|flags| Flags::new(flags.iter().map(String::as_str)));
            }
            "X-GM-MSGID" => read.identity = value.number(),
            "INTERNALDATE" => read.internal_date = value.text().as_deref().and_then(date::parse),
            "BODY[HEADER]" => read.header = value.bytes().map(<[u8]>::to_vec),
            "BODY[]" => {
                read.body = Some(match value {
                    Value::Text(bytes) => Body::Bytes(bytes),
                    Value::Skipped => Body::Large,
                    _ => Body::Withheld,
                });
            }
            _ => {}
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests;
