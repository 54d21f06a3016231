//! # A second name
//!
//! What a folder is called when the destination has refused its name, or has shown that it takes it for that of another
//! folder. Pure.

use std::collections::BTreeSet;

use crate::copy::folders::Rules;
use crate::imap::{FolderName, Namespace};

/// Why a folder cannot have its first name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The destination does not take the name.
    Name,
    /// The destination takes it for the name of another folder.
    Twin,
}

/// Another name for a folder. It is none of those that are taken, not even where a server does not tell small letters from
/// capitals. None where there is nothing in the name that could be at fault.
pub(crate) fn second(
    name: &FolderName,
    refused: Refused,
    taken: &BTreeSet<FolderName>,
    namespace: &Namespace,
) -> Option<FolderName> {
    let rules = Rules {
        folds_case: true,
        folds_unicode: true,
        ..Rules::of(namespace)
    };
    let taken: BTreeSet<Vec<String>> = taken.iter().map(|name| rules.key(name)).collect();
    let parts = match refused {
        Refused::Name => name.parts().iter().map(|part| plain(part)).collect(),
        Refused::Twin => name.parts().to_vec(),
    };
    if refused == Refused::Name && parts == name.parts() {
        return None;
    }
    let (own, above) = parts.split_last()?;
    let room = rules.room(above);
    let called = |part: &str| {
        let parts = above.iter().map(String::as_str).chain([part]);
        FolderName::new(parts.map(str::to_owned).collect())
    };
    let numbered = (2..=u32::MAX).map(|number| called(&rules.numbered(own, number, room)));
    let first = Some(called(own)).filter(|_| refused == Refused::Name);
    let mut names = first.into_iter().chain(numbered);
    names.find(|name| !name.is_inbox() && !taken.contains(&rules.key(name)))
}

/// A part with a hyphen for everything but letters, digits, spaces and what stands in many names.
fn plain(part: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '(' | ')');
    let text: String = part
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_name_is_plain_or_numbered_and_free() {
        let name = |path: &str| FolderName::new(path.split('/').map(str::to_owned).collect());
        let namespace = Namespace {
            prefix: String::new(),
            separator: Some('/'),
        };
        let taken: BTreeSet<_> = ["Work", "v1-0/A", "work (2)"].map(name).into();
        for (first, refused, expected) in [
            ("v1.0/a.b", Refused::Name, Some("v1-0/a-b")),
            ("v1.0/a", Refused::Name, Some("v1-0/a (2)")),
            ("new", Refused::Name, None),
            ("B\u{fc}ro \u{1f4e8}", Refused::Name, Some("B\u{fc}ro -")),
            ("work", Refused::Twin, Some("work (3)")),
        ] {
            let second = second(&name(first), refused, &taken, &namespace);
            assert_eq!(second, expected.map(name), "{first}");
        }
    }
}
