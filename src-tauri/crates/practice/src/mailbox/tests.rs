use std::collections::BTreeSet;

use super::*;

fn inbox(mailbox: &Mailbox) -> &Folder {
    mailbox
        .folders
        .iter()
        .find(|folder| folder.parts == ["INBOX"])
        .unwrap()
}

fn header<'a>(kept: &'a Kept, name: &str) -> Option<&'a str> {
    let end = kept
        .bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    kept.bytes[..end]
        .split(|&byte| byte == b'\n')
        .filter_map(|line| std::str::from_utf8(line).ok())
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .map(str::trim_end)
}

#[test]
fn the_company_is_the_same_every_time() {
    let (one, other) = (all(), all());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.content(), other.content());
        for (one, other) in one.folders.iter().zip(&other.folders) {
            assert_eq!(one.messages, other.messages);
            assert_eq!(
                (one.uid_validity, one.uid_next),
                (other.uid_validity, other.uid_next)
            );
        }
    }
}

#[test]
fn the_totals_are_those_of_the_table() {
    let mailboxes = all();
    let counts: Vec<usize> = mailboxes
        .iter()
        .map(|mailbox| {
            mailbox
                .folders
                .iter()
                .map(|folder| folder.messages.len())
                .sum()
        })
        .collect();
    assert_eq!(counts, [349, 262, 185, 130, 228, 46]);
    let bytes: usize = mailboxes
        .iter()
        .flat_map(|mailbox| &mailbox.folders)
        .flat_map(|folder| &folder.messages)
        .map(|kept| kept.bytes.len())
        .sum();
    assert_eq!(bytes, 22_131_681);
}

#[test]
fn every_inbox_holds_the_odd_ones() {
    for mailbox in all() {
        let inbox = inbox(&mailbox);
        let without = inbox
            .messages
            .iter()
            .filter(|kept| header(kept, "Message-ID").is_none());
        assert_eq!(without.count(), 1);
        let empty = inbox.messages.iter().filter(|kept| {
            kept.bytes.ends_with(b"\r\n\r\n")
                && !kept.bytes.windows(12).any(|w| w == b"Content-Type")
        });
        assert_eq!(empty.count(), 1);
        let twins = inbox.messages.windows(2).filter(|two| {
            two[0].bytes == two[1].bytes
                && two[0].internal_date == two[1].internal_date
                && two[0].flags == two[1].flags
        });
        assert_eq!(twins.count(), 1);
        let same_id = inbox.messages.windows(2).filter(|two| {
            two[0].bytes != two[1].bytes
                && header(&two[0], "Message-ID").is_some()
                && header(&two[0], "Message-ID") == header(&two[1], "Message-ID")
        });
        assert_eq!(same_id.count(), 1);
        let eight_bit = inbox.messages.iter().filter(|kept| !kept.bytes.is_ascii());
        assert_eq!(
            eight_bit
                .map(|kept| kept.bytes.as_slice())
                .collect::<Vec<_>>(),
            [mailbox.refused().unwrap()]
        );
    }
}

#[test]
fn uids_rise_with_gaps_and_stay_below_the_next() {
    let mut gaps = 0;
    for folder in all().iter().flat_map(|mailbox| &mailbox.folders) {
        for two in folder.messages.windows(2) {
            assert!(two[0].uid < two[1].uid);
            gaps += usize::from(two[0].uid + 1 < two[1].uid);
        }
        assert!(
            folder
                .messages
                .last()
                .is_none_or(|last| last.uid < folder.uid_next)
        );
    }
    assert!(gaps > 50, "{gaps}");
}

#[test]
fn folders_show_what_real_ones_do() {
    let mailboxes = all();
    let folders: Vec<&Folder> = mailboxes
        .iter()
        .flat_map(|mailbox| &mailbox.folders)
        .collect();
    assert!(folders.iter().any(|folder| folder.parts.len() == 3));
    assert!(folders.iter().any(|folder| !folder.selectable));
    assert!(folders.iter().any(|folder| !folder.subscribed));
    assert!(
        folders
            .iter()
            .any(|folder| folder.selectable && folder.messages.is_empty())
    );
    assert!(
        folders
            .iter()
            .any(|folder| folder.parts == ["Müller & Söhne"])
    );
}

#[test]
fn messages_show_what_real_ones_do() {
    let mailboxes = all();
    let folders: Vec<&Folder> = mailboxes
        .iter()
        .flat_map(|mailbox| &mailbox.folders)
        .collect();
    let zones: BTreeSet<_> = folders
        .iter()
        .flat_map(|folder| &folder.messages)
        .map(|kept| kept.internal_date.offset())
        .collect();
    assert!(zones.len() >= 8, "{zones:?}");
    let flags: BTreeSet<_> = folders
        .iter()
        .flat_map(|folder| &folder.messages)
        .flat_map(|kept| &kept.flags)
        .map(String::as_str)
        .collect();
    assert_eq!(
        flags,
        BTreeSet::from([
            "$Forwarded",
            "$Label1",
            "\\Answered",
            "\\Draft",
            "\\Flagged",
            "\\Seen"
        ])
    );
    let years: BTreeSet<_> = folders
        .iter()
        .flat_map(|folder| &folder.messages)
        .map(|kept| kept.internal_date.year())
        .collect();
    assert!(years.len() >= 6);
}

#[test]
fn every_folder_has_its_parents() {
    for mailbox in all() {
        let names: BTreeSet<&[String]> = mailbox
            .folders
            .iter()
            .map(|folder| folder.parts.as_slice())
            .collect();
        for parts in &names {
            assert!(
                parts.len() == 1 || names.contains(&parts[..parts.len() - 1]),
                "{parts:?}"
            );
        }
    }
}
