//! # The end of a move
//!
//! Deletes the passwords of the plan from the password store, looks whether any is left, and tells what else of the plan
//! lies on this computer. What stays and what goes is a person's choice; passwords are the one thing that must go.

use std::fs;
use std::path::{Path, PathBuf};

use moving_day_engine::clock::Clock as _;
use moving_day_engine::copy;
use moving_day_engine::error::{Code, Error};
use moving_day_engine::plan::{Check, Concern, Seen};
use moving_day_engine::task::Task;

use super::Desk;
use super::sign_in::SignIns;
use crate::bridge;
use crate::wire;

impl Desk {
    /// What the plan keeps on this computer.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn remains(&self) -> Result<wire::Remains, Error> {
        let open = self.opened()?;
        let sign_ins = SignIns::of(&self.vault, &open.plan)?;
        let file = open.plan.path();
        let not_copied = copy::place_of_saved(file);
        Ok(wire::Remains {
            passwords: bridge::count(sign_ins.count()?),
            kept: [
                (wire::KeptKind::Plan, file.to_owned()),
                (wire::KeptKind::NotCopied, not_copied),
            ]
            .into_iter()
            .filter_map(|(kind, path)| kept(kind, &path))
            .collect(),
        })
    }

    /// Deletes every password of the plan, looks whether one is left, and notes what was found.
    ///
    /// # Errors
    /// [`Code::JobRunning`], and those of the plan file. A store that does not delete is no error but a finding.
    pub(crate) async fn delete_passwords(&self) -> Result<wire::Plan, Error> {
        let _turn = self.one_by_one.lock().await;
        self.must_be_idle()?;
        let open = self.opened()?;
        let left = SignIns::of(&self.vault, &open.plan)?.delete_all().await?;
        let seen = if left == 0 {
            Seen::Passed
        } else {
            tracing::warn!(left, "passwords were not deleted");
            Seen::Wrong(Concern::PasswordsRemain)
        };
        let at = open.clock.now();
        open.plan
            .note_check(Task::Finish, Some(&Check { seen, at }))?;
        self.show(&open)
    }

    /// A file or folder of the plan that the page of the end has named.
    ///
    /// # Errors
    /// [`Code::LocalFileUnreadable`] with `params.path` for anything else.
    pub(crate) fn kept_file(&self, path: &str) -> Result<PathBuf, Error> {
        let named = self.remains()?.kept.into_iter();
        named
            .map(|kept| kept.path)
            .find(|kept| kept == path)
            .map(PathBuf::from)
            .ok_or_else(|| Error::job(Code::LocalFileUnreadable).with("path", path))
    }
}

/// How much lies there; nothing when there is nothing.
fn kept(kind: wire::KeptKind, path: &Path) -> Option<wire::Kept> {
    path.exists().then(|| wire::Kept {
        kind,
        path: path.display().to_string(),
        bytes: size(path),
    })
}

/// The bytes in a file, or in all files below a folder. What cannot be read counts nothing; links are not followed.
fn size(path: &Path) -> u64 {
    let Ok(found) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !found.is_dir() {
        return found.len();
    }
    let Ok(entries) = fs::read_dir(path) else {
        return 0;
    };
    entries
        .filter_map(Result::ok)
        .map(|entry| size(&entry.path()))
        .sum()
}
