//! # A disk of its own
//!
//! A small disk in memory, which can be full or read-only. Only root can make one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A disk that goes when it is dropped.
#[derive(Debug)]
pub struct SmallDisk {
    place: PathBuf,
}

impl SmallDisk {
    /// Makes a disk of so many kibibytes in a new folder; none, with the reason on standard error, where that is not
    /// allowed.
    pub fn of(place: &Path, kibibytes: u64) -> Option<Self> {
        std::fs::create_dir_all(place).expect("a folder for a disk");
        let size = format!("size={kibibytes}k,mode=0700");
        let made = run(Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
            .arg(place));
        if !made {
            eprintln!("skipped: only root can make a disk of its own (mount -t tmpfs)");
            return None;
        }
        let place = place.to_owned();
        Some(Self { place })
    }

    /// Where it is.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// Changes its size.
    pub fn resize(&self, kibibytes: u64) {
        self.remount(&format!("size={kibibytes}k"));
    }

    /// Lets nobody write any more, or everybody again.
    pub fn read_only(&self, is_read_only: bool) {
        self.remount(if is_read_only { "ro" } else { "rw" });
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let done = run(Command::new("mount")
            .args(["-o", &options])
            .arg(&self.place));
        assert!(done, "the disk does not become {options}");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run(Command::new("umount").arg(&self.place));
    }
}

fn run(command: &mut Command) -> bool {
    let ended = command.stderr(Stdio::null()).status();
    ended.is_ok_and(|status| status.success())
}
