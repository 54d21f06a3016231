//! # Real servers in the window
//!
//! Two people and two real servers: one password is wrong and corrected, one message is too large and left out.

use moving_day_tests::harness::compare::{assert_same, expected_of};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::Pair;
use moving_day_tests::harness::seed::Seed;
use moving_day_tests::harness::window::{App, Look, PasswordStore, Stage, Visit};

use crate::{choose_a_day, facts, go_to};

/// The subject of the message that the destination does not take begins like this.
const TOO_LARGE: &str = "Attachment(150000) 9000";

#[tokio::test]
async fn real_servers_in_the_light() {
    move_between_real_servers(Look::Light).await;
}

#[tokio::test]
async fn real_servers_in_the_dark() {
    move_between_real_servers(Look::Dark).await;
}

async fn move_between_real_servers(look: Look) {
    let accounts = ["ana", "ben"]
        .map(|user| Account::new(&format!("{user}@example.com"), "the right password"));
    let [ana, ben] = accounts.each_ref().map(|account| account.user.as_str());
    let destination = Setup {
        largest_message: Some(100_000),
        ..Setup::nested(accounts.to_vec())
    };
    let mut pair = Pair::start(Setup::dotted(accounts.to_vec()), destination);
    let mut mailbox = Mailbox::many(80, 6, 10);
    mailbox.folders[1].1.push(Letter::written(
        &mut Seed::new(81),
        9000,
        Shape::Attachment(150_000),
    ));
    let messages =
        pair.fill(ana, &mailbox).messages() + pair.fill(ben, &Mailbox::many(82, 6, 10)).messages();

    let visit = &mut Visit::begin("real", Stage::build(look, PasswordStore::Unlocked));
    let app = visit.open().await;
    enter_servers(visit, &app, &pair).await;
    list_two_people(&app).await;
    correct_a_password(visit, &app).await;
    app.click("button", "Continue").await;
    go_to(&app, "Move", "Copy the mail").await;
    app.click("button", "Start copying").await;
    app.wait_for_text("1 message could not be copied").await;
    app.wait_for_text(TOO_LARGE).await;
    visit.look_at(&app, "copy-finished").await;

    let mut expected = expected_of(&pair.source.store_of(ana));
    for letters in expected.folders.values_mut() {
        letters.retain(|message| !message.subject.starts_with(TOO_LARGE));
    }
    assert_same(&expected, &pair.destination.store_of(ana), "all but one");
    pair.assert_moved(ben, "through the window");
    let fact = facts(&app).await;
    assert_eq!(
        fact("Messages copied"),
        Some(messages as u64 - 1),
        "messages copied"
    );
    assert_eq!(fact("Left out"), Some(1), "messages left out");
    visit.assert_no_complaints();
}

async fn enter_servers(visit: &mut Visit, app: &App, pair: &Pair) {
    app.click("button", "Start a new plan").await;
    app.find("heading", "Before you begin").await;
    app.click("button", "Continue").await;
    app.fill("Your work email address", "sam@example.com").await;
    app.click("button", "Continue").await;
    app.find("heading", "Where is your mail now?").await;
    enter_server(app, "The old mail server", pair.source.imap).await;
    visit.look_at(app, "source-entered").await;
    app.click("button", "Continue").await;
    app.find("heading", "Where is your mail moving to?").await;
    visit.look_at(app, "destination").await;
    app.click("radio", "Another mail service").await;
    enter_server(app, "The new mail server", pair.destination.imap).await;
    visit.look_at(app, "destination-entered").await;
    app.click("button", "Continue").await;
    choose_a_day(app).await;
    go_to(app, "Get ready", "List the people who move").await;
}

async fn enter_server(app: &App, group: &str, port: u16) {
    app.fill_in(group, "Mail server", "localhost").await;
    app.choose_in(group, "Security", "Not encrypted").await;
    app.fill_in(group, "Port", &port.to_string()).await;
    app.wait_for_text("Passwords would travel in the open")
        .await;
}

async fn list_two_people(app: &App) {
    let people = [
        "address,password,new password",
        "ana@example.com,the right password,the right password",
        "ben@example.com,a wrong password,the right password",
    ];
    app.fill("Paste the list", &people.join("\n")).await;
    app.click("button", "Look at the list").await;
    app.click("button", "Add 2 people").await;
    app.click("button", "Continue").await;
}

async fn correct_a_password(visit: &mut Visit, app: &App) {
    app.click("button", "Test 4 connections").await;
    app.wait_for_text("1 works · 1 needs attention").await;
    visit.look_at(app, "connections-attention").await;
    app.click("button", "Enter the password for ben@example.com")
        .await;
    app.find(
        "heading",
        "The old server refused the password for ben@example.com",
    )
    .await;
    visit.look_at(app, "password-refused").await;
    app.fill("Password of the old mailbox", "the right password")
        .await;
    app.click("button", "Save and test again").await;
    app.wait_for_text("All 2 mailboxes work on both sides.")
        .await;
}
