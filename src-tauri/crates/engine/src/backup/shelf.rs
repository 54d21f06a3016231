//! # One person's shelf
//!
//! The Maildir and the list of one person, on the disk. A message is first whole in `tmp`, then renamed, then listed;
//! each step is on the disk before the next one begins, many messages at a time.

mod maildir;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use self::maildir::{Folder, Mark};
use crate::backup::manifest::{self, Entry, Line, Manifest, Place};
use crate::backup::names::Places;
use crate::copy::private_folder;
use crate::error::{Code, Error};
use crate::imap::{Flags, FolderName, Listed, Message};
use crate::plan::unwritable;

/// The Maildir in a person's folder.
const MAILDIR: &str = "Maildir";

/// SHA-256 of a message.
pub(super) type Hash = [u8; 32];

/// What the list has of a folder.
#[derive(Debug, Default)]
struct Known {
    /// By the edition of the numbers and the number.
    messages: BTreeMap<Mark, Saved>,
    /// Where it lies and what is there, once it was looked at.
    folder: Option<Folder>,
}

/// A saved message.
#[derive(Debug, Clone, Copy)]
struct Saved {
    /// The file, by the numbers that stand in its name.
    file: Mark,
    hash: Hash,
    size: u64,
}

/// A message in `tmp`.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) uid: u32,
    pub(super) flags: Flags,
    pub(super) date: OffsetDateTime,
    pub(super) size: u64,
    pub(super) hash: Hash,
    pub(super) path: PathBuf,
}

/// Where one person's mail is saved.
#[derive(Debug)]
pub(super) struct Shelf {
    root: PathBuf,
    manifest: Manifest,
    places: Places,
    folders: BTreeMap<FolderName, Known>,
    /// Folders with a line in the list.
    listed: BTreeSet<FolderName>,
}

impl Shelf {
    /// Opens or makes a person's folder.
    ///
    /// # Errors
    /// Those of the list, with `params.path`.
    pub(super) fn open(root: &Path, address: &str) -> Result<Self, Error> {
        let list = root.join(manifest::NAME);
        let (mut places, mut folders) = (Places::default(), BTreeMap::<_, Known>::new());
        let mut listed = BTreeSet::new();
        let mut sound = true;
        let take = |line| match line {
            Line::Folder(Place { folder, path }) => {
                let folder = FolderName::new(folder);
                places.remember(&folder, &path);
                listed.insert(folder);
            }
            Line::Message(entry) => match saved(&entry) {
                Some((mark, saved)) => {
                    let known = folders.entry(FolderName::new(entry.folder)).or_default();
                    known.messages.insert(mark, saved);
                }
                None => sound = false,
            },
            Line::Heading(_) => {}
        };
        let manifest = private_folder(&root.join(MAILDIR))
            .map_err(unwritable)
            .and_then(|()| Manifest::open(&list, address, take))
            .map_err(|error| error.with("path", list.display().to_string()))?;
        if !sound {
            let path = list.display().to_string();
            return Err(Error::job(Code::BackupDamaged).with("path", path));
        }
        Ok(Self {
            root: root.to_owned(),
            manifest,
            places,
            folders,
            listed,
        })
    }

    /// The numbers of a folder's messages that are saved and still there; rising, with their sizes.
    pub(super) fn saved(
        &mut self,
        name: &FolderName,
        validity: u32,
    ) -> Result<Vec<(u32, u64)>, Error> {
        let known = self.known(name)?;
        let there = known.folder.as_ref().map(Folder::files);
        let of = (validity, 0)..=(validity, u32::MAX);
        let saved = known.messages.range(of).filter(|(_, saved)| {
            let file = there.and_then(|there| there.get(&saved.file));
            file.is_some()
        });
        Ok(saved.map(|((_, uid), saved)| (*uid, saved.size)).collect())
    }

    /// Messages and bytes in the whole backup, each file once.
    pub(super) fn sum(&self) -> (u64, u64) {
        let folders = self.folders.values();
        let sums = folders.map(|known| {
            let files: BTreeMap<Mark, u64> = known
                .messages
                .values()
                .map(|saved| (saved.file, saved.size))
                .collect();
            (files.len() as u64, files.values().sum::<u64>())
        });
        sums.fold((0, 0), |whole, one| (whole.0 + one.0, whole.1 + one.1))
    }

