//! # Comparison
//!
//! Begins, watches and ends the check that everything arrived, and lists what it found. Its states come over the channel
//! that is handed in.

use tauri::ipc::Channel;

use super::{Desk, Reply};
use crate::wire::{Finding, VerifyProgress};

/// Begins to compare these people, or everybody; `deep` reads every message on both sides.
#[tauri::command]
pub(crate) async fn verify_start(
    desk: Desk<'_>,
    people: Option<Vec<i64>>,
    deep: bool,
    channel: Channel<VerifyProgress>,
) -> Reply<()> {
    Ok(desk
        .start_verify(people.as_deref(), deep, listener(channel))
        .await?)
}

/// Watches a comparison that runs or has run, and gives its last state.
#[tauri::command]
pub(crate) async fn verify_attach(
    desk: Desk<'_>,
    channel: Channel<VerifyProgress>,
) -> Reply<Option<VerifyProgress>> {
    Ok(desk.attach_verify(listener(channel))?)
}

/// Asks the comparison to end.
#[tauri::command]
pub(crate) async fn verify_stop(desk: Desk<'_>) -> Reply<()> {
    desk.stop_verify();
    Ok(())
}

/// What the last comparison found, of one person or everybody.
#[tauri::command]
pub(crate) async fn verify_findings(desk: Desk<'_>, person: Option<i64>) -> Reply<Vec<Finding>> {
    Ok(desk.findings(person)?)
}

/// A window that is gone hears nothing; the next one attaches anew.
fn listener(channel: Channel<VerifyProgress>) -> impl Fn(VerifyProgress) + Send + Sync + 'static {
    move |state| drop(channel.send(state))
}
