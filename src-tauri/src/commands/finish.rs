//! # The end of a move, and help
//!
//! Deleting passwords, what is kept, and the details for whoever helps.

use std::fs;

use tauri::WebviewWindow;

use super::{Desk, Reply};
use crate::dialogs;
use crate::support;
use crate::wire::{Plan, Remains, SupportFile};

/// What the plan has left on this computer.
#[tauri::command]
pub(crate) async fn finish_remains(desk: Desk<'_>) -> Reply<Remains> {
    Ok(desk.remains()?)
}

/// Deletes every password of the plan.
#[tauri::command]
pub(crate) async fn finish_delete_passwords(desk: Desk<'_>) -> Reply<Plan> {
    Ok(desk.delete_passwords().await?)
}

/// Shows something that is kept, in the system's own window of its folder.
#[tauri::command]
pub(crate) async fn finish_show(desk: Desk<'_>, path: String) -> Reply<()> {
    Ok(crate::reveal::in_folder(desk.kept_file(&path)?).await?)
}

/// The details for support, to be read before they are saved.
#[tauri::command]
pub(crate) async fn support_details(desk: Desk<'_>) -> Reply<Vec<SupportFile>> {
    Ok(desk.support()?)
}

/// Lets a person choose where these details go, and saves them; false when they close the dialog.
#[tauri::command]
pub(crate) async fn support_save(
    window: WebviewWindow,
    files: Vec<SupportFile>,
    title: String,
    kind: String,
    name: String,
) -> Reply<bool> {
    let packed = support::packed(&files)?;
    let Some(path) = dialogs::save_file(&window, title, kind, name, "zip").await else {
        return Ok(false);
    };
    fs::write(&path, packed).map_err(|error| crate::desk::unwritable(&path, error))?;
    Ok(true)
}
