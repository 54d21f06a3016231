//! Measures how fast a copy is; `cargo xtask bench` builds it with what it measures and runs it.
#![cfg(target_os = "linux")]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal: what it says is its interface"
)]

use std::process::ExitCode;

use moving_day_tests::bench;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match bench::run(&words) {
        Ok(table) => {
            println!("{table}");
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            eprintln!("{wrong}");
            ExitCode::from(2)
        }
    }
}
