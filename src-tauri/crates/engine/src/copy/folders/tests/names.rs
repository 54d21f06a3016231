//! Names that servers and programs stumble over.

use super::*;

#[test]
fn names_that_are_one_at_the_destination_stay_two_folders() {
    let apart = &[
        "Work → Work",
        "Work>x → Work>x",
        "work → work",
        "work>X → work>X",
    ][..];
    let source = &["work", "work>X", "Work", "Work>x"][..];
    hold(&[
        (Rules::default(), source, &[], apart, &[]),
        (
            folding().proven(&folders(&["a", "A"])),
            source,
            &[],
            apart,
            &[],
        ),
        (
            folding(),
            source,
            &[],
            &[
                "Work → Work",
                "Work>x → Work>x",
                "work → work (2)",
                "work>X → work (2)>X",
            ],
            &["work {Taken}", "work>X {Parent}"],
        ),
        (
            folding(),
            source,
            &["work", "WORK (2)>X"],
            &[
                "Work → WORK (2)",
                "Work>x → WORK (2)>X",
                "work → work",
                "work>X → work>X",
            ],
            &["Work {Taken, Spelling}", "Work>x {Spelling}"],
        ),
        (
            folding(),
            &["Straße", "STRASSE", "Ας", "ΑΣ"],
            &[],
            &[
                "STRASSE → STRASSE",
                "Straße → Straße (2)",
                "ΑΣ → ΑΣ",
                "Ας → Ας (2)",
            ],
            &["Straße {Taken}", "Ας {Taken}"],
        ),
    ]);
}

#[test]
fn accents_in_one_or_two_code_points_stay_two_folders() {
    let (one, two) = ("\u{E9}", "e\u{301}");
    let (same_one, same_two) = (format!("{one} → {one}"), format!("{two} → {two}"));
    let second = format!("{one} → {one} (2)");
    let told = format!("{one} {{Taken}}");
    let respelled = format!("{one} → {two}");
    let spelling = format!("{one} {{Spelling}}");
    let proven = folding().proven(&folders(&["\u{F6}", "o\u{308}"]));
    hold(&[
        (
            Rules::default(),
            &[one, two],
            &[],
            &[&same_two, &same_one],
            &[],
        ),
        (proven, &[one, two], &[], &[&same_two, &same_one], &[]),
        (folding(), &[one, two], &[], &[&same_two, &second], &[&told]),
        (folding(), &[one], &[two], &[&respelled], &[&spelling]),
    ]);
}

#[test]
fn wildcards_quotes_and_backslashes_are_letters() {
    let wild = Rules {
        forbidden: "*%".to_owned(),
        ..Rules::default()
    };
    let odd = &[
        "*", "%", "a\"b", "a\\b", "\\", "\"", "{3}", "&", "a&-b", "NIL", "(x)",
    ][..];
    let plan = fresh(odd, &[], &Rules::default());
    assert!(plan.notes.is_empty(), "{plan:?}");
    assert_eq!(plan.pairs.len(), odd.len());
    hold(&[(
        wild,
        &["a*b%c", "a-b-c", "*"],
        &[],
        &["* → -", "a*b%c → a-b-c (2)", "a-b-c → a-b-c"],
        &["* {Characters}", "a*b%c {Characters, Taken}"],
    )]);
}

#[test]
fn spaces_and_dots_at_the_ends_follow_the_rules() {
    let strict = Rules {
        leading: " .".to_owned(),
        trailing: " .".to_owned(),
        doubled_spaces: false,
        ..Rules::default()
    };
    let kept = &[" a", "a ", "a  b", "a."][..];
    assert!(fresh(kept, &[], &Rules::default()).notes.is_empty());
    hold(&[
        (
            strict.clone(),
            &[" a", "a ", "b   c", "..", " . d . ", "e"],
            &[],
            &[
                " . d .  → d",
                " a → a",
                ".. → _",
                "a  → a (2)",
                "b   c → b c",
                "e → e",
            ],
            &[
                " . d .  {Characters}",
                " a {Characters}",
                ".. {Characters}",
                "a  {Characters, Taken}",
                "b   c {Characters}",
            ],
        ),
        // What is there already is taken as it is.
        (strict, &["a ", "a"], &["a "], &["a → a", "a  → a "], &[]),
        (
            Rules::default(),
            &[".hidden", "~", "#hash"],
            &[],
            &["#hash → #hash", ".hidden → hidden", "~ → _"],
            &[".hidden {Characters}", "~ {Characters}"],
        ),
    ]);
}

#[test]
fn a_separator_never_stands_inside_a_part() {
    hold(&[
        (
            rules("INBOX.", Some('.')),
            &["Dr. Meier>a/b", "Dr- Meier>x"],
            &[],
            &[
                "Dr- Meier>x → Dr- Meier>x",
                "Dr. Meier>a/b → Dr- Meier (2)>a-b",
            ],
            &["Dr. Meier>a/b {Characters}"],
        ),
        (
            rules("", Some('.')).proven(&folders(&["x/y"])),
            &["a/b"],
            &[],
            &["a/b → a/b"],
            &[],
        ),
        (
            rules("", Some('-')),
            &["a-b>c.d"],
            &[],
            &["a-b>c.d → a_b>c.d"],
            &["a-b>c.d {Parent}"],
        ),
        (
            Rules::default(),
            &[
                "a\r\nb\0\u{2028}",
                "x>\u{FFFD}\u{E9}",
                "x>",
                "\u{FFFD}\u{FFFD}&AOk/z",
            ],
            &[],
            &[
                "a\r\nb\0\u{2028} → a--b--",
                "x> → x>_",
                "x>\u{FFFD}\u{E9} → x>\u{E9}",
                "\u{FFFD}\u{FFFD}&AOk/z → &AOk-z",
            ],
            &[
                "a\r\nb\0\u{2028} {Characters}",
                "x> {Characters}",
                "x>\u{FFFD}\u{E9} {Characters}",
                "\u{FFFD}\u{FFFD}&AOk/z {Characters}",
            ],
        ),
    ]);
}
