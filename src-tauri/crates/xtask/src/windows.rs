//! # Windows
//!
//! What is there already, said in Debian's package names.

use std::{collections::BTreeSet, env, path::PathBuf};

use crate::run;

/// Where the installer of WebView2 leaves its version: for everyone, or for one person.
const WEBVIEW2: [&str; 2] = [
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
    r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}",
];

/// The things of Windows that stand for Debian's packages.
pub(crate) fn installed() -> BTreeSet<String> {
    let mut packages = BTreeSet::new();
    if has_linker() {
        packages.insert("build-essential".to_owned());
    }
    if WEBVIEW2
        .iter()
        .any(|key| run::answer("reg", ["query", key, "/v", "pv"]).is_some())
    {
        packages.insert("libwebkit2gtk-4.1-dev".to_owned());
    }
    packages
}

fn has_linker() -> bool {
    cfg!(target_env = "gnu") || run::find("link").is_some() || has_build_tools()
}

/// Asks the Visual Studio installer, which lies in a fixed place.
fn has_build_tools() -> bool {
    let Some(programs) = env::var_os("ProgramFiles(x86)") else {
        return false;
    };
    let asked = PathBuf::from(programs).join(r"Microsoft Visual Studio\Installer\vswhere.exe");
    let tools = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64";
    run::answer(
        asked,
        [
            "-products",
            "*",
            "-requires",
            tools,
            "-property",
            "installationPath",
        ],
    )
    .is_some_and(|folder| !folder.trim().is_empty())
}
