//! # Where Cyrus' programs are
//!
//! Debian's package of Cyrus' IMAP program conflicts with Dovecot's, so it is never installed: it is downloaded once
//! and unpacked below `target/cyrus`, by the version of the installed rest of Cyrus.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::harness::process::{output_of, program};

/// The package that is unpacked and not installed.
const UNPACKED: &str = "cyrus-imapd";
/// The installed package with everything else.
const INSTALLED: &str = "cyrus-common";

/// One download at a time.
static UNPACKING: Mutex<()> = Mutex::new(());

/// Cyrus' own folder of programs.
pub(super) fn folder() -> PathBuf {
    let master = program("cyrmaster", INSTALLED);
    let master = fs::canonicalize(&master).expect("the place of Cyrus' master");
    master.parent().expect("Cyrus' folder").to_owned()
}

/// Puts a copy of Cyrus' IMAP program into `folder`, where the server's user can run it.
pub(super) fn put_imapd(folder: &Path) -> PathBuf {
    let program = folder.join("imapd");
    fs::copy(cached(), &program).expect("a copy of Cyrus' imapd");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("a program");
    program
}

fn cached() -> PathBuf {
    let _alone = UNPACKING.lock().unwrap_or_else(PoisonError::into_inner);
    let version = output_of(Command::new(program("dpkg-query", "dpkg")).args([
        "-W",
        "-f",
        "${Version}",
        INSTALLED,
    ]));
    let test = std::env::current_exe().expect("the test's own path");
    let target = test.ancestors().nth(3).expect("the folder of built things");
    let place = target.join("cyrus").join(version.replace(['/', ':'], "_"));
    let cached = place.join("imapd");
    if !cached.is_file() {
        fs::create_dir_all(&place).expect("a folder to unpack into");
        unpack(&version, &place, &cached);
    }
    cached
}

/// Downloads the package and moves the program to its place in one step, as another process may be doing the same.
fn unpack(version: &str, place: &Path, cached: &Path) {
    let work = tempfile::tempdir_in(place).expect("a folder to unpack into");
    let download = Command::new(program("apt-get", "apt"))
        .args(["download", "--quiet", &format!("{UNPACKED}={version}")])
        .current_dir(work.path())
        .output()
        .expect("apt-get");
    assert!(
        download.status.success(),
        "cannot download {UNPACKED} {version}, which this test unpacks. If apt knows no such package, run: \
         sudo apt-get update\n{}",
        String::from_utf8_lossy(&download.stderr)
    );
    let package = fs::read_dir(work.path())
        .expect("the folder of the download")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|end| end == "deb"))
        .expect("the downloaded package");
    output_of(
        Command::new(program("dpkg-deb", "dpkg"))
            .arg("-x")
            .arg(package)
            .arg(work.path()),
    );
    let unpacked = work.path().join("usr/lib/cyrus/bin/imapd");
    fs::rename(unpacked, cached).expect("Cyrus' imapd in its place");
}
