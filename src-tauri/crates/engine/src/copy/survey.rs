//! # Survey
//!
//! Signs in and counts, without opening a single message. The connection test and the start of every copy use it.

use std::collections::BTreeMap;

use crate::copy::folders::{self, Pair};
use crate::error::{Code, Error, Side};
use crate::imap::{
    Endpoint, Folder, FolderName, Login, Reader, Roots, SourceSession, connect_destination,
    connect_source,
};

/// What a mailbox holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Survey {
    /// Folders that can hold messages.
    pub folders: u64,
    /// Messages in all of them.
    pub messages: u64,
    /// Bytes of all messages.
    pub bytes: u64,
}

/// What one folder holds, as counted before a copy.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    pub(crate) pair: Pair,
    pub(crate) messages: u64,
    pub(crate) bytes: u64,
    /// The source's UIDNEXT when it was counted.
    pub(crate) before: Option<u32>,
}

/// Signs in to one side and counts what is there. Nothing is changed.
///
/// # Errors
/// Everything that can go wrong between here and a signed-in session, with the codes of `side`.
pub async fn check(
    side: Side,
    endpoint: &Endpoint,
    login: &Login,
    roots: &Roots,
) -> Result<Survey, Error> {
    match side {
        Side::Source => {
            let mut session = connect_source(endpoint, login, roots).await?;
            let survey = survey(&mut session).await?;
            session.logout().await;
            Ok(survey)
        }
        Side::Destination => {
            let mut session = connect_destination(endpoint, login, roots).await?;
            let survey = survey(&mut session).await?;
            session.logout().await;
            Ok(survey)
        }
    }
}

async fn survey(session: &mut Reader) -> Result<Survey, Error> {
    let mut survey = Survey::default();
    for folder in session
        .folders()
        .await?
        .iter()
        .filter(|folder| folder.selectable)
    {
        let (messages, bytes, _) = count(session, &folder.name).await?;
        survey.folders += 1;
        survey.messages += messages;
        survey.bytes += bytes;
    }
    Ok(survey)
}

/// Counts every folder that is to be copied. A folder that does not open is counted as empty here; the copy itself
/// then says why.
pub(crate) async fn count_pairs(
    source: &mut SourceSession,
    destination: &[Folder],
    known: &BTreeMap<FolderName, FolderName>,
) -> Result<Vec<Counted>, Error> {
    let mut counted = Vec::new();
    for pair in folders::plan(&source.folders().await?, destination, known) {
        let (messages, bytes, before) = match count(source, &pair.source).await {
            Err(error) if error.code == Code::SourceFolderUnreadable => (0, 0, None),
            other => other?,
        };
        counted.push(Counted {
            pair,
            messages,
            bytes,
            before,
        });
    }
    Ok(counted)
}

/// Messages, bytes and UIDNEXT of a folder: from STATUS alone where the server counts bytes (RFC 8438), else from a
/// list of sizes.
async fn count(
    session: &mut Reader,
    folder: &FolderName,
) -> Result<(u64, u64, Option<u32>), Error> {
    let status = session.status(folder).await?;
    if let Some(bytes) = status.bytes.or((status.messages == 0).then_some(0)) {
        return Ok((status.messages, bytes, status.uid_next));
    }
    session.examine(folder).await?;
    let listed = session.list(1, None).await?;
    let messages = listed.len().try_into().unwrap_or(u64::MAX);
    Ok((
        messages,
        listed.iter().map(|message| message.size).sum(),
        status.uid_next,
    ))
}
