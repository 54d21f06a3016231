//! # Ending what was started
//!
//! A part of the test that takes too long is ended together with everything it started, and nothing else is.
//! Test runners put their tests into process groups of their own, so the tree of parents and children is followed.

use std::{
    collections::BTreeMap,
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::run;

/// Long enough for a test to stop its servers, short against the limit of any part.
const PATIENCE: Duration = Duration::from_secs(10);

/// Ends a child and all its descendants: first politely, after ten seconds in any case.
pub(crate) fn end(child: &mut Child) {
    if cfg!(windows) {
        quietly(Command::new("taskkill").args(["/T", "/F", "/PID", &child.id().to_string()]));
    } else {
        let family = family(child.id(), &parents());
        signal("TERM", &family);
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline && !matches!(child.try_wait(), Ok(Some(_))) {
            thread::sleep(Duration::from_millis(100));
        }
        let living = parents();
        let rest: Vec<u32> = family
            .into_iter()
            .filter(|process| living.contains_key(process))
            .collect();
        signal("KILL", &rest);
    }
    // Both fail only when the child has ended already.
    drop(child.kill());
    drop(child.wait());
}

/// A process and all its descendants, by a table of parents.
fn family(oldest: u32, parents: &BTreeMap<u32, u32>) -> Vec<u32> {
    let mut family = vec![oldest];
    loop {
        let young = parents
            .iter()
            .filter(|(process, parent)| family.contains(parent) && !family.contains(process));
        let young: Vec<u32> = young.map(|(process, _)| *process).collect();
        if young.is_empty() {
            return family;
        }
        family.extend(young);
    }
}

/// Every process of the machine with its parent.
fn parents() -> BTreeMap<u32, u32> {
    match fs::read_dir("/proc") {
        Ok(entries) => entries
            .filter_map(|entry| fs::read_to_string(entry.ok()?.path().join("stat")).ok())
            .filter_map(|stat| linux_row(&stat))
            .collect(),
        Err(_) => run::answer("ps", ["-A", "-o", "pid=,ppid="])
            .map(|table| table.lines().filter_map(ps_row).collect())
            .unwrap_or_default(),
    }
}

/// `123 (name, which may hold spaces and brackets) S 1 …`
fn linux_row(stat: &str) -> Option<(u32, u32)> {
    let process = stat.split_once(' ')?.0.parse().ok()?;
    let parent = stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()?;
    Some((process, parent))
}

fn ps_row(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.split_whitespace().map(|word| word.parse().ok());
    Some((numbers.next()??, numbers.next()??))
}

fn signal(name: &str, processes: &[u32]) {
    if processes.is_empty() {
        return;
    }
    let numbers = processes.iter().map(ToString::to_string);
    quietly(
        Command::new("sh")
            .args(["-c", &format!("kill -{name} \"$@\""), "sh"])
            .args(numbers),
    );
}

/// What has ended meanwhile cannot be signalled, which is what is wanted; so the outcome does not matter.
fn quietly(command: &mut Command) {
    drop(
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_holds_the_descendants_and_nobody_else() {
        let parents = BTreeMap::from([(1, 0), (10, 1), (5, 10), (12, 5), (20, 1), (21, 20)]);
        assert_eq!(family(10, &parents), [10, 5, 12]);
        assert_eq!(family(99, &parents), [99]);
    }

    #[test]
    fn rows_of_the_process_table() {
        assert_eq!(linux_row("41 (a) b (c) S 7 41 41 0 -1"), Some((41, 7)));
        assert_eq!(linux_row("nonsense"), None);
        assert_eq!(ps_row("  812     1"), Some((812, 1)));
        assert_eq!(ps_row(""), None);
    }

    #[cfg(unix)]
    #[test]
    fn children_of_children_are_ended() {
        let mut child = Command::new("sh")
            .args(["-c", "sleep 300 & sleep 300"])
            .spawn()
            .unwrap();
        while family(child.id(), &parents()).len() < 3 {
            thread::sleep(Duration::from_millis(10));
        }
        let family = family(child.id(), &parents());
        end(&mut child);
        // Whoever adopts the orphans may take a moment to bury them.
        let deadline = Instant::now() + PATIENCE;
        while family.iter().any(|process| parents().contains_key(process)) {
            assert!(
                Instant::now() < deadline,
                "one of {family:?} is still there"
            );
            thread::sleep(Duration::from_millis(20));
        }
    }
}
