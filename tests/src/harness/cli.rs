//! # The command line
//!
//! Runs `moving-day-cli copy` as a person or a script runs it: passwords on standard input, JSON on standard output,
//! a home of its own. Every run has a limit.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::dovecot::Account;
use super::process::signal;

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
    fn command(&self) -> Command {
        let mut command = Command::new(built("moving-day-cli"));
        command
            .arg("copy")
            .arg("--plan")
            .arg(&self.plan)
            .args(["--people", "-", "--json"]);
        command.args(["--source", &self.source, "--destination", &self.destination]);
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
        command
    }

    /// Starts it.
    pub fn start(&self) -> Started {
        let mut command = self.command();
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
        let (output, lines) = read_lines(child.stdout.take().expect("standard output"));
        let (errors, error_lines) = read_lines(child.stderr.take().expect("standard error"));
        Started {
            child,
            lines,
            error_lines,
            readers: vec![output, errors],
        }
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

type Lines = Arc<Mutex<Vec<String>>>;

/// A run that has begun.
#[derive(Debug)]
pub struct Started {
    child: Child,
    lines: Lines,
    error_lines: Lines,
    readers: Vec<JoinHandle<()>>,
}

impl Started {
    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits for the first line of that kind of event; false when the run ends before.
    pub fn wait_for_event(&mut self, event: &str) -> bool {
        let mark = format!("\"event\":\"{event}\"");
        let end = Instant::now() + RUN_LIMIT;
        loop {
            if self
                .lines
                .lock()
                .unwrap()
                .iter()
                .any(|line| line.contains(&mark))
            {
                return true;
            }
            if self.has_ended() {
                return false;
            }
            assert!(Instant::now() < end, "no {event} within {RUN_LIMIT:?}");
            sleep(Duration::from_millis(1));
        }
    }

    /// Ends it as a power cut would: SIGKILL.
    pub fn kill(mut self) -> Finished {
        let _ = self.child.kill();
        self.finish()
    }

    /// Asks it to stop, as Ctrl+C does.
    pub fn interrupt(&self) {
        signal(self.child.id(), "INT");
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// When it does not end in time, with what it printed.
    pub fn finish(mut self) -> Finished {
        let end = Instant::now() + RUN_LIMIT;
        while !self.has_ended() {
            if Instant::now() > end {
                let _ = self.child.kill();
                let told = self.lines.lock().unwrap().join("\n");
                panic!(
                    "the run did not end within {RUN_LIMIT:?}:\n{}",
                    without_progress(&told)
                );
            }
            sleep(Duration::from_millis(5));
        }
        let exit = self.child.wait().expect("the end of the run").code();
        for reader in std::mem::take(&mut self.readers) {
            reader.join().expect("a reader of the run's output");
        }
        let output = self.lines.lock().unwrap().join("\n");
        let errors = self.error_lines.lock().unwrap().join("\n");
        let events = output
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        Finished {
            exit,
            output,
            errors,
            events,
        }
    }
}

/// A run that has ended.
#[derive(Debug)]
pub struct Finished {
    /// The exit code; none when it was killed.
    pub exit: Option<i32>,
    /// Standard output.
    pub output: String,
    /// Standard error.
    pub errors: String,
    /// Standard output, each line read as JSON.
    pub events: Vec<Value>,
}

impl Finished {
    /// The closing object.
    pub fn result(&self) -> &Value {
        let mut results = self
            .events
            .iter()
            .filter(|event| event["event"] == "result");
        results
            .next_back()
            .unwrap_or_else(|| panic!("no result was printed:\n{self}"))
    }

    /// What the closing object says about one person.
    pub fn person(&self, address: &str) -> &Value {
        let people = self.result()["people"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let person = people.iter().find(|person| person["address"] == address);
        person.unwrap_or_else(|| panic!("the result says nothing of {address}:\n{self}"))
    }

    /// Every code that was reported, anywhere.
    pub fn codes(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for event in &self.events {
            codes_in(event, &mut found);
        }
        found
    }

    /// Fails unless the run ended with this exit code.
    #[track_caller]
    pub fn assert_exit(&self, expected: i32, when: &str) -> &Self {
        assert_eq!(self.exit, Some(expected), "{when}\n{self}");
        self
    }
}

impl std::fmt::Display for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let told = without_progress(&self.output);
        write!(f, "exit {:?}\n{}\n{}", self.exit, told, self.errors)
    }
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

/// What was printed but progress, of which the last line is enough.
fn without_progress(output: &str) -> String {
    let progress = |line: &&str| line.contains("\"event\":\"progress\"");
    let last = output.lines().rfind(progress);
    output
        .lines()
        .filter(|line| !progress(line))
        .chain(last)
        .collect::<Vec<_>>()
        .join("\n")
}

fn codes_in(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(
                fields
                    .get("code")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            fields.values().for_each(|value| codes_in(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| codes_in(value, found)),
        _ => {}
    }
}

fn read_lines(stream: impl Read + Send + 'static) -> (JoinHandle<()>, Lines) {
    let lines = Lines::default();
    let reader = spawn({
        let lines = Arc::clone(&lines);
        move || {
            for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
                lines
                    .lock()
                    .unwrap()
                    .push(String::from_utf8_lossy(&line).into_owned());
            }
        }
    });
    (reader, lines)
}
