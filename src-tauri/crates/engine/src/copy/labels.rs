//! # Labels
//!
//! Where folders are labels, a message lies in several of them and takes its room at the destination as often. Here it is
//! decided in which of them it is copied. Pure: identities in, messages to leave out.

use std::collections::BTreeMap;

use crate::imap::{FolderName, Role};

/// What becomes of a message that has several labels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Labels {
    /// It is copied into the first folder only: inbox, sent mail, drafts, a label of the person's by name, and all mail for
    /// what has no label.
    #[default]
    Once,
    /// It is copied into every folder; into the one with all mail only what has no label.
    Folders,
}

/// A folder that is a label.
#[derive(Debug)]
pub(crate) struct Label<'a> {
    pub(crate) name: &'a FolderName,
    pub(crate) role: Option<Role>,
    /// Number and identity of every message.
    pub(crate) messages: Vec<(u32, u64)>,
    /// Numbers of what is copied, rising.
    pub(crate) copied: &'a [u32],
}

impl Label<'_> {
    fn rank(&self) -> (u8, &FolderName) {
        let rank = match self.role {
            Some(Role::Inbox) => 0,
            Some(Role::Sent) => 1,
            Some(Role::Drafts) => 2,
            Some(Role::All) => 4,
            _ => 3,
        };
        (rank, self.name)
    }

    fn is_copied(&self, uid: u32) -> bool {
        self.copied.binary_search(&uid).is_ok()
    }
}

/// For each folder the numbers, rising, of messages that are copied, or to be copied, in another one. A copy that is there
/// already counts before any order.
pub(crate) fn elsewhere(labels: &[Label<'_>], choice: Labels) -> Vec<Vec<u32>> {
    let mut homes: BTreeMap<u64, (bool, (u8, &FolderName), usize)> = BTreeMap::new();
    for (place, label) in labels.iter().enumerate() {
        for &(uid, identity) in &label.messages {
            let home = (!label.is_copied(uid), label.rank(), place);
            let known = homes.entry(identity).or_insert(home);
            *known = home.min(*known);
        }
    }
    let leaves_out = |label: &Label<'_>| choice == Labels::Once || label.role == Some(Role::All);
    let left_out = labels.iter().enumerate().map(|(place, label)| {
        let messages = label.messages.iter().filter(|(uid, identity)| {
            let home = homes.get(identity).map(|(_, _, place)| *place);
            leaves_out(label) && home != Some(place) && !label.is_copied(*uid)
        });
        let mut uids: Vec<u32> = messages.map(|(uid, _)| *uid).collect();
        uids.sort_unstable();
        uids
    });
    left_out.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(choice: Labels, copied_in_work: &[u32]) -> Vec<Vec<u32>> {
        let names = ["INBOX", "Sent", "Work", "Archive", "All"];
        let names = names.map(|name| FolderName::new(vec![name.to_owned()]));
        let [inbox, sent, work, archive, all] = &names;
        let label = |name, role, messages: &[(u32, u64)]| Label {
            name,
            role,
            messages: messages.to_vec(),
            copied: &[],
        };
        let mut labels = [
            label(all, Some(Role::All), &[(1, 10), (2, 20), (3, 30), (4, 40)]),
            label(work, None, &[(1, 10), (2, 30)]),
            label(archive, None, &[(1, 30)]),
            label(inbox, Some(Role::Inbox), &[(7, 10)]),
            label(sent, Some(Role::Sent), &[(1, 20), (2, 10)]),
        ];
        labels[1].copied = copied_in_work;
        elsewhere(&labels, choice)
    }

    #[test]
    fn a_message_is_copied_into_its_first_folder() {
        let expected = [vec![1, 2, 3], vec![1, 2], vec![], vec![], vec![2]];
        assert_eq!(decided(Labels::Once, &[]), expected);
    }

    #[test]
    fn what_is_copied_stays_where_it_is() {
        let expected = [vec![1, 2, 3], vec![], vec![1], vec![7], vec![2]];
        assert_eq!(decided(Labels::Once, &[1, 2]), expected);
    }

    #[test]
    fn as_folders_only_the_view_of_all_mail_is_thinned() {
        let none = Vec::<u32>::new();
        let expected = [
            vec![1, 2, 3],
            none.clone(),
            none.clone(),
            none.clone(),
            none,
        ];
        assert_eq!(decided(Labels::Folders, &[]), expected);
    }
}
