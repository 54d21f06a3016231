//! # Work in other systems
//!
//! Pages in the browser, notes for somebody else, and the wait after a change of the DNS.

use tauri::WebviewWindow;

use super::{Desk, Reply};
use crate::wire::{Link, Plan, Task};
use crate::{dialogs, links, whole_file};

/// Opens a page in the browser of this computer; false when the plan has no address for it.
#[tauri::command]
pub(crate) async fn link_open(desk: Desk<'_>, link: Link) -> Reply<bool> {
    let Some(url) = desk.link(link)? else {
        return Ok(false);
    };
    links::open(url).await?;
    Ok(true)
}

/// Begins a letter in the mail program of this computer.
#[tauri::command]
pub(crate) async fn letter_open(address: String) -> Reply<()> {
    Ok(links::open(links::letter(&address)?).await?)
}

/// Lets a person choose a file and writes the text into it; false when they close the dialog.
#[tauri::command]
pub(crate) async fn text_save(
    window: WebviewWindow,
    title: String,
    name: String,
    text: String,
) -> Reply<bool> {
    let Some(path) = dialogs::save_file(&window, title, "*.txt".to_owned(), name, "txt").await
    else {
        return Ok(false);
    };
    whole_file::write(&path, text.as_bytes())?;
    Ok(true)
}

/// Notes that a record was changed that could be remembered for so many seconds; the task is done when that has passed.
#[tauri::command]
pub(crate) async fn wait_begin(desk: Desk<'_>, task: Task, seconds: u32) -> Reply<Plan> {
    Ok(desk.begin_wait(task, seconds).await?)
}
