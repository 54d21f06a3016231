//! # Reading
//!
//! A signed-in connection as both sides share it: folders, counts, opening. It sends no command that changes anything.

use tokio::time::timeout;

use crate::error::{Error, Side};
use crate::imap::capabilities::Capabilities;
use crate::imap::command::{Line, Listing, Reading};
use crate::imap::connect;
use crate::imap::endpoint::{Endpoint, Login};
use crate::imap::fault::Fault;
use crate::imap::folder::{Folder, Namespace, Opened, Opening, Status};
use crate::imap::name::FolderName;
use crate::imap::names::Names;
use crate::imap::quota::Room;
use crate::imap::response::{Data, Entry, Outcome, Verdict};
use crate::imap::roots::Roots;
use crate::imap::said;
use crate::imap::signin;
use crate::imap::stream::Ahead;
use crate::imap::wire::{Limits, Wire};
use crate::provider::{Provider, Signs};

/// What both sides can do: look, and change nothing.
///
/// A call that is dropped half-way leaves the connection of no use; the next call then reports it as lost.
pub struct Reader {
    pub(super) side: Side,
    pub(super) endpoint: Endpoint,
    capabilities: Capabilities,
    provider: &'static Provider,
    pub(super) names: Names,
    limits: Limits,
    pub(super) wire: Wire,
    /// Messages in the opened folder.
    pub(super) messages: Option<u64>,
    /// A large message that has been asked for already.
    pub(super) ahead: Option<Ahead>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("side", &self.side)
            .finish_non_exhaustive()
    }
}

impl Reader {
    /// Which side this is.
    pub fn side(&self) -> Side {
        self.side
    }

