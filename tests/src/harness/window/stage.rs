//! # The stage
//!
//! A display, a session bus, a password store and a home that nobody else has. Each is a process of this test and is
//! ended by its number.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::harness::process::{
    Running, accepts, children_of, free_ports, program, signal, tied_to_this_thread,
};

/// How long each part may take to stand. On a quiet machine all together take half a second.
const START_LIMIT: Duration = Duration::from_secs(20);

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Look {
    /// The word in file names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What the computer has for keeping passwords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordStore {
    /// A keyring that is open.
    Unlocked,
    /// A keyring that was never opened, and nothing that could ask for its password.
    Locked,
    /// Nothing at all.
    Missing,
}

/// Where the app plays. The parts end in the order in which they stand here.
#[derive(Debug)]
pub struct Stage {
    driver: Option<Running>,
    _keyring: Option<Running>,
    _bus: Option<Running>,
    _display: Running,
    display: String,
    bus: String,
    look: Look,
    port: u16,
    home: TempDir,
}

impl Stage {
    /// Builds a stage.
    pub fn build(look: Look, store: PasswordStore) -> Self {
        let home = tempfile::Builder::new()
            .prefix("md-")
            .tempdir()
            .expect("a private folder");
        for part in ["data", "config", "cache", "state", "run"] {
            std::fs::create_dir(home.path().join(part)).expect("a folder of the home");
        }
        let private = std::fs::Permissions::from_mode(0o700);
        std::fs::set_permissions(home.path().join("run"), private).expect("a private folder");
        let (display, number) = start_display();
        // Without a session bus no program can reach a keyring, nor have one started.
        let bus = (store != PasswordStore::Missing).then(|| start_bus(home.path()));
        let (bus, address) = bus.unzip();
        let address =
            address.unwrap_or_else(|| format!("unix:path={}/nowhere", home.path().display()));
        let keyring =
            (store == PasswordStore::Unlocked).then(|| start_keyring(home.path(), &address));
        Self {
            driver: None,
            _keyring: keyring,
            _bus: bus,
            _display: display,
            display: number,
            bus: address,
            look,
            port: 0,
            home,
        }
    }

    /// The home of the app.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Light or dark.
    pub fn look(&self) -> Look {
        self.look
    }

    /// The display's name.
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Where the driver listens.
    pub(super) fn driver_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Starts a new driver; it takes one session and hands its surroundings on to the app.
    pub(super) fn start_driver(&mut self) {
        self.end_driver();
        [self.port] = free_ports();
        let mut command = tied_to_this_thread(&program("WebKitWebDriver", "webkit2gtk-driver"));
        command
            .arg(format!("--port={}", self.port))
            .arg("--host=127.0.0.1");
        surroundings(&mut command, self.home.path(), &self.bus);
        command
            .env("DISPLAY", &self.display)
            .env("TAURI_WEBVIEW_AUTOMATION", "true");
        if self.look == Look::Dark {
            command.env("GTK_THEME", "Adwaita:dark");
        }
        let log = File::create(self.home.path().join("driver.log"))
            .expect("a file for what the app prints");
        command
            .stdout(log.try_clone().expect("a second handle"))
            .stderr(log);
        let mut driver = Running::start(command);
        let port = self.port;
        driver
            .wait_until(START_LIMIT, || accepts(port).then_some(()))
            .expect("WebKitWebDriver ended at once");
        self.driver = Some(driver);
    }

    /// Ends the app, if it still runs, and the driver.
    pub(super) fn end_driver(&mut self) {
        if let Some(app) = self.app_process() {
            signal(app, "KILL");
        }
        self.driver = None;
    }

    /// The number of the app's own process: the one child of the driver.
    pub(super) fn app_process(&self) -> Option<u32> {
        let children = children_of(self.driver.as_ref()?.id());
        children.first().map(|(process, _)| *process)
    }

    /// Takes a picture of the whole display, if that can be done.
    fn picture(&self, path: &Path) {
        let mut command = Command::new("import");
        command
            .args(["-display", &self.display, "-window", "root"])
            .arg(path);
        let _ = command.stdin(Stdio::null()).stderr(Stdio::null()).status();
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let test = std::thread::current()
                .name()
                .unwrap_or("test")
                .replace("::", "-");
            let picture = pictures().join(format!("failed-{test}.png"));
            self.picture(&picture);
            let said =
                std::fs::read_to_string(self.home.path().join("driver.log")).unwrap_or_default();
            eprintln!(
                "--- a picture of the display: {}\n--- the app said:\n{said}",
                picture.display()
            );
        }
        self.end_driver();
    }
}

/// A home that knows nothing of the real one.
fn surroundings(command: &mut Command, home: &Path, bus: &str) {
    command
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin");
    command
        .env("HOME", home)
        .env("LANG", "C.UTF-8")
        .env("DBUS_SESSION_BUS_ADDRESS", bus);
    for (name, part) in [
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        command.env(name, home.join(part));
    }
}

fn start_display() -> (Running, String) {
    let mut command = tied_to_this_thread(&program("Xvfb", "xvfb"));
    command.args([
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x900x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut display = Running::start(command);
    let number = first_line(&mut display);
    (display, format!(":{number}"))
}

fn start_bus(home: &Path) -> (Running, String) {
    let mut command = tied_to_this_thread(&program("dbus-daemon", "dbus"));
    command.args(["--session", "--nofork", "--nopidfile", "--print-address=1"]);
    command.arg(format!(
        "--address=unix:path={}",
        home.join("run/bus").display()
    ));
    surroundings(&mut command, home, "");
    command
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut bus = Running::start(command);
    let address = first_line(&mut bus);
    (bus, address)
}

fn start_keyring(home: &Path, bus: &str) -> Running {
    let mut command = tied_to_this_thread(&program("gnome-keyring-daemon", "gnome-keyring"));
    command.args(["--foreground", "--unlock", "--components=secrets"]);
    surroundings(&mut command, home, bus);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut keyring = Running::start_with_input(command, b"\n");
    let mut asks = Command::new(program("dbus-send", "dbus"));
    surroundings(&mut asks, home, bus);
    asks.args([
        "--session",
        "--print-reply",
        "--dest=org.freedesktop.DBus",
        "/org/freedesktop/DBus",
    ]);
    asks.args([
        "org.freedesktop.DBus.NameHasOwner",
        "string:org.freedesktop.secrets",
    ]);
    asks.stdin(Stdio::null()).stderr(Stdio::null());
    let mut stands = || {
        let answer = asks.output().ok()?;
        String::from_utf8_lossy(&answer.stdout)
            .contains("true")
            .then_some(())
    };
    keyring
        .wait_until(START_LIMIT, &mut stands)
        .expect("gnome-keyring-daemon ended at once");
    keyring
}

/// The first line that a process prints: the number or address it has taken.
fn first_line(process: &mut Running) -> String {
    let mut line = String::new();
    BufReader::new(process.take_output())
        .read_line(&mut line)
        .expect("a line of text");
    line.trim().to_owned()
}

/// Where pictures of the screens are kept.
pub(super) fn pictures() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let target = test.ancestors().nth(3).expect("the target folder");
    let folder = target.join("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder
}
