//! # Gathering
//!
//! From the plan file to the report. What a comparison found counts before what a copy noted, as long as no copy came
//! after it.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::copy::verify::{Finding, Kind};
use crate::copy::{self, PastPerson, PastRun, PersonEnd, Problem, RunKind};
use crate::error::{Code, Error, Side};
use crate::imap::FolderName;
use crate::plan::{self, PersonId, Plan, Said};
use crate::report::{
    Item, NotMoved, Person, Renamed, Report, Run, Skipped, Standing, Totals, Verdict,
};

/// Brings together what the plan knows; `made` is the present time.
///
/// # Errors
/// Those of the plan file.
pub fn gather(plan: &Plan, made: OffsetDateTime) -> Result<Report, Error> {
    let known = Known::read(plan)?;
    let mut people = Vec::new();
    let (mut left_out, mut different) = (Vec::new(), Vec::new());
    let (moving, others): (Vec<_>, Vec<_>) = plan
        .people()?
        .into_iter()
        .partition(|person| person.kind.moves());
    for person in moving {
        let told = known.person(&person);
        left_out.extend(told.left_out);
        different.extend(told.different);
        people.push(told.person);
    }
    let host = |side| Ok::<_, Error>(plan.endpoint(side)?.map(|one| one.host().to_owned()));
    let zone = plan.moving_day()?.map(|day| day.zone.name());
    Ok(Report {
        domain: plan.header().domain.clone(),
        practice: plan.header().kind == plan::Kind::Practice,
        made,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        zone: zone.unwrap_or("UTC").to_owned(),
        source: host(Side::Source)?,
        destination: host(Side::Destination)?,
        verdict: verdict(&people),
        totals: totals(&people),
        people,
        not_moved: others.into_iter().map(not_moved).collect(),
        left_out,
        different,
        renamed: renamed(copy::renamed(plan)?),
        runs: known.runs.iter().map(run).collect(),
        skipped: skipped(plan)?,
        dns: None,
    })
}

fn not_moved(person: plan::Person) -> NotMoved {
    NotMoved {
        name: person.name,
        address: person.address.to_string(),
        kind: person.kind.as_str(),
    }
}

/// What the plan knows, by person.
struct Known {
    runs: Vec<PastRun>,
    arrived: BTreeMap<PersonId, u64>,
    set_aside: BTreeMap<PersonId, Vec<Problem>>,
    checked: BTreeMap<PersonId, Vec<(FolderName, Finding)>>,
    folders: BTreeMap<PersonId, Vec<(FolderName, Finding)>>,
}

struct Told {
    person: Person,
    left_out: Vec<Item>,
    different: Vec<Item>,
}

impl Known {
    fn read(plan: &Plan) -> Result<Self, Error> {
        let mut set_aside = BTreeMap::<_, Vec<Problem>>::new();
        for problem in copy::problems(plan, None)? {
            set_aside.entry(problem.person).or_default().push(problem);
        }
        Ok(Self {
            runs: copy::history(plan)?,
            arrived: copy::arrived(plan)?,
            set_aside,
            checked: findings(plan, RunKind::Check)?,
            folders: findings(plan, RunKind::Copy)?,
        })
    }

    fn person(&self, person: &plan::Person) -> Told {
        let copy = self.last(person.id, RunKind::Copy, |_| true);
        let check = self
            .last(person.id, RunKind::Check, |one| {
                one.ended == PersonEnd::Done
            })
            .filter(|(place, _)| copy.is_none_or(|(copied, _)| *place > copied));
        let copy = copy.and_then(|(place, one)| Some((self.runs.get(place)?, one)));
        let check = check.and_then(|(place, one)| Some((self.runs.get(place)?, one)));
        let mut told = Told {
            person: self.counted(person, copy.map(|(_, one)| one), check.map(|(_, one)| one)),
            left_out: Vec::new(),
            different: Vec::new(),
        };
        told.person.copied_at = copy.and_then(|(run, _)| run.ended);
        told.person.checked_at = check.and_then(|(run, _)| run.ended);
        match check {
            Some(_) => self.compared(person, &mut told),
            None => self.noted(person, &mut told),
        }
        told
    }

