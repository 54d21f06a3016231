//! Names as servers write them, read and sent back.

use super::*;

fn names(prefix: &str, separator: Option<char>, utf8: bool) -> Names {
    Names {
        personal: Namespace {
            prefix: prefix.to_owned(),
            separator,
        },
        utf8,
        ..Names::default()
    }
}

fn space(prefix: &str, separator: char) -> Space {
    Space {
        prefix: prefix.into(),
        separator: Some(separator),
    }
}

fn entry(attributes: &[&str], name: &str) -> Entry {
    Entry {
        attributes: attributes
            .iter()
            .map(|attribute| (*attribute).to_owned())
            .collect(),
        separator: Some('.'),
        name: name.into(),
    }
}

#[test]
fn names_are_read_and_sent_back() {
    for (prefix, separator, utf8, raw, parts) in [
        ("", Some('/'), false, &b"INBOX"[..], &["INBOX"][..]),
        ("", Some('/'), false, b"INBOX/Sub", &["INBOX", "Sub"]),
        (
            "",
            Some('/'),
            false,
            b"Entw&APw-rfe/R&-D/a.b",
            &["Entwürfe", "R&D", "a.b"],
        ),
        ("", Some('.'), false, b"a/b.c", &["a/b", "c"]),
        ("", None, false, b"a.b/c", &["a.b/c"]),
        (
            "",
            Some('/'),
            true,
            "Entwürfe/R&D".as_bytes(),
            &["Entwürfe", "R&D"],
        ),
        ("INBOX.", Some('.'), false, b"INBOX", &["INBOX"]),
        ("INBOX.", Some('.'), false, b"INBOX.Sent", &["Sent"]),
        (
            "INBOX.",
            Some('.'),
            false,
            b"INBOX.INBOX.Sub",
            &["INBOX", "Sub"],
        ),
        (
            "INBOX.",
            Some('.'),
            false,
            b"INBOX.INBOX",
            &["\u{FFFD}INBOX"],
        ),
        (
            "INBOX.",
            Some('.'),
            false,
            b"INBOX.inbox",
            &["\u{FFFD}inbox"],
        ),
        ("Mail/", Some('/'), false, b"Mail/a//b", &["a", "", "b"]),
        ("", Some('/'), false, b"a/&AOk", &["a", "\u{FFFD}&AOk"]),
        ("", Some('/'), false, b"a/&", &["a", "\u{FFFD}&"]),
        (
            "",
            Some('/'),
            false,
            b"&AOk-&AOk-/b",
            &["\u{FFFD}&AOk-&AOk-", "b"],
        ),
        (
            "",
            Some('/'),
            false,
            b"caf\xC3\xA9/b",
            &["\u{FFFD}caf\u{C3}\u{A9}", "b"],
        ),
        (
            "",
            Some('/'),
            true,
            b"caf\xE9/b",
            &["\u{FFFD}caf\u{E9}", "b"],
        ),
        ("", Some('/'), false, b"&,,0-x", &["\u{FFFD}&,,0-x"]),
        (
            "",
            Some('/'),
            true,
            "\u{FFFD}x".as_bytes(),
            &["\u{FFFD}\u{EF}\u{BF}\u{BD}x"],
        ),
        (
            "INBOX.",
            Some('.'),
            false,
            b"Elsewhere.x",
            &["\u{FFFD}\u{FFFD}Elsewhere.x"],
        ),
        (
            "",
            Some('/'),
            false,
            b"inbox/x",
            &["\u{FFFD}\u{FFFD}inbox/x"],
        ),
    ] {
        let names = names(prefix, separator, utf8);
        let name = names.read(raw, separator).unwrap();
        assert_eq!(name.parts(), parts);
        assert_eq!(names.write(&name), raw);
    }
}

#[test]
fn the_inbox_is_known_in_any_case() {
    let names = names("INBOX.", Some('.'), false);
    for raw in ["INBOX", "Inbox", "inbox"] {
        assert!(names.read(raw.as_bytes(), Some('.')).unwrap().is_inbox());
    }
    assert_eq!(names.write(&FolderName::inbox()), b"INBOX");
}

#[test]
fn new_names_get_prefix_and_separator() {
    let name = FolderName::new(vec!["Entwürfe".into(), "R&D".into()]);
    assert_eq!(
        names("INBOX.", Some('.'), false).write(&name),
        b"INBOX.Entw&APw-rfe.R&-D"
    );
    assert_eq!(
        names("", Some('/'), true).write(&name),
        "Entwürfe/R&D".as_bytes()
    );
}

#[test]
fn a_separator_inside_a_part_never_cuts_a_name() {
    let name = FolderName::new(vec!["2019/2020.x".into(), "b-c".into()]);
    for (separator, written) in [
        (Some('/'), "2019-2020.x/b-c"),
        (Some('.'), "2019/2020-x.b-c"),
        (Some('-'), "2019/2020.x-b_c"),
        (None, "2019/2020.x-b-c"),
    ] {
        assert_eq!(names("", separator, false).write(&name), written.as_bytes());
    }
}

#[test]
fn folders_of_others_are_left_out() {
    let mut names = Names::default();
    assert!(names.learn(&[
        vec![space("", '.'), space("#mh.", '.')],
        vec![space("user.", '.')],
        vec![space("#shared.", '.'), space("#mh.public.", '.')],
    ]));
    let own = |raw: &str| names.read(raw.as_bytes(), Some('.')).is_some();
    assert!(own("Sent") && own("#mh.a") && own("users") && own("#mh.publicity"));
    assert!(!own("user.bob") && !own("user") && !own("#shared.x") && !own("#mh.public.y"));

    assert!(names.learn(&[
        vec![space("INBOX.", '.')],
        vec![space("user.", '.')],
        vec![space("", '.')]
    ]));
    let own = |raw: &str| names.read(raw.as_bytes(), Some('.')).is_some();
    assert!(own("INBOX") && own("INBOX.Sent"));
    assert!(!own("Company") && !own("user.bob"));
}

#[test]
fn without_a_personal_namespace_nothing_is_learned() {
    assert!(!Names::default().learn(&[]));
    assert!(!Names::default().learn(&[vec![], vec![space("user.", '.')]]));
}

#[test]
fn a_list_becomes_folders() {
    let mut names = Names::default();
    names.learn(&[vec![space("INBOX.", '.')]]);
    let listed = [
        entry(&["\\hasnochildren"], "INBOX.Zoo"),
        entry(&["\\noselect"], "INBOX.Archiv"),
        entry(&[], "INBOX.Archiv.2019"),
        entry(&["\\noinferiors", "\\sent"], "INBOX.Ausgang"),
        entry(&[], "INBOX.Archiv.2019"),
        entry(&["\\subscribed"], "INBOX"),
        entry(&[], "INBOX.Trash"),
    ];
    let folders = names.folders(&listed, &[entry(&[], "INBOX.Zoo")]);
    let shown: Vec<String> = folders
        .iter()
        .map(|folder| {
            let yes = |given: bool, mark: &'static str| if given { mark } else { "" };
            format!(
                "{} {:?}{}{}{}",
                folder.name.parts().join("/"),
                folder.role,
                yes(!folder.selectable, " closed"),
                yes(folder.subscribed, " subscribed"),
                yes(!folder.may_have_children, " childless"),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            "INBOX Some(Inbox) subscribed",
            "Archiv None closed",
            "Archiv/2019 None",
            "Ausgang Some(Sent) childless",
            "Trash Some(Trash)",
            "Zoo None subscribed",
        ]
    );
}
