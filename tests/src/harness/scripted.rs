//! # A scripted server
//!
//! A small IMAP server without a disk, which does as it is told where a real one cannot be made to: it lies, falls
//! silent, closes in the middle, answers out of order. Without rules it is a sound server, and it ends by itself.

mod answers;
mod append;
mod command;
mod fetch;
mod folders;
mod rules;
mod session;
mod stage;

use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

pub use folders::{Folder, Stored, letter};
use rules::Rules;
pub use rules::{Act, Rule, Whim};
pub use stage::Stage;

use super::wire::name_of;

/// What a server without special wishes can do.
pub const USUAL: &str = "IMAP4rev1 NAMESPACE UIDPLUS LITERAL+ UNSELECT CHILDREN";

/// How long a server lives when nobody ends it before.
const LIFE: Duration = Duration::from_secs(300);

/// How many commands are remembered.
const REMEMBERED: usize = 10_000;

/// What a server is and how it behaves.
#[derive(Debug, Clone)]
pub struct Script {
    /// What it says it can do.
    pub capabilities: String,
    /// What lies on it.
    pub folders: Vec<Folder>,
    /// Where it does something else than a sound server.
    pub rules: Vec<Rule>,
    /// Whether it takes names for the same that differ only in case.
    pub folds_case: bool,
}

impl Script {
    /// A sound server with this mail.
    pub fn with(folders: Vec<Folder>) -> Self {
        Self {
            capabilities: USUAL.to_owned(),
            folders,
            rules: Vec::new(),
            folds_case: false,
        }
    }

    /// A sound server with an empty inbox.
    pub fn empty() -> Self {
        Self::with(vec![Folder::of("INBOX", &[])])
    }

    /// The same server with one more rule.
    #[must_use]
    pub fn but(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Starts it on a free port of the loopback.
    pub fn start(self) -> Scripted {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        listener
            .set_nonblocking(true)
            .expect("a listener that does not block");
        let port = listener.local_addr().expect("the port").port();
        let shared = Arc::new(Shared {
            capabilities: self.capabilities,
            folders: Mutex::new(self.folders),
            rules: Rules::new(self.rules),
            folds_case: self.folds_case,
            ended: AtomicBool::new(false),
            end: Instant::now() + LIFE,
            streams: Mutex::default(),
            commands: Mutex::default(),
        });
        let accepting = spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Scripted {
            port,
            shared,
            accepting: Some(accepting),
        }
    }
}

/// A running server.
#[derive(Debug)]
pub struct Scripted {
    /// Where it listens, without encryption.
    pub port: u16,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

/// What all connections to a server have in common.
#[derive(Debug)]
struct Shared {
    capabilities: String,
    folders: Mutex<Vec<Folder>>,
    rules: Rules,
    folds_case: bool,
    ended: AtomicBool,
    end: Instant,
    streams: Mutex<Vec<TcpStream>>,
    commands: Mutex<Vec<String>>,
}

impl Scripted {
    /// Its address, as an endpoint.
    pub fn plain(&self) -> String {
        format!("imap://localhost:{}?plain", self.port)
    }

    /// Everything in a folder; nothing when there is no such folder.
    pub fn mail_in(&self, folder: &str) -> Vec<Stored> {
        let folders = self.shared.folders.lock().unwrap();
        let folder = folders.iter().find(|one| one.name == folder);
        folder.map_or(Vec::new(), Folder::all)
    }

    /// How many messages there are.
    pub fn count(&self) -> u32 {
        let folders = self.shared.folders.lock().unwrap();
        folders.iter().map(Folder::count).sum()
    }

    /// The names of all folders.
    pub fn folders(&self) -> Vec<String> {
        let folders = self.shared.folders.lock().unwrap();
        folders.iter().map(|folder| folder.name.clone()).collect()
    }

    /// How often a rule was followed.
    pub fn times_followed(&self) -> u32 {
        self.shared.rules.times_followed()
    }

    /// The first commands that were heard, literals left out.
    pub fn commands(&self) -> Vec<String> {
        self.shared.commands.lock().unwrap().clone()
    }

    /// How many commands of that name were heard.
    pub fn count_of(&self, name: &str) -> usize {
        let commands = self.commands();
        let of_name = commands.iter().filter(|command| name_of(command) == name);
        of_name.count()
    }
}

impl Drop for Scripted {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
        if std::thread::panicking() {
            let commands = self.commands();
            eprintln!("--- the last commands to the server on port {}", self.port);
            let last = commands.len().saturating_sub(15);
            commands[last..].iter().for_each(|line| eprintln!("{line}"));
        }
    }
}

impl Shared {
    /// Whether the server is to end, or has lived for long enough.
    fn is_over(&self) -> bool {
        self.ended.load(Ordering::SeqCst) || Instant::now() > self.end
    }

    fn remember(&self, command: String) {
        let mut commands = self.commands.lock().unwrap();
        if commands.len() < REMEMBERED {
            commands.push(command);
        }
    }
}

/// Takes connections until the end, and then ends them all, whatever they are waiting for.
fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    let mut serving = Vec::new();
    while !shared.is_over() {
        let Ok((stream, _)) = listener.accept() else {
            sleep(Duration::from_millis(2));
            continue;
        };
        stream.set_nonblocking(false).expect("a stream that blocks");
        stream.set_nodelay(true).expect("a stream without delay");
        let handle = stream.try_clone().expect("a second handle");
        shared.streams.lock().unwrap().push(handle);
        let shared = Arc::clone(shared);
        serving.push(spawn(move || session::serve(stream, &shared)));
    }
    for stream in shared.streams.lock().unwrap().drain(..) {
        let _ = stream.shutdown(Shutdown::Both);
    }
    for session in serving {
        let _ = session.join();
    }
}
