//! # Moving Day: the desktop shell
//!
//! The window around the engine. This is the only crate that knows Tauri, native dialogs and the password store; all of
//! the product is in `moving-day-engine`, and every word that a person reads is in `ui/words`.
//!
//! ## From a click to the mail server and back
//!
//! ```text
//! ui/src/lib/backend/tauri.ts      the only file of the interface that knows Tauri
//!    │  commands (camelCase, `wire` types)            ▲  replies, faults, states over channels
//!    ▼                                                │
//! commands/*       wrappers of a few lines, one file for each group of screens
//!    ▼                                                │
//! desk, desk/*     what lies open: one plan, the pretend servers, the four jobs; no Tauri in here
//!    ▼                                                │
//! bridge, fault    engine types ──▶ wire types; the only place where they meet
//!    ▼                                                │
//! moving-day-engine: plan (SQLite), imap, copy        moving-day-practice: pretend servers on loopback
//! ```
//!
//! | module | holds |
//! | --- | --- |
//! | `wire` | every type that crosses; the TypeScript is generated from them by a test |
//! | `desk` | opening, closing, people, connection test, copy, comparison, backup, report, practice |
//! | `jobs` | idle → running → stopping → idle; the last state stays for a window that comes late |
//! | `vault` | passwords: the system's store, or memory while there is none |
//! | `power` | keeps the computer awake while a copy runs |
//! | `places`, `recent` | folders of the program; plans opened before |
//! | `backdrop` | the window, which has the colour of its page before the page is there |
//! | `second_start` | the plan file of a double click, also while the program runs already |
//! | `dialogs`, `logs` | native file dialogs; daily log files without user data |
//! | `support` | replaces names by numbers and packs the details for whoever helps |
//! | `paper` | the report in a window of its own, to be printed |
//! | `reveal` | shows a file in the system's own window of its folder |
//! | `links` | every page that may be opened in the browser |
//! | `whole_file` | writes a file that a person chose |
//!
//! ## What holds everywhere
//!
//! - **A command has no logic.** If one needs an `if`, it belongs to the desk, which is tested without a window.
//! - **States are whole.** A job tells its full state, at most eight times a second, the first and the last always. A
//!   window that is loaded anew attaches and sees everything.
//! - **Errors are codes.** What a command refuses is a `wire::Fault`; the interface has the words. The text of a
//!   library's error goes nowhere, not even into the log.
//! - **Secrets go one way.** They come in with `people_add` and `secret_save`, lie in the vault, and leave it for a
//!   sign-in alone. The plan notes which entries exist, never what they hold.
//! - **Nothing is saved at the end.** Every answer is in the plan file when its command returns, and every message that
//!   was copied is in the journal. So leaving has nothing to lose: with a job running the window first asks
//!   (`close-asked`), the person chooses, and a stop waits for the messages under way, but not for ever.
//!
//! ## What the window may do
//!
//! `commands/list.rs` is the one list of commands. The build script allows these and nothing else, and
//! `capabilities/main.json` names each one; `tauri.conf.json` forbids every script and every connection that does not
//! come with the program.
//!
//! ## What the environment may change
//!
//! `MOVING_DAY_LOG=debug` or `trace` logs more. `MOVING_DAY_PRACTICE_PACE=full` lets the pretend servers take mail as fast
//! as they can, where otherwise the practice move takes about half a minute.
//!
//! ## Adding a command
//!
//! 1. A method of the desk, with a test; types that cross in `wire`.
//! 2. A wrapper in `commands`, a line in `commands/list.rs` and one in `capabilities/main.json`.
//! 3. `MOVING_DAY_WRITE_WIRE=1 cargo test --package moving-day wire`, then `ui/src/lib/backend`.

mod backdrop;
mod bridge;
mod commands;
mod desk;
mod dialogs;
mod fault;
mod jobs;
mod links;
mod logs;
mod paper;
mod places;
mod power;
mod recent;
mod reveal;
mod second_start;
mod support;
pub mod vault;
mod whole_file;
mod wire;

