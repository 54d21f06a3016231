//! # The start page on the wire
//!
//! What the first page shows before any plan is open, and how the program is left.

use serde::{Deserialize, Serialize};

/// Everything the start page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Start {
    /// Plans opened before, latest first; those whose file is gone are left out.
    pub recent: Vec<RecentPlan>,
    /// Where passwords are kept.
    pub vault: Vault,
    /// The version of the program.
    pub version: String,
}

/// A plan that was open before, as it was when it was last seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) struct RecentPlan {
    /// Where its file lies.
    pub path: String,
    /// The domain that moves.
    pub domain: String,
    /// Whether it is the practice run.
    pub practice: bool,
    /// How many people stood in it.
    pub people: u32,
    /// Its moving day, once chosen: `YYYY-MM-DD`.
    #[serde(default)]
    pub day: Option<String>,
    /// How many of its tasks needed the person.
    #[serde(default)]
    pub attention: u32,
}

/// Where passwords are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Vault {
    /// In the password store of this computer.
    Keyring {
        /// Which one it is.
        name: KeyringName,
    },
    /// In memory until the program ends, because there is no password store or it did not open.
    Memory,
}

/// The password stores of the three systems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum KeyringName {
    /// Linux: any program that offers the Secret Service.
    SecretService,
    /// macOS.
    Keychain,
    /// Windows.
    CredentialManager,
}

/// How to leave while a job runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum After {
    /// Without waiting; the journal makes up for it at the next start.
    Now,
    /// After the messages under way have arrived.
    Pause,
}
