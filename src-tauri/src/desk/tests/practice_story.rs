//! What goes wrong on purpose in the practice run, and how it is put right.

use std::time::Duration;

use super::*;
use crate::wire::PersonState;

#[tokio::test]
async fn an_outdated_password_and_a_full_mailbox_are_found_and_put_right() {
    let computer = Computer::new();
    let desk = computer.desk();
    let practice = desk.start_practice().await.unwrap().practice.unwrap();
    pace(&desk, Pace::Full);
    let plan = desk.add_people(&secret(&practice.people)).await.unwrap();
    let id = |address: &str| {
        plan.people
            .iter()
            .find(|one| one.address == address)
            .unwrap()
            .id
    };

    desk.start_check(None, |_| {}).await.unwrap();
    ends(desk.check.idle()).await;
    let last = Arc::new(Mutex::new(None));
    let seen = Arc::clone(&last);
    desk.attach_check(move |progress| *lock(&seen) = Some(progress));
    let progress: CheckProgress = lock(&last).take().unwrap();
    let failed: Vec<i64> = progress
        .rows
        .iter()
        .filter(|row| matches!(row.source, CheckState::Failed { .. }))
        .map(|row| row.person)
        .collect();
    assert_eq!(failed, [id(&practice.outdated)]);
    let password = secret(&practice.password);
    desk.save_secret(id(&practice.outdated), Side::Source, password)
        .await
        .unwrap();

    let full = practice.full.unwrap();
    let left = copy(&desk).await;
    assert_eq!(left, [(id(&full), "DestinationFull".to_owned())]);
    let plan = desk.repair_practice().await.unwrap();
    assert_eq!(plan.practice.unwrap().full, None);
    assert!(copy(&desk).await.is_empty());
    desk.close_plan().await.unwrap();
    let again = desk.start_practice().await.unwrap();
    assert_eq!(again.practice.unwrap().full, None, "it stays repaired");
}

/// Copies everybody; gives those who are not complete, and why.
async fn copy(desk: &Desk) -> Vec<(i64, String)> {
    desk.start_copy(None, wire::CopyOptions::default(), |_| {})
        .await
        .unwrap();
    ends(desk.copy.idle()).await;
    let last = desk.attach_copy(|_| {}).unwrap();
    let code = |person: &wire::PersonProgress| match &person.state {
        PersonState::Failed { fault } => Some((person.person, fault.code.0.to_string())),
        _ => None,
    };
    last.people.iter().filter_map(code).collect()
}

async fn ends(idle: impl Future<Output = ()>) {
    let limit = Duration::from_secs(120);
    tokio::time::timeout(limit, idle)
        .await
        .expect("the job did not end");
}
