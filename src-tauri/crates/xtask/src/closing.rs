//! # Closing lines
//!
//! Every test runner ends with a line that says how many tests it executed. The numbers are read from there, so that a
//! runner that found nothing to execute is not mistaken for one that found nothing wrong.

use std::ops::AddAssign;

/// How many tests were executed, by their outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    /// All that were executed.
    pub(crate) fn executed(self) -> u64 {
        self.passed + self.failed
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What one line of output says; nothing for every line that is not a closing line.
pub(crate) fn counts(line: &str) -> Counts {
    let plain = without_colour(line);
    let text = plain.trim();
    cargo_test(text)
        .or_else(|| vitest(text))
        .unwrap_or_default()
}

/// `test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s`
fn cargo_test(text: &str) -> Option<Counts> {
    let numbers = text.strip_prefix("test result: ")?.split_once(". ")?.1;
    Some(sum(numbers.split(';')))
}

/// `Tests  1 failed | 11 passed | 2 skipped (14)`
fn vitest(text: &str) -> Option<Counts> {
    let numbers = text.strip_prefix("Tests ")?;
    Some(sum(numbers.split('|')))
}

fn sum<'a>(numbers: impl Iterator<Item = &'a str>) -> Counts {
    let mut counts = Counts::default();
    for number in numbers {
        let mut words = number.split_whitespace();
        let Some(Ok(number)) = words.next().map(str::parse::<u64>) else {
            continue;
        };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed") => counts.failed += number,
            _ => {}
        }
    }
    counts
}

fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // An escape sequence ends with its first letter.
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_each_runner() {
        let table = [
            (
                "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                (5, 0),
            ),
            (
                "test result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out",
                (2, 1),
            ),
            (
                "test result: \u{1b}[32mok\u{1b}[m. 3 passed; 0 failed; 0 ignored; 0 measured; 9 filtered out",
                (3, 0),
            ),
            ("      Tests  12 passed (12)", (12, 0)),
            (
                "      Tests  1 failed | 11 passed | 2 skipped (14)",
                (11, 1),
            ),
            (
                "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (12)\u{1b}[39m",
                (12, 0),
            ),
            ("      Tests  no tests", (0, 0)),
        ];
        for (line, (passed, failed)) in table {
            assert_eq!(counts(line), Counts { passed, failed }, "{line}");
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in [
            "",
            "running 5 tests",
            " Test Files  3 passed (3)",
            "test a ... ok",
            "Tests are good",
        ] {
            assert_eq!(counts(line), Counts::default(), "{line}");
        }
    }
}
