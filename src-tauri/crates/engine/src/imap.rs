//! # IMAP
//!
//! Connects, signs in, reads the source and writes the destination (RFC 3501 and the extensions that save time).
//! A source session has no method that writes, so the promise that the old system stays untouched is kept by the compiler.
