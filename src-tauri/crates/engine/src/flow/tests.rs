use time::macros::{date, datetime, time};

use super::*;
use crate::plan::MovingDay;
use crate::task::Phase;
use crate::zone::Zone;

const BEGUN: OffsetDateTime = datetime!(2026-05-20 09:00 UTC);
const DAY: Date = date!(2026 - 06 - 13);

/// A plan of five people that is at its very start, so many days from the moving day, at noon.
fn facts(days: i64) -> Facts {
    let day = MovingDay {
        date: DAY,
        time: time!(18:00),
        zone: Zone::UTC,
    };
    Facts {
        now: DAY
            .saturating_add(Duration::days(days))
            .with_time(time!(12:00))
            .assume_utc(),
        schedule: Some(Schedule::new(day, BEGUN)),
        opensrs: true,
        servers: true,
        unnamed: None,
        people: 5,
        source: Access::default(),
        destination: Access::default(),
        copied: Ended::default(),
        compared: Ended::default(),
        marks: BTreeMap::new(),
        checks: BTreeMap::new(),
    }
}

fn all_works() -> Access {
    Access {
        works: 5,
        fails: 0,
        at: Some(BEGUN),
    }
}

fn all_complete() -> Ended {
    Ended {
        complete: 5,
        incomplete: 0,
        at: Some(BEGUN),
    }
}

fn state(facts: &Facts, task: Task) -> State {
    tasks(facts)
        .into_iter()
        .find(|one| one.task == task)
        .unwrap()
        .state
}

fn say(facts: &mut Facts, task: Task, said: Said) {
    let at = facts.now;
    facts.marks.insert(task, Mark { said, at });
}

fn find(facts: &mut Facts, task: Task, seen: Seen) {
    let at = facts.now;
    facts.checks.insert(task, Check { seen, at });
}

fn next_of(facts: &Facts) -> Next {
    next(&tasks(facts), facts)
}

#[test]
fn a_new_plan_begins_with_the_moving_day() {
    let mut new = facts(-21);
    new.schedule = None;
    new.people = 0;
    new.servers = false;
    assert_eq!(next_of(&new), Next::Task(Task::ChooseMovingDay));
    assert!(tasks(&new).iter().all(|one| one.window.is_none()));
}

#[test]
fn before_anything_else_comes_where_the_mail_is_and_where_it_goes() {
    let mut new = facts(-21);
    new.schedule = None;
    new.servers = false;
    for side in [Side::Source, Side::Destination] {
        new.unnamed = Some(side);
        assert_eq!(next_of(&new), Next::Name(side));
    }
    new.unnamed = None;
    assert_eq!(next_of(&new), Next::Task(Task::ChooseMovingDay));
}

#[test]
fn a_server_that_is_still_unknown_comes_up_when_its_tasks_are_next() {
    let mut known = facts(-10);
    known.servers = false;
    assert_eq!(next_of(&known), Next::Task(Task::ShortenWait));
    for task in Task::ALL.iter().filter(|one| one.phase() == Phase::Prepare) {
        say(&mut known, *task, Said::Done);
    }
    assert_eq!(next_of(&known), Next::Name(Side::Destination));
    known.servers = true;
    assert_eq!(next_of(&known), Next::Task(Task::GetAccess));
}

#[test]
fn brand_and_defaults_belong_to_opensrs_alone() {
    let mut other = facts(-21);
    assert_eq!(tasks(&other).len(), 26);
    other.opensrs = false;
    assert_eq!(tasks(&other).len(), 24);
    assert!(tasks(&other).iter().all(|one| !one.task.only_for_opensrs()));
}

