use std::io::{BufRead as _, BufReader};
use std::time::{Duration, Instant};

use moving_day_practice::{Company, Pace};

use super::moves::{arguments, company, everybody, number};
use super::*;

fn interrupt(child: &Child) {
    let status = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(status.unwrap().success());
}

/// Reads what the program prints until a line holds `text`, and the rest in the background.
fn wait_for(child: &mut Child, text: &str) -> std::thread::JoinHandle<String> {
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut read = String::new();
    while !read.contains(text) {
        assert_ne!(
            out.read_line(&mut read).unwrap(),
            0,
            "it ended before {text}: {read}"
        );
    }
    std::thread::spawn(move || {
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut out, &mut rest).unwrap();
        rest
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interruption_ends_politely_with_three_and_the_next_run_carries_on() {
    let folder = tempfile::tempdir().unwrap();
    let company = company(folder.path(), &[]).await;
    company.pace(Pace::Messages(200));
    let arguments = arguments(&company, &folder.path().join("x.movingday"));
    let mut command = program();
    command.args(&arguments);
    let mut child = start(command, &everybody());
    let rest = wait_for(&mut child, "\"phase\":\"copying\"");
    interrupt(&child);
    assert_eq!(child.wait().unwrap().code(), Some(3));
    let rest = rest.join().unwrap();
    let result: Value = serde_json::from_str(rest.lines().last().unwrap()).unwrap();
    let people = result["people"].as_array().unwrap();
    assert!(
        people.iter().any(|person| person["outcome"] == "stopped"),
        "{result}"
    );
    let copied: u64 = people.iter().map(|person| number(person, "copied")).sum();

    company.pace(Pace::Full);
    let again = run(&arguments, &everybody());
    assert_eq!(again.exit, Some(0), "{again:?}");
    let result = again.events("result").remove(0);
    let people = result["people"].as_array().unwrap();
    assert_eq!(
        people
            .iter()
            .map(|person| number(person, "already_there"))
            .sum::<u64>(),
        copied
    );
    let all = people
        .iter()
        .map(|person| number(person, "copied"))
        .sum::<u64>()
        + copied;
    assert_eq!(all, Company::expected().messages());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_interruption_ends_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let company = company(folder.path(), &[]).await;
    // One message a minute: nothing can be finished politely within this test.
    company.pace(Pace::Bytes(10));
    let mut command = program();
    command.args(arguments(&company, &folder.path().join("x.movingday")));
    let mut child = start(command, &everybody());
    let rest = wait_for(&mut child, "\"phase\":\"copying\"");
    std::thread::sleep(Duration::from_millis(500));
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(500));
    assert!(
        child.try_wait().unwrap().is_none(),
        "it should still finish its messages"
    );
    interrupt(&child);
    let since = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(since.elapsed() < Duration::from_secs(2));
    assert!(!rest.join().unwrap().contains("\"result\""));
}
