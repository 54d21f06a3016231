use super::*;
use crate::clock::SystemClock;
use crate::error::Side;
use crate::plan::{Kind, read_people};

fn plan() -> (tempfile::TempDir, Plan) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.example.movingday");
    let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
    (folder, plan)
}

fn add(plan: &Plan, text: &str) -> Vec<Person> {
    plan.add_people(&read_people(text).people).unwrap()
}

fn addresses(plan: &Plan) -> Vec<String> {
    plan.people()
        .unwrap()
        .iter()
        .map(|person| person.address.to_string())
        .collect()
}

/// Writes one journal row, as a copy does.
fn copy_inbox(plan: &Plan, id: PersonId) {
    plan.with(|db| {
        db.execute(
            "INSERT INTO folder(person, source_name, destination_name, source_validity, destination_validity)
             VALUES (?1, '[\"INBOX\"]', '[\"INBOX\"]', 1, 2)",
            [id.number()],
        )?;
        db.execute(
            "INSERT INTO message(folder, source_uid, state, size, internal_date) VALUES (?1, 1, 1, 10, 0)",
            [db.last_insert_rowid()],
        )
    })
    .unwrap();
}

fn copied(plan: &Plan, id: PersonId) -> i64 {
    let count =
        "SELECT COUNT(*) FROM message JOIN folder ON folder.id = message.folder WHERE person = ?1";
    plan.with(|db| db.query_row(count, [id.number()], |row| row.get(0)))
        .unwrap()
}

fn at(text: &str) -> Address {
    Address::parse(text).unwrap()
}

#[test]
fn people_keep_their_order_and_their_details() {
    let (_folder, plan) = plan();
    let added = add(
        &plan,
        "address,name,user,new user,new address\nbo@x.example,Bo,b,bb,bo@y.example\nana@x.example",
    );
    assert_eq!(plan.people().unwrap(), added);
    assert_eq!(plan.person(added[0].id).unwrap().as_ref(), Some(&added[0]));
    assert_eq!(added[0].destination_address, at("bo@y.example"));
    assert_eq!(added[0].source_user.as_deref(), Some("b"));
    assert_eq!(added[0].destination_user.as_deref(), Some("bb"));
    assert_eq!(added[1].destination_address, at("ana@x.example"));
    add(&plan, "cy@x.example");
    assert_eq!(
        addresses(&plan),
        ["bo@x.example", "ana@x.example", "cy@x.example"]
    );
    assert_eq!(plan.person(PersonId(99)).unwrap(), None);
}

#[test]
fn an_address_is_there_once_and_a_list_comes_whole_or_not_at_all() {
    let (_folder, plan) = plan();
    add(&plan, "ana@x.example");
    let mut list = read_people("bo@x.example\nANA@x.example").people;
    let error = plan.add_people(&list).unwrap_err();
    assert_eq!(
        (error.code, error.params["address"].as_str()),
        (Code::AddressTwice, "ANA@x.example")
    );
    list[1] = list[0].clone();
    assert_eq!(plan.add_people(&list).unwrap_err().code, Code::AddressTwice);
    assert_eq!(addresses(&plan), ["ana@x.example"]);
}

#[test]
fn a_change_is_written_unless_the_address_is_taken() {
    let (_folder, plan) = plan();
    let mut people = add(&plan, "ana@x.example\nbo@x.example");
    people[0].name = Some("Ana Silva".into());
    people[0].destination_user = Some("ana".into());
    people[0].address = at("ANA@x.example");
    plan.change_person(&people[0]).unwrap();
    let read = plan.person(people[0].id).unwrap().unwrap();
    assert_eq!(read, people[0]);
    assert_eq!(read.address.as_str(), "ANA@x.example");
    people[0].address = at("bo@x.example");
    assert_eq!(
        plan.change_person(&people[0]).unwrap_err().code,
        Code::AddressTwice
    );
    assert_eq!(addresses(&plan), ["ANA@x.example", "bo@x.example"]);
}

#[test]
fn a_removal_can_be_taken_back_with_journal_and_place() {
    let (_folder, plan) = plan();
    let people = add(&plan, "ana@x.example\nbo@x.example\ncy@x.example");
    copy_inbox(&plan, people[0].id);
    plan.remove_people(&[people[0].id, people[1].id, PersonId(99)])
        .unwrap();
    assert_eq!(addresses(&plan), ["cy@x.example"]);
    assert_eq!(
        plan.person(people[0].id).unwrap().as_ref(),
        Some(&people[0])
    );
    plan.restore_people(&people[..2]).unwrap();
    assert_eq!(plan.people().unwrap(), people);
    assert_eq!(copied(&plan, people[0].id), 1);
}

