//! # Files in their folder
//!
//! Opens the system's own window of a folder with one file chosen in it: Finder, Explorer, or what the desktop has.

use std::path::PathBuf;

use moving_day_engine::error::{Code, Error};

/// Shows a file in its folder.
///
/// # Errors
/// [`Code::LocalFileUnreadable`] with `params.path`, when the system shows nothing.
pub(crate) async fn in_folder(file: PathBuf) -> Result<(), Error> {
    let path = file.display().to_string();
    let shown = tokio::task::spawn_blocking(move || {
        tauri_plugin_opener::reveal_item_in_dir(file).map_err(|error| error.to_string())
    })
    .await;
    match shown {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Error::job(Code::LocalFileUnreadable).with("path", path)),
    }
}
