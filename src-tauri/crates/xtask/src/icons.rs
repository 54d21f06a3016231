//! # `cargo xtask icons`
//!
//! Draws every size of the program's icon and of the plan file's icon from their two drawings. Tauri's own program does
//! the drawing; from the many files that it makes, only those that the project uses are kept.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

use crate::{
    bundle,
    run::{self, Failure},
};

/// Each drawing with the files that are made from it: Tauri's name for it, and its name here.
const DRAWINGS: [(&str, &[(&str, &str)]); 2] = [
    (
        "app.svg",
        &[
            ("32x32.png", "32x32.png"),
            ("128x128.png", "128x128.png"),
            ("128x128@2x.png", "128x128@2x.png"),
            ("icon.png", "icon.png"),
            ("icon.ico", "icon.ico"),
            ("icon.icns", "icon.icns"),
        ],
    ),
    (
        "document.svg",
        &[
            ("icon.png", "document.png"),
            ("icon.ico", "document.ico"),
            ("icon.icns", "document.icns"),
        ],
    ),
];

/// Draws all of them.
pub(crate) fn draw() -> Result<(), Failure> {
    let workshop = env::temp_dir().join(format!("moving-day-icons-{}", process::id()));
    let outcome = DRAWINGS
        .iter()
        .try_for_each(|(drawing, files)| draw_one(drawing, files, &workshop.join(drawing)));
    // It is in the system's folder for such things, and empty when nothing was drawn.
    drop(fs::remove_dir_all(&workshop));
    outcome
}

fn draw_one(drawing: &str, files: &[(&str, &str)], workshop: &Path) -> Result<(), Failure> {
    run::succeed(
        bundle::tauri()
            .arg("icon")
            .arg(folder().join(drawing))
            .arg("--output")
            .arg(workshop),
    )?;
    for (made, kept) in files {
        let kept = folder().join(kept);
        fs::copy(workshop.join(made), &kept)
            .map_err(|source| Failure::File { path: kept, source })?;
    }
    Ok(())
}

fn folder() -> PathBuf {
    run::root().join("icons")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_icon_that_tauri_is_told_of_exists_and_is_drawn_here() {
        let text = fs::read_to_string(run::root().join("src-tauri/tauri.conf.json")).unwrap();
        let settings: serde_json::Value = serde_json::from_str(&text).unwrap();
        let named: Vec<&str> = settings["bundle"]["icon"]
            .as_array()
            .unwrap()
            .iter()
            .map(|icon| icon.as_str().unwrap())
            .collect();
        assert!(!named.is_empty());
        let drawn: BTreeSet<&str> = DRAWINGS
            .iter()
            .flat_map(|(_, files)| *files)
            .map(|(_, kept)| *kept)
            .collect();
        for icon in named {
            let name = icon.strip_prefix("../icons/").unwrap();
            assert!(
                drawn.contains(name) && folder().join(name).is_file(),
                "{icon}"
            );
        }
    }

    #[test]
    fn the_folder_holds_the_drawings_and_what_is_made_from_them() {
        let made = DRAWINGS
            .iter()
            .flat_map(|(drawing, files)| files.iter().map(|(_, kept)| *kept).chain([*drawing]));
        let there = fs::read_dir(folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(
            there.collect::<BTreeSet<_>>(),
            made.map(ToOwned::to_owned).collect()
        );
    }
}
