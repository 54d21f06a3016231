//! The vault over a store that comes, goes, refuses, and keeps people waiting.

use std::sync::atomic::{AtomicBool, Ordering};

use keyring_core::mock;

use super::*;

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn key() -> Key {
    Key {
        user: "0123/source/ana@example.com".to_owned(),
    }
}

/// A store that comes and goes as a password service does.
struct Switch {
    store: Arc<mock::Store>,
    on: Arc<AtomicBool>,
}

impl Switch {
    fn new(on: bool) -> Self {
        Self {
            store: mock::Store::new().unwrap(),
            on: Arc::new(AtomicBool::new(on)),
        }
    }

    fn vault(&self) -> Vault {
        let (store, on) = (Arc::clone(&self.store), Arc::clone(&self.on));
        Vault::over(Box::new(move || {
            if on.load(Ordering::SeqCst) {
                let store: Arc<CredentialStore> = store.clone();
                Ok(store)
            } else {
                Err(keyring_core::Error::NoDefaultStore)
            }
        }))
    }

    fn refuse_next(&self) {
        let store: &CredentialStore = &*self.store;
        let entry = store.build(SERVICE, &key().user, None).unwrap();
        let entry: &mock::Cred = entry.as_any().downcast_ref().unwrap();
        entry.set_error(keyring_core::Error::NoStorageAccess("locked".into()));
    }
}

#[tokio::test]
async fn a_password_goes_to_the_store_and_comes_back_in_the_next_run() {
    let switch = Switch::new(true);
    let vault = switch.vault();
    vault.open().await.unwrap();
    assert_eq!(vault.keep(&key(), secret("hunter2")).await, Place::Keyring);
    assert!(vault.in_memory(&key()).is_none());

    let next_run = switch.vault();
    next_run.open().await.unwrap();
    assert_eq!(
        next_run.read(&key(), true).await.unwrap(),
        Some(secret("hunter2"))
    );
    next_run.forget(&key(), true).await.unwrap();
    assert_eq!(next_run.read(&key(), true).await.unwrap(), None);
}

#[tokio::test]
async fn without_a_store_passwords_stay_in_memory_and_move_when_it_comes() {
    let switch = Switch::new(false);
    let vault = switch.vault();
    assert_eq!(vault.open().await.unwrap_err().code, Code::KeyringMissing);
    assert_eq!(vault.keep(&key(), secret("hunter2")).await, Place::Memory);
    assert_eq!(
        vault.read(&key(), false).await.unwrap(),
        Some(secret("hunter2"))
    );

    switch.on.store(true, Ordering::SeqCst);
    vault.open().await.unwrap();
    let held = vault.in_memory(&key()).unwrap();
    assert_eq!(vault.keep(&key(), held).await, Place::Keyring);
    assert!(vault.in_memory(&key()).is_none());
    assert_eq!(
        vault.read(&key(), true).await.unwrap(),
        Some(secret("hunter2"))
    );
}

#[tokio::test]
async fn a_store_that_refuses_loses_no_password() {
    let switch = Switch::new(true);
    let vault = switch.vault();
    vault.open().await.unwrap();
    switch.refuse_next();
    assert_eq!(vault.keep(&key(), secret("hunter2")).await, Place::Memory);
    assert_eq!(vault.place(), Place::Memory);
    assert_eq!(
        vault.read(&key(), true).await.unwrap(),
        Some(secret("hunter2"))
    );
}

#[tokio::test]
async fn a_noted_password_that_the_store_does_not_give_is_a_fault() {
    let switch = Switch::new(true);
    let vault = switch.vault();
    vault.open().await.unwrap();
    vault.keep(&key(), secret("hunter2")).await;
    switch.refuse_next();
    assert_eq!(
        vault.read(&key(), true).await.unwrap_err().code,
        Code::KeyringRefused
    );
    assert_eq!(
        vault.read(&key(), true).await.unwrap_err().code,
        Code::KeyringMissing
    );
    assert_eq!(
        vault.forget(&key(), true).await.unwrap_err().code,
        Code::KeyringMissing
    );
    vault.open().await.unwrap();
    assert_eq!(
        vault.read(&key(), true).await.unwrap(),
        Some(secret("hunter2"))
    );
}

#[tokio::test]
async fn a_store_that_does_not_answer_holds_nobody_up() {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = Mutex::new(held);
    let mut vault = Vault::over(Box::new(move || {
        let _ = held.lock().unwrap().recv();
        Err(keyring_core::Error::NoDefaultStore)
    }));
    vault.patience = Duration::from_millis(20);
    assert_eq!(vault.open().await.unwrap_err().code, Code::KeyringMissing);
    assert_eq!(vault.place(), Place::Memory);
    drop(release);
}

/// Waits when it is let go, as a store does that closes its connection; only a thread without tasks may wait.
struct Blocking(Arc<mock::Store>, std::sync::mpsc::Sender<()>);

impl Drop for Blocking {
    fn drop(&mut self) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {});
        self.1.send(()).unwrap();
    }
}

impl keyring_core::api::CredentialStoreApi for Blocking {
    fn vendor(&self) -> String {
        self.0.vendor()
    }

    fn id(&self) -> String {
        self.0.id()
    }

    fn build(
        &self,
        service: &str,
        user: &str,
        modifiers: Option<&std::collections::HashMap<&str, &str>>,
    ) -> keyring_core::Result<keyring_core::Entry> {
        self.0.build(service, user, modifiers)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[tokio::test]
async fn a_store_may_wait_when_it_is_let_go() {
    let (tell, gone) = std::sync::mpsc::channel();
    let switch = Switch::new(true);
    let store = Arc::clone(&switch.store);
    let vault = Vault::over(Box::new(move || {
        Ok(Arc::new(Blocking(Arc::clone(&store), tell.clone())))
    }));
    vault.open().await.unwrap();
    switch.refuse_next();
    assert_eq!(vault.keep(&key(), secret("hunter2")).await, Place::Memory);
    gone.recv_timeout(Duration::from_secs(5)).unwrap();
}

#[test]
fn one_mailbox_has_one_entry_however_it_is_spelt() {
    let clock = moving_day_engine::clock::SystemClock::default();
    let folder = tempfile::tempdir().unwrap();
    let kind = moving_day_engine::plan::Kind::Real;
    let plan = moving_day_engine::plan::Plan::create(
        &folder.path().join("a.movingday"),
        "example.com",
        kind,
        &clock,
    )
    .unwrap();
    let id = &plan.header().id;
    assert_eq!(
        Key::new(id, Side::Source, "Ana@Example.com"),
        Key::new(id, Side::Source, "ana@example.com")
    );
    assert_ne!(
        Key::new(id, Side::Source, "ana@example.com"),
        Key::new(id, Side::Destination, "ana@example.com")
    );
}
