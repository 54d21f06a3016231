//! # Who owns the servers
//!
//! Real mail servers run as an unprivileged user: the one who runs the test, or `nobody` when that is root. Their files
//! are handed over to that user, and their folders are ones it can get into.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use super::process::output_of;

/// Who the server runs as.
#[derive(Debug)]
pub(super) struct Owner {
    pub(super) user: u32,
    pub(super) group: u32,
    pub(super) user_name: String,
    pub(super) group_name: String,
    /// Set when that is somebody else than who runs the test.
    another: Option<(u32, u32)>,
}

impl Owner {
    /// Root's servers belong to `nobody`, everybody else's to themselves.
    pub(super) fn of_servers() -> Self {
        let id = |arguments: &[&str]| {
            output_of(Command::new("id").args(arguments))
                .trim()
                .to_owned()
        };
        let number = |arguments: &[&str]| id(arguments).parse().expect("a number from id");
        let root = number(&["-u"]) == 0;
        let who: &[&str] = if root { &["nobody"] } else { &[] };
        let of = |option| [&[option], who].concat();
        let (user, group) = (number(&of("-u")), number(&of("-g")));
        Self {
            user,
            group,
            user_name: id(&of("-un")),
            group_name: id(&of("-gn")),
            another: root.then_some((user, group)),
        }
    }

    /// Makes a command run as the server's user.
    pub(super) fn run_as(&self, command: &mut Command) {
        if let Some((user, group)) = self.another {
            command.uid(user).gid(group);
        }
    }

    /// Gives a file, or a folder with everything in it, to the server.
    pub(super) fn take_over(&self, path: &Path) {
        let Some((user, group)) = self.another else {
            return;
        };
        chown(path, Some(user), Some(group))
            .unwrap_or_else(|error| panic!("cannot hand over {}: {error}", path.display()));
        if path.is_dir() {
            for entry in fs::read_dir(path).expect("a folder of the server") {
                self.take_over(&entry.expect("an entry of a folder").path());
            }
        }
    }
}

/// A private folder that a server of another user can pass through.
pub fn passable_folder() -> tempfile::TempDir {
    let folder = tempfile::Builder::new()
        .prefix("md-")
        .tempdir()
        .expect("a private folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711))
        .expect("a passable folder");
    assert!(
        folder
            .path()
            .ancestors()
            .all(|part| part.metadata().is_ok_and(|found| found.mode() & 0o001 != 0)),
        "the test servers run as another user and cannot get into {}; set TMPDIR to a folder below /tmp",
        folder.path().display()
    );
    folder
}
