//! Folders inside folders, the inbox, and names that are too long for where they lie.

use super::*;

#[test]
fn empty_and_nested_folders_are_made() {
    let plan = fresh(&["a>b>c", "a"], &["!?a", "a>b"], &Rules::default());
    assert_eq!(pairs(&plan), ["a → a + *", "a>b>c → a>b>c + *"]);
    let plan = fresh(&["?a>b>c", "?a"], &["!a", "!x"], &Rules::default());
    assert_eq!(pairs(&plan), ["a → a +", "a>b>c → a>b>c +"]);
}

#[test]
fn what_cannot_be_nested_lies_side_by_side() {
    let flat = rules("", None);
    let low = Rules {
        deepest: Some(2),
        ..Rules::default()
    };
    hold(&[
        (
            Rules::default(),
            &["Sent:sent", "Sent>2019", "Sent>2019>Q1", "INBOX>x"],
            &["^INBOX", "^Out:sent"],
            &[
                "INBOX>x → INBOX - x",
                "Sent → Out",
                "Sent>2019 → Out - 2019",
                "Sent>2019>Q1 → Out - 2019>Q1",
            ],
            &[
                "INBOX>x {Childless}",
                "Sent {Role}",
                "Sent>2019 {Childless}",
                "Sent>2019>Q1 {Parent}",
            ],
        ),
        (
            flat,
            &["a", "a>b", "a>b>c", "a - b"],
            &[],
            &[
                "a → a",
                "a>b → a - b (2)",
                "a>b>c → a - b (2) - c",
                "a - b → a - b",
            ],
            &["a>b {Deep, Taken}", "a>b>c {Deep}"],
        ),
        (
            low,
            &["a>b", "a>b>c", "a>b>c>d"],
            &[],
            &["a>b → a>b", "a>b>c → a>b - c", "a>b>c>d → a>b - c - d"],
            &["a>b>c {Deep}", "a>b>c>d {Deep}"],
        ),
    ]);
}

#[test]
fn the_inbox_is_one_and_nothing_else_becomes_it() {
    hold(&[
        (
            Rules::default(),
            &["inBox", "Inbox>Sub", "a>inbox", "\u{FFFD}INBOX"],
            &["INBOX"],
            &[
                "INBOX → INBOX",
                "INBOX>Sub → INBOX>Sub",
                "a>inbox → a>inbox",
                "\u{FFFD}INBOX → INBOX (2)",
            ],
            &["\u{FFFD}INBOX {Characters, Taken}"],
        ),
        (
            rules("INBOX.", Some('.')),
            &["INBOX", "INBOX>Sub", "INBOX>inbox", "Sub", "INBOX>New"],
            &["INBOX"],
            &[
                "INBOX → INBOX",
                "INBOX>New → New",
                "INBOX>Sub → Sub (2)",
                "INBOX>inbox → inbox (2)",
                "Sub → Sub",
            ],
            &[
                "INBOX>New {InsideInbox}",
                "INBOX>Sub {InsideInbox, Taken}",
                "INBOX>inbox {InsideInbox, Taken}",
            ],
        ),
        (
            folding(),
            &["ınbox"],
            &[],
            &["ınbox → ınbox (2)"],
            &["ınbox {Taken}"],
        ),
    ]);
}

#[test]
fn long_names_are_cut_and_stay_apart() {
    let short = Rules {
        longest_part: 40,
        longest_name: 64,
        ..Rules::default()
    };
    let (a, b) = ("a".repeat(50), "b".repeat(30));
    let (wide, accents) = ("日".repeat(20), format!("{}e\u{301}", "x".repeat(36)));
    let cut = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    hold(&[(
        short,
        &[&a, &format!("{a}!"), &format!("{a}>{b}"), &wide, &accents],
        &[],
        &[
            &format!("{a} → {}", cut(&a, 40)),
            // What is left below forty letters is too little for another name.
            &format!("{a}>{b} → {b}"),
            &format!("{a}! → {} (2)", cut(&a, 36)),
            &format!("{accents} → {}", cut(&accents, 36)),
            &format!("{wide} → {}", cut(&wide, 14)),
        ],
        &[
            &format!("{a} {{Long}}"),
            &format!("{a}>{b} {{Long}}"),
            &format!("{a}! {{Long, Taken}}"),
            &format!("{accents} {{Long}}"),
            &format!("{wide} {{Long}}"),
        ],
    )]);
}