use std::sync::Arc;

use moving_day_engine::clock::SystemClock;
use tauri::{AppHandle, Emitter as _, Manager as _, RunEvent, WindowEvent};

use crate::desk::Desk;
use crate::places::Places;
use crate::vault::Vault;

/// The program's identifier: names its folders and its entries in the password store. Never to be changed.
const IDENTIFIER: &str = "org.movingday.app";

/// Told to the window when it was to be closed while a job runs; it stays open and asks.
const CLOSE_ASKED: &str = "close-asked";

/// Why the program did not start.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// This user has no home folder, so there is no place for plans.
    #[error("this user has no home folder")]
    NoHome,
    /// No window could be opened.
    #[error("the window did not open")]
    Window(#[from] tauri::Error),
}

/// Opens the window and runs until it is closed.
///
/// # Errors
/// [`Failure`], when it does not come to that.
pub fn run() -> Result<(), Failure> {
    let folder = std::env::current_dir().unwrap_or_default();
    let given = std::env::args_os()
        .nth(1)
        .and_then(|argument| second_start::plan_file(argument, &folder));
    #[cfg(target_os = "linux")]
    if second_start::hand_over(given.as_deref()) {
        return Ok(());
    }
    let places = Places::of_this_computer().ok_or(Failure::NoHome)?;
    let _logs = logs::begin(places.logs());
    let desk = Desk::new(
        places,
        Vault::of_this_computer(),
        Arc::new(SystemClock::default()),
        Arc::new(power::ThisComputer),
        given,
    );
    tauri::Builder::default()
        .manage(Arc::new(desk))
        .register_uri_scheme_protocol(paper::SCHEME, paper::answer)
        .invoke_handler(commands::for_each_command!(handler))
        .setup(|app| {
            #[cfg(target_os = "linux")]
            second_start::listen(app.handle());
            tauri::async_runtime::spawn(Arc::clone(&app.state::<Arc<Desk>>()).keep_looking());
            Ok(backdrop::open_window(app)?)
        })
        .build(tauri::generate_context!())?
        .run(on_event);
    Ok(())
}

macro_rules! handler {
    ($($group:ident :: $command:ident,)*) => { tauri::generate_handler![$(commands::$group::$command),*] };
}
use handler;

fn on_event(app: &AppHandle, event: RunEvent) {
    let desk = app.state::<Arc<Desk>>();
    match event {
        RunEvent::WindowEvent {
            label,
            event: WindowEvent::CloseRequested { api, .. },
            ..
        } if label == backdrop::WINDOW => {
            if desk.is_busy() {
                api.prevent_close();
                ask(app);
            } else {
                paper::close(app);
            }
        }
        // Without a code nobody has called `app_quit`: the system asks the program to end.
        RunEvent::ExitRequested {
            code: None, api, ..
        } if desk.is_busy() => {
            api.prevent_exit();
            ask(app);
        }
        RunEvent::Exit => {
            #[cfg(target_os = "linux")]
            second_start::listen_no_more(app);
            desk.let_go();
        }
        _ => {}
    }
}

fn ask(app: &AppHandle) {
    if app.emit(CLOSE_ASKED, ()).is_err() {
        tracing::warn!("the window could not be asked");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    macro_rules! names {
        ($($group:ident :: $command:ident,)*) => { [$(stringify!($command)),*] };
    }

    #[test]
    fn the_window_is_allowed_exactly_the_commands_that_exist() {
        let capability: serde_json::Value =
            serde_json::from_str(include_str!("../capabilities/main.json")).unwrap();
        let allowed: BTreeSet<String> = capability["permissions"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|permission| permission.as_str().unwrap().strip_prefix("allow-"))
            .map(|command| command.replace('-', "_"))
            .collect();
        let commands: BTreeSet<String> = commands::for_each_command!(names)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(allowed, commands);
    }

    #[test]
    fn the_identifier_is_the_one_that_the_system_knows() {
        let settings: serde_json::Value =
            serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
        assert_eq!(settings["identifier"], IDENTIFIER);
    }
}
