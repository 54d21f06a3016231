//! Tasks and dates: said, found, shown.

use std::collections::BTreeMap;
use std::time::Duration;

use moving_day_engine::clock::FakeClock;
use time::macros::datetime;

use super::*;
use crate::wire::{
    By, Endpoint, Judgement, MovedTask, MovingDay, Next, Question, Said, Security, Side,
    SkipReason, Task, TaskState,
};

fn task(word: &str) -> Task {
    serde_json::from_value(serde_json::json!(word)).unwrap()
}

fn question(word: &str) -> Question {
    serde_json::from_value(serde_json::json!(word)).unwrap()
}

fn state(plan: &wire::Plan, word: &str) -> TaskState {
    let entry = plan.course.tasks.iter().find(|one| one.task == task(word));
    entry.unwrap().state.clone()
}

fn server(host: &str) -> Endpoint {
    Endpoint {
        host: host.to_owned(),
        port: 993,
        security: Security::Tls,
    }
}

/// Says where the mail of both sides is.
async fn name_both(desk: &Desk) -> wire::Plan {
    let (old, new) = (server("imap.old.example"), server("imap.new.example"));
    desk.save_servers(Some(old), Some(new)).await.unwrap()
}

fn day(day: &str) -> MovingDay {
    MovingDay {
        day: day.to_owned(),
        time: "18:00".to_owned(),
        zone: "America/Toronto".to_owned(),
    }
}

/// A desk whose clock stands at noon of 22 May 2025 in Toronto.
fn at_noon(computer: &Computer) -> (Desk, Arc<FakeClock>) {
    let clock = Arc::new(FakeClock::new(datetime!(2025-05-22 16:00 UTC)));
    let mut desk = computer.desk();
    desk.clock = Arc::clone(&clock) as Arc<dyn Clock>;
    (desk, clock)
}

#[tokio::test]
async fn a_new_plan_asks_for_the_moving_day_and_shows_every_date_once_it_is_chosen() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    let plan = desk.create_plan("example.com").await.unwrap();
    let side = Side::Source;
    assert_eq!(plan.course.next, Next::Name { side });
    let plan = name_both(&desk).await;
    assert_eq!(
        plan.course.next,
        Next::Task {
            task: task("chooseMovingDay")
        }
    );
    assert!(plan.course.tasks.iter().all(|one| one.due.is_none()));

    let suggested = desk.suggest_days("America/Toronto").unwrap();
    assert_eq!(suggested.today, "2025-05-22");
    assert_eq!(suggested.days, ["2025-06-14", "2025-06-13"]);
    let plan = desk.save_day(&day(&suggested.days[0])).await.unwrap();
    assert_eq!(plan.course.day, Some(day("2025-06-14")));
    let due = |word: &str| {
        let entry = plan.course.tasks.iter().find(|one| one.task == task(word));
        entry.unwrap().due.clone().unwrap()
    };
    assert_eq!(due("shortenWait"), "2025-05-24");
    assert_eq!(due("finish"), "2025-06-28");
}

#[tokio::test]
async fn a_day_is_judged_before_it_is_chosen_and_says_which_dates_it_moves() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    desk.create_plan("example.com").await.unwrap();
    let preview = |date: &str| desk.preview_day(&day(date)).unwrap();
    let earliest = "2025-05-24".to_owned();
    assert_eq!(
        preview("2025-05-23").judgement,
        Judgement::TooSoon { earliest }
    );
    assert_eq!(preview("2025-05-22").judgement, Judgement::Past);
    assert_eq!(
        preview("2025-05-31").judgement,
        Judgement::Short { days: 9 }
    );
    let fine = preview("2025-06-14");
    assert_eq!(fine.judgement, Judgement::Fine);
    assert_eq!(fine.milestones.len(), 6);
    assert!(fine.moved.is_empty(), "nothing had a date before");

    desk.save_day(&day("2025-06-14")).await.unwrap();
    assert!(preview("2025-06-14").moved.is_empty());
    let later = preview("2025-06-21");
    assert!(later.told.is_empty());
    let moved = later.moved;
    let copy = MovedTask {
        task: task("copyMail"),
        before: "2025-06-14".to_owned(),
        after: "2025-06-21".to_owned(),
    };
    assert!(moved.contains(&copy));
    assert!(moved.iter().all(|one| one.task != task("chooseMovingDay")));
    let done = desk.mark_task(task("copyMail"), Said::Done).await;
    done.unwrap();
    assert!(!preview("2025-06-21").moved.contains(&copy));
    for wrong in ["2025-02-30", "", "tomorrow"] {
        assert_eq!(
            desk.preview_day(&day(wrong)).unwrap_err().code,
            Code::DayMalformed
        );
        let refused = desk.save_day(&day(wrong)).await.unwrap_err();
        assert_eq!(refused.code, Code::DayMalformed);
    }
}

