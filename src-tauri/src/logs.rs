//! # Logs
//!
//! One file a day, fourteen kept, written by this program's own crates alone: what libraries log may hold addresses,
//! and an entry of ours is a code and a place, never a person's data.

use std::fs;
use std::panic;
use std::path::Path;

use tracing::level_filters::LevelFilter;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Set to `debug` or `trace` to log more than usual.
const LEVEL_VARIABLE: &str = "MOVING_DAY_LOG";

const OWN_CRATES: [&str; 3] = ["moving_day", "moving_day_engine", "moving_day_practice"];

/// Begins to log into `folder`. Dropping the guard writes what is still waiting. Without a folder that can be written
/// the program runs on without logs.
pub(crate) fn begin(folder: &Path) -> Option<WorkerGuard> {
    fs::create_dir_all(folder).ok()?;
    let files = Builder::new()
        .rotation(Rotation::DAILY)
        .filename_prefix("moving-day")
        .filename_suffix("log")
        .max_log_files(14)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(files);
    let level = std::env::var(LEVEL_VARIABLE).ok();
    let layer = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(writer);
    tracing_subscriber::registry()
        .with(layer)
        .with(own_crates(level.as_deref()))
        .try_init()
        .ok()?;
    log_panics();
    Some(guard)
}

fn own_crates(level: Option<&str>) -> Targets {
    let level = match level {
        Some("debug") => LevelFilter::DEBUG,
        Some("trace") => LevelFilter::TRACE,
        _ => LevelFilter::INFO,
    };
    let nobody = Targets::new().with_default(LevelFilter::OFF);
    OWN_CRATES
        .iter()
        .fold(nobody, |targets, own| targets.with_target(*own, level))
}

/// A panic leaves its place in the log; its message may quote data and stays out.
fn log_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            tracing::error!(file = place.file(), line = place.line(), "panic");
        }
        if cfg!(debug_assertions) {
            usual(panic);
        }
    }));
}

#[cfg(test)]
mod tests {
    use tracing::Level;

    use super::*;

    #[test]
    fn only_own_crates_are_heard() {
        for level in [None, Some("trace"), Some("rustls=trace"), Some("")] {
            let targets = own_crates(level);
            assert!(
                targets.would_enable("moving_day::desk", &Level::INFO),
                "{level:?}"
            );
            assert!(
                targets.would_enable("moving_day_engine::copy", &Level::WARN),
                "{level:?}"
            );
            assert!(!targets.would_enable("rustls", &Level::ERROR), "{level:?}");
            assert!(
                !targets.would_enable("keyring_core", &Level::ERROR),
                "{level:?}"
            );
        }
        assert!(!own_crates(None).would_enable("moving_day", &Level::DEBUG));
        assert!(own_crates(Some("debug")).would_enable("moving_day", &Level::DEBUG));
    }
}
