//! # Dialogs of the system
//!
//! File dialogs as every other program of this computer shows them. Their words come from the interface.

use std::path::{Path, PathBuf};

use rfd::AsyncFileDialog;
use tauri::WebviewWindow;

/// Lets a person choose a folder; nothing when they close the dialog. It opens at `at`, if that is there.
pub(crate) async fn choose_folder(
    window: &WebviewWindow,
    title: String,
    at: &Path,
) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new().set_parent(window).set_title(title);
    let there = at.ancestors().find(|folder| folder.is_dir());
    let dialog = match there {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    };
    Some(dialog.pick_folder().await?.path().to_owned())
}

/// Lets a person choose a plan file; nothing when they close the dialog. `kind` names such files in the list of kinds.
pub(crate) async fn choose_plan(
    window: &WebviewWindow,
    title: Option<String>,
    kind: Option<String>,
) -> Option<PathBuf> {
    let kind = kind.unwrap_or_else(|| "*.movingday".to_owned());
    let mut dialog = AsyncFileDialog::new()
        .set_parent(window)
        .add_filter(kind, &["movingday"]);
    if let Some(title) = title {
        dialog = dialog.set_title(title);
    }
    let file = dialog.pick_file().await?;
    Some(file.path().to_owned())
}

/// Lets a person choose where a file goes; nothing when they close the dialog. The system asks before a file that is there
/// is replaced. `kind` names such files, which end in `ending`, and `name` is what the file is called unless they say
/// otherwise.
pub(crate) async fn save_file(
    window: &WebviewWindow,
    title: String,
    kind: String,
    name: String,
    ending: &str,
) -> Option<PathBuf> {
    let dialog = AsyncFileDialog::new()
        .set_parent(window)
        .set_title(title)
        .set_file_name(name)
        .add_filter(kind, &[ending]);
    let file = dialog.save_file().await?;
    Some(file.path().to_owned())
}
