//! # One connection's dialogue
//!
//! Reads a command, answers it, and goes on until LOGOUT or until either side closes. The same code serves both sides;
//! what differs (who may write, what is offered) is asked of the [`House`].

mod admission;
mod dispatch;
mod fetch;
mod listing;
mod opened;
mod reply;
mod request;
mod search;
mod sign_in;
mod wire;
mod writing;

use std::sync::Arc;

use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::Tag;
use imap_codec::imap_types::mailbox::Mailbox;
use imap_codec::imap_types::response::{Response, Status};
use tokio::net::TcpStream;

use crate::account::{Account, Entry, Listed};
use crate::house::House;
use crate::names::{self, Spelling};
use crate::people::Member;
use crate::session::admission::admit;
use crate::session::opened::Opened;
use crate::session::reply::{Fault, Reply, code};
use crate::session::request::{Head, Request};
use crate::session::wire::{Incoming, Wire};

/// A client that sends so many commands in a row that are none is shown the door.
const PATIENCE: u32 = 50;

/// One connection.
#[derive(Debug)]
pub(crate) struct Session {
    house: Arc<House>,
    wire: Wire,
    member: Option<&'static Member>,
    account: Option<Account>,
    opened: Option<Opened>,
}

impl Session {
    pub(crate) fn new(house: Arc<House>, stream: TcpStream) -> Self {
        Self {
            house,
            wire: Wire::new(stream),
            member: None,
            account: None,
            opened: None,
        }
    }

    /// Serves the client until it leaves.
    pub(crate) async fn serve(mut self) {
        if let Err(fault) = self.dialogue().await {
            tracing::debug!(side = ?self.house.side, %fault, "a practice connection ended");
        }
    }

    async fn dialogue(&mut self) -> Result<(), Fault> {
        let offer = code(format!("CAPABILITY {}", self.house.side.capabilities()));
        let greeting = reply::untagged(offer, "Harbour Bakery practice server ready");
        self.wire.send_response(&greeting).await?;
        let mut nonsense = 0;
        while nonsense < PATIENCE {
            self.wire.flush().await?;
            let (side, signed_in) = (self.house.side, self.account.is_some());
            let admit = |command: &[u8], literal| admit(side, signed_in, command, literal);
            let (tag, reply) = match self.wire.command(admit).await? {
                Incoming::End => return Ok(()),
                Incoming::TooLong => (None, Reply::bad("A line that long is no command")),
                Incoming::Refused(command, refusal) => (self.head(&command).tag, refusal.reply()),
                Incoming::Command(command) => {
                    let head = self.head(&command);
                    match self.read_and_handle(&head, &command).await? {
                        Some(reply) => (head.tag, reply),
                        None => return self.leave(head.tag).await,
                    }
                }
            };
            nonsense = if reply.is_bad() { nonsense + 1 } else { 0 };
            self.wire.send_response(&reply.response(tag)).await?;
        }
        self.send_bye("Too many commands that are none").await?;
        Ok(self.wire.finish().await?)
    }

    /// Reads the beginning of a command, and counts the command if it would write.
    fn head(&self, command: &[u8]) -> Head {
        let head = Head::read(command);
        if head.writes() {
            self.house.count_write();
        }
        head
    }

    /// Nothing means LOGOUT.
    async fn read_and_handle(
        &mut self,
        head: &Head,
        command: &[u8],
    ) -> Result<Option<Reply>, Fault> {
        let Some((plain, additions)) = head
            .tag
            .as_ref()
            .and_then(|_| request::simplify(head, command))
        else {
            return Ok(Some(Reply::bad("Not a command of this server")));
        };
        let Some(request) = request::read(head, &plain) else {
            return Ok(Some(self.unread(head)));
        };
        if matches!(request, Request::Plain(CommandBody::Logout)) {
            return Ok(None);
        }
        match self.handle(request, additions).await {
            Err(Fault::Store(error)) => {
                tracing::warn!(%error, "the practice store failed");
                Ok(Some(Reply::no_with(
                    code("SERVERBUG"),
                    "The practice server could not use its store",
                )))
            }
            handled => handled.map(Some),
        }
    }

    async fn leave(&mut self, tag: Option<Tag<'static>>) -> Result<(), Fault> {
        self.send_bye("Good bye").await?;
        self.wire
            .send_response(&Reply::ok("LOGOUT completed").response(tag))
            .await?;
        Ok(self.wire.finish().await?)
    }

    async fn send_bye(&mut self, words: &'static str) -> Result<(), Fault> {
        if let Ok(bye) = Status::bye(None, words) {
            self.wire.send_response(&Response::Status(bye)).await?;
        }
        Ok(())
    }

    fn spelling(&self) -> Spelling {
        self.account
            .as_ref()
            .map_or(names::DESTINATION, Account::spelling)
    }

    async fn folders(&self) -> Result<Vec<Entry>, Fault> {
        match &self.account {
            Some(account) => Ok(account.folders().await?),
            None => Ok(Vec::new()),
        }
    }

    async fn folder(&self, mailbox: &Mailbox<'_>) -> Result<Option<Entry>, Fault> {
        let Some(parts) = self.spelling().read(&wire_name(mailbox)) else {
            return Ok(None);
        };
        Ok(self
            .folders()
            .await?
            .into_iter()
            .find(|entry| entry.parts == parts))
    }

    async fn messages_of(&self, entry: &Entry) -> Result<Vec<Listed>, Fault> {
        match &self.account {
            Some(account) => Ok(account.messages(entry.id).await?),
            None => Ok(Vec::new()),
        }
    }
}

/// A folder name as the client wrote it.
fn wire_name(mailbox: &Mailbox<'_>) -> String {
    match mailbox {
        Mailbox::Inbox => names::INBOX.to_owned(),
        Mailbox::Other(other) => String::from_utf8_lossy(other.as_ref()).into_owned(),
    }
}
