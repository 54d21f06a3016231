//! # Cyrus
//!
//! A second real mail server, by other people than Dovecot's, on free ports of the loopback, in a private folder, as an
//! unprivileged user. It starts from an emptied environment and ends when it is dropped.

mod config;
mod program;
mod spool;

use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::certificates::{Authority, Certificate, Issued};
use super::cli::files_below;
use super::dovecot::Account;
use super::owner::Owner;
use super::process::{Running, children_of, free_ports, greeting_on, tied_to_this_thread};
use super::store::Store;

/// How long a server may take until it greets. It takes 0.2 s on a quiet machine.
const START_LIMIT: Duration = Duration::from_secs(20);

/// How much of the log is shown when a test fails.
const LOG_LINES: usize = 12;

/// Everything Cyrus wants to find in its folder.
const FOLDERS: &[&str] = &[
    "spool",
    "socket",
    "proc",
    "lock",
    "config/db",
    "config/msg",
    "config/ptclient",
    "config/socket",
];

/// What becomes of bytes above 127 in the head of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EightBit {
    /// They stay.
    Kept,
    /// The message is refused.
    Refused,
    /// Each becomes an X without a word, as Cyrus does it when nothing else is said.
    Changed,
}

/// What kind of server to start.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Who has a mailbox. Names are letters and digits.
    pub accounts: Vec<Account>,
    /// The certificate; without one the server offers no encryption.
    pub certificate: Option<Certificate>,
    /// Whether folders stand beside the inbox (`altnamespace`); if not, below `INBOX` and the separator.
    pub alternative_names: bool,
    /// Whether a slash stands between the parts of a name (`unixhierarchysep`); if not, a dot.
    pub slashes: bool,
    /// What becomes of bytes above 127 in the head of a message.
    pub eight_bit: EightBit,
}

impl Setup {
    /// As Cyrus was for twenty years: dots, everything below `INBOX.`.
    pub fn dotted(accounts: Vec<Account>) -> Self {
        Self {
            accounts,
            certificate: Some(Certificate::Sound),
            alternative_names: false,
            slashes: false,
            eight_bit: EightBit::Kept,
        }
    }
}

/// A running server.
#[derive(Debug)]
pub struct Cyrus {
    /// The port that begins without encryption.
    pub imap: u16,
    /// The port that begins with encryption.
    pub imaps: u16,
    setup: Setup,
    folder: PathBuf,
    owner: Owner,
    process: Option<Running>,
}

impl Cyrus {
    /// Starts a server with its files in `folder`.
    pub fn start(folder: &Path, name: &str, setup: Setup, authority: &Authority) -> Self {
        let folder = folder.join(name);
        for part in FOLDERS {
            fs::create_dir_all(folder.join(part)).expect("a folder for the server");
        }
        let issued = setup.certificate.map(|kind| authority.issue(name, kind));
        let mut server = Self {
            imap: 0,
            imaps: 0,
            setup,
            folder,
            owner: Owner::of_servers(),
            process: None,
        };
        if let Some(issued) = &issued {
            server.owner.take_over(&issued.key);
        }
        for account in &server.setup.accounts {
            server.add_password(account);
            fs::create_dir_all(server.folder.join("config/log").join(&account.user))
                .expect("a folder for what is said");
        }
        server.open_mailboxes(issued.as_ref());
        server
    }

    /// Its address with encryption from the first byte.
    pub fn tls(&self) -> String {
        format!("imaps://localhost:{}", self.imaps)
    }

    /// Its address with encryption after connecting.
    pub fn start_tls(&self) -> String {
        format!("imap://localhost:{}?starttls", self.imap)
    }

    /// Its address without encryption.
    pub fn plain(&self) -> String {
        format!("imap://localhost:{}?plain", self.imap)
    }

    /// The processes that serve clients now.
    pub fn sessions(&self) -> Vec<u32> {
        let server = self.process.as_ref().map_or(0, Running::id);
        let serving = children_of(server).into_iter();
        let serving = serving.filter(|(_, name)| name == "imapd");
        serving.map(|(process, _)| process).collect()
    }

    /// Reads an account's mail: every message's bytes from disk, and what Cyrus says of its flags and date.
    pub fn store_of(&self, user: &str) -> Store {
        let account = self.setup.accounts.iter().find(|one| one.user == user);
        let account = account.unwrap_or_else(|| panic!("the server has no account {user:?}"));
        spool::read(&self.folder.join("spool"), self.imap, account)
    }

    /// What was said to signed-in clients and by them. Cyrus' own log goes to the system's, which nobody keeps here.
    pub fn log(&self) -> String {
        let mut log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        for (_, said) in files_below(&self.folder.join("config/log")) {
            log += &String::from_utf8_lossy(&said);
        }
        log
    }

    /// Asks the server to end, without waiting.
    pub fn ask_to_end(&mut self) {
        if let Some(process) = &mut self.process {
            process.ask_to_end();
        }
    }

    /// Between choosing a port and listening on it somebody else may take it; then others are chosen.
    fn open_mailboxes(&mut self, issued: Option<&Issued>) {
        let programs = program::folder();
        let imapd = program::put_imapd(&self.folder);
        let text = config::imapd(&self.setup, &self.folder, &self.owner.user_name, issued);
        fs::write(self.folder.join("imapd.conf"), text).expect("a configuration file");
        for _ in 0..5 {
            [self.imap, self.imaps] = free_ports();
            let ports = [self.imap, self.imaps];
            let text = config::services(&self.folder, &programs, &imapd, issued.is_some(), ports);
            fs::write(self.folder.join("cyrus.conf"), text).expect("a configuration file");
            self.owner.take_over(&self.folder);
            if self.run(&programs) {
                return;
            }
        }
        panic!("Cyrus did not start. Its log:\n{}", self.log());
    }

    fn run(&mut self, programs: &Path) -> bool {
        let mut command = tied_to_this_thread(&programs.join("master"));
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.folder.join("log"))
            .expect("a log");
        command
            .args(["-D", "-C"])
            .arg(self.folder.join("imapd.conf"));
        command.arg("-M").arg(self.folder.join("cyrus.conf"));
        command.arg("-p").arg(self.folder.join("master.pid"));
        command
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command
            .current_dir(&self.folder)
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log);
        // When Cyrus ends, it ends its whole process group.
        command.process_group(0);
        self.owner.run_as(&mut command);
        let mut process = Running::start(command);
        let ours = config::server_name(&self.folder);
        let port = self.imap;
        let greets = process.wait_until(START_LIMIT, || {
            greeting_on(port).filter(|line| line.contains(&ours))
        });
        self.process = Some(process);
        greets.is_some()
    }

    fn add_password(&self, account: &Account) {
        let mut command = Command::new(super::process::program("saslpasswd2", "sasl2-bin"));
        command
            .args(["-p", "-c", "-u", &config::server_name(&self.folder), "-f"])
            .arg(self.folder.join("sasldb2"))
            .arg(&account.user)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut process = Running::start_with_input(command, account.password.as_bytes());
        process.wait_until(START_LIMIT, || None::<()>);
    }
}

impl Drop for Cyrus {
    fn drop(&mut self) {
        self.process = None;
        if std::thread::panicking() {
            let log = self.log();
            let last: Vec<_> = log.lines().rev().take(LOG_LINES).collect();
            eprintln!("--- the end of the log of {}", self.folder.display());
            last.iter().rev().for_each(|line| eprintln!("{line}"));
        }
    }
}
