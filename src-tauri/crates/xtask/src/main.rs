//! # Set-up and checks
//!
//! The program behind `cargo xtask …`: it starts Moving Day on a fresh machine, runs every check, measures the speed,
//! draws the icons and builds the installers. It finds out, installs and calls other programs; no product logic lives here.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal: what it says is its interface"
)]

use std::process::ExitCode;

mod bench;
mod bundle;
mod closing;
mod debian;
mod icons;
mod install;
mod macos;
mod need;
mod node;
mod parts;
mod processes;
mod run;
mod runner;
mod stamp;
mod start;
mod test;
mod windows;

const USAGE: &str = "\
cargo xtask start [--yes] [--practice] [--release] [-- ARGUMENTS]
    Installs what is missing, builds Moving Day and opens its window.
    Without a display, or with --practice, the practice company moves in the terminal instead.
cargo xtask test [--yes] [--only PART]... [--long]
    Installs what the tests need and runs every check. --only runs one part of
    format, interface, lint, types, rust, servers, window; --long adds the tests that take long.
cargo xtask bench [--yes] [--profile small|typical|huge|many]... [--rtt 0,40]
    Measures how fast mail is copied, beside other programs, over lines with these round-trip times in milliseconds.
cargo xtask icons
    Draws every size of the icons again from icons/app.svg and icons/document.svg.
cargo xtask bundle [--yes] [-- ARGUMENTS]
    Builds the installers for this system; the arguments are for “tauri build”.

--yes installs without asking.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((name, rest)) => dispatch(name, rest),
        None => Err(run::Failure::Usage("say what to do".to_owned())),
    };
    match outcome {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            if let run::Failure::Usage(_) = failure {
                eprintln!("\n{USAGE}");
                return ExitCode::from(2);
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(name: &str, rest: &[String]) -> Result<ExitCode, run::Failure> {
    // What comes after two dashes is for another program.
    let mut own = rest.iter().take_while(|word| *word != "--");
    if own.any(|word| word == "--help" || word == "-h") {
        return dispatch("help", &[]);
    }
    match name {
        "start" => start::start(&start::Options::read(rest)?),
        "test" => test::test(&test::Options::read(rest)?),
        "bench" => bench::bench(&bench::Options::read(rest)?).map(|()| ExitCode::SUCCESS),
        "icons" => icons::draw().map(|()| ExitCode::SUCCESS),
        "bundle" => bundle::bundle(&bundle::Options::read(rest)?).map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(run::Failure::Usage(format!("“{other}” is not known"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usage_names_every_part() {
        let names = parts::Part::ALL.map(parts::Part::name).join(", ");
        assert!(USAGE.contains(&names), "{names}");
    }
}
