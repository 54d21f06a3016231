//! # The program as it is typed
//!
//! Runs the real program: wrong arguments, and the practice move with both kinds of output. Copies between real servers
//! are tested in the workspace's own test package.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking with what it saw"
)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_moving-day-cli"))
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn practice(folder: &Path) -> Output {
    run(&[
        "practice",
        "--pace",
        "fast",
        "--json",
        "--folder",
        folder.to_str().unwrap(),
    ])
}

fn objects(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("UTF-8");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("one object per line"))
        .collect()
}

fn copied(objects: &[Value]) -> u64 {
    let result = objects
        .iter()
        .find(|object| object["command"] == "copy")
        .expect("a result");
    let people = result["people"].as_array().expect("people");
    people
        .iter()
        .map(|person| person["copied"].as_u64().expect("a number"))
        .sum()
}

#[test]
fn wrong_arguments_end_with_2() {
    for arguments in [
        &[][..],
        &["copy"],
        &["copy", "--plan"],
        &["sing"],
        &["practice", "--pace", "quick"],
    ] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(run(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_plan_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let plan = folder.path().join("none.movingday");
    let output = run(&["copy", "--json", "--plan", plan.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(objects(&output)[0]["code"], "PlanNotFound");
    assert!(!plan.exists());

    let output = run(&["copy", "--plan", plan.to_str().unwrap()]);
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(
        words.starts_with("There is no plan file at this place"),
        "{words}"
    );
}

#[test]
fn a_practice_move_arrives_whole_and_a_second_one_copies_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = practice(folder.path());
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    let told = objects(&first);
    assert_eq!(copied(&told), 1200);
    assert_eq!(told.last().unwrap()["same"], true);
    assert!(told.iter().any(|object| object["event"] == "progress"));

    let second = practice(folder.path());
    assert_eq!(second.status.code(), Some(0));
    assert_eq!(copied(&objects(&second)), 0);
}

#[test]
fn people_are_told_in_words() {
    let output = run(&["practice", "--pace", "fast"]);
    let words = String::from_utf8(output.stdout).unwrap();
    assert!(words.contains("6 of 6 people are complete."), "{words}");
    assert!(
        words.contains("the new mailboxes hold exactly what the old ones hold"),
        "{words}"
    );
}
