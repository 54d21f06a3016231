//! # Folder plan
//!
//! Decides for every source folder where its mail goes, before the first byte moves. Pure: two folder lists, the pairs of
//! earlier runs and the rules of the destination in, pairs and notes out, and no two source folders ever end in one by
//! accident.

mod items;
mod places;
mod rules;
mod second;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use self::places::{Place, Places};
pub use self::rules::Rules;
pub(crate) use self::second::{Refused, second};
use crate::imap::{Folder, FolderName, Role};

/// One source folder and its place at the destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name at the source.
    pub source: FolderName,
    /// The name at the destination.
    pub destination: FolderName,
    /// What the folder is for, if the source says so or its name does.
    pub role: Option<Role>,
    /// Whether it has to be made first.
    pub create: bool,
    /// Whether people have to be shown it at the destination (RFC 3501, section 6.3.6): once, so that what they hide
    /// later stays hidden.
    pub subscribe: bool,
}

/// Where everything goes, and what a person should know of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FolderPlan {
    /// The inbox first, then by source name.
    pub pairs: Vec<Pair>,
    /// By source name.
    pub notes: Vec<Note>,
}

/// A folder that does not simply keep its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// It has another name at the destination.
    Renamed {
        /// The name at the source.
        source: FolderName,
        /// The name at the destination.
        destination: FolderName,
        /// Why, at least one.
        reasons: BTreeSet<Reason>,
    },
    /// It shares its place with another folder, because earlier runs put both there.
    Merged {
        /// The name at the source.
        source: FolderName,
        /// The other folder's name at the source.
        with: FolderName,
        /// Where both are.
        destination: FolderName,
    },
    /// Some of its messages are copied in another folder alone, because folders are labels at the source.
    Thinned {
        /// The name at the source.
        source: FolderName,
        /// The name at the destination.
        destination: FolderName,
        /// How many messages.
        messages: u64,
    },
    /// It is not copied.
    LeftOut {
        /// The name at the source.
        source: FolderName,
        /// Why.
        omission: Omission,
    },
}

/// Why a folder has another name at the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// An earlier run put it there.
    EarlierRun,
    /// The destination has a folder of its own for what this one is for.
    Role,
    /// The destination keeps all folders inside the inbox, so that nothing lies further inside.
    InsideInbox,
    /// The folder above takes no folders at the destination, so this one lies at the top.
    Childless,
    /// Folders do not lie that deep at the destination.
    Deep,
    /// The name is longer than the destination takes.
    Long,
    /// The name has characters that the destination does not take, or not in that place.
    Characters,
    /// Another folder has that name at the destination, or one that the destination takes for the same.
    Taken,
    /// The destination has the folder already and spells it like this.
    Spelling,
    /// A folder above it is renamed.
    Parent,
}

/// Why a folder is not copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Omission {
    /// It only holds folders; they are made where they hold mail.
    HoldsNoMail,
    /// It shows flagged mail (RFC 6154, `\Flagged`), which lies in other folders.
    FlaggedMail,
    /// It shows all mail (RFC 6154, `\All`), which lies in other folders.
    AllMail,
    /// It holds calendars, contacts, tasks or notes, as a habit of its provider.
    NotMail,
}

/// Pairs up the folders.
///
/// - What an earlier run decided (`known`) stays, so that a folder never moves between runs.
/// - A folder with a role goes to the destination's folder of that role, whatever it is called there; what lies below
///   it goes along.
/// - Everything else keeps its name as far as the destination takes it. If that place is taken by another source folder,
///   a number is added.
/// - Folders that only hold others, and views of mail that lies in other folders, are left out.
pub fn plan(
    source: &[Folder],
    destination: &[Folder],
    known: &BTreeMap<FolderName, FolderName>,
    rules: &Rules,
) -> FolderPlan {
    let (copied, mut notes) = chosen(source, known, rules);
    let places = Places::find(&copied, destination, known, rules);
    let mut pairs = Vec::new();
    for folder in copied {
        let Some(Place { name, reasons }) = places.of(&folder.name) else {
            continue;
        };
        let there = places.listed(name);
        let create = !name.is_inbox() && there.is_none_or(|there| !there.selectable);
        let shown = there.is_some_and(|there| there.subscribed);
        let new = create || !known.contains_key(&folder.name);
        pairs.push(Pair {
            source: folder.name.clone(),
            destination: name.clone(),
            role: folder.role,
            create,
            subscribe: folder.subscribed && !shown && new,
        });
        notes.extend(renamed(&folder.name, name, reasons));
    }
    notes.extend(merged(&pairs, rules));
    notes.sort_by(|a, b| (a.source(), a).cmp(&(b.source(), b)));
    pairs.sort_by(|a, b| (!a.source.is_inbox(), &a.source).cmp(&(!b.source.is_inbox(), &b.source)));
    FolderPlan { pairs, notes }
}

impl Note {
    /// The name of the folder at the source.
    pub fn source(&self) -> &FolderName {
        match self {
            Self::Renamed { source, .. }
            | Self::Merged { source, .. }
            | Self::Thinned { source, .. }
            | Self::LeftOut { source, .. } => source,
        }
    }
}

/// The folders that are copied, and notes on the others.
fn chosen<'a>(
    source: &'a [Folder],
    known: &BTreeMap<FolderName, FolderName>,
    rules: &Rules,
) -> (Vec<&'a Folder>, Vec<Note>) {
    let is_view = |folder: &Folder| matches!(folder.role, Some(Role::All | Role::Flagged));
    let more_than_views = source
        .iter()
        .any(|folder| folder.selectable && !is_view(folder));
    let (mut copied, mut notes) = (Vec::new(), Vec::new());
    for folder in source {
        let omission = match folder.role {
            _ if !folder.selectable => Some(Omission::HoldsNoMail),
            _ if known.contains_key(&folder.name) => None,
            _ if rules.leaves_out_items && items::is_items(&folder.name) => Some(Omission::NotMail),
            Some(Role::Flagged) => Some(Omission::FlaggedMail),
            Some(Role::All) if more_than_views && !rules.brings_all_mail => Some(Omission::AllMail),
            _ => None,
        };
        match omission {
            Some(omission) => notes.push(Note::LeftOut {
                source: folder.name.clone(),
                omission,
            }),
            None => copied.push(folder),
        }
    }
    (copied, notes)
}

fn renamed(source: &FolderName, name: &FolderName, reasons: &BTreeSet<Reason>) -> Option<Note> {
    let mut reasons = reasons.clone();
    if reasons.is_empty() {
        reasons.insert(Reason::Parent);
    }
    (source != name).then(|| Note::Renamed {
        source: source.clone(),
        destination: name.clone(),
        reasons,
    })
}

fn merged(pairs: &[Pair], rules: &Rules) -> Vec<Note> {
    let mut places: BTreeMap<Vec<String>, Vec<&Pair>> = BTreeMap::new();
    for pair in pairs {
        let place = places.entry(rules.key(&pair.destination)).or_default();
        place.push(pair);
    }
    let mut notes = Vec::new();
    for mut sharing in places.into_values() {
        sharing.sort_by_key(|pair| &pair.source);
        if let Some((first, more)) = sharing.split_first() {
            notes.extend(more.iter().map(|pair| Note::Merged {
                source: pair.source.clone(),
                with: first.source.clone(),
                destination: pair.destination.clone(),
            }));
        }
    }
    notes
}
