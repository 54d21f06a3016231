//! # Debian and Ubuntu
//!
//! Which packages are installed, and how the others get there.

use std::{collections::BTreeSet, io::IsTerminal, process::Command};

use crate::{
    need::Group,
    run::{self, Failure},
};

/// Runs as root with the packages as arguments. Installing a mail server starts it, unless `policy-rc.d` says no; the
/// guard goes again whatever happens, and one that is there already stays.
const INSTALL: &str = r#"
set -eu
export DEBIAN_FRONTEND=noninteractive
guard=/usr/sbin/policy-rc.d
if [ ! -e "$guard" ]; then
    trap 'rm -f "$guard"' EXIT
    trap 'exit 130' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' > "$guard"
    chmod 755 "$guard"
fi
apt-get -o DPkg::Lock::Timeout=600 update
apt-get -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends "$@"
"#;

/// Whether apt is what installs packages here.
pub(crate) fn is_here() -> bool {
    run::find("apt-get").is_some() && run::find("dpkg-query").is_some()
}

/// The installed ones among the packages of some groups.
pub(crate) fn installed(wanted: &BTreeSet<Group>) -> BTreeSet<String> {
    let names: Vec<&str> = wanted
        .iter()
        .flat_map(|group| group.packages())
        .copied()
        .collect();
    // The exit code says that one name is unknown, which is an answer here; so it is not looked at.
    let output = Command::new("dpkg-query")
        .args(["--show", "--showformat=${db:Status-Status} ${Package}\n"])
        .args(names)
        .output();
    let mut packages = output.map_or_else(
        |_| BTreeSet::new(),
        |output| listed(&String::from_utf8_lossy(&output.stdout)),
    );
    if run::answer("cc", ["--version"]).is_some() {
        packages.insert("build-essential".to_owned());
    }
    packages
}

/// Installs packages, through sudo when this is not root.
pub(crate) fn install(packages: &[&str], root: bool) -> Result<(), Failure> {
    let mut command = run::command(if root { "sh" } else { "sudo" });
    if !root {
        if !std::io::stdin().is_terminal() {
            command.arg("--non-interactive");
        }
        command.arg("sh");
    }
    command.args(["-c", INSTALL, "sh"]).args(packages);
    let status = run::inherit(&mut command)?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::Failed {
        line: by_hand(packages, root),
        status: status.to_string(),
    })
}

/// The command that a person would type to install packages.
pub(crate) fn by_hand(packages: &[&str], root: bool) -> String {
    let sudo = if root { "" } else { "sudo " };
    format!(
        "{sudo}apt-get install --no-install-recommends {}",
        packages.join(" ")
    )
}

fn listed(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("installed "))
        .map(ToOwned::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_installed_counts() {
        let text = "installed pkg-config\nnot-installed chromium\nconfig-files dovecot-core\ninstalled xvfb\n";
        assert_eq!(
            listed(text).into_iter().collect::<Vec<_>>(),
            ["pkg-config", "xvfb"]
        );
    }

    #[test]
    fn the_command_can_be_typed() {
        assert_eq!(
            by_hand(&["xvfb", "xauth"], false),
            "sudo apt-get install --no-install-recommends xvfb xauth"
        );
    }
}