#[tokio::test]
async fn each_first_answer_is_kept_and_the_next_one_is_asked_for_after_a_restart() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    let path = desk.create_plan("example.com").await.unwrap().path;
    let again = async || {
        desk.close_plan().await.unwrap();
        let plan = desk.open_plan(Path::new(&path)).await.unwrap();
        plan.course.next
    };
    let name = |side| Next::Name { side };
    assert_eq!(again().await, name(Side::Source));
    let server = server("imap.old.example");
    desk.save_servers(Some(server), None).await.unwrap();
    assert_eq!(again().await, name(Side::Destination));
    let opensrs = Some("opensrs".to_owned());
    desk.answer(question("destination"), opensrs).await.unwrap();
    let first = Next::Task {
        task: task("chooseMovingDay"),
    };
    assert_eq!(again().await, first);
    desk.save_day(&day("2025-06-14")).await.unwrap();
    let people = Next::Task {
        task: task("listPeople"),
    };
    assert_eq!(again().await, people);
}

#[tokio::test]
async fn the_start_page_knows_the_day_of_a_plan_and_what_needs_the_person() {
    let computer = Computer::new();
    let (desk, clock) = at_noon(&computer);
    let path = desk.create_plan("example.com").await.unwrap().path;
    let listed = async || {
        let recent = desk.start().await.recent;
        (recent[0].day.clone(), recent[0].attention)
    };
    assert_eq!(listed().await, (None, 0));
    desk.save_day(&day("2025-05-31")).await.unwrap();
    assert_eq!(listed().await, (Some("2025-05-31".to_owned()), 0));
    clock.advance(Duration::from_secs(10 * 86_400));
    desk.close_plan().await.unwrap();
    assert_eq!(listed().await, (Some("2025-05-31".to_owned()), 1));
    desk.open_plan(Path::new(&path)).await.unwrap();
    assert_eq!(desk.start().await.recent.len(), 1);
}

