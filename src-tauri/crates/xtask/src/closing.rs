//! # Closing lines
//!
//! Every test runner ends with a line that says how many tests it executed. The numbers are read from there, so that a
//! runner that found nothing to execute is not mistaken for one that found nothing wrong.

/// The number of tests that were executed, according to one line of output; 0 for every other line.
pub(crate) fn executed(line: &str) -> u64 {
    let plain = without_colour(line);
    let text = plain.trim();
    nextest(text).or_else(|| cargo_test(text)).or_else(|| vitest(text)).unwrap_or(0)
}

/// `Summary [   0.019s] 6 tests run: 6 passed, 0 skipped`, with `6/8` when the run was cut short.
fn nextest(text: &str) -> Option<u64> {
    let (before, _) = text.strip_prefix("Summary [")?.split_once(" run: ")?;
    let count = before.split_once(']')?.1.split_whitespace().next()?;
    count.split('/').next()?.parse().ok()
}

/// `test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s`
fn cargo_test(text: &str) -> Option<u64> {
    let counts = text.strip_prefix("test result: ")?.split_once(". ")?.1;
    Some(sum(counts.split(';')))
}

/// `Tests  1 failed | 11 passed | 2 skipped (14)`
fn vitest(text: &str) -> Option<u64> {
    let counts = text.strip_prefix("Tests ")?;
    Some(sum(counts.split('|')))
}

fn sum<'a>(counts: impl Iterator<Item = &'a str>) -> u64 {
    counts
        .filter_map(|count| {
            let mut words = count.split_whitespace();
            let number: u64 = words.next()?.parse().ok()?;
            matches!(words.next()?, "passed" | "failed").then_some(number)
        })
        .sum()
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
            ("     Summary [   0.019s] 6 tests run: 6 passed, 0 skipped", 6),
            ("     Summary [  12.345s] 1 test run: 0 passed, 1 failed, 3 skipped", 1),
            ("     Summary [   1.000s] 4/9 tests run: 3 passed, 1 failed, 0 skipped", 4),
            ("\u{1b}[32;1m     Summary\u{1b}[0m [   0.019s] \u{1b}[1m6\u{1b}[0m tests run: \u{1b}[1m6\u{1b}[0m passed", 6),
            ("     Summary [   0.000s] 0 tests run: 0 passed, 2 skipped", 0),
            ("test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s", 5),
            ("test result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.10s", 3),
            ("      Tests  12 passed (12)", 12),
            ("      Tests  1 failed | 11 passed | 2 skipped (14)", 12),
            ("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (12)\u{1b}[39m", 12),
            ("      Tests  no tests", 0),
        ];
        for (line, count) in table {
            assert_eq!(executed(line), count, "{line}");
        }
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "running 5 tests", " Test Files  3 passed (3)", "test a ... ok", "Tests are good", "Summary of 3 things run: 7"] {
            assert_eq!(executed(line), 0, "{line}");
        }
    }
}
