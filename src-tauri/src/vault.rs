//! # The vault
//!
//! Where passwords are: in the password store of this computer, or in memory while there is none or it does not open.
//! What is in memory moves into the store as soon as it opens; nothing is ever written anywhere else.
//!
//! The store is asked off the window's thread and never for longer than a few seconds. Which entries exist is not known
//! here: the plan keeps the list, so that deleting is exact.

mod parts;
mod platform;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use keyring_core::CredentialStore;
use moving_day_engine::error::{Code, Error, Retry, Scope, Side};
use moving_day_engine::plan::PlanId;
use moving_day_engine::secret::Secret;

pub(crate) use self::platform::KEYRING_NAME;

/// The name under which the entries are filed.
pub const SERVICE: &str = crate::IDENTIFIER;

/// An open store answers within milliseconds. One that first asks a person to unlock it may take minutes, and no
/// command waits for that: it falls back to memory, and the person tries again when the store is open.
const PATIENCE: Duration = Duration::from_secs(4);

/// Names one entry: whose password, for which side of which plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    user: String,
}

impl Key {
    /// The entry of the mailbox `address` on this side.
    pub fn new(plan: &PlanId, side: Side, address: &str) -> Self {
        Self {
            user: format!("{plan}/{}/{}", side.as_str(), address.to_lowercase()),
        }
    }
}

/// Where a password came to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the password store.
    Keyring,
    /// In memory, until the program ends.
    Memory,
}

/// Opens the password store; blocks.
pub type Opener = Box<dyn Fn() -> keyring_core::Result<Arc<CredentialStore>> + Send + Sync>;

/// The passwords of this run.
pub struct Vault {
    opener: Arc<Opener>,
    patience: Duration,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    store: Option<OpenStore>,
    memory: BTreeMap<Key, Secret>,
}

/// A store that is let go on a thread of its own: it closes its connection then and waits for that, which must not
/// happen on a thread that drives tasks.
struct OpenStore(Option<Arc<CredentialStore>>);

impl Drop for OpenStore {
    fn drop(&mut self) {
        let store = self.0.take();
        // Without another thread the computer has worse troubles than a connection that stays open.
        let _ = thread::Builder::new().spawn(move || drop(store));
    }
}

impl Vault {
    /// A vault over the password store of this computer; not opened yet.
    pub fn of_this_computer() -> Self {
        Self::over(Box::new(platform::open))
    }

    /// A vault over any store; not opened yet.
    pub fn over(opener: Opener) -> Self {
        Self {
            opener: Arc::new(opener),
            patience: PATIENCE,
            inner: Mutex::default(),
        }
    }

    /// Where a password would go now.
    pub fn place(&self) -> Place {
        if self.lock().store.is_some() {
            Place::Keyring
        } else {
            Place::Memory
        }
    }

    /// Opens the store, or opens it again.
    ///
    /// # Errors
    /// [`Code::KeyringMissing`] when there is none or it does not answer; the vault then is in memory.
    pub async fn open(&self) -> Result<(), Error> {
        let opener = Arc::clone(&self.opener);
        let opened = self.wait(move || opener()).await;
        let mut inner = self.lock();
        match opened {
            Ok(store) => {
                inner.store = Some(OpenStore(Some(store)));
                Ok(())
            }
            Err(_) => {
                inner.store = None;
                Err(Error::job(Code::KeyringMissing))
            }
        }
    }

    /// Keeps a password. It is never refused: what the store does not take stays in memory, and the vault with it.
    pub async fn keep(&self, key: &Key, secret: Secret) -> Place {
        let written = self.ask(key, {
            let secret = secret.clone();
            move |store, user| parts::write(store, user, &secret)
        });
        match written.await {
            Ok(()) => {
                self.lock().memory.remove(key);
                Place::Keyring
            }
            Err(_) => {
                self.lock().memory.insert(key.clone(), secret);
                Place::Memory
            }
        }
    }

    /// The password, if there is one. `noted` says whether the plan has a note that it is in the store.
    ///
    /// # Errors
    /// [`Code::KeyringMissing`] or [`Code::KeyringRefused`] when it should be in the store and the store does not give it.
    pub async fn read(&self, key: &Key, noted: bool) -> Result<Option<Secret>, Error> {
        if let Some(secret) = self.in_memory(key) {
            return Ok(Some(secret));
        }
        if !noted {
            return Ok(None);
        }
        match self.ask(key, parts::read).await {
            Ok(secret) => Ok(Some(secret)),
            Err(Trouble::NoEntry) => Ok(None),
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// Forgets the password in both places.
    ///
    /// # Errors
    /// [`Code::KeyringMissing`] or [`Code::KeyringRefused`] when the store does not delete it; it is still there then.
    pub async fn forget(&self, key: &Key, noted: bool) -> Result<(), Error> {
        self.lock().memory.remove(key);
        if !noted {
            return Ok(());
        }
        self.ask(key, parts::delete).await.map_err(Error::from)
    }

    /// Whether the store says that it has no such entry. What it does not answer is not gone.
    pub async fn is_gone(&self, key: &Key) -> bool {
        matches!(self.ask(key, parts::read).await, Err(Trouble::NoEntry))
    }

    /// The password, if it is in memory.
    pub fn in_memory(&self, key: &Key) -> Option<Secret> {
        self.lock().memory.get(key).cloned()
    }

    async fn ask<T: Send + 'static>(
        &self,
        key: &Key,
        work: impl FnOnce(&CredentialStore, &str) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let store = self.lock().store.as_ref().and_then(|open| open.0.clone());
        let store = store.ok_or(Trouble::Missing)?;
        let user = key.user.clone();
        let answer = self.wait(move || work(&*store, &user)).await;
        if matches!(answer, Err(Trouble::Refused)) {
            self.lock().store = None;
        }
        answer
    }

    async fn wait<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let answer = tokio::time::timeout(self.patience, tokio::task::spawn_blocking(work)).await;
        match answer {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(keyring_core::Error::NoEntry))) => Err(Trouble::NoEntry),
            Ok(_) | Err(_) => Err(Trouble::Refused),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why the store did not do what it was asked. Its own words may name people, so they go no further than here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// It is not open.
    Missing,
    /// It has no such entry.
    NoEntry,
    /// It said no, or nothing.
    Refused,
}

impl From<Trouble> for Error {
    fn from(trouble: Trouble) -> Self {
        let code = match trouble {
            Trouble::Missing => Code::KeyringMissing,
            Trouble::NoEntry | Trouble::Refused => Code::KeyringRefused,
        };
        Self::new(code, Scope::Job, Retry::Later)
    }
}

#[cfg(test)]
mod tests;