#[tokio::test]
async fn the_calendar_file_has_the_days_of_what_is_still_to_do() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    desk.create_plan("example.com").await.unwrap();
    assert_eq!(desk.calendar_name().unwrap(), "example.com.ics");
    let path = computer.home.path().join("example.com.ics");
    let titles = |words: &[&str]| -> BTreeMap<Task, String> {
        let titled = |word: &&str| (task(word), format!("Title of {word}"));
        words.iter().map(titled).collect()
    };
    let wanted = ["chooseMovingDay", "setUpBrand", "tellPeople", "copyMail"];
    let refused = desk.save_calendar(&path, titles(&wanted)).unwrap_err();
    assert_eq!(refused.code, Code::DayMalformed);
    assert!(!path.exists());

    desk.save_day(&day("2025-06-14")).await.unwrap();
    let done = desk.mark_task(task("tellPeople"), Said::Done).await;
    done.unwrap();
    desk.save_calendar(&path, titles(&wanted)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
    assert!(text.contains("SUMMARY:Title of copyMail"));
    assert!(text.contains("DTSTART;VALUE=DATE:20250614"));
    let endless = BTreeMap::from([(task("copyMail"), "x".repeat(20_000))]);
    let refused = desk.save_calendar(&path, endless).unwrap_err();
    assert_eq!(refused.code, Code::Unexpected);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn what_a_person_says_about_a_task_is_kept_and_can_be_taken_back() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    let path = desk.create_plan("example.com").await.unwrap().path;
    let at = "2025-05-22T16:00:00Z".to_owned();
    for (said, expected) in [
        (
            Said::Done,
            TaskState::Done {
                by: By::Person,
                at: Some(at.clone()),
            },
        ),
        (
            Said::WaitingFor {
                name: "Priya".to_owned(),
            },
            TaskState::WaitingFor {
                name: "Priya".to_owned(),
            },
        ),
        (
            Said::Skipped {
                reason: SkipReason::NotPossible,
                note: Some("  ".to_owned()),
            },
            TaskState::Skipped {
                reason: SkipReason::NotPossible,
                note: None,
                at,
            },
        ),
    ] {
        desk.mark_task(task("shortenWait"), said).await.unwrap();
        desk.close_plan().await.unwrap();
        let plan = desk.open_plan(Path::new(&path)).await.unwrap();
        assert_eq!(state(&plan, "shortenWait"), expected);
    }
    let plan = desk
        .mark_task(task("shortenWait"), Said::Nothing)
        .await
        .unwrap();
    assert_eq!(state(&plan, "shortenWait"), TaskState::Todo);
    let endless = Said::WaitingFor {
        name: "x".repeat(20_000),
    };
    let refused = desk
        .mark_task(task("shortenWait"), endless)
        .await
        .unwrap_err();
    assert_eq!(refused.code, Code::Unexpected);
}

#[tokio::test]
async fn an_answer_decides_which_tasks_there_are() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    let plan = desk.create_plan("example.com").await.unwrap();
    assert_eq!(plan.course.tasks.len(), 24);
    let plan = desk
        .answer(question("destination"), Some("opensrs".to_owned()))
        .await
        .unwrap();
    assert_eq!(plan.course.tasks.len(), 26);
    assert_eq!(
        plan.course.answers[&question("destination")].as_deref(),
        Some("opensrs")
    );
    let plan = desk.answer(question("destination"), None).await.unwrap();
    assert!(plan.course.answers.values().all(Option::is_none));
}

#[tokio::test]
async fn the_connection_test_is_remembered_until_what_it_was_done_with_changes() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    assert_eq!(state(&plan, "getAccess"), TaskState::Todo);
    check(&desk).await;
    let path = desk.plan().await.unwrap().unwrap().path;
    desk.close_plan().await.unwrap();
    let plan = desk.open_plan(Path::new(&path)).await.unwrap();
    let access = state(&plan, "getAccess");
    assert!(
        matches!(
            access,
            TaskState::Done {
                by: By::Program,
                ..
            }
        ),
        "{access:?}"
    );
    let made = state(&plan, "createMailboxes");
    assert!(
        matches!(
            made,
            TaskState::Done {
                by: By::Program,
                ..
            }
        ),
        "{made:?}"
    );
    assert_eq!(state(&plan, "copyMail"), TaskState::Todo);

    let wrong = secret("not the password");
    let plan = desk
        .save_secret(plan.people[0].id, Side::Source.into(), wrong)
        .await
        .unwrap();
    assert_eq!(state(&plan, "getAccess"), TaskState::Todo);
    check(&desk).await;
    let plan = desk.plan().await.unwrap().unwrap();
    assert!(matches!(
        state(&plan, "getAccess"),
        TaskState::Attention { .. }
    ));
}

#[tokio::test]
async fn a_later_visit_says_what_changed_by_itself() {
    let computer = Computer::new();
    let (desk, clock) = at_noon(&computer);
    let path = desk.create_plan("example.com").await.unwrap().path;
    desk.save_day(&day("2025-05-31")).await.unwrap();
    desk.close_plan().await.unwrap();
    clock.advance(Duration::from_secs(30 * 60));
    let plan = desk.open_plan(Path::new(&path)).await.unwrap();
    assert!(plan.course.since.is_empty());
    desk.close_plan().await.unwrap();
    clock.advance(Duration::from_secs(10 * 86_400));
    let plan = desk.open_plan(Path::new(&path)).await.unwrap();
    assert_eq!(plan.course.since, [task("chooseMovingDay")]);
    assert_eq!(
        plan.course.next,
        Next::Task {
            task: task("chooseMovingDay")
        }
    );
}

