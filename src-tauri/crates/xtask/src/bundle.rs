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

/// What the person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    yes: bool,
    arguments: Option<Vec<String>>,
}

impl Options {
    /// Reads the words after `bundle`; those after `--` are for `tauri build`.
    pub(crate) fn read(words: &[String]) -> Result<Options, Failure> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--yes" | "-y" => options.yes = true,
                "--" => options.arguments = Some(words.by_ref().cloned().collect()),
                other => return Err(Failure::Usage(format!("“{other}” after bundle"))),
            }
        }
        Ok(options)
    }
}

/// Builds the installers.
pub(crate) fn bundle(options: &Options) -> Result<(), Failure> {
    let system = install::system();
    let groups = BTreeSet::from([Group::Compiler, Group::WebView, Group::Node]);
    install::prepare(&groups, options.yes)?;
    node::install_packages(run::succeed)?;
    let mut command = tauri();
    command
        .current_dir(run::root().join("src-tauri"))
        .arg("build");
    match &options.arguments {
        Some(arguments) => command.args(arguments),
        None => command.args(usual(system)),
    };
    run::succeed(&mut command)
}

/// Tauri's command-line program; npm fetches it once and keeps it.
pub(crate) fn tauri() -> Command {
    let mut command = node::npm(&["exec", "--yes", "--package", TAURI, "--", "tauri"]);
    command.current_dir(run::root());
    command
}

/// An AppImage is not made unless it is asked for, because its tools are downloaded from elsewhere while it is built.
fn usual(system: System) -> &'static [&'static str] {
    match system {
        System::Debian | System::OtherLinux => &["--bundles", "deb,rpm"],
        System::MacOs | System::Windows => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Failure> {
        Options::read(
            &line
                .split_whitespace()
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn words_after_two_dashes_are_for_tauri() {
        let options = read("--yes -- --bundles appimage").unwrap();
        assert!(options.yes);
        assert_eq!(
            options.arguments.as_deref(),
            Some(&["--bundles", "appimage"].map(ToOwned::to_owned)[..])
        );
        assert_eq!(read("").unwrap(), Options::default());
        assert!(matches!(read("--bundles"), Err(Failure::Usage(_))));
    }
}
