//! # What a server's connections share
//!
//! The side it stands for, the mail on it, and the troubles and pace that can be changed from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::account::Account;
use crate::mailbox::Mailbox;
use crate::pace::Pacer;
use crate::people::Member;
use crate::store::Store;
use crate::troubles::Troubles;

/// Which of the two servers it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// The old server; nothing can be written.
    Source,
    /// The new server.
    Destination,
}

impl Side {
    /// What the server offers, in one line.
    pub(crate) const fn capabilities(self) -> &'static str {
        match self {
            Self::Source => {
                "IMAP4rev1 SASL-IR AUTH=PLAIN ID ENABLE NAMESPACE CHILDREN UNSELECT SPECIAL-USE"
            }
            Self::Destination => {
                "IMAP4rev1 SASL-IR AUTH=PLAIN ID ENABLE NAMESPACE CHILDREN UNSELECT SPECIAL-USE \
                 LITERAL+ UIDPLUS STATUS=SIZE APPENDLIMIT=33554432"
            }
        }
    }
}

/// What all connections of one server share.
#[derive(Debug)]
pub(crate) struct House {
    pub(crate) side: Side,
    pub(crate) company: Arc<Vec<Mailbox>>,
    pub(crate) store: Store,
    pub(crate) troubles: Troubles,
    pub(crate) pacer: Pacer,
    /// Commands that would have changed something at the source.
    pub(crate) writes: Arc<AtomicU64>,
}

impl House {
    /// Notes a command that would have changed something, if this is the source.
    pub(crate) fn count_write(&self) {
        if self.side == Side::Source {
            self.writes.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The mail of the person who has signed in.
    pub(crate) fn account(&self, person: usize, member: &'static Member) -> Account {
        match self.side {
            Side::Source => Account::Source {
                company: Arc::clone(&self.company),
                person,
            },
            Side::Destination => Account::Destination {
                store: self.store.clone(),
                address: member.address,
            },
        }
    }
}
