//! Builds the interface when it has never been built, so that a bare `cargo run` works, and allows the window exactly
//! the commands that exist.

use std::error::Error;
use std::path::Path;
use std::process::Command;

include!("src/commands/list.rs");

macro_rules! names {
    ($($group:ident :: $command:ident,)*) => { &[$(stringify!($command)),*] };
}

const COMMANDS: &[&str] = for_each_command!(names);

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=../ui/dist");
    println!("cargo:rerun-if-changed=src/commands/list.rs");
    build_interface(Path::new("../ui"))?;
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))?;
    Ok(())
}

fn build_interface(ui: &Path) -> Result<(), Box<dyn Error>> {
    if ui.join("dist/index.html").exists() {
        return Ok(());
    }
    npm(ui, &["ci", "--no-audit", "--no-fund"])?;
    npm(ui, &["run", "build"])
}

fn npm(ui: &Path, arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(program)
        .args(arguments)
        .current_dir(ui)
        .output()
        .map_err(|error| {
            format!("`npm` did not start ({error}); Node 20.19 or newer in line 20, or 22.12 or newer, is needed")
        })?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!(
        "`npm {}` failed:\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&said)
    )
    .into())
}
