//! # The session bus
//!
//! The first start owns the program's name on the bus, and a second one calls it. Nothing here may keep the program from
//! starting: whatever goes wrong, it goes on alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tauri::{AppHandle, Manager as _, WebviewWindow};
use zbus::blocking::Connection;
use zbus::blocking::connection::Builder;

use crate::IDENTIFIER;
use crate::backdrop::WINDOW;
use crate::desk::Desk;

/// Where the first start answers. The interface has the program's name, too.
const PLACE: &str = "/org/movingday/app";

/// How long the first start may take to answer. It does no more than to ask its window forward.
const ANSWER: Duration = Duration::from_secs(3);

/// Hands the plan over to a program that runs already; false when there is none, or it does not answer.
pub(crate) fn hand_over(plan: Option<&Path>) -> bool {
    let plan = plan.map(Path::to_string_lossy).unwrap_or_default();
    let called = Builder::session()
        .and_then(|bus| bus.method_timeout(ANSWER).build())
        .and_then(|bus| {
            bus.call_method(
                Some(IDENTIFIER),
                PLACE,
                Some(IDENTIFIER),
                "Open",
                &(&*plan,),
            )
        })
        .and_then(|answer| answer.body().deserialize::<bool>());
    called.unwrap_or(false)
}

/// Answers later starts from now on.
pub(crate) fn listen(app: &AppHandle) {
    let first = First { app: app.clone() };
    let bus = Builder::session()
        .and_then(|bus| bus.serve_at(PLACE, first))
        .and_then(|bus| bus.name(IDENTIFIER))
        .and_then(Builder::build);
    match bus {
        Ok(bus) => drop(app.manage(Listening(bus))),
        Err(_) => tracing::info!("later starts will open a window of their own"),
    }
}

/// Lets the next start be the first; for the end of the program.
pub(crate) fn listen_no_more(app: &AppHandle) {
    if let Some(Listening(bus)) = app.try_state().as_deref() {
        // The name goes with the process in any case.
        drop(bus.release_name(IDENTIFIER));
    }
}

/// The name is ours as long as this is there.
struct Listening(Connection);

struct First {
    app: AppHandle,
}

#[zbus::interface(name = "org.movingday.app")]
impl First {
    /// Brings the window forward; an empty plan is none. False when the window is gone already.
    fn open(&self, plan: &str) -> bool {
        let Some(window) = self.app.get_webview_window(WINDOW) else {
            return false;
        };
        let plan = (!plan.is_empty()).then(|| PathBuf::from(plan));
        let take = plan.is_some_and(|plan| self.app.state::<Arc<Desk>>().hand_over(plan));
        if show(&window, take).is_err() {
            tracing::warn!("the window did not come forward");
        }
        true
    }
}

/// A page that is loaded anew asks for the plan, and so opens the one that was handed over.
fn show(window: &WebviewWindow, reload: bool) -> tauri::Result<()> {
    if reload {
        window.reload()?;
    }
    window.unminimize()?;
    window.set_focus()
}
