//! # Sessions
//!
//! The two sides. Both read through [`Reader`]; only a [`DestinationSession`] can write.

use std::ops::{Deref, DerefMut};

use crate::error::{Code, Error, Side};
use crate::imap::command::{self, Line, Writing};
use crate::imap::endpoint::{Endpoint, Login};
use crate::imap::fault::Fault;
use crate::imap::flags::Flags;
use crate::imap::folder::{Opened, Opening};
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::response::{Data, Outcome, Verdict};
use crate::imap::roots::Roots;
use crate::imap::wire::{Limits, Wire};

/// Connects to the source and signs in.
///
/// # Errors
/// Everything between a wrong host name and a refused password, with the codes of the source.
pub async fn connect_source(
    endpoint: &Endpoint,
    login: &Login,
    roots: &Roots,
) -> Result<SourceSession, Error> {
    let reader = Reader::open(Side::Source, endpoint, login, roots, Limits::default()).await?;
    Ok(SourceSession(reader))
}

/// Connects to the destination and signs in.
///
/// # Errors
/// As [`connect_source`], with the codes of the destination.
pub async fn connect_destination(
    endpoint: &Endpoint,
    login: &Login,
    roots: &Roots,
) -> Result<DestinationSession, Error> {
    let reader = Reader::open(Side::Destination, endpoint, login, roots, Limits::default()).await?;
    Ok(DestinationSession(reader))
}

/// A signed-in connection to the source. It has no method that writes, and no way to one:
///
/// ```compile_fail,E0599
/// use moving_day_engine::imap::{FolderName, SourceSession};
/// async fn write(session: &mut SourceSession) {
///     let _ = session.select(&FolderName::inbox()).await;
/// }
/// ```
/// ```compile_fail,E0599
/// use moving_day_engine::imap::{FolderName, SourceSession};
/// async fn write(session: &mut SourceSession) {
///     let _ = session.append(&FolderName::inbox(), &[]).await;
/// }
/// ```
///
/// The same lines compile for a [`DestinationSession`].
#[derive(Debug)]
pub struct SourceSession(pub(super) Reader);

/// A signed-in connection to the destination: reads, makes folders and adds messages.
///
/// ```no_run
/// use moving_day_engine::imap::{DestinationSession, FolderName};
/// async fn write(session: &mut DestinationSession) {
///     let _ = session.select(&FolderName::inbox()).await;
///     let _ = session.append(&FolderName::inbox(), &[]).await;
/// }
/// ```
#[derive(Debug)]
pub struct DestinationSession(pub(super) Reader);

impl SourceSession {
    /// Says good-bye; ends in time whatever the server does.
    pub async fn logout(self) {
        self.0.leave().await;
    }
}

impl DestinationSession {
    /// Says good-bye; ends in time whatever the server does.
    pub async fn logout(self) {
        self.0.leave().await;
    }

    /// Opens a folder for changing what is in it. Unlike [`Reader::examine`] this also tells for sure which flags are
    /// stored.
    ///
    /// # Errors
    /// `DestinationFolderRefused`, and faults of the connection.
    pub async fn select(&mut self, folder: &FolderName) -> Result<Opened, Error> {
        let name = self.0.names.write(folder);
        self.0.messages = None;
        let mut read = Opening::default();
        let outcome = self
            .tell(&Writing::Select(&name), |data| read.take(data))
            .await?;
        let opened = self.0.understood(&outcome, &read, false)?;
        self.0.messages = Some(opened.messages);
        Ok(opened)
    }

    /// Makes folders where that is wanted, lets people see them, and looks what each holds and stores; all with one wait.
    ///
    /// # Errors
    /// The inner errors are of one folder: `DestinationFolderRefused`. The outer one is a fault of the connection.
    pub async fn prepare(&mut self, places: &[Place]) -> Result<Vec<Result<Opened, Error>>, Error> {
        self.0.messages = None;
        let names: Vec<Vec<u8>> = places
            .iter()
            .map(|place| self.0.names.write(&place.name))
            .collect();
        let mut steps = Vec::new();
        for (at, (place, name)) in places.iter().zip(&names).enumerate() {
            // The inbox is always there (RFC 3501, section 5.1).
            if place.create && !place.name.is_inbox() {
                steps.push((at, Writing::Create(name)));
            }
            if place.subscribe {
                steps.push((at, Writing::Subscribe(name)));
            }
            steps.push((at, Writing::Select(name)));
        }
        let mut read: Vec<Opening> = places.iter().map(|_| Opening::default()).collect();
        let outcomes = self
            .tell_all(&steps, |step, data| {
                let place = steps.get(step).and_then(|(at, _)| read.get_mut(*at));
                if let Some(read) = place {
                    read.take(data);
                }
            })
            .await?;
        Ok(self.opened_places(&steps, &outcomes, &read))
    }

