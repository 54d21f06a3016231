//! # Rows and cells
//!
//! Takes a pasted text apart the way spreadsheets and mail programs put it together: tabs, semicolons or commas between
//! cells, quotes around some of them. A quote that opens nothing is an ordinary character: passwords have them.

use std::fmt;

use zeroize::Zeroizing;

use crate::address::Address;
use crate::secret::Secret;

/// One line with something in it.
#[derive(Debug)]
pub(super) struct Row {
    /// Counted from 1, blank lines included.
    pub(super) line: usize,
    /// Without the empty cells at the end.
    pub(super) cells: Vec<Cell>,
}

/// One cell; it may hold a password, so that it does not show what is in it.
pub(super) struct Cell {
    text: Zeroizing<String>,
    exact: bool,
}

impl Cell {
    /// A cell whose spaces at both ends are meant.
    pub(super) fn exact(text: &str) -> Self {
        Self::new(text.to_owned(), true)
    }

    /// The text without what cannot be seen.
    pub(super) fn word(&self) -> String {
        let visible: String = self
            .text
            .chars()
            .filter(|c| !INVISIBLE.contains(c))
            .collect();
        visible.trim().to_owned()
    }

    /// The text as something optional to show: a name or a sign-in name.
    pub(super) fn label(&self) -> Option<String> {
        Some(self.word()).filter(|word| !word.is_empty())
    }

    /// The text as a password, with its spaces where the form of the list keeps them.
    pub(super) fn secret(&self) -> Option<Secret> {
        let text = if self.exact {
            self.text.as_str()
        } else {
            self.text.trim()
        };
        Some(Secret::new(text.to_owned())).filter(|secret| !secret.is_empty())
    }

    /// The text as an address, and the name that stands with it: `Ana Silva <ana@example.com>`,
    /// `ana@example.com (Ana Silva)` or `Ana Silva ana@example.com`.
    pub(super) fn mailbox(&self) -> Option<(Option<String>, Address)> {
        let word = self.word();
        let (name, address) = if let Some(inner) = word.strip_suffix('>') {
            inner.rsplit_once('<')?
        } else if let Some((address, name)) = word
            .strip_suffix(')')
            .and_then(|inner| inner.split_once('('))
        {
            (name, address)
        } else {
            word.rsplit_once(char::is_whitespace).unwrap_or(("", &word))
        };
        let name = name.trim().trim_matches(['"', '\'']).trim();
        let address = Address::parse(bare(address)).ok()?;
        match name.contains('@') {
            false => Some((
                Some(name.to_owned()).filter(|name| !name.is_empty()),
                address,
            )),
            // Mail programs put the address itself where a name is missing.
            true if Address::parse(name).is_ok_and(|name| name == address) => Some((None, address)),
            true => None,
        }
    }

    fn new(text: String, exact: bool) -> Self {
        Self {
            text: Zeroizing::new(text),
            exact,
        }
    }
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cell(…)")
    }
}

/// Takes a text apart. The separator is the one that uncovers most addresses, and of those the one that cuts finest:
/// what is reported of a line that cannot be read should not drag a password along.
pub(super) fn rows(text: &str) -> Vec<Row> {
    let text = Zeroizing::new(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    let mut best = ((0, 0), Vec::new());
    for separator in ['\t', ';', ','] {
        let rows = split(&text, separator);
        let cells = || rows.iter().flat_map(|row| &row.cells);
        let addresses = cells().filter(|cell| cell.mailbox().is_some()).count();
        let worth = (addresses, cells().count());
        if worth > best.0 {
            best = (worth, rows);
        }
    }
    best.1
}

/// Characters that come along when text is copied from a page or a document.
const INVISIBLE: [char; 6] = [
    '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{ad}',
];

fn bare(address: &str) -> &str {
    let address = address.trim();
    match address.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => {
            rest.split_once('?').map_or(rest, |(address, _)| address)
        }
        _ => address,
    }
}

fn split(text: &str, separator: char) -> Vec<Row> {
    // Spreadsheets on a Mac end their lines with a carriage return alone.
    let lines = text.split(['\n', '\r']).enumerate();
    lines
        // Rules and rows of empty cells say nothing about anybody.
        .filter(|(_, line)| line.contains(char::is_alphanumeric))
        .map(|(index, line)| Row {
            line: index + 1,
            cells: cells(line, separator),
        })
        .collect()
}

