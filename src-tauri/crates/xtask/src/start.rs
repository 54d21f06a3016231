//! # `cargo xtask start`
//!
//! From a fresh checkout to the open window: installs what is missing, builds what has changed, and starts the program.
//! Where no window can open, the practice company moves in the terminal instead.

use std::{
    collections::BTreeSet,
    env,
    process::{Command, ExitCode, ExitStatus},
};

use crate::{
    install,
    need::{Group, System},
    node,
    run::{self, Failure},
};

/// What the person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    yes: bool,
    practice: bool,
    release: bool,
    arguments: Vec<String>,
}

impl Options {
    /// Reads the words after `start`; those after `--` are for Moving Day.
    pub(crate) fn read(words: &[String]) -> Result<Options, Failure> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--yes" | "-y" => options.yes = true,
                "--practice" => options.practice = true,
                "--release" => options.release = true,
                "--" => options.arguments = words.by_ref().cloned().collect(),
                other => return Err(Failure::Usage(format!("“{other}” after start"))),
            }
        }
        Ok(options)
    }
}

/// Installs, builds, starts; gives back how the program ended.
pub(crate) fn start(options: &Options) -> Result<ExitCode, Failure> {
    match way(options.practice, install::system(), has_display()) {
        Way::Window => window(options),
        Way::Terminal(reason) => {
            println!("{reason}");
            terminal(options)
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Way {
    Window,
    /// Why, as a sentence.
    Terminal(&'static str),
}

fn way(practice: bool, system: System, display: bool) -> Way {
    match (practice, system, display) {
        (true, _, _) => Way::Terminal("The practice company moves in the terminal."),
        (false, System::Debian | System::OtherLinux, false) => Way::Terminal(
            "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. \
             The practice company moves in the terminal instead.",
        ),
        (false, _, _) => Way::Window,
    }
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn window(options: &Options) -> Result<ExitCode, Failure> {
    install::prepare(
        &BTreeSet::from([Group::Compiler, Group::WebView, Group::Node]),
        options.yes,
    )?;
    node::build_interface(run::succeed)?;
    run::succeed(&mut cargo(options, "build", &["--package", "moving-day"]))?;
    let mut program = cargo(
        options,
        "run",
        &["--quiet", "--package", "moving-day", "--"],
    );
    run::inherit(program.args(&options.arguments)).map(code)
}

fn terminal(options: &Options) -> Result<ExitCode, Failure> {
    install::prepare(&BTreeSet::from([Group::Compiler]), options.yes)?;
    run::succeed(&mut cargo(
        options,
        "build",
        &["--package", "moving-day-cli"],
    ))?;
    let mut program = cargo(
        options,
        "run",
        &["--quiet", "--package", "moving-day-cli", "--", "practice"],
    );
    run::inherit(program.args(&options.arguments)).map(code)
}

fn cargo(options: &Options, verb: &str, arguments: &[&str]) -> Command {
    let release = options.release.then_some("--release");
    let mut command = run::cargo(
        [verb]
            .into_iter()
            .chain(release)
            .chain(arguments.iter().copied()),
    );
    // The build script of the app may call npm itself.
    command.env("PATH", node::search_path());
    command
}

/// A program that was ended from outside has no code of its own.
fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
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
    fn words_after_two_dashes_are_for_the_program() {
        let options = read("--yes -- --release file.movingday").unwrap();
        assert!(options.yes && !options.release);
        assert_eq!(options.arguments, ["--release", "file.movingday"]);
        assert_eq!(read("").unwrap(), Options::default());
        assert!(matches!(read("--fast"), Err(Failure::Usage(_))));
    }

    #[test]
    fn only_linux_can_be_without_a_display() {
        assert_eq!(way(false, System::Debian, true), Way::Window);
        assert_eq!(way(false, System::MacOs, false), Way::Window);
        assert_eq!(way(false, System::Windows, false), Way::Window);
        assert!(
            matches!(way(false, System::Debian, false), Way::Terminal(text) if text.contains("WAYLAND_DISPLAY"))
        );
        assert!(matches!(way(true, System::MacOs, true), Way::Terminal(_)));
    }
}
