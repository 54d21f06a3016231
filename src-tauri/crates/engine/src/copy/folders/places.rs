//! # Places
//!
//! Finds one place at the destination for every source folder and for the folders above it, from the top down: what lies
//! below a renamed folder goes along. What is certain chooses first, so that nothing depends on the order of the lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::copy::folders::{Reason, Rules};
use crate::imap::{Folder, FolderName, Role};

/// The least a part must be given. Where a long name above leaves less, a folder lies further up.
const ROOM: usize = 24;
/// Joins the parts of a name that cannot be nested.
const JOINT: &str = " - ";

/// Where a folder goes, and why not simply under its own name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) name: FolderName,
    pub(super) reasons: BTreeSet<Reason>,
}

/// The places of all folders.
pub(super) struct Places<'a> {
    rules: &'a Rules,
    listed: BTreeMap<&'a FolderName, &'a Folder>,
    /// How the destination spells what it has, parents that it does not list included.
    spelled: BTreeMap<Vec<String>, BTreeSet<FolderName>>,
    taken: BTreeSet<Vec<String>>,
    found: BTreeMap<FolderName, Place>,
}

/// What a folder would like to be called.
struct Wish {
    source: FolderName,
    above: Vec<String>,
    part: String,
    room: usize,
    reasons: BTreeSet<Reason>,
}

impl<'a> Places<'a> {
    pub(super) fn find(
        copied: &[&Folder],
        destination: &'a [Folder],
        known: &BTreeMap<FolderName, FolderName>,
        rules: &'a Rules,
    ) -> Self {
        let mut places = Self::new(destination, rules);
        let roles: BTreeMap<&FolderName, Option<Role>> = copied
            .iter()
            .map(|folder| (&folder.name, folder.role))
            .collect();
        places.keep(known);
        places.infer(known, &roles);
        places.give_roles(&roles);
        let names: BTreeSet<FolderName> = roles
            .keys()
            .flat_map(|name| (1..=name.parts().len()).map(|depth| top(name, depth)))
            .collect();
        let deepest = names.iter().map(|name| name.parts().len()).max();
        for depth in 1..=deepest.unwrap_or_default() {
            places.settle(names.iter().filter(|name| name.parts().len() == depth));
        }
        places
    }

    /// The place of a folder.
    pub(super) fn of(&self, source: &FolderName) -> Option<&Place> {
        self.found.get(source)
    }

