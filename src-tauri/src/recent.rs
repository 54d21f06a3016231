//! # Plans opened before
//!
//! A short list in one small file, latest first. It is a convenience: a broken list counts as empty, and a list that
//! cannot be written stops nothing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use moving_day_engine::error::Code;

use crate::wire::RecentPlan;

/// As many as fit on the start page.
const LENGTH: usize = 8;

/// The list in its file.
pub(crate) struct Recent {
    file: PathBuf,
}

impl Recent {
    /// The list in `file`, which need not exist.
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file }
    }

    /// Latest first, without those whose file is gone.
    pub(crate) fn list(&self) -> Vec<RecentPlan> {
        let mut list = self.read();
        list.retain(|plan| Path::new(&plan.path).is_file());
        list
    }

    /// Puts a plan at the top, in place of what was known about it.
    pub(crate) fn note(&self, plan: RecentPlan) {
        let mut list = self.read();
        list.retain(|known| known.path != plan.path);
        list.insert(0, plan);
        list.truncate(LENGTH);
        self.write(&list);
    }

    /// Takes a plan off the list.
    pub(crate) fn forget(&self, path: &str) {
        let mut list = self.read();
        list.retain(|known| known.path != path);
        self.write(&list);
    }

    fn read(&self) -> Vec<RecentPlan> {
        let text = match fs::read(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            text => text,
        };
        text.ok()
            .and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_else(|| {
                tracing::warn!(code = %Code::LocalFileUnreadable, "the list of recent plans counts as empty");
                Vec::new()
            })
    }

    fn write(&self, list: &[RecentPlan]) {
        if let Err(error) = write_whole(&self.file, list) {
            tracing::warn!(code = %Code::LocalFileUnwritable, kind = ?error.kind(), "the list of recent plans was not written");
        }
    }
}

/// Writes beside the file and renames, so that no half-written list is ever found.
fn write_whole(file: &Path, list: &[RecentPlan]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = file.with_extension("json.new");
    fs::write(&beside, serde_json::to_vec_pretty(list)?)?;
    fs::rename(&beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(folder: &Path, number: usize) -> RecentPlan {
        let path = folder.join(format!("{number}.movingday"));
        fs::write(&path, "").unwrap();
        RecentPlan {
            path: path.display().to_string(),
            domain: format!("example-{number}.com"),
            practice: false,
            people: 3,
            day: Some("2025-06-14".to_owned()),
            attention: 0,
        }
    }

    #[test]
    fn the_latest_is_first_and_nothing_is_listed_twice() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Recent::new(folder.path().join("config/recent.json"));
        assert_eq!(recent.list(), []);
        let plans: Vec<_> = (0..12).map(|number| plan(folder.path(), number)).collect();
        for plan in &plans {
            recent.note(plan.clone());
        }
        recent.note(plans[8].clone());
        let listed = recent.list();
        assert_eq!(listed.len(), LENGTH);
        assert_eq!(listed[0], plans[8]);
        assert_eq!(listed[1], plans[11]);
        assert_eq!(listed.iter().filter(|plan| **plan == plans[8]).count(), 1);
        recent.forget(&plans[8].path);
        assert_eq!(recent.list()[0], plans[11]);
    }

    #[test]
    fn a_plan_whose_file_is_gone_is_not_listed() {
        let folder = tempfile::tempdir().unwrap();
        let recent = Recent::new(folder.path().join("recent.json"));
        let gone = plan(folder.path(), 1);
        recent.note(gone.clone());
        fs::remove_file(&gone.path).unwrap();
        assert_eq!(recent.list(), []);
    }

    #[test]
    fn a_list_of_before_the_days_were_noted_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recent.json");
        let mut known = plan(folder.path(), 1);
        let mut list = serde_json::to_value([&known]).unwrap();
        let entry = list[0].as_object_mut().unwrap();
        entry.remove("day");
        entry.remove("attention");
        fs::write(&file, list.to_string()).unwrap();
        known.day = None;
        assert_eq!(Recent::new(file).list(), [known]);
    }

    #[test]
    fn a_broken_list_is_empty_and_can_be_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("recent.json");
        fs::write(&file, "{ not a list").unwrap();
        let recent = Recent::new(file);
        assert_eq!(recent.list(), []);
        let new = plan(folder.path(), 1);
        recent.note(new.clone());
        assert_eq!(recent.list(), [new]);
    }
}
