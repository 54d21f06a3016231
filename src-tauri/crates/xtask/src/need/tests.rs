//! What is missing on each system.

use super::*;

const WINDOW: [Group; 3] = [Group::Compiler, Group::WebView, Group::Node];

fn found(packages: &[&str], node: Option<Version>, npm: bool) -> Found {
    Found {
        packages: packages.iter().map(ToString::to_string).collect(),
        node,
        npm,
        checkers: false,
    }
}

#[test]
fn a_bare_debian_needs_everything() {
    let steps = missing(System::Debian, &WINDOW.into(), &Found::default());
    let packages = vec![
        "build-essential",
        "ca-certificates",
        "pkg-config",
        "libwebkit2gtk-4.1-dev",
        "librsvg2-dev",
        "npm",
    ];
    assert_eq!(steps, [Install::Packages(packages), Install::PrivateNode]);
}

#[test]
fn a_complete_debian_needs_nothing() {
    let all = [
        "build-essential",
        "ca-certificates",
        "pkg-config",
        "libwebkit2gtk-4.1-dev",
        "librsvg2-dev",
        "unrelated",
    ];
    let there = found(&all, Some(Version(20, 19, 0)), true);
    assert_eq!(missing(System::Debian, &WINDOW.into(), &there), []);
}

#[test]
fn an_old_node_is_replaced_by_a_private_one_without_apt() {
    let all = [
        "build-essential",
        "ca-certificates",
        "pkg-config",
        "libwebkit2gtk-4.1-dev",
        "librsvg2-dev",
    ];
    let there = found(&all, Some(Version(18, 20, 4)), true);
    assert_eq!(
        missing(System::Debian, &WINDOW.into(), &there),
        [Install::PrivateNode]
    );
}

#[test]
fn the_command_line_needs_neither_a_web_view_nor_node() {
    let steps = missing(System::Debian, &[Group::Compiler].into(), &Found::default());
    assert_eq!(
        steps,
        [Install::Packages(vec![
            "build-essential",
            "ca-certificates"
        ])]
    );
}

#[test]
fn the_parts_of_the_test_bring_their_own_packages() {
    let there = found(&["openssl", "dovecot-core"], None, false);
    let steps = missing(
        System::Debian,
        &[Group::Servers, Group::Chromium].into(),
        &there,
    );
    assert_eq!(
        steps,
        [Install::Packages(vec![
            "chromium",
            "dovecot-imapd",
            "cyrus-common",
            "sasl2-bin",
            "libsasl2-modules"
        ])]
    );
}

#[test]
fn what_checks_rust_comes_with_rust() {
    let bare = missing(System::Debian, &[Group::Checkers].into(), &Found::default());
    let line: &[&str] = &["rustup", "component", "add", "rustfmt", "clippy"];
    assert_eq!(
        bare,
        [Install::Command {
            thing: "rustfmt and clippy",
            line,
            again: false
        }]
    );
    let there = Found {
        checkers: true,
        ..Found::default()
    };
    assert_eq!(
        missing(System::Windows, &[Group::Checkers].into(), &there),
        []
    );
}

#[test]
fn other_linux_names_what_the_person_has_to_find() {
    let there = found(
        &[
            "build-essential",
            "ca-certificates",
            "pkg-config",
            "librsvg2-dev",
        ],
        None,
        false,
    );
    let steps = missing(System::OtherLinux, &WINDOW.into(), &there);
    let names: Vec<_> = steps
        .iter()
        .map(|step| match step {
            Install::ByHand { thing, .. } => *thing,
            other => panic!("{other:?} cannot be done without a package tool"),
        })
        .collect();
    assert_eq!(
        names,
        ["libwebkit2gtk-4.1-dev", "Node 22.12 or newer, with npm"]
    );
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
    let line: &[&str] = &[
        "winget",
        "install",
        "--exact",
        "--id",
        "Microsoft.EdgeWebView2Runtime",
    ];
    assert_eq!(
        steps,
        [Install::Command {
            thing: "WebView2",
            line,
            again: false
        }]
    );
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