#[tokio::test]
async fn the_practice_run_jumps_from_event_to_event_and_remembers_where_it_is() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    let plan = practise(&desk).await;
    assert_eq!(plan.course.next_event, None, "no day is chosen");
    desk.save_day(&day("2025-06-14")).await.unwrap();
    let plan = desk.plan().await.unwrap().unwrap();
    let event = plan.course.next_event.unwrap();
    assert!(event.starts_with("2025-05-24T13:00"), "{event}");
    let plan = desk.jump().await.unwrap();
    assert_eq!(
        (plan.course.now.as_str(), plan.course.today.as_str()),
        ("2025-05-24T13:00:01Z", "2025-05-24")
    );
    desk.close_plan().await.unwrap();
    let plan = desk.start_practice().await.unwrap();
    assert_eq!(plan.course.today, "2025-05-24");

    let real = desk.create_plan("example.com").await.unwrap();
    assert_eq!(real.course.today, "2025-05-22");
    assert_eq!(desk.jump().await.unwrap_err().code, Code::Unexpected);
}

async fn check(desk: &Desk) {
    desk.start_check(None, Box::new(|_| {})).await.unwrap();
    let idle = tokio::time::timeout(Duration::from_secs(60), desk.check.idle());
    idle.await.expect("the test did not end");
}

#[tokio::test]
async fn a_change_of_the_dns_waits_until_the_old_time_has_passed_and_is_done_then() {
    let computer = Computer::new();
    let (desk, clock) = at_noon(&computer);
    desk.create_plan("example.com").await.unwrap();
    let waiting = TaskState::WaitingUntil {
        from: "2025-05-22T16:00:00Z".to_owned(),
        at: "2025-05-22T20:24:00Z".to_owned(),
    };
    let shorten = || desk.begin_wait(task("shortenWait"), 4 * 3600);
    assert_eq!(state(&shorten().await.unwrap(), "shortenWait"), waiting);
    // What was said by mistake is taken back with its wait.
    let plan = desk.mark_task(task("shortenWait"), Said::Nothing).await;
    assert_eq!(state(&plan.unwrap(), "shortenWait"), TaskState::Todo);
    shorten().await.unwrap();
    clock.advance(Duration::from_secs(4 * 3600 + 24 * 60));
    let plan = desk.plan().await.unwrap().unwrap();
    let done = TaskState::Done {
        by: By::Person,
        at: Some("2025-05-22T20:24:00Z".to_owned()),
    };
    assert_eq!(state(&plan, "shortenWait"), done);
}

#[tokio::test]
async fn only_changes_of_the_dns_wait_and_none_for_years() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    desk.create_plan("example.com").await.unwrap();
    for (word, seconds) in [("setUpBrand", 300), ("shortenWait", 400 * 24 * 3600)] {
        let refused = desk.begin_wait(task(word), seconds).await.unwrap_err();
        assert_eq!(refused.code, Code::Unexpected);
    }
}

#[tokio::test]
async fn a_page_that_a_person_noted_is_opened_from_the_plan() {
    let computer = Computer::new();
    let (desk, _) = at_noon(&computer);
    desk.create_plan("example.com").await.unwrap();
    assert_eq!(desk.link(crate::wire::Link::DnsPanel).unwrap(), None);
    let address = "https://dash.dns.example/".to_owned();
    desk.answer(question("dnsPanel"), Some(address.clone()))
        .await
        .unwrap();
    let url = desk.link(crate::wire::Link::DnsPanel).unwrap().unwrap();
    assert_eq!(url.as_str(), address);
}
