//! People and their passwords.

use moving_day_engine::plan::MailboxKind;

use super::*;

const LIST: &str =
    "name,address,password,new password\nAna,ana@example.com,one,two\nBen,ben@example.com,three,\n";

async fn with_list(desk: &Desk) -> wire::Plan {
    desk.create_plan("example.com").await.unwrap();
    desk.add_people(&secret(LIST)).await.unwrap()
}

fn change(person: &wire::Person) -> wire::PersonChange {
    wire::PersonChange {
        id: person.id,
        name: person.name.clone(),
        address: person.address.clone(),
        destination_address: person.destination_address.clone(),
        source_user: person.source_user.clone(),
        destination_user: person.destination_user.clone(),
        kind: person.kind,
        aliases: person.aliases.clone(),
    }
}

#[tokio::test]
async fn a_list_is_read_without_changing_anything() {
    let computer = Computer::new();
    let desk = computer.desk();
    with_list(&desk).await;
    let found = desk
        .read_people(&secret("ANA@example.com\ncho@example.com\nnonsense\n"))
        .unwrap();
    let known: Vec<bool> = found.people.iter().map(|person| person.known).collect();
    assert_eq!(known, [true, false]);
    assert_eq!(found.malformed[0].line, 3);
    assert_eq!(desk.plan().await.unwrap().unwrap().people.len(), 2);
    assert_eq!(computer.stored(), 3);
}

#[tokio::test]
async fn passwords_of_a_list_go_to_the_store_and_come_back_in_the_next_run() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let held = |plan: &wire::Plan, at: usize| {
        (
            plan.people[at].source_secret,
            plan.people[at].destination_secret,
        )
    };
    assert_eq!(held(&plan, 0), (Held::Keyring, Held::Keyring));
    assert_eq!(held(&plan, 1), (Held::Keyring, Held::Missing));
    assert_eq!(computer.stored(), 3);
    let written = serde_json::to_string(&plan).unwrap();
    assert!(!written.contains("three"));
    drop(desk);

    let desk = computer.desk();
    let plan = desk.open_plan(Path::new(&plan.path)).await.unwrap();
    assert_eq!(held(&plan, 0), (Held::Keyring, Held::Keyring));
    assert_eq!(desk.start().await.recent[0].people, 2);
}

#[tokio::test]
async fn known_people_are_not_added_again_but_their_passwords_are_taken_over() {
    let computer = Computer::new();
    let desk = computer.desk();
    with_list(&desk).await;
    let plan = desk
        .add_people(&secret("address,new password\nben@example.com,four\n"))
        .await
        .unwrap();
    assert_eq!(plan.people.len(), 2);
    assert_eq!(plan.people[1].destination_secret, Held::Keyring);
    assert_eq!(
        desk.add_people(&secret("\n\n")).await.unwrap_err().code,
        Code::PeopleEmpty
    );
}

#[tokio::test]
async fn every_change_of_the_list_can_be_taken_back() {
    let computer = Computer::new();
    let desk = computer.desk();
    let first = with_list(&desk).await;
    let ben = first.people[1].id;

    let removed = desk.remove_people(&[ben]).await.unwrap();
    assert_eq!(removed.people.len(), 1);
    let mut ana = change(&removed.people[0]);
    ana.name = Some("Ana Silva".to_owned());
    let changed = desk.save_person(ana).await.unwrap();
    assert_eq!(changed.people[0].name.as_deref(), Some("Ana Silva"));

    assert_eq!(
        desk.undo_people().await.unwrap().people[0].name.as_deref(),
        Some("Ana")
    );
    let restored = desk.undo_people().await.unwrap();
    assert_eq!(restored.people, first.people);
    assert_eq!(desk.undo_people().await.unwrap().people, []);
    assert_eq!(desk.undo_people().await.unwrap().people, []);
}

#[tokio::test]
async fn a_password_follows_its_address_and_leaves_nothing_behind() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let mut ana = change(&plan.people[0]);
    ana.address = "anna@example.com".to_owned();
    let plan = desk.save_person(ana).await.unwrap();
    assert_eq!(plan.people[0].source_secret, Held::Keyring);
    assert_eq!(computer.stored(), 3);
    let login = {
        let open = desk.opened().unwrap();
        let person = open.plan.people().unwrap().remove(0);
        SignIns::of(&desk.vault, &open.plan)
            .unwrap()
            .login(&person, Side::Source)
            .await
            .unwrap()
    };
    assert_eq!(
        (login.user.as_str(), login.secret.expose()),
        ("anna@example.com", "one")
    );
}

