//! # The real window
//!
//! The built app on a display of its own, used as a person uses it. Each screen is kept as a picture and looked at by
//! axe, in light and dark and in both sizes that must work.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod password_store;
mod practice_company;
mod real_servers;

use std::time::Duration;

use moving_day_practice::Company;
use moving_day_tests::harness::cli::files_below;
use moving_day_tests::harness::window::{App, Visit};

/// Goes to a task from wherever the person is: home, the phase in the rail, the task.
async fn go_to(app: &App, phase: &str, task: &str) {
    app.click("button", "Home").await;
    let home = async || app.measure("next-step").await;
    app.wait_for("home", Duration::from_secs(20), home).await;
    if app.find_now("button", task).await.is_none() {
        app.click("button", phase).await;
    }
    app.click("button", task).await;
    app.find("heading", task).await;
}

/// Takes the day that is recommended.
async fn choose_a_day(app: &App) {
    app.find("heading", "Choose your moving day").await;
    app.wait_for_text("There is time for everything.").await;
    app.click("button", "Continue").await;
    app.wait_for_text("days until moving day").await;
}

/// The numbers of a summary, by their names.
async fn facts(app: &App) -> impl Fn(&str) -> Option<u64> {
    let text = app
        .measure("copy-facts")
        .await
        .expect("the facts of the summary");
    move |name| {
        let value = text.lines().skip_while(|line| *line != name).nth(1)?;
        value.replace(',', "").parse().ok()
    }
}

/// Plans, settings and logs hold no password; the keyring's own file is encrypted.
fn assert_no_password_on_disk(visit: &Visit) {
    let files = files_below(visit.stage.home());
    assert!(
        files
            .iter()
            .any(|(path, _)| path.ends_with("practice.movingday")),
        "no plan file to look at"
    );
    for (path, bytes) in files {
        for member in Company::people() {
            for password in [member.source_password, member.destination_password] {
                let found = bytes
                    .windows(password.len())
                    .any(|part| part == password.as_bytes());
                assert!(
                    !found,
                    "a password of {} stands in {}",
                    member.name,
                    path.display()
                );
            }
        }
    }
}
