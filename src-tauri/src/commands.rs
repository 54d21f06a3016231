//! # Commands
//!
//! What the interface can ask for, one file for each group of screens. A command calls the desk and does nothing else;
//! what it refuses arrives as a [`Fault`](crate::wire::Fault).

pub(crate) mod app;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod copy;
pub(crate) mod course;
pub(crate) mod elsewhere;
pub(crate) mod finish;
pub(crate) mod people;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod verify;

include!("commands/list.rs");
pub(crate) use for_each_command;

/// What a command gives back.
type Reply<T> = Result<T, crate::wire::Fault>;

/// The desk, as Tauri hands it to a command.
type Desk<'a> = tauri::State<'a, std::sync::Arc<crate::desk::Desk>>;
