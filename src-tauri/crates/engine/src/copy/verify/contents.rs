//! # Contents
//!
//! What only the bytes of messages can tell: whether two of them are the same, and where one is that is not in its place.
//! Messages are read many at a time, and no more of them is kept than a hash.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::prints::{Print, Strangers, of_sizes, prints};
use crate::copy::verify::compare::{Compared, Wanted, Why};
use crate::error::{Error, Side};
use crate::imap::{FolderName, Reader, Weighed};

/// Messages read at a time, so that hashes take no room and a stop is heard.
const AT_ONCE: usize = 2000;

/// A connection to either side. Neither can write.
pub(crate) struct Readers<'a> {
    pub(crate) source: &'a mut Reader,
    pub(crate) destination: &'a mut Reader,
}

/// A folder at the source and its place at the destination.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) source: &'a FolderName,
    pub(crate) destination: &'a FolderName,
}

/// What reading a message on both sides has shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Same,
    Altered,
    /// This side does not hand it over.
    Unreadable(Side),
}

/// A message that may be anywhere: the place of its folder in a list, and its number there.
pub(crate) type Anywhere = (usize, u32);

impl Readers<'_> {
    /// Opens a folder on both sides.
    async fn examine(&mut self, names: Names<'_>) -> Result<(), Error> {
        tokio::try_join!(
            self.source.examine(names.source),
            self.destination.examine(names.destination)
        )
        .map(drop)
    }

    /// Looks among the strangers of a folder for what is not where the journal would have it.
    pub(crate) async fn find_here(
        &mut self,
        names: Names<'_>,
        compared: &mut Compared,
    ) -> Result<(), Error> {
        // What has certainly arrived is served before what only may be there.
        let (arrived, others): (Vec<&Wanted>, Vec<&Wanted>) = compared
            .wanted
            .iter()
            .partition(|one| one.why == Why::Unplaced);
        let wanted: Vec<Weighed> = arrived
            .iter()
            .chain(&others)
            .map(|one| one.row.weighed())
            .collect();
        let wanted = of_sizes(&wanted, &compared.strangers);
        if wanted.is_empty() {
            return Ok(());
        }
        let strangers = of_sizes(&compared.strangers, &wanted);
        self.examine(names).await?;
        let (mut here, there) = tokio::try_join!(
            prints(self.source, &wanted),
            prints(self.destination, &strangers)
        )?;
        let arrived: BTreeSet<u32> = arrived.iter().map(|one| one.row.uid).collect();
        here.sort_unstable_by_key(|(uid, _)| (!arrived.contains(uid), *uid));
        let others = here.partition_point(|(uid, _)| arrived.contains(uid));
        let (arrived, others) = here.split_at(others);
        let mut strangers = Strangers::new(there);
        let mut found = strangers.pair_up(arrived);
        found.extend(strangers.pair_up(others));
        compared.found(&found);
        Ok(())
    }

    /// Reads pairs of messages and tells for each number at the source what was seen.
    pub(crate) async fn compare(
        &mut self,
        names: Names<'_>,
        pairs: &[(Weighed, Weighed)],
    ) -> Result<Vec<(u32, Seen)>, Error> {
        let mut seen = Vec::with_capacity(pairs.len());
        if !pairs.is_empty() {
            self.examine(names).await?;
        }
        for pairs in pairs.chunks(AT_ONCE) {
            let (here, there): (Vec<Weighed>, Vec<Weighed>) = pairs.iter().copied().unzip();
            let (here, there) =
                tokio::try_join!(prints(self.source, &here), prints(self.destination, &there))?;
            let here: BTreeMap<u32, Print> = here.into_iter().collect();
            let there: BTreeMap<u32, Print> = there.into_iter().collect();
            seen.extend(pairs.iter().map(|(one, other)| {
                let shown = match (here.get(&one.uid), there.get(&other.uid)) {
                    (None, _) => Seen::Unreadable(Side::Source),
                    (_, None) => Seen::Unreadable(Side::Destination),
                    (Some(here), Some(there)) if here.hash == there.hash => Seen::Same,
                    _ => Seen::Altered,
                };
                (one.uid, shown)
            }));
        }
        Ok(seen)
    }

    /// Looks for messages in all folders of the destination. Takes what is wanted and what nobody has claimed, each with
    /// the folders in which they are; gives pairs of both.
    pub(crate) async fn find_anywhere(
        &mut self,
        wanted: &[(FolderName, Vec<Weighed>)],
        strangers: &[(FolderName, Vec<Weighed>)],
    ) -> Result<Vec<(Anywhere, Anywhere)>, Error> {
        let all = |list: &[(FolderName, Vec<Weighed>)]| -> Vec<Weighed> {
            list.iter().flat_map(|(_, some)| some).copied().collect()
        };
        let (all_wanted, all_strangers) = (all(wanted), all(strangers));
        let (here, there) = tokio::try_join!(
            prints_of(self.source, wanted, &all_strangers),
            prints_of(self.destination, strangers, &all_wanted)
        )?;
        Ok(Strangers::new(there).pair_up(&here))
    }
}

/// Reads those messages whose size occurs among the others.
async fn prints_of(
    reader: &mut Reader,
    folders: &[(FolderName, Vec<Weighed>)],
    others: &[Weighed],
) -> Result<Vec<(Anywhere, Print)>, Error> {
    let mut read = Vec::new();
    for (place, (folder, messages)) in folders.iter().enumerate() {
        let alike = of_sizes(messages, others);
        if !alike.is_empty() {
            reader.examine(folder).await?;
            let prints = prints(reader, &alike).await?.into_iter();
            read.extend(prints.map(|(uid, print)| ((place, uid), print)));
        }
    }
    Ok(read)
}
