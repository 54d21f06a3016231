//! # The password store of each system
//!
//! One name and one way to open it for each system. The crates are used directly, because a store that was missing at the
//! start can then be opened later.

use std::sync::Arc;

use keyring_core::{CredentialStore, Result};

use crate::wire::KeyringName;

/// What the store of this system is called.
pub(crate) const KEYRING_NAME: KeyringName = if cfg!(target_os = "macos") {
    KeyringName::Keychain
} else if cfg!(windows) {
    KeyringName::CredentialManager
} else {
    KeyringName::SecretService
};

/// Opens the Secret Service over the session bus.
#[cfg(target_os = "linux")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// Opens the login keychain.
#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Opens the Credential Manager.
#[cfg(windows)]
pub(super) fn open() -> Result<Arc<CredentialStore>> {
    Ok(windows_native_keyring_store::Store::new()?)
}
