//! # The practice company, moved by the engine
//!
//! The engine talks to the pretend servers over real sockets; what arrived is read from their store, not from them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking with what it saw"
)]

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::{
    self, Mover, Order, PersonResult, PersonState, Phase, Progress, Report, Verdict,
};
use moving_day_engine::error::Code;
use moving_day_engine::imap::{Login, Roots};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::{Entered, Kind, Plan, read_people};
use moving_day_engine::secret::Secret;
use moving_day_practice::{Company, Pace, Trouble, destination_content, mail};

/// Everything said while copying.
#[derive(Default)]
struct Told(Mutex<Vec<Progress>>);

impl Report for Told {
    fn progress(&self, state: &Progress) {
        self.0.lock().unwrap().push(state.clone());
    }
}

struct Move {
    company: Company,
    plan: Arc<Plan>,
    order: Order,
}

impl Move {
    async fn begin(folder: &Path, troubles: &[Trouble]) -> Self {
        let company = Company::open(folder, troubles).await.unwrap();
        let path = folder.join("practice.movingday");
        let plan = if path.exists() {
            Plan::open(&path).unwrap()
        } else {
            let plan = Plan::create(
                &path,
                Company::domain(),
                Kind::Practice,
                &SystemClock::default(),
            )
            .unwrap();
            plan.add_people(&read_people(&Company::people_list()).people)
                .unwrap();
            plan
        };
        let entered = read_people(&Company::people_list()).people;
        let people = plan.people().unwrap();
        let movers = people.iter().zip(&entered).map(|(person, entered)| Mover {
            person: person.id,
            address: person.address.clone(),
            source: login(entered, entered.source_secret.as_ref()),
            destination: login(entered, entered.destination_secret.as_ref()),
        });
        let order = Order {
            source: company.source(),
            destination: company.destination(),
            roots: Roots::platform().unwrap(),
            people: movers.collect(),
            connections: 3,
            save_refused: None,
            max_rate: None,
            labels: copy::Labels::default(),
            newest_first: false,
        };
        Self {
            company,
            plan: Arc::new(plan),
            order,
        }
    }

    async fn run(&self, control: Control, told: Arc<Told>) -> Outcome<Vec<PersonResult>> {
        let run = copy::run(
            Arc::clone(&self.plan),
            self.order.clone(),
            control,
            Arc::new(SystemClock::default()),
            told,
        );
        tokio::time::timeout(Duration::from_secs(60), run)
            .await
            .unwrap()
            .unwrap()
    }

    async fn run_to_the_end(&self) -> Vec<PersonResult> {
        match self.run(Control::default(), Arc::default()).await {
            Outcome::Done(results) => results,
            Outcome::Stopped(_) => panic!("nobody stopped it"),
        }
    }
}

fn login(entered: &Entered, secret: Option<&Secret>) -> Login {
    Login {
        user: entered.address.as_str().to_owned(),
        secret: secret.unwrap().clone(),
    }
}

/// What lies at the destination is the source's mail, in the folders that the plan paired.
fn assert_moved(folder: &Path, results: &[PersonResult]) {
    let wanted = mail(&Company::expected().people, |address, parts| {
        let result = results
            .iter()
            .find(|result| result.progress.address.as_str() == address)
            .unwrap();
        let pair = result
            .progress
            .folders
            .iter()
            .find(|pair| pair.source.parts() == parts)
            .unwrap();
        pair.destination.parts().to_vec()
    });
    let found = mail(&destination_content(folder).unwrap(), |_, parts| {
        parts.to_vec()
    });
    for (place, messages) in &wanted {
        let there = found.get(place).map_or(0, Vec::len);
        assert_eq!(there, messages.len(), "number of messages in {place:?}");
    }
    assert_eq!(found, wanted, "content, flags and dates");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_arrives_once_and_a_second_run_copies_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let all = Move::begin(folder.path(), &[]).await;
    let results = all.run_to_the_end().await;
    assert!(
        results
            .iter()
            .all(|result| result.verdict == Verdict::Complete),
        "{results:#?}"
    );
    assert_moved(folder.path(), &results);

    let again = all.run_to_the_end().await;
    let tally = copy::Tally::sum(again.iter().map(|result| &result.progress.tally));
    assert_eq!(tally.messages, tally.already_there);
    assert_moved(folder.path(), &again);
    assert_eq!(all.company.source_writes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_copy_carries_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    {
        let all = Move::begin(folder.path(), &[]).await;
        all.company.pace(Pace::Messages(400));
        let control = Control::default();
        let stop = control.clone();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(1)).await;
            stop.stop();
        });
        let told = Arc::new(Told::default());
        let outcome = all.run(control, Arc::clone(&told)).await;
        assert!(matches!(outcome, Outcome::Stopped(_)));
        assert_eq!(told.0.lock().unwrap().last().unwrap().phase, Phase::Stopped);
        let Move { company, .. } = all;
        company.close().await.unwrap();
    }
    let all = Move::begin(folder.path(), &[]).await;
    let results = all.run_to_the_end().await;
    assert!(
        results
            .iter()
            .any(|result| result.progress.tally.already_there > 0)
    );
    assert_moved(folder.path(), &results);
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_is_monotonic_and_ends_at_its_totals() {
    let folder = tempfile::tempdir().unwrap();
    let all = Move::begin(folder.path(), &[]).await;
    let told = Arc::new(Told::default());
    all.run(Control::default(), Arc::clone(&told)).await;
    let told = told.0.lock().unwrap();
    let bytes: Vec<u64> = told.iter().map(|state| state.tally.bytes).collect();
    assert!(bytes.is_sorted(), "{bytes:?}");
    let last = told.last().unwrap();
    assert_eq!(last.phase, Phase::Finished);
    assert_eq!(Some(last.tally.messages), last.tally.messages_total);
    assert_eq!(Some(last.tally.bytes), last.tally.bytes_total);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_persons_trouble_stops_nobody_else() {
    let folder = tempfile::tempdir().unwrap();
    let people = Company::people();
    let [wrong, full, refuse] = [people[0].address, people[1].address, people[2].address];
    let troubles = [
        Trouble::WrongPassword(wrong),
        Trouble::MailboxFull(full),
        Trouble::Refuse(refuse),
    ];
    let all = Move::begin(folder.path(), &troubles).await;
    let results = all.run_to_the_end().await;
    let of = |address: &str| {
        results
            .iter()
            .find(|result| result.progress.address.as_str() == address)
            .unwrap()
    };
    let failure = |address: &str| match &of(address).progress.state {
        PersonState::Failed(error) => error.code,
        other => panic!("{address} should have failed, but is {other:?}"),
    };
    assert_eq!(failure(wrong), Code::SourceSignInRefused);
    assert_eq!(failure(full), Code::DestinationFull);
    let refused = &of(refuse).problems;
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, Code::DestinationRefusedMessage);
    assert!(refused[0].server_text.is_some() && refused[0].subject.is_some());
    assert!(matches!(of(refuse).progress.state, PersonState::Done));
    assert_eq!(
        results
            .iter()
            .filter(|result| result.verdict == Verdict::Complete)
            .count(),
        3
    );

    for trouble in troubles {
        all.company.trouble(trouble, false);
    }
    let results = all.run_to_the_end().await;
    assert!(
        results
            .iter()
            .all(|result| result.verdict == Verdict::Complete),
        "{results:#?}"
    );
    assert_moved(folder.path(), &results);
}
