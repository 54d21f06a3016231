//! What comes around the copy: the backup, one person first, catching up, the report.

use std::time::Duration;

use moving_day_engine::clock::FakeClock;
use moving_day_engine::plan::Question;
use time::macros::datetime;
use tokio::sync::mpsc;

use super::*;
use crate::wire::{MovingDay, ReportForm, Said, Task, TaskState};

/// As long as the slowest of these may take on a busy computer.
const LIMIT: Duration = Duration::from_secs(60);

fn task(word: &str) -> Task {
    serde_json::from_value(serde_json::json!(word)).unwrap()
}

fn state(plan: &wire::Plan, word: &str) -> TaskState {
    let entry = plan.course.tasks.iter().find(|one| one.task == task(word));
    entry.unwrap().state.clone()
}

fn ears() -> (
    impl Fn(CopyProgress) + Send + Sync + 'static,
    mpsc::UnboundedReceiver<CopyProgress>,
) {
    let (tell, hear) = mpsc::unbounded_channel();
    (move |state| drop(tell.send(state)), hear)
}

async fn end(hear: &mut mpsc::UnboundedReceiver<CopyProgress>) -> CopyProgress {
    let search = async {
        loop {
            let state = hear.recv().await.expect("the job ended without an end");
            if matches!(
                state.phase,
                CopyPhase::Finished | CopyPhase::Stopped | CopyPhase::Failed
            ) {
                return state;
            }
        }
    };
    tokio::time::timeout(LIMIT, search).await.expect("in time")
}

async fn save(desk: &Desk, people: Option<&[i64]>) -> CopyProgress {
    let (tell, mut hear) = ears();
    desk.start_backup(people, tell).await.unwrap();
    end(&mut hear).await
}

