//! # Roles
//!
//! What a folder is for: told by the server where it can (RFC 6154), else guessed from its name. Pure.

mod words;

use unicode_normalization::UnicodeNormalization as _;

use crate::imap::folder::Folder;
use crate::imap::name::FolderName;

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Where new mail arrives (RFC 3501).
    Inbox,
    /// Mail that was sent.
    Sent,
    /// Mail that is being written.
    Drafts,
    /// Mail that was thrown away.
    Trash,
    /// Mail nobody wanted.
    Junk,
    /// Mail that is kept.
    Archive,
    /// A view of all mail.
    All,
    /// A view of flagged mail.
    Flagged,
}

/// The role an attribute of LIST gives, in small letters; also the words of XLIST.
pub(super) fn by_attribute(attribute: &str) -> Option<Role> {
    Some(match attribute {
        "\\inbox" => Role::Inbox,
        "\\sent" | "\\sentmail" => Role::Sent,
        "\\drafts" => Role::Drafts,
        "\\trash" => Role::Trash,
        "\\junk" | "\\spam" => Role::Junk,
        "\\archive" => Role::Archive,
        "\\all" | "\\allmail" => Role::All,
        "\\flagged" | "\\starred" => Role::Flagged,
        _ => return None,
    })
}

/// Gives each role to one folder at most. What the server said goes first, then the word list for roles it gave to
/// nobody; of several folders the one whose word stands further up is taken.
pub(super) fn assign(folders: &mut [Folder]) {
    let mut given = vec![Role::Inbox];
    for folder in folders.iter_mut() {
        if folder.name.is_inbox() {
            folder.role = Some(Role::Inbox);
        } else if let Some(role) = folder.role {
            if given.contains(&role) {
                folder.role = None;
            } else {
                given.push(role);
            }
        }
    }
    for (role, names) in words::NAMES {
        if given.contains(role) {
            continue;
        }
        let free = folders
            .iter_mut()
            .filter(|folder| folder.role.is_none() && folder.selectable);
        let known = free.filter_map(|folder| Some((place(&folder.name, names)?, folder)));
        if let Some((_, folder)) = known.min_by_key(|(place, _)| *place) {
            folder.role = Some(*role);
        }
    }
}

/// Where the name stands in the list. Only folders at the top or right below the inbox are looked at: further down
/// `Sent` is somebody's own order.
fn place(name: &FolderName, names: &[&str]) -> Option<usize> {
    let (last, above) = name.parts().split_last()?;
    let at_top = above.is_empty() || matches!(above, [inbox] if inbox == "INBOX");
    let folded: String = last.trim().nfc().collect::<String>().to_lowercase();
    names.iter().position(|known| at_top && *known == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(path: &str, role: Option<Role>) -> Folder {
        Folder {
            name: FolderName::new(path.split('/').map(str::to_owned).collect()),
            role,
            selectable: true,
            subscribed: true,
            may_have_children: true,
        }
    }

    fn assigned(folders: &[(&str, Option<Role>)]) -> Vec<Option<Role>> {
        let mut folders: Vec<Folder> = folders
            .iter()
            .map(|(path, role)| folder(path, *role))
            .collect();
        assign(&mut folders);
        folders.iter().map(|folder| folder.role).collect()
    }

    #[test]
    fn words_of_many_languages_are_known() {
        for (name, role) in [
            ("Sent", Role::Sent),
            ("Sent Items", Role::Sent),
            ("SENT MESSAGES", Role::Sent),
            ("Gesendet", Role::Sent),
            ("Gesendete Elemente", Role::Sent),
            ("Éléments envoyés", Role::Sent),
            ("E\u{301}le\u{301}ments envoye\u{301}s", Role::Sent),
            ("Enviados", Role::Sent),
            ("Posta inviata", Role::Sent),
            ("Verzonden items", Role::Sent),
            ("Skickat", Role::Sent),
            ("Отправленные", Role::Sent),
            ("送信済みアイテム", Role::Sent),
            ("已发送", Role::Sent),
            ("Entwürfe", Role::Drafts),
            ("Brouillons", Role::Drafts),
            ("Kladder", Role::Drafts),
            ("Papierkorb", Role::Trash),
            ("Gelöschte Elemente", Role::Trash),
            ("Deleted Items", Role::Trash),
            ("Kosz", Role::Trash),
            ("Junk-E-Mail", Role::Junk),
            ("Spam", Role::Junk),
            ("Archiv", Role::Archive),
        ] {
            assert_eq!(assigned(&[(name, None)]), [Some(role)], "{name}");
        }
    }

    #[test]
    fn the_word_list_is_folded_and_names_nothing_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for (_, names) in words::NAMES {
            for name in *names {
                assert_eq!(*name, name.trim().nfc().collect::<String>().to_lowercase());
                assert!(seen.insert(*name), "{name}");
            }
        }
    }

    #[test]
    fn the_server_knows_better_than_the_word_list() {
        assert_eq!(
            assigned(&[
                ("Sent", None),
                ("Ausgang", Some(Role::Sent)),
                ("Trash", None)
            ]),
            [None, Some(Role::Sent), Some(Role::Trash)]
        );
    }

    #[test]
    fn each_role_is_given_once() {
        assert_eq!(
            assigned(&[
                ("Sent Items", None),
                ("Sent", None),
                ("Drafts", Some(Role::Drafts)),
                ("Old", Some(Role::Drafts))
            ]),
            [None, Some(Role::Sent), Some(Role::Drafts), None]
        );
        assert_eq!(
            assigned(&[("INBOX", None), ("Posteingang", Some(Role::Inbox))]),
            [Some(Role::Inbox), None]
        );
    }

    #[test]
    fn only_the_top_counts() {
        assert_eq!(
            assigned(&[
                ("Projekte/Sent", None),
                ("INBOX/Trash", None),
                ("Projekte", None)
            ]),
            [None, Some(Role::Trash), None]
        );
    }
}
