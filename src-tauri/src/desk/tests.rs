//! The desk without a window: real plan files, the pretend company over real sockets, a password store in memory.

use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use keyring_core::mock;
use keyring_core::{CredentialStore, Entry};
use moving_day_engine::clock::SystemClock;
use moving_day_engine::secret::Secret;
use moving_day_practice::{Pace, Trouble};
use tempfile::TempDir;

use super::practice::FULL;
use super::*;
use crate::vault::SERVICE;
use crate::wire::{
    CheckPhase, CheckProgress, CheckState, CopyOptions, CopyPhase, CopyProgress, FindingKind,
    FolderFate, Held, Verdict, VerifyPhase, VerifyProgress,
};

mod after;
mod course;
mod finish;
mod jobs;
mod people;
mod plans;
mod practice_story;

/// A computer with a home folder and a password store that can be taken away.
struct Computer {
    home: TempDir,
    store: Arc<mock::Store>,
    has_store: Arc<AtomicBool>,
    power: Arc<FakePower>,
}

/// A system that counts who keeps it awake.
#[derive(Default)]
struct FakePower {
    holds: Arc<AtomicUsize>,
    asked: AtomicUsize,
    refuses: AtomicBool,
}

struct FakeHold(Arc<AtomicUsize>);

impl Power for FakePower {
    fn hold(&self) -> Option<Box<dyn Any>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.refuses.load(Ordering::SeqCst) {
            return None;
        }
        self.holds.fetch_add(1, Ordering::SeqCst);
        Some(Box::new(FakeHold(Arc::clone(&self.holds))))
    }
}

impl Drop for FakeHold {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Computer {
    fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            store: mock::Store::new().unwrap(),
            has_store: Arc::new(AtomicBool::new(true)),
            power: Arc::default(),
        }
    }

    /// The program as it starts.
    fn desk(&self) -> Desk {
        self.desk_given(None)
    }

    fn desk_given(&self, given: Option<PathBuf>) -> Desk {
        let (store, has_store) = (Arc::clone(&self.store), Arc::clone(&self.has_store));
        let vault = Vault::over(Box::new(move || {
            let store: Arc<CredentialStore> = store.clone();
            if has_store.load(Ordering::SeqCst) {
                Ok(store)
            } else {
                Err(keyring_core::Error::NoDefaultStore)
            }
        }));
        Desk::new(
            Places::below(self.home.path()),
            vault,
            Arc::new(SystemClock::default()),
            Arc::clone(&self.power) as Arc<dyn Power>,
            given,
        )
    }

    /// How many passwords lie in the store.
    fn stored(&self) -> usize {
        let store: &CredentialStore = &*self.store;
        let filed = store.search(&[("service", SERVICE)].into()).unwrap();
        filed
            .iter()
            .filter(|entry| Entry::get_password(entry).is_ok())
            .count()
    }
}

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

/// Practice at full speed, with everybody in the list and none of the troubles that are there on purpose.
async fn practise(desk: &Desk) -> wire::Plan {
    let plan = desk.start_practice().await.unwrap();
    pace(desk, Pace::Full);
    let full = Trouble::MailboxFull(FULL);
    lock(&desk.company).as_ref().unwrap().trouble(full, false);
    if plan.people.is_empty() {
        return desk
            .add_people(&secret(&Company::people_list()))
            .await
            .unwrap();
    }
    plan
}

fn pace(desk: &Desk, pace: Pace) {
    lock(&desk.company).as_ref().unwrap().pace(pace);
}