    /// A folder that opens is there, however the rest went: one that could not be made because it exists is fine, and one
    /// that nobody sees costs a view and no mail.
    fn opened_places(
        &self,
        steps: &[(usize, Writing<'_>)],
        outcomes: &[Outcome],
        read: &[Opening],
    ) -> Vec<Result<Opened, Error>> {
        let of = |at: usize| {
            let own = steps
                .iter()
                .zip(outcomes)
                .filter(move |((place, _), _)| *place == at);
            own.map(|((_, step), outcome)| (step, outcome))
        };
        read.iter()
            .enumerate()
            .map(|(at, read)| {
                let refused = of(at).find(|(step, outcome)| {
                    matches!(step, Writing::Create(_)) && outcome.verdict != Verdict::Ok
                });
                let selected = of(at).find(|(step, _)| matches!(step, Writing::Select(_)));
                let Some((_, selected)) = selected else {
                    return Err(Error::job(Code::Unexpected));
                };
                match (selected.verdict, refused) {
                    (Verdict::Ok, refused) => {
                        let opened = self.0.understood(selected, read, false)?;
                        let existed = refused.is_some();
                        Ok(Opened { existed, ..opened })
                    }
                    (_, None) => self.0.understood(selected, read, false),
                    // Why it could not be made says more than that it is not there.
                    (_, Some((_, refused))) => self.0.understood(refused, read, false),
                }
            })
            .collect()
    }

    /// Adds or takes flags of messages in the selected folder.
    ///
    /// # Errors
    /// `DestinationFolderRefused`, and faults of the connection.
    pub async fn store(&mut self, uids: &[u32], add: bool, flags: &Flags) -> Result<(), Error> {
        let outcomes = self.store_each([(flags, uids)], add).await?;
        outcomes
            .iter()
            .try_for_each(|outcome| self.0.accepted(outcome, false))
    }

    /// Adds flags to messages of the selected folder, each kind to its own, with one wait. What the server does not want
    /// to store stays away without a word; reading it again shows it.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn mark<'f>(
        &mut self,
        wanted: impl IntoIterator<Item = (&'f Flags, &'f [u32])>,
    ) -> Result<(), Error> {
        self.store_each(wanted, true).await.map(drop)
    }

    async fn store_each<'f>(
        &mut self,
        wanted: impl IntoIterator<Item = (&'f Flags, &'f [u32])>,
        add: bool,
    ) -> Result<Vec<Outcome>, Error> {
        let sets: Vec<(&Flags, String)> = wanted
            .into_iter()
            .flat_map(|(flags, uids)| {
                let sets = command::uid_sets(uids, command::LONGEST_SET).into_iter();
                sets.map(move |(set, _)| (flags, set))
            })
            .collect();
        let steps: Vec<(usize, Writing<'_>)> = sets
            .iter()
            .map(|(flags, set)| (0, Writing::Store { set, add, flags }))
            .collect();
        self.tell_all(&steps, |_, _| {}).await
    }

    /// The connection for commands that write. Readers can be swapped behind `DerefMut`; the one of a source stays
    /// read only even then.
    pub(super) fn writing_wire(&mut self) -> Result<&mut Wire, Fault> {
        match self.0.side {
            Side::Destination => Ok(&mut self.0.wire),
            Side::Source => Err(Error::job(Code::Unexpected).into()),
        }
    }

    async fn tell_all(
        &mut self,
        steps: &[(usize, Writing<'_>)],
        each: impl FnMut(usize, Data),
    ) -> Result<Vec<Outcome>, Error> {
        let utf8 = self.0.names.utf8;
        let lines: Vec<Line> = steps.iter().map(|(_, step)| step.line(utf8)).collect();
        let result = match self.writing_wire() {
            Ok(wire) => wire.run_all(&lines, each).await,
            Err(fault) => Err(fault),
        };
        result.map_err(|fault| self.0.error(fault))
    }

    async fn tell(
        &mut self,
        writing: &Writing<'_>,
        each: impl FnMut(Data),
    ) -> Result<Outcome, Error> {
        let line = writing.line(self.0.names.utf8);
        let result = match self.writing_wire() {
            Ok(wire) => wire.run(&line, each).await,
            Err(fault) => Err(fault),
        };
        result.map_err(|fault| self.0.error(fault))
    }
}

/// A folder at the destination, as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its name.
    pub name: FolderName,
    /// Whether it has to be made first, with the folders above it.
    pub create: bool,
    /// Whether people are to see it in their programs (RFC 3501, section 6.3.6).
    pub subscribe: bool,
}

impl Deref for SourceSession {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.0
    }
}

impl DerefMut for SourceSession {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.0
    }
}

impl Deref for DestinationSession {
    type Target = Reader;

    fn deref(&self) -> &Reader {
        &self.0
    }
}

impl DerefMut for DestinationSession {
    fn deref_mut(&mut self) -> &mut Reader {
        &mut self.0
    }
}
