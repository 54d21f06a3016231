//! Connection test, copy and practice, against the pretend company.

use tokio::sync::mpsc;

use super::*;

/// As long as the slowest of these may take on a busy computer.
const LIMIT: Duration = Duration::from_secs(60);

fn ears<S: Clone + Send + 'static>() -> (
    impl Fn(S) + Send + Sync + 'static,
    mpsc::UnboundedReceiver<S>,
) {
    let (tell, hear) = mpsc::unbounded_channel();
    (move |state| drop(tell.send(state)), hear)
}

async fn until<S>(hear: &mut mpsc::UnboundedReceiver<S>, wanted: impl Fn(&S) -> bool) -> S {
    let search = async {
        loop {
            let state = hear
                .recv()
                .await
                .expect("the job ended without getting there");
            if wanted(&state) {
                return state;
            }
        }
    };
    tokio::time::timeout(LIMIT, search).await.expect("in time")
}

async fn check(desk: &Desk, people: Option<&[i64]>) -> CheckProgress {
    let (tell, mut hear) = ears();
    desk.start_check(people, tell).await.unwrap();
    until(&mut hear, |state: &CheckProgress| {
        matches!(state.phase, CheckPhase::Done | CheckPhase::Stopped)
    })
    .await
}

fn is_over(state: &CopyProgress) -> bool {
    matches!(
        state.phase,
        CopyPhase::Finished | CopyPhase::Stopped | CopyPhase::Failed
    )
}

async fn copy(desk: &Desk) -> CopyProgress {
    let (tell, mut hear) = ears();
    desk.start_copy(None, CopyOptions::default(), tell)
        .await
        .unwrap();
    until(&mut hear, is_over).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_connection_test_signs_in_to_both_sides_and_counts() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    let last = check(&desk, None).await;
    assert_eq!(
        (last.phase, last.done, last.total),
        (CheckPhase::Done, 12, 12)
    );
    for row in &last.rows {
        assert!(
            matches!(row.source, CheckState::Works { messages, .. } if messages > 0),
            "{row:?}"
        );
        assert!(
            matches!(row.destination, CheckState::Works { messages: 0, .. }),
            "{row:?}"
        );
        assert!(row.prospect.is_some_and(|ahead| ahead.messages > 0));
    }
    let notes = desk.folder_notes();
    assert!(notes.iter().any(|note| matches!(
        note.fate,
        FolderFate::Renamed { .. } | FolderFate::LeftOut { .. }
    )));

    let ana = plan.people[0].id;
    desk.save_secret(ana, Side::Source, secret("wrong"))
        .await
        .unwrap();
    desk.save_secret(ana, Side::Destination, secret(""))
        .await
        .unwrap();
    let last = check(&desk, Some(&[ana])).await;
    assert_eq!((last.done, last.total, last.rows.len()), (2, 2, 6));
    let code = |state: &CheckState| match state {
        CheckState::Failed { fault } => Some(fault.code.0),
        _ => None,
    };
    assert_eq!(code(&last.rows[0].source), Some(Code::SourceSignInRefused));
    assert_eq!(code(&last.rows[0].destination), Some(Code::SecretMissing));
    assert!(matches!(last.rows[1].source, CheckState::Works { .. }));
    assert!(last.rows[0].prospect.is_none() && last.rows[1].prospect.is_some());
    assert!(desk.folder_notes().iter().all(|note| note.person != ana));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_that_is_stopped_leaves_nobody_half_tested() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    let (tell, mut hear) = ears();
    desk.start_check(None, tell).await.unwrap();
    desk.stop_check();
    let last = until(&mut hear, |state: &CheckProgress| {
        matches!(state.phase, CheckPhase::Done | CheckPhase::Stopped)
    })
    .await;
    assert_eq!(last.phase, CheckPhase::Stopped);
    let sides = last
        .rows
        .iter()
        .flat_map(|row| [&row.source, &row.destination]);
    assert!(sides.into_iter().all(|side| *side != CheckState::Testing));
}

