//! # Has anything changed?
//!
//! A stamp is a short text that changes when a file in a folder changes, appears or goes. It is made from contents, not
//! from times, because a checkout and a copy set times as they like.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The files below a folder with their contents, by their path inside it. Names in `skip` and names that begin with a
/// dot are left out; a folder that is not there holds nothing.
pub(crate) fn contents(folder: &Path, skip: &[&str]) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let entries = match fs::read_dir(&next) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other?,
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with('.') || skip.contains(&&*name) {
                continue;
            }
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
                found.insert(inside, fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// The stamp of some files.
pub(crate) fn stamp(files: &BTreeMap<PathBuf, Vec<u8>>) -> String {
    let mut hash = Fnv::new();
    for (path, bytes) in files {
        let name = path.to_string_lossy();
        for part in [name.as_bytes(), bytes] {
            hash.add(&(part.len() as u64).to_le_bytes());
            hash.add(part);
        }
    }
    format!("{} files, {:016x}", files.len(), hash.0)
}

/// FNV-1a with 64 bits. The standard library's hasher may change with the compiler, and this text is kept in a file.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> BTreeMap<PathBuf, Vec<u8>> {
        list.iter()
            .map(|(path, text)| (path.into(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn the_hash_is_the_published_one() {
        let mut hash = Fnv::new();
        hash.add(b"foobar");
        assert_eq!(hash.0, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn every_kind_of_change_changes_the_stamp() {
        let base = stamp(&files(&[("a", "1"), ("b", "2")]));
        assert_eq!(base, stamp(&files(&[("b", "2"), ("a", "1")])));
        for other in [
            files(&[("a", "1"), ("b", "3")]),
            files(&[("a", "1"), ("c", "2")]),
            files(&[("a", "1")]),
            files(&[("a", "12"), ("b", "")]),
            files(&[("a", "1"), ("b", "2"), ("c", "")]),
        ] {
            assert_ne!(base, stamp(&other), "{other:?}");
        }
    }

    #[test]
    fn hidden_and_skipped_names_are_left_out() {
        let folder = std::env::temp_dir().join(format!("moving-day-stamp-{}", std::process::id()));
        for file in [
            "src/deep/a.ts",
            "dist/b.js",
            "src/.hidden",
            "node_modules/c/d.js",
        ] {
            let path = folder.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let found = contents(&folder, &["dist", "node_modules"]);
        let absent = contents(&folder.join("not there"), &[]);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            found.unwrap().into_keys().collect::<Vec<_>>(),
            [Path::new("src/deep/a.ts")]
        );
        assert!(absent.unwrap().is_empty());
    }
}
