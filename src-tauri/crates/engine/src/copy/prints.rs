//! # Prints
//!
//! What a message is told by: its bytes, hashed. Prints of both sides are paired one to one, so that twins stay twins.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::copy::lane::WHOLE;
use crate::error::Error;
use crate::imap::{Fetched, Reader, Streamed, Streaming, Weighed};

/// SHA-256 of the bytes of a message.
type Hash = [u8; 32];

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
    pub(crate) size: u64,
    pub(crate) internal_date: OffsetDateTime,
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
                    hash: Sha256::digest(&message.bytes).into(),
                    size: message.bytes.len() as u64,
                    internal_date: message.internal_date,
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
    fn kind(&self) -> (Hash, OffsetDateTime) {
        (self.hash, self.internal_date)
    }
}

async fn print(mut arriving: Streaming<'_>) -> Result<Print, Error> {
    let (size, internal_date) = (arriving.size, arriving.internal_date);
    let mut hash = Sha256::new();
    while let Some(chunk) = arriving.chunk().await? {
        hash.update(&chunk);
    }
    Ok(Print {
        hash: hash.finalize().into(),
        size,
        internal_date,
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
    pub(crate) fn pair_up<Here: Copy>(
        &mut self,
        wanted: &[(Here, Print)],
    ) -> Vec<(Here, There, Print)> {
        let mut pairs = Vec::new();
        let mut rest = Vec::new();
        for (here, print) in wanted {
            match self.claim(print.kind()) {
                Some(there) => pairs.push((*here, there, *print)),
                None => rest.push((*here, *print)),
            }
        }
        for (here, print) in rest {
            let there = self.claim_any(print.hash);
            pairs.extend(there.map(|there| (here, there, print)));
        }
        pairs
    }

    /// One with these bytes and this date.
    fn claim(&mut self, kind: (Hash, OffsetDateTime)) -> Option<There> {
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
            size: text.len() as u64,
            internal_date: OffsetDateTime::UNIX_EPOCH + time::Duration::days(day),
        }
    }

    fn pairs(wanted: &[(u32, Print)], strangers: &[(u32, Print)]) -> Vec<(u32, u32)> {
        let mut pairs: Vec<_> = Strangers::new(strangers.to_vec())
            .pair_up(wanted)
            .into_iter()
            .map(|(source, destination, _)| (source, destination))
            .collect();
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