async fn compare(desk: &Desk, deep: bool) -> VerifyProgress {
    let (tell, mut hear) = ears();
    desk.start_verify(None, deep, tell).await.unwrap();
    until(&mut hear, |state: &VerifyProgress| {
        !matches!(state.phase, VerifyPhase::Comparing | VerifyPhase::Stopping)
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_copied_is_proven_and_what_was_not_is_named() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    assert_eq!(desk.attach_verify(|_| ()).unwrap(), None);
    let before = compare(&desk, false).await;
    assert_eq!((before.phase, before.fault), (VerifyPhase::Done, None));
    let proof = before.people[0].proof.as_ref().unwrap();
    assert_eq!((proof.verdict, proof.arrived), (Verdict::Incomplete, 0));
    let ana = plan.people[0].id;
    let missing = desk.findings(Some(ana)).unwrap();
    assert_eq!(
        missing.len() as u64,
        proof.findings.iter().map(|one| one.count).sum::<u64>()
    );
    assert!(
        missing
            .iter()
            .any(|one| one.kind == FindingKind::Missing && one.subject.is_some())
    );
    assert!(
        missing.iter().all(|one| one.person == ana)
            && missing.len() < desk.findings(None).unwrap().len()
    );

    copy(&desk).await;
    assert_eq!(desk.attach_verify(|_| ()).unwrap(), None);
    let asked = computer.power.asked.load(Ordering::SeqCst);
    let after = compare(&desk, true).await;
    assert_eq!(computer.power.asked.load(Ordering::SeqCst), asked + 1);
    may_sleep(&computer).await;
    assert!(after.deep == Some(true) && after.ended.is_some());
    for person in &after.people {
        let proof = person.proof.as_ref().unwrap();
        assert_ne!(proof.verdict, Verdict::Incomplete, "{proof:?}");
        assert_eq!(
            (proof.arrived, proof.read),
            (proof.source, Some(proof.source))
        );
        assert!(person.name.is_some() && person.state == wire::VerifyState::Done);
    }
    assert_eq!(desk.attach_verify(|_| ()).unwrap(), Some(after));
    desk.close_plan().await.unwrap();
    assert_eq!(desk.attach_verify(|_| ()).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_is_opened_anew_remembers_the_comparison_until_mail_is_copied() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    let told = compare(&desk, false).await;
    let found = desk.findings(None).unwrap();
    desk.close_plan().await.unwrap();
    practise(&desk).await;
    let again = desk.attach_verify(|_| ()).unwrap().unwrap();
    assert_eq!((again.phase, again.deep), (VerifyPhase::Done, None));
    assert!(again.ended.is_some() && again.people.len() == told.people.len());
    for (now, then) in again.people.iter().zip(&told.people) {
        let (now_proof, then_proof) = (now.proof.as_ref().unwrap(), then.proof.as_ref().unwrap());
        assert_eq!((now.person, &now.name), (then.person, &then.name));
        assert_eq!(now_proof.verdict, then_proof.verdict);
        assert_eq!(now_proof.source, then_proof.source);
        assert_eq!(now_proof.arrived, then_proof.arrived);
        assert_eq!(now_proof.findings, then_proof.findings);
    }
    let named = |findings: &[wire::Finding]| -> Vec<_> {
        let named = findings.iter();
        named
            .map(|one| {
                (
                    one.person,
                    one.folder.clone(),
                    one.kind,
                    one.subject.clone(),
                )
            })
            .collect()
    };
    assert_eq!(named(&desk.findings(None).unwrap()), named(&found));
    copy(&desk).await;
    desk.close_plan().await.unwrap();
    practise(&desk).await;
    assert_eq!(desk.attach_verify(|_| ()).unwrap(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_and_a_copy_do_not_run_together_and_it_can_be_stopped() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    pace(&desk, Pace::Messages(40));
    let (tell, mut copied) = ears();
    let options = CopyOptions::default();
    desk.start_copy(None, options, tell).await.unwrap();
    let refused = desk.start_verify(None, false, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, Code::JobRunning);
    desk.stop_copy();
    until(&mut copied, is_over).await;

    let second = plan.people[1].id;
    desk.save_secret(second, Side::Source, secret(""))
        .await
        .unwrap();
    let (tell, mut hear) = ears();
    desk.start_verify(None, true, tell).await.unwrap();
    assert!(desk.is_busy());
    let refused = desk.start_copy(None, options, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, Code::JobRunning);
    desk.stop_verify();
    let last = until(&mut hear, |state: &VerifyProgress| {
        state.phase == VerifyPhase::Stopped
    })
    .await;
    assert!(!desk.is_busy());
    assert_eq!(last.people.len(), 6);
    assert!(matches!(
        &last.people[1].state,
        wire::VerifyState::Failed { fault } if fault.code.0 == Code::SecretMissing
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_needs_servers_and_people() {
    let computer = Computer::new();
    let desk = computer.desk();
    desk.create_plan("example.com").await.unwrap();
    let refused = async || desk.start_check(None, |_| ()).await.unwrap_err();
    assert_eq!(refused().await.code, Code::PeopleEmpty);
    desk.add_people(&secret("ana@example.com")).await.unwrap();
    assert_eq!(refused().await.code, Code::EndpointMissing);
    assert!(!desk.is_busy());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_run_is_copied_carried_on_and_ended() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    let last = copy(&desk).await;
    assert_eq!((last.phase, &last.fault), (CopyPhase::Finished, &None));
    let expected = Company::expected();
    assert_eq!(last.tally.messages, expected.messages());
    assert_eq!(last.tally.messages_total, Some(expected.messages()));
    assert_eq!(last.tally.bytes, expected.bytes());
    assert_eq!(desk.problems(None).unwrap(), []);
    assert!(desk.plan().await.unwrap().unwrap().copied);
    desk.let_go();

    let desk = computer.desk();
    let plan = practise(&desk).await;
    assert!(plan.copied && plan.people.len() == 6);
    let again = copy(&desk).await;
    assert_eq!(again.tally.already_there, expected.messages());
    assert_eq!(again.tally.messages, expected.messages());

    assert_eq!(computer.stored(), 12);
    desk.end_practice().await.unwrap();
    assert_eq!(computer.stored(), 0);
    assert!(!computer.home.path().join("data/practice").exists());
    assert!(desk.plan().await.unwrap().is_none());
    assert_eq!(desk.start().await.recent, []);
    let fresh = desk.start_practice().await.unwrap();
    assert!(!fresh.copied && fresh.people.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_copy_holds_the_plan_and_leaving_stops_it_politely() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    pace(&desk, Pace::Messages(40));
    let (tell, mut hear) = ears();
    desk.start_copy(None, CopyOptions::default(), tell)
        .await
        .unwrap();
    until(&mut hear, |state: &CopyProgress| state.tally.messages > 3).await;

    assert!(desk.is_busy());
    for refused in [
        desk.close_plan().await,
        desk.end_practice().await,
        desk.create_plan("example.com").await.map(drop),
        desk.start_copy(None, CopyOptions::default(), |_| ()).await,
    ] {
        assert_eq!(refused.unwrap_err().code, Code::JobRunning);
    }

    desk.pause_copy();
    until(&mut hear, |state| state.phase == CopyPhase::Paused).await;
    desk.resume_copy();
    until(&mut hear, |state| state.phase == CopyPhase::Copying).await;

    desk.settle().await;
    let last = until(&mut hear, is_over).await;
    assert_eq!(last.phase, CopyPhase::Stopped);
    assert!(!desk.is_busy());
    desk.close_plan().await.unwrap();

    let plan = practise(&desk).await;
    assert!(plan.copied);
    let done = copy(&desk).await;
    assert_eq!(done.tally.messages, Company::expected().messages());
    assert!(done.tally.already_there >= last.tally.messages);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_computer_is_kept_awake_while_a_copy_works_and_only_then() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    pace(&desk, Pace::Messages(40));
    let (tell, mut hear) = ears();
    desk.start_copy(None, CopyOptions::default(), tell)
        .await
        .unwrap();
    let awake = |state: &CopyProgress| state.awake;
    until(&mut hear, awake).await;
    assert_eq!(computer.power.holds.load(Ordering::SeqCst), 1);

    desk.pause_copy();
    let paused = until(&mut hear, |state| state.phase == CopyPhase::Paused).await;
    assert!(!paused.awake);
    may_sleep(&computer).await;
    desk.resume_copy();
    until(&mut hear, awake).await;
    assert_eq!(computer.power.holds.load(Ordering::SeqCst), 1);

    desk.stop_copy();
    assert!(!until(&mut hear, is_over).await.awake);
    may_sleep(&computer).await;

    pace(&desk, Pace::Full);
    let last = copy(&desk).await;
    assert_eq!((last.phase, last.awake), (CopyPhase::Finished, false));
    may_sleep(&computer).await;
    assert_eq!(computer.power.asked.load(Ordering::SeqCst), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_computer_that_cannot_be_kept_awake_copies_and_says_so() {
    let computer = Computer::new();
    computer.power.refuses.store(true, Ordering::SeqCst);
    let desk = computer.desk();
    practise(&desk).await;
    let (tell, mut hear) = ears();
    desk.start_copy(None, CopyOptions::default(), tell)
        .await
        .unwrap();
    let last = until(&mut hear, |state: &CopyProgress| {
        assert!(!state.awake);
        is_over(state)
    });
    assert_eq!(last.await.phase, CopyPhase::Finished);
    assert_eq!(computer.power.asked.load(Ordering::SeqCst), 1);
}

/// The hold goes on a thread of its own, a moment later.
async fn may_sleep(computer: &Computer) {
    let gone = async {
        while computer.power.holds.load(Ordering::SeqCst) > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(LIMIT, gone).await.expect("in time");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_that_is_loaded_anew_sees_the_copy_and_its_folders() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    assert!(desk.attach_copy(|_| ()).is_none());
    pace(&desk, Pace::Messages(40));
    let (tell, mut first) = ears();
    desk.start_copy(None, CopyOptions::default(), tell)
        .await
        .unwrap();
    until(&mut first, |state: &CopyProgress| {
        state.phase == CopyPhase::Copying
    })
    .await;

    let (tell, mut second) = ears();
    assert!(desk.attach_copy(tell).is_some());
    let ana = plan.people[0].id;
    desk.watch(Some(ana));
    let seen = until(&mut second, |state: &CopyProgress| state.watched.is_some())
        .await
        .watched
        .unwrap();
    assert!(seen.person == ana && !seen.folders.is_empty());
    desk.watch(None);
    until(&mut second, |state| state.watched.is_none()).await;
    pace(&desk, Pace::Full);
    assert_eq!(until(&mut second, is_over).await.phase, CopyPhase::Finished);
    assert!(desk.attach_copy(|_| ()).is_some_and(|last| is_over(&last)));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_password_is_set_aside_and_the_others_are_copied() {
    let computer = Computer::new();
    let desk = computer.desk();
    let plan = practise(&desk).await;
    let third = plan.people[2].id;
    desk.save_secret(third, Side::Destination, secret(""))
        .await
        .unwrap();
    let last = copy(&desk).await;
    assert_eq!(last.phase, CopyPhase::Finished);
    let order: Vec<i64> = last.people.iter().map(|person| person.person).collect();
    assert_eq!(
        order,
        plan.people
            .iter()
            .map(|person| person.id)
            .collect::<Vec<_>>()
    );
    for person in &last.people {
        match &person.state {
            wire::PersonState::Failed { fault } => {
                assert_eq!((person.person, fault.code.0), (third, Code::SecretMissing));
                assert_eq!(
                    fault.params.get("side").map(String::as_str),
                    Some("destination")
                );
            }
            state => assert_eq!(*state, wire::PersonState::Done),
        }
    }
    assert_eq!(
        desk.start_copy(Some(&[third]), CopyOptions::default(), |_| ())
            .await
            .unwrap_err()
            .code,
        Code::SecretMissing
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_speed_limit_that_is_set_is_kept() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    let (tell, mut hear) = ears();
    let bytes = Company::expected().bytes();
    let options = CopyOptions {
        max_rate: Some(bytes / 4),
        newest_first: false,
    };
    let started = std::time::Instant::now();
    desk.start_copy(None, options, tell).await.unwrap();
    until(&mut hear, is_over).await;
    assert!(started.elapsed() > Duration::from_secs(2));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_messages_that_this_plan_has_saved_are_shown() {
    let computer = Computer::new();
    let desk = computer.desk();
    practise(&desk).await;
    for member in Company::people() {
        let refuse = Trouble::Refuse(member.address);
        lock(&desk.company).as_ref().unwrap().trouble(refuse, true);
    }
    copy(&desk).await;
    let problems = desk.problems(None).unwrap();
    let saved = problems.iter().find_map(|problem| problem.saved.as_deref());
    let saved = saved.expect("a refused message is saved");
    assert_eq!(desk.saved_message(saved).unwrap(), Path::new(saved));
    let beside = computer.home.path().join("letter.eml");
    fs::write(&beside, "not ours").unwrap();
    let plan = desk.opened().unwrap();
    let stray = moving_day_engine::copy::place_of_saved(plan.plan.path()).join("stray.eml");
    make_parent(&stray).unwrap();
    fs::write(&stray, "in the place, and no message of the plan").unwrap();
    for path in [beside.as_path(), stray.as_path(), Path::new("/etc/passwd")] {
        let refused = desk.saved_message(path.to_str().unwrap()).unwrap_err();
        assert_eq!(refused.code, Code::LocalFileUnreadable);
    }
    fs::remove_file(saved).unwrap();
    let gone = desk.saved_message(saved).unwrap_err();
    assert_eq!(gone.code, Code::LocalFileUnreadable);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_practice_that_does_not_open_can_be_ended_and_begun_anew() {
    let computer = Computer::new();
    let desk = computer.desk();
    let path = desk.places.practice_plan();
    make_parent(&path).unwrap();
    fs::write(&path, "not a plan").unwrap();
    assert_eq!(
        desk.start_practice().await.unwrap_err().code,
        Code::PlanForeign
    );
    desk.end_practice().await.unwrap();
    assert!(desk.start_practice().await.unwrap().practice.is_some());
}
