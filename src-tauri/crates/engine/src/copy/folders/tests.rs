//! Plans, read as tables: what lies at the source, what at the destination, and what goes where.

mod names;
mod nesting;
mod random;

use super::*;
use crate::imap::Namespace;

/// A name whose parts are divided by `>`, which leaves every separator free for the parts themselves.
fn name(path: &str) -> FolderName {
    FolderName::new(path.split('>').map(str::to_owned).collect())
}

/// A folder: `?` in front hides it, `!` takes its mail away, `^` its children; a role stands behind `:`.
fn folder(text: &str) -> Folder {
    let path = text.trim_start_matches(['?', '!', '^']);
    let marks = text.strip_suffix(path).unwrap();
    let (path, role) = path.split_once(':').unwrap_or((path, ""));
    let role = match role {
        "sent" => Some(Role::Sent),
        "trash" => Some(Role::Trash),
        "all" => Some(Role::All),
        "flagged" => Some(Role::Flagged),
        _ if name(path).is_inbox() => Some(Role::Inbox),
        _ => None,
    };
    Folder {
        name: name(path),
        role,
        selectable: !marks.contains('!'),
        subscribed: !marks.contains('?'),
        may_have_children: !marks.contains('^'),
    }
}

fn folders(texts: &[&str]) -> Vec<Folder> {
    texts.iter().map(|text| folder(text)).collect()
}

fn rules(prefix: &str, separator: Option<char>) -> Rules {
    Rules::of(&Namespace {
        prefix: prefix.to_owned(),
        separator,
    })
}

fn path(name: &FolderName) -> String {
    name.parts().join(">")
}

/// `+` is a folder that has to be made, `*` one that people have to be shown.
fn pairs(plan: &FolderPlan) -> Vec<String> {
    let shown = |pair: &Pair| {
        let made = if pair.create { " +" } else { "" };
        let seen = if pair.subscribe { " *" } else { "" };
        format!(
            "{} → {}{made}{seen}",
            path(&pair.source),
            path(&pair.destination)
        )
    };
    plan.pairs.iter().map(shown).collect()
}

fn notes(plan: &FolderPlan) -> Vec<String> {
    let shown = |note: &Note| match note {
        Note::Renamed {
            source, reasons, ..
        } => format!("{} {reasons:?}", path(source)),
        Note::Merged { source, with, .. } => format!("{} with {}", path(source), path(with)),
        Note::Thinned {
            source, messages, ..
        } => format!("{} without {messages}", path(source)),
        Note::LeftOut { source, omission } => format!("{} {omission:?}", path(source)),
    };
    plan.notes.iter().map(shown).collect()
}

fn known(pairs: &[(&str, &str)]) -> BTreeMap<FolderName, FolderName> {
    pairs.iter().map(|(a, b)| (name(a), name(b))).collect()
}

fn fresh(source: &[&str], destination: &[&str], rules: &Rules) -> FolderPlan {
    plan(
        &folders(source),
        &folders(destination),
        &BTreeMap::new(),
        rules,
    )
}

/// Rules, source, destination, pairs, notes; `+` and `*` are left out.
type Row<'a> = (
    Rules,
    &'a [&'a str],
    &'a [&'a str],
    &'a [&'a str],
    &'a [&'a str],
);

