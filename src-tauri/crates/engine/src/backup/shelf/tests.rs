//! The shelf on a real disk: what is listed, what is there, and what happens when a run is cut off in between.

use std::fs;

use super::*;

const DATE: i64 = 1_500_000_000;

struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    fn shelf(&self) -> Shelf {
        Shelf::open(&self.folder.path().join("ana"), "ana@example.com").unwrap()
    }

    /// Every message in a folder's `cur`, with its name.
    fn files(&self, path: &str) -> BTreeMap<String, String> {
        let cur = self
            .folder
            .path()
            .join("ana/Maildir")
            .join(path)
            .join("cur");
        let files = fs::read_dir(cur).unwrap().map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        });
        files.collect()
    }
}

fn name(path: &str) -> FolderName {
    FolderName::new(path.split('/').map(str::to_owned).collect())
}

fn message(uid: u32, text: &str, flags: &[&str]) -> Message {
    Message {
        uid,
        bytes: text.as_bytes().to_vec(),
        flags: Flags::new(flags.iter().copied()),
        internal_date: OffsetDateTime::from_unix_timestamp(DATE).unwrap(),
    }
}

fn save(shelf: &mut Shelf, folder: &FolderName, validity: u32, messages: &[Message]) {
    shelf.prepare(folder).unwrap();
    let drafts = shelf.write(folder, messages).unwrap();
    shelf.settle(folder, validity, &drafts).unwrap();
}

fn uids(shelf: &mut Shelf, folder: &FolderName, validity: u32) -> Vec<u32> {
    let saved = shelf.saved(folder, validity).unwrap();
    saved.into_iter().map(|(uid, _)| uid).collect()
}

#[test]
fn messages_are_saved_byte_for_byte_with_flags_and_date() {
    let case = Case::new();
    let folder = name("Archive/2019");
    let letters = [
        message(3, "one\r\n", &["\\Seen", "\\Flagged", "todo"]),
        message(9, "two\n\r", &["\\Draft", "\\Answered"]),
    ];
    save(&mut case.shelf(), &folder, 7, &letters);
    let separator = if cfg!(windows) { ';' } else { ':' };
    let expected = [
        (
            format!("{DATE}.V7U3.movingday,S=5{separator}2,FSa"),
            "one\r\n".to_owned(),
        ),
        (
            format!("{DATE}.V7U9.movingday,S=5{separator}2,DR"),
            "two\n\r".to_owned(),
        ),
    ];
    let files = case.files("Archive/2019");
    assert_eq!(files, expected.clone().into());
    let place = case.folder.path().join("ana/Maildir/Archive/2019");
    let about = fs::metadata(place.join("cur").join(&expected[0].0)).unwrap();
    let since = about
        .modified()
        .unwrap()
        .duration_since(std::time::SystemTime::UNIX_EPOCH);
    assert_eq!(since.unwrap().as_secs(), DATE as u64);
    assert_eq!(fs::read_dir(place.join("tmp")).unwrap().count(), 0);
    let mut again = case.shelf();
    assert_eq!(uids(&mut again, &folder, 7), [3, 9]);
    assert_eq!(uids(&mut again, &folder, 8), [0; 0]);
    assert_eq!(again.sum(), (2, 10));
}

#[test]
fn what_somebody_took_away_is_new_and_what_a_program_renamed_is_not() {
    let case = Case::new();
    let folder = name("INBOX");
    let letters = [message(1, "one", &[]), message(2, "two", &[])];
    save(&mut case.shelf(), &folder, 7, &letters);
    let cur = case.folder.path().join("ana/Maildir/cur");
    let [first, second]: [String; 2] = case
        .files("")
        .into_keys()
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    fs::remove_file(cur.join(&first)).unwrap();
    fs::rename(cur.join(&second), cur.join(second.clone() + "S")).unwrap();
    assert_eq!(uids(&mut case.shelf(), &folder, 7), [2]);
    save(&mut case.shelf(), &folder, 7, &[message(1, "one", &[])]);
    assert_eq!(uids(&mut case.shelf(), &folder, 7), [1, 2]);
    assert_eq!(case.shelf().sum(), (2, 6));
}

#[test]
fn a_folder_that_is_numbered_anew_is_known_by_its_bytes() {
    let case = Case::new();
    let folder = name("INBOX");
    let twins = [
        message(1, "same", &[]),
        message(2, "same", &[]),
        message(3, "other", &[]),
    ];
    save(&mut case.shelf(), &folder, 7, &twins);
    let before = case.files("");
    let anew = [
        message(11, "other", &["\\Seen"]),
        message(12, "same", &[]),
        message(13, "same", &[]),
        message(14, "same", &[]),
    ];
    // In two batches, so that what the first has claimed is not claimed again.
    save(&mut case.shelf(), &folder, 8, &anew[..2]);
    save(&mut case.shelf(), &folder, 8, &anew[2..]);
    let mut shelf = case.shelf();
    assert_eq!(uids(&mut shelf, &folder, 8), [11, 12, 13, 14]);
    let after = case.files("");
    assert!(
        before
            .iter()
            .all(|(name, text)| after.get(name) == Some(text))
    );
    assert_eq!(after.len(), 4, "one more than before, the third twin");
    assert_eq!(shelf.sum(), (4, 4 + 4 + 5 + 4));
    // And a third edition finds those of both.
    save(
        &mut shelf,
        &folder,
        9,
        &[message(1, "other", &[]), message(2, "same", &[])],
    );
    assert_eq!(case.files("").len(), 4);
}

#[test]
fn what_was_named_and_not_listed_is_listed_without_being_written_again() {
    let case = Case::new();
    let folder = name("INBOX");
    save(
        &mut case.shelf(),
        &folder,
        7,
        &[message(1, "one", &[]), message(2, "two", &["k"])],
    );
    let list = case.folder.path().join("ana").join(manifest::NAME);
    let text = fs::read_to_string(&list).unwrap();
    let kept: Vec<&str> = text.split_inclusive('\n').collect();
    fs::write(
        &list,
        kept[..kept.len() - 1].concat() + "{\"folder\":[\"INB",
    )
    .unwrap();
    let left = case.folder.path().join("ana/Maildir/tmp/9.movingday");
    fs::write(&left, "half").unwrap();
    let mut shelf = case.shelf();
    shelf.prepare(&folder).unwrap();
    assert!(!left.exists(), "what was left in tmp is taken away");
    assert_eq!(uids(&mut shelf, &folder, 7), [1]);
    assert_eq!(shelf.unlisted(&folder, 7).unwrap(), [2]);
    let listed = Listed {
        uid: 2,
        size: 3,
        flags: Flags::new(["k"]),
        internal_date: OffsetDateTime::from_unix_timestamp(DATE).unwrap(),
    };
    shelf.adopt(&folder, 7, &[listed]).unwrap();
    assert_eq!(uids(&mut shelf, &folder, 7), [1, 2]);
    drop(shelf);
    assert_eq!(fs::read_to_string(&list).unwrap(), text);
    assert_eq!(case.shelf().unlisted(&folder, 7).unwrap(), [0; 0]);
}
