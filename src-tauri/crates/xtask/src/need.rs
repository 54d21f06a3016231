//! # What is missing
//!
//! Pure: from what was found on the machine and what is wanted follows the list of things to install.
//! The modules `debian`, `macos` and `windows` find out; `install` carries the list out.

use std::{collections::BTreeSet, fmt};

/// Things that belong together and are wanted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// What every Rust program here is built with.
    Compiler,
    /// What formats and checks Rust programs.
    Checkers,
    /// What the window is built with.
    WebView,
    /// What the interface is built with.
    Node,
    /// A Chromium in which the interface is tested.
    Chromium,
    /// The mail servers of the tests and what makes their certificates.
    Servers,
    /// Other programs that copy mail, to be compared with.
    Peers,
    /// A screen, a session bus, a keyring and a driver, for the test of the real window.
    Desktop,
}

impl Group {
    /// The packages of Debian and Ubuntu.
    pub(crate) fn packages(self) -> &'static [&'static str] {
        match self {
            Group::Compiler => &["build-essential", "ca-certificates"],
            Group::WebView => &["pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"],
            // These come with Rust and from npm.
            Group::Checkers | Group::Node => &[],
            Group::Chromium => &["chromium"],
            Group::Servers => &[
                "openssl",
                "dovecot-core",
                "dovecot-imapd",
                // Cyrus' own server cannot be installed beside Dovecot's; the tests unpack it for themselves.
                "cyrus-common",
                "sasl2-bin",
                "libsasl2-modules",
            ],
            Group::Peers => &["isync", "interimap"],
            Group::Desktop => &[
                "webkit2gtk-driver",
                "xvfb",
                "dbus",
                "gnome-keyring",
                "imagemagick",
                "fonts-dejavu-core",
                "fonts-droid-fallback",
                "fonts-noto-core",
            ],
        }
    }
}

/// The systems that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum System {
    /// Debian, Ubuntu and everything else that has apt.
    Debian,
    /// Linux without apt.
    OtherLinux,
    MacOs,
    Windows,
}

/// A version of Node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u32, pub(crate) u32, pub(crate) u32);

impl Version {
    /// Reads what `node --version` prints.
    pub(crate) fn parse(text: &str) -> Option<Version> {
        let mut numbers = text
            .trim()
            .strip_prefix('v')?
            .splitn(3, '.')
            .map(|part| part.parse().ok());
        Some(Version(
            numbers.next()??,
            numbers.next()??,
            numbers.next()??,
        ))
    }

    /// Whether Vite 8 runs on it: 20.19 or newer in line 20, else 22.12 or newer.
    pub(crate) fn fits(self) -> bool {
        (self >= Version(20, 19, 0) && self.0 == 20) || self >= Version(22, 12, 0)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// What is there already. Packages are called by their Debian names on every system.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    pub(crate) packages: BTreeSet<String>,
    pub(crate) node: Option<Version>,
    pub(crate) npm: bool,
    /// Both rustfmt and clippy.
    pub(crate) checkers: bool,
}

/// One step of the installation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Install {
    /// Packages through apt.
    Packages(Vec<&'static str>),
    /// A Node of the project's own, in `.node/`.
    PrivateNode,
    /// A command of the system's own installer. With `again`, the search path changes or a dialog opens, so that the
    /// person has to start over afterwards.
    Command {
        thing: &'static str,
        line: &'static [&'static str],
        again: bool,
    },
    /// Only the person can do it.
    ByHand {
        thing: &'static str,
        how: &'static str,
    },
}

/// What has to be installed, in order.
pub(crate) fn missing(system: System, wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps = match system {
        System::Debian => on_debian(wanted, found),
        System::OtherLinux => on_other_linux(wanted, found),
        System::MacOs => on_macos(wanted, found),
        System::Windows => on_windows(wanted, found),
    };
    if wanted.contains(&Group::Checkers) && !found.checkers {
        let line = &["rustup", "component", "add", "rustfmt", "clippy"];
        steps.push(Install::Command {
            thing: "rustfmt and clippy",
            line,
            again: false,
        });
    }
    steps
}

fn on_debian(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut packages = absent(wanted, found);
    let node = lacks_node(wanted, found);
    if node && !found.npm {
        packages.push("npm");
    }
    let mut steps = Vec::new();
    if !packages.is_empty() {
        steps.push(Install::Packages(packages));
    }
    if node {
        steps.push(Install::PrivateNode);
    }
    steps
}

fn on_other_linux(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps: Vec<Install> = absent(wanted, found)
        .into_iter()
        .map(|thing| Install::ByHand {
            thing,
            how: "your distribution's package (this is its name on Debian)",
        })
        .collect();
    if lacks_node(wanted, found) {
        steps.push(match found.npm {
            true => Install::PrivateNode,
            false => Install::ByHand {
                thing: "Node 22.12 or newer, with npm",
                how: "your distribution's package",
            },
        });
    }
    steps
}

fn on_macos(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps = Vec::new();
    if wanted.contains(&Group::Compiler) && !found.packages.contains("build-essential") {
        steps.push(Install::Command {
            thing: "the Xcode command-line tools",
            line: &["xcode-select", "--install"],
            again: true,
        });
    }
    if lacks_node(wanted, found) {
        steps.push(Install::Command {
            thing: "Node",
            line: &["brew", "install", "node"],
            again: false,
        });
    }
    if wanted.contains(&Group::Chromium) && !found.packages.contains("chromium") {
        let line = &["brew", "install", "--cask", "google-chrome"];
        steps.push(Install::Command {
            thing: "Chrome",
            line,
            again: false,
        });
    }
    steps
}

fn on_windows(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps = Vec::new();
    let lacks = |group, name| wanted.contains(&group) && !found.packages.contains(name);
    if lacks(Group::Compiler, "build-essential") {
        steps.push(Install::Command {
            thing: "the Visual Studio build tools for C++",
            line: &BUILD_TOOLS,
            again: true,
        });
    }
    if lacks(Group::WebView, "libwebkit2gtk-4.1-dev") {
        steps.push(Install::Command {
            thing: "WebView2",
            line: &WEBVIEW2,
            again: false,
        });
    }
    if lacks_node(wanted, found) {
        steps.push(Install::Command {
            thing: "Node",
            line: &NODE_LTS,
            again: true,
        });
    }
    steps
}

const BUILD_TOOLS: [&str; 7] = [
    "winget",
    "install",
    "--exact",
    "--id",
    "Microsoft.VisualStudio.2022.BuildTools",
    "--override",
    "--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended",
];

const WEBVIEW2: [&str; 5] = [
    "winget",
    "install",
    "--exact",
    "--id",
    "Microsoft.EdgeWebView2Runtime",
];

const NODE_LTS: [&str; 5] = ["winget", "install", "--exact", "--id", "OpenJS.NodeJS.LTS"];

fn absent(wanted: &BTreeSet<Group>, found: &Found) -> Vec<&'static str> {
    let packages = wanted.iter().flat_map(|group| group.packages());
    packages
        .copied()
        .filter(|name| !found.packages.contains(*name))
        .collect()
}

fn lacks_node(wanted: &BTreeSet<Group>, found: &Found) -> bool {
    wanted.contains(&Group::Node) && !(found.npm && found.node.is_some_and(Version::fits))
}

#[cfg(test)]
mod tests;