#[tokio::test]
async fn a_row_that_cannot_be_written_changes_nothing() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let mut twice = change(&plan.people[1]);
    twice.address = "Ana@Example.com".to_owned();
    assert_eq!(
        desk.save_person(twice).await.unwrap_err().code,
        Code::AddressTwice
    );
    let mut wrong = change(&plan.people[1]);
    wrong.address = "ben".to_owned();
    assert_eq!(
        desk.save_person(wrong).await.unwrap_err().code,
        Code::AddressMalformed
    );
    assert_eq!(desk.plan().await.unwrap().unwrap().people, plan.people);
    assert_eq!(computer.stored(), 3);
}

#[tokio::test]
async fn passwords_of_removed_people_go_when_the_plan_is_closed() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    desk.remove_people(&[plan.people[0].id]).await.unwrap();
    assert_eq!(computer.stored(), 3);
    desk.close_plan().await.unwrap();
    assert_eq!(computer.stored(), 1);
}

#[tokio::test]
async fn somebody_who_was_removed_and_added_again_keeps_the_password() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    desk.remove_people(&[plan.people[0].id]).await.unwrap();
    desk.add_people(&secret("address,password\nana@example.com,new one\n"))
        .await
        .unwrap();
    desk.close_plan().await.unwrap();
    let plan = desk.open_plan(Path::new(&plan.path)).await.unwrap();
    let ana = plan
        .people
        .iter()
        .find(|person| person.address == "ana@example.com")
        .unwrap();
    assert_eq!(ana.source_secret, Held::Keyring);
}

#[tokio::test]
async fn without_a_store_passwords_stay_in_memory_until_it_is_tried_again() {
    let computer = Computer::new();
    computer.has_store.store(false, Ordering::SeqCst);
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    assert_eq!(plan.vault, wire::Vault::Memory);
    assert_eq!(plan.people[0].source_secret, Held::Memory);
    assert_eq!(
        desk.retry_vault().await.unwrap_err().code,
        Code::KeyringMissing
    );

    computer.has_store.store(true, Ordering::SeqCst);
    assert_eq!(
        desk.retry_vault().await.unwrap(),
        wire::Vault::Keyring { name: KEYRING_NAME }
    );
    assert_eq!(computer.stored(), 3);
    let plan = desk.plan().await.unwrap().unwrap();
    assert_eq!(plan.people[0].source_secret, Held::Keyring);
}

#[tokio::test]
async fn a_password_is_saved_and_an_empty_one_takes_it_away() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let ben = plan.people[1].id;
    let plan = desk
        .save_secret(ben, Side::Destination, secret("four"))
        .await
        .unwrap();
    assert_eq!(plan.people[1].destination_secret, Held::Keyring);
    assert_eq!(computer.stored(), 4);
    let plan = desk
        .save_secret(ben, Side::Destination, secret(""))
        .await
        .unwrap();
    assert_eq!(plan.people[1].destination_secret, Held::Missing);
    assert_eq!(computer.stored(), 3);
}

#[tokio::test]
async fn types_are_set_for_many_and_taken_back_in_one_step() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let ids: Vec<i64> = plan.people.iter().map(|person| person.id).collect();
    desk.set_kind(&ids[..1], MailboxKind::Shared).await.unwrap();
    let stay = desk.set_kind(&ids, MailboxKind::Stays).await.unwrap();
    let kinds = |plan: &wire::Plan| -> Vec<wire::MailboxKind> {
        plan.people.iter().map(|person| person.kind).collect()
    };
    assert_eq!(kinds(&stay), [wire::MailboxKind::Stays; 2]);
    assert_eq!(desk.start().await.recent[0].people, 0);
    let open = desk.opened().unwrap();
    assert_eq!(open.chosen(None).unwrap_err().code, Code::PeopleEmpty);
    assert_eq!(open.chosen(Some(&ids)).unwrap_err().code, Code::PeopleEmpty);
    drop(open);
    let before = [wire::MailboxKind::Shared, wire::MailboxKind::Person];
    assert_eq!(kinds(&desk.undo_people().await.unwrap()), before);
    assert_eq!(desk.undo_people().await.unwrap().people, plan.people);
}

#[tokio::test]
async fn aliases_are_written_once_each() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = with_list(&desk).await;
    let mut ana = change(&plan.people[0]);
    ana.aliases = ["a@example.com", "A@example.com", "ana@example.com"]
        .map(str::to_owned)
        .to_vec();
    let changed = desk.save_person(ana.clone()).await.unwrap();
    assert_eq!(changed.people[0].aliases, ["a@example.com"]);
    ana.aliases = vec!["a".to_owned()];
    let error = desk.save_person(ana).await.unwrap_err();
    assert_eq!(error.code, Code::AddressMalformed);
}