/// What holds each task back at the start, and what lets it go.
#[test]
fn every_task_waits_for_what_has_to_come_first() {
    use Gate::{After, From};
    let day = |offset| From(DAY.saturating_add(Duration::days(offset)));
    let table: [(Task, Option<Gate>); 26] = [
        (Task::ChooseMovingDay, None),
        (Task::ShortenWait, None),
        (Task::SetUpBrand, None),
        (Task::SetDefaults, None),
        (Task::TellPeople, None),
        (Task::ShowWebmail, None),
        (Task::ListPeople, None),
        (Task::GetAccess, Some(After(Task::ListPeople))),
        (Task::CreateMailboxes, Some(After(Task::ListPeople))),
        (Task::FreezeAccounts, Some(day(-7))),
        (Task::FreezePasswords, Some(day(-7))),
        (Task::FreezeContacts, Some(day(-7))),
        (Task::SaveContacts, Some(After(Task::ListPeople))),
        (Task::SendFiles, Some(After(Task::SaveContacts))),
        (Task::KeepBackup, Some(After(Task::ListPeople))),
        (Task::TryOnePerson, Some(After(Task::ListPeople))),
        (Task::CopyMail, Some(After(Task::ListPeople))),
        (Task::SwitchDelivery, Some(After(Task::CreateMailboxes))),
        (Task::CatchUp, Some(After(Task::CopyMail))),
        (Task::CheckArrived, Some(After(Task::CopyMail))),
        (Task::AllowAccounts, Some(After(Task::SwitchDelivery))),
        (Task::CreateNewAccounts, Some(After(Task::SwitchDelivery))),
        (Task::RemindPeople, Some(After(Task::SwitchDelivery))),
        (Task::WelcomePeople, Some(After(Task::SwitchDelivery))),
        (Task::RestoreWait, Some(After(Task::SwitchDelivery))),
        (Task::Finish, Some(After(Task::CheckArrived))),
    ];
    let mut nobody = facts(-21);
    nobody.people = 0;
    for (task, gate) in table {
        let expected = match (task, gate) {
            (Task::ChooseMovingDay, _) => State::Done {
                by: By::Person,
                at: None,
            },
            (_, None) => State::ToDo,
            (_, Some(gate)) => State::NotYet(gate),
        };
        assert_eq!(state(&nobody, task), expected, "{task:?}");
    }
}

#[test]
fn people_servers_and_sign_ins_open_the_copy_one_after_the_other() {
    let mut facts = facts(-9);
    facts.servers = false;
    assert_eq!(state(&facts, Task::GetAccess), State::NotYet(Gate::Servers));
    assert_eq!(state(&facts, Task::CopyMail), State::NotYet(Gate::Servers));
    facts.servers = true;
    assert_eq!(state(&facts, Task::GetAccess), State::ToDo);
    assert_eq!(
        state(&facts, Task::CopyMail),
        State::NotYet(Gate::After(Task::GetAccess))
    );
    facts.source = Access {
        works: 1,
        fails: 0,
        at: Some(BEGUN),
    };
    assert_eq!(state(&facts, Task::KeepBackup), State::ToDo);
    assert_eq!(
        state(&facts, Task::CopyMail),
        State::NotYet(Gate::After(Task::CreateMailboxes))
    );
    facts.destination = facts.source;
    assert_eq!(state(&facts, Task::CopyMail), State::ToDo);
    assert_eq!(state(&facts, Task::TryOnePerson), State::ToDo);
    assert_eq!(
        state(&facts, Task::GetAccess),
        State::ToDo,
        "four people are missing"
    );
}

#[test]
fn mailboxes_that_somebody_says_are_made_open_the_copy_too() {
    let mut facts = facts(-5);
    facts.source = all_works();
    say(&mut facts, Task::CreateMailboxes, Said::Done);
    assert_eq!(state(&facts, Task::CopyMail), State::ToDo);
}

#[test]
fn a_sign_in_that_fails_needs_the_person() {
    let mut facts = facts(-9);
    facts.source = Access {
        works: 4,
        fails: 1,
        at: Some(facts.now),
    };
    assert_eq!(
        state(&facts, Task::GetAccess),
        State::Attention(Concern::SourceSignInFails)
    );
    assert_eq!(next_of(&facts), Next::Task(Task::GetAccess));
    facts.source = all_works();
    assert_eq!(
        state(&facts, Task::GetAccess),
        State::Done {
            by: By::Program,
            at: Some(BEGUN)
        }
    );
}

#[test]
fn new_mailboxes_that_are_not_there_are_no_trouble_before_somebody_says_they_are() {
    let mut facts = facts(-9);
    facts.destination = Access {
        works: 4,
        fails: 1,
        at: Some(facts.now),
    };
    assert_eq!(state(&facts, Task::CreateMailboxes), State::ToDo);
    say(&mut facts, Task::CreateMailboxes, Said::Done);
    facts.destination.at = Some(facts.now + Duration::MINUTE);
    let trouble = State::Attention(Concern::DestinationSignInFails);
    assert_eq!(state(&facts, Task::CreateMailboxes), trouble);
    facts.destination = all_works();
    assert!(state(&facts, Task::CreateMailboxes).is_settled());
}

#[test]
fn a_wait_ends_by_itself_and_the_old_value_that_comes_back_contradicts() {
    let mut facts = facts(-21);
    let until = facts.now + Duration::hours(4);
    find(&mut facts, Task::ShortenWait, Seen::PassesAt(until));
    assert_eq!(
        state(&facts, Task::ShortenWait),
        State::Waiting(Wait::Until(until))
    );
    facts.now = until;
    let done = State::Done {
        by: By::Program,
        at: Some(until),
    };
    assert_eq!(state(&facts, Task::ShortenWait), done);
    find(
        &mut facts,
        Task::ShortenWait,
        Seen::Wrong(Concern::WaitIsLongAgain),
    );
    let trouble = State::Attention(Concern::WaitIsLongAgain);
    assert_eq!(state(&facts, Task::ShortenWait), trouble);
}

