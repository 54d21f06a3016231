//! # The independent comparison
//!
//! Two stores, read from disk, folder by folder as multisets: what is lost, doubled, foreign or changed. It shares
//! no line with the product.

use std::collections::BTreeMap;
use std::fmt;

use super::store::{Message, Name, Store};

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A folder did not arrive.
    FolderLost(Name),
    /// A folder is there that nobody asked for.
    FolderForeign(Name),
    /// A message did not arrive, or not as often as it should.
    Lost(Name, Message),
    /// A message is there more often than it should be.
    Doubled(Name, Message),
    /// A message is there that was never at the source: changed bytes look like this, beside something lost.
    Foreign(Name, Message),
    /// A message arrived with other flags or another date: expected, found.
    Changed(Name, Message, Message),
    /// A folder should be subscribed to and is not.
    SubscriptionLost(Name),
    /// A folder is subscribed to and should not be.
    SubscriptionForeign(Name),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FolderLost(name) => write!(f, "folder lost: {name:?}"),
            Self::FolderForeign(name) => write!(f, "folder foreign: {name:?}"),
            Self::Lost(name, message) => write!(f, "lost in {name:?}: {}", line(message)),
            Self::Doubled(name, message) => write!(f, "doubled in {name:?}: {}", line(message)),
            Self::Foreign(name, message) => write!(f, "foreign in {name:?}: {}", line(message)),
            Self::Changed(name, expected, found) => {
                write!(
                    f,
                    "changed in {name:?}: {} became {}",
                    line(expected),
                    line(found)
                )
            }
            Self::SubscriptionLost(name) => write!(f, "subscription lost: {name:?}"),
            Self::SubscriptionForeign(name) => write!(f, "subscription foreign: {name:?}"),
        }
    }
}

fn line(message: &Message) -> String {
    format!(
        "{:?} {} {:?} {}",
        message.subject,
        message.date,
        message.flags,
        &message.hash[..12]
    )
}

/// What a copy of `source` should look like: the same, but nothing marked as deleted.
pub fn expected_of(source: &Store) -> Store {
    let mut expected = source.clone();
    for message in expected.folders.values_mut().flatten() {
        message.flags.remove("\\Deleted");
    }
    expected
}

/// Everything in which `found` differs from `expected`.
pub fn differences(expected: &Store, found: &Store) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (name, messages) in &expected.folders {
        match found.folders.get(name) {
            Some(there) => in_folder(name, messages, there, &mut differences),
            None => differences.push(Difference::FolderLost(name.clone())),
        }
    }
    let foreign = found
        .folders
        .keys()
        .filter(|name| !expected.folders.contains_key(*name));
    differences.extend(foreign.cloned().map(Difference::FolderForeign));
    let lost = expected.subscribed.difference(&found.subscribed);
    differences.extend(lost.cloned().map(Difference::SubscriptionLost));
    let foreign = found.subscribed.difference(&expected.subscribed);
    differences.extend(foreign.cloned().map(Difference::SubscriptionForeign));
    differences
}

/// Fails with every difference, a line each.
///
/// # Panics
/// When the two stores differ.
#[track_caller]
pub fn assert_same(expected: &Store, found: &Store, when: &str) {
    let lines: Vec<_> = differences(expected, found)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        lines.is_empty(),
        "{when}: {} differences\n{}",
        lines.len(),
        lines[..lines.len().min(30)].join("\n")
    );
}

fn in_folder(
    name: &Name,
    expected: &[Message],
    found: &[Message],
    differences: &mut Vec<Difference>,
) {
    let (wanted, there) = (by_hash(expected), by_hash(found));
    for (hash, copies) in &wanted {
        let arrived = there.get(hash).cloned().unwrap_or_default();
        for message in copies.iter().skip(arrived.len()) {
            differences.push(Difference::Lost(name.clone(), message.clone()));
        }
        for message in arrived.iter().skip(copies.len()) {
            differences.push(Difference::Doubled(name.clone(), message.clone()));
        }
        for (expected, found) in copies
            .iter()
            .zip(&arrived)
            .filter(|(expected, found)| expected != found)
        {
            differences.push(Difference::Changed(
                name.clone(),
                expected.clone(),
                found.clone(),
            ));
        }
    }
    for (_, foreign) in there.iter().filter(|(hash, _)| !wanted.contains_key(*hash)) {
        differences.extend(
            foreign
                .iter()
                .map(|message| Difference::Foreign(name.clone(), message.clone())),
        );
    }
}

/// Messages with equal bytes beside each other, each group in a fixed order.
fn by_hash(messages: &[Message]) -> BTreeMap<String, Vec<Message>> {
    let mut groups: BTreeMap<String, Vec<Message>> = BTreeMap::new();
    for message in messages {
        groups
            .entry(message.hash.clone())
            .or_default()
            .push(message.clone());
    }
    for group in groups.values_mut() {
        group.sort();
    }
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::harness::store::name;

    fn store(folder: &str, messages: &[(&str, i64)]) -> Store {
        let messages = messages
            .iter()
            .map(|(text, date)| Message::of(text.as_bytes(), BTreeSet::new(), *date));
        Store {
            folders: [(name(folder), messages.collect())].into(),
            subscribed: BTreeSet::new(),
        }
    }

    #[test]
    fn every_kind_of_difference_is_seen() {
        let expected = store("INBOX", &[("one", 1), ("two", 2), ("two", 2), ("three", 3)]);
        for (found, seen) in [
            (
                store("INBOX", &[("one", 1), ("two", 2), ("three", 3)]),
                "lost",
            ),
            (
                store(
                    "INBOX",
                    &[("one", 1), ("one", 1), ("two", 2), ("two", 2), ("three", 3)],
                ),
                "doubled",
            ),
            (
                store(
                    "INBOX",
                    &[
                        ("one", 1),
                        ("two", 2),
                        ("two", 2),
                        ("three", 3),
                        ("four", 4),
                    ],
                ),
                "foreign",
            ),
            (
                store("INBOX", &[("one", 9), ("two", 2), ("two", 2), ("three", 3)]),
                "changed",
            ),
        ] {
            let differences = differences(&expected, &found);
            assert_eq!(differences.len(), 1, "{differences:?}");
            assert!(
                differences[0].to_string().starts_with(seen),
                "{differences:?}"
            );
        }
    }

    #[test]
    fn line_ends_make_no_difference_and_a_lone_carriage_return_does() {
        let one = store("INBOX", &[("a\r\nb\r\n", 1)]);
        assert_eq!(differences(&one, &store("INBOX", &[("a\nb\n", 1)])), []);
        assert_eq!(
            differences(&one, &store("INBOX", &[("a\rb\n", 1)])).len(),
            2
        );
    }

    #[test]
    fn folders_and_subscriptions_are_compared() {
        let mut expected = store("Sent", &[]);
        expected.subscribed.insert(name("Sent"));
        let found = store("Gesendet", &[]);
        assert_eq!(
            differences(&expected, &found),
            [
                Difference::FolderLost(name("Sent")),
                Difference::FolderForeign(name("Gesendet")),
                Difference::SubscriptionLost(name("Sent")),
            ]
        );
    }
}
