//! # Catching up and reporting
//!
//! How far catching up is; the report as a file and on paper.

use tauri::{AppHandle, WebviewWindow};

use super::{Desk, Reply};
use crate::wire::{CatchUp, ReportForm};
use crate::{dialogs, paper};

/// How far catching up is.
#[tauri::command]
pub(crate) async fn catch_up_state(desk: Desk<'_>) -> Reply<CatchUp> {
    Ok(desk.catch_up()?)
}

/// Lets a person choose a file and writes the report into it; gives its place, or nothing when they close the dialog.
#[tauri::command]
pub(crate) async fn report_save(
    window: WebviewWindow,
    desk: Desk<'_>,
    form: ReportForm,
    title: String,
    name: String,
    kind: String,
) -> Reply<Option<String>> {
    let ending = form.ending();
    let Some(path) =
        dialogs::save_file(&window, title, kind, format!("{name}.{ending}"), ending).await
    else {
        return Ok(None);
    };
    let saved = desk.save_report(&path, form)?;
    Ok(Some(saved.display().to_string()))
}

/// Shows the report in a window of its own, with the system's own dialog for printing.
#[tauri::command]
pub(crate) async fn report_print(app: AppHandle, desk: Desk<'_>, title: String) -> Reply<()> {
    // Whatever is wrong with the plan is said here, where somebody asked, and not in an empty window.
    desk.report_page()?;
    Ok(paper::open(&app, &title)?)
}
