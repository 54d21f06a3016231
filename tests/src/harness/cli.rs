//! # The command line
//!
//! Runs `moving-day-cli copy` and `verify` as a person or a script runs them: passwords on standard input, JSON on standard output,
//! a home of its own. Every run has a limit.

mod run;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

pub use run::{Finished, Started};

use super::dovecot::Account;

/// How long a run may take. The longest takes a few seconds.
pub const RUN_LIMIT: Duration = Duration::from_secs(60);

/// A copy to run, as often as wanted.
#[derive(Debug, Clone)]
pub struct Copy {
    /// Where the plan file lies.
    pub plan: PathBuf,
    /// The list of people, as CSV.
    pub people: String,
    /// The source's URL.
    pub source: String,
    /// The destination's URL.
    pub destination: String,
    /// An extra trusted root, PEM.
    pub root: Option<PathBuf>,
    /// More arguments.
    pub more: Vec<String>,
    /// Where the program may write what it likes.
    pub home: PathBuf,
}

impl Copy {
    /// The arguments as a person would type them.
    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(built("moving-day-cli"));
        command.arg(name);
        self.fill(&mut command);
        command.args(["--destination", &self.destination]);
        command
    }

    /// Adds what a command needs that only reads the source, and where it runs.
    fn fill(&self, command: &mut Command) {
        command
            .arg("--plan")
            .arg(&self.plan)
            .args(["--people", "-", "--json"]);
        command.args(["--source", &self.source]);
        if let Some(root) = &self.root {
            command.arg("--ca").arg(root);
        }
        command.args(&self.more);
        command
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("RUST_LOG", "trace")
            .env("HOME", &self.home);
        for (name, part) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(name, self.home.join(part));
        }
    }

    /// Starts it.
    pub fn start(&self) -> Started {
        self.start_with(self.command("copy"))
    }

    /// Starts a comparison of both sides, with these arguments beside those of the copy.
    pub fn start_verify(&self, more: &[&str]) -> Started {
        let mut command = self.command("verify");
        command.args(more);
        self.start_with(command)
    }

    /// Starts a backup into a folder.
    pub fn start_backup(&self, to: &Path) -> Started {
        let mut command = Command::new(built("moving-day-cli"));
        command.arg("backup").arg("--to").arg(to);
        self.fill(&mut command);
        self.start_with(command)
    }

    /// Saves everything into a folder.
    pub fn backup(&self, to: &Path) -> Finished {
        self.start_backup(to).finish()
    }

    /// Saves everything into a folder on a disk that takes no more than so many kibibytes of one file.
    pub fn backup_on_small_disk(&self, to: &Path, kibibytes: u32) -> Finished {
        let mut command = Command::new("/bin/bash");
        command
            .arg("-c")
            .arg(format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$@\""))
            .arg("bash")
            .arg(built("moving-day-cli"))
            .arg("backup")
            .arg("--to")
            .arg(to);
        self.fill(&mut command);
        self.start_with(command).finish()
    }

    /// Starts it so that it dies at the first byte that it writes to any file beyond so many kibibytes.
    pub fn start_killed_beyond(&self, kibibytes: u64) -> Started {
        let mut command = Command::new("/bin/bash");
        command
            .arg("-c")
            .arg(format!("ulimit -c 0; ulimit -f {kibibytes}; exec \"$@\""))
            .arg("bash")
            .arg(built("moving-day-cli"))
            .arg("copy");
        self.fill(&mut command);
        command.args(["--destination", &self.destination]);
        self.start_with(command)
    }

    /// Writes the closing report and gives it as it stands in the file, JSON for one that ends so.
    pub fn report(&self, file: &str) -> String {
        let path = self.home.join(file);
        let mut command = Command::new(built("moving-day-cli"));
        command.arg("report").arg("--plan").arg(&self.plan);
        command.arg("--to").arg(&path).arg("--json");
        command.env_clear().env("HOME", &self.home);
        let run = self.start_with(command).finish();
        run.assert_exit(0, "a report");
        std::fs::read_to_string(path).expect("the report")
    }

    /// Compares both sides.
    pub fn verify(&self, more: &[&str]) -> Finished {
        self.start_verify(more).finish()
    }

    fn start_with(&self, mut command: Command) -> Started {
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
        let mut input = child.stdin.take().expect("standard input");
        // A run that ends before it reads its list is judged by its exit code.
        let _ = input.write_all(self.people.as_bytes());
        drop(input);
        Started::of(child)
    }

    /// Runs it to its end.
    pub fn run(&self) -> Finished {
        self.start().finish()
    }
}

/// One line of the list of people, with a heading above the first.
pub fn people(accounts: &[(&str, &Account, &Account)]) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut list =
        "address,source_user,source_password,destination_user,destination_password\n".to_owned();
    for (address, source, destination) in accounts {
        let cells = [
            *address,
            &source.user,
            &source.password,
            &destination.user,
            &destination.password,
        ];
        list += &(cells.map(quoted).join(",") + "\n");
    }
    list
}

/// Finds a program of this workspace where the test itself was built.
///
/// # Panics
/// When it is not there, with the command that builds it.
pub fn built(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let built = test
        .ancestors()
        .nth(2)
        .map(|folder| folder.join(name))
        .filter(|path| path.is_file());
    built.unwrap_or_else(|| {
        panic!("{name} is not built. Build it with: cargo build --package {name}")
    })
}

/// Every file below a folder, whole.
pub fn files_below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(bytes) = std::fs::read(&path) {
                found.push((path, bytes));
            }
        }
    }
    found
}
