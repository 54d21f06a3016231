//! # Outlook
//!
//! The connection test: signs in to one side, then the other, and counts. Whoever works on both sides is looked at the
//! way a copy would, so that what does not fit and what changes its name is known weeks before. Nothing is changed.

use std::ops::DerefMut;
use std::sync::Arc;

use crate::copy::folders::Note;
use crate::copy::labels::Labels;
use crate::copy::prospect::Prospect;
use crate::copy::survey::{self, Survey};
use crate::error::Error;
use crate::imap::{
    DestinationSession, Endpoint, Login, Reader, Roots, SourceSession, connect_destination,
    connect_source,
};
use crate::plan::{PersonId, Plan};

/// A side that works, still signed in.
#[derive(Debug)]
pub struct Checked<S> {
    /// What the mailbox holds.
    pub survey: Survey,
    session: S,
}

/// What a copy of one person would meet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outlook {
    /// How much it is, and what will not fit.
    pub prospect: Prospect,
    /// Folders that do not simply keep their names, by name at the source.
    pub notes: Vec<Note>,
}

/// Signs in to the source and counts what is there.
///
/// # Errors
/// Everything that can go wrong between here and a signed-in session, with the codes of the source.
pub async fn check_source(
    endpoint: &Endpoint,
    login: &Login,
    roots: &Roots,
) -> Result<Checked<SourceSession>, Error> {
    counted(connect_source(endpoint, login, roots).await?).await
}

/// Signs in to the destination and counts what is there.
///
/// # Errors
/// As [`check_source`], with the codes of the destination.
pub async fn check_destination(
    endpoint: &Endpoint,
    login: &Login,
    roots: &Roots,
) -> Result<Checked<DestinationSession>, Error> {
    counted(connect_destination(endpoint, login, roots).await?).await
}

/// Looks at both sides the way a copy would before its first byte, and leaves them.
///
/// # Errors
/// Those of the connections and of the plan file.
pub async fn look_ahead(
    plan: &Arc<Plan>,
    person: PersonId,
    source: Checked<SourceSession>,
    destination: Checked<DestinationSession>,
) -> Result<Outlook, Error> {
    let (mut source, mut destination) = (source.session, destination.session);
    let count = survey::count(
        plan,
        person,
        &mut source,
        &mut destination,
        Labels::default(),
    )
    .await?;
    tokio::join!(source.logout(), destination.logout());
    Ok(Outlook {
        prospect: Prospect::of(&count.folders, count.room),
        notes: count.notes,
    })
}

impl Checked<SourceSession> {
    /// Signs off.
    pub async fn leave(self) {
        self.session.logout().await;
    }
}

impl Checked<DestinationSession> {
    /// Signs off.
    pub async fn leave(self) {
        self.session.logout().await;
    }
}

async fn counted<S: DerefMut<Target = Reader>>(mut session: S) -> Result<Checked<S>, Error> {
    let survey = survey::survey(&mut session).await?;
    Ok(Checked { survey, session })
}
