//! # Who handles what
//!
//! Sends each command to its handler, and turns away what is not allowed before signing in or without an open folder.

use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::response::Data;

use crate::house::Side;
use crate::session::Session;
use crate::session::reply::{Handled, Reply};
use crate::session::request::{Additions, Head, Request};

impl Session {
    pub(super) async fn handle(&mut self, request: Request<'_>, additions: Additions) -> Handled {
        match request {
            Request::Id => {
                let name = "* ID (\"name\" \"Harbour Bakery practice server\")\r\n";
                self.wire.send_text(name).await?;
                Ok(Reply::ok("ID completed"))
            }
            Request::Namespace if self.account.is_some() => self.namespace().await,
            Request::Namespace => Ok(Reply::bad("Sign in first")),
            Request::Plain(body) => self.handle_plain(body, additions).await,
        }
    }

    /// What to say to a command that cannot be read, but may be recognised by its word.
    pub(super) fn unread(&self, head: &Head) -> Reply {
        if head.writes() && self.house.side == Side::Source {
            Reply::cannot("Nothing can be changed here")
        } else {
            Reply::bad("Not a command of this server")
        }
    }

    async fn handle_plain(&mut self, body: CommandBody<'_>, additions: Additions) -> Handled {
        let signed_in = self.account.is_some();
        match body {
            CommandBody::Capability => {
                let offer = format!("* CAPABILITY {}\r\n", self.house.side.capabilities());
                self.wire.send_text(&offer).await?;
                Ok(Reply::ok("CAPABILITY completed"))
            }
            CommandBody::Noop => {
                self.announce().await?;
                Ok(Reply::ok("NOOP completed"))
            }
            CommandBody::Login { .. } | CommandBody::Authenticate { .. } if signed_in => {
                Ok(Reply::bad("Signed in already"))
            }
            CommandBody::Login { username, password } => {
                Ok(self.login(username.as_ref(), password.declassify().as_ref()))
            }
            CommandBody::Authenticate {
                mechanism,
                initial_response,
            } => {
                let initial = initial_response
                    .as_ref()
                    .map(|initial| initial.declassify().as_ref());
                self.authenticate(&mechanism, initial).await
            }
            body if signed_in => self.handle_signed_in(body, additions).await,
            _ => Ok(Reply::bad("Sign in first")),
        }
    }

    async fn handle_signed_in(&mut self, body: CommandBody<'_>, additions: Additions) -> Handled {
        use CommandBody as Body;
        match body {
            Body::Select { mailbox } => self.open(&mailbox, self.house.side == Side::Source).await,
            Body::Examine { mailbox } => self.open(&mailbox, true).await,
            Body::List {
                reference,
                mailbox_wildcard,
            } => self.list(&reference, &mailbox_wildcard, additions).await,
            Body::Lsub {
                reference,
                mailbox_wildcard,
            } => self.lsub(&reference, &mailbox_wildcard).await,
            Body::Status {
                mailbox,
                item_names,
            } => self.status(&mailbox, &item_names, additions).await,
            Body::Enable { .. } => {
                let capabilities = Vec::new();
                self.wire.send(Data::Enabled { capabilities }).await?;
                Ok(Reply::ok("Nothing to enable"))
            }
            Body::Create { .. }
            | Body::Subscribe { .. }
            | Body::Append { .. }
            | Body::Store { .. }
            | Body::Unsubscribe { .. }
            | Body::Delete { .. }
            | Body::Rename { .. }
            | Body::Close
            | Body::Expunge
            | Body::Copy { .. }
            | Body::Move { .. } => self.write(body).await,
            body if self.opened.is_some() => self.handle_opened(body).await,
            _ => Ok(Reply::bad(
                "Open a folder first, or no command of this server",
            )),
        }
    }

    async fn handle_opened(&mut self, body: CommandBody<'_>) -> Handled {
        use CommandBody as Body;
        match body {
            Body::Check => {
                self.announce().await?;
                Ok(Reply::ok("CHECK completed"))
            }
            Body::Unselect => {
                self.opened = None;
                Ok(Reply::ok("UNSELECT completed"))
            }
            Body::Search { criteria, uid, .. } => self.search(&criteria, uid).await,
            Body::Fetch {
                sequence_set,
                macro_or_item_names,
                uid,
            } => self.fetch(&sequence_set, macro_or_item_names, uid).await,
            _ => Ok(Reply::bad("Not a command of this server")),
        }
    }
}
