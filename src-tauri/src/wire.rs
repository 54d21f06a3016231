//! # Wire types
//!
//! Everything that crosses between the interface and the shell, as plain data: camelCase, choices tagged by `kind`.
//! The engine's own types never cross; [`crate::bridge`] and [`crate::fault`] turn them into these.
//!
//! The TypeScript in `ui/src/lib/backend/wire/` is generated from here and committed. The test at the bottom fails when it
//! is out of date; this rewrites it:
//!
//! ```text
//! MOVING_DAY_WRITE_WIRE=1 cargo test --package moving-day wire
//! ```

pub(crate) mod backup;
pub(crate) mod catch_up;
pub(crate) mod check;
mod closed;
pub(crate) mod copy;
pub(crate) mod fault;
pub(crate) mod finish;
pub(crate) mod link;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod start;
pub(crate) mod task;
pub(crate) mod verify;

pub(crate) use backup::{BackupPlace, BackupResult, Mailbox, SavedPerson};
pub(crate) use catch_up::{CatchUp, Look, LookedAt};
pub(crate) use check::{
    CheckPhase, CheckProgress, CheckRow, CheckState, Estimate, FolderFate, FolderNote, Omission,
    Prospect, RenameReason, Room,
};
pub(crate) use copy::{
    CopyOptions, CopyPhase, CopyProgress, FolderProgress, PersonProgress, PersonState, Problem,
    Role, Tally, Watched,
};
pub(crate) use fault::{Code, Fault, Retry, Scope, Side};
pub(crate) use finish::{Kept, KeptKind, Remains, SupportFile};
pub(crate) use link::Link;
pub(crate) use plan::{
    ClashingLine, Endpoint, FoundPerson, Held, MailboxKind, MalformedLine, PeopleFound, Person,
    PersonChange, Plan, Practice, Security,
};
pub(crate) use report::ReportForm;
pub(crate) use start::{After, KeyringName, RecentPlan, Start, Vault};
pub(crate) use task::{
    By, Concern, Course, DayPreview, DaySuggestions, Judgement, Milestone, MilestoneDay, MovedTask,
    MovingDay, Next, Phase, Question, Said, SkipReason, Task, TaskEntry, TaskState,
};
pub(crate) use verify::{
    Finding, FindingCount, FindingKind, Proof, Verdict, VerifyPerson, VerifyPhase, VerifyProgress,
    VerifyState,
};

#[cfg(test)]
mod tests;