    /// What the destination says of a place.
    pub(super) fn listed(&self, name: &FolderName) -> Option<&'a Folder> {
        self.listed.get(name).copied()
    }

    fn new(destination: &'a [Folder], rules: &'a Rules) -> Self {
        let mut spelled: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for folder in destination {
            for depth in 1..=folder.name.parts().len() {
                let name = top(&folder.name, depth);
                spelled.entry(rules.key(&name)).or_default().insert(name);
            }
        }
        // Nothing becomes the inbox by its name, and views take no mail.
        let inbox = FolderName::inbox();
        let views = destination
            .iter()
            .filter(|folder| matches!(folder.role, Some(Role::All | Role::Flagged)))
            .map(|folder| &folder.name);
        let taken = views.chain([&inbox]).map(|name| rules.key(name)).collect();
        let place = Place {
            name: inbox.clone(),
            reasons: BTreeSet::new(),
        };
        Self {
            rules,
            listed: destination
                .iter()
                .map(|folder| (&folder.name, folder))
                .collect(),
            spelled,
            taken,
            found: BTreeMap::from([(inbox, place)]),
        }
    }

    /// What earlier runs decided stays. Only the spelling follows the destination.
    fn keep(&mut self, known: &BTreeMap<FolderName, FolderName>) {
        let decided: BTreeSet<&FolderName> = known.values().collect();
        for (source, name) in known {
            self.taken.insert(self.rules.key(name));
            let respelled = Some(self.spelling(name)).filter(|name| !decided.contains(name));
            self.put(
                source,
                respelled.unwrap_or_else(|| name.clone()),
                BTreeSet::from([Reason::EarlierRun]),
            );
        }
    }

    /// A folder stays above those that an earlier run put below it.
    fn infer(
        &mut self,
        known: &BTreeMap<FolderName, FolderName>,
        roles: &BTreeMap<&FolderName, Option<Role>>,
    ) {
        for (source, name) in known {
            if !roles.contains_key(source) || source.parts().len() != name.parts().len() {
                continue;
            }
            for depth in (1..source.parts().len()).rev() {
                let moved = |depth| roles.get(&top(source, depth)).copied().flatten();
                if moved(depth + 1).is_some() {
                    break;
                }
                let (above, place) = (top(source, depth), top(name, depth));
                if !self.found.contains_key(&above) && self.take(&place) {
                    self.put(&above, place, BTreeSet::from([Reason::EarlierRun]));
                }
            }
        }
    }

    /// Folders with a role go to the destination's folder of that role, before a folder of its name can take it.
    fn give_roles(&mut self, roles: &BTreeMap<&FolderName, Option<Role>>) {
        let mut by_role: BTreeMap<Role, FolderName> = BTreeMap::new();
        for folder in self.listed.values() {
            if let Some(role) = folder.role {
                by_role.entry(role).or_insert_with(|| folder.name.clone());
            }
        }
        for (source, role) in roles {
            let place = role.and_then(|role| by_role.get(&role));
            if let Some(place) = place
                && !self.found.contains_key(*source)
                && self.take(place)
            {
                self.put(source, place.clone(), BTreeSet::from([Reason::Role]));
            }
        }
    }

    /// Gives places to folders of one depth. Who can have the name it wants takes it before anybody gets a number.
    fn settle<'n>(&mut self, names: impl Iterator<Item = &'n FolderName>) {
        let mut wishes = Vec::new();
        for source in names {
            if self.found.contains_key(source) {
                continue;
            }
            match self.same(source) {
                Some(same) if self.take(&same) => self.put(source, same, BTreeSet::new()),
                _ => wishes.push(self.wish(source)),
            }
        }
        wishes.sort_by(|a, b| {
            (!a.reasons.is_empty(), &a.source).cmp(&(!b.reasons.is_empty(), &b.source))
        });
        wishes.retain(|wish| !self.grant(wish, &wish.part, None));
        for wish in wishes {
            let mut number = 2;
            while !self.grant(
                &wish,
                &self.rules.numbered(&wish.part, number, wish.room),
                Some(Reason::Taken),
            ) {
                number += 1;
            }
        }
    }

    /// The very same folder, if the destination has it: then no rule forbids it.
    fn same(&self, source: &FolderName) -> Option<FolderName> {
        let (own, _) = source.parts().split_last()?;
        let mut parts = self
            .above(source)
            .map_or_else(Vec::new, |above| above.parts().to_vec());
        parts.push(own.clone());
        Some(FolderName::new(parts)).filter(|name| self.listed.contains_key(name))
    }

    fn wish(&self, source: &FolderName) -> Wish {
        let mut reasons = BTreeSet::new();
        let above = self.above(source);
        let mut part = source.parts().last().cloned().unwrap_or_default();
        let mut parts = above.map_or_else(Vec::new, |above| above.parts().to_vec());
        let childless = above
            .and_then(|above| self.listed(above))
            .is_some_and(|above| !above.may_have_children);
        let depth = self.rules.depth();
        if above.is_some_and(FolderName::is_inbox) && self.rules.all_inside_inbox() {
            parts.clear();
            reasons.insert(Reason::InsideInbox);
        } else if childless {
            part = joined(&mut parts, 0, &part);
            reasons.insert(Reason::Childless);
        } else if parts.len() >= depth {
            part = joined(&mut parts, depth - 1, &part);
            reasons.insert(Reason::Deep);
        }
        while self.rules.room(&parts) < ROOM && parts.pop().is_some() {
            reasons.insert(Reason::Long);
        }
        let room = self.rules.room(&parts);
        let fitted = self.rules.fit(&part, room);
        reasons.extend(fitted.altered.then_some(Reason::Characters));
        reasons.extend(fitted.shortened.then_some(Reason::Long));
        Wish {
            source: source.clone(),
            above: parts,
            part: fitted.text,
            room,
            reasons,
        }
    }

    /// Gives a folder the name it wants, with this part at the end, if it is free.
    fn grant(&mut self, wish: &Wish, part: &str, more: Option<Reason>) -> bool {
        let parts = wish.above.iter().map(String::as_str).chain([part]);
        let name = FolderName::new(parts.map(str::to_owned).collect());
        let free = self.take(&name);
        if free {
            let place = self.spelling(&name);
            let spelled = (place != name).then_some(Reason::Spelling);
            let reasons = wish.reasons.iter().copied();
            self.put(
                &wish.source,
                place,
                reasons.chain(more).chain(spelled).collect(),
            );
        }
        free
    }

    /// The place of the folder above.
    fn above(&self, source: &FolderName) -> Option<&FolderName> {
        let (_, above) = source.parts().split_last()?;
        let above = (!above.is_empty()).then(|| FolderName::new(above.to_vec()))?;
        self.found.get(&above).map(|place| &place.name)
    }

    /// How the destination spells this name, if it has it.
    fn spelling(&self, name: &FolderName) -> FolderName {
        let spelled = self.spelled.get(&self.rules.key(name));
        let other = spelled.filter(|spelled| !spelled.contains(name));
        other.and_then(BTreeSet::first).unwrap_or(name).clone()
    }

    fn take(&mut self, name: &FolderName) -> bool {
        self.taken.insert(self.rules.key(name))
    }

    fn put(&mut self, source: &FolderName, name: FolderName, reasons: BTreeSet<Reason>) {
        self.found.insert(source.clone(), Place { name, reasons });
    }
}

/// A folder or one above it.
fn top(name: &FolderName, depth: usize) -> FolderName {
    FolderName::new(name.parts().iter().take(depth).cloned().collect())
}

/// Cuts off what lies deeper and makes one part of it and the folder's own.
fn joined(parts: &mut Vec<String>, depth: usize, own: &str) -> String {
    let mut all: Vec<String> = parts.drain(depth..).collect();
    all.push(own.to_owned());
    let readable: Vec<String> = all.iter().map(|part| FolderName::readable(part)).collect();
    readable.join(JOINT)
}
