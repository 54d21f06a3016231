//! # Room on the disk
//!
//! Whether the backup fits, asked before the first message is fetched: a disk that fills up in the night helps nobody.

use std::path::{Path, PathBuf};

use crate::backup::attempt::Found;
use crate::copy::private_folder;
use crate::error::{Code, Error};
use crate::plan::unwritable;

/// A file takes whole blocks of the disk.
const BLOCK: u64 = 4096;
/// What the list and the folders take, and what a computer needs to go on working.
const MARGIN: u64 = 32 << 20;

/// Bytes that may still be written to the disk on which `path` lies or will lie.
///
/// # Errors
/// [`Code::LocalFileUnreadable`] with `params.path`.
pub fn free_space(path: &Path) -> Result<u64, Error> {
    let there = path.ancestors().find(|above| above.exists());
    fs4::available_space(there.unwrap_or(path)).map_err(|error| {
        Error::job(Code::LocalFileUnreadable)
            .with("path", path.display().to_string())
            .because(error)
    })
}

/// Makes the folder of the backup, if it is not there.
pub(super) async fn prepare(to: &Path) -> Result<(), Error> {
    on_disk(to, private_folder).await?.map_err(|error| {
        let path = to.display().to_string();
        unwritable(error).with("path", path)
    })
}

/// Bytes on the disk that one person's new messages will take.
pub(super) fn needed(found: &[Found]) -> u64 {
    let new = found.iter().flat_map(|folder| &folder.todo);
    new.map(|message| u64::from(message.size).next_multiple_of(BLOCK))
        .sum()
}

/// Passes when there is room for so many bytes. A disk that does not say how much is free is tried out.
pub(super) async fn check(to: &Path, needed: u64) -> Result<(), Error> {
    if needed == 0 {
        return Ok(());
    }
    let Ok(free) = on_disk(to, free_space).await? else {
        return Ok(());
    };
    let needed = needed.saturating_add(MARGIN);
    match free < needed {
        true => Err(Error::job(Code::BackupNoRoom)
            .with("path", to.display().to_string())
            .with("needed", needed.to_string())
            .with("free", free.to_string())),
        false => Ok(()),
    }
}

async fn on_disk<T: Send + 'static>(to: &Path, act: fn(&Path) -> T) -> Result<T, Error> {
    let to: PathBuf = to.to_owned();
    tokio::task::spawn_blocking(move || act(&to))
        .await
        .map_err(|error| Error::job(Code::Unexpected).because(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_backup_that_does_not_fit_says_what_it_needs() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("not/there/yet");
        let free = free_space(&inside).unwrap();
        assert!(free > 0);
        check(&inside, 1).await.unwrap();
        check(&inside, 0).await.unwrap();
        let error = check(&inside, u64::MAX / 2).await.unwrap_err();
        assert_eq!(error.code, Code::BackupNoRoom);
        assert_eq!(
            error.params.get("needed"),
            Some(&(u64::MAX / 2 + MARGIN).to_string())
        );
        assert!(error.params.contains_key("free"));
    }
}
