//! # The parts of the test
//!
//! A table: what each part is called, where it can run, what it needs and which commands it consists of. Nothing runs
//! here.

use std::{fs, process::Command};

use crate::{
    install,
    need::{Group, System},
    node,
    run::{self, Failure},
};

/// The test that compares the interface's TypeScript with the types of the shell. It is a part of its own, so that its
/// outcome can be seen by name.
const DRIFT: &str = "wire::tests::the_committed_typescript_is_current";

/// One part of the test, in the order in which they run: quick answers first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// Everything is formatted.
    Format,
    /// The interface: words, types, units, and every screen in a browser.
    Interface,
    /// No warning, from the compiler, clippy or rustdoc.
    Lint,
    /// The generated TypeScript is current.
    Types,
    /// The tests of every crate.
    Rust,
    /// Copies between real mail servers.
    Servers,
    /// The real window, used as a person uses it.
    Window,
}

impl Part {
    pub(crate) const ALL: [Part; 7] = [
        Part::Format,
        Part::Interface,
        Part::Lint,
        Part::Types,
        Part::Rust,
        Part::Servers,
        Part::Window,
    ];

    /// What it is called on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Part::Format => "format",
            Part::Interface => "interface",
            Part::Lint => "lint",
            Part::Types => "types",
            Part::Rust => "rust",
            Part::Servers => "servers",
            Part::Window => "window",
        }
    }

    /// Servers, a virtual screen and a keyring of one's own are to be had on Linux alone.
    pub(crate) fn runs_on(self, system: System) -> bool {
        match system {
            System::Debian | System::OtherLinux => true,
            System::MacOs | System::Windows => !matches!(self, Part::Servers | Part::Window),
        }
    }

    /// What has to be installed for it.
    pub(crate) fn groups(self) -> &'static [Group] {
        match self {
            Part::Format => &[Group::Checkers],
            Part::Interface => &[Group::Node, Group::Chromium],
            Part::Lint => &[
                Group::Compiler,
                Group::Checkers,
                Group::WebView,
                Group::Node,
            ],
            Part::Types | Part::Rust => &[Group::Compiler, Group::WebView, Group::Node],
            Part::Servers => &[Group::Compiler, Group::Servers],
            Part::Window => &[
                Group::Compiler,
                Group::WebView,
                Group::Node,
                Group::Servers,
                Group::Desktop,
            ],
        }
    }

    /// Whether the shell is compiled for it, which takes the built interface in.
    pub(crate) fn needs_the_interface(self) -> bool {
        self.groups().contains(&Group::Node)
    }

    /// Whether it is nothing without an executed test.
    pub(crate) fn has_tests(self) -> bool {
        !matches!(self, Part::Format | Part::Lint)
    }

    /// Its time limit: what it takes on two cores when everything has to be compiled first, and half as much again.
    pub(crate) fn minutes(self) -> u64 {
        match self {
            Part::Format => 3,
            Part::Interface => 10,
            Part::Lint | Part::Types | Part::Rust => 25,
            Part::Servers | Part::Window => 20,
        }
    }

    /// What it consists of.
    pub(crate) fn commands(self, long: bool) -> Result<Vec<Command>, Failure> {
        let mut commands = match self {
            Part::Format => vec![cargo("fmt --all --check", &[])],
            Part::Interface => vec![node::npm(&["run", "check"]), browser_tests()],
            Part::Lint => vec![
                cargo(
                    "clippy --locked --workspace --all-targets -- -D warnings",
                    &[],
                ),
                cargo(
                    "doc --locked --workspace --no-deps --config",
                    &[r#"build.rustdocflags=["-D","warnings"]"#],
                ),
            ],
            Part::Types => vec![crates("--lib -- --exact", &[DRIFT])],
            Part::Rust => vec![crates("--no-fail-fast -- --skip", &[DRIFT])],
            Part::Servers => vec![
                cargo("build --locked --package moving-day-cli", &[]),
                server_tests()?,
            ],
            Part::Window => vec![
                cargo("build --locked --package moving-day", &[]),
                cargo(
                    "test --locked --package moving-day-tests --no-fail-fast --test window",
                    &[],
                ),
            ],
        };
        if long {
            for command in &mut commands {
                command.env("MOVING_DAY_LONG", "1");
            }
        }
        Ok(commands)
    }
}

fn cargo(words: &str, more: &[&str]) -> Command {
    let mut command = run::cargo(words.split(' ').chain(more.iter().copied()));
    // The build script of the app may call npm itself.
    command.env("PATH", node::search_path());
    command
}

/// Always the same crates together: another choice would switch other features on and compile the libraries again.
fn crates(words: &str, more: &[&str]) -> Command {
    let crates = "--package moving-day-engine --package moving-day-practice --package moving-day-cli \
                  --package moving-day-xtask --package moving-day";
    cargo(&format!("test --locked {crates} {words}"), more)
}

/// Every test binary of the crate `tests` but the one that opens a window, and the tests of the harness itself.
fn server_tests() -> Result<Command, Failure> {
    let folder = run::root().join("tests/tests");
    let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let entries = entries.map_err(|source| Failure::File {
        path: folder,
        source,
    })?;
    let files = entries.iter().map(fs::DirEntry::path);
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()))
        .filter(|name| name != "window")
        .collect();
    names.sort();
    let mut command = cargo(
        "test --locked --package moving-day-tests --no-fail-fast --lib",
        &[],
    );
    for name in &names {
        command.args(["--test", name]);
    }
    Ok(command)
}

fn browser_tests() -> Command {
    let mut command = node::npm(&["test"]);
    if let Some(browser) = install::chromium() {
        command.env("CHROMIUM", browser);
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_systems_run_what_needs_no_servers_and_no_virtual_screen() {
        let on = |system| {
            Part::ALL
                .into_iter()
                .filter(|part| part.runs_on(system))
                .map(Part::name)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            on(System::MacOs),
            ["format", "interface", "lint", "types", "rust"]
        );
        assert_eq!(on(System::Windows), on(System::MacOs));
        assert_eq!(on(System::Debian).len(), Part::ALL.len());
    }

    #[test]
    fn every_test_binary_belongs_to_one_part() {
        let line = run::line(&server_tests().unwrap());
        assert!(
            line.contains("--test faithful") && line.contains("--test interrupted"),
            "{line}"
        );
        assert!(!line.contains("window"), "{line}");
    }

    #[test]
    fn the_test_of_the_types_has_the_name_that_is_asked_for() {
        let (module, name) = DRIFT.rsplit_once("::").unwrap();
        let file = run::root().join(format!("src-tauri/src/{}.rs", module.replace("::", "/")));
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(&format!("fn {name}()")), "{DRIFT}");
    }

    #[test]
    fn long_tests_are_asked_for_by_the_environment() {
        let asked = |long| {
            let commands = Part::Servers.commands(long).unwrap();
            commands.iter().all(|command| {
                command
                    .get_envs()
                    .any(|(name, _)| name == "MOVING_DAY_LONG")
            })
        };
        assert!(asked(true) && !asked(false));
    }
}
