//! # Showing folders
//!
//! LIST and LSUB with their patterns (RFC 3501, sections 6.3.8 and 6.3.9), special uses (RFC 6154), STATUS with SIZE
//! (RFC 8438), and NAMESPACE (RFC 2342).

use std::collections::BTreeSet;

use imap_codec::imap_types::core::{Atom, QuotedChar};
use imap_codec::imap_types::flag::FlagNameAttribute;
use imap_codec::imap_types::mailbox::{ListMailbox, Mailbox};
use imap_codec::imap_types::response::Data;
use imap_codec::imap_types::status::StatusDataItemName;

use crate::account::{Account, Entry};
use crate::names::Spelling;
use crate::session::reply::{Fault, Handled, Reply};
use crate::session::request::Additions;
use crate::session::{Session, wire_name};

impl Session {
    pub(super) async fn list(
        &mut self,
        reference: &Mailbox<'_>,
        pattern: &ListMailbox<'_>,
        additions: Additions,
    ) -> Handled {
        let Some(spelling) = self.account.as_ref().map(Account::spelling) else {
            return Ok(Reply::bad("Sign in first"));
        };
        let pattern = whole_pattern(reference, pattern);
        if pattern.is_empty() {
            let root = vec![FlagNameAttribute::Noselect];
            self.show(false, root, spelling, String::new()).await?;
            return Ok(Reply::ok("LIST completed"));
        }
        let entries = self.folders().await?;
        for entry in &entries {
            let name = spelling.write(&entry.parts);
            let left_out = additions.only_special_use && entry.special_use.is_none()
                || additions.only_subscribed && !entry.subscribed;
            if left_out || !matches(&pattern, &name, spelling.separator) {
                continue;
            }
            let attributes = attributes(entry, &entries, additions);
            self.show(false, attributes, spelling, name).await?;
        }
        Ok(Reply::ok("LIST completed"))
    }

    pub(super) async fn lsub(
        &mut self,
        reference: &Mailbox<'_>,
        pattern: &ListMailbox<'_>,
    ) -> Handled {
        let Some(spelling) = self.account.as_ref().map(Account::spelling) else {
            return Ok(Reply::bad("Sign in first"));
        };
        let pattern = whole_pattern(reference, pattern);
        let subscribed: Vec<_> = self
            .folders()
            .await?
            .into_iter()
            .filter(|entry| entry.subscribed)
            .collect();
        let names: BTreeSet<String> = subscribed
            .iter()
            .map(|entry| spelling.write(&entry.parts))
            .collect();
        let mut parents = BTreeSet::new();
        for entry in &subscribed {
            let name = spelling.write(&entry.parts);
            if matches(&pattern, &name, spelling.separator) {
                self.show(true, Vec::new(), spelling, name).await?;
                continue;
            }
            for (place, _) in name.match_indices(spelling.separator) {
                let parent = name.get(..place).unwrap_or_default();
                let shown =
                    !names.contains(parent) && matches(&pattern, parent, spelling.separator);
                if pattern.contains('%') && shown && parents.insert(parent.to_owned()) {
                    let attributes = vec![FlagNameAttribute::Noselect];
                    self.show(true, attributes, spelling, parent.to_owned())
                        .await?;
                }
            }
        }
        Ok(Reply::ok("LSUB completed"))
    }

    pub(super) async fn status(
        &mut self,
        mailbox: &Mailbox<'_>,
        items: &[StatusDataItemName],
        additions: Additions,
    ) -> Handled {
        let Some(entry) = self.folder(mailbox).await?.filter(|entry| entry.selectable) else {
            return Ok(Reply::no_folder());
        };
        let messages = self.messages_of(&entry).await?;
        let unseen = messages
            .iter()
            .filter(|one| !one.flags.contains("\\Seen"))
            .count();
        let mut shown = Vec::new();
        for item in items {
            shown.push(match item {
                StatusDataItemName::Messages => format!("MESSAGES {}", messages.len()),
                StatusDataItemName::Recent => "RECENT 0".to_owned(),
                StatusDataItemName::UidNext => format!("UIDNEXT {}", entry.uid_next),
                StatusDataItemName::UidValidity => format!("UIDVALIDITY {}", entry.uid_validity),
                StatusDataItemName::Unseen => format!("UNSEEN {unseen}"),
                _ => return Ok(Reply::bad("An item that is not offered here")),
            });
        }
        if additions.size {
            if !self.house.side.capabilities().contains("STATUS=SIZE") {
                return Ok(Reply::bad("SIZE is not offered here"));
            }
            let size: u64 = messages.iter().map(|one| u64::from(one.size)).sum();
            shown.push(format!("SIZE {size}"));
        }
        let spelling = self.spelling();
        let name = quoted(&spelling.write(&entry.parts));
        self.wire
            .send_text(&format!("* STATUS {name} ({})\r\n", shown.join(" ")))
            .await?;
        Ok(Reply::ok("STATUS completed"))
    }

