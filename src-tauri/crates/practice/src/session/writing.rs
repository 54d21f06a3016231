//! # Changing mailboxes
//!
//! Only the destination takes CREATE, SUBSCRIBE, APPEND (with APPENDUID, RFC 4315) and STORE. The source refuses every
//! one of them, and neither side has a command that takes anything away.

use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::datetime::DateTime;
use imap_codec::imap_types::flag::{StoreResponse, StoreType};
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response::Code;
use imap_codec::imap_types::sequence::SequenceSet;
use time::{OffsetDateTime, UtcOffset};

use crate::account::Account;
use crate::content::Flags;
use crate::session::opened::{Chosen, plain};
use crate::session::reply::{Handled, Reply, code};
use crate::session::{Session, wire_name};
use crate::store::{Incoming, Made, Store};
use crate::troubles::{FULL_MAILBOX, Trouble};

/// The longest folder name, in bytes on the wire.
const LONGEST_NAME: usize = 1000;

/// One STORE command.
struct Change<'a> {
    set: &'a SequenceSet,
    kind: StoreType,
    answer: StoreResponse,
    flags: Flags,
    uid: bool,
}

impl Session {
    pub(super) async fn write(&mut self, body: CommandBody<'_>) -> Handled {
        let Some(Account::Destination { store, address }) = self.account.clone() else {
            return Ok(Reply::cannot("Nothing can be changed here"));
        };
        match body {
            CommandBody::Create { mailbox } => self.create(&store, address, &mailbox).await,
            CommandBody::Subscribe { mailbox } => self.subscribe(&store, &mailbox).await,
            CommandBody::Append {
                mailbox,
                flags,
                date,
                message,
            } => {
                let message = Incoming {
                    bytes: message.into_inner().into_owned(),
                    flags: plain(&flags),
                    internal_date: date.map_or_else(now, |date| internal_date(&date)),
                };
                self.append(&store, address, &mailbox, message).await
            }
            CommandBody::Store {
                sequence_set,
                kind,
                response,
                flags,
                uid,
            } => {
                let change = Change {
                    set: &sequence_set,
                    kind,
                    answer: response,
                    flags: plain(&flags),
                    uid,
                };
                self.store_flags(&store, change).await
            }
            _ => Ok(Reply::cannot("Nothing is taken away here")),
        }
    }

    async fn create(&self, store: &Store, address: &'static str, mailbox: &Mailbox<'_>) -> Handled {
        let wire = wire_name(mailbox);
        let name = wire.strip_suffix('/').unwrap_or(&wire);
        let parts = self.spelling().read(name);
        let Some(parts) =
            parts.filter(|_| name.len() <= LONGEST_NAME && !name.contains(['*', '%']))
        else {
            return Ok(Reply::cannot("Not a folder name"));
        };
        Ok(match store.create(address, parts).await? {
            Made::New => Reply::ok("CREATE completed"),
            Made::AlreadyThere => {
                Reply::no_with(code("ALREADYEXISTS"), "The folder is there already")
            }
        })
    }

    async fn subscribe(&self, store: &Store, mailbox: &Mailbox<'_>) -> Handled {
        let Some(entry) = self.folder(mailbox).await? else {
            return Ok(Reply::no_folder());
        };
        store.subscribe(entry.id).await?;
        Ok(Reply::ok("SUBSCRIBE completed"))
    }

    async fn append(
        &mut self,
        store: &Store,
        address: &'static str,
        mailbox: &Mailbox<'_>,
        message: Incoming,
    ) -> Handled {
        let Some(entry) = self.folder(mailbox).await? else {
            return Ok(Reply::no_with(Code::TryCreate, "No such folder"));
        };
        if !entry.selectable {
            return Ok(Reply::cannot("This folder holds no messages"));
        }
        let pacer = self.house.pacer.clone();
        self.wire
            .unless_gone(pacer.wait(message.bytes.len()))
            .await?;
        if let Some(refusal) = self.refusal(store, address, &message.bytes).await? {
            return Ok(refusal);
        }
        let uid = store.append(entry.id, message).await?;
        self.announce().await?;
        let numbers = code(format!("APPENDUID {} {uid}", entry.uid_validity));
        Ok(Reply::ok_with(numbers, "APPEND completed"))
    }

    /// What stands in a message's way.
    async fn refusal(
        &self,
        store: &Store,
        address: &'static str,
        bytes: &[u8],
    ) -> Result<Option<Reply>, crate::error::Error> {
        let troubles = &self.house.troubles;
        if troubles.on(Trouble::Refuse(address)) {
            let mailbox = self
                .house
                .company
                .iter()
                .find(|mailbox| mailbox.address == address);
            if mailbox.and_then(crate::mailbox::Mailbox::refused) == Some(bytes) {
                return Ok(Some(Reply::no(
                    "Message has letters in its header that are not ASCII",
                )));
            }
        }
        let full = troubles.on(Trouble::MailboxFull(address))
            && store.used(address).await? + bytes.len() as u64 > FULL_MAILBOX;
        Ok(full.then(|| Reply::no_with(Code::OverQuota, "The mailbox is full")))
    }

    async fn store_flags(&mut self, store: &Store, change: Change<'_>) -> Handled {
        let folder = match &self.opened {
            None => return Ok(Reply::bad("Open a folder first")),
            Some(opened) if opened.read_only => {
                return Ok(Reply::cannot("Opened for reading only"));
            }
            Some(opened) => opened.entry.id,
        };
        let view = self.view().await?;
        let Some(chosen) = Chosen::read(change.set, change.uid, &view) else {
            return Ok(Reply::bad("No such message"));
        };
        for mut placed in view.into_iter().filter(|placed| chosen.has(placed)) {
            let flags = &mut placed.listed.flags;
            match change.kind {
                StoreType::Replace => flags.clone_from(&change.flags),
                StoreType::Add => flags.extend(change.flags.iter().cloned()),
                StoreType::Remove => flags.retain(|flag| !change.flags.contains(flag)),
            }
            store
                .set_flags(folder, placed.listed.uid, flags.clone())
                .await?;
            if change.answer == StoreResponse::Answer {
                self.show_flags(&placed, change.uid).await?;
            }
        }
        Ok(Reply::ok("STORE completed"))
    }
}

fn now() -> OffsetDateTime {
    OffsetDateTime::now_utc()
}

fn internal_date(date: &DateTime) -> OffsetDateTime {
    let date = date.as_ref();
    let zone =
        UtcOffset::from_whole_seconds(date.offset().local_minus_utc()).unwrap_or(UtcOffset::UTC);
    OffsetDateTime::from_unix_timestamp(date.timestamp())
        .map_or_else(|_| now(), |utc| utc.to_offset(zone))
}
