//! # The plan file
//!
//! One SQLite file for each move: people, servers and the copy journal. It never holds a password or a message.
