//! # Plans, practice and servers
//!
//! Making, opening and closing the one plan, and the practice run in its place. Each gives back the whole plan as it
//! is now, so that the interface never has to guess.

use std::path::Path;

use tauri::WebviewWindow;

use super::{Desk, Reply};
use crate::dialogs;
use crate::wire::{Endpoint, Plan};

/// Makes a plan for a domain and opens it.
#[tauri::command]
pub(crate) async fn plan_create(desk: Desk<'_>, domain: String) -> Reply<Plan> {
    Ok(desk.create_plan(&domain).await?)
}

/// Opens a plan file.
#[tauri::command]
pub(crate) async fn plan_open(desk: Desk<'_>, path: String) -> Reply<Plan> {
    Ok(desk.open_plan(Path::new(&path)).await?)
}

/// Lets a person choose a plan file and opens it; nothing when they close the dialog.
#[tauri::command]
pub(crate) async fn plan_choose(
    window: WebviewWindow,
    desk: Desk<'_>,
    title: Option<String>,
    kind: Option<String>,
) -> Reply<Option<Plan>> {
    let Some(path) = dialogs::choose_plan(&window, title, kind).await else {
        return Ok(None);
    };
    Ok(Some(desk.open_plan(&path).await?))
}

/// Closes the plan.
#[tauri::command]
pub(crate) async fn plan_close(desk: Desk<'_>) -> Reply<()> {
    Ok(desk.close_plan().await?)
}

/// The plan that is open.
#[tauri::command]
pub(crate) async fn plan_state(desk: Desk<'_>) -> Reply<Option<Plan>> {
    Ok(desk.plan().await?)
}

/// Shows the plan file in the system's own window of its folder.
#[tauri::command]
pub(crate) async fn plan_show_folder(desk: Desk<'_>) -> Reply<()> {
    Ok(crate::reveal::in_folder(desk.plan_file()?).await?)
}

/// Begins the practice run, or carries it on.
#[tauri::command]
pub(crate) async fn practice_start(desk: Desk<'_>) -> Reply<Plan> {
    Ok(desk.start_practice().await?)
}

/// Ends the practice run and leaves nothing of it.
#[tauri::command]
pub(crate) async fn practice_end(desk: Desk<'_>) -> Reply<()> {
    Ok(desk.end_practice().await?)
}

/// Puts the clock of the practice run forward to the next event.
#[tauri::command]
pub(crate) async fn practice_jump(desk: Desk<'_>) -> Reply<Plan> {
    Ok(desk.jump().await?)
}

/// Makes the full mailbox of the practice run bigger.
#[tauri::command]
pub(crate) async fn practice_repair(desk: Desk<'_>) -> Reply<Plan> {
    Ok(desk.repair_practice().await?)
}

/// Writes the servers; a side that is not given stays as it is.
#[tauri::command]
pub(crate) async fn servers_save(
    desk: Desk<'_>,
    source: Option<Endpoint>,
    destination: Option<Endpoint>,
) -> Reply<Plan> {
    Ok(desk.save_servers(source, destination).await?)
}
