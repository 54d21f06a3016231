//! Dialogues with scripted servers: `S:` is what the server says, `C:` what it must hear.

mod connecting;
mod encryption;
mod flowing;
mod fuzzing;
mod reading;
mod server;
mod signing_in;
mod sizing;
mod waiting;
mod writing;
