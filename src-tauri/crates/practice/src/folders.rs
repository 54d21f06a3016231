//! # The folders at the source
//!
//! A table: for every person the folders, their special uses, subscriptions and numbers of messages, 1,200 in all.
//! Two people's folders have a use by name alone, as on servers that never learned to announce it.

use crate::content::SpecialUse::{self, Drafts, Junk, Sent, Trash};
use crate::letters::words::{self, Words};

/// One folder of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) parts: &'static [&'static str],
    pub(crate) special_use: Option<SpecialUse>,
    pub(crate) selectable: bool,
    pub(crate) subscribed: bool,
    pub(crate) messages: usize,
    pub(crate) kind: Kind,
}

/// What sort of letters lie in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The inbox: letters to the person, among them the odd ones.
    Inbox,
    /// Letters to the person, put away.
    Filed,
    /// Letters from the person.
    Outgoing,
    /// Letters from the person, not yet sent.
    Unsent,
}

/// One person's folders and languages.
#[derive(Debug)]
pub(crate) struct Habits {
    pub(crate) folders: &'static [Layout],
    pub(crate) languages: &'static [&'static Words],
    /// Zones of the letters in minutes east of Greenwich, the usual ones first.
    pub(crate) zones: &'static [i16],
}

const fn folder(parts: &'static [&'static str], messages: usize) -> Layout {
    Layout {
        parts,
        special_use: None,
        selectable: true,
        subscribed: true,
        messages,
        kind: Kind::Filed,
    }
}

const fn inbox(messages: usize) -> Layout {
    Layout {
        kind: Kind::Inbox,
        ..folder(&["INBOX"], messages)
    }
}

const fn outgoing(parts: &'static [&'static str], messages: usize) -> Layout {
    Layout {
        kind: Kind::Outgoing,
        ..folder(parts, messages)
    }
}

const fn unsent(parts: &'static [&'static str], messages: usize) -> Layout {
    Layout {
        kind: Kind::Unsent,
        ..folder(parts, messages)
    }
}

impl Layout {
    const fn announced(self, special_use: SpecialUse) -> Self {
        Self {
            special_use: Some(special_use),
            ..self
        }
    }

    const fn unsubscribed(self) -> Self {
        Self {
            subscribed: false,
            ..self
        }
    }

    const fn parent_only(self) -> Self {
        Self {
            selectable: false,
            messages: 0,
            ..self
        }
    }
}

/// In the order of the people.
pub(crate) const HABITS: &[Habits] = &[
    Habits {
        folders: &[
            inbox(140),
            outgoing(&["Sent"], 83).announced(Sent),
            unsent(&["Drafts"], 6).announced(Drafts),
            folder(&["Trash"], 12).announced(Trash),
            folder(&["Junk"], 10).announced(Junk).unsubscribed(),
            folder(&["Years"], 0).parent_only(),
            folder(&["Years", "2019"], 24),
            folder(&["Years", "2020"], 22),
            folder(&["Years", "2021"], 20).unsubscribed(),
            folder(&["Suppliers & Partners"], 18),
            folder(&["Suppliers & Partners", "Flour", "Signed contracts"], 14),
            folder(&["Suppliers & Partners", "Flour"], 0),
        ],
        languages: &[&words::ENGLISH, &words::ENGLISH, &words::PORTUGUESE],
        zones: &[0, 60, -180, 0, 60, -480],
    },
    Habits {
        folders: &[
            inbox(96),
            outgoing(&["Gesendet"], 60),
            unsent(&["Entwürfe"], 5),
            folder(&["Papierkorb"], 14),
            folder(&["Spam"], 8),
            folder(&["Aufträge"], 30),
            folder(&["Aufträge", "2023 März"], 22),
            folder(&["Müller & Söhne"], 15),
            folder(&["Müller & Söhne", "Rechnungen"], 0).parent_only(),
            folder(&["Müller & Söhne", "Rechnungen", "Offen"], 12),
            folder(&["Leere Ablage"], 0),
        ],
        languages: &[&words::GERMAN, &words::GERMAN, &words::ENGLISH],
        zones: &[60, 120],
    },
    Habits {
        folders: &[
            inbox(70),
            outgoing(&["Éléments envoyés"], 45).announced(Sent),
            unsent(&["Brouillons"], 4).announced(Drafts),
            folder(&["Corbeille"], 9).announced(Trash),
            folder(&["Indésirables"], 7).announced(Junk),
            folder(&["Fêtes & mariages"], 30),
            folder(&["Fêtes & mariages", "Gâteaux"], 20),
            folder(&["À classer"], 0).unsubscribed(),
        ],
        languages: &[
            &words::FRENCH,
            &words::FRENCH,
            &words::ENGLISH,
            &words::GERMAN,
        ],
        zones: &[60, 120, 60, 330],
    },
    Habits {
        folders: &[
            inbox(60),
            outgoing(&["Sent Items"], 38),
            unsent(&["Drafts"], 2),
            folder(&["Deleted Items"], 6),
            folder(&["Tarifler"], 14),
            folder(&["Gece vardiyası"], 10).unsubscribed(),
        ],
        languages: &[&words::TURKISH, &words::ENGLISH],
        zones: &[180, 180, 60, -300],
    },
    Habits {
        folders: &[
            inbox(80),
            outgoing(&["Wysłane"], 50).announced(Sent),
            unsent(&["Robocze"], 3).announced(Drafts),
            folder(&["Kosz"], 10).announced(Trash),
            folder(&["Niechciane"], 5).announced(Junk),
            folder(&["Faktury"], 0).parent_only().unsubscribed(),
            folder(&["Faktury", "2022"], 40),
            folder(&["Faktury", "2023"], 40),
        ],
        languages: &[&words::POLISH, &words::POLISH, &words::ENGLISH],
        zones: &[60, 120, 345],
    },
    Habits {
        folders: &[
            inbox(30),
            outgoing(&["送信済み"], 12).announced(Sent),
            folder(&["レシピ"], 4),
        ],
        languages: &[&words::JAPANESE, &words::JAPANESE, &words::ENGLISH],
        zones: &[540],
    },
];
