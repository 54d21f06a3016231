//! # Details for support
//!
//! What helps to find out what went wrong, gathered from the log files and the plan: codes, counts and times. Everything
//! that names a person, a company or a server is replaced by a number before anybody sees it.

use std::fs;
use std::path::PathBuf;

use moving_day_engine::clock::Clock as _;
use moving_day_engine::error::{Error, Side};
use moving_day_engine::flow;
use moving_day_engine::plan::Plan;

use super::{Desk, OpenPlan};
use crate::support::Numbered;
use crate::wire::SupportFile;

/// As many days as anybody remembers.
const LOGS: usize = 5;

/// Of each log file only the end is told.
const LONGEST: usize = 200_000;

impl Desk {
    /// The details as they would be saved, for the person to read first.
    ///
    /// # Errors
    /// Those of the plan file.
    pub(crate) fn support(&self) -> Result<Vec<SupportFile>, Error> {
        let open = self.opened_plan();
        let numbered = match &open {
            Some(open) => numbered(&open.plan)?,
            None => Numbered::default(),
        };
        let mut files = vec![SupportFile {
            name: "about.txt".to_owned(),
            text: about(open.as_deref())?,
        }];
        files.extend(self.logs().into_iter().map(|(name, text)| SupportFile {
            name,
            text: numbered.replace(&text),
        }));
        Ok(files)
    }

    /// The last log files, latest first, each with its name.
    fn logs(&self) -> Vec<(String, String)> {
        let Ok(entries) = fs::read_dir(self.places.logs()) else {
            return Vec::new();
        };
        let mut paths: Vec<PathBuf> = entries
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort();
        let read = |path: PathBuf| {
            let name = path.file_name()?.to_str()?.to_owned();
            let text = String::from_utf8_lossy(&fs::read(path).ok()?).into_owned();
            Some((name, end_of(&text)))
        };
        paths
            .into_iter()
            .rev()
            .filter_map(read)
            .take(LOGS)
            .collect()
    }
}

/// The end of a long text, from the beginning of a line on.
fn end_of(text: &str) -> String {
    let mut length = 0;
    let fits = |line: &&str| {
        length += line.len() + 1;
        length <= LONGEST
    };
    let mut lines: Vec<&str> = text.lines().rev().take_while(fits).collect();
    lines.reverse();
    lines.join("\n")
}

/// The program, the system, and how far the plan is, without a name.
fn about(open: Option<&OpenPlan>) -> Result<String, Error> {
    let mut lines = vec![
        format!("version: {}", env!("CARGO_PKG_VERSION")),
        format!(
            "system: {} {}",
            std::env::consts::OS,
            std::env::consts::ARCH
        ),
    ];
    if let Some(open) = open {
        let plan = &open.plan;
        let facts = flow::gather(plan, open.clock.now())?;
        lines.push(format!("people: {}", facts.people));
        for side in [Side::Source, Side::Destination] {
            if let Some(endpoint) = plan.endpoint(side)? {
                let (port, security) = (endpoint.port(), endpoint.security());
                lines.push(format!("{} port: {port} {security:?}", side.as_str()));
            }
        }
        for one in flow::tasks(&facts) {
            lines.push(format!(
                "task {}: {}",
                one.task.as_str(),
                one.state.as_str()
            ));
        }
    }
    Ok(lines.join("\n"))
}

/// Everything in the plan that names somebody.
fn numbered(plan: &Plan) -> Result<Numbered, Error> {
    let mut numbered = Numbered::default();
    for person in plan.people()? {
        let names = [person.name, person.source_user, person.destination_user];
        let addresses = [person.address, person.destination_address];
        let all = names.into_iter().flatten();
        for text in all.chain(addresses.iter().map(ToString::to_string)) {
            numbered.hide("person", &text);
        }
    }
    numbered.hide("domain", &plan.header().domain);
    for side in [Side::Source, Side::Destination] {
        if let Some(endpoint) = plan.endpoint(side)? {
            numbered.hide("server", endpoint.host());
        }
    }
    numbered.hide("file", &plan.path().display().to_string());
    if let Some(home) = std::env::home_dir() {
        numbered.hide("home", &home.display().to_string());
    }
    Ok(numbered)
}
