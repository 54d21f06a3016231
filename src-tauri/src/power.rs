//! # Keeping the computer awake
//!
//! While mail is copied or compared, the computer does not fall asleep by itself; the screen may go dark and the person may still send
//! it to sleep. Where the system refuses, or does not answer, the copy goes on and the interface says so.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The computer stays awake as long as this is there. It stays on its thread: Windows counts by threads.
pub(crate) type Hold = Box<dyn std::any::Any>;

/// Who can keep a computer awake.
pub(crate) trait Power: Send + Sync {
    /// Asks the system; nothing when it refuses. It may take as long as it likes.
    fn hold(&self) -> Option<Hold>;
}

/// The computer that this runs on.
pub(crate) struct ThisComputer;

impl Power for ThisComputer {
    fn hold(&self) -> Option<Hold> {
        let held = keepawake::Builder::default()
            .idle(true)
            .reason("Copying mail")
            .app_name("Moving Day")
            .app_reverse_domain(crate::IDENTIFIER)
            .create();
        if held.is_err() {
            tracing::warn!("this computer cannot be kept awake");
        }
        Some(Box::new(held.ok()?))
    }
}

/// What one job wishes, and what came of it.
pub(crate) struct Wakefulness {
    power: Arc<dyn Power>,
    stretch: Mutex<Option<Stretch>>,
}

/// From the beginning of the work to the next pause or the end.
struct Stretch {
    held: Arc<AtomicBool>,
    /// The thread lets go when this goes.
    _until: Sender<()>,
}

impl Wakefulness {
    /// A job that lets the computer sleep, so far.
    pub(crate) fn new(power: Arc<dyn Power>) -> Self {
        Self {
            power,
            stretch: Mutex::default(),
        }
    }

    /// Whether the computer is being kept awake.
    pub(crate) fn is_held(&self) -> bool {
        let stretch = self.stretch();
        stretch
            .as_ref()
            .is_some_and(|stretch| stretch.held.load(Ordering::SeqCst))
    }

    /// Keeps the computer awake while the job works, and lets it sleep while it does not.
    pub(crate) fn follow(&self, works: bool) {
        let mut stretch = self.stretch();
        match (works, stretch.is_some()) {
            (true, false) => *stretch = Some(Stretch::begin(Arc::clone(&self.power))),
            (false, true) => *stretch = None,
            _ => {}
        }
    }

    fn stretch(&self) -> MutexGuard<'_, Option<Stretch>> {
        self.stretch.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stretch {
    /// Asks the system once, on a thread of its own: a system that does not answer stops nobody.
    fn begin(power: Arc<dyn Power>) -> Self {
        let held = Arc::new(AtomicBool::new(false));
        let (until, gone) = channel::<()>();
        let answered = Arc::clone(&held);
        let keep = move || {
            let Some(_hold) = power.hold() else { return };
            answered.store(true, Ordering::SeqCst);
            // Nothing is ever sent: this waits until the sender is gone.
            let _ = gone.recv();
        };
        let thread = thread::Builder::new().name("awake".to_owned()).spawn(keep);
        if thread.is_err() {
            tracing::warn!("there is no thread left to keep this computer awake");
        }
        Self {
            held,
            _until: until,
        }
    }
}
