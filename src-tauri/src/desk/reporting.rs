//! # The report
//!
//! The closing report of the plan that is open, as a file or as a page to print. Nothing is asked of a server.

use std::path::{Path, PathBuf};

use moving_day_engine::clock::Clock as _;
use moving_day_engine::error::Error;
use moving_day_engine::report::{Format, Language, gather};

use super::Desk;
use crate::wire;

impl Desk {
    /// Writes the report into a file, whole or not at all, and gives its place. A name with another ending gets the one
    /// of the form.
    ///
    /// # Errors
    /// [`Code::LocalFileUnwritable`](moving_day_engine::error::Code::LocalFileUnwritable) or `LocalDiskFull` with
    /// `params.path`, and those of the plan file.
    pub(crate) fn save_report(
        &self,
        path: &Path,
        form: wire::ReportForm,
    ) -> Result<PathBuf, Error> {
        let open = self.opened()?;
        let format = format(form);
        let mut path = path.to_owned();
        if Format::of(&path) != Some(format) {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(form.ending());
            path = PathBuf::from(name);
        }
        let report = gather(&open.plan, open.clock.now())?;
        report.save(&path, format, Language::English)?;
        Ok(path)
    }

    /// The report as one page of HTML, without scripts.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn report_page(&self) -> Result<Vec<u8>, Error> {
        let open = self.opened()?;
        let report = gather(&open.plan, open.clock.now())?;
        report.written(Format::Html, Language::English)
    }
}

fn format(form: wire::ReportForm) -> Format {
    match form {
        wire::ReportForm::Html => Format::Html,
        wire::ReportForm::Csv => Format::Csv,
        wire::ReportForm::Json => Format::Json,
    }
}
