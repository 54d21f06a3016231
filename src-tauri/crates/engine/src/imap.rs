//! # IMAP
//!
//! Connects, signs in, reads the source and writes the destination (RFC 3501 and the extensions that save time).
//! A source session has no method that writes, so the promise that the old system stays untouched is kept by the compiler.
//!
//! From the wire upwards; each file knows only those above it:
//!
//! ```text
//! endpoint roots capabilities flags date utf7 name    small types
//! frame quota response said fault                     what servers say, and what can go wrong
//! command wire                                        one connection: send, receive, no wait without an end
//! folder roles names                                  folders and how a server writes their names
//! connect signin                                      the way to a signed-in connection
//! reader session listing heads details               what a folder holds
//! fetch stream append                                 messages out of one and into the other
//! ```

mod append;
mod capabilities;
mod command;
mod connect;
mod date;
mod details;
mod endpoint;
mod fault;
mod fetch;
mod flags;
mod folder;
mod frame;
mod heads;
mod listing;
mod name;
mod names;
mod quota;
mod reader;
mod response;
mod roles;
mod roots;
mod said;
mod session;
mod signin;
mod stream;
#[cfg(test)]
mod tests;
mod utf7;
mod wire;

pub use self::append::{
    Answer, Answers, Append, Appended, Grouping, Heard, Looked, Outbox, Placed, Source, Ticket,
};
pub use self::capabilities::Capabilities;
pub use self::details::Detail;
pub use self::endpoint::{Endpoint, Login, Security};
pub use self::fetch::{Fetched, Fetching, Message};
pub use self::flags::{Flags, Keywords};
pub use self::folder::{Folder, Namespace, Opened, Status};
pub use self::heads::Head;
pub use self::listing::{Listed, Stretch, Weighed};
pub use self::name::FolderName;
pub use self::quota::Room;
pub use self::reader::Reader;
pub use self::roles::Role;
pub use self::roots::Roots;
pub use self::session::{
    DestinationSession, Place, SourceSession, connect_destination, connect_source,
};
pub use self::stream::{Streamed, Streaming};
