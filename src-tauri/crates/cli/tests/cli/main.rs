//! # The program as a script sees it
//!
//! Runs the built program: what it takes, what it prints, and the code it ends with. Whoever moves here is the
//! practice company.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking with what it saw"
)]

mod bad_input;
#[cfg(unix)]
mod interruptions;
mod moves;

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

const HEADER: &str = "address,source_user,source_password,destination_user,destination_password\n";

/// A run that has ended.
#[derive(Debug)]
struct Run {
    exit: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn events(&self, kind: &str) -> Vec<Value> {
        let read = |line| serde_json::from_str::<Value>(line).unwrap();
        let events = self.out.lines().map(read);
        events.filter(|event| event["event"] == kind).collect()
    }

    /// The one problem that was told, by its code.
    fn problem(&self) -> Value {
        let mut problems = self.events("problem");
        assert_eq!(problems.len(), 1, "{self:?}");
        problems.remove(0)
    }
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_moving-day-cli"));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn start(mut command: Command, input: &str) -> Child {
    let mut child = command.spawn().unwrap();
    // A program that ends before it has read its input is judged by its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child
}

fn finish(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        exit: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn run<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>, input: &str) -> Run {
    let mut command = program();
    command.args(arguments);
    finish(start(command, input))
}

/// `copy` with a list on standard input and two servers where nobody listens.
fn copy(plan: &Path) -> Vec<String> {
    let plan = plan.to_str().unwrap();
    let server = "imap://127.0.0.1:1?plain";
    [
        "copy",
        "--json",
        "--people",
        "-",
        "--plan",
        plan,
        "--source",
        server,
        "--destination",
        server,
    ]
    .map(str::to_owned)
    .to_vec()
}
