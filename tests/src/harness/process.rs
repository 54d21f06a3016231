//! # Child processes
//!
//! A child that is asked to end when its owner goes, and ended when it does not. A missing program is a failed test
//! with the command that installs it, never a skipped one.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often a wait looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(10);

/// A child process of this test.
#[derive(Debug)]
pub struct Running {
    name: String,
    child: Child,
}

impl Running {
    /// Starts a program that reads nothing.
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::null());
        Self::spawn(command)
    }

    /// Starts a program that reads `input` and nothing more.
    pub fn start_with_input(mut command: Command, input: &[u8]) -> Self {
        command.stdin(Stdio::piped());
        let mut running = Self::spawn(command);
        let mut pipe = running.child.stdin.take().expect("standard input");
        pipe.write_all(input)
            .expect("a program that reads its input");
        running
    }

    fn spawn(mut command: Command) -> Self {
        let name = format!("{:?}", command.get_program());
        let child = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        Self { name, child }
    }

    /// What it prints, if that was asked for with a pipe.
    pub fn take_output(&mut self) -> ChildStdout {
        self.child.stdout.take().expect("standard output")
    }

    /// The number of the process itself.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to end, without waiting.
    pub fn ask_to_end(&mut self) {
        if self.alive() {
            signal(self.child.id(), "TERM");
        }
    }

    /// Whether it still runs.
    pub fn alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// Waits until `ready` gives something, at most `limit`; `None` when the child ended before.
    pub fn wait_until<T>(
        &mut self,
        limit: Duration,
        mut ready: impl FnMut() -> Option<T>,
    ) -> Option<T> {
        let end = Instant::now() + limit;
        loop {
            if let Some(found) = ready() {
                return Some(found);
            }
            if !self.alive() {
                return None;
            }
            assert!(
                Instant::now() < end,
                "{} was not ready within {limit:?}",
                self.name
            );
            sleep(LOOK_AGAIN);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ask_to_end();
        let end = Instant::now() + Duration::from_secs(5);
        while self.alive() && Instant::now() < end {
            sleep(LOOK_AGAIN);
        }
        if self.alive() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// A command that ends with the thread that starts it: the kernel sends it SIGTERM then.
pub fn tied_to_this_thread(program: &Path) -> Command {
    let mut command = Command::new(self::program("setpriv", "util-linux"));
    command.arg("--pdeathsig=TERM").arg(program);
    command
}

/// Sends a signal to one process. A process that is gone already is fine.
pub fn signal(process: u32, name: &str) {
    let _ = Command::new("sh")
        .args([
            "-c",
            "kill -\"$1\" \"$2\" 2>/dev/null",
            "sh",
            name,
            &process.to_string(),
        ])
        .status();
}

/// The processes that were started by `process` and still run: number and name.
pub fn children_of(process: u32) -> Vec<(u32, String)> {
    let about = |entry: std::fs::DirEntry| {
        let child = entry.file_name().to_str()?.parse().ok()?;
        let about = std::fs::read_to_string(entry.path().join("stat")).ok()?;
        let (name, rest) = about.split_once('(')?.1.rsplit_once(") ")?;
        let mut rest = rest.split(' ');
        let (state, parent) = (rest.next()?, rest.next()?);
        (state != "Z" && parent == process.to_string()).then(|| (child, name.to_owned()))
    };
    let processes = std::fs::read_dir("/proc")
        .expect("the list of processes")
        .flatten();
    processes.filter_map(about).collect()
}

/// Finds a program, also where ordinary users do not look for it.
///
/// # Panics
/// When it is not installed, with the command that installs it.
pub fn program(name: &str, package: &str) -> PathBuf {
    let places = std::env::var("PATH").unwrap_or_default() + ":/usr/sbin:/sbin:/usr/bin:/bin";
    places
        .split(':')
        .map(|place| Path::new(place).join(name))
        .find(|path| path.metadata().is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0))
        .unwrap_or_else(|| {
            panic!("This test needs the program {name}, which is not installed. Install it with: sudo apt-get install --yes {package}")
        })
}

/// Runs a command to its end and gives back what it printed.
///
/// # Panics
/// When it fails, with everything it printed.
pub fn output_of(command: &mut Command) -> String {
    let output = command
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{command:?} failed: {text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

/// Ports of the loopback that nobody listens on at this moment.
pub fn free_ports<const N: usize>() -> [u16; N] {
    let held: [TcpListener; N] =
        std::array::from_fn(|_| TcpListener::bind(("127.0.0.1", 0)).expect("a free port"));
    held.map(|listener| {
        listener
            .local_addr()
            .expect("the port of a listener")
            .port()
    })
}

/// Whether somebody accepts connections on a port of the loopback.
pub fn accepts(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

/// The first line that a port sends, if it sends one soon.
pub fn greeting_on(port: u16) -> Option<String> {
    let stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    Some(line)
}
