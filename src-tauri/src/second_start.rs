//! # A second start
//!
//! Whoever starts the program again, from the menu or by double-clicking a plan file, gets the window that is there, with
//! that plan in it unless a job is running. Linux has the session bus for it and macOS does it by itself; elsewhere, and
//! without a bus, another window opens.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The plan file that a double click hands over. A name without a folder is meant in the folder of the start.
pub(crate) fn plan_file(argument: OsString, folder: &Path) -> Option<PathBuf> {
    let path = PathBuf::from(argument);
    let plan = path
        .extension()
        .is_some_and(|extension| extension == "movingday");
    plan.then(|| folder.join(path))
}

#[cfg(target_os = "linux")]
pub(crate) use self::bus::{hand_over, listen, listen_no_more};

#[cfg(target_os = "linux")]
mod bus;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plan_file_is_opened_at_the_start() {
        let read = |argument: &str| plan_file(argument.into(), Path::new("/home/ana"));
        let plan = Some(PathBuf::from("/home/ana/example.com.movingday"));
        assert_eq!(read("/home/ana/example.com.movingday"), plan);
        assert_eq!(read("example.com.movingday"), plan);
        assert_eq!(read("--help"), None);
        assert_eq!(read("/home/ana/letter.odt"), None);
    }
}
