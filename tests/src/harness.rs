//! # The harness
//!
//! Everything a test needs around the product, and nothing of the product. Every process started here is ended by
//! its own number, every wait has a limit, and every port is a free one of the loopback.
//!
//! ```text
//! process       a child with an end
//! certificates  an own authority and its certificates, good and bad
//! owner         who runs the servers
//! dovecot       a real mail server in a private folder; cyrus: another one, by other people
//! scripted      a server without a disk that misbehaves as it is told
//! client        asks a server what it holds, where its disk does not tell
//! mailbox       what to put on its disk; store: what lies on its disk; compare: the differences
//! wire          the commands in a stream of bytes; proxy: the line in between, which records, cuts and swallows
//! copies        one mailbox that is copied again and again, each time over a line that breaks elsewhere
//! long          whether to try a few places or all
//! side_by_side  several cases at a time
//! pair          two servers and one list of people, ready for a copy
//! cli           the command line, run as a person runs it
//! window        the real window, driven over WebDriver
//! ```

pub mod certificates;
pub mod cli;
pub mod client;
pub mod compare;
pub mod copies;
pub mod cyrus;
pub mod disk;
pub mod dovecot;
pub mod letters;
pub mod long;
pub mod mailbox;
pub mod owner;
pub mod pair;
pub mod process;
pub mod proxy;
pub mod scripted;
pub mod seed;
pub mod side_by_side;
pub mod store;
pub mod utf7;
pub mod window;
pub mod wire;
