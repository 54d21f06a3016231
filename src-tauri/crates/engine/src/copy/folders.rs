//! # Folder plan
//!
//! Decides for every source folder where its mail goes, before the first byte moves. Pure: two folder lists and the
//! pairs of earlier runs in, a list of pairs out, and no two source folders ever end in one by accident.

use std::collections::{BTreeMap, BTreeSet};

use crate::imap::{Folder, FolderName, Role};

/// One source folder and its place at the destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name at the source.
    pub source: FolderName,
    /// The name at the destination.
    pub destination: FolderName,
    /// What the folder is for, if the source says so or its name does.
    pub role: Option<Role>,
    /// Whether it has to be made first.
    pub create: bool,
    /// Whether people see it at the source (RFC 3501, section 6.3.6).
    pub subscribe: bool,
}

/// Pairs up the folders.
///
/// - What an earlier run decided (`known`) stays, so that a folder never moves between runs.
/// - A folder with a role goes to the destination's folder of that role, whatever it is called there; what lies below
///   it goes along.
/// - Everything else keeps its name. If that place is taken by another source folder, a number is added.
/// - Folders that only hold others are not made for themselves, and a view of flagged messages (RFC 6154, `\Flagged`)
///   is left out, because its messages lie in other folders.
pub fn plan(
    source: &[Folder],
    destination: &[Folder],
    known: &BTreeMap<FolderName, FolderName>,
) -> Vec<Pair> {
    let existing: BTreeSet<&FolderName> = destination.iter().map(|folder| &folder.name).collect();
    let by_role: BTreeMap<Role, &FolderName> = destination
        .iter()
        .filter_map(|folder| Some((folder.role?, &folder.name)))
        .collect();
    let moved: Vec<(&FolderName, &FolderName)> = source
        .iter()
        .filter_map(|folder| Some((&folder.name, *by_role.get(&folder.role?)?)))
        .collect();

    let mut taken: BTreeSet<FolderName> = known.values().cloned().collect();
    let copied = source
        .iter()
        .filter(|folder| folder.selectable && folder.role != Some(Role::Flagged));
    let mut pairs: Vec<Pair> = Vec::new();
    // Folders with a role choose first, so that an ordinary folder of the same name gives way.
    for folder in in_order_of_choice(copied.collect()) {
        let name = known.get(&folder.name).cloned().unwrap_or_else(|| {
            let wanted = below_moved(&folder.name, &moved).unwrap_or_else(|| folder.name.clone());
            free_name(wanted, &taken)
        });
        taken.insert(name.clone());
        pairs.push(Pair {
            create: !existing.contains(&name),
            source: folder.name.clone(),
            destination: name,
            role: folder.role,
            subscribe: folder.subscribed,
        });
    }
    pairs.sort_by(|a, b| {
        (a.role != Some(Role::Inbox), &a.source).cmp(&(b.role != Some(Role::Inbox), &b.source))
    });
    pairs
}

fn in_order_of_choice(mut folders: Vec<&Folder>) -> Vec<&Folder> {
    folders.sort_by(|a, b| (a.role.is_none(), &a.name).cmp(&(b.role.is_none(), &b.name)));
    folders
}

/// Where a folder goes that is a moved folder or lies below one.
fn below_moved(name: &FolderName, moved: &[(&FolderName, &FolderName)]) -> Option<FolderName> {
    moved
        .iter()
        .filter_map(|(from, to)| {
            let rest = name.parts().strip_prefix(from.parts())?;
            let parts = to.parts().iter().chain(rest).cloned().collect();
            Some((from.parts().len(), FolderName::new(parts)))
        })
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, name)| name)
}

fn free_name(wanted: FolderName, taken: &BTreeSet<FolderName>) -> FolderName {
    if !taken.contains(&wanted) {
        return wanted;
    }
    (2..)
        .map(|number: u32| {
            let mut parts = wanted.parts().to_vec();
            if let Some(last) = parts.last_mut() {
                *last = format!("{last} ({number})");
            }
            FolderName::new(parts)
        })
        .find(|name| !taken.contains(name))
        .unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str) -> FolderName {
        FolderName::new(path.split('/').map(str::to_owned).collect())
    }

    fn folder(path: &str, role: Option<Role>) -> Folder {
        Folder {
            name: name(path),
            role,
            selectable: true,
            subscribed: false,
            may_have_children: true,
        }
    }

    fn places(pairs: &[Pair]) -> Vec<String> {
        pairs
            .iter()
            .map(|pair| {
                let made = if pair.create { " +" } else { "" };
                format!(
                    "{} → {}{made}",
                    pair.source.parts().join("/"),
                    pair.destination.parts().join("/")
                )
            })
            .collect()
    }

    #[test]
    fn a_role_goes_to_the_same_role_and_takes_its_children_along() {
        let source = [
            folder("INBOX", Some(Role::Inbox)),
            folder("Gesendet", Some(Role::Sent)),
            folder("Gesendet/2019", None),
            folder("Projekte", None),
        ];
        let destination = [
            folder("INBOX", Some(Role::Inbox)),
            folder("Sent", Some(Role::Sent)),
        ];
        assert_eq!(
            places(&plan(&source, &destination, &BTreeMap::new())),
            [
                "INBOX → INBOX",
                "Gesendet → Sent",
                "Gesendet/2019 → Sent/2019 +",
                "Projekte → Projekte +"
            ]
        );
    }

    #[test]
    fn two_folders_never_end_in_one() {
        let source = [
            folder("INBOX", Some(Role::Inbox)),
            folder("Sent", None),
            folder("Sent Items", Some(Role::Sent)),
        ];
        let destination = [
            folder("INBOX", Some(Role::Inbox)),
            folder("Sent", Some(Role::Sent)),
        ];
        assert_eq!(
            places(&plan(&source, &destination, &BTreeMap::new())),
            ["INBOX → INBOX", "Sent → Sent (2) +", "Sent Items → Sent"]
        );
    }

    #[test]
    fn what_an_earlier_run_decided_stays() {
        let source = [
            folder("INBOX", Some(Role::Inbox)),
            folder("Sent Items", Some(Role::Sent)),
        ];
        let destination = [folder("Sent Items", None), folder("Sent", Some(Role::Sent))];
        let known = BTreeMap::from([(name("Sent Items"), name("Sent Items"))]);
        assert_eq!(
            places(&plan(&source, &destination, &known)),
            ["INBOX → INBOX +", "Sent Items → Sent Items"]
        );
    }

    #[test]
    fn parents_that_hold_no_mail_and_views_of_flagged_mail_are_left_out() {
        let mut parent = folder("Archive", None);
        parent.selectable = false;
        let source = [
            parent,
            folder("Archive/2019", None),
            folder("Starred", Some(Role::Flagged)),
        ];
        assert_eq!(
            places(&plan(&source, &[], &BTreeMap::new())),
            ["Archive/2019 → Archive/2019 +"]
        );
    }
}
