//! What holds for every plan, whatever the names and the rules.

use super::*;

/// Numbers that are the same at every run (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(number).unwrap() % sides
    }

    fn likely(&mut self) -> bool {
        self.roll(4) > 0
    }

    fn rarely(&mut self) -> bool {
        self.roll(6) == 0
    }

    fn one_of<T: Clone>(&mut self, choice: &[T]) -> T {
        choice[self.roll(choice.len())].clone()
    }

    fn part(&mut self) -> String {
        const PIECES: &[&str] = &[
            "a",
            "A",
            "b",
            "inbox",
            "INBOX",
            "ı",
            "é",
            "e\u{301}",
            "ß",
            "SS",
            " ",
            "  ",
            ".",
            "..",
            "/",
            "-",
            "_",
            "*",
            "%",
            "\\",
            "\"",
            "&",
            "~",
            "^",
            "\0",
            "\r\n",
            "\u{7F}",
            "\u{FFFD}",
            "\u{FFFD}\u{E9}",
            "日本",
            "😀",
            " (2)",
            "(",
            ")",
            " - ",
            "\u{2028}",
        ];
        if self.rarely() {
            return self.one_of(&["Sent", "sent", "a", "INBOX", ""]).to_owned();
        }
        let mut part = String::new();
        for _ in 0..=self.roll(3) {
            part.push_str(self.one_of(PIECES));
        }
        if self.rarely() {
            part = part.repeat(1 + self.roll(40));
        }
        part
    }

    fn folders(&mut self, count: usize) -> Vec<Folder> {
        let mut names = BTreeSet::from([FolderName::inbox()]);
        for _ in 0..count {
            let above: Vec<FolderName> = names.iter().cloned().collect();
            let mut parts = match self.likely() {
                true => Vec::new(),
                false => self.one_of(&above).parts().to_vec(),
            };
            parts.push(self.part());
            names.insert(FolderName::new(parts));
        }
        let mut roles = vec![Role::Sent, Role::Trash, Role::All, Role::Flagged];
        let mut folders = Vec::new();
        for name in names {
            let role = match name.is_inbox() {
                true => Some(Role::Inbox),
                false if self.rarely() => roles.pop(),
                false => None,
            };
            folders.push(Folder {
                name,
                role,
                selectable: self.likely(),
                subscribed: self.likely(),
                may_have_children: self.likely(),
            });
        }
        folders
    }

    fn rules(&mut self) -> Rules {
        let separator = self.one_of(&[Some('/'), Some('.'), Some('-'), Some('\\'), None]);
        let prefix = match (separator, self.rarely()) {
            (Some(separator), true) => format!("INBOX{separator}"),
            _ => String::new(),
        };
        Rules {
            namespace: Namespace { prefix, separator },
            forbidden: self.one_of(&["", "/", "*%", "()", "-_", "^&~"]).to_owned(),
            leading: self.one_of(&["", " .", ".~", "_-"]).to_owned(),
            trailing: self.one_of(&["", " .", ")", "_-("]).to_owned(),
            doubled_spaces: self.likely(),
            longest_part: 40 + self.roll(200),
            longest_name: 50 + self.roll(200),
            deepest: self.one_of(&[None, Some(0), Some(1), Some(2), Some(3)]),
            folds_case: !self.likely(),
            folds_unicode: !self.likely(),
            leaves_out_items: false,
            brings_all_mail: false,
        }
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for place in (1..list.len()).rev() {
            let other = self.roll(place + 1);
            list.swap(place, other);
        }
    }
}

/// What a part must be, written down once more and without looking at how it is made.
fn fits(part: &str, rules: &Rules) -> bool {
    let ends = |ends: &str, c: Option<char>| c.is_none_or(|c| !ends.contains(c));
    !part.is_empty()
        && part.chars().all(|c| {
            !c.is_control()
                && !['\u{2028}', '\u{2029}', '\u{FFFD}'].contains(&c)
                && rules.namespace.separator != Some(c)
                && !rules.forbidden.contains(c)
        })
        && ends(&rules.leading, part.chars().next())
        && ends(&rules.trailing, part.chars().last())
        && (rules.doubled_spaces || !part.contains("  "))
        && FolderName::length(part) <= rules.longest_part
}

