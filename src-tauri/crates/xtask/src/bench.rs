//! # `cargo xtask bench`
//!
//! Builds the command line and the bench with every optimisation, and lets the bench measure. It is no test: what it
//! finds out depends on the machine.

use std::collections::BTreeSet;

use crate::{
    install,
    need::{Group, System},
    run::{self, Failure},
};

/// What the person asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    yes: bool,
    /// For the bench, which knows them.
    arguments: Vec<String>,
}

impl Options {
    /// Reads the words after `bench`.
    pub(crate) fn read(words: &[String]) -> Result<Options, Failure> {
        let mut options = Options::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--yes" | "-y" => options.yes = true,
                "--profile" | "--rtt" => options
                    .arguments
                    .extend([word.clone()].into_iter().chain(words.next().cloned())),
                other => return Err(Failure::Usage(format!("“{other}” after bench"))),
            }
        }
        Ok(options)
    }
}

/// Measures, and prints the table.
pub(crate) fn bench(options: &Options) -> Result<(), Failure> {
    let mut groups = BTreeSet::from([Group::Compiler, Group::Servers]);
    match install::system() {
        System::Debian => drop(groups.insert(Group::Peers)),
        // Other tools are compared with where they are installed.
        System::OtherLinux => {}
        System::MacOs | System::Windows => {
            let sentence = "The bench needs Dovecot and what Linux tells about processes.";
            return Err(Failure::Other(sentence.to_owned()));
        }
    }
    install::prepare(&groups, options.yes)?;
    let build = "build --release --locked --package moving-day-cli";
    run::succeed(&mut run::cargo(build.split(' ')))?;
    let measure = "run --release --locked --package moving-day-tests --bin bench --";
    run::succeed(run::cargo(measure.split(' ')).args(&options.arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_the_bench_are_handed_on() {
        let read = |line: &str| {
            let words: Vec<_> = line.split(' ').map(ToOwned::to_owned).collect();
            Options::read(&words)
        };
        let options = read("--yes --profile many --rtt 0,40").unwrap();
        assert!(options.yes);
        assert_eq!(options.arguments, ["--profile", "many", "--rtt", "0,40"]);
        assert!(matches!(read("--fast"), Err(Failure::Usage(_))));
    }
}