fn cells(line: &str, separator: char) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut rest = Some(line);
    while let Some(text) = rest {
        let (cell, after) = quoted(text, separator).unwrap_or_else(|| plain(text, separator));
        cells.push(cell);
        rest = after;
    }
    while cells.last().is_some_and(|cell| cell.word().is_empty()) {
        cells.pop();
    }
    cells
}

fn plain(text: &str, separator: char) -> (Cell, Option<&str>) {
    let (cell, after) = cut(text, separator);
    (Cell::new(cell.to_owned(), separator == '\t'), after)
}

/// Reads a cell that is in quotes as a whole, or a name in quotes with an address behind it.
fn quoted(text: &str, separator: char) -> Option<(Cell, Option<&str>)> {
    let mut rest = text.trim_start_matches(' ').strip_prefix('"')?;
    let mut value = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        value.push_str(before);
        rest = match after.strip_prefix('"') {
            Some(more) => {
                value.push('"');
                more
            }
            None => {
                let (tail, after) = cut(after, separator);
                return match tail.trim() {
                    "" => Some((Cell::new(value, true), after)),
                    tail if tail.starts_with('<') => {
                        Some((Cell::new(format!("{value} {tail}"), false), after))
                    }
                    _ => None,
                };
            }
        };
    }
}

fn cut(text: &str, separator: char) -> (&str, Option<&str>) {
    match text.split_once(separator) {
        Some((cell, after)) => (cell, Some(after)),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken_apart(text: &str) -> Vec<Vec<String>> {
        let plain = |row: &Row| row.cells.iter().map(|cell| cell.text.to_string()).collect();
        rows(text).iter().map(plain).collect()
    }

    #[test]
    fn lines_become_cells() {
        for (text, cells) in [
            ("a@x.example\tpw", vec!["a@x.example", "pw"]),
            ("a@x.example;p,w", vec!["a@x.example", "p,w"]),
            ("a@x.example,p;w", vec!["a@x.example", "p;w"]),
            (
                "\"Silva, Ana\",a@x.example",
                vec!["Silva, Ana", "a@x.example"],
            ),
            (
                "\"Silva, Ana\" <a@x.example>,pw",
                vec!["Silva, Ana <a@x.example>", "pw"],
            ),
            (
                "Silva, Ana <a@x.example>;pw",
                vec!["Silva, Ana <a@x.example>", "pw"],
            ),
            ("a@x.example,\" p \"\"w\"", vec!["a@x.example", " p \"w"]),
            ("a@x.example,\"pw", vec!["a@x.example", "\"pw"]),
            ("a@x.example,\"p\"w", vec!["a@x.example", "\"p\"w"]),
            ("a@x.example,,,", vec!["a@x.example"]),
            (",a@x.example", vec!["", "a@x.example"]),
        ] {
            assert_eq!(taken_apart(text), [cells], "{text:?}");
        }
    }

    #[test]
    fn lines_end_as_on_any_system() {
        for text in ["a\nb", "a\r\nb", "a\rb", "\u{feff}a\n\n  \nb\n"] {
            assert_eq!(taken_apart(text), [["a"], ["b"]], "{text:?}");
        }
    }

    #[test]
    fn an_address_is_found_with_its_name() {
        for (text, name, address) in [
            ("ana@x.example", None, "ana@x.example"),
            (
                "Ana Silva <ana@x.example>",
                Some("Ana Silva"),
                "ana@x.example",
            ),
            (
                "'Ana Silva' <mailto:ana@x.example>",
                Some("Ana Silva"),
                "ana@x.example",
            ),
            ("ana@x.example <ana@x.example>", None, "ana@x.example"),
            (
                "ana@x.example (Ana Silva)",
                Some("Ana Silva"),
                "ana@x.example",
            ),
            (
                "Ana Silva ana@x.example",
                Some("Ana Silva"),
                "ana@x.example",
            ),
            ("MailTo:ana@x.example?subject=Hi", None, "ana@x.example"),
            ("\u{a0}ana\u{200b}@x.example ", None, "ana@x.example"),
        ] {
            let (found, at) = Cell::new(text.into(), false).mailbox().unwrap();
            assert_eq!((found.as_deref(), at.as_str()), (name, address), "{text:?}");
        }
        for text in [
            "",
            "Ana Silva",
            "ana@",
            "ana@x.example bob@x.example",
            "<ana@x.example> pw",
            "ana@x.example>",
        ] {
            assert!(
                Cell::new(text.into(), false).mailbox().is_none(),
                "{text:?}"
            );
        }
    }
}
