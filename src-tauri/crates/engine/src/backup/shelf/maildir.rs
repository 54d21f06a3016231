//! # A Maildir
//!
//! One folder with `cur`, `new` and `tmp`, and the names of the messages in it. Flags stand behind the name as Maildir
//! has them; keywords are letters whose meaning `dovecot-keywords` tells, twenty-six at most.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use crate::backup::shelf::{Draft, Hash};
use crate::copy::{private, private_folder};
use crate::imap::Flags;

/// In every name, so that no file of another program is taken for one of these.
const OWN: &str = ".movingday";
/// What flags stand behind. Windows forbids the colon; there a semicolon takes its place, as other programs have it.
const FLAGS: &str = if cfg!(windows) { ";2," } else { ":2," };
/// Letters of the flags that have one, in the order in which they are written.
const LETTERS: [(char, &str); 4] = [
    ('D', "\\Draft"),
    ('F', "\\Flagged"),
    ('R', "\\Answered"),
    ('S', "\\Seen"),
];
/// Which keyword has which letter.
const KEYWORDS: &str = "dovecot-keywords";

/// A message by the numbers in its file's name: UIDVALIDITY and UID at the time when it was saved.
pub(super) type Mark = (u32, u32);

/// A folder on the disk.
#[derive(Debug)]
pub(super) struct Folder {
    place: PathBuf,
    files: BTreeMap<Mark, PathBuf>,
    keywords: Vec<String>,
}

/// Makes the three parts of a folder, and takes away what a run that was cut off left in `tmp`.
pub(super) fn make(place: &Path) -> io::Result<()> {
    for part in ["cur", "new", "tmp"] {
        private_folder(&place.join(part))?;
    }
    for entry in fs::read_dir(place.join("tmp"))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().ends_with(OWN) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Where a message is written until it is whole.
pub(super) fn draft(place: &Path, uid: u32) -> PathBuf {
    place.join("tmp").join(format!("{uid}{OWN}"))
}

/// Writes a new file, and no other.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    private().open(path)?.write_all(bytes)
}

/// Gives a file its date and brings it to the disk.
pub(super) fn finish(path: &Path, date: OffsetDateTime) -> io::Result<()> {
    let file = File::options().write(true).open(path)?;
    let seconds = date.unix_timestamp();
    let apart = Duration::from_secs(seconds.unsigned_abs());
    let time = match seconds < 0 {
        true => SystemTime::UNIX_EPOCH.checked_sub(apart),
        false => SystemTime::UNIX_EPOCH.checked_add(apart),
    };
    if let Some(time) = time {
        file.set_modified(time)?;
    }
    file.sync_all()
}

/// Hash and size of a file.
pub(super) fn hash_of(path: &Path) -> io::Result<(Hash, u64)> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut size = 0;
    loop {
        let length = file.read(&mut buffer)?;
        match buffer.get(..length) {
            Some(bytes) if length > 0 => hash.update(bytes),
            _ => return Ok((hash.finalize().into(), size)),
        }
        size += length as u64;
    }
}

/// The numbers in a file's name, if it is one of these.
pub(super) fn mark(name: &str) -> Option<Mark> {
    let (before, _) = name.split_once(OWN)?;
    let (_, numbers) = before.split_once(".V")?;
    let (validity, uid) = numbers.split_once('U')?;
    Some((validity.parse().ok()?, uid.parse().ok()?))
}

