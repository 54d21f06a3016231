//! # `cargo xtask test`
//!
//! Installs what the wanted parts need, runs one after the other, and tells at the end how each of them went. A part
//! that fails does not keep the others from running.

use std::{
    collections::BTreeSet,
    process::ExitCode,
    time::{Duration, Instant},
};

use crate::{
    closing::Counts, install, need::System, node, parts::Part, run::Failure, runner::Runner,
};

/// What the person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    yes: bool,
    long: bool,
    only: BTreeSet<Part>,
}

impl Options {
    /// Reads the words after `test`.
    pub(crate) fn read(words: &[String]) -> Result<Options, Failure> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--yes" | "-y" => options.yes = true,
                "--long" => options.long = true,
                "--only" => {
                    options.only.insert(part(words.next())?);
                }
                other => return Err(Failure::Usage(format!("“{other}” after test"))),
            }
        }
        Ok(options)
    }
}

/// Runs the parts; the exit code says whether all of them passed.
pub(crate) fn test(options: &Options) -> Result<ExitCode, Failure> {
    let parts = chosen(&options.only, install::system())?;
    let groups = parts
        .iter()
        .flat_map(|part| part.groups())
        .copied()
        .collect();
    install::prepare(&groups, options.yes)?;
    let results: Vec<Outcome> = parts
        .into_iter()
        .map(|part| run(part, options.long))
        .collect();
    let all_passed = results.iter().all(|result| result.failure.is_none());
    println!("\n{}", summary(&results));
    Ok(if all_passed {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// How one part went.
struct Outcome {
    part: Part,
    counts: Counts,
    time: Duration,
    failure: Option<String>,
}

fn part(word: Option<&String>) -> Result<Part, Failure> {
    let found = Part::ALL
        .into_iter()
        .find(|part| Some(part.name()) == word.map(String::as_str));
    found.ok_or_else(|| {
        let names = Part::ALL.map(Part::name).join(", ");
        Failure::Usage(format!("after --only comes the name of a part: {names}"))
    })
}

fn chosen(only: &BTreeSet<Part>, system: System) -> Result<Vec<Part>, Failure> {
    if let Some(part) = only.iter().find(|part| !part.runs_on(system)) {
        return Err(Failure::Other(format!(
            "The part “{}” runs on Linux only.",
            part.name()
        )));
    }
    let wanted = |part: &Part| part.runs_on(system) && (only.is_empty() || only.contains(part));
    Ok(Part::ALL.into_iter().filter(wanted).collect())
}

fn run(part: Part, long: bool) -> Outcome {
    println!("\n[{}]", part.name());
    let begin = Instant::now();
    let mut runner = Runner::new(part.minutes());
    let outcome = carry_out(part, long, &mut runner);
    let counts = runner.counts();
    let failure = match outcome {
        Err(failure) => Some(failure.to_string()),
        Ok(()) if part.has_tests() && counts.executed() == 0 => {
            Some("It executed no test.".to_owned())
        }
        Ok(()) => None,
    };
    Outcome {
        part,
        counts,
        time: begin.elapsed(),
        failure,
    }
}

fn carry_out(part: Part, long: bool, runner: &mut Runner) -> Result<(), Failure> {
    if part.needs_the_interface() {
        node::build_interface(|command| runner.run(command))?;
    }
    part.commands(long)?
        .iter_mut()
        .try_for_each(|command| runner.run(command))
}

/// What is read at the end. The last line stands alone and is the same for every reader, human or not.
fn summary(results: &[Outcome]) -> String {
    let mut text = format!("{:<10} {:>6} {:>8}\n", "part", "tests", "seconds");
    let mut failures = String::new();
    let mut total = Counts::default();
    for Outcome {
        part,
        counts,
        time,
        failure,
    } in results
    {
        let (name, seconds) = (part.name(), time.as_secs());
        let tests = if part.has_tests() {
            counts.executed().to_string()
        } else {
            "-".to_owned()
        };
        let word = if failure.is_some() {
            "FAILED"
        } else {
            "passed"
        };
        text += &format!("{name:<10} {tests:>6} {seconds:>8}  {word}\n");
        total += *counts;
        if let Some(failure) = failure {
            failures += &format!("\n[{name}] {failure}\n");
            // What failed without a failed test, such as a build, still is one failure.
            total.failed += u64::from(counts.failed == 0);
        }
    }
    format!(
        "{text}{failures}\n{} passed, {} failed",
        total.passed, total.failed
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Failure> {
        Options::read(
            &line
                .split_whitespace()
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    fn outcome(part: Part, passed: u64, failed: u64, failure: Option<&str>) -> Outcome {
        let time = Duration::from_millis(61_900);
        Outcome {
            part,
            counts: Counts { passed, failed },
            time,
            failure: failure.map(ToOwned::to_owned),
        }
    }

    #[test]
    fn only_takes_names_of_parts() {
        let options = read("--yes --only window --only lint --long").unwrap();
        assert!(options.yes && options.long);
        assert_eq!(options.only, [Part::Lint, Part::Window].into());
        for line in ["--only", "--only everything", "window"] {
            assert!(matches!(read(line), Err(Failure::Usage(_))), "{line}");
        }
    }

    #[test]
    fn a_part_that_cannot_run_here_is_refused_by_name() {
        let error = chosen(&[Part::Window].into(), System::MacOs)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("“window”") && error.contains("Linux"),
            "{error}"
        );
        assert_eq!(
            chosen(&[Part::Rust].into(), System::MacOs).unwrap(),
            [Part::Rust]
        );
        assert_eq!(chosen(&BTreeSet::new(), System::Debian).unwrap(), Part::ALL);
    }

    #[test]
    fn the_last_line_counts_everything() {
        let text = summary(&[
            outcome(Part::Format, 0, 0, None),
            outcome(Part::Lint, 0, 0, Some("This command failed")),
            outcome(Part::Rust, 40, 2, Some("This command failed")),
            outcome(Part::Window, 0, 0, Some("It executed no test.")),
        ]);
        assert_eq!(text.lines().last(), Some("40 passed, 4 failed"));
        assert!(
            text.contains("rust           42       61  FAILED"),
            "{text}"
        );
        assert!(
            text.contains("format          -       61  passed"),
            "{text}"
        );
        assert!(text.contains("[window] It executed no test."), "{text}");
    }
}
