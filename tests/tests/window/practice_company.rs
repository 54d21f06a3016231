//! # The practice company
//!
//! A person chooses a day, pastes people, puts an outdated password right, copies, pauses, quits in the middle, loses the
//! program once more to a power cut, carries on, makes a full mailbox bigger, and reads exact numbers at the end.

use std::time::Duration;

use moving_day_practice::{Company, Fingerprint, MailboxContent, destination_content};
use moving_day_tests::harness::window::{App, Look, PasswordStore, Stage, Visit, ask_to_close};

use crate::{assert_no_password_on_disk, choose_a_day, facts, go_to};

/// How long a copy of the practice company may take; it is slowed down to about 25 seconds.
const COPY_LIMIT: Duration = Duration::from_secs(120);

#[tokio::test]
async fn a_company_moves_in_the_light() {
    move_the_practice_company(Look::Light).await;
}

#[tokio::test]
async fn a_company_moves_in_the_dark() {
    move_the_practice_company(Look::Dark).await;
}

async fn move_the_practice_company(look: Look) {
    let visit = &mut Visit::begin("practice", Stage::build(look, PasswordStore::Unlocked));
    let expected = Company::expected();

    let app = visit.open().await;
    visit.look_at(&app, "start").await;
    see_a_new_plan(visit, &app).await;
    app.click("button", "Try a practice run").await;
    plan_the_move(visit, &app).await;
    list_people(visit, &app).await;
    test_connections(visit, &app, expected.messages()).await;
    begin_to_copy(visit, &app).await;
    pause_and_resume(visit, &app).await;
    see_one_person(visit, &app).await;
    quit_with_the_close_button(visit, app).await;
    let after_quitting = count(&arrived(visit));
    assert!(
        after_quitting > 0 && after_quitting < expected.messages(),
        "{after_quitting} messages after quitting"
    );

    let app = carry_on(visit).await;
    let moved = async || (count(&arrived(visit)) > after_quitting + 50).then_some(());
    app.wait_for("fifty more messages", COPY_LIMIT, moved).await;
    app.kill(&mut visit.stage);
    assert!(
        count(&arrived(visit)) < expected.messages(),
        "the copy was over before the power cut"
    );

    let app = carry_on(visit).await;
    read_the_summary(visit, &app, expected.messages()).await;
    ask_to_close(&visit.stage);
    app.wait_for_end(&mut visit.stage);
    assert_everything_arrived(visit);
    assert_no_password_on_disk(visit);
    visit.assert_no_complaints();
}

async fn see_a_new_plan(visit: &mut Visit, app: &App) {
    app.click("button", "Start a new plan").await;
    app.find("heading", "Before you begin").await;
    visit.look_at(app, "before-you-begin").await;
    app.click("button", "Continue").await;
    app.find("heading", "What is your work email address?")
        .await;
    visit.look_at(app, "new-plan").await;
    app.click("button", "Continue").await;
    app.wait_for_text("There is one thing to correct").await;
    visit.look_at(app, "new-plan-without-address").await;
    app.click("button", "Back").await;
    app.find("heading", "Before you begin").await;
    app.click("button", "Back").await;
    app.find("heading", "Move your company’s email").await;
}

async fn plan_the_move(visit: &mut Visit, app: &App) {
    app.find("heading", "Next: Choose your moving day").await;
    visit.look_at(app, "home-new").await;
    app.click("button", "Open").await;
    visit.look_at(app, "moving-day").await;
    choose_a_day(app).await;
    visit.look_at(app, "home").await;
}

async fn list_people(visit: &mut Visit, app: &App) {
    go_to(app, "Get ready", "List the people who move").await;
    visit.look_at(app, "people-empty").await;
    app.click("button", "Paste the practice list").await;
    app.find("heading", "Is this right?").await;
    app.wait_for_text("We found 6 addresses.").await;
    visit.look_at(app, "people-found").await;
    app.click("button", "Add 6 people").await;
    app.find("heading", "List the people who move").await;
    app.wait_for_text("Passwords are saved in your password keyring.")
        .await;
    for member in Company::people() {
        app.wait_for_text(member.name).await;
    }
    visit.look_at(app, "people").await;
    app.click("button", "Continue").await;
}

async fn test_connections(visit: &mut Visit, app: &App, messages: u64) {
    app.find("heading", "Test the connections").await;
    visit.look_at(app, "connections-before").await;
    app.click("button", "Test 12 connections").await;
    app.wait_for_text("5 work · 1 needs attention").await;
    let outdated = Company::outdated().expect("somebody with an outdated password");
    app.click(
        "button",
        &format!("Enter the password for {}", outdated.name),
    )
    .await;
    app.wait_for_text(outdated.source_password).await;
    visit.look_at(app, "connections-outdated").await;
    app.fill("Password of the old mailbox", outdated.source_password)
        .await;
    app.click("button", "Save and test again").await;
    app.wait_for_text("All 6 mailboxes work on both sides.")
        .await;
    app.wait_for_text(&format!("{} messages", grouped(messages)))
        .await;
    visit.look_at(app, "connections").await;
    app.click("button", "Continue").await;
}

