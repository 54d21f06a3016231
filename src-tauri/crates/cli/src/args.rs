//! # Arguments
//!
//! What can be typed. Nothing here is checked beyond its form; that is done where it is used.

use std::path::PathBuf;

use moving_day_engine::report::Format;

/// Move mail between two servers without losing a message.
#[derive(Debug, clap::Parser)]
#[command(name = "moving-day-cli", version, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 all done, 1 finished with problems, 2 wrong arguments or input, 3 stopped, 4 could not start";

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Copies the mail of everybody in a plan; a second run copies only what is new
    Copy(CopyArgs),
    /// Saves the mail of everybody in a plan on this computer; a second run saves only what is new
    Backup(BackupArgs),
    /// Compares both sides again, without changing anything, and names what is not there
    Verify(VerifyArgs),
    /// Writes the closing report of a plan as a page, a table or a file for programs
    Report(ReportArgs),
    /// Moves the pretend company, to see how a move goes
    Practice(PracticeArgs),
}

/// What every command on a real move takes.
#[derive(Debug, clap::Args)]
pub(crate) struct CommonArgs {
    /// The plan file
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: PathBuf,
    /// A CSV with the header address,source_user,source_password,destination_user,destination_password; - reads standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) people: Option<PathBuf>,
    /// The old server: imaps://host:port, imap://host:port?starttls or imap://host:port?plain
    #[arg(long, value_name = "URL")]
    pub(crate) source: Option<String>,
    /// Only this person; may be given several times
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) person: Vec<String>,
    /// A file with one more certificate to trust
    #[arg(long, value_name = "FILE.pem")]
    pub(crate) ca: Option<PathBuf>,
    /// Prints one JSON object per line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Where there is no plan file, a new one is made.")]
pub(crate) struct CopyArgs {
    #[command(flatten)]
    pub(crate) common: CommonArgs,
    /// The new server, in the same form as the old one
    #[arg(long, value_name = "URL")]
    pub(crate) destination: Option<String>,
    /// How many connections to each server there may be at the same time; they are shared between the people
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) connections: Option<u16>,
    /// How many bytes a second may be read, all connections together
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1024..))]
    pub(crate) max_rate: Option<u32>,
    /// Where folders are labels: whether a message with several is copied once or into every folder
    #[arg(long, value_enum, default_value = "once", value_name = "HOW")]
    pub(crate) gmail_labels: GmailLabels,
    /// Copies the inbox before other folders, and new mail before old mail
    #[arg(long)]
    pub(crate) newest_first: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Each person gets a folder with a Maildir and a list of all messages. The old server is only read."
)]
pub(crate) struct BackupArgs {
    #[command(flatten)]
    pub(crate) common: CommonArgs,
    /// The folder for the backup; an earlier backup in it is carried on
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// How many people are saved at the same time; each takes one connection
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=50))]
    pub(crate) connections: Option<u16>,
    /// How many bytes a second may be read, all connections together
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u32).range(1024..))]
    pub(crate) max_rate: Option<u32>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) common: CommonArgs,
    /// The new server, in the same form as the old one
    #[arg(long, value_name = "URL")]
    pub(crate) destination: Option<String>,
    /// Reads every message on both sides, not only a sample and the odd ones
    #[arg(long)]
    pub(crate) deep: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// The plan file
    #[arg(long, value_name = "FILE")]
    pub(crate) plan: PathBuf,
    /// The file to write; its ending, html, csv or json, says in which form
    #[arg(long, value_name = "FILE", value_parser = report_file)]
    pub(crate) to: (PathBuf, Format),
    /// Prints one JSON object per line
    #[arg(long)]
    pub(crate) json: bool,
}

fn report_file(path: &str) -> Result<(PathBuf, Format), &'static str> {
    let path = PathBuf::from(path);
    match Format::of(&path) {
        Some(format) => Ok((path, format)),
        None => Err("the name has to end in .html, .csv or .json"),
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct PracticeArgs {
    /// Where the pretend mail is kept; without it, it is thrown away at the end
    #[arg(long, value_name = "FOLDER")]
    pub(crate) folder: Option<PathBuf>,
    /// How fast the pretend server takes mail
    #[arg(long, value_enum, default_value = "slow")]
    pub(crate) pace: PracticePace,
    /// Prints one JSON object per line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum PracticePace {
    /// Slow enough to watch
    Slow,
    /// As fast as it can
    Fast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum GmailLabels {
    /// Into the first folder: inbox, sent mail, drafts, own labels by name; what has none into the one with all mail
    Once,
    /// Into every folder
    Folders,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_arguments_contradict_nothing() {
        Args::command().debug_assert();
    }
}
