//! # The closing report
//!
//! What the plan file knows of a move, for somebody who wants to see that nothing is missing: a verdict, each person's
//! counts, and every message that was left out with its reason. Nothing is asked of a server, and no password is needed.
//!
//! ```text
//! plan file → gather → Report → html (a page to print), csv (for spreadsheets), json (for programs)
//! ```
//!
//! A plan that never ran gives an honest report. Parts that other modules know of, such as the records of the domain,
//! are empty until somebody fills them; an empty part is not shown.

mod csv;
mod gather;
mod html;

use std::io::Write as _;
use std::path::Path;

use serde::Serialize;
use time::OffsetDateTime;

pub use self::gather::gather;
pub use crate::documents::Language;
use crate::error::{Code, Error};
use crate::plan::unwritable;

/// What can be said of the whole move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No message is at the destination.
    NothingCopied,
    /// Somebody's mail is not copied to the end.
    Unfinished,
    /// Everybody is through, and something was left out or arrived with a difference.
    LeftOut,
    /// Everything is copied, and somebody's mail was not compared since.
    Copied,
    /// Everything was compared, and nothing is missing.
    Complete,
}

impl Verdict {
    /// The word in the files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NothingCopied => "nothing_copied",
            Self::Unfinished => "unfinished",
            Self::LeftOut => "left_out",
            Self::Copied => "copied",
            Self::Complete => "complete",
        }
    }
}

/// How far one person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// No copy has begun.
    NotBegun,
    /// A copy was cut off.
    Unfinished,
    /// Somebody asked for the end.
    Stopped,
    /// A copy failed; `reason` says why.
    Failed,
    /// Everything is copied, and not compared since.
    Copied,
    /// Copied to the end, but not everything, and not compared since.
    CopiedInPart,
    /// Compared: everything is there.
    Complete,
    /// Compared: everything is there, with differences by which no mail is lost or changed.
    CompleteWithNotes,
    /// Compared: something is missing.
    Incomplete,
}

impl Standing {
    /// The word in the files.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotBegun => "not_begun",
            Self::Unfinished => "unfinished",
            Self::Stopped => "stopped",
            Self::Failed => "failed",
            Self::Copied => "copied",
            Self::CopiedInPart => "copied_in_part",
            Self::Complete => "complete",
            Self::CompleteWithNotes => "complete_with_notes",
            Self::Incomplete => "incomplete",
        }
    }

    /// Whether the copy came to its end.
    fn is_through(self) -> bool {
        !matches!(
            self,
            Self::NotBegun | Self::Unfinished | Self::Stopped | Self::Failed
        )
    }
}

/// Everything that is said of a move. The names of the fields are those of the JSON file; fields may be added.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The domain whose mail moves.
    pub domain: String,
    /// Whether it is a practice move.
    pub practice: bool,
    /// When the report was made.
    #[serde(with = "time::serde::rfc3339")]
    pub made: OffsetDateTime,
    /// The version of this program.
    pub version: String,
    /// The time zone of the company, by its name in the IANA database; UTC where none was chosen.
    pub zone: String,
    /// The host of the old server, where it was entered.
    pub source: Option<String>,
    /// The host of the new server, where it was entered.
    pub destination: Option<String>,
    /// What can be said of the whole.
    pub verdict: Verdict,
    /// The sums over everybody.
    pub totals: Totals,
    /// Everybody whose mail moves, in the order of the list.
    pub people: Vec<Person>,
    /// Everybody else in the list.
    pub not_moved: Vec<NotMoved>,
    /// What is not at the destination.
    pub left_out: Vec<Item>,
    /// What arrived with a difference that nobody can explain.
    pub different: Vec<Item>,
    /// Folders that have another name at the destination.
    pub renamed: Vec<Renamed>,
    /// Copies and comparisons, the earliest first.
    pub runs: Vec<Run>,
    /// Tasks that somebody decided not to do.
    pub skipped: Vec<Skipped>,
    /// The records of the domain that were changed; filled by whoever knows them.
    pub dns: Option<Vec<DnsChange>>,
}

