//! # The real window
//!
//! Starts the built app on a display of its own, with a home, a session bus and an unlocked password store of its
//! own, and drives it over WebDriver. The app can be ended and started again on the same stage, as a person would.

mod close;
mod page;
mod stage;
mod visit;

pub use self::close::ask_to_close;
pub use self::page::{App, Severity, Violation};
pub use self::stage::{Look, PasswordStore, Stage};
pub use self::visit::Visit;