    /// The last run of a kind in which this person took part, and its place.
    fn last(
        &self,
        person: PersonId,
        kind: RunKind,
        counts: impl Fn(&PastPerson) -> bool,
    ) -> Option<(usize, &PastPerson)> {
        let runs = self.runs.iter().enumerate().rev();
        runs.filter(|(_, run)| run.kind == kind)
            .find_map(|(place, run)| {
                let one = run.people.iter().find(|one| one.person == person);
                one.filter(|one| counts(one)).map(|one| (place, one))
            })
    }

    fn counted(
        &self,
        person: &plan::Person,
        copy: Option<&PastPerson>,
        check: Option<&PastPerson>,
    ) -> Person {
        let arrived = self.arrived.get(&person.id).copied().unwrap_or_default();
        let standing = match (check, copy) {
            (Some(check), _) => compared(check),
            (None, Some(copy)) => copied(copy),
            (None, None) if arrived > 0 => Standing::Unfinished,
            (None, None) => Standing::NotBegun,
        };
        let reason = match copy.map(|copy| copy.ended) {
            Some(PersonEnd::Failed(code)) if standing == Standing::Failed => Some(code.as_str()),
            _ => None,
        };
        Person {
            name: person.name.clone(),
            address: person.address.to_string(),
            new_address: person.destination_address.to_string(),
            standing,
            reason,
            source: check.or(copy).and_then(|one| one.source),
            arrived: check.map_or(arrived, |check| check.arrived),
            already_there: check.and_then(|check| check.already_there),
            left_out: 0,
            late: None,
            extra: check.and_then(|check| check.extra),
            copied_at: None,
            checked_at: None,
        }
    }

    /// What the last comparison found.
    fn compared(&self, person: &plan::Person, told: &mut Told) {
        let saved = self.set_aside.get(&person.id).into_iter().flatten();
        let saved: BTreeMap<(&FolderName, Option<u32>), &Problem> = saved
            .map(|problem| ((&problem.folder, problem.uid), problem))
            .collect();
        let mut late = 0;
        for (folder, finding) in self.checked.get(&person.id).into_iter().flatten() {
            let mut item = item(person, folder, finding);
            let problem = saved.get(&(folder, finding.uid));
            item.saved = problem.and_then(|problem| shown(problem));
            match finding.kind {
                Kind::Late => late += 1,
                Kind::Missing
                | Kind::Gone
                | Kind::SetAside(_)
                | Kind::Unreadable(Side::Source)
                | Kind::FolderUnreadable(_) => told.left_out.push(item),
                Kind::Altered
                | Kind::Unreadable(Side::Destination)
                | Kind::DateDiffers
                | Kind::FlagsMissing => told.different.push(item),
                Kind::FolderMissing | Kind::Moved(_) => {}
            }
        }
        told.person.late = Some(late);
        told.person.left_out = messages(&told.left_out);
    }

    /// What the copy noted.
    fn noted(&self, person: &plan::Person, told: &mut Told) {
        let messages = self.set_aside.get(&person.id).into_iter().flatten();
        for problem in messages {
            let there = problem.code.is_note() || problem.code == Code::DestinationChangedMessage;
            let list = match there {
                true => &mut told.different,
                false => &mut told.left_out,
            };
            list.push(of_problem(person, problem));
        }
        told.person.left_out = told.left_out.len() as u64;
        let folders = self.folders.get(&person.id).into_iter().flatten();
        told.left_out
            .extend(folders.map(|(folder, finding)| item(person, folder, finding)));
    }
}

fn findings(
    plan: &Plan,
    kind: RunKind,
) -> Result<BTreeMap<PersonId, Vec<(FolderName, Finding)>>, Error> {
    let mut found = BTreeMap::<_, Vec<_>>::new();
    for one in copy::findings(plan, kind)? {
        let of_person = found.entry(one.person).or_default();
        of_person.push((one.folder, one.finding));
    }
    Ok(found)
}

fn compared(check: &PastPerson) -> Standing {
    match check.verdict {
        copy::Verdict::Complete => Standing::Complete,
        copy::Verdict::CompleteWithNotes => Standing::CompleteWithNotes,
        copy::Verdict::Incomplete => Standing::Incomplete,
    }
}