    pub(super) async fn namespace(&mut self) -> Handled {
        let spelling = self.spelling();
        let (prefix, separator) = (quoted(spelling.prefix), spelling.separator);
        self.wire
            .send_text(&format!(
                "* NAMESPACE (({prefix} \"{separator}\")) NIL NIL\r\n"
            ))
            .await?;
        Ok(Reply::ok("NAMESPACE completed"))
    }

    async fn show(
        &mut self,
        subscribed: bool,
        items: Vec<FlagNameAttribute<'static>>,
        spelling: Spelling,
        name: String,
    ) -> Result<(), Fault> {
        let delimiter = QuotedChar::try_from(spelling.separator).ok();
        let Ok(mailbox) = Mailbox::try_from(name) else {
            return Ok(());
        };
        self.wire
            .send(if subscribed {
                Data::Lsub {
                    items,
                    delimiter,
                    mailbox,
                }
            } else {
                Data::List {
                    items,
                    delimiter,
                    mailbox,
                }
            })
            .await?;
        Ok(())
    }
}

/// What LIST says about a folder.
fn attributes(
    entry: &Entry,
    all: &[Entry],
    additions: Additions,
) -> Vec<FlagNameAttribute<'static>> {
    let has_children = all.iter().any(|other| {
        other.parts.len() > entry.parts.len() && other.parts.starts_with(&entry.parts)
    });
    let words = [
        (!entry.selectable).then_some("Noselect"),
        Some(if has_children {
            "HasChildren"
        } else {
            "HasNoChildren"
        }),
        entry.special_use.map(crate::content::SpecialUse::as_str),
        (additions.show_subscribed && entry.subscribed).then_some("Subscribed"),
    ];
    words
        .into_iter()
        .flatten()
        .filter_map(|word| Atom::try_from(word).ok())
        .map(FlagNameAttribute::from)
        .collect()
}

/// Reference and pattern as one.
fn whole_pattern(reference: &Mailbox<'_>, pattern: &ListMailbox<'_>) -> String {
    let pattern = match pattern {
        ListMailbox::Token(token) => token.as_ref(),
        ListMailbox::String(string) => string.as_ref(),
    };
    let pattern = String::from_utf8_lossy(pattern);
    if pattern.is_empty() {
        return String::new();
    }
    format!("{}{pattern}", wire_name(reference))
}

/// Whether a name fits a pattern: `*` stands for anything, `%` for anything within one level.
fn matches(pattern: &str, name: &str, separator: char) -> bool {
    let inbox = pattern.eq_ignore_ascii_case("INBOX") && name == "INBOX";
    inbox || fits(pattern.as_bytes(), name.as_bytes(), separator)
}

/// Keeps, for every place in the name, whether the pattern so far reaches it; so no pattern can take long.
fn fits(pattern: &[u8], name: &[u8], separator: char) -> bool {
    let mut reached: Vec<bool> = vec![false; name.len() + 1];
    if let Some(start) = reached.first_mut() {
        *start = true;
    }
    for &letter in pattern {
        let mut next = vec![false; name.len() + 1];
        let mut open = false;
        for (place, slot) in next.iter_mut().enumerate() {
            let before = place.checked_sub(1).and_then(|place| name.get(place));
            let came = reached.get(place).copied().unwrap_or(false);
            *slot = match letter {
                b'*' | b'%' => {
                    let level_ends =
                        letter == b'%' && before.is_some_and(|&byte| char::from(byte) == separator);
                    open = came || open && !level_ends;
                    open
                }
                _ => {
                    before == Some(&letter)
                        && place.checked_sub(1).and_then(|place| reached.get(place)) == Some(&true)
                }
            };
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

/// A quoted string; names on the wire are printable ASCII.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_rfc_3501() {
        for (pattern, name, fit) in [
            ("*", "INBOX.a.b", true),
            ("%", "INBOX", true),
            ("%", "INBOX.a", false),
            ("INBOX.%", "INBOX.a", true),
            ("INBOX.%", "INBOX.a.b", false),
            ("INBOX.*b", "INBOX.a.b", true),
            ("inbox", "INBOX", true),
            ("%.%", "INBOX.a", true),
            ("*%*%*x", "INBOX.a", false),
            ("INBOX.a", "INBOX.ab", false),
            ("", "INBOX", false),
        ] {
            assert_eq!(matches(pattern, name, '.'), fit, "{pattern} {name}");
        }
    }
}
