//! # The closing report
//!
//! After a real copy the report says what is true: nothing before it, copied after it, proven after a comparison, and by
//! name what did not arrive.
#![cfg(target_os = "linux")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use moving_day_tests::harness::dovecot::Account;
use moving_day_tests::harness::letters::Shape;
use moving_day_tests::harness::mailbox::{Letter, Mailbox};
use moving_day_tests::harness::pair::{ADDRESS, Pair};
use moving_day_tests::harness::seed::Seed;
use serde_json::Value;

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn the_report_follows_the_move() {
    let ana = Account::new("ana", "secret");
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    let messages = pair.fill("ana", &Mailbox::small(91)).messages();
    let copy = pair.copy(&ana);
    let mut nowhere = copy.clone();
    nowhere.destination = "imap://127.0.0.1:1?plain".to_owned();
    nowhere.run().assert_exit(1, "a server that is not there");
    let report = read(&copy.report("report.json"));
    assert_eq!(report["verdict"], "nothing_copied", "{report:#}");
    assert_eq!(report["people"][0]["reason"], "DestinationUnreachable");
    copy.run().assert_exit(0, "copy");
    let report = read(&copy.report("report.json"));
    assert_eq!(report["verdict"], "copied", "{report:#}");
    assert_eq!(report["totals"]["arrived"], messages);
    assert_eq!(report["people"][0]["source"], messages);
    assert!(report["people"][0]["already_there"].is_null());
    copy.verify(&[]).assert_exit(0, "comparison");
    let report = read(&copy.report("report.json"));
    assert_eq!(report["verdict"], "complete", "{report:#}");
    let kinds: Vec<_> = report["runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["copy", "copy", "check"]);
    assert!(
        report["runs"]
            .as_array()
            .unwrap()
            .iter()
            .all(|run| run["ended"].is_string())
    );
    assert!(copy.report("report.html").contains("All mail has arrived"));
}

#[test]
fn what_did_not_arrive_is_named_after_the_copy_and_after_the_comparison() {
    let ana = Account::new("ana", "secret");
    let mut pair = Pair::usual(std::slice::from_ref(&ana));
    pair.restart_destination(|setup| setup.largest_message = Some(100_000));
    let mut mailbox = Mailbox::small(92);
    let large = Letter::written(&mut Seed::new(5), 777, Shape::Attachment(300_000));
    mailbox.folders[1].1.push(large);
    let messages = pair.fill("ana", &mailbox).messages();
    let copy = pair.copy(&ana);
    copy.run().assert_exit(1, "one message is too large");
    for (step, when) in ["copy", "comparison"].iter().enumerate() {
        if step == 1 {
            copy.verify(&[]).assert_exit(1, when);
        }
        let report = read(&copy.report("report.json"));
        assert_eq!(report["verdict"], "left_out", "{when}: {report:#}");
        assert_eq!(report["totals"]["source"], messages, "{when}");
        assert_eq!(report["totals"]["arrived"], messages - 1, "{when}");
        assert_eq!(report["totals"]["left_out"], 1, "{when}");
        let item = &report["left_out"][0];
        assert_eq!(item["address"], ADDRESS, "{when}");
        assert_eq!(
            item["reason"], "DestinationMessageTooLarge",
            "{when}: {item}"
        );
        assert_eq!(item["folder"][0], "Sent", "{when}");
        assert!(item["subject"].as_str().unwrap().contains("777"), "{when}");
        assert!(
            item["saved"].as_str().unwrap().ends_with(".eml"),
            "{when}: {item}"
        );
        let page = copy.report("report.html");
        assert!(page.contains("It is larger than the new server allows") && page.contains("777"));
        assert!(
            copy.report("report.csv")
                .contains("\"left out\",\"ana@example.com\"")
        );
    }
}
