//! # A run of the program
//!
//! A run that has begun, which can be watched, stopped and killed, and a run that has ended, with everything it printed.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Read};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::RUN_LIMIT;
use crate::harness::process::signal;

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
    /// Reads everything that a program prints from now on.
    pub(super) fn of(mut child: Child) -> Self {
        let (output, lines) = read_lines(child.stdout.take().expect("standard output"));
        let (errors, error_lines) = read_lines(child.stderr.take().expect("standard error"));
        Self {
            child,
            lines,
            error_lines,
            readers: vec![output, errors],
        }
    }

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

    /// How many lines of that kind of event it has printed.
    pub fn count_of_event(&self, event: &str) -> usize {
        let mark = format!("\"event\":\"{event}\"");
        let lines = self.lines.lock().unwrap();
        lines.iter().filter(|line| line.contains(&mark)).count()
    }

    /// The most memory that it has held so far, in bytes; none when it has ended.
    pub fn peak_memory(&self) -> Option<u64> {
        let about = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024)
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
