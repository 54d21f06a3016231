//! # Tests against real servers and in the real window
//!
//! The [`harness`] starts real mail servers, writes mailboxes onto their disks, puts a faulty line in between, runs
//! the real programs and compares both sides without any code of the product. The tests are in `tests/`, one binary
//! for each area. The [`mod@bench`] uses all that to measure how fast a copy is.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a harness fails its test by panicking with what it saw"
)]

pub mod bench;
pub mod harness;
