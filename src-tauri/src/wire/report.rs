//! # The report on the wire

use serde::Deserialize;

/// The form of the file that a report is saved as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum ReportForm {
    /// A page to read and to print.
    Html,
    /// A table for spreadsheets.
    Csv,
    /// Everything, for programs.
    Json,
}

impl ReportForm {
    /// The ending of its file's name.
    pub(crate) const fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}