async fn begin_to_copy(visit: &mut Visit, app: &App) {
    go_to(app, "Move", "Copy the mail").await;
    visit.look_at(app, "copy-before").await;
    app.click("button", "Start copying").await;
    app.find("heading", "Copying mail").await;
    app.find("progressbar", "Everything together").await;
    // Enough for bars that can be seen, and far from the end.
    let tenth = Company::expected().messages() / 10;
    app.wait_for("a tenth of the messages", COPY_LIMIT, async || {
        (count(&arrived(visit)) > tenth).then_some(())
    })
    .await;
    visit.look_at(app, "copy-running").await;
}

async fn pause_and_resume(visit: &mut Visit, app: &App) {
    app.click("button", "Pause").await;
    app.find("heading", "Copying is paused").await;
    visit.look_at(app, "copy-paused").await;
    let paused = count(&arrived(visit));
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(
        count(&arrived(visit)),
        paused,
        "messages arrived during a pause"
    );
    app.click("button", "Resume").await;
    app.find("heading", "Copying mail").await;
    app.wait_for("more messages", COPY_LIMIT, async || {
        (count(&arrived(visit)) > paused).then_some(())
    })
    .await;
}

async fn see_one_person(visit: &mut Visit, app: &App) {
    let person = Company::people()[0];
    app.click("button", person.name).await;
    app.find("dialog", person.name).await;
    app.find("heading", "Folders").await;
    visit.look_at(app, "person").await;
    app.click("button", "Close").await;
}

async fn quit_with_the_close_button(visit: &mut Visit, app: App) {
    ask_to_close(&visit.stage);
    app.find("dialog", "Keep copying in the background?").await;
    visit.look_at(&app, "close-dialog").await;
    app.click("button", "Pause and quit").await;
    app.wait_for_end(&mut visit.stage);
}

/// Opens the app again, finds the plan in the recent list, and carries on with the passwords from the keyring.
async fn carry_on(visit: &mut Visit) -> App {
    let app = visit.open().await;
    app.find("heading", "Recent plans").await;
    visit.look_at(&app, "start-again").await;
    app.click("button", Company::domain()).await;
    go_to(&app, "Move", "Copy the mail").await;
    app.wait_for_text("Copying was paused when Moving Day closed.")
        .await;
    visit.look_at(&app, "copy-interrupted").await;
    app.click("button", "Continue copying").await;
    app.find("heading", "Copying mail").await;
    app
}

async fn read_the_summary(visit: &mut Visit, app: &App, messages: u64) {
    let finished = async || app.find_now("heading", "The copy is finished").await;
    app.wait_for("The copy is finished", COPY_LIMIT, finished)
        .await;
    app.wait_for_text("5 of 6 people are complete").await;
    visit.look_at(app, "copy-finished-full").await;
    app.click("button", "Make the mailbox of Kaan Yıldız bigger")
        .await;
    app.click("button", "Copy again for everyone").await;
    let complete = "Finished. All 6 people are complete.";
    let finished = async || app.text().await.contains(complete).then_some(());
    app.wait_for(complete, COPY_LIMIT, finished).await;
    let fact = facts(app).await;
    let copied = fact("Messages copied").expect("the messages copied");
    let before = fact("In the new mailboxes before").expect("the messages from before");
    assert!(copied > 0 && before > 0, "{copied} now, {before} before");
    assert_eq!(copied + before, messages, "{copied} now, {before} before");
    visit.look_at(app, "copy-finished").await;
}

/// Every message of every person lies at the destination once, with its flags and date, and folders stayed apart.
fn assert_everything_arrived(visit: &Visit) {
    let expected = Company::expected();
    let arrived = arrived(visit);
    assert_eq!(arrived.len(), expected.people.len());
    for person in &expected.people {
        let there = arrived
            .iter()
            .find(|mailbox| mailbox.address == person.address);
        let there = there.unwrap_or_else(|| panic!("{} has no mailbox", person.address));
        assert_eq!(by_folder(person), by_folder(there), "{}", person.address);
    }
}

/// The folders that hold something, without their names: roles are called otherwise at the destination.
fn by_folder(mailbox: &MailboxContent) -> Vec<Vec<Fingerprint>> {
    let sorted = |messages: &[Fingerprint]| {
        let mut messages = messages.to_vec();
        messages.sort();
        messages
    };
    let mut folders: Vec<_> = mailbox
        .folders
        .iter()
        .map(|folder| sorted(&folder.messages))
        .collect();
    folders.retain(|messages| !messages.is_empty());
    folders.sort();
    folders
}

/// What lies in the new mailboxes of the practice company, read from the disk.
fn arrived(visit: &Visit) -> Vec<MailboxContent> {
    destination_content(&visit.practice().join("store")).expect("the practice store")
}

fn count(people: &[MailboxContent]) -> u64 {
    people.iter().map(MailboxContent::messages).sum()
}

/// A number as the interface writes it.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let place = digits.len() % 3;
    let (first, rest) = digits.split_at(place);
    let groups = rest
        .as_bytes()
        .chunks(3)
        .map(|group| String::from_utf8_lossy(group).into_owned());
    let parts: Vec<_> = (!first.is_empty())
        .then(|| first.to_owned())
        .into_iter()
        .chain(groups)
        .collect();
    parts.join(",")
}
