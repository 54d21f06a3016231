//! # `cargo xtask bundle`
//!
//! Builds the installers for the system that this runs on, with Tauri's own program. Its version is the one of the
//! libraries, so that the configuration means the same to both.

use std::{collections::BTreeSet, process::Command};

use crate::{
    install,
    need::{Group, System},
    node,
    run::{self, Failure},
};

/// The version of Tauri's command-line program.
const TAURI: &str = "@tauri-apps/cli@2.12.5";

/// Builds the installers; the words after `--` are for `tauri build`.
pub(crate) fn bundle(words: &[String]) -> Result<(), Failure> {
    let arguments = arguments(words, install::system())?;
    install::prepare(
        &BTreeSet::from([Group::Compiler, Group::WebView, Group::Node]),
        false,
    )?;
    node::install_packages(run::succeed)?;
    let mut command = tauri();
    command
        .current_dir(run::root().join("src-tauri"))
        .arg("build")
        .args(arguments);
    run::succeed(&mut command)
}

/// Tauri's command-line program; npm fetches it once and keeps it.
pub(crate) fn tauri() -> Command {
    let mut command = node::npm(&["exec", "--yes", "--package", TAURI, "--", "tauri"]);
    command.current_dir(run::root());
    command
}

/// An AppImage is not made unless it is asked for, because its tools are downloaded from elsewhere while it is built.
fn arguments(words: &[String], system: System) -> Result<Vec<String>, Failure> {
    match words.split_first() {
        Some((dashes, rest)) if dashes == "--" => Ok(rest.to_vec()),
        Some((other, _)) => Err(Failure::Usage(format!("“{other}” after bundle"))),
        None => match system {
            System::Debian | System::OtherLinux => {
                Ok(vec!["--bundles".to_owned(), "deb,rpm".to_owned()])
            }
            System::MacOs | System::Windows => Ok(Vec::new()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_after_two_dashes_are_for_tauri() {
        let words = ["--", "--bundles", "appimage"].map(ToOwned::to_owned);
        assert_eq!(
            arguments(&words, System::Debian).unwrap(),
            ["--bundles", "appimage"]
        );
        assert!(matches!(
            arguments(&words[1..], System::Debian),
            Err(Failure::Usage(_))
        ));
        assert_eq!(
            arguments(&[], System::OtherLinux).unwrap(),
            ["--bundles", "deb,rpm"]
        );
        assert!(arguments(&[], System::MacOs).unwrap().is_empty());
    }
}