    /// Makes a folder ready for messages, with its line in the list.
    pub(super) fn prepare(&mut self, name: &FolderName) -> Result<(), Error> {
        let path = self.places.of(name);
        let place = self.root.join(MAILDIR).join(&path);
        maildir::make(&place).map_err(|error| at(&place, error))?;
        self.folders.entry(name.clone()).or_default().folder = None;
        self.known(name)?;
        if self.listed.insert(name.clone()) {
            self.manifest.add(&[Line::Folder(Place {
                folder: name.parts().to_vec(),
                path,
            })])?;
        }
        Ok(())
    }

    /// Where large messages of a folder are written until they are whole.
    pub(super) fn draft(&mut self, name: &FolderName, uid: u32) -> PathBuf {
        let place = self.root.join(MAILDIR).join(self.places.of(name));
        maildir::draft(&place, uid)
    }

    /// Files that lie in a folder and are not listed, because a run was cut off: by number, of this edition.
    pub(super) fn unlisted(&mut self, name: &FolderName, validity: u32) -> Result<Vec<u32>, Error> {
        let known = self.known(name)?;
        let listed: BTreeSet<Mark> = known.messages.values().map(|saved| saved.file).collect();
        let Some(folder) = &known.folder else {
            return Ok(Vec::new());
        };
        let files = folder.files().range((validity, 0)..=(validity, u32::MAX));
        let unlisted = files.filter(|(mark, _)| !listed.contains(*mark));
        Ok(unlisted.map(|((_, uid), _)| *uid).collect())
    }

    /// Lists messages whose files lie there since a run was cut off. They were whole before they got their names.
    pub(super) fn adopt(
        &mut self,
        name: &FolderName,
        validity: u32,
        messages: &[Listed],
    ) -> Result<(), Error> {
        let mut lines = Vec::new();
        let mut adopted = Vec::new();
        for one in messages {
            let mark = (validity, one.uid);
            let Some(path) = self
                .known(name)?
                .folder
                .as_ref()
                .and_then(|folder| folder.path(mark))
            else {
                continue;
            };
            let (hash, size) = maildir::hash_of(&path).map_err(|error| at(&path, error))?;
            let draft = Draft {
                uid: one.uid,
                flags: one.flags.clone(),
                date: one.internal_date,
                size,
                hash,
                path,
            };
            lines.push(self.line(name, validity, &draft, &draft.path)?);
            adopted.push((
                mark,
                Saved {
                    file: mark,
                    hash,
                    size,
                },
            ));
        }
        self.manifest.add(&lines)?;
        self.known(name)?.messages.extend(adopted);
        Ok(())
    }

    /// Writes whole messages into `tmp`.
    pub(super) fn write(
        &mut self,
        name: &FolderName,
        messages: &[Message],
    ) -> Result<Vec<Draft>, Error> {
        let place = self.root.join(MAILDIR).join(self.places.of(name));
        let written = messages.iter().map(|message| {
            let path = maildir::draft(&place, message.uid);
            maildir::write(&path, &message.bytes).map_err(|error| at(&path, error))?;
            Ok(Draft {
                uid: message.uid,
                flags: message.flags.clone(),
                date: message.internal_date,
                size: message.bytes.len() as u64,
                hash: Sha256::digest(&message.bytes).into(),
                path,
            })
        });
        written.collect()
    }

