//! # Dovecot
//!
//! A real mail server on free ports of the loopback, in a private folder, as an unprivileged user: the one who runs
//! the test, or `nobody` when that is root. It starts from an emptied environment and ends when it is dropped.

mod config;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use super::certificates::{Authority, Certificate};
use super::owner::Owner;
use super::process::{Running, children_of, free_ports, greeting_on, program, tied_to_this_thread};
use super::store::{Layout, Store};

/// How long a server may take until it greets. It takes 0.1 s on a quiet machine.
const START_LIMIT: Duration = Duration::from_secs(20);

/// How much of the log is shown when a test fails.
const LOG_LINES: usize = 12;

/// Somebody with a mailbox on the server.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name to sign in with; anything but a colon, and no `#` at its beginning.
    pub user: String,
    /// The password; anything but control characters.
    pub password: String,
}

impl Account {
    /// Somebody with this name and password.
    pub fn new(user: &str, password: &str) -> Self {
        Self {
            user: user.to_owned(),
            password: password.to_owned(),
        }
    }
}

/// What kind of server to start.
#[derive(Debug, Clone)]
pub struct Setup {
    /// How folders lie on disk; the separator follows from it.
    pub layout: Layout,
    /// The separator, where it is not the one of the layout.
    pub separator: Option<char>,
    /// What stands before the name of every folder but INBOX.
    pub prefix: &'static str,
    /// Who has a mailbox.
    pub accounts: Vec<Account>,
    /// The certificate; without one the server offers no encryption.
    pub certificate: Option<Certificate>,
    /// Extensions that the server hides.
    pub hidden: &'static [&'static str],
    /// Words that the server adds to what it can do, whether it can or not.
    pub announced: &'static [&'static str],
    /// Room for each mailbox, in bytes.
    pub room: Option<u64>,
    /// The largest message it takes, in bytes.
    pub largest_message: Option<u64>,
    /// Folders with a role: name after the prefix, attribute.
    pub roles: &'static [(&'static str, &'static str)],
    /// Whether it takes a password on a connection without encryption. If not, it listens on 127.0.0.2 as well, and only
    /// there it says so.
    pub plain_passwords: bool,
}

impl Setup {
    /// A server of the old kind: dots between folders, everything below `INBOX.`.
    pub fn dotted(accounts: Vec<Account>) -> Self {
        Self {
            layout: Layout::Dotted,
            prefix: "INBOX.",
            ..Self::nested(accounts)
        }
    }

    /// A server of the new kind: slashes between folders, no prefix.
    pub fn nested(accounts: Vec<Account>) -> Self {
        Self {
            layout: Layout::Nested,
            separator: None,
            prefix: "",
            accounts,
            certificate: Some(Certificate::Sound),
            hidden: &[],
            announced: &[],
            room: None,
            largest_message: None,
            roles: &[],
            plain_passwords: true,
        }
    }
}

/// A running server.
#[derive(Debug)]
pub struct Dovecot {
    /// The port that begins without encryption.
    pub imap: u16,
    /// The port that begins with encryption.
    pub imaps: u16,
    setup: Setup,
    folder: PathBuf,
    owner: Owner,
    process: Option<Running>,
}

