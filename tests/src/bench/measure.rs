//! # What a run costs
//!
//! Time, processor time and peak memory of a few commands, one after the other. The kernel counts; memory is looked at
//! while a program runs, because afterwards nobody can be asked any more.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// No single program may take longer; the slowest copy of the largest profile takes a third of it.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// How often a running program is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// Linux counts processor time for other programs in hundredths, on every machine.
const TICKS_PER_SECOND: f64 = 100.0;

/// What some commands have cost together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cost {
    /// From the first start to the last end.
    pub(super) seconds: f64,
    /// Of the programs and of everything they have started.
    pub(super) cpu: f64,
    /// The most that one of the programs held at once, in KiB.
    pub(super) memory: u64,
    /// Whether every program said that all went well.
    pub(super) well: bool,
}

/// Runs commands one after the other. What they say is kept in `folder`.
pub(super) fn run(commands: Vec<Command>, folder: &Path) -> Cost {
    let (before, start) = (cpu_of_children(), Instant::now());
    let (mut memory, mut well) = (0, true);
    for mut command in commands {
        let said = File::create(folder.join("said")).expect("a file for what is said");
        let more = said.try_clone().expect("a second handle");
        command.stdin(Stdio::null()).stdout(said).stderr(more);
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
        let (held, success) = watch(child);
        memory = memory.max(held);
        if !success {
            well = false;
            tell(&command, folder);
        }
    }
    Cost {
        seconds: start.elapsed().as_secs_f64(),
        cpu: cpu_of_children() - before,
        memory,
        well,
    }
}

/// Waits for a program and tells what it held at most, and whether it ended well. It is ended at the limit.
fn watch(mut child: Child) -> (u64, bool) {
    let end = Instant::now() + LIMIT;
    let mut memory = 0;
    loop {
        memory = memory.max(peak_of(child.id()).unwrap_or_default());
        if let Some(status) = child.try_wait().expect("a child of this program") {
            return (memory, status.success());
        }
        if Instant::now() > end {
            child.kill().expect("a child of this program");
        }
        sleep(LOOK_AGAIN);
    }
}

fn tell(command: &Command, folder: &Path) {
    let said = fs::read_to_string(folder.join("said")).unwrap_or_default();
    let lines: Vec<_> = said.lines().collect();
    let last = &lines[lines.len().saturating_sub(5)..];
    eprintln!(
        "{:?} did not end well:\n{}",
        command.get_program(),
        last.join("\n")
    );
}

/// `VmHWM:     12345 kB`
fn peak_of(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Processor seconds of every child that has ended: the 16th and 17th entry behind the name.
fn cpu_of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("the numbers of this process");
    let (_, rest) = stat.rsplit_once(") ").expect("a name in brackets");
    let ticks = rest.split(' ').skip(13).take(2);
    let ticks = ticks.map(|number| number.parse::<f64>().expect("a number of ticks"));
    ticks.sum::<f64>() / TICKS_PER_SECOND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_measured_and_its_failure_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let shell = |script: &str| {
            let mut command = Command::new("sh");
            command.args(["-c", script]);
            command
        };
        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; sleep 0.1";
        let cost = run(vec![shell(busy)], folder.path());
        assert!(
            cost.well && cost.seconds > 0.1 && cost.cpu > 0.0,
            "{cost:?}"
        );
        assert!(cost.memory > 100, "{cost:?}");
        let cost = run(vec![shell("true"), shell("exit 3")], folder.path());
        assert!(!cost.well);
    }
}