/// Sums. What nobody has counted is 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// People in the plan.
    pub people: u64,
    /// Messages at the source.
    pub source: u64,
    /// Messages of the source that are at the destination.
    pub arrived: u64,
    /// How many of those were there from elsewhere.
    pub already_there: u64,
    /// Messages that are not at the destination.
    pub left_out: u64,
    /// Messages that reached the source after the copy.
    pub late: u64,
    /// Messages at the destination alone.
    pub extra: u64,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Person {
    /// As people call them.
    pub name: Option<String>,
    /// The address at the source.
    pub address: String,
    /// The address at the destination; mostly the same.
    pub new_address: String,
    /// How far they are.
    pub standing: Standing,
    /// Why the copy failed: the name of a code.
    pub reason: Option<&'static str>,
    /// Messages at the source; none when nobody has counted.
    pub source: Option<u64>,
    /// Messages of the source that are at the destination.
    pub arrived: u64,
    /// How many of those were there from elsewhere; none when nobody has compared.
    pub already_there: Option<u64>,
    /// Messages that are not at the destination.
    pub left_out: u64,
    /// Messages that reached the source after the copy; none when nobody has compared.
    pub late: Option<u64>,
    /// Messages at the destination alone; none when nobody has compared.
    pub extra: Option<u64>,
    /// When the last copy ended.
    #[serde(with = "time::serde::rfc3339::option")]
    pub copied_at: Option<OffsetDateTime>,
    /// When both sides were compared, if that was after the last copy.
    #[serde(with = "time::serde::rfc3339::option")]
    pub checked_at: Option<OffsetDateTime>,
}

/// An address of the list whose mail does not move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotMoved {
    /// As people call them.
    pub name: Option<String>,
    /// The address.
    pub address: String,
    /// The word of the kind: `forward` or `stays`.
    pub kind: &'static str,
}

/// A message, or a folder as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Whose it is: the address at the source.
    pub address: String,
    /// The folder at the source, part by part.
    pub folder: Vec<String>,
    /// The number at the source; none when the whole folder is meant.
    pub uid: Option<u32>,
    /// When the source received it.
    #[serde(with = "time::serde::rfc3339::option")]
    pub date: Option<OffsetDateTime>,
    /// From the header.
    pub sender: Option<String>,
    /// From the header.
    pub subject: Option<String>,
    /// From the header.
    pub message_id: Option<String>,
    /// Bytes.
    pub size: u64,
    /// Why: the name of a code or a finding.
    pub reason: &'static str,
    /// In the server's words.
    pub server_text: Option<String>,
    /// The file in which it is saved.
    pub saved: Option<String>,
}

/// A folder that has another name at the destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Renamed {
    /// The name at the source, part by part.
    pub source: Vec<String>,
    /// The name at the destination, part by part.
    pub destination: Vec<String>,
    /// How many people have such a folder.
    pub people: u64,
}

/// A copy or a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Run {
    /// `copy` or `check`.
    pub kind: &'static str,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub began: OffsetDateTime,
    /// When it ended; none when it was cut off.
    #[serde(with = "time::serde::rfc3339::option")]
    pub ended: Option<OffsetDateTime>,
    /// Whether somebody asked for the end.
    pub stopped: bool,
    /// How many people took part.
    pub people: u64,
}

/// A task that somebody decided not to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skipped {
    /// The word of the task.
    pub task: &'static str,
    /// The word of the reason.
    pub reason: &'static str,
    /// Why, in the person's own words.
    pub note: Option<String>,
    /// When that was said.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
}

/// A record of the domain that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DnsChange {
    /// The name.
    pub name: String,
    /// The type, such as `MX`.
    pub kind: String,
    /// What it said before; empty for a new record.
    pub before: Vec<String>,
    /// What it says now; empty for one that was taken out.
    pub after: Vec<String>,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One page to read and to print.
    Html,
    /// A table for spreadsheets: one row for each person, then one for each message.
    Csv,
    /// Everything, for programs.
    Json,
}

impl Format {
    /// The form that the ending of a file's name asks for.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" => Some(Self::Html),
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Report {
    /// The report in one of its forms, as the bytes of a file.
    ///
    /// # Errors
    /// [`Code::Unexpected`] alone: a word or a template is at fault, and no report is.
    pub fn written(&self, format: Format, language: Language) -> Result<Vec<u8>, Error> {
        match format {
            Format::Html => html::written(self, language).map(String::into_bytes),
            Format::Csv => csv::written(self, language),
            Format::Json => {
                serde_json::to_vec_pretty(self).map_err(|error| unexpected().because(error))
            }
        }
    }

    /// Writes the report into a file, whole or not at all; one that is there is replaced.
    ///
    /// # Errors
    /// [`Code::LocalFileUnwritable`] or [`Code::LocalDiskFull`] with `params.path`.
    pub fn save(&self, path: &Path, format: Format, language: Language) -> Result<(), Error> {
        let bytes = self.written(format, language)?;
        let mut half = path.as_os_str().to_owned();
        half.push(".new");
        let half = Path::new(&half);
        let write = || {
            let mut file = std::fs::File::create(half)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            drop(file);
            std::fs::rename(half, path)
        };
        write().map_err(|error| {
            // What is half written helps nobody, and may be what fills the disk.
            let _ = std::fs::remove_file(half);
            unwritable(error).with("path", path.display().to_string())
        })
    }
}

fn unexpected() -> Error {
    Error::job(Code::Unexpected)
}

#[cfg(test)]
mod tests;