/// A name that fits, or whose beginning the destination has already.
fn is_taken(name: &FolderName, there: &BTreeSet<FolderName>, rules: &Rules) -> bool {
    let parts = name.parts();
    let old = (1..=parts.len())
        .rev()
        .find(|depth| there.contains(&FolderName::new(parts[..*depth].to_vec())))
        .unwrap_or(0);
    let long: usize = parts.iter().map(|part| FolderName::length(part) + 1).sum();
    let deepest = match rules.namespace.separator {
        Some(_) => rules.deepest.unwrap_or(usize::MAX).max(1),
        None => 1,
    };
    let whole =
        parts.len() <= deepest && rules.namespace.prefix.len() + long - 1 <= rules.longest_name;
    old == parts.len()
        || whole
            && parts[old..]
                .iter()
                .all(|part| part == "INBOX" || fits(part, rules))
}

fn check(source: &[Folder], destination: &[Folder], rules: &Rules) -> FolderPlan {
    let planned = plan(source, destination, &BTreeMap::new(), rules);
    let mut there = BTreeSet::from([FolderName::inbox()]);
    for parts in destination.iter().map(|folder| folder.name.parts()) {
        there.extend((1..=parts.len()).map(|depth| FolderName::new(parts[..depth].to_vec())));
    }
    let told: BTreeSet<_> = planned.notes.iter().map(Note::source).collect();
    let mut keys = BTreeSet::new();
    for pair in &planned.pairs {
        let is_new = keys.insert(rules.key(&pair.destination));
        assert!(is_new, "twice: {pair:?}");
        let fits = is_taken(&pair.destination, &there, rules);
        assert!(fits, "not taken: {pair:?}");
        assert_eq!(pair.source.is_inbox(), pair.destination.is_inbox());
        assert_eq!(told.contains(&pair.source), pair.source != pair.destination);
    }
    for folder in source {
        let pairs = planned.pairs.iter();
        let paired = pairs.filter(|pair| pair.source == folder.name).count();
        let is_view = matches!(folder.role, Some(Role::All | Role::Flagged));
        assert!(paired == 1 || !folder.selectable || is_view, "{folder:?}");
        assert!(paired == 1 || told.contains(&folder.name), "{folder:?}");
        assert!(
            paired <= 1 && (folder.selectable || paired == 0),
            "{folder:?}"
        );
    }
    planned
}

/// The destination after the plan has been carried out.
fn carried_out(planned: &FolderPlan, destination: &[Folder]) -> Vec<Folder> {
    let mut after: BTreeMap<FolderName, Folder> = destination
        .iter()
        .map(|folder| (folder.name.clone(), folder.clone()))
        .collect();
    for pair in &planned.pairs {
        let folder = after
            .entry(pair.destination.clone())
            .or_insert_with(|| Folder {
                name: pair.destination.clone(),
                role: None,
                selectable: true,
                subscribed: false,
                may_have_children: true,
            });
        folder.selectable = true;
    }
    after.into_values().collect()
}

#[test]
fn every_plan_keeps_its_promises() {
    for seed in 1..=2000_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let rules = dice.rules();
        let count = dice.roll(12);
        let (mut source, mut destination) = (dice.folders(20), dice.folders(count));
        let planned = check(&source, &destination, &rules);

        dice.shuffle(&mut source);
        dice.shuffle(&mut destination);
        let shuffled = plan(&source, &destination, &BTreeMap::new(), &rules);
        assert_eq!(shuffled, planned, "seed {seed}: the order matters");

        let known = planned
            .pairs
            .iter()
            .map(|pair| (pair.source.clone(), pair.destination.clone()))
            .collect();
        let again = plan(
            &source,
            &carried_out(&planned, &destination),
            &known,
            &rules,
        );
        let settled: Vec<Pair> = planned
            .pairs
            .iter()
            .map(|pair| Pair {
                create: false,
                subscribe: false,
                ..pair.clone()
            })
            .collect();
        assert_eq!(again.pairs, settled, "seed {seed}: the second run differs");
    }
}
