//! # Backup
//!
//! Chooses the place, begins, watches, pauses and ends the backup, and shows where it lies. Its states come over the
//! channel that is handed in.

use std::path::Path;

use tauri::WebviewWindow;
use tauri::ipc::Channel;

use super::{Desk, Reply};
use crate::wire::{BackupPlace, BackupResult, CopyProgress, Mailbox};
use crate::{dialogs, reveal};

/// Where the backup will lie.
#[tauri::command]
pub(crate) async fn backup_place(desk: Desk<'_>) -> Reply<BackupPlace> {
    Ok(desk.backup_place()?)
}

/// Lets a person choose the folder of the backup; nothing when they close the dialog.
#[tauri::command]
pub(crate) async fn backup_choose(
    window: WebviewWindow,
    desk: Desk<'_>,
    title: String,
) -> Reply<Option<BackupPlace>> {
    let at = desk.backup_place()?.path;
    let Some(path) = dialogs::choose_folder(&window, title, Path::new(&at)).await else {
        return Ok(None);
    };
    Ok(Some(desk.set_backup_place(&path).await?))
}

/// How much mail each person has.
#[tauri::command]
pub(crate) async fn mailbox_sizes(desk: Desk<'_>) -> Reply<Vec<Mailbox>> {
    Ok(desk.mailboxes()?)
}

/// Begins to save the mail of these people, or of everybody.
#[tauri::command]
pub(crate) async fn backup_start(
    desk: Desk<'_>,
    people: Option<Vec<i64>>,
    channel: Channel<CopyProgress>,
) -> Reply<()> {
    Ok(desk
        .start_backup(people.as_deref(), listener(channel))
        .await?)
}

/// Watches a backup that runs or has run, and gives its last state.
#[tauri::command]
pub(crate) async fn backup_attach(
    desk: Desk<'_>,
    channel: Channel<CopyProgress>,
) -> Reply<Option<CopyProgress>> {
    Ok(desk.attach_backup(listener(channel)))
}

/// Asks the backup for a pause.
#[tauri::command]
pub(crate) async fn backup_pause(desk: Desk<'_>) -> Reply<()> {
    desk.pause_backup();
    Ok(())
}

/// Takes the pause back.
#[tauri::command]
pub(crate) async fn backup_resume(desk: Desk<'_>) -> Reply<()> {
    desk.resume_backup();
    Ok(())
}

/// Asks the backup to end.
#[tauri::command]
pub(crate) async fn backup_stop(desk: Desk<'_>) -> Reply<()> {
    desk.stop_backup();
    Ok(())
}

/// What the last backup saved.
#[tauri::command]
pub(crate) async fn backup_result(desk: Desk<'_>) -> Reply<Option<BackupResult>> {
    Ok(desk.backup_result())
}

/// Shows the folder of the backup in the system's own window.
#[tauri::command]
pub(crate) async fn backup_show(desk: Desk<'_>) -> Reply<()> {
    Ok(reveal::in_folder(desk.backup_to_show()?).await?)
}

/// A window that is gone hears nothing; the next one attaches anew.
fn listener(channel: Channel<CopyProgress>) -> impl Fn(CopyProgress) + Send + Sync + 'static {
    move |state| drop(channel.send(state))
}
