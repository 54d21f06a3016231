//! # Copy
//!
//! Begins, watches, pauses and ends the copy, and lists what it could not do. Its states come over the channel that is
//! handed in.

use tauri::ipc::Channel;

use super::{Desk, Reply};
use crate::wire::{CopyOptions, CopyProgress, Problem};

/// Begins to copy these people, or everybody.
#[tauri::command]
pub(crate) async fn copy_start(
    desk: Desk<'_>,
    people: Option<Vec<i64>>,
    options: CopyOptions,
    channel: Channel<CopyProgress>,
) -> Reply<()> {
    Ok(desk
        .start_copy(people.as_deref(), options, listener(channel))
        .await?)
}

/// Watches a copy that runs or has run, and gives its last state.
#[tauri::command]
pub(crate) async fn copy_attach(
    desk: Desk<'_>,
    channel: Channel<CopyProgress>,
) -> Reply<Option<CopyProgress>> {
    Ok(desk.attach_copy(listener(channel)))
}

/// Asks the copy for a pause.
#[tauri::command]
pub(crate) async fn copy_pause(desk: Desk<'_>) -> Reply<()> {
    desk.pause_copy();
    Ok(())
}

/// Takes the pause back.
#[tauri::command]
pub(crate) async fn copy_resume(desk: Desk<'_>) -> Reply<()> {
    desk.resume_copy();
    Ok(())
}

/// Asks the copy to end.
#[tauri::command]
pub(crate) async fn copy_stop(desk: Desk<'_>) -> Reply<()> {
    desk.stop_copy();
    Ok(())
}

/// Chooses the one person whose folders are told.
#[tauri::command]
pub(crate) async fn copy_watch(desk: Desk<'_>, person: Option<i64>) -> Reply<()> {
    desk.watch(person);
    Ok(())
}

/// What was not copied, of one person or everybody.
#[tauri::command]
pub(crate) async fn copy_problems(desk: Desk<'_>, person: Option<i64>) -> Reply<Vec<Problem>> {
    Ok(desk.problems(person)?)
}

/// Shows a message that was saved as a file, in the system's own window of its folder.
#[tauri::command]
pub(crate) async fn copy_show_saved(desk: Desk<'_>, path: String) -> Reply<()> {
    Ok(crate::reveal::in_folder(desk.saved_message(&path)?).await?)
}

/// A window that is gone hears nothing; the next one attaches anew.
fn listener(channel: Channel<CopyProgress>) -> impl Fn(CopyProgress) + Send + Sync + 'static {
    move |state| drop(channel.send(state))
}