impl Folder {
    /// Looks what is there; a folder that is not there is empty.
    pub(super) fn look(place: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for part in ["new", "cur"] {
            let entries = match fs::read_dir(place.join(part)) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                entries => entries?,
            };
            for entry in entries {
                let entry = entry?;
                if let Some(mark) = mark(&entry.file_name().to_string_lossy()) {
                    files.insert(mark, entry.path());
                }
            }
        }
        let keywords = match fs::read_to_string(place.join(KEYWORDS)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            text => text?,
        };
        let keywords = keywords.lines().filter_map(|line| line.split_once(' '));
        Ok(Self {
            place: place.to_owned(),
            files,
            keywords: keywords.map(|(_, keyword)| keyword.to_owned()).collect(),
        })
    }

    /// Its messages.
    pub(super) fn files(&self) -> &BTreeMap<Mark, PathBuf> {
        &self.files
    }

    /// Where a message lies.
    pub(super) fn path(&self, mark: Mark) -> Option<PathBuf> {
        self.files.get(&mark).cloned()
    }

    /// Gives a message that is whole its name.
    pub(super) fn take(&mut self, mark: Mark, draft: &Draft) -> io::Result<()> {
        let letters = self.letters(&draft.flags)?;
        let ((validity, uid), size) = (mark, draft.size);
        let seconds = draft.date.unix_timestamp().max(0);
        let name = format!("{seconds}.V{validity}U{uid}{OWN},S={size}{FLAGS}{letters}");
        let path = self.place.join("cur").join(name);
        // Only a name that was listed and then taken away by somebody can be here already.
        fs::rename(&draft.path, &path)?;
        self.files.insert(mark, path);
        Ok(())
    }

    /// Brings the names to the disk, where the system can.
    pub(super) fn sync(&self) -> io::Result<()> {
        match cfg!(unix) {
            true => File::open(self.place.join("cur"))?.sync_all(),
            false => Ok(()),
        }
    }

    fn letters(&mut self, flags: &Flags) -> io::Result<String> {
        let system = LETTERS
            .iter()
            .filter(|(_, flag)| flags.iter().any(|one| one == *flag));
        let mut letters: String = system.map(|(letter, _)| letter).collect();
        let before = self.keywords.len();
        let mut own: Vec<char> = Vec::new();
        for keyword in flags.keywords() {
            let known = self.keywords.iter().position(|one| one == keyword);
            let place = known.unwrap_or(self.keywords.len());
            // Those behind the last letter stand in the list alone.
            if let Some(letter) = ('a'..='z').nth(place) {
                own.push(letter);
                if known.is_none() {
                    self.keywords.push(keyword.to_owned());
                }
            }
        }
        own.sort_unstable();
        letters.extend(own);
        if self.keywords.len() > before {
            self.write_keywords()?;
        }
        Ok(letters)
    }

    /// Before the first file that needs it, and whole or not at all.
    fn write_keywords(&self) -> io::Result<()> {
        let lines = self.keywords.iter().enumerate();
        let text: String = lines
            .map(|(place, keyword)| format!("{place} {keyword}\n"))
            .collect();
        let half = self.place.join("tmp").join(format!("keywords{OWN}"));
        write(&half, text.as_bytes())?;
        File::options().write(true).open(&half)?.sync_all()?;
        fs::rename(half, self.place.join(KEYWORDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_numbers() {
        for (name, found) in [
            ("1.V2U3.movingday,S=4:2,S", Some((2, 3))),
            ("1.V2U3.movingday,S=4;2,", Some((2, 3))),
            ("1.V2U3.host,S=4:2,S", None),
            ("1.M2P3.movingday", None),
            ("1.V2U99999999999.movingday", None),
            ("", None),
        ] {
            assert_eq!(mark(name), found, "{name}");
        }
    }

    #[test]
    fn keywords_have_letters_until_there_are_no_more() {
        let place = tempfile::tempdir().unwrap();
        make(place.path()).unwrap();
        let mut folder = Folder::look(place.path()).unwrap();
        let keywords: Vec<String> = (0..30).map(|number| format!("k{number:02}")).collect();
        let all = keywords
            .iter()
            .map(String::as_str)
            .chain(["\\Seen", "\\Flagged"]);
        let letters = folder.letters(&Flags::new(all)).unwrap();
        assert_eq!(letters, "FSabcdefghijklmnopqrstuvwxyz");
        let mut again = Folder::look(place.path()).unwrap();
        assert_eq!(again.letters(&Flags::new(["k03", "k29"])).unwrap(), "d");
        assert_eq!(again.letters(&Flags::new(["$New"])).unwrap(), "");
    }
}
