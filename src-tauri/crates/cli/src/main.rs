//! # Moving Day without a window
//!
//! The same engine and the same plan file, for scripts, for servers without a screen and for measurements. Passwords
//! are read from a list or from standard input, never from an argument.

mod args;
mod backup;
mod copy;
mod end;
mod given;
mod practice;
mod print;
mod report;
mod verify;
mod words;

use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Args, Command};

#[tokio::main]
async fn main() -> ExitCode {
    let end = match Args::parse().command {
        Command::Copy(args) => copy::run(args).await,
        Command::Backup(args) => backup::run(args).await,
        Command::Verify(args) => verify::run(args).await,
        Command::Report(args) => report::run(&args),
        Command::Practice(args) => practice::run(args).await,
    };
    end.into()
}
