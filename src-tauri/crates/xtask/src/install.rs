//! # Installing what is missing
//!
//! Looks at the machine, says what will be installed, asks where that is polite, and installs it.

use std::{
    collections::BTreeSet,
    env, io,
    io::{IsTerminal, Write},
    path::PathBuf,
};

use crate::{
    debian, macos,
    need::{self, Found, Group, Install, System},
    node,
    run::{self, Failure},
    windows,
};

/// Brings what is wanted, or fails with the names of what is missing. Does nothing when everything is there.
pub(crate) fn prepare(wanted: &BTreeSet<Group>, yes: bool) -> Result<(), Failure> {
    let system = system();
    let steps = need::missing(system, wanted, &look(system, wanted));
    if steps.is_empty() {
        return Ok(());
    }
    let by_hand: Vec<_> = steps.iter().filter_map(by_hand).collect();
    if !by_hand.is_empty() {
        return Err(Failure::ByHand(by_hand));
    }
    let root = is_root();
    let things: Vec<String> = steps.iter().map(|step| words(step, root)).collect();
    println!("This will be installed:");
    things.iter().for_each(|thing| println!("    {thing}"));
    match consent(root || yes, io::stdin().is_terminal()) {
        Consent::Given => {}
        Consent::Ask if asked("Install now? [Y/n] ")? => {}
        Consent::Ask => return Err(Failure::Other("Nothing was installed.".to_owned())),
        Consent::NobodyThere => return Err(Failure::Consent { things }),
    }
    steps.iter().try_for_each(|step| carry_out(step, root))
}

/// The system that this program runs on.
pub(crate) fn system() -> System {
    match env::consts::OS {
        "macos" => System::MacOs,
        "windows" => System::Windows,
        _ if debian::is_here() => System::Debian,
        _ => System::OtherLinux,
    }
}

/// A Chromium, Chrome or Edge for the interface's tests; the variable CHROMIUM wins.
pub(crate) fn chromium() -> Option<PathBuf> {
    const NAMES: [&str; 4] = [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    const PLACES: [&str; 4] = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ];
    let chosen = env::var_os("CHROMIUM").map(PathBuf::from);
    let places = PLACES.iter().map(PathBuf::from);
    chosen
        .or_else(|| NAMES.iter().find_map(|name| run::find(name)))
        .or_else(|| places.into_iter().find(|place| place.is_file()))
}

fn look(system: System, wanted: &BTreeSet<Group>) -> Found {
    let mut packages = match system {
        System::Debian => debian::installed(wanted),
        System::OtherLinux => other_linux(),
        System::MacOs => macos::installed(),
        System::Windows => windows::installed(),
    };
    if chromium().is_some() {
        packages.insert("chromium".to_owned());
    }
    let (node, npm) = if wanted.contains(&Group::Node) {
        node::find()
    } else {
        (None, false)
    };
    let checkers = wanted.contains(&Group::Checkers)
        && ["fmt", "clippy"]
            .iter()
            .all(|name| run::succeeds(&mut run::cargo([*name, "--version"])));
    Found {
        packages,
        node,
        npm,
        checkers,
    }
}

/// Without a package tool that is known here, programs and libraries are looked for themselves.
fn other_linux() -> BTreeSet<String> {
    const PROGRAMS: [(&str, &str); 11] = [
        ("build-essential", "cc"),
        ("pkg-config", "pkg-config"),
        ("openssl", "openssl"),
        ("dovecot-core", "dovecot"),
        ("cyrus-common", "cyrmaster"),
        ("sasl2-bin", "saslpasswd2"),
        ("webkit2gtk-driver", "WebKitWebDriver"),
        ("xvfb", "Xvfb"),
        ("dbus", "dbus-daemon"),
        ("gnome-keyring", "gnome-keyring-daemon"),
        ("imagemagick", "convert"),
    ];
    const LIBRARIES: [(&str, &str); 2] = [
        ("libwebkit2gtk-4.1-dev", "webkit2gtk-4.1"),
        ("librsvg2-dev", "librsvg-2.0"),
    ];
    let programs = PROGRAMS
        .iter()
        .filter(|(_, program)| run::find(program).is_some());
    let libraries = LIBRARIES
        .iter()
        .filter(|(_, name)| run::answer("pkg-config", ["--exists", *name]).is_some());
    // These come with others elsewhere, or cannot be looked for.
    let assumed = [
        "ca-certificates",
        "dovecot-imapd",
        "libsasl2-modules",
        "fonts-dejavu-core",
        "fonts-droid-fallback",
        "fonts-noto-core",
    ];
    programs
        .chain(libraries)
        .map(|(package, _)| *package)
        .chain(assumed)
        .map(ToOwned::to_owned)
        .collect()
}

