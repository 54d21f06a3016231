//! # Connection test
//!
//! Begins, watches and ends the test of the sign-ins. Its states come over the channel that is handed in.

use tauri::ipc::Channel;

use super::{Desk, Reply};
use crate::wire::{CheckProgress, FolderNote};

/// Begins to test these people, or everybody.
#[tauri::command]
pub(crate) async fn check_start(
    desk: Desk<'_>,
    people: Option<Vec<i64>>,
    channel: Channel<CheckProgress>,
) -> Reply<()> {
    Ok(desk
        .start_check(people.as_deref(), listener(channel))
        .await?)
}

/// Watches a test that runs or has run.
#[tauri::command]
pub(crate) async fn check_attach(desk: Desk<'_>, channel: Channel<CheckProgress>) -> Reply<()> {
    desk.attach_check(listener(channel));
    Ok(())
}

/// Asks the test to end.
#[tauri::command]
pub(crate) async fn check_stop(desk: Desk<'_>) -> Reply<()> {
    desk.stop_check();
    Ok(())
}

/// Folders that do not simply keep their names, as the last test saw them.
#[tauri::command]
pub(crate) async fn check_folders(desk: Desk<'_>) -> Reply<Vec<FolderNote>> {
    Ok(desk.folder_notes())
}

/// A window that is gone hears nothing; the next one attaches anew.
fn listener(channel: Channel<CheckProgress>) -> impl Fn(CheckProgress) + Send + Sync + 'static {
    move |state| drop(channel.send(state))
}