#[test]
fn a_wait_that_began_with_a_persons_word_ends_with_it() {
    let mut facts = facts(-21);
    let until = facts.now + Duration::hours(4);
    find(&mut facts, Task::ShortenWait, Seen::PassesAt(until));
    say(&mut facts, Task::ShortenWait, Said::Done);
    let waiting = State::Waiting(Wait::Until(until));
    assert_eq!(state(&facts, Task::ShortenWait), waiting);
    let done = |by| State::Done {
        by,
        at: Some(until),
    };
    let said_at = facts.now;
    facts.now = until;
    assert_eq!(state(&facts, Task::ShortenWait), done(By::Person));
    // The program has looked itself in the meantime.
    facts.now = said_at + Duration::HOUR;
    find(&mut facts, Task::ShortenWait, Seen::PassesAt(until));
    facts.now = until;
    assert_eq!(state(&facts, Task::ShortenWait), done(By::Program));
}

#[test]
fn a_later_check_contradicts_a_mark_and_a_later_mark_a_check() {
    let mut facts = facts(0);
    say(&mut facts, Task::SwitchDelivery, Said::Done);
    let marked = facts.now;
    assert_eq!(
        state(&facts, Task::SwitchDelivery),
        State::Done {
            by: By::Person,
            at: Some(marked)
        }
    );
    facts.now += Duration::MINUTE;
    find(
        &mut facts,
        Task::SwitchDelivery,
        Seen::Wrong(Concern::DeliveryIsWrong),
    );
    let trouble = State::Attention(Concern::DeliveryIsWrong);
    assert_eq!(state(&facts, Task::SwitchDelivery), trouble);
    facts.now += Duration::MINUTE;
    say(&mut facts, Task::SwitchDelivery, Said::Done);
    assert!(state(&facts, Task::SwitchDelivery).is_settled());
}

#[test]
fn what_is_left_out_stays_left_out_until_it_is_taken_up_again() {
    let mut facts = facts(-9);
    facts.source = Access {
        works: 0,
        fails: 5,
        at: Some(facts.now),
    };
    let reason = Reason::SomeoneElse;
    say(
        &mut facts,
        Task::GetAccess,
        Said::Skipped { reason, note: None },
    );
    let at = facts.now;
    assert_eq!(
        state(&facts, Task::GetAccess),
        State::Skipped {
            reason,
            note: None,
            at
        }
    );
    facts.marks.clear();
    assert_eq!(
        state(&facts, Task::GetAccess),
        State::Attention(Concern::SourceSignInFails)
    );
}

#[test]
fn somebody_elses_work_is_waited_for() {
    let mut facts = facts(-21);
    let name = "Priya".to_owned();
    say(
        &mut facts,
        Task::ShortenWait,
        Said::WaitingFor { name: name.clone() },
    );
    assert_eq!(
        state(&facts, Task::ShortenWait),
        State::Waiting(Wait::For(name))
    );
    find(&mut facts, Task::ShortenWait, Seen::Passed);
    assert!(state(&facts, Task::ShortenWait).is_settled());
}

#[test]
fn a_moving_day_that_passed_without_a_switch_needs_the_person() {
    let mut facts = facts(1);
    let trouble = State::Attention(Concern::DayHasPassed);
    assert_eq!(state(&facts, Task::ChooseMovingDay), trouble);
    say(&mut facts, Task::SwitchDelivery, Said::Done);
    assert!(state(&facts, Task::ChooseMovingDay).is_settled());
    facts.marks.clear();
    facts.now -= Duration::days(1);
    assert!(
        state(&facts, Task::ChooseMovingDay).is_settled(),
        "on the day itself"
    );
}

#[test]
fn the_copy_and_the_comparison_are_proven_by_what_they_found() {
    for (task, concern) in [
        (Task::CopyMail, Concern::CopyIncomplete),
        (Task::CheckArrived, Concern::MailMissing),
    ] {
        let mut facts = facts(2);
        facts.source = all_works();
        facts.destination = all_works();
        facts.copied = all_complete();
        let ended = |complete, incomplete| Ended {
            complete,
            incomplete,
            at: Some(BEGUN),
        };
        for (result, expected) in [
            (ended(3, 0), State::ToDo),
            (ended(4, 1), State::Attention(concern)),
            (
                ended(5, 0),
                State::Done {
                    by: By::Program,
                    at: Some(BEGUN),
                },
            ),
        ] {
            if task == Task::CopyMail {
                facts.copied = result;
            } else {
                facts.compared = result;
            }
            assert_eq!(state(&facts, task), expected, "{task:?}");
        }
    }
}