impl Dovecot {
    /// Starts a server with its files in `folder`; `name` is told apart in its greeting.
    pub fn start(folder: &Path, name: &str, setup: Setup, authority: &Authority) -> Self {
        let owner = Owner::of_servers();
        let folder = folder.join(name);
        for part in ["run", "state", "home"] {
            fs::create_dir_all(folder.join(part)).expect("a folder for the server");
        }
        let mut server = Self {
            imap: 0,
            imaps: 0,
            setup,
            folder,
            owner,
            process: None,
        };
        let issued = server
            .setup
            .certificate
            .map(|kind| authority.issue(name, kind));
        if let Some(issued) = &issued {
            server.owner.take_over(&issued.key);
        }
        fs::write(server.folder.join("passwd"), server.passwords()).expect("a file of passwords");
        // Between choosing a port and listening on it somebody else may take it; then others are chosen.
        for _ in 0..5 {
            [server.imap, server.imaps] = free_ports();
            let text = config::text(
                &server.setup,
                &server.folder,
                &server.owner,
                issued.as_ref(),
                [server.imap, server.imaps],
            );
            fs::write(server.folder.join("dovecot.conf"), text).expect("a configuration file");
            server.owner.take_over(&server.folder);
            if server.run() {
                return server;
            }
        }
        panic!("Dovecot did not start. Its log:\n{}", server.log());
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

    /// The processes that serve a signed-in client now.
    pub fn sessions(&self) -> Vec<u32> {
        let server = self.process.as_ref().map_or(0, Running::id);
        let serving = children_of(server)
            .into_iter()
            .filter(|(_, name)| name == "imap");
        serving.map(|(process, _)| process).collect()
    }

    /// Where the mail of an account lies.
    pub fn mail_of(&self, user: &str) -> PathBuf {
        self.home_of(user).join("mail")
    }

    /// How the mail lies on disk.
    pub fn layout(&self) -> Layout {
        self.setup.layout
    }

    /// Reads an account's mail from disk.
    pub fn store_of(&self, user: &str) -> Store {
        Store::read(&self.mail_of(user), self.setup.layout)
    }

    /// Hands files that the test has written over to the server.
    pub fn take_over(&self, path: &Path) {
        self.owner.take_over(path);
    }

    /// The server's own log.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }

    /// Starts the server anew with another set-up on the same ports; the mail stays.
    pub fn restart(&mut self, change: impl FnOnce(&mut Setup), authority: &Authority) {
        self.process = None;
        change(&mut self.setup);
        let name = self
            .folder
            .file_name()
            .expect("the server's name")
            .to_string_lossy()
            .into_owned();
        let issued = self
            .setup
            .certificate
            .map(|kind| authority.issue(&name, kind));
        if let Some(issued) = &issued {
            self.owner.take_over(&issued.key);
        }
        fs::write(self.folder.join("passwd"), self.passwords()).expect("a file of passwords");
        let text = config::text(
            &self.setup,
            &self.folder,
            &self.owner,
            issued.as_ref(),
            [self.imap, self.imaps],
        );
        fs::write(self.folder.join("dovecot.conf"), text).expect("a configuration file");
        assert!(
            self.run(),
            "Dovecot did not start again. Its log:\n{}",
            self.log()
        );
    }

    /// Asks the server to end, without waiting. It takes a second for it, so two are asked at once.
    pub fn ask_to_end(&mut self) {
        if let Some(process) = &mut self.process {
            process.ask_to_end();
        }
    }

    fn run(&mut self) -> bool {
        let mut command = tied_to_this_thread(&program("dovecot", "dovecot-imapd"));
        command
            .arg("-F")
            .arg("-c")
            .arg(self.folder.join("dovecot.conf"));
        command
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        command
            .current_dir(&self.folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        self.owner.run_as(&mut command);
        let mut process = Running::start(command);
        let ours = config::greeting(&self.folder);
        let port = self.imap;
        let greets = process.wait_until(START_LIMIT, || {
            greeting_on(port).filter(|line| line.contains(&ours))
        });
        self.process = Some(process);
        greets.is_some()
    }

    fn home_of(&self, user: &str) -> PathBuf {
        let place = self
            .setup
            .accounts
            .iter()
            .position(|account| account.user == user);
        let place = place.unwrap_or_else(|| panic!("the server has no account {user:?}"));
        self.folder.join("home").join(format!("u{place}"))
    }

    /// One line for each account. Dovecot looks names up with quotes and backslashes escaped; the password is written in
    /// hexadecimal, so that it may hold anything.
    fn passwords(&self) -> String {
        let line = |account: &Account| {
            let name = account
                .user
                .replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\'', "\\'");
            let password: String = account
                .password
                .bytes()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            let home = self.home_of(&account.user);
            let Owner { user, group, .. } = &self.owner;
            format!(
                "{name}:{{PLAIN.HEX}}{password}:{user}:{group}::{}::\n",
                home.display()
            )
        };
        self.setup.accounts.iter().map(line).collect()
    }
}

impl Drop for Dovecot {
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