#[test]
fn who_is_removed_leaves_the_address_free() {
    let (_folder, plan) = plan();
    let people = add(&plan, "ana@x.example\nbo@x.example");
    plan.remove_people(&[people[0].id]).unwrap();
    let again = add(&plan, "ana@x.example");
    assert_ne!(again[0].id, people[0].id);
    let error = plan.restore_people(&people[..1]).unwrap_err();
    assert_eq!(
        (error.code, error.params["address"].as_str()),
        (Code::AddressTwice, "ana@x.example")
    );
    assert_eq!(addresses(&plan), ["bo@x.example", "ana@x.example"]);
}

#[test]
fn who_is_entered_again_is_not_copied_again() {
    let (_folder, plan) = plan();
    let first = add(&plan, "ana@x.example").remove(0);
    copy_inbox(&plan, first.id);
    plan.remove_people(&[first.id]).unwrap();
    let elsewhere = add(&plan, "ana@x.example,ana@y.example").remove(0);
    assert_eq!(
        copied(&plan, elsewhere.id),
        0,
        "another mailbox at the destination is still empty"
    );
    plan.remove_people(&[elsewhere.id]).unwrap();
    let second = add(&plan, "ANA@x.example").remove(0);
    assert_eq!(copied(&plan, second.id), 1);
    plan.remove_people(&[second.id]).unwrap();
    plan.restore_people(std::slice::from_ref(&first)).unwrap();
    assert_eq!(copied(&plan, first.id), 1);
}

#[test]
fn the_journal_stays_with_the_mailboxes_when_an_address_is_corrected() {
    let (_folder, plan) = plan();
    let wrong = add(&plan, "ana@x.example,info@x.example").remove(0);
    copy_inbox(&plan, wrong.id);
    let right = Person {
        destination_address: at("ana@x.example"),
        ..wrong.clone()
    };
    plan.change_person(&right).unwrap();
    assert_eq!(
        copied(&plan, right.id),
        0,
        "nothing is in the right mailbox yet"
    );
    copy_inbox(&plan, right.id);
    plan.change_person(&wrong).unwrap();
    assert_eq!(copied(&plan, wrong.id), 1);
    plan.change_person(&right).unwrap();
    assert_eq!(copied(&plan, right.id), 1);
    assert_eq!(plan.people().unwrap(), [right]);
}

#[test]
fn a_corrected_sign_in_name_keeps_the_journal() {
    let (_folder, plan) = plan();
    let mut ana = add(&plan, "ana@x.example").remove(0);
    copy_inbox(&plan, ana.id);
    ana.source_user = Some("ana".into());
    plan.change_person(&ana).unwrap();
    assert_eq!(copied(&plan, ana.id), 1);
}

#[test]
fn secrets_are_noted_once_and_outlive_a_removal() {
    let (_folder, plan) = plan();
    let ana = add(&plan, "ana@x.example").remove(0).id;
    for side in [Side::Destination, Side::Source, Side::Source] {
        plan.note_secret(ana, side).unwrap();
    }
    plan.remove_people(&[ana]).unwrap();
    assert_eq!(
        plan.noted_secrets().unwrap(),
        [(ana, Side::Source), (ana, Side::Destination)]
    );
    plan.drop_secret_note(ana, Side::Source).unwrap();
    assert_eq!(plan.noted_secrets().unwrap(), [(ana, Side::Destination)]);
    assert!(plan.note_secret(PersonId(99), Side::Source).is_err());
}

#[test]
fn only_mailboxes_move_and_everybody_stays_in_the_list() {
    let (_folder, plan) = plan();
    let list = "address,type,aliases\nana@x.example,,a@x.example b@x.example\n\
                office@x.example,shared,\nold@x.example,forward only,\nzoe@x.example,don't move,";
    let people = add(&plan, list);
    let kinds: Vec<MailboxKind> = people.iter().map(|person| person.kind).collect();
    assert_eq!(kinds, MailboxKind::ALL);
    assert_eq!(people[0].aliases, [at("a@x.example"), at("b@x.example")]);
    assert_eq!(plan.people().unwrap(), people);
    assert_eq!(plan.moving_people().unwrap(), people[..2]);
    plan.set_kind(&[people[3].id, PersonId(99)], MailboxKind::Person)
        .unwrap();
    assert_eq!(plan.moving_people().unwrap().len(), 3);
    plan.with(|db| db.execute("UPDATE person SET kind = 'boat'", []))
        .unwrap();
    assert_eq!(plan.people().unwrap_err().code, Code::PlanDamaged);
}
