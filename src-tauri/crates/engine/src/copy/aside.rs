//! # What will not fit
//!
//! Messages that are larger than the destination says it takes are set aside before anything is sent, each with what a
//! person needs to find it. A later run with a higher limit tries them again.

use crate::copy::headers;
use crate::copy::journal::SetAside;
use crate::copy::survey::Stand;
use crate::error::{Code, Error, Retry, Scope};
use crate::imap::{FolderName, Head, SourceSession, Weighed};

/// Heads fetched in one go; they lie in memory until they are read.
const AT_ONCE: usize = 100;

/// What is to be noted of messages in one folder that the destination does not take. Those that have been deleted
/// meanwhile are left out.
///
/// # Errors
/// `SourceFolderUnreadable`, `SourceFolderRenumbered`, and faults of the connection.
pub(crate) async fn too_large(
    source: &mut SourceSession,
    folder: &FolderName,
    stand: Stand,
    messages: &[Weighed],
) -> Result<Vec<SetAside>, Error> {
    let opened = source.examine(folder).await?;
    if opened.uid_validity != stand.uid_validity {
        let code = Code::SourceFolderRenumbered;
        return Err(Error::new(code, Scope::Folder, Retry::Later));
    }
    let mut aside = Vec::new();
    for some in messages.chunks(AT_ONCE) {
        let uids: Vec<u32> = some.iter().map(|one| one.uid).collect();
        let mut heads = source.heads(&uids).await?;
        let found = some
            .iter()
            .filter_map(|one| Some((one, heads.remove(&one.uid)?)));
        aside.extend(found.map(|(one, head)| set_aside(*one, &head)));
    }
    Ok(aside)
}

fn set_aside(message: Weighed, head: &Head) -> SetAside {
    let headers = headers::read(&head.header);
    SetAside {
        uid: message.uid,
        size: u64::from(message.size),
        internal_date: head.internal_date,
        code: Code::DestinationMessageTooLarge,
        server_text: None,
        subject: headers.subject,
        sender: headers.sender,
        message_id: headers.message_id,
    }
}
