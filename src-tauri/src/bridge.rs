//! # From the engine to the wire
//!
//! One function for each type that crosses, without decisions. What comes in from the interface is turned into the
//! engine's types here as well, and refused here when it cannot be one.

use std::collections::BTreeSet;

use moving_day_engine::address::Address;
use moving_day_engine::copy::folders::{Note, Omission, Reason};
use moving_day_engine::copy::{self, Problem};
use moving_day_engine::error::{Error, Side};
use moving_day_engine::imap::{Endpoint, FolderName, Role, Room, Security};
use moving_day_engine::plan::{Found, MailboxKind, Person, PersonId};
use time::format_description::well_known::Rfc3339;

use crate::desk::CopyState;
use crate::wire;

pub(crate) mod course;
mod verify;

pub(crate) use verify::{findings, past_finding, remembered, verify_progress};

/// A count for the interface; counts beyond four billion do not occur.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

impl From<wire::Side> for Side {
    fn from(side: wire::Side) -> Self {
        match side {
            wire::Side::Source => Self::Source,
            wire::Side::Destination => Self::Destination,
        }
    }
}

impl From<&Endpoint> for wire::Endpoint {
    fn from(endpoint: &Endpoint) -> Self {
        Self {
            host: endpoint.host().to_owned(),
            port: endpoint.port(),
            security: match endpoint.security() {
                Security::Tls => wire::Security::Tls,
                Security::StartTls => wire::Security::StartTls,
                Security::Plain => wire::Security::Plain,
            },
        }
    }
}

impl TryFrom<wire::Endpoint> for Endpoint {
    type Error = Error;

    fn try_from(entered: wire::Endpoint) -> Result<Self, Error> {
        let security = match entered.security {
            wire::Security::Tls => Security::Tls,
            wire::Security::StartTls => Security::StartTls,
            wire::Security::Plain => Security::Plain,
        };
        Self::new(&entered.host, entered.port, security)
    }
}

/// One row of the list of people; `held` tells where the password for a side is, `copied` whether mail was copied.
pub(crate) fn person(
    person: Person,
    held: impl Fn(Side) -> wire::Held,
    copied: bool,
) -> wire::Person {
    wire::Person {
        id: person.id.number(),
        source_secret: held(Side::Source),
        destination_secret: held(Side::Destination),
        name: person.name,
        address: person.address.to_string(),
        destination_address: person.destination_address.to_string(),
        source_user: person.source_user,
        destination_user: person.destination_user,
        kind: person.kind.into(),
        aliases: person.aliases.iter().map(Address::to_string).collect(),
        copied,
    }
}

impl From<MailboxKind> for wire::MailboxKind {
    fn from(kind: MailboxKind) -> Self {
        match kind {
            MailboxKind::Person => Self::Person,
            MailboxKind::Shared => Self::Shared,
            MailboxKind::Forward => Self::Forward,
            MailboxKind::Stays => Self::Stays,
        }
    }
}

impl From<wire::MailboxKind> for MailboxKind {
    fn from(kind: wire::MailboxKind) -> Self {
        match kind {
            wire::MailboxKind::Person => Self::Person,
            wire::MailboxKind::Shared => Self::Shared,
            wire::MailboxKind::Forward => Self::Forward,
            wire::MailboxKind::Stays => Self::Stays,
        }
    }
}

impl TryFrom<wire::PersonChange> for Person {
    type Error = Error;

    fn try_from(entered: wire::PersonChange) -> Result<Self, Error> {
        Ok(Self {
            id: PersonId::from_number(entered.id),
            name: filled(entered.name),
            address: Address::parse(&entered.address)?,
            destination_address: Address::parse(&entered.destination_address)?,
            source_user: filled(entered.source_user),
            destination_user: filled(entered.destination_user),
            kind: entered.kind.into(),
            aliases: aliases(&entered.aliases, &entered.address)?,
        })
    }
}

