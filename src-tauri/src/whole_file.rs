//! # Files that are whole or not there
//!
//! A text goes beside its file first and takes its place when all of it is on the disk.

use std::fs;
use std::io;
use std::path::Path;

use moving_day_engine::error::{Code, Error};

/// Writes a file that a person chose.
///
/// # Errors
/// [`Code::LocalDiskFull`], and [`Code::LocalFileUnwritable`] with `params.path`.
pub(crate) fn write(file: &Path, content: &[u8]) -> Result<(), Error> {
    put(file, content).map_err(|error| {
        let code = match error.kind() {
            io::ErrorKind::StorageFull => Code::LocalDiskFull,
            _ => Code::LocalFileUnwritable,
        };
        Error::job(code)
            .with("path", file.display().to_string())
            .because(error)
    })
}

fn put(file: &Path, content: &[u8]) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = file.with_file_name(name);
    let written = fs::write(&beside, content).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // What lies there is half of a file; when it cannot be removed either, the error says enough.
        let _removed = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_as_a_whole_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("Note for Priya.txt");
        for text in ["first", "second"] {
            write(&file, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&file).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("gone/note.txt");
        let error = write(&file, b"text").unwrap_err();
        assert_eq!(error.code, Code::LocalFileUnwritable);
        assert!(error.params["path"].ends_with("note.txt"));
    }
}
