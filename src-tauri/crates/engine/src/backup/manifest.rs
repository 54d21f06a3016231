//! # The list of what is saved
//!
//! `manifest.jsonl`: a heading, then one JSON object for each folder and each message, only ever added to. A line that
//! was cut off at the end of the file is taken away before the next one is written, so the list is always true.

use std::fs::{File, TryLockError};
use std::io::{self, BufRead as _, BufReader, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::copy::private;
use crate::error::{Code, Error};
use crate::plan::unwritable;

/// The name of the list in a person's folder.
pub(super) const NAME: &str = "manifest.jsonl";
/// The form of the lines that this program writes.
const VERSION: u32 = 1;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Line {
    /// A message.
    Message(Box<Entry>),
    /// A folder, before its first message.
    Folder(Place),
    /// The heading.
    Heading(Heading),
}

/// What the file is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heading {
    manifest: u32,
    address: String,
}

/// Where a folder lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// The parts of its name at the source.
    pub(super) folder: Vec<String>,
    /// The path inside the Maildir; empty for the inbox.
    pub(super) path: String,
}

/// A message that is saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The parts of the folder's name at the source.
    pub(super) folder: Vec<String>,
    /// The edition of the numbers (UIDVALIDITY).
    pub(super) uidvalidity: u32,
    /// The number at the source.
    pub(super) uid: u32,
    /// The file, from the person's folder on, as it was named when it was saved. Mail programs change what stands behind
    /// the last colon.
    pub(super) file: String,
    /// Of the file's bytes, in hexadecimal.
    pub(super) sha256: String,
    /// Bytes.
    pub(super) size: u64,
    /// When the source received it, RFC 3339.
    pub(super) date: String,
    /// Flags and keywords at the source when it was saved.
    pub(super) flags: Vec<String>,
}

/// The open list. While it lives, no other run can open it.
#[derive(Debug)]
pub(super) struct Manifest {
    file: File,
}

impl Manifest {
    /// Opens or makes the list of a person and hands over every line of it.
    ///
    /// # Errors
    /// [`Code::JobRunning`] when another run has it open, [`Code::BackupDamaged`] when it is no such list or one of a newer
    /// version, and what can go wrong with a file.
    pub(super) fn open(
        path: &Path,
        address: &str,
        mut each: impl FnMut(Line),
    ) -> Result<Self, Error> {
        let mut file = private()
            .create_new(false)
            .create(true)
            .read(true)
            .open(path)
            .map_err(unwritable)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Error::job(Code::JobRunning)),
            // Some network disks know no locks; then the plan's own lock has to do.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let end = read(&file, &mut each)?;
        cut(&file, end)
            .and_then(|()| file.seek(SeekFrom::Start(end)))
            .map_err(unwritable)?;
        let mut manifest = Self { file };
        if end == 0 {
            manifest.add(&[Line::Heading(Heading {
                manifest: VERSION,
                address: address.to_owned(),
            })])?;
        }
        Ok(manifest)
    }

    /// Adds lines; they are on the disk when this returns.
    pub(super) fn add(&mut self, lines: &[Line]) -> Result<(), Error> {
        let mut text = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut text, line)
                .map_err(|error| Error::job(Code::Unexpected).because(error))?;
            text.push(b'\n');
        }
        self.file
            .write_all(&text)
            .and_then(|()| self.file.sync_data())
            .map_err(unwritable)
    }
}

/// Reads every whole line; gives where the last of them ends.
/// Takes off a last line that was not written whole. A file without one is not touched, so that its date stays.
fn cut(file: &File, end: u64) -> io::Result<()> {
    if file.metadata()?.len() == end {
        return Ok(());
    }
    file.set_len(end)
}

fn read(file: &File, each: &mut impl FnMut(Line)) -> Result<u64, Error> {
    let damaged = || Error::job(Code::BackupDamaged);
    let unreadable = |error: io::Error| Error::job(Code::LocalFileUnreadable).because(error);
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let (mut end, mut line) = (0, Vec::new());
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line).map_err(unreadable)?;
        if !line.ends_with(b"\n") {
            return Ok(end);
        }
        match serde_json::from_slice(&line) {
            Ok(Line::Heading(heading)) if end == 0 && heading.manifest == VERSION => {}
            Ok(line @ (Line::Message(_) | Line::Folder(_))) if end > 0 => each(line),
            _ => return Err(damaged()),
        }
        end += length as u64;
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn entry(uid: u32) -> Line {
        Line::Message(Box::new(Entry {
            folder: vec!["Größe".to_owned(), "a\nb".to_owned()],
            uidvalidity: 1,
            uid,
            file: "Maildir/cur/1".to_owned(),
            sha256: "00".to_owned(),
            size: 3,
            date: "2020-01-01T00:00:00Z".to_owned(),
            flags: vec!["\\Seen".to_owned()],
        }))
    }

    fn lines(path: &Path) -> Result<Vec<Line>, Error> {
        let mut lines = Vec::new();
        Manifest::open(path, "ana@example.com", |line| lines.push(line))?;
        Ok(lines)
    }

    #[test]
    fn every_whole_line_is_read_wherever_the_file_was_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let mut manifest = Manifest::open(&path, "ana@example.com", |_| {}).unwrap();
        manifest.add(&[entry(1), entry(2)]).unwrap();
        drop(manifest);
        let whole = fs::read(&path).unwrap();
        let ends: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] == b'\n').collect();
        for cut in 0..=whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let expected = ends[1..].iter().filter(|end| **end < cut).count();
            let found = lines(&path).unwrap();
            assert_eq!(found.len(), expected, "cut at {cut}");
            assert!(found.iter().zip(1..).all(|(line, uid)| *line == entry(uid)));
            // And what is added then can be read.
            let mut manifest = Manifest::open(&path, "ana@example.com", |_| {}).unwrap();
            manifest.add(&[entry(9)]).unwrap();
            drop(manifest);
            assert_eq!(lines(&path).unwrap().last(), Some(&entry(9)));
        }
    }

    #[test]
    fn something_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        for text in [
            "hello\n",
            "{\"manifest\":2,\"address\":\"ana@example.com\"}\n",
            "{\"manifest\":1,\"address\":\"ana@example.com\"}\n{\"a\":1}\n{}",
            "{}\n",
        ] {
            fs::write(&path, text).unwrap();
            assert_eq!(lines(&path).unwrap_err().code, Code::BackupDamaged);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
    }

    #[test]
    fn two_runs_do_not_write_one_list() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(NAME);
        let first = Manifest::open(&path, "ana@example.com", |_| {}).unwrap();
        assert_eq!(lines(&path).unwrap_err().code, Code::JobRunning);
        drop(first);
        assert_eq!(lines(&path).unwrap(), []);
    }
}
