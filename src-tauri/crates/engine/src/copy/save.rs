//! # Saved messages
//!
//! A message that the destination does not take is kept as a file beside the plan, whole or not at all. No file is ever
//! written over, and none is removed when a later run copies its message after all: it may have become somebody's own.

mod names;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

pub(crate) use self::names::is_device;
use crate::copy::{Mover, Order};
use crate::error::{Code, Error};
use crate::imap::FolderName;
use crate::plan::unwritable;

/// Two messages may lay claim to one name when a server has numbered a folder anew; not many.
const MOST_NAMES: u32 = 1000;

/// Where the messages of a plan are kept that could not be copied: `example.com not copied`, beside the plan.
pub fn beside(plan: &Path) -> PathBuf {
    let mut name = plan.file_stem().unwrap_or_default().to_os_string();
    name.push(" not copied");
    plan.with_file_name(name)
}

/// What became of a message that was to be saved: none if nobody wanted it, else where it is or why it is not.
pub(crate) type Kept = Option<Result<PathBuf, Code>>;

/// Where the messages of one person are kept.
#[derive(Debug, Clone)]
pub(crate) struct Shelf(Arc<PathBuf>);

impl Shelf {
    /// The place for one person; none if nothing is to be saved.
    pub(crate) fn of(order: &Order, mover: &Mover) -> Option<Self> {
        let folder = order.save_refused.as_ref()?;
        let own = folder.join(names::safe(mover.address.as_str()));
        Some(Self(Arc::new(own)))
    }
}

/// A message that is being saved while it goes by. Trouble with the disk is remembered and stops nothing else.
pub(crate) struct Keeping(Option<Result<Draft, Error>>);

impl Keeping {
    /// Begins a file for a message, if it is to be saved.
    pub(crate) async fn begin(shelf: Option<&Shelf>, folder: &FolderName, uid: u32) -> Self {
        let Some(shelf) = shelf else {
            return Self(None);
        };
        let begun = Draft::begin(shelf.0.join(names::folder(folder)), folder, uid).await;
        Self(Some(begun.map_err(unwritable)))
    }

    /// Takes the next bytes.
    pub(crate) async fn add(&mut self, bytes: &[u8]) {
        let Some(Ok(draft)) = &mut self.0 else { return };
        if let Err(error) = draft.file.write_all(bytes).await {
            self.0 = Some(Err(unwritable(error)));
        }
    }

    /// The message is whole: gives the file its name. Without this nothing of it stays on the disk.
    pub(crate) async fn keep(self) -> Kept {
        let kept = match self.0? {
            Ok(draft) => draft.keep().await.map_err(unwritable),
            Err(error) => Err(error),
        };
        Some(kept.map_err(|error| {
            tracing::warn!(code = %error.code, "a message that was set aside is not saved");
            error.code
        }))
    }
}

/// Saves a message that lies in memory.
pub(crate) async fn whole(
    shelf: Option<&Shelf>,
    folder: &FolderName,
    uid: u32,
    bytes: &[u8],
) -> Kept {
    let mut keeping = Keeping::begin(shelf, folder, uid).await;
    keeping.add(bytes).await;
    keeping.keep().await
}

/// A file without its name.
struct Draft {
    file: File,
    half: Half,
    folder: PathBuf,
    uid: u32,
}

/// The path of an unfinished file, which goes when nobody wants it any more.
struct Half(PathBuf);

impl Drop for Half {
    fn drop(&mut self) {
        // Once it has its name, it is not here any more.
        let _ = fs::remove_file(&self.0);
    }
}

impl Draft {
    async fn begin(folder: PathBuf, name: &FolderName, uid: u32) -> io::Result<Self> {
        let begun = tokio::task::spawn_blocking({
            let (folder, half) = (folder.clone(), folder.join(names::half(name, uid)));
            move || {
                private_folder(&folder)?;
                // Left by a run that was cut off.
                match fs::remove_file(&half) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                    _ => {}
                }
                let file = private().open(&half)?;
                Ok((file, Half(half)))
            }
        });
        let (file, half) = begun.await.map_err(io::Error::other)??;
        Ok(Self {
            file: File::from_std(file),
            half,
            folder,
            uid,
        })
    }

    async fn keep(mut self) -> io::Result<PathBuf> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        let Self {
            file,
            half,
            folder,
            uid,
        } = self;
        drop(file.into_std().await);
        let named = tokio::task::spawn_blocking(move || settle(&half.0, &folder, uid));
        named.await.map_err(io::Error::other)?
    }
}

/// Gives a finished file the first name that is free, or finds that the same message has been saved before.
fn settle(half: &Path, folder: &Path, uid: u32) -> io::Result<PathBuf> {
    for number in 1..=MOST_NAMES {
        let path = folder.join(names::message(uid, number));
        match fs::hard_link(half, &path) {
            Ok(()) => return Ok(path),
            Err(_) if fs::symlink_metadata(&path).is_ok() => {
                if same(half, &path)? {
                    return Ok(path);
                }
            }
            // Not every file system has hard links. The name is free, and the plan's lock keeps others away.
            Err(_) => return fs::rename(half, &path).map(|()| path),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn same(one: &Path, other: &Path) -> io::Result<bool> {
    if fs::metadata(one)?.len() != fs::metadata(other)?.len() {
        return Ok(false);
    }
    Ok(digest(one)? == digest(other)?)
}

fn digest(path: &Path) -> io::Result<[u8; 32]> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = file.read(&mut buffer)?;
        match buffer.get(..length) {
            Some(bytes) if length > 0 => hash.update(bytes),
            _ => return Ok(hash.finalize().into()),
        }
    }
}

/// A folder and a new file that other users of this computer cannot read: somebody's mail is in it.
pub(crate) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

pub(crate) fn private() -> fs::OpenOptions {
    let mut options = fs::File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests;
