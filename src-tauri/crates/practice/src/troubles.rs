//! # Troubles on demand
//!
//! What can go wrong in a move, switched on and off while the servers run. Sessions ask before they answer; waiting
//! ones wake up when a trouble is repaired.

use std::collections::BTreeSet;

use tokio::sync::watch;

/// How many bytes a full mailbox holds at the destination under [`Trouble::MailboxFull`].
pub const FULL_MAILBOX: u64 = 600_000;

/// Something that goes wrong for the person with the given address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// The source takes no password: NO \[AUTHENTICATIONFAILED\].
    WrongPassword(&'static str),
    /// The destination has no such mailbox: NO \[AUTHENTICATIONFAILED\] with words that say so.
    UnknownUser(&'static str),
    /// The destination takes no message that would make the mailbox larger than [`FULL_MAILBOX`]: NO \[OVERQUOTA\].
    MailboxFull(&'static str),
    /// The source does not answer FETCH until this is switched off.
    Stall(&'static str),
    /// The destination refuses the one message whose header is not ASCII, with words that say why.
    Refuse(&'static str),
    /// The source closes the connection in the middle of the next message it sends, once.
    Cut(&'static str),
}

/// The troubles that are on; clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Troubles(watch::Sender<BTreeSet<Trouble>>);

impl Troubles {
    pub(crate) fn new(on: &[Trouble]) -> Self {
        Self(watch::Sender::new(on.iter().copied().collect()))
    }

    pub(crate) fn switch(&self, trouble: Trouble, on: bool) {
        self.0.send_if_modified(|troubles| {
            if on {
                troubles.insert(trouble)
            } else {
                troubles.remove(&trouble)
            }
        });
    }

    pub(crate) fn on(&self, trouble: Trouble) -> bool {
        self.0.borrow().contains(&trouble)
    }

    /// Whether the trouble was on; it is off afterwards.
    pub(crate) fn take(&self, trouble: Trouble) -> bool {
        self.0
            .send_if_modified(|troubles| troubles.remove(&trouble))
    }

    /// Waits while the trouble is on.
    pub(crate) async fn while_on(&self, trouble: Trouble) {
        let mut changes = self.0.subscribe();
        // The sender lives as long as this borrow of it, so waiting cannot fail.
        let _ = changes
            .wait_for(|troubles| !troubles.contains(&trouble))
            .await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STALL: Trouble = Trouble::Stall("ana@harbour-bakery.example");

    #[tokio::test]
    async fn waiting_ends_when_the_trouble_is_repaired() {
        let troubles = Troubles::new(&[STALL]);
        let waiting = tokio::spawn({
            let troubles = troubles.clone();
            async move { troubles.while_on(STALL).await }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        troubles.switch(STALL, false);
        waiting.await.unwrap();
        assert!(!troubles.on(STALL));
    }

    #[test]
    fn a_taken_trouble_is_gone() {
        let troubles = Troubles::new(&[STALL]);
        assert!(troubles.take(STALL));
        assert!(!troubles.take(STALL));
    }
}
