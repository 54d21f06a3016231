//! # Tasks and dates
//!
//! The moving day, what a person says about a task, and small answers. Each gives back the whole plan as it is now.

use std::collections::BTreeMap;

use tauri::WebviewWindow;

use super::{Desk, Reply};
use crate::dialogs;
use crate::wire::{DayPreview, DaySuggestions, MovingDay, Plan, Question, Said, Task};

/// Two quiet days to move on, in that time zone.
#[tauri::command]
pub(crate) async fn day_suggest(desk: Desk<'_>, zone: String) -> Reply<DaySuggestions> {
    Ok(desk.suggest_days(&zone)?)
}

/// What would follow from a moving day.
#[tauri::command]
pub(crate) async fn day_preview(desk: Desk<'_>, day: MovingDay) -> Reply<DayPreview> {
    Ok(desk.preview_day(&day)?)
}

/// Writes the moving day.
#[tauri::command]
pub(crate) async fn day_save(desk: Desk<'_>, day: MovingDay) -> Reply<Plan> {
    Ok(desk.save_day(&day).await?)
}

/// Lets a person choose a file and writes the days of all open tasks into it, under these titles; false when they close
/// the dialog.
#[tauri::command]
pub(crate) async fn calendar_save(
    window: WebviewWindow,
    desk: Desk<'_>,
    title: String,
    kind: String,
    titles: BTreeMap<Task, String>,
) -> Reply<bool> {
    let name = desk.calendar_name()?;
    let Some(path) = dialogs::save_file(&window, title, kind, name, "ics").await else {
        return Ok(false);
    };
    desk.save_calendar(&path, titles)?;
    Ok(true)
}

/// Notes what a person says about a task.
#[tauri::command]
pub(crate) async fn task_mark(desk: Desk<'_>, task: Task, said: Said) -> Reply<Plan> {
    Ok(desk.mark_task(task, said).await?)
}

/// Writes the answer to a question; none takes it back.
#[tauri::command]
pub(crate) async fn answer_save(
    desk: Desk<'_>,
    question: Question,
    value: Option<String>,
) -> Reply<Plan> {
    Ok(desk.answer(question, value).await?)
}
