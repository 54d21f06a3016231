//! # The practice company seen from outside
//!
//! Dialogues over real sockets: written out line by line, and through an IMAP client that somebody else wrote.

#[cfg(test)]
mod dialogue;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod move_by_hand;
#[cfg(test)]
mod rude_clients;
#[cfg(test)]
mod troubles;
