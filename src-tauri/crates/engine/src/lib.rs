//! # The engine of Moving Day
//!
//! Everything the product does and nothing a person reads: it moves mail between two servers and proves it.
//! It knows no window, no sentence and no password store; those belong to its callers.
//!
//! Direction of dependencies, no arrow up:
//!
//! ```text
//! address secret clock error job task zone    small types that everyone uses
//!   ← provider                        mail providers and their habits, as data
//!   ← imap                            connect, sign in, read the source, write the destination
//!   ← plan                            the plan file: people, servers, copy journal
//!   ← copy                            survey, folder plan, diff (pure), journal, run, verify
//!   ← backup                          mailboxes as Maildir on this computer, with a list of hashes
//!   ← report                          the closing report: a page, a table, a file for programs
//!   ← catch_up                        when to look at the source again after the switch (pure)
//!   ← flow                            facts → the state of every task (pure)
//! ```
//!
//! What is passed in: time ([`clock::Clock`]), trusted roots (`imap::Roots`), the plan file (`plan::Plan`) and the
//! wish to pause or stop ([`job::Control`]). What comes out: full progress states and [`error::Error`] with a closed
//! [`error::Code`].

pub mod address;
pub mod backup;
pub mod catch_up;
pub mod clock;
pub mod copy;
mod documents;
pub mod error;
pub mod flow;
pub mod imap;
pub mod job;
pub mod plan;
pub mod provider;
pub mod report;
pub mod secret;
pub mod task;
pub mod wait;
pub mod zone;