#[test]
fn the_next_step_is_the_one_that_is_due_first() {
    let mut facts = facts(-21);
    assert_eq!(next_of(&facts), Next::Task(Task::ShortenWait));
    for task in [Task::ShortenWait, Task::SetUpBrand, Task::SetDefaults] {
        say(&mut facts, task, Said::Done);
    }
    assert_eq!(
        next_of(&facts),
        Next::Task(Task::TellPeople),
        "recommended, and due today"
    );
    say(&mut facts, Task::TellPeople, Said::Done);
    assert_eq!(
        next_of(&facts),
        Next::Task(Task::GetAccess),
        "trouble is found early"
    );
    facts.source = all_works();
    let until = Some(date!(2026 - 05 - 28));
    let early = Some(Task::ShowWebmail);
    assert_eq!(next_of(&facts), Next::Nothing { until, early });
}

#[test]
fn whoever_only_ever_goes_on_comes_to_the_end() {
    let mut facts = facts(-21);
    facts.people = 0;
    let mut seen = Vec::new();
    for _ in 0..200 {
        match next_of(&facts) {
            Next::Name(side) => panic!("{side:?} is named already"),
            Next::Finished => break,
            Next::Nothing { until, .. } => {
                let until = until.expect("something is left and nothing leads to it");
                facts.now = until.with_time(time!(09:00)).assume_utc();
            }
            Next::Task(task) => {
                assert!(!seen.contains(&task), "{task:?} came twice");
                seen.push(task);
                match task {
                    Task::ListPeople => facts.people = 5,
                    Task::GetAccess => facts.source = all_works(),
                    Task::CreateMailboxes => facts.destination = all_works(),
                    Task::CopyMail => facts.copied = all_complete(),
                    Task::CheckArrived => facts.compared = all_complete(),
                    other => say(&mut facts, other, Said::Done),
                }
            }
        }
    }
    assert_eq!(next_of(&facts), Next::Finished);
    assert_eq!(
        seen.len(),
        25,
        "all but the moving day, which was chosen: {seen:?}"
    );
    let phases: Vec<_> = seen.iter().map(|task| task.phase()).collect();
    assert_eq!(seen.last(), Some(&Task::Finish));
    assert_eq!(
        phases
            .iter()
            .filter(|p| **p == crate::task::Phase::Move)
            .count(),
        5
    );
}

#[test]
fn trouble_comes_before_everything_else() {
    let mut facts = facts(-21);
    find(
        &mut facts,
        Task::RestoreWait,
        Seen::Wrong(Concern::WaitIsLongAgain),
    );
    assert_eq!(next_of(&facts), Next::Task(Task::RestoreWait));
}

#[test]
fn what_changed_by_itself_since_the_last_visit_is_told() {
    let mut facts = facts(-21);
    let until = facts.now + Duration::hours(2);
    find(&mut facts, Task::ShortenWait, Seen::PassesAt(until));
    facts.source = all_works();
    let before = tasks(&facts);
    let visit = Visit {
        at: facts.now,
        states: before
            .iter()
            .map(|one| (one.task, one.state.as_str().to_owned()))
            .collect(),
    };
    facts.now = until;
    facts.source.fails = 1;
    say(&mut facts, Task::TellPeople, Said::Done);
    let after = tasks(&facts);
    assert_eq!(
        since(&visit, &after, facts.now),
        [Task::ShortenWait, Task::GetAccess]
    );
    assert!(since(&visit, &after, visit.at + Duration::minutes(59)).is_empty());
    assert!(since(&visit, &before, facts.now).is_empty());
}

#[test]
fn the_next_event_is_the_end_of_a_wait_or_the_morning_on_which_a_task_opens() {
    let mut facts = facts(-21);
    let morning = |offset| {
        DAY.saturating_add(Duration::days(offset))
            .with_time(time!(09:00))
            .assume_utc()
    };
    assert_eq!(next_event(&tasks(&facts), &facts), Some(morning(-16)));
    let until = facts.now + Duration::hours(4);
    find(&mut facts, Task::ShortenWait, Seen::PassesAt(until));
    assert_eq!(next_event(&tasks(&facts), &facts), Some(until));
    facts.schedule = None;
    assert_eq!(next_event(&tasks(&facts), &facts), None);
}

#[test]
fn from_event_to_event_every_task_opens() {
    let mut facts = facts(-21);
    facts.source = all_works();
    facts.destination = all_works();
    let mut jumps = 0;
    while let Some(at) = next_event(&tasks(&facts), &facts) {
        assert!(at > facts.now);
        facts.now = at;
        jumps += 1;
        assert!(jumps < 40);
    }
    let today = facts.now.date();
    assert!(
        tasks(&facts)
            .iter()
            .all(|one| one.window.is_some_and(|w| w.opens <= today))
    );
}