async fn copy(desk: &Desk, people: Option<&[i64]>) -> CopyProgress {
    let (tell, mut hear) = ears();
    desk.start_copy(people, CopyOptions::default(), tell)
        .await
        .unwrap();
    end(&mut hear).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_backup_of_everybody_is_on_the_disk_and_its_task_is_done() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    assert_eq!(desk.backup_result(), None);
    assert!(desk.attach_backup(|_| ()).is_none());
    let missing = desk.backup_to_show().unwrap_err();
    assert_eq!(missing.code, Code::LocalFileUnreadable);

    let some = save(&desk, Some(&[plan.people[0].id])).await;
    assert_eq!((some.phase, some.people.len()), (CopyPhase::Finished, 1));
    assert_eq!(some.tally.messages_total, Some(some.tally.messages));
    let plan = desk.plan().await.unwrap().unwrap();
    assert!(
        !matches!(state(&plan, "keepBackup"), TaskState::Done { .. }),
        "the others are not saved"
    );

    let all = save(&desk, None).await;
    assert_eq!(
        (all.phase, all.fault, all.people.len()),
        (CopyPhase::Finished, None, 6)
    );
    let result = desk.backup_result().unwrap();
    assert!(
        result
            .people
            .iter()
            .all(|one| one.whole && one.messages > 0),
        "{result:?}"
    );
    let folder = desk.backup_to_show().unwrap();
    assert_eq!(folder.display().to_string(), result.path);
    for person in &plan.people {
        let own = folder.join(&person.address);
        assert!(own.join("manifest.jsonl").is_file());
        assert!(own.join("Maildir/cur").is_dir());
    }
    let plan = desk.plan().await.unwrap().unwrap();
    assert!(matches!(
        state(&plan, "keepBackup"),
        TaskState::Done {
            by: wire::By::Program,
            ..
        }
    ));
    assert!(computer.power.asked.load(Ordering::SeqCst) > 0);
    desk.settle().await;

    desk.end_practice().await.unwrap();
    assert!(!folder.exists(), "practice leaves nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_runs_alone_can_be_stopped_and_says_who_cannot_be_opened() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    pace(&desk, Pace::Messages(20));
    desk.save_secret(plan.people[1].id, Side::Source, secret(""))
        .await
        .unwrap();
    let (tell, mut hear) = ears();
    desk.start_backup(None, tell).await.unwrap();
    assert!(desk.is_busy());
    let (copies, _hear) = ears();
    let refused = [
        desk.start_copy(None, CopyOptions::default(), copies).await,
        desk.start_verify(None, false, |_| ()).await,
        desk.start_backup(None, |_| ()).await,
    ];
    for refused in refused {
        assert_eq!(refused.unwrap_err().code, Code::JobRunning);
    }
    desk.pause_backup();
    desk.resume_backup();
    desk.stop_backup();
    let last = end(&mut hear).await;
    assert_eq!(last.phase, CopyPhase::Stopped);
    let ben = &last.people[1];
    assert!(
        matches!(&ben.state, wire::PersonState::Failed { fault } if fault.code.0 == Code::SecretMissing)
    );
    assert_eq!(desk.backup_result().unwrap().people.len(), 5);
    let plan = desk.plan().await.unwrap().unwrap();
    assert!(!matches!(
        state(&plan, "keepBackup"),
        TaskState::Done { .. }
    ));
}

#[tokio::test]
async fn the_place_of_the_backup_is_kept_and_a_cloud_folder_is_named() {
    let computer = Computer::new();
    let desk = computer.desk();
    desk.create_plan("example.com").await.unwrap();
    let first = desk.backup_place().unwrap();
    let expected = computer
        .home
        .path()
        .join("documents/Moving Day/example.com/Backup");
    assert_eq!(Path::new(&first.path), expected);
    assert_eq!(first.cloud, None);
    assert!(first.free.is_some_and(|free| free > 0));
    let cloud = computer.home.path().join("OneDrive - Harbour Tea/Mail");
    let chosen = desk.set_backup_place(&cloud).await.unwrap();
    assert_eq!(chosen.cloud.as_deref(), Some("OneDrive"));
    assert_eq!(desk.backup_place().unwrap(), chosen);
    assert!(!cloud.exists(), "nothing is made before the start");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_first_person_has_is_not_copied_again_with_everybody() {
    let computer = Computer::new();
    let desk = computer.desk();
    let ana = practise(&desk).await.people[0].id;
    assert!(
        desk.mailboxes()
            .unwrap()
            .iter()
            .all(|one| one.copied == 0 && one.bytes.is_none())
    );
    let trial = copy(&desk, Some(&[ana])).await;
    let copied = trial.tally.messages;
    assert!(copied > 0);
    assert_eq!(desk.mailboxes().unwrap()[0].copied, copied);
    let all = copy(&desk, None).await;
    assert_eq!(all.people[0].tally.already_there, copied);
    assert_eq!(all.people[0].tally.messages, copied);
}

/// A plan of the practice run whose clock stands on the evening of the moving day, with the switch done.
async fn switched(computer: &Computer) -> (Desk, Arc<FakeClock>) {
    let clock = Arc::new(FakeClock::new(datetime!(2026-06-12 16:00 UTC)));
    let mut desk = computer.desk();
    desk.clock = Arc::clone(&clock) as Arc<dyn Clock>;
    practise(&desk).await;
    let day = MovingDay {
        day: "2026-06-12".to_owned(),
        time: "18:00".to_owned(),
        zone: "Europe/London".to_owned(),
    };
    desk.save_day(&day).await.unwrap();
    (desk, clock)
}

async fn look(desk: &Desk) -> CopyProgress {
    let (tell, mut hear) = ears();
    desk.attach_copy(tell);
    assert!(desk.look_if_due().await.unwrap(), "a look was due");
    end(&mut hear).await;
    end(&mut hear).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_mailboxes_are_looked_at_until_nothing_comes() {
    const HOUR: Duration = Duration::from_secs(3600);
    let computer = Computer::new();
    let (desk, clock) = switched(&computer).await;
    assert!(!desk.look_if_due().await.unwrap(), "nothing is copied");
    let first = copy(&desk, None).await;
    clock.advance(2 * HOUR);
    assert!(!desk.look_if_due().await.unwrap(), "not switched yet");
    desk.mark_task(task("switchDelivery"), Said::Done)
        .await
        .unwrap();
    let before = desk.catch_up().unwrap();
    assert_eq!(before.last.unwrap().messages, first.tally.messages);
    assert_eq!(before.next.as_deref(), Some("2026-06-12T18:30:00Z"));
    assert!(!desk.look_if_due().await.unwrap(), "not due yet");

    clock.advance(HOUR / 2);
    let quiet = look(&desk).await;
    assert_eq!(quiet.phase, CopyPhase::Finished);
    let after = desk.catch_up().unwrap();
    assert_eq!(after.last.unwrap().messages, 0);
    assert!(
        after
            .people
            .iter()
            .all(|one| one.fresh == Some(0) && one.fault.is_none())
    );
    assert!(!after.over, "the day after the switch is not over");
    assert!(!desk.look_if_due().await.unwrap(), "just looked");

    clock.advance(36 * HOUR);
    look(&desk).await;
    let over = desk.catch_up().unwrap();
    assert!(over.over && over.next.is_none(), "{over:?}");
    let plan = desk.plan().await.unwrap().unwrap();
    assert!(matches!(
        state(&plan, "catchUp"),
        TaskState::Done {
            by: wire::By::Program,
            ..
        }
    ));
    clock.advance(36 * HOUR);
    assert!(!desk.look_if_due().await.unwrap(), "it is over");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_look_begins_while_something_runs_and_one_that_is_refused_waits() {
    let computer = Computer::new();
    let (desk, clock) = switched(&computer).await;
    copy(&desk, None).await;
    desk.mark_task(task("switchDelivery"), Said::Done)
        .await
        .unwrap();
    clock.advance(Duration::from_secs(3600));
    pace(&desk, Pace::Messages(20));
    let (tell, mut hear) = ears();
    desk.start_backup(None, tell).await.unwrap();
    assert!(!desk.look_if_due().await.unwrap());
    desk.stop_backup();
    end(&mut hear).await;

    for person in desk.plan().await.unwrap().unwrap().people {
        desk.save_secret(person.id, Side::Source, secret(""))
            .await
            .unwrap();
    }
    let refused = desk.look_if_due().await.unwrap_err();
    assert_eq!(refused.code, Code::SecretMissing);
    assert!(!desk.look_if_due().await.unwrap(), "not again at once");
    clock.advance(Duration::from_secs(3600));
    assert!(desk.look_if_due().await.is_err());
}

#[tokio::test]
async fn the_report_is_saved_whole_under_the_ending_of_its_form() {
    let computer = Computer::new();
    let desk = computer.desk();
    assert_eq!(desk.report_page().unwrap_err().code, Code::PlanNotFound);
    desk.create_plan("example.com").await.unwrap();
    let page = String::from_utf8(desk.report_page().unwrap()).unwrap();
    assert!(page.contains("example.com") && !page.contains("<script"));
    let at = |name: &str| computer.home.path().join(name);
    for (name, form, saved) in [
        ("a.html", ReportForm::Html, "a.html"),
        ("a", ReportForm::Csv, "a.csv"),
        ("a.html", ReportForm::Json, "a.html.json"),
    ] {
        assert_eq!(desk.save_report(&at(name), form).unwrap(), at(saved));
        assert!(fs::metadata(at(saved)).unwrap().len() > 0);
    }
    let nowhere = at("not/there/a.csv");
    let refused = desk.save_report(&nowhere, ReportForm::Csv).unwrap_err();
    assert_eq!(refused.code, Code::LocalFileUnwritable);
    assert!(!nowhere.exists());
}

#[tokio::test]
async fn a_plan_that_is_opened_again_knows_the_place_of_its_backup() {
    let computer = Computer::new();
    let desk = computer.desk();
    let shown = desk.create_plan("example.com").await.unwrap();
    let chosen = computer.home.path().join("disk");
    desk.set_backup_place(&chosen).await.unwrap();
    desk.close_plan().await.unwrap();
    let plan = Plan::open(Path::new(&shown.path)).unwrap();
    let kept = plan.answers().unwrap().remove(&Question::BackupPlace);
    assert_eq!(kept.as_deref(), chosen.to_str());
}