fn copied(copy: &PastPerson) -> Standing {
    match (copy.ended, copy.verdict) {
        (PersonEnd::Failed(_), _) => Standing::Failed,
        (PersonEnd::Stopped, _) => Standing::Stopped,
        (PersonEnd::Done, copy::Verdict::Incomplete) => Standing::CopiedInPart,
        (PersonEnd::Done, _) => Standing::Copied,
    }
}

fn verdict(people: &[Person]) -> Verdict {
    let all = |holds: fn(Standing) -> bool| people.iter().all(|one| holds(one.standing));
    let any = |standing| people.iter().any(|one| one.standing == standing);
    if people
        .iter()
        .all(|one| one.arrived == 0 && !one.standing.is_through())
    {
        Verdict::NothingCopied
    } else if !all(Standing::is_through) {
        Verdict::Unfinished
    } else if any(Standing::CopiedInPart) || any(Standing::Incomplete) {
        Verdict::LeftOut
    } else if any(Standing::Copied) {
        Verdict::Copied
    } else {
        Verdict::Complete
    }
}

fn totals(people: &[Person]) -> Totals {
    let sum = |of: fn(&Person) -> u64| people.iter().map(of).sum();
    Totals {
        people: people.len() as u64,
        source: sum(|one| one.source.unwrap_or_default()),
        arrived: sum(|one| one.arrived),
        already_there: sum(|one| one.already_there.unwrap_or_default()),
        left_out: sum(|one| one.left_out),
        late: sum(|one| one.late.unwrap_or_default()),
        extra: sum(|one| one.extra.unwrap_or_default()),
    }
}

fn messages(items: &[Item]) -> u64 {
    items.iter().filter(|item| item.uid.is_some()).count() as u64
}

fn item(person: &plan::Person, folder: &FolderName, finding: &Finding) -> Item {
    Item {
        address: person.address.to_string(),
        folder: parts(folder),
        uid: finding.uid,
        date: finding.date,
        sender: finding.sender.clone(),
        subject: finding.subject.clone(),
        message_id: finding.message_id.clone(),
        size: finding.size,
        reason: finding.kind.as_str(),
        server_text: finding.server_text.clone(),
        saved: None,
    }
}

fn of_problem(person: &plan::Person, problem: &Problem) -> Item {
    Item {
        address: person.address.to_string(),
        folder: parts(&problem.folder),
        uid: problem.uid,
        // A message that was not handed over has no date.
        date: problem
            .date
            .filter(|date| *date != OffsetDateTime::UNIX_EPOCH),
        sender: problem.sender.clone(),
        subject: problem.subject.clone(),
        message_id: problem.message_id.clone(),
        size: problem.size,
        reason: problem.code.as_str(),
        server_text: problem.server_text.clone(),
        saved: shown(problem),
    }
}

fn shown(problem: &Problem) -> Option<String> {
    let saved = problem.saved.as_ref()?;
    Some(saved.display().to_string())
}

fn parts(folder: &FolderName) -> Vec<String> {
    let parts = folder.parts().iter();
    parts.map(|part| FolderName::readable(part)).collect()
}

/// The same change of a name once, with how many people it concerns; the most frequent first.
fn renamed(pairs: Vec<(FolderName, FolderName)>) -> Vec<Renamed> {
    let mut counts = BTreeMap::<_, u64>::new();
    for pair in pairs {
        *counts.entry(pair).or_default() += 1;
    }
    let renamed = counts
        .into_iter()
        .map(|((source, destination), people)| Renamed {
            source: parts(&source),
            destination: parts(&destination),
            people,
        });
    let mut renamed: Vec<Renamed> = renamed.collect();
    renamed.sort_by_key(|one| std::cmp::Reverse(one.people));
    renamed
}

fn run(run: &PastRun) -> Run {
    Run {
        kind: run.kind.as_str(),
        began: run.began,
        ended: run.ended,
        stopped: run.stopped,
        people: run.people.len() as u64,
    }
}

fn skipped(plan: &Plan) -> Result<Vec<Skipped>, Error> {
    let marks = plan.marks()?.into_iter();
    let skipped = marks.filter_map(|(task, mark)| match mark.said {
        Said::Skipped { reason, note } => Some(Skipped {
            task: task.as_str(),
            reason: reason.as_str(),
            note,
            at: mark.at,
        }),
        Said::Done | Said::WaitingFor { .. } => None,
    });
    Ok(skipped.collect())
}
