//! # Kinds of mailboxes
//!
//! What becomes of an address in the list: whether its mail moves, or why it does not. Only [`MailboxKind::moves`] decides who is
//! tested, copied and counted.

/// What an address of the list is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum MailboxKind {
    /// The mailbox of one person.
    #[default]
    Person,
    /// A mailbox that several people read.
    Shared,
    /// An address without a mailbox: its mail goes on to another.
    Forward,
    /// Stays where it is.
    Stays,
}

impl MailboxKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Person, Self::Shared, Self::Forward, Self::Stays];

    /// The word in the plan file and in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Shared => "shared",
            Self::Forward => "forward",
            Self::Stays => "stays",
        }
    }

    /// Finds a kind by the word that [`MailboxKind::as_str`] gave.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether the mail of such a mailbox is copied.
    pub const fn moves(self) -> bool {
        matches!(self, Self::Person | Self::Shared)
    }
}
