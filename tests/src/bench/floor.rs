//! # The floor
//!
//! The least that a copy can be: what FETCH sends is streamed straight into MULTIAPPEND, over four pairs of connections
//! to different folders. No books, no retries and no second look; it knows sound servers with equal names only.

mod connection;
mod stream;

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::thread::scope;

use connection::Connection;
use stream::{Folder, Streams};

use super::tool::Way;

/// The first word of a command line that is for the floor.
pub(super) const WORD: &str = "--floor";

/// How many pairs of connections there are.
const PAIRS: usize = 4;

/// A copy of its own process, so that it is measured like the others.
pub(super) fn command(ports: [u16; 2], ways: &[Way], pass: u32) -> Command {
    let this = std::env::current_exe().expect("this program's own path");
    let mut command = Command::new(this);
    command.args([WORD, &pass.to_string()]);
    command.args(ports.map(|port| port.to_string()));
    for way in ways {
        command.args([&way.source, &way.destination]);
    }
    command
}

/// Runs what [`command`] has written down.
pub(super) fn run(words: &[String]) {
    let [pass, source, destination, users @ ..] = words else {
        panic!("the floor is for the bench alone");
    };
    let port = |word: &String| word.parse().expect("a port");
    let ports = [port(source), port(destination)];
    let ways: Vec<_> = users.chunks(2).map(|way| [&way[0], &way[1]]).collect();
    match (pass.as_str(), ways.as_slice()) {
        ("1", [way]) => copy_one(ports, *way),
        ("1", _) => copy_many(ports, &ways),
        _ => look_again(ports, &ways),
    }
}

/// One person's folders, shared out among the pairs.
fn copy_one(ports: [u16; 2], way: [&String; 2]) {
    let mut first = Streams::open(ports, way);
    let folders = Mutex::new(first.survey());
    let next = || next(&folders);
    scope(|threads| {
        for _ in 1..PAIRS.min(count(&folders)) {
            threads.spawn(|| Streams::open(ports, way).copy(next));
        }
        first.copy(next);
    });
}

/// Many people, shared out among the pairs.
fn copy_many(ports: [u16; 2], ways: &[[&String; 2]]) {
    let ways = Mutex::new(ways.iter().copied().collect());
    scope(|threads| {
        for _ in 0..PAIRS {
            threads.spawn(|| {
                while let Some(way) = next(&ways) {
                    let mut streams = Streams::open(ports, way);
                    let mut folders = streams.survey();
                    streams.copy(|| folders.pop_front());
                }
            });
        }
    });
}

/// The least that a look for new mail can be without knowing anything: every flag of every folder, on both sides.
fn look_again(ports: [u16; 2], ways: &[[&String; 2]]) {
    let sides = |way: &[&String; 2]| [(ports[0], way[0].clone()), (ports[1], way[1].clone())];
    let sides = Mutex::new(ways.iter().flat_map(sides).collect::<VecDeque<_>>());
    scope(|threads| {
        for _ in 0..PAIRS {
            threads.spawn(|| {
                while let Some((port, user)) = next(&sides) {
                    Connection::open(port, &user).look_at_everything();
                }
            });
        }
    });
}

fn next<T>(queue: &Mutex<VecDeque<T>>) -> Option<T> {
    queue
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front()
}

fn count(folders: &Mutex<VecDeque<Folder>>) -> usize {
    folders.lock().unwrap_or_else(PoisonError::into_inner).len()
}