/// Each alias once, apart from the mailbox's own address.
fn aliases(entered: &[String], own: &str) -> Result<Vec<Address>, Error> {
    let own = Address::parse(own)?;
    let mut aliases = Vec::new();
    for text in entered {
        let alias = Address::parse(text)?;
        if alias != own && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    Ok(aliases)
}

/// A field that was left blank says nothing.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// What a pasted list holds; `known` are the addresses, in their comparable form, that the plan has already.
pub(crate) fn people_found(found: Found, known: &BTreeSet<String>) -> wire::PeopleFound {
    wire::PeopleFound {
        people: found
            .people
            .into_iter()
            .map(|person| wire::FoundPerson {
                has_source_secret: person.source_secret.is_some(),
                has_destination_secret: person.destination_secret.is_some(),
                known: known.contains(&person.address.key()),
                kind: person.kind.unwrap_or_default().into(),
                name: person.name,
                address: person.address.to_string(),
            })
            .collect(),
        malformed: found
            .malformed
            .into_iter()
            .map(|line| wire::MalformedLine {
                line: count(line.line),
                text: line.text,
            })
            .collect(),
        combined: found.combined.iter().map(Address::to_string).collect(),
        clashes: found
            .clashes
            .iter()
            .map(|clash| wire::ClashingLine {
                line: count(clash.line),
                address: clash.address.to_string(),
            })
            .collect(),
    }
}

/// What lies before one person's copy.
pub(crate) fn prospect(prospect: &copy::Prospect) -> wire::Prospect {
    wire::Prospect {
        messages: prospect.messages,
        bytes: prospect.bytes,
        too_large: prospect.too_large,
        message_limit: prospect.message_limit,
        room: prospect.room.map(room),
        short_of: prospect.short_of(),
    }
}

/// One folder that does not simply keep its name.
pub(crate) fn folder_note(person: PersonId, note: &Note) -> wire::FolderNote {
    wire::FolderNote {
        person: person.number(),
        source: parts(note.source()),
        fate: match note {
            Note::Renamed {
                destination,
                reasons,
                ..
            } => wire::FolderFate::Renamed {
                destination: parts(destination),
                reasons: reasons.iter().copied().map(rename_reason).collect(),
            },
            Note::Merged {
                with, destination, ..
            } => wire::FolderFate::Merged {
                with: parts(with),
                destination: parts(destination),
            },
            Note::Thinned {
                destination,
                messages,
                ..
            } => wire::FolderFate::Thinned {
                destination: parts(destination),
                messages: *messages,
            },
            Note::LeftOut { omission, .. } => wire::FolderFate::LeftOut {
                why: match omission {
                    Omission::HoldsNoMail => wire::Omission::OnlyFolders,
                    Omission::FlaggedMail => wire::Omission::Flagged,
                    Omission::AllMail => wire::Omission::All,
                    Omission::NotMail => wire::Omission::NotMail,
                },
            },
        },
    }
}

fn rename_reason(reason: Reason) -> wire::RenameReason {
    match reason {
        Reason::EarlierRun => wire::RenameReason::EarlierRun,
        Reason::Role => wire::RenameReason::Role,
        Reason::InsideInbox => wire::RenameReason::InsideInbox,
        Reason::Childless => wire::RenameReason::Childless,
        Reason::Deep => wire::RenameReason::Deep,
        Reason::Long => wire::RenameReason::Long,
        Reason::Characters => wire::RenameReason::Characters,
        Reason::Taken => wire::RenameReason::Taken,
        Reason::Spelling => wire::RenameReason::Spelling,
        Reason::Parent => wire::RenameReason::Parent,
    }
}

fn room(room: Room) -> wire::Room {
    wire::Room {
        used: room.used,
        limit: room.limit,
    }
}

/// The outcome of one connection test.
pub(crate) fn check_state(outcome: Result<&copy::Survey, &Error>) -> wire::CheckState {
    match outcome {
        Ok(survey) => wire::CheckState::Works {
            folders: survey.folders,
            messages: survey.messages,
            bytes: survey.bytes,
            room: survey.room.map(room),
        },
        Err(error) => wire::CheckState::Failed {
            fault: error.into(),
        },
    }
}

/// The whole state of a copy, with the folders of the one person that is watched.
pub(crate) fn copy_progress(state: &CopyState, watched: Option<PersonId>) -> wire::CopyProgress {
    let progress = &state.progress;
    let person = watched.and_then(|id| progress.people.iter().find(|person| person.person == id));
    wire::CopyProgress {
        phase: if state.fault.is_some() {
            wire::CopyPhase::Failed
        } else {
            phase(progress.phase)
        },
        tally: tally(&progress.tally),
        bytes_per_second: progress.bytes_per_second,
        seconds_left: progress.seconds_left,
        elapsed_seconds: progress.elapsed.as_secs(),
        people: progress
            .people
            .iter()
            .map(|person| wire::PersonProgress {
                person: person.person.number(),
                address: person.address.to_string(),
                name: state.names.get(&person.person).cloned(),
                state: person_state(&person.state),
                tally: tally(&person.tally),
                prospect: person.prospect.as_deref().map(prospect),
            })
            .collect(),
        awake: state.awake,
        watched: person.map(|person| wire::Watched {
            person: person.person.number(),
            folders: person.folders.iter().map(folder_progress).collect(),
        }),
        fault: state.fault.as_deref().map(wire::Fault::from),
    }
}

fn folder_progress(folder: &copy::FolderProgress) -> wire::FolderProgress {
    wire::FolderProgress {
        source: parts(&folder.source),
        destination: parts(&folder.destination),
        role: folder.role.map(role),
        tally: tally(&folder.tally),
        fault: folder.fault.as_deref().map(wire::Fault::from),
    }
}

/// One entry of the list of problems.
pub(crate) fn problem(problem: Problem) -> wire::Problem {
    wire::Problem {
        person: problem.person.number(),
        folder: parts(&problem.folder),
        code: wire::Code(problem.code),
        server_text: problem.server_text,
        subject: problem.subject,
        sender: problem.sender,
        // A date that this form cannot write lies outside the years 0 to 9999, and no mail does.
        date: problem.date.and_then(|date| date.format(&Rfc3339).ok()),
        size: problem.size,
        saved: problem.saved.map(|path| path.display().to_string()),
        unsaved: problem.unsaved.map(wire::Code),
    }
}

/// A folder that was set aside as a whole, as an entry of the same list.
pub(crate) fn folder_problem(
    person: PersonId,
    folder: &copy::FolderProgress,
) -> Option<wire::Problem> {
    let fault = folder.fault.as_ref()?;
    Some(wire::Problem {
        person: person.number(),
        folder: parts(&folder.source),
        code: wire::Code(fault.code),
        server_text: fault.server_text.clone(),
        subject: None,
        sender: None,
        date: None,
        size: folder.tally.bytes_total.unwrap_or_default(),
        saved: None,
        unsaved: None,
    })
}

fn parts(name: &FolderName) -> Vec<String> {
    name.parts().to_vec()
}

fn tally(tally: &copy::Tally) -> wire::Tally {
    wire::Tally {
        messages: tally.messages,
        messages_total: tally.messages_total,
        bytes: tally.bytes,
        bytes_total: tally.bytes_total,
        refused: tally.refused,
        already_there: tally.already_there,
        already_there_bytes: tally.already_there_bytes,
        flags_changed: tally.flags_changed,
    }
}

fn person_state(state: &copy::PersonState) -> wire::PersonState {
    match state {
        copy::PersonState::Waiting => wire::PersonState::Waiting,
        copy::PersonState::Counting => wire::PersonState::Counting,
        copy::PersonState::Copying { folder } => wire::PersonState::Copying {
            folder: parts(folder),
        },
        copy::PersonState::Retrying {
            code,
            seconds,
            until,
        } => wire::PersonState::Retrying {
            code: wire::Code(*code),
            seconds: *seconds,
            until: until.format(&Rfc3339).ok(),
        },
        copy::PersonState::Done => wire::PersonState::Done,
        copy::PersonState::Stopped => wire::PersonState::Stopped,
        copy::PersonState::Failed(error) => wire::PersonState::Failed {
            fault: error.as_ref().into(),
        },
    }
}

fn phase(phase: copy::Phase) -> wire::CopyPhase {
    match phase {
        copy::Phase::Counting => wire::CopyPhase::Counting,
        copy::Phase::Copying => wire::CopyPhase::Copying,
        copy::Phase::Pausing => wire::CopyPhase::Pausing,
        copy::Phase::Paused => wire::CopyPhase::Paused,
        copy::Phase::Stopping => wire::CopyPhase::Stopping,
        copy::Phase::Finished => wire::CopyPhase::Finished,
        copy::Phase::Stopped => wire::CopyPhase::Stopped,
    }
}

fn role(role: Role) -> wire::Role {
    match role {
        Role::Inbox => wire::Role::Inbox,
        Role::Sent => wire::Role::Sent,
        Role::Drafts => wire::Role::Drafts,
        Role::Trash => wire::Role::Trash,
        Role::Junk => wire::Role::Junk,
        Role::Archive => wire::Role::Archive,
        Role::All => wire::Role::All,
        Role::Flagged => wire::Role::Flagged,
    }
}

#[cfg(test)]
mod tests;
