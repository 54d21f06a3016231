//! # What lies on a scripted server
//!
//! Folders of messages that are numbered from one without gaps. A folder can be a promise: messages that are written
//! only when somebody asks for them, so that there can be a million.

use std::sync::Arc;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stored {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// Flags and keywords, as they are written.
    pub flags: Vec<String>,
    /// The internal date, as it is written.
    pub date: String,
}

/// A folder.
#[derive(Debug, Clone)]
pub struct Folder {
    /// Its name as it is written, with slashes between the parts.
    pub name: String,
    /// Its UIDVALIDITY.
    pub validity: u32,
    /// Whether it is subscribed to.
    pub subscribed: bool,
    /// What LIST says of it beside its name.
    pub attributes: &'static str,
    promised: u32,
    promised_size: usize,
    stored: Vec<Stored>,
}

impl Folder {
    /// A folder with one message of each size.
    pub fn of(name: &str, sizes: &[usize]) -> Self {
        let stored = (1..).zip(sizes);
        let stored = stored.map(|(number, size)| promised(name, number, *size));
        Self {
            name: name.to_owned(),
            validity: 1_400_000_000,
            subscribed: true,
            attributes: "",
            promised: 0,
            promised_size: 0,
            stored: stored.collect(),
        }
    }

    /// A folder with these messages.
    pub fn with(name: &str, stored: Vec<Stored>) -> Self {
        Self {
            stored,
            ..Self::of(name, &[])
        }
    }

    /// The same folder with attributes in LIST.
    #[must_use]
    pub fn marked(self, attributes: &'static str) -> Self {
        Self { attributes, ..self }
    }

    /// A folder with so many messages of one size.
    pub fn promised(name: &str, count: u32, size: usize) -> Self {
        Self {
            promised: count,
            promised_size: size,
            ..Self::of(name, &[])
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.promised + u32::try_from(self.stored.len()).expect("a number of messages")
    }

    /// The bytes of all messages together.
    pub(super) fn bytes(&self) -> usize {
        let promised = usize::try_from(self.promised).unwrap_or(usize::MAX) * self.promised_size;
        let stored = self.stored.iter().map(|stored| stored.bytes.len());
        promised + stored.sum::<usize>()
    }

    pub(super) fn message(&self, uid: u32) -> Option<Stored> {
        if uid == 0 {
            return None;
        }
        if uid <= self.promised {
            return Some(promised(&self.name, uid, self.promised_size));
        }
        self.stored.get(self.place(uid)).cloned()
    }

    /// Size, flags and date, without the bytes.
    pub(super) fn about(&self, uid: u32) -> Option<(usize, Vec<String>, String)> {
        if uid > 0 && uid <= self.promised {
            let size = self.promised_size;
            return Some((size, flags(uid), date(uid)));
        }
        let stored = self.stored.get(self.place(uid))?;
        Some((
            stored.bytes.len(),
            stored.flags.clone(),
            stored.date.clone(),
        ))
    }

    /// Stores a message and gives its number.
    pub(super) fn add(&mut self, message: Stored) -> u32 {
        self.stored.push(message);
        self.count()
    }

    /// Gives a stored message other flags.
    pub(super) fn set_flags(&mut self, uid: u32, change: impl FnOnce(&mut Vec<String>)) {
        let place = self.place(uid);
        if let Some(stored) = self.stored.get_mut(place) {
            change(&mut stored.flags);
        }
    }

    /// Every message of it.
    pub fn all(&self) -> Vec<Stored> {
        let numbers = 1..=self.count();
        numbers.filter_map(|uid| self.message(uid)).collect()
    }

    fn place(&self, uid: u32) -> usize {
        let place = i64::from(uid) - i64::from(self.promised) - 1;
        usize::try_from(place).unwrap_or(usize::MAX)
    }
}

/// The bytes of a letter of exactly this size, or of its head if that is longer.
pub fn letter(folder: &str, number: u32, size: usize) -> Vec<u8> {
    let mut bytes = format!(
        "From: a@example.org\r\nSubject: Letter {number} of {folder}\r\nMessage-ID: <{number}.{folder}@example.org>\r\n\r\n"
    )
    .into_bytes();
    let left = size.saturating_sub(bytes.len() + 2);
    let line = format!("{:x<62}\r\n", number);
    bytes.extend(line.repeat(left / line.len()).into_bytes());
    bytes.extend(vec![b'y'; left % line.len()]);
    if bytes.len() + 2 <= size {
        bytes.extend(b"\r\n");
    }
    bytes
}

fn promised(folder: &str, number: u32, size: usize) -> Stored {
    Stored {
        bytes: letter(folder, number, size).into(),
        flags: flags(number),
        date: date(number),
    }
}

fn flags(number: u32) -> Vec<String> {
    let flags: &[&str] = match number % 4 {
        0 => &["\\Seen", "\\Answered"],
        1 => &["\\Seen"],
        2 => &[],
        _ => &["\\Flagged"],
    };
    flags.iter().map(|flag| (*flag).to_owned()).collect()
}

fn date(number: u32) -> String {
    let (day, hour) = (number / 86_400 % 28 + 1, number / 3_600 % 24);
    let zone = if number.is_multiple_of(3) {
        "-0730"
    } else {
        "+0200"
    };
    format!(
        "{day:02}-Feb-2015 {hour:02}:{:02}:{:02} {zone}",
        number / 60 % 60,
        number % 60
    )
}
