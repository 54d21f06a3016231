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
    /// What the window is built with.
    WebView,
    /// What the interface is built with.
    Node,
    /// A Chromium in which the interface is tested.
    Chromium,
    /// The mail servers of the tests and what makes their certificates.
    Servers,
    /// A screen, a session bus, a keyring and a driver, for the test of the real window.
    Desktop,
}

impl Group {
    /// The packages of Debian and Ubuntu.
    pub(crate) fn packages(self) -> &'static [&'static str] {
        match self {
            Group::Compiler => &["build-essential", "ca-certificates"],
            Group::WebView => &["pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"],
            Group::Node => &[],
            Group::Chromium => &["chromium"],
            Group::Servers => &["openssl", "dovecot-core", "dovecot-imapd"],
            Group::Desktop => &[
                "webkit2gtk-driver",
                "xvfb",
                "xauth",
                "dbus",
                "dbus-x11",
                "gnome-keyring",
                "libsecret-tools",
                "imagemagick",
                "fonts-dejavu-core",
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
        let mut numbers = text.trim().strip_prefix('v')?.splitn(3, '.').map(|part| part.parse().ok());
        Some(Version(numbers.next()??, numbers.next()??, numbers.next()??))
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
    Command { thing: &'static str, line: &'static [&'static str], again: bool },
    /// Only the person can do it.
    ByHand { thing: &'static str, how: &'static str },
}

/// What has to be installed, in order.
pub(crate) fn missing(system: System, wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    match system {
        System::Debian => on_debian(wanted, found),
        System::OtherLinux => on_other_linux(wanted, found),
        System::MacOs => on_macos(wanted, found),
        System::Windows => on_windows(wanted, found),
    }
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
        .map(|thing| Install::ByHand { thing, how: "your distribution's package (this is its name on Debian)" })
        .collect();
    if lacks_node(wanted, found) {
        steps.push(match found.npm {
            true => Install::PrivateNode,
            false => Install::ByHand { thing: "Node 22.12 or newer, with npm", how: "your distribution's package" },
        });
    }
    steps
}

fn on_macos(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps = Vec::new();
    if wanted.contains(&Group::Compiler) && !found.packages.contains("build-essential") {
        steps.push(Install::Command { thing: "the Xcode command-line tools", line: &["xcode-select", "--install"], again: true });
    }
    if lacks_node(wanted, found) {
        steps.push(Install::Command { thing: "Node", line: &["brew", "install", "node"], again: false });
    }
    steps
}

fn on_windows(wanted: &BTreeSet<Group>, found: &Found) -> Vec<Install> {
    let mut steps = Vec::new();
    if wanted.contains(&Group::Compiler) && !found.packages.contains("build-essential") {
        steps.push(Install::Command {
            thing: "the Visual Studio build tools for C++",
            line: &[
                "winget",
                "install",
                "--exact",
                "--id",
                "Microsoft.VisualStudio.2022.BuildTools",
                "--override",
                "--wait --passive --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended",
            ],
            again: true,
        });
    }
    if wanted.contains(&Group::WebView) && !found.packages.contains("libwebkit2gtk-4.1-dev") {
        let line = &["winget", "install", "--exact", "--id", "Microsoft.EdgeWebView2Runtime"];
        steps.push(Install::Command { thing: "WebView2", line, again: false });
    }
    if lacks_node(wanted, found) {
        let line = &["winget", "install", "--exact", "--id", "OpenJS.NodeJS.LTS"];
        steps.push(Install::Command { thing: "Node", line, again: true });
    }
    steps
}

fn absent(wanted: &BTreeSet<Group>, found: &Found) -> Vec<&'static str> {
    let packages = wanted.iter().flat_map(|group| group.packages());
    packages.copied().filter(|name| !found.packages.contains(*name)).collect()
}

fn lacks_node(wanted: &BTreeSet<Group>, found: &Found) -> bool {
    wanted.contains(&Group::Node) && !(found.npm && found.node.is_some_and(Version::fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: [Group; 3] = [Group::Compiler, Group::WebView, Group::Node];

    fn found(packages: &[&str], node: Option<Version>, npm: bool) -> Found {
        Found { packages: packages.iter().map(ToString::to_string).collect(), node, npm }
    }

    #[test]
    fn a_bare_debian_needs_everything() {
        let steps = missing(System::Debian, &WINDOW.into(), &Found::default());
        let packages = vec!["build-essential", "ca-certificates", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "npm"];
        assert_eq!(steps, [Install::Packages(packages), Install::PrivateNode]);
    }

    #[test]
    fn a_complete_debian_needs_nothing() {
        let all = ["build-essential", "ca-certificates", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev", "unrelated"];
        let there = found(&all, Some(Version(20, 19, 0)), true);
        assert_eq!(missing(System::Debian, &WINDOW.into(), &there), []);
    }

    #[test]
    fn an_old_node_is_replaced_by_a_private_one_without_apt() {
        let all = ["build-essential", "ca-certificates", "pkg-config", "libwebkit2gtk-4.1-dev", "librsvg2-dev"];
        let there = found(&all, Some(Version(18, 20, 4)), true);
        assert_eq!(missing(System::Debian, &WINDOW.into(), &there), [Install::PrivateNode]);
    }

    #[test]
    fn the_command_line_needs_neither_a_web_view_nor_node() {
        let steps = missing(System::Debian, &[Group::Compiler].into(), &Found::default());
        assert_eq!(steps, [Install::Packages(vec!["build-essential", "ca-certificates"])]);
    }

    #[test]
    fn the_parts_of_the_test_bring_their_own_packages() {
        let there = found(&["openssl", "dovecot-core"], None, false);
        let steps = missing(System::Debian, &[Group::Servers, Group::Chromium].into(), &there);
        assert_eq!(steps, [Install::Packages(vec!["chromium", "dovecot-imapd"])]);
    }

    #[test]
    fn other_linux_names_what_the_person_has_to_find() {
        let there = found(&["build-essential", "ca-certificates", "pkg-config", "librsvg2-dev"], None, false);
        let steps = missing(System::OtherLinux, &WINDOW.into(), &there);
        let names: Vec<_> = steps
            .iter()
            .map(|step| match step {
                Install::ByHand { thing, .. } => *thing,
                other => panic!("{other:?} cannot be done without a package tool"),
            })
            .collect();
        assert_eq!(names, ["libwebkit2gtk-4.1-dev", "Node 22.12 or newer, with npm"]);
    }

    #[test]
    fn a_mac_uses_its_own_installers() {
        let steps = missing(System::MacOs, &WINDOW.into(), &Found::default());
        let lines: Vec<_> = steps
            .iter()
            .map(|step| match step {
                Install::Command { line, .. } => line.join(" "),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lines, ["xcode-select --install", "brew install node"]);
    }

    #[test]
    fn windows_uses_winget() {
        let there = found(&["build-essential"], Some(Version(22, 12, 0)), true);
        let steps = missing(System::Windows, &WINDOW.into(), &there);
        let line: &[&str] = &["winget", "install", "--exact", "--id", "Microsoft.EdgeWebView2Runtime"];
        assert_eq!(steps, [Install::Command { thing: "WebView2", line, again: false }]);
    }

    #[test]
    fn versions_of_node() {
        let table = [
            ("v18.20.4\n", Some(false)),
            ("v20.18.3", Some(false)),
            ("v20.19.0", Some(true)),
            ("v21.7.3", Some(false)),
            ("v22.11.0", Some(false)),
            ("v22.12.0", Some(true)),
            ("v26.10.0", Some(true)),
            ("20.19.0", None),
            ("v20", None),
            ("v20.x.1", None),
            ("", None),
        ];
        for (text, fits) in table {
            assert_eq!(Version::parse(text).map(Version::fits), fits, "{text:?}");
        }
    }
}
