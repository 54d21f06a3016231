//! # Sessions
//!
//! The two sides. Both read through [`Reader`]; only a [`DestinationSession`] can write.

use std::ops::{Deref, DerefMut};

use crate::error::{Code, Error, Side};
use crate::imap::command::Writing;
use crate::imap::endpoint::{Endpoint, Login};
use crate::imap::fault::Fault;
use crate::imap::folder::{Opened, Opening};
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::response::{Data, Outcome};
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
///     let _ = session.create(&FolderName::inbox()).await;
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
///     let _ = session.create(&FolderName::inbox()).await;
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

    /// Opens a folder for adding messages. Unlike [`Reader::examine`] this also tells for sure which flags are stored.
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
        self.0.opened(&outcome, &read, false)
    }

    /// Makes a folder, and the folders above it. One that is there already is fine.
    ///
    /// # Errors
    /// `DestinationFolderRefused`, and faults of the connection.
    pub async fn create(&mut self, folder: &FolderName) -> Result<(), Error> {
        if folder.is_inbox() {
            return Ok(());
        }
        let name = self.0.names.write(folder);
        let outcome = self.tell(&Writing::Create(&name), |_| {}).await?;
        let there = outcome.code == "ALREADYEXISTS"
            || outcome.words.to_lowercase().contains("already exists");
        self.0.accepted(&outcome, there)
    }

    /// Lets people see a folder in their programs (RFC 3501, section 6.3.6).
    ///
    /// # Errors
    /// `DestinationFolderRefused`, and faults of the connection.
    pub async fn subscribe(&mut self, folder: &FolderName) -> Result<(), Error> {
        let name = self.0.names.write(folder);
        let outcome = self.tell(&Writing::Subscribe(&name), |_| {}).await?;
        self.0.accepted(&outcome, false)
    }

    /// The connection for commands that write. Readers can be swapped behind `DerefMut`; the one of a source stays
    /// read only even then.
    pub(super) fn writing_wire(&mut self) -> Result<&mut Wire, Fault> {
        match self.0.side {
            Side::Destination => Ok(&mut self.0.wire),
            Side::Source => Err(Error::job(Code::Unexpected).into()),
        }
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