#[track_caller]
fn hold(rows: &[Row<'_>]) {
    for (rules, source, destination, expected, told) in rows {
        let plan = fresh(source, destination, rules);
        let shown: Vec<String> = plan
            .pairs
            .iter()
            .map(|pair| format!("{} → {}", path(&pair.source), path(&pair.destination)))
            .collect();
        assert_eq!(shown, *expected);
        assert_eq!(notes(&plan), *told, "{shown:?}");
    }
}

fn folding() -> Rules {
    Rules {
        folds_case: true,
        folds_unicode: true,
        ..Rules::default()
    }
}

#[test]
fn a_role_goes_to_the_same_role_and_takes_its_children_along() {
    let plan = fresh(
        &["INBOX", "Gesendet:sent", "Gesendet>2019", "Projekte"],
        &["INBOX", "Sent:sent"],
        &Rules::default(),
    );
    assert_eq!(
        pairs(&plan),
        [
            "INBOX → INBOX",
            "Gesendet → Sent",
            "Gesendet>2019 → Sent>2019 + *",
            "Projekte → Projekte + *"
        ]
    );
    assert_eq!(notes(&plan), ["Gesendet {Role}", "Gesendet>2019 {Parent}"]);
}

#[test]
fn a_role_at_the_destination_goes_before_a_name() {
    let plan = fresh(
        &["INBOX", "Sent", "Sent Items:sent"],
        &["INBOX", "Sent:sent"],
        &Rules::default(),
    );
    assert_eq!(
        pairs(&plan),
        ["INBOX → INBOX", "Sent → Sent (2) + *", "Sent Items → Sent"]
    );
    assert_eq!(notes(&plan), ["Sent {Taken}", "Sent Items {Role}"]);
}

#[test]
fn what_an_earlier_run_decided_stays() {
    for (source, destination, decided, expected) in [
        // A person's own choice goes before roles.
        (
            &["INBOX", "Sent Items:sent"][..],
            &["INBOX", "Sent Items", "Sent:sent"][..],
            &[("Sent Items", "Sent Items")][..],
            &["INBOX → INBOX", "Sent Items → Sent Items"][..],
        ),
        // New folders never push an old one away, and join their old neighbours.
        (
            &["a/b", "a-b", "a-b>new", "a-b>old", "z>old", "z>new"],
            &["a-b", "a-b (2)", "a-b (2)>old", "y>old"],
            &[
                ("a/b", "a-b"),
                ("a-b>old", "a-b (2)>old"),
                ("z>old", "y>old"),
            ],
            &[
                "a-b → a-b (2)",
                "a-b>new → a-b (2)>new + *",
                "a-b>old → a-b (2)>old",
                "a/b → a-b",
                "z>new → y>new + *",
                "z>old → y>old",
            ],
        ),
        // Views that an earlier run copied go on.
        (
            &["INBOX", "All:all"],
            &["INBOX", "All"],
            &[("All", "All")],
            &["INBOX → INBOX", "All → All"],
        ),
    ] {
        let plan = plan(
            &folders(source),
            &folders(destination),
            &known(decided),
            &Rules::default(),
        );
        assert_eq!(pairs(&plan), expected);
    }
}

#[test]
fn two_folders_that_earlier_runs_put_in_one_are_told() {
    let plan = plan(
        &folders(&["a", "b"]),
        &folders(&["c"]),
        &known(&[("a", "c"), ("b", "c")]),
        &Rules::default(),
    );
    assert_eq!(pairs(&plan), ["a → c", "b → c"]);
    assert_eq!(
        notes(&plan),
        ["a {EarlierRun}", "b {EarlierRun}", "b with a"]
    );
}

#[test]
fn only_new_folders_are_shown_to_people() {
    let once = known(&[("a", "a")]);
    for (source, destination, known, expected) in [
        ("a", &[][..], &BTreeMap::new(), "a → a + *"),
        ("a", &["?a"], &BTreeMap::new(), "a → a *"),
        ("a", &["a"], &BTreeMap::new(), "a → a"),
        ("?a", &[], &BTreeMap::new(), "a → a +"),
        ("?a", &["a"], &BTreeMap::new(), "a → a"),
        // Hidden by somebody after an earlier run.
        ("a", &["?a"], &once, "a → a"),
        ("a", &["a"], &once, "a → a"),
        // Gone since then, so it is as good as new.
        ("a", &[], &once, "a → a + *"),
    ] {
        let plan = plan(
            &[folder(source)],
            &folders(destination),
            known,
            &Rules::default(),
        );
        assert_eq!(pairs(&plan), [expected], "{source} {destination:?}");
    }
}

#[test]
fn folders_without_mail_of_their_own_are_left_out() {
    for (source, expected, told) in [
        (
            &["!Archive", "Archive>2019"][..],
            &["Archive>2019 → Archive>2019 + *"][..],
            &["Archive HoldsNoMail"][..],
        ),
        (
            &["INBOX", "Starred:flagged"],
            &["INBOX → INBOX *"],
            &["Starred FlaggedMail"],
        ),
        (
            &["INBOX", "!M", "M>All:all", "M>All>x"],
            &["INBOX → INBOX *", "M>All>x → M>All>x + *"],
            &["M HoldsNoMail", "M>All AllMail"],
        ),
        (
            &["!INBOX", "All:all", "Starred:flagged"],
            &["All → All + *"],
            &["INBOX HoldsNoMail", "Starred FlaggedMail"],
        ),
    ] {
        let plan = fresh(source, &[], &Rules::default());
        assert_eq!(pairs(&plan), expected);
        assert_eq!(notes(&plan), told);
    }
}

#[test]
fn items_that_are_no_mail_are_left_out_where_they_are_listed() {
    let source = &[
        "INBOX",
        "Kalender",
        "Kalender>Feiertage",
        "Project>Notes",
        "Contacts",
    ];
    let exchange = Rules {
        leaves_out_items: true,
        ..Rules::default()
    };
    let plan = fresh(source, &[], &exchange);
    let expected = ["INBOX → INBOX *", "Project>Notes → Project>Notes + *"];
    assert_eq!(pairs(&plan), expected);
    let told = [
        "Contacts NotMail",
        "Kalender NotMail",
        "Kalender>Feiertage NotMail",
    ];
    assert_eq!(notes(&plan), told);
    assert_eq!(fresh(source, &[], &Rules::default()).pairs.len(), 5);
}

#[test]
fn a_view_at_the_destination_takes_no_mail() {
    let plan = fresh(
        &["All", "Starred"],
        &["All:all", "Starred:flagged"],
        &Rules::default(),
    );
    assert_eq!(
        pairs(&plan),
        ["All → All (2) + *", "Starred → Starred (2) + *"]
    );
}
