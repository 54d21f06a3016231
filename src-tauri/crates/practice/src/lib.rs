//! # A pretend company to practise a move with
//!
//! Two IMAP servers on the loopback network: the *source* with six people's mail, made from a fixed seed, and the
//! *destination*, empty at first, whose store outlives the app. The engine talks to them as to any server, so a
//! practice move is a real move in everything but the mail.
//!
//! | module | holds |
//! | --- | --- |
//! | `people`, `folders` | tables: who works there, and what folders they have |
//! | `letters`, `mailbox` | pure: letters to bytes, and the source's mailboxes out of them |
//! | `content` | what a mailbox holds as data, to compare both sides |
//! | `store` | the destination in one SQLite file |
//! | `account` | one person's mail on either side, as sessions see it |
//! | `server`, `house`, `session` | sockets, what connections share, and the dialogue on one of them |
//! | `troubles`, `pace` | what goes wrong on demand, and how fast the destination is |

mod account;
mod content;
mod error;
mod folders;
mod house;
mod letters;
mod mailbox;
mod names;
mod pace;
mod people;
mod server;
mod session;
mod store;
mod troubles;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moving_day_engine::imap::Endpoint;

pub use content::{
    Expected, Fingerprint, Flags, FolderContent, Mail, MailboxContent, SpecialUse, mail,
};
pub use error::Error;
pub use pace::Pace;
pub use people::Member;
pub use troubles::{FULL_MAILBOX, Trouble};

use house::{House, Side};
use pace::Pacer;
use server::Server;
use store::Store;
use troubles::Troubles;

/// The pretend servers, running until this is dropped.
#[derive(Debug)]
pub struct Company {
    source: Server,
    destination: Server,
    store: Store,
    troubles: Troubles,
    pacer: Pacer,
    source_writes: Arc<AtomicU64>,
}

impl Company {
    /// Starts both servers on free ports. The destination's mail lies in `folder`, which is made if it is missing, and
    /// is carried on with if it holds some already. The pace is [`Pace::Full`].
    ///
    /// # Errors
    /// The folder or the store in it cannot be used, or nothing can listen on this computer.
    pub async fn open(folder: &Path, troubles: &[Trouble]) -> Result<Self, Error> {
        let folder = folder.to_owned();
        let prepare = move || Ok::<_, Error>((Arc::new(mailbox::all()), Store::open(&folder)?));
        let (company, store) = tokio::task::spawn_blocking(prepare)
            .await
            .map_err(|_| Error::Closing)??;
        let troubles = Troubles::new(troubles);
        let pacer = Pacer::new(Pace::Full);
        let source_writes = Arc::new(AtomicU64::new(0));
        let house = |side| House {
            side,
            company: Arc::clone(&company),
            store: store.clone(),
            troubles: troubles.clone(),
            pacer: pacer.clone(),
            writes: Arc::clone(&source_writes),
        };
        Ok(Self {
            source: Server::start(house(Side::Source)).await?,
            destination: Server::start(house(Side::Destination)).await?,
            store,
            troubles,
            pacer,
            source_writes,
        })
    }

    /// Where the old server listens; another port at each start.
    pub fn source(&self) -> Endpoint {
        self.source.endpoint().clone()
    }

    /// Where the new server listens; another port at each start.
    pub fn destination(&self) -> Endpoint {
        self.destination.endpoint().clone()
    }

    /// Switches a trouble on or off; connections that wait for it go on.
    pub fn trouble(&self, trouble: Trouble, on: bool) {
        self.troubles.switch(trouble, on);
    }

    /// Switches a trouble on for so long. It ends with the runtime at the latest.
    pub fn trouble_for(&self, trouble: Trouble, time: Duration) {
        let troubles = self.troubles.clone();
        troubles.switch(trouble, true);
        tokio::spawn(async move {
            tokio::time::sleep(time).await;
            troubles.switch(trouble, false);
        });
    }

    /// Sets how fast the destination takes messages, for connections that are open already too.
    pub fn pace(&self, pace: Pace) {
        self.pacer.set(pace);
    }

    /// Whether the destination takes messages as fast as it can.
    pub fn is_at_full_speed(&self) -> bool {
        self.pacer.is_full()
    }

    /// How many commands the source has seen since the start that would have changed something there, reading without
    /// PEEK included. A move that keeps its word leaves this at 0.
    pub fn source_writes(&self) -> u64 {
        self.source_writes.load(Ordering::Relaxed)
    }

    /// Stops both servers and waits until no connection and no file is open any more, so that the folder can be
    /// deleted. Dropping stops them as well, without waiting.
    ///
    /// # Errors
    /// The store's file could not be closed.
    pub async fn close(self) -> Result<(), Error> {
        self.source.stop().await;
        self.destination.stop().await;
        self.store.close().await
    }

    /// The six people.
    pub fn people() -> &'static [Member] {
        people::PEOPLE
    }

    /// The people as a list to paste: a header line, then name, address, password and new password, separated by commas.
    pub fn people_list() -> String {
        people::list()
    }

    /// The same list as it is in life: one password in it is out of date.
    pub fn outdated_list() -> String {
        people::outdated_list()
    }

    /// Whose password is out of date in [`Company::outdated_list`].
    pub fn outdated() -> Option<&'static Member> {
        people::position(people::OUTDATED).and_then(|at| people::PEOPLE.get(at))
    }

    /// The domain of the company.
    pub fn domain() -> &'static str {
        people::DOMAIN
    }

    /// What the source holds, from the generator and not from a server. Takes about as long as opening.
    pub fn expected() -> Expected {
        Expected {
            people: mailbox::all()
                .iter()
                .map(mailbox::Mailbox::content)
                .collect(),
        }
    }
}

/// What the destination's store in `folder` holds, read from the file and not through a server. Works beside a running
/// company and without one.
///
/// # Errors
/// There is no store in the folder, or it is not one of this program.
pub fn destination_content(folder: &Path) -> Result<Vec<MailboxContent>, Error> {
    store::content(folder)
}
