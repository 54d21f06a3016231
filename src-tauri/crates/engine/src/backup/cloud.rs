//! # Folders that go to the cloud
//!
//! Whether a folder is one that a program copies to a service on the internet. Mail that is saved there leaves this
//! computer, so the person is asked first. Told by the names of folders alone.

use std::path::Path;

/// The names of such folders and of the service behind them, in small letters. On macOS the account follows the name.
const FOLDERS: &[(&str, &str)] = &[
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("icloud drive", "iCloud Drive"),
    ("iclouddrive", "iCloud Drive"),
    ("com~apple~clouddocs", "iCloud Drive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
];

/// The name of the service that this folder is copied to, if it is known to be.
pub fn cloud_of(path: &Path) -> Option<&'static str> {
    let mut names = path
        .iter()
        .map(|part| part.to_string_lossy().to_lowercase());
    names.find_map(|name| {
        let found = FOLDERS
            .iter()
            .find(|(folder, _)| begins_with(&name, folder));
        found.map(|(_, service)| *service)
    })
}

/// `onedrive`, `onedrive - harbour tea`, `onedrive-personal`, but not `onedrives`.
fn begins_with(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_four_services_are_known_on_every_system() {
        for (path, service) in [
            ("/home/sam/Dropbox/Mail", Some("Dropbox")),
            ("/home/sam/Dropbox (Harbour Tea)/Mail", Some("Dropbox")),
            (
                "/Users/sam/Library/CloudStorage/OneDrive-Personal/Mail",
                Some("OneDrive"),
            ),
            (
                "/home/sam/OneDrive - Harbour Tea/Documents",
                Some("OneDrive"),
            ),
            (
                "/Users/sam/Library/CloudStorage/GoogleDrive-sam@x.example/My Drive",
                Some("Google Drive"),
            ),
            ("/media/Google Drive/Mail", Some("Google Drive")),
            (
                "/Users/sam/Library/Mobile Documents/com~apple~CloudDocs/Mail",
                Some("iCloud Drive"),
            ),
            ("/home/sam/iCloudDrive", Some("iCloud Drive")),
            ("/home/sam/Documents/Moving Day/x.example/Backup", None),
            ("/home/sam/Dropboxes/onedrives", None),
        ] {
            assert_eq!(cloud_of(Path::new(path)), service, "{path}");
        }
    }
}
