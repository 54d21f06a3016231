//! # Running other programs
//!
//! Every call of another program goes through here, so that a program that is not there is always named together with
//! the command that brings it. Nothing here decides what to run.

use std::{
    ffi::{OsStr, OsString},
    fmt, io,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
};

/// Why a command of this program could not be carried out, in the words that the person reads.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line was not understood; holds what is wrong with it.
    Usage(String),
    /// A program is not on this machine; `brings` is the command or the place that brings it.
    ProgramMissing { program: String, brings: String },
    /// A program ran and said no; `line` is its command line.
    Failed { line: String, status: String },
    /// A program took longer than its part may take.
    TooSlow { line: String, minutes: u64 },
    /// Something has to be installed and nobody may be asked.
    Consent { things: Vec<String> },
    /// Something has to be installed by the person; each entry is the thing and the command that brings it.
    ByHand(Vec<(String, String)>),
    /// A file could not be read or written.
    File { path: PathBuf, source: io::Error },
    /// Anything else; holds the whole sentence.
    Other(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(what) => write!(f, "Not understood: {what}."),
            Failure::ProgramMissing { program, brings } => {
                write!(
                    f,
                    "“{program}” is not on this machine. What brings it:\n    {brings}"
                )
            }
            Failure::Failed { line, status } => {
                write!(f, "This command failed ({status}):\n    {line}")
            }
            Failure::TooSlow { line, minutes } => {
                write!(
                    f,
                    "This command was ended, its part may take {minutes} minutes:\n    {line}"
                )
            }
            Failure::Consent { things } => {
                write!(
                    f,
                    "Nobody is here to agree to the installation. Run this command again with --yes, or install yourself:"
                )?;
                things
                    .iter()
                    .try_for_each(|thing| write!(f, "\n    {thing}"))
            }
            Failure::ByHand(things) => {
                write!(f, "Please install these, then run the same command again:")?;
                things
                    .iter()
                    .try_for_each(|(thing, command)| write!(f, "\n    {thing}:  {command}"))
            }
            Failure::File { path, source } => write!(f, "{}: {source}", path.display()),
            Failure::Other(sentence) => f.write_str(sentence),
        }
    }
}

/// Runs a command on the person's terminal and gives back how it ended.
pub(crate) fn inherit(command: &mut Command) -> Result<ExitStatus, Failure> {
    command
        .status()
        .map_err(|error| not_started(command, &error))
}

/// Runs a command on the person's terminal; anything but success is a failure.
pub(crate) fn succeed(command: &mut Command) -> Result<(), Failure> {
    let status = inherit(command)?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Failed {
        line: line(command),
        status: status.to_string(),
    })
}

/// Whether a command can be started and succeeds; what it prints is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success())
}

/// What a command prints, when it can be started and succeeds.
pub(crate) fn answer<A: AsRef<OsStr>>(
    program: impl AsRef<OsStr>,
    arguments: impl IntoIterator<Item = A>,
) -> Option<String> {
    let output = command(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A command that works in the top folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this program, working in the top folder.
pub(crate) fn cargo<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = command(cargo_program());
    command.args(arguments);
    command
}

/// The top folder of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors()
        .nth(3)
        .map_or_else(|| here.clone(), Path::to_path_buf)
}

/// Where a program is, when it is on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = [
        program.to_owned(),
        format!("{program}{}", std::env::consts::EXE_SUFFIX),
    ];
    std::env::split_paths(&path)
        .flat_map(|folder| {
            names
                .iter()
                .map(move |name| folder.join(name))
                .collect::<Vec<_>>()
        })
        .find(|file| file.is_file())
}

/// The command line as a person would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = command.get_program();
    // The cargo that runs this program is known by its whole path, which tells a reader nothing.
    let program = if program == cargo_program() {
        OsStr::new("cargo")
    } else {
        program
    };
    std::iter::once(program)
        .chain(command.get_args())
        .map(|word| quoted(&word.to_string_lossy()))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The failure for a command that could not be started at all.
pub(crate) fn not_started(command: &Command, error: &io::Error) -> Failure {
    if error.kind() != io::ErrorKind::NotFound {
        return Failure::Other(format!("{}: {error}", line(command)));
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let name = Path::new(&program)
        .file_stem()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Failure::ProgramMissing {
        brings: brings(&name).to_owned(),
        program,
    }
}

fn cargo_program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

fn brings(program: &str) -> &'static str {
    match program {
        "cargo" => "the installer of https://rustup.rs",
        "rustup" => "the installer of https://rustup.rs",
        "npm" | "node" => {
            "sudo apt install npm  (macOS: brew install node; Windows: winget install OpenJS.NodeJS.LTS)"
        }
        "sudo" => "run this command as root, or: apt install sudo",
        "brew" => "the installer of https://brew.sh",
        "winget" => "“App Installer” from the Microsoft Store",
        _ => "the package of that name",
    }
}

fn quoted(word: &str) -> String {
    if !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "'\"$&|;()<>*".contains(c))
    {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_the_command_that_brings_it() {
        let mut absent = Command::new("program-that-is-not-there");
        let error = inherit(&mut absent).unwrap_err().to_string();
        assert!(error.contains("program-that-is-not-there"), "{error}");

        let npm = not_started(&Command::new("npm"), &io::ErrorKind::NotFound.into()).to_string();
        assert!(
            npm.contains("apt install npm") && npm.contains("brew install node"),
            "{npm}"
        );
    }

    #[test]
    fn a_line_can_be_typed_again() {
        let command_line = line(cargo(["test"]).args(["not (window)", "it's"]));
        assert_eq!(command_line, r"cargo test 'not (window)' 'it'\''s'");
    }

    #[test]
    fn the_top_folder_holds_the_workspace() {
        assert!(root().join("src-tauri/crates/xtask/Cargo.toml").is_file());
    }
}
