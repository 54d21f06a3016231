use time::macros::datetime;

use super::*;

const ANA: &str = PEOPLE[0].address;

fn parts(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn incoming(bytes: &[u8]) -> Incoming {
    Incoming {
        bytes: bytes.to_vec(),
        flags: Flags::from(["\\Seen".to_owned(), "$Label1".to_owned()]),
        internal_date: datetime!(2020-01-02 03:04:05 -3:30),
    }
}

async fn entry(store: &Store, names: &[&str]) -> Entry {
    let folders = store.folders(ANA).await.unwrap();
    folders
        .into_iter()
        .find(|entry| entry.parts == names)
        .unwrap()
}

#[tokio::test]
async fn a_new_store_has_the_five_usual_folders_for_everyone() {
    let folder = tempfile::tempdir().unwrap();
    Store::open(folder.path()).unwrap();
    let people = content(folder.path()).unwrap();
    assert_eq!(people.len(), PEOPLE.len());
    for mailbox in people {
        let names: Vec<_> = mailbox
            .folders
            .iter()
            .map(|folder| folder.parts.join("/"))
            .collect();
        assert_eq!(names, ["Drafts", "INBOX", "Junk", "Sent", "Trash"]);
        assert!(
            mailbox
                .folders
                .iter()
                .all(|folder| folder.subscribed && folder.messages.is_empty())
        );
    }
}

#[tokio::test]
async fn messages_folders_and_numbers_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    assert_eq!(
        store.create(ANA, parts(&["a", "b", "c"])).await.unwrap(),
        Made::New
    );
    let before = entry(&store, &["a", "b", "c"]).await;
    assert_eq!(store.append(before.id, incoming(b"one")).await.unwrap(), 1);
    assert_eq!(store.append(before.id, incoming(b"two")).await.unwrap(), 2);
    drop(store);

    let store = Store::open(folder.path()).unwrap();
    let after = entry(&store, &["a", "b", "c"]).await;
    assert_eq!(
        (after.uid_validity, after.uid_next),
        (before.uid_validity, 3)
    );
    let listed = store.messages(after.id).await.unwrap();
    assert_eq!(
        listed
            .iter()
            .map(|one| (one.uid, one.size))
            .collect::<Vec<_>>(),
        [(1, 3), (2, 3)]
    );
    assert_eq!(
        listed[0].internal_date,
        datetime!(2020-01-02 03:04:05 -3:30)
    );
    assert_eq!(listed[0].internal_date.offset().whole_minutes(), -210);
    assert_eq!(
        store.bytes(after.id, 2).await.unwrap(),
        Some(b"two".to_vec())
    );
    assert_eq!(store.used(ANA).await.unwrap(), 6);
}

#[tokio::test]
async fn parents_are_made_and_can_be_opened_up_later() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    store.create(ANA, parts(&["a", "b"])).await.unwrap();
    assert!(!entry(&store, &["a"]).await.selectable);
    assert_eq!(store.create(ANA, parts(&["a"])).await.unwrap(), Made::New);
    assert!(entry(&store, &["a"]).await.selectable);
    assert_eq!(
        store.create(ANA, parts(&["a", "b"])).await.unwrap(),
        Made::AlreadyThere
    );
}

#[tokio::test]
async fn no_two_folders_share_a_validity() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for member in PEOPLE {
        for entry in store.folders(member.address).await.unwrap() {
            assert!(seen.insert(entry.uid_validity));
        }
    }
}

#[test]
fn other_files_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let other = Connection::open(path(folder.path())).unwrap();
    other
        .execute_batch("CREATE TABLE mine(id INTEGER)")
        .unwrap();
    assert!(matches!(Store::open(folder.path()), Err(Error::Foreign)));
    std::fs::write(
        path(folder.path()),
        b"not a database at all, but long enough to be read as one",
    )
    .unwrap();
    assert!(Store::open(folder.path()).is_err());
    assert!(content(&folder.path().join("nowhere")).is_err());
}
