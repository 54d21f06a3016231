//! # What can keep the practice company from opening
//!
//! The practice company lives on this computer alone, so only its own disk and the loopback network can fail.
//! Nothing here ends up in front of a person as it is: the shell turns it into one of the engine's codes.

/// A failure of the practice company itself, as opposed to what its servers answer to a client.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder for the pretend destination cannot be made.
    #[error("the folder of the practice company cannot be made")]
    Folder(#[source] std::io::Error),
    /// The pretend destination's file cannot be opened, read or written.
    #[error("the store of the practice company failed")]
    Store(#[from] rusqlite::Error),
    /// The file in the folder is not a store of this program.
    #[error("the store of the practice company holds something unexpected")]
    Foreign,
    /// No port of the loopback network is free.
    #[error("no server can be started on this computer")]
    Listen(#[source] std::io::Error),
    /// The loopback address was refused as a server to connect to.
    #[error("the address of the practice server was refused")]
    Endpoint(#[source] moving_day_engine::error::Error),
    /// Work in the background ended without a result, because the program is closing.
    #[error("the practice company is closing")]
    Closing,
}
