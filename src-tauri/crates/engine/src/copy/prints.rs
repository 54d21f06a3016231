//! # Prints
//!
//! What a message is told by: its bytes, hashed. Prints of both sides are paired one to one, so that twins stay twins.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memchr;
use sha2::{Digest as _, Sha256};

use crate::copy::lane::WHOLE;
use crate::error::Error;
use crate::imap::{Fetched, Reader, Streamed, Streaming, Weighed};

/// SHA-256 of the bytes of a message.
type Hash = [u8; 32];
/// Bytes and date together.
type Kind = (Hash, i64);

/// A message as servers show it that store NUL: they may not send it in a plain literal (RFC 3501, section 4.3), and so
/// 0x80 stands in its place. Without this, such a message would not be recognised and brought a second time.
pub(crate) fn shown(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr(0, bytes).is_none() {
        return bytes.into();
    }
    let show = |byte: &u8| if *byte == 0 { 0x80 } else { *byte };
    bytes.iter().map(show).collect()
}

/// Those whose size occurs among the others.
pub(crate) fn of_sizes(messages: &[Weighed], others: &[Weighed]) -> Vec<Weighed> {
    let sizes: BTreeSet<u32> = others.iter().map(|one| one.size).collect();
    let alike = messages.iter().filter(|one| sizes.contains(&one.size));
    alike.copied().collect()
}

/// What a message is recognised by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Print {
    pub(crate) hash: Hash,
    /// When it arrived, in seconds since 1970.
    pub(crate) date: i64,
    /// Bytes; four gigabytes for anything larger.
    pub(crate) size: u32,
}

/// Reads messages of the opened folder, by rising number. Those that are gone or not handed over are left out.
///
/// # Errors
/// Faults of the connection.
pub(crate) async fn prints(
    reader: &mut Reader,
    messages: &[Weighed],
) -> Result<Vec<(u32, Print)>, Error> {
    let (small, large): (Vec<Weighed>, Vec<Weighed>) =
        messages.iter().partition(|message| message.size <= WHOLE);
    let small: Vec<u32> = small.iter().map(|message| message.uid).collect();
    let mut large: Vec<u32> = large.iter().map(|message| message.uid).collect();
    let mut prints = Vec::with_capacity(messages.len());
    let mut arriving = reader.fetch(&small);
    while let Some(fetched) = arriving.next().await? {
        match fetched {
            Fetched::Message(message) => prints.push((
                message.uid,
                Print {
                    hash: Sha256::digest(shown(&message.bytes)).into(),
                    date: message.internal_date.unix_timestamp(),
                    size: u32::try_from(message.bytes.len()).unwrap_or(u32::MAX),
                },
            )),
            Fetched::Large { uid } => large.push(uid),
            Fetched::Unreadable { .. } => {}
        }
    }
    for uid in large {
        if let Streamed::Message(arriving) = reader.stream(uid).await? {
            prints.push((uid, print(arriving).await?));
        }
    }
    prints.sort_unstable_by_key(|(uid, _)| *uid);
    Ok(prints)
}

impl Print {
    /// Messages of one kind are the same to everybody.
    fn kind(&self) -> Kind {
        (self.hash, self.date)
    }
}

async fn print(mut arriving: Streaming<'_>) -> Result<Print, Error> {
    let size = u32::try_from(arriving.size).unwrap_or(u32::MAX);
    let date = arriving.internal_date.unix_timestamp();
    let mut hash = Sha256::new();
    while let Some(chunk) = arriving.chunk().await? {
        hash.update(shown(&chunk));
    }
    Ok(Print {
        hash: hash.finalize().into(),
        date,
        size,
    })
}

/// Messages at the destination that nobody has claimed yet; `There` says where each is.
pub(crate) struct Strangers<There> {
    /// Equal ones beside each other.
    sorted: Vec<(There, Print)>,
    /// At the place of the first of those with the same bytes and date: how many of them are claimed.
    claimed: Vec<u32>,
}

impl<There: Copy + Ord> Strangers<There> {
    pub(crate) fn new(mut strangers: Vec<(There, Print)>) -> Self {
        strangers.sort_unstable_by_key(|(there, print)| (print.kind(), *there));
        Self {
            claimed: vec![0; strangers.len()],
            sorted: strangers,
        }
    }

    /// Gives each wanted message a stranger with the same bytes, and each stranger to one message only; one of the same
    /// date goes first.
    pub(crate) fn pair_up<Here: Copy>(&mut self, wanted: &[(Here, Print)]) -> Vec<(Here, There)> {
        let mut pairs = Vec::with_capacity(wanted.len().min(self.sorted.len()));
        let mut rest = Vec::new();
        for (place, (here, print)) in wanted.iter().enumerate() {
            match self.claim(print.kind()) {
                Some(there) => pairs.push((*here, there)),
                None => rest.push(place),
            }
        }
        for (here, print) in rest.into_iter().filter_map(|place| wanted.get(place)) {
            let there = self.claim_any(print.hash);
            pairs.extend(there.map(|there| (*here, there)));
        }
        pairs
    }

    /// One with these bytes and this date.
    fn claim(&mut self, kind: Kind) -> Option<There> {
        let first = self.sorted.partition_point(|(_, one)| one.kind() < kind);
        let claimed = self.claimed.get_mut(first)?;
        let next = first + usize::try_from(*claimed).ok()?;
        let (there, print) = self.sorted.get(next)?;
        (print.kind() == kind).then(|| {
            *claimed += 1;
            *there
        })
    }

    /// One with these bytes, whatever its date.
    fn claim_any(&mut self, hash: Hash) -> Option<There> {
        let mut place = self.sorted.partition_point(|(_, one)| one.hash < hash);
        loop {
            let kind = self.sorted.get(place)?.1.kind();
            if kind.0 != hash {
                return None;
            }
            if let Some(there) = self.claim(kind) {
                return Some(there);
            }
            place = self.sorted.partition_point(|(_, one)| one.kind() <= kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &[u8], day: i64) -> Print {
        Print {
            hash: Sha256::digest(text).into(),
            date: day,
            size: u32::try_from(text.len()).unwrap(),
        }
    }

    fn pairs(wanted: &[(u32, Print)], strangers: &[(u32, Print)]) -> Vec<(u32, u32)> {
        let mut pairs: Vec<_> = Strangers::new(strangers.to_vec()).pair_up(wanted);
        pairs.sort_unstable();
        pairs
    }

    #[test]
    fn twins_are_paired_one_by_one_and_by_date_first() {
        let wanted = [
            (1, print(b"one", 1)),
            (2, print(b"two", 2)),
            (3, print(b"two", 3)),
            (4, print(b"two", 4)),
        ];
        let strangers = [(70, print(b"two", 9)), (71, print(b"two", 3))];
        assert_eq!(pairs(&wanted, &strangers), [(2, 70), (3, 71)]);
    }

    #[test]
    fn each_stranger_goes_to_one_message_whatever_the_dates() {
        let wanted: Vec<_> = (1..=6).map(|uid| (uid, print(b"two", 5))).collect();
        let strangers: Vec<_> = (70..74)
            .map(|uid| (uid, print(b"two", i64::from(uid / 72))))
            .collect();
        let found: Vec<u32> = pairs(&wanted, &strangers)
            .iter()
            .map(|(_, there)| *there)
            .collect();
        assert_eq!(found, [70, 71, 72, 73]);
    }

    #[test]
    fn a_message_of_somebody_else_is_nobodys_copy() {
        assert!(pairs(&[(1, print(b"one", 1))], &[(70, print(b"new", 1))]).is_empty());
    }
}