fn by_hand(step: &Install) -> Option<(String, String)> {
    match step {
        Install::ByHand { thing, how } => Some(((*thing).to_owned(), (*how).to_owned())),
        Install::Packages(_) | Install::PrivateNode | Install::Command { .. } => None,
    }
}

fn words(step: &Install, root: bool) -> String {
    match step {
        Install::Packages(packages) => debian::by_hand(packages, root),
        Install::PrivateNode => {
            "a Node of this project's own, into the folder .node (from the npm registry)".to_owned()
        }
        Install::Command { thing, line, .. } => format!("{thing}:  {}", line.join(" ")),
        Install::ByHand { thing, how } => format!("{thing}:  {how}"),
    }
}

fn carry_out(step: &Install, root: bool) -> Result<(), Failure> {
    match step {
        Install::Packages(packages) => debian::install(packages, root),
        Install::PrivateNode => run::succeed(&mut node::install_private()?),
        Install::Command { thing, line, again } => {
            let Some((program, arguments)) = line.split_first() else {
                return Ok(());
            };
            run::succeed(run::command(program).args(arguments))?;
            if !again {
                return Ok(());
            }
            let sentence = format!(
                "When {thing} is installed, open a new terminal and run the same command again."
            );
            Err(Failure::Other(sentence))
        }
        Install::ByHand { .. } => Ok(()),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Consent {
    Given,
    Ask,
    NobodyThere,
}

fn consent(given: bool, terminal: bool) -> Consent {
    match (given, terminal) {
        (true, _) => Consent::Given,
        (false, true) => Consent::Ask,
        (false, false) => Consent::NobodyThere,
    }
}

fn asked(question: &str) -> Result<bool, Failure> {
    print!("{question}");
    let mut answer = String::new();
    let read = io::stdout()
        .flush()
        .and_then(|()| io::stdin().read_line(&mut answer));
    let length =
        read.map_err(|error| Failure::Other(format!("No answer could be read: {error}")))?;
    Ok(length > 0 && agrees(&answer))
}

fn agrees(answer: &str) -> bool {
    matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes")
}

/// Only Unix has a root; elsewhere the system's installer asks by itself.
fn is_root() -> bool {
    run::answer("id", ["-u"]).is_some_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_and_yes_are_not_asked() {
        assert_eq!(consent(true, true), Consent::Given);
        assert_eq!(consent(true, false), Consent::Given);
        assert_eq!(consent(false, true), Consent::Ask);
        assert_eq!(consent(false, false), Consent::NobodyThere);
    }

    #[test]
    fn answers() {
        for (text, agreed) in [
            ("\n", true),
            ("y\n", true),
            (" Yes\n", true),
            ("n\n", false),
            ("no", false),
            ("later\n", false),
        ] {
            assert_eq!(agrees(text), agreed, "{text:?}");
        }
    }

    #[test]
    fn what_will_be_installed_is_said_as_a_command() {
        let packages = Install::Packages(vec!["xvfb"]);
        assert_eq!(
            words(&packages, true),
            "apt-get install --no-install-recommends xvfb"
        );
        let node = Install::Command {
            thing: "Node",
            line: &["brew", "install", "node"],
            again: false,
        };
        assert_eq!(words(&node, false), "Node:  brew install node");
    }
}