    /// Brings messages to the disk, gives them their names and lists them. A message that the server has only numbered
    /// anew is there already: it is known by its bytes, and listed under its new number.
    pub(super) fn settle(
        &mut self,
        name: &FolderName,
        validity: u32,
        drafts: &[Draft],
    ) -> Result<(), Error> {
        let mut earlier = self.earlier(name, validity)?;
        let mut new = Vec::new();
        let mut entered = Vec::new();
        let mut lines = Vec::new();
        for draft in drafts {
            let mark = (validity, draft.uid);
            let twin = earlier.get_mut(&draft.hash).and_then(Vec::pop);
            let file = match twin {
                Some(file) => {
                    fs::remove_file(&draft.path).map_err(|error| at(&draft.path, error))?;
                    file
                }
                None => {
                    maildir::finish(&draft.path, draft.date)
                        .map_err(|error| at(&draft.path, error))?;
                    new.push(draft);
                    mark
                }
            };
            let (hash, size) = (draft.hash, draft.size);
            entered.push((mark, Saved { file, hash, size }));
        }
        if let Some(folder) = &mut self.known(name)?.folder {
            for draft in &new {
                let mark = (validity, draft.uid);
                let named = folder.take(mark, draft);
                named.map_err(|error| at(&draft.path, error))?;
            }
            folder.sync().map_err(unwritable)?;
        }
        for (draft, (_, saved)) in drafts.iter().zip(&entered) {
            let known = self.known(name)?.folder.as_ref();
            let path = known.and_then(|folder| folder.path(saved.file));
            let path = path.ok_or_else(|| Error::job(Code::Unexpected))?;
            lines.push(self.line(name, validity, draft, &path)?);
        }
        self.manifest.add(&lines)?;
        self.known(name)?.messages.extend(entered);
        Ok(())
    }

    /// Files from before the server numbered the folder anew that no message of this edition has claimed, by their bytes.
    fn earlier(
        &mut self,
        name: &FolderName,
        validity: u32,
    ) -> Result<BTreeMap<Hash, Vec<Mark>>, Error> {
        let known = self.known(name)?;
        let of_this =
            |entry: Option<(&Mark, &Saved)>| entry.is_none_or(|(mark, _)| mark.0 == validity);
        if of_this(known.messages.first_key_value()) && of_this(known.messages.last_key_value()) {
            return Ok(BTreeMap::new());
        }
        let claimed: BTreeSet<Mark> = known
            .messages
            .range((validity, 0)..=(validity, u32::MAX))
            .map(|(_, saved)| saved.file)
            .collect();
        let there = known.folder.as_ref().map(Folder::files);
        let mut earlier = BTreeMap::<Hash, Vec<Mark>>::new();
        for saved in known.messages.values() {
            let is_there = there.is_some_and(|there| there.contains_key(&saved.file));
            if is_there && saved.file.0 != validity && !claimed.contains(&saved.file) {
                let files = earlier.entry(saved.hash).or_default();
                if !files.contains(&saved.file) {
                    files.push(saved.file);
                }
            }
        }
        Ok(earlier)
    }

    fn line(
        &self,
        name: &FolderName,
        uidvalidity: u32,
        draft: &Draft,
        path: &Path,
    ) -> Result<Line, Error> {
        let unexpected = || Error::job(Code::Unexpected);
        let file = path.strip_prefix(&self.root).map_err(|_| unexpected())?;
        let steps: Vec<_> = file
            .iter()
            .map(|step| step.to_string_lossy().into_owned())
            .collect();
        Ok(Line::Message(Box::new(Entry {
            folder: name.parts().to_vec(),
            uidvalidity,
            uid: draft.uid,
            file: steps.join("/"),
            sha256: hexadecimal(&draft.hash),
            size: draft.size,
            date: draft.date.format(&Rfc3339).map_err(|_| unexpected())?,
            flags: draft.flags.iter().map(str::to_owned).collect(),
        })))
    }

    /// What is known of a folder; looked at on the disk the first time.
    fn known(&mut self, name: &FolderName) -> Result<&mut Known, Error> {
        let known = self.folders.entry(name.clone()).or_default();
        if known.folder.is_none() {
            let place = self.root.join(MAILDIR).join(self.places.of(name));
            let folder = Folder::look(&place).map_err(|error| at(&place, error))?;
            known.folder = Some(folder);
        }
        Ok(known)
    }
}

fn saved(entry: &Entry) -> Option<(Mark, Saved)> {
    let file = maildir::mark(entry.file.rsplit('/').next()?)?;
    let mut hash = Hash::default();
    let digits = entry.sha256.as_bytes().as_chunks::<2>().0;
    if digits.len() != hash.len() {
        return None;
    }
    for (byte, digits) in hash.iter_mut().zip(digits) {
        *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    }
    let size = entry.size;
    Some(((entry.uidvalidity, entry.uid), Saved { file, hash, size }))
}

fn hexadecimal(hash: &Hash) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn at(path: &Path, error: std::io::Error) -> Error {
    unwritable(error).with("path", path.display().to_string())
}

#[cfg(test)]
mod tests;
