//! # How fast a copy is
//!
//! Copies made-up mailboxes between two real servers, with Moving Day and with whatever else is installed, and prints a
//! table. Each copy is compared on disk, so that nobody is fast by leaving something out.
//!
//! ```text
//! profile   what is copied
//! delay     a line that takes its time
//! tool      who copies, and how it is told to
//! floor     the least that a copy can be: one stream, no books
//! measure   time, processor and memory of a run
//! table     the results
//! ```

mod delay;
mod floor;
mod measure;
mod profile;
mod table;
mod tool;

use std::time::Duration;

use delay::Delay;
use profile::Profile;
use table::{Faults, Row};
use tool::{Job, PASSWORD, Tool, Way};

use crate::harness::compare::{differences, expected_of};
use crate::harness::dovecot::{Account, Setup};
use crate::harness::pair::Pair;
use crate::harness::store::Store;

const USAGE: &str = "bench [--profile small|typical|huge|many]... [--rtt MILLISECONDS,...]";

/// What is to be measured.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    profiles: Vec<Profile>,
    round_trips: Vec<u64>,
}

/// Runs what the words ask for and gives the table.
///
/// # Errors
/// A sentence, when the words are not understood.
pub fn run(words: &[String]) -> Result<String, String> {
    if let Some((floor::WORD, rest)) = words
        .split_first()
        .map(|(word, rest)| (word.as_str(), rest))
    {
        floor::run(rest);
        return Ok(String::new());
    }
    let options = Options::read(words).map_err(|wrong| format!("{wrong}\n{USAGE}"))?;
    let rows: Vec<Row> = options
        .profiles
        .iter()
        .flat_map(|profile| Bench::prepare(*profile, &options.round_trips).run())
        .collect();
    Ok(table::markdown(&rows))
}

impl Options {
    fn read(words: &[String]) -> Result<Self, String> {
        let mut options = Self {
            profiles: Vec::new(),
            round_trips: vec![0, 40],
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let value = words.next().ok_or(format!("{word} wants a value"))?;
            match word.as_str() {
                "--profile" => options.profiles.push(Profile::named(value)?),
                "--rtt" => {
                    let numbers = value.split(',').map(str::parse);
                    options.round_trips = numbers
                        .collect::<Result<_, _>>()
                        .map_err(|_| format!("“{value}” is not a list of milliseconds"))?;
                }
                other => return Err(format!("“{other}” is not known")),
            }
        }
        if options.profiles.is_empty() {
            options.profiles.push(Profile::Small);
        }
        Ok(options)
    }
}

/// Two servers with the mail of one profile.
struct Bench {
    profile: Profile,
    round_trips: Vec<u64>,
    tools: Vec<Tool>,
    pair: Pair,
    mail: Vec<Store>,
}

impl Bench {
    fn prepare(profile: Profile, round_trips: &[u64]) -> Self {
        let tools = Tool::ALL.into_iter().filter(|tool| tool.is_here());
        let tools: Vec<_> = tools.collect();
        let people = || 0..profile.people();
        let old = people().map(|person| Account::new(&old_user(person), PASSWORD));
        let new = round_trips.iter().flat_map(|round_trip| {
            tools.iter().flat_map(move |tool| {
                people().map(|person| Account::new(&new_user(*tool, *round_trip, person), PASSWORD))
            })
        });
        // The floor does not translate names, so both sides write them alike.
        let mut pair = Pair::start(Setup::nested(old.collect()), Setup::nested(new.collect()));
        eprintln!("{}: writing the mail", profile.name());
        let mail = people().map(|person| pair.fill(&old_user(person), &profile.mailbox(person)));
        Self {
            profile,
            round_trips: round_trips.to_vec(),
            mail: mail.collect(),
            tools,
            pair,
        }
    }

    fn run(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for round_trip in &self.round_trips {
            let delay = Duration::from_millis(*round_trip) / 2;
            let source = Delay::before(self.pair.source.imap, delay);
            let destination = Delay::before(self.pair.destination.imap, delay);
            for tool in &self.tools {
                rows.extend(self.passes(*tool, *round_trip, [source.port, destination.port]));
            }
        }
        rows
    }

    /// Copies into an empty mailbox, and once more with nothing new.
    fn passes(&self, tool: Tool, round_trip: u64, ports: [u16; 2]) -> Vec<Row> {
        let name = format!("{}{round_trip}", tool.name().replace(' ', "-"));
        let ways = (0..self.profile.people()).map(|person| Way {
            source: old_user(person),
            destination: new_user(tool, round_trip, person),
        });
        let job = Job::new(self.pair.folder().join(name), ports, ways.collect());
        let row = |pass| {
            let cost = measure::run(tool.commands(&job, pass), &job.folder);
            // The whole table comes at the end, and some profiles take long.
            eprintln!(
                "{}, {round_trip} ms: {}, pass {pass}: {:.2} s",
                self.profile.name(),
                tool.name(),
                cost.seconds
            );
            Row {
                tool,
                profile: self.profile,
                round_trip,
                pass,
                cost,
                faults: self.faults(&job),
            }
        };
        let rows = [1, 2].map(row).to_vec();
        for way in &job.ways {
            // A mailbox that was never made needs no removing.
            drop(std::fs::remove_dir_all(
                self.pair.destination.mail_of(&way.destination),
            ));
        }
        rows
    }

    /// What is wrong on both disks now.
    fn faults(&self, job: &Job) -> Faults {
        let mut faults = Faults::default();
        for (way, mail) in job.ways.iter().zip(&self.mail) {
            let arrived = self.pair.destination.store_of(&way.destination);
            // Which folders are shown is nothing that takes time, so those differences are not counted.
            faults.add(&differences(&expected_of(mail), &arrived));
            let left = self.pair.source.store_of(&way.source);
            faults.at_source += differences(mail, &left).len();
        }
        faults
    }
}

fn old_user(person: usize) -> String {
    format!("old{person}")
}

fn new_user(tool: Tool, round_trip: u64, person: usize) -> String {
    format!("{}-{round_trip}-{person}", tool.name().replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, String> {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        Options::read(&words)
    }

    #[test]
    fn profiles_and_round_trips_are_read() {
        let small = Options {
            profiles: vec![Profile::Small],
            round_trips: vec![0, 40],
        };
        assert_eq!(read(""), Ok(small));
        let two = Options {
            profiles: vec![Profile::Many, Profile::Huge],
            round_trips: vec![20],
        };
        assert_eq!(read("--profile many --profile huge --rtt 20"), Ok(two));
        for wrong in ["--profile", "--profile tiny", "--rtt 1,x", "--fast yes"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
