//! # Start page and window
//!
//! Everything that is not about a plan: what the start page shows, where passwords go, and leaving.
//! Leaving with a job running stops it first, if the person wants to wait for that.

use tauri::{AppHandle, WebviewWindow};

use super::{Desk, Reply};
use crate::wire::{After, Start, Vault};

/// What the start page shows.
#[tauri::command]
pub(crate) async fn start_state(desk: Desk<'_>) -> Reply<Start> {
    Ok(desk.start().await)
}

/// Looks for the password store again.
#[tauri::command]
pub(crate) async fn vault_retry(desk: Desk<'_>) -> Reply<Vault> {
    Ok(desk.retry_vault().await?)
}

/// Leaves the program, at once or after the messages under way have arrived.
#[tauri::command]
pub(crate) async fn app_quit(app: AppHandle, desk: Desk<'_>, after: After) -> Reply<()> {
    if after == After::Pause {
        desk.settle().await;
    }
    app.exit(0);
    Ok(())
}

/// Puts the window away; the job goes on.
#[tauri::command]
pub(crate) async fn app_minimise(window: WebviewWindow) -> Reply<()> {
    Ok(window.minimize().map_err(crate::fault::of_window)?)
}