    /// What the server can do, now that somebody is signed in.
    pub fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// Whose server this is, as far as it can be told.
    pub fn provider(&self) -> &'static Provider {
        self.provider
    }

    /// How the server writes the names of the user's own folders.
    pub fn namespace(&self) -> &Namespace {
        &self.names.personal
    }

    /// The user's own folders with their roles: the inbox first, then by name, parents before what is below them.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn folders(&mut self) -> Result<Vec<Folder>, Error> {
        let listing = match &self.capabilities {
            can if can.list_extended && can.special_use => Listing::SubscribedAndRoles,
            can if can.list_extended => Listing::Subscribed,
            can if can.xlist && !can.special_use => Listing::Xlist,
            _ => Listing::Plain,
        };
        let mut listed = Vec::new();
        let mut outcome = self.entries(Reading::List(listing), &mut listed).await?;
        // Some servers promise more than they keep.
        let mut subscriptions_known =
            matches!(listing, Listing::Subscribed | Listing::SubscribedAndRoles);
        if outcome.verdict != Verdict::Ok && listing != Listing::Plain {
            listed.clear();
            subscriptions_known = false;
            outcome = self
                .entries(Reading::List(Listing::Plain), &mut listed)
                .await?;
        }
        if outcome.verdict != Verdict::Ok {
            return Err(self.refused(&outcome));
        }
        let mut subscribed = Vec::new();
        if !subscriptions_known {
            // Without an answer nothing is subscribed, which costs a view and no mail.
            self.entries(Reading::Lsub, &mut subscribed).await?;
        }
        Ok(self.names.folders(&listed, &subscribed))
    }

    /// Counts folders without opening them, all with one wait.
    ///
    /// # Errors
    /// The inner errors are of one folder: `SourceFolderUnreadable` or `DestinationFolderRefused`. The outer one is a
    /// fault of the connection.
    pub async fn statuses(
        &mut self,
        folders: &[FolderName],
    ) -> Result<Vec<Result<Status, Error>>, Error> {
        let names: Vec<Vec<u8>> = folders
            .iter()
            .map(|folder| self.names.write(folder))
            .collect();
        let (size, modseq) = (self.capabilities.status_size, self.capabilities.condstore);
        let append_limit = self.capabilities.append_limit_by_folder;
        let ask = |name| Reading::Status {
            name,
            size,
            modseq,
            append_limit,
        };
        let readings: Vec<Reading<'_>> = names.iter().map(|name| ask(name)).collect();
        let mut counts: Vec<Vec<(String, u64)>> = vec![Vec::new(); folders.len()];
        let outcomes = self
            .ask_all(&readings, |place, data| {
                if let (Data::Status(more), Some(counts)) = (data, counts.get_mut(place)) {
                    counts.extend(more);
                }
            })
            .await?;
        let told = outcomes.iter().zip(&counts);
        Ok(told
            .map(|(outcome, counts)| self.status(outcome, counts))
            .collect())
    }

    fn status(&self, outcome: &Outcome, counts: &[(String, u64)]) -> Result<Status, Error> {
        self.accepted(outcome, false)?;
        let count = |wanted: &str| {
            counts
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, count)| *count)
        };
        let number = |wanted: &str| count(wanted).and_then(|count| u32::try_from(count).ok());
        match (count("MESSAGES"), number("UIDVALIDITY")) {
            (Some(messages), Some(uid_validity)) => Ok(Status {
                messages,
                uid_next: number("UIDNEXT"),
                uid_validity,
                bytes: count("SIZE"),
                modseq: count("HIGHESTMODSEQ"),
                append_limit: count("APPENDLIMIT"),
            }),
            // Without numbers that last, no message could ever be recognised (RFC 3501, section 2.3.1.1).
            _ => Err(self.error(Fault::Folder(None))),
        }
    }

    /// How much room the mailbox has; none where the server does not say or sets no limit. Of several limits it is the
    /// one that is reached first.
    ///
    /// # Errors
    /// Faults of the connection.
    pub async fn room(&mut self) -> Result<Option<Room>, Error> {
        if !self.capabilities.quota {
            return Ok(None);
        }
        let mut rooms = Vec::new();
        // A server that does not answer the question is no worse than one that cannot be asked.
        self.ask(&Reading::QuotaRoot, |data| {
            if let Data::Quota(room) = data {
                rooms.push(room);
            }
        })
        .await?;
        Ok(rooms.into_iter().min_by_key(Room::free))
    }

    /// Opens a folder for reading only.
    ///
    /// # Errors
    /// `SourceFolderUnreadable` or `DestinationFolderRefused`, and faults of the connection.
    pub async fn examine(&mut self, folder: &FolderName) -> Result<Opened, Error> {
        let name = self.names.write(folder);
        self.messages = None;
        let mut read = Opening::default();
        let outcome = self
            .ask(&Reading::Examine(&name), |data| read.take(data))
            .await?;
        let opened = self.understood(&outcome, &read, true)?;
        self.messages = Some(opened.messages);
        Ok(opened)
    }

    /// Connects, signs in and learns how the server writes names.
    pub(super) async fn open(
        side: Side,
        endpoint: &Endpoint,
        login: &Login,
        roots: &Roots,
        limits: Limits,
    ) -> Result<Self, Error> {
        let signed_in = async {
            let (mut wire, before) = connect::connect(endpoint, roots, limits).await?;
            let capabilities = signin::sign_in(&mut wire, &before, login, limits).await?;
            Ok((wire, capabilities))
        };
        let (wire, capabilities) = signed_in
            .await
            .map_err(|fault: Fault| fault.at(side, endpoint))?;
        let provider = Provider::of(&Signs {
            host: endpoint.host(),
            capabilities: &capabilities.own,
            greeting: &wire.greeting,
        });
        let mut reader = Self {
            side,
            provider,
            endpoint: endpoint.clone(),
            capabilities,
            names: Names::default(),
            limits,
            wire,
            messages: None,
            ahead: None,
        };
        reader.learn_names().await?;
        Ok(reader)
    }

    /// A reader over a connection on which somebody is signed in already.
    #[cfg(test)]
    pub(super) fn over(wire: Wire, side: Side, capabilities: Capabilities) -> Self {
        Self {
            side,
            provider: Provider::of(&Signs::default()),
            endpoint: Endpoint::parse("imap://test.example:143?plain").unwrap(),
            capabilities,
            names: Names::default(),
            limits: Limits::default(),
            wire,
            messages: None,
            ahead: None,
        }
    }

    /// Sends a command that changes nothing.
    pub(super) async fn ask(
        &mut self,
        reading: &Reading<'_>,
        each: impl FnMut(Data),
    ) -> Result<Outcome, Error> {
        let line = reading.line(self.names.utf8);
        let result = self.wire.run(&line, each).await;
        result.map_err(|fault| self.error(fault))
    }

    /// Sends commands that change nothing, without waiting in between.
    pub(super) async fn ask_all(
        &mut self,
        readings: &[Reading<'_>],
        each: impl FnMut(usize, Data),
    ) -> Result<Vec<Outcome>, Error> {
        let lines: Vec<Line> = readings
            .iter()
            .map(|reading| reading.line(self.names.utf8))
            .collect();
        let result = self.wire.run_all(&lines, each).await;
        result.map_err(|fault| self.error(fault))
    }

    /// A fault as an error of this side.
    pub(super) fn error(&self, fault: Fault) -> Error {
        fault.at(self.side, &self.endpoint)
    }

    /// Whether names and headers are UTF-8 (RFC 6855).
    pub(super) fn is_utf8(&self) -> bool {
        self.names.utf8
    }

    fn refused(&self, outcome: &Outcome) -> Error {
        self.error(said::folder_refusal(outcome))
    }

    pub(super) fn accepted(&self, outcome: &Outcome, anyway: bool) -> Result<(), Error> {
        if outcome.verdict == Verdict::Ok || anyway {
            Ok(())
        } else {
            Err(self.refused(outcome))
        }
    }

    async fn learn_names(&mut self) -> Result<(), Error> {
        if self.capabilities.utf8_accept && self.capabilities.enable {
            let mut enabled = false;
            self.ask(&Reading::EnableUtf8, |data| {
                if let Data::Enabled(words) = data {
                    enabled |= words
                        .iter()
                        .any(|word| word.eq_ignore_ascii_case("UTF8=ACCEPT"));
                }
            })
            .await?;
            self.names.utf8 = enabled;
        }
        let mut spaces = None;
        if self.capabilities.namespace {
            self.ask(&Reading::Namespace, |data| {
                if let Data::Namespace(told) = data {
                    spaces = Some(told);
                }
            })
            .await?;
        }
        if !spaces.is_some_and(|spaces| self.names.learn(&spaces)) {
            let mut separator = None;
            self.ask(&Reading::ListRoot, |data| {
                if let Data::List(entry) = data {
                    separator = entry.separator;
                }
            })
            .await?;
            self.names.personal.separator = separator;
        }
        Ok(())
    }

    async fn entries(
        &mut self,
        reading: Reading<'_>,
        entries: &mut Vec<Entry>,
    ) -> Result<Outcome, Error> {
        self.ask(&reading, |data| {
            if let Data::List(entry) | Data::Lsub(entry) = data {
                entries.push(entry);
            }
        })
        .await
    }

    /// What the answers to EXAMINE or SELECT say.
    pub(super) fn understood(
        &self,
        outcome: &Outcome,
        read: &Opening,
        read_only: bool,
    ) -> Result<Opened, Error> {
        self.accepted(outcome, false)?;
        let uid_validity = read
            .uid_validity
            .ok_or_else(|| self.error(Fault::Folder(None)))?;
        Ok(Opened {
            messages: read.messages,
            uid_validity,
            uid_next: read.uid_next,
            keywords: read.keywords(read_only),
            existed: false,
        })
    }

    pub(super) async fn leave(mut self) {
        self.wire.incoming.expect_bye();
        let line = Reading::Logout.line(false);
        // The work is done; whether the server answers makes no difference.
        let _ = timeout(self.limits.logout, self.wire.run(&line, |_| {})).await;
    }
}
