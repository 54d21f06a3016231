//! # Without a password store
//!
//! The app says that passwords are kept until it quits, can work with them, and has none at its next start.

use moving_day_practice::Company;
use moving_day_tests::harness::window::{App, Look, PasswordStore, Stage, Visit};

use crate::{assert_no_password_on_disk, go_to};

#[tokio::test]
async fn a_computer_without_a_password_store_says_so() {
    let visit = &mut Visit::begin(
        "no-store",
        Stage::build(Look::Light, PasswordStore::Missing),
    );
    let app = visit.open().await;
    app.wait_for_text("Passwords stay on this computer and are forgotten when you quit.")
        .await;
    keep_passwords_in_memory(visit, app).await;
}

#[tokio::test]
async fn a_password_store_that_does_not_open_is_none() {
    let visit = &mut Visit::begin(
        "locked-store",
        Stage::build(Look::Light, PasswordStore::Locked),
    );
    let app = visit.open().await;
    keep_passwords_in_memory(visit, app).await;
}

async fn keep_passwords_in_memory(visit: &mut Visit, app: App) {
    app.click("button", "Try a practice run").await;
    go_to(&app, "Get ready", "List the people who move").await;
    app.click("button", "Paste the practice list").await;
    app.click("button", "Add 6 people").await;
    app.wait_for_text("This computer has no password store")
        .await;
    app.wait_for_text("Kept until you quit").await;
    visit.look_at(&app, "people").await;
    app.click("button", "Continue").await;
    app.click("button", "Test 12 connections").await;
    app.wait_for_text("5 work · 1 needs attention").await;
    app.kill(&mut visit.stage);

    let app = visit.open().await;
    app.click("button", Company::domain()).await;
    go_to(&app, "Get ready", "List the people who move").await;
    app.wait_for_text("Both missing").await;
    visit.look_at(&app, "people-passwords-gone").await;
    assert_no_password_on_disk(visit);
    visit.assert_no_complaints();
}
