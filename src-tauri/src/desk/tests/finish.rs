//! The end of a move, and what is handed to whoever helps.

use std::io::{Cursor, Read as _};

use super::*;
use crate::support;
use crate::wire::{By, KeptKind, TaskState};

const LIST: &str = "Ana Silva\tana@example.com\told-pass-1\tnew-pass-1\nBen Okafor\tben@example.com\told-pass-2\tnew-pass-2";

/// A plan with two people, four passwords in the store and both servers.
async fn with_passwords(desk: &Desk) -> wire::Plan {
    desk.create_plan("example.com").await.unwrap();
    let server = |host: &str| {
        Some(wire::Endpoint {
            host: host.to_owned(),
            port: 993,
            security: wire::Security::Tls,
        })
    };
    desk.save_servers(
        server("imap.oldhost.example"),
        server("mail.newhost.example"),
    )
    .await
    .unwrap();
    let list = format!("name\taddress\tpassword\tnew password\n{LIST}");
    desk.add_people(&secret(&list)).await.unwrap()
}

fn finish(plan: &wire::Plan) -> TaskState {
    let entry = plan
        .course
        .tasks
        .iter()
        .find(|one| one.task.0 == Task::Finish);
    entry.unwrap().state.clone()
}

/// Makes the store refuse the next thing it is asked about this entry.
fn refuse(computer: &Computer, user: &str) {
    let store: &CredentialStore = &*computer.store;
    let entry = store.build(SERVICE, user, None).unwrap();
    let entry: &mock::Cred = entry.as_any().downcast_ref().unwrap();
    entry.set_error(keyring_core::Error::NoStorageAccess("locked".into()));
}

#[tokio::test]
async fn every_password_of_the_plan_is_deleted_and_none_of_another_one() {
    let computer = Computer::new();
    let desk = computer.desk();
    desk.create_plan("example.org").await.unwrap();
    desk.add_people(&secret("address\tpassword\neve@example.org\tother"))
        .await
        .unwrap();
    let plan = with_passwords(&desk).await;
    assert_eq!(
        (desk.remains().unwrap().passwords, computer.stored()),
        (4, 5)
    );

    // Somebody who was taken out of the list has passwords until the plan is closed.
    desk.remove_people(&[plan.people[1].id]).await.unwrap();
    assert_eq!(desk.remains().unwrap().passwords, 4);

    let plan = desk.delete_passwords().await.unwrap();
    assert_eq!(
        (desk.remains().unwrap().passwords, computer.stored()),
        (0, 1)
    );
    assert!(matches!(
        finish(&plan),
        TaskState::Done {
            by: By::Program,
            at: Some(_)
        }
    ));
    assert_eq!(plan.people[0].source_secret, Held::Missing);
}

#[tokio::test]
async fn what_the_store_keeps_is_counted_and_needs_the_person() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_passwords(&desk).await;
    let id = lock(&desk.open).as_ref().unwrap().plan.header().id.clone();
    refuse(&computer, &format!("{id}/source/ben@example.com"));
    let plan_after = desk.delete_passwords().await.unwrap();
    let attention = TaskState::Attention {
        concern: wire::Concern(moving_day_engine::plan::Concern::PasswordsRemain),
    };
    assert_eq!(finish(&plan_after), attention);
    let left = desk.remains().unwrap().passwords;
    assert_eq!(usize::try_from(left).unwrap(), computer.stored());
    assert!(left > 0 && plan.people.len() == 2);

    // Once the store is open again, the rest goes as well.
    desk.retry_vault().await.unwrap();
    let plan = desk.delete_passwords().await.unwrap();
    assert!(matches!(finish(&plan), TaskState::Done { .. }));
    assert_eq!(
        (desk.remains().unwrap().passwords, computer.stored()),
        (0, 0)
    );
}

#[tokio::test]
async fn without_a_store_nothing_is_called_deleted() {
    let computer = Computer::new();
    with_passwords(&computer.desk()).await;
    computer.has_store.store(false, Ordering::SeqCst);
    let desk = computer.desk();
    let path = desk.start().await.recent[0].path.clone();
    desk.open_plan(Path::new(&path)).await.unwrap();
    let plan = desk.delete_passwords().await.unwrap();
    assert!(matches!(finish(&plan), TaskState::Attention { .. }));
    assert_eq!(desk.remains().unwrap().passwords, 4);
}

#[tokio::test]
async fn a_password_that_is_kept_again_takes_the_end_back() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_passwords(&desk).await;
    desk.delete_passwords().await.unwrap();
    let plan = desk
        .save_secret(plan.people[0].id, Side::Source, secret("again"))
        .await
        .unwrap();
    assert!(!matches!(finish(&plan), TaskState::Done { .. }));
    assert_eq!(desk.remains().unwrap().passwords, 1);
}

#[tokio::test]
async fn what_is_kept_is_listed_with_its_size_and_nothing_else_is_shown() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_passwords(&desk).await;
    let kinds = |remains: wire::Remains| -> Vec<(KeptKind, u64)> {
        remains
            .kept
            .iter()
            .map(|kept| (kept.kind, kept.bytes))
            .collect()
    };
    let [(KeptKind::Plan, bytes)] = kinds(desk.remains().unwrap())[..] else {
        panic!("the plan is all there is");
    };
    assert!(bytes > 0);
    let saved = Path::new(&plan.path).with_file_name("example.com not copied");
    fs::create_dir_all(saved.join("ana@example.com")).unwrap();
    fs::write(saved.join("ana@example.com/one.eml"), "12345").unwrap();
    assert!(kinds(desk.remains().unwrap()).contains(&(KeptKind::NotCopied, 5)));
    assert_eq!(desk.kept_file(&plan.path).unwrap(), Path::new(&plan.path));
    let other = computer.home.path().display().to_string();
    assert_eq!(
        desk.kept_file(&other).unwrap_err().code,
        Code::LocalFileUnreadable
    );
}

#[tokio::test]
async fn the_details_for_support_name_nobody_and_hold_no_password() {
    let computer = Computer::new();
    let desk = computer.desk();
    with_passwords(&desk).await;
    let logs = desk.places.logs().to_owned();
    fs::create_dir_all(&logs).unwrap();
    fs::write(
        logs.join("moving-day.2026-06-01.log"),
        "WARN copy: Ana Silva <ANA@example.com> at imap.oldhost.example\nWARN code=SourceBusy from=stranger@elsewhere.example",
    )
    .unwrap();
    let files = desk.support().unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["about.txt", "moving-day.2026-06-01.log"]);

    let mut archive = zip::ZipArchive::new(Cursor::new(support::packed(&files).unwrap())).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        archive
            .by_index(index)
            .unwrap()
            .read_to_string(&mut all)
            .unwrap();
    }
    for told in ["code=SourceBusy", "people: 2", "task finish:"] {
        assert!(all.contains(told), "{told} is missing from {all}");
    }
    let small = all.to_lowercase();
    for hidden in [
        "@",
        "silva",
        "okafor",
        "example.com",
        "oldhost",
        "newhost",
        "stranger",
        "old-pass",
        "new-pass",
        &computer.home.path().display().to_string().to_lowercase(),
    ] {
        assert!(!small.contains(hidden), "{hidden} is told in {all}");
    }
}

#[tokio::test]
async fn without_a_plan_and_without_logs_there_is_still_the_version() {
    let computer = Computer::new();
    let files = computer.desk().support().unwrap();
    assert_eq!(files.len(), 1);
    assert!(files[0].text.contains(env!("CARGO_PKG_VERSION")));
}
