//! Files come whole, private and under a name of their own, or not at all.

use super::*;

fn shelf(folder: &Path) -> Shelf {
    Shelf(Arc::new(
        folder.join("x not copied").join("ana@example.com"),
    ))
}

fn sent() -> FolderName {
    FolderName::new(vec!["Sent".to_owned(), "2019".to_owned()])
}

async fn kept(shelf: &Shelf, uid: u32, parts: &[&[u8]]) -> Kept {
    let mut keeping = Keeping::begin(Some(shelf), &sent(), uid).await;
    for part in parts {
        keeping.add(part).await;
    }
    keeping.keep().await
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_message_is_kept_byte_for_byte_and_only_once() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = shelf(folder.path());
    let first = kept(&shelf, 7, &[b"a\r\n\0", b"b"]).await.unwrap().unwrap();
    let own = shelf.0.join("Sent - 2019");
    assert_eq!(first, own.join("7.eml"));
    assert_eq!(fs::read(&first).unwrap(), b"a\r\n\0b");
    let again = kept(&shelf, 7, &[b"a\r\n\0b"]).await.unwrap().unwrap();
    assert_eq!(again, first);
    // Another message under the same number: the folder was numbered anew.
    let other = kept(&shelf, 7, &[b"other"]).await.unwrap().unwrap();
    assert_eq!(fs::read(&other).unwrap(), b"other");
    assert_eq!(files(&own), ["7 (2).eml", "7.eml"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&first), mode(&own)), (0o600, 0o700));
    }
}

#[tokio::test]
async fn what_is_not_finished_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = shelf(folder.path());
    let own = shelf.0.join("Sent - 2019");
    let mut keeping = Keeping::begin(Some(&shelf), &sent(), 7).await;
    keeping.add(b"half").await;
    assert_eq!(files(&own).len(), 1);
    drop(keeping);
    assert_eq!(files(&own), [""; 0]);
    // As after a power cut.
    fs::write(own.join(names::half(&sent(), 7)), "half of something").unwrap();
    kept(&shelf, 7, &[b"whole"]).await.unwrap().unwrap();
    assert_eq!(files(&own), ["7.eml"]);
    assert_eq!(fs::read(own.join("7.eml")).unwrap(), b"whole");
}

#[tokio::test]
async fn a_place_that_cannot_be_written_is_named_and_nothing_else_happens() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x not copied"), "a file in the way").unwrap();
    let code = kept(&shelf(folder.path()), 7, &[b"a"]).await.unwrap();
    assert_eq!(code, Err(Code::LocalFileUnwritable));
    let mut unwanted = Keeping::begin(None, &sent(), 7).await;
    unwanted.add(b"a").await;
    assert_eq!(unwanted.keep().await, None);
}

#[test]
fn the_place_is_named_after_the_plan() {
    let place = beside(Path::new("/home/ana/example.com.movingday"));
    assert_eq!(place, Path::new("/home/ana/example.com not copied"));
}
