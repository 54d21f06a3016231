//! # Cases side by side
//!
//! Most of a case's time is waiting: for a server, for a disk, for a program that waits before it tries again. So the
//! cases of one test run beside each other, a few at a time.

use std::num::NonZero;
use std::sync::Mutex;
use std::thread::{available_parallelism, scope};

/// Cases for each processor.
const FOR_EACH: usize = 3;

/// Checks every case. A case that fails lets the others finish and then fails the test.
pub fn side_by_side<T: Send>(cases: impl IntoIterator<Item = T>, check: impl Fn(T) + Sync) {
    let cases: Vec<_> = cases.into_iter().collect();
    let processors = available_parallelism().map_or(1, NonZero::get);
    let workers = (processors * FOR_EACH).min(cases.len());
    let waiting = Mutex::new(cases.into_iter());
    let next = || waiting.lock().unwrap().next();
    scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(case) = next() {
                    check(case);
                }
            });
        }
    });
}
