//! # Long work
//!
//! Keeps at most one job of a kind: idle, running, stopping, idle again. The last state that a job told stays, so that a
//! window that was closed or loaded anew sees where it stands, and how it ended.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use moving_day_engine::error::{Code, Error};
use moving_day_engine::job::Control;
use tokio::sync::Notify;

/// Called with every state of a job. It must be quick and must not call back into the job.
pub(crate) type Listener<S> = Box<dyn Fn(&S) + Send + Sync>;

/// The place of one kind of job.
pub(crate) struct Job<S> {
    inner: Mutex<Inner<S>>,
    ended: Notify,
}

struct Inner<S> {
    state: State,
    last: Option<S>,
    listener: Option<Listener<S>>,
}

enum State {
    Idle,
    Running(Control),
    Stopping,
}

impl<S> Default for Job<S> {
    fn default() -> Self {
        Self {
            inner: Mutex::new(Inner {
                state: State::Idle,
                last: None,
                listener: None,
            }),
            ended: Notify::new(),
        }
    }
}

impl<S: Clone> Job<S> {
    /// Begins a job and tells its first state.
    ///
    /// # Errors
    /// [`Code::JobRunning`] while the one before has not ended.
    pub(crate) fn begin(
        self: &Arc<Self>,
        first: S,
        listener: Listener<S>,
    ) -> Result<Turn<S>, Error> {
        self.begin_with(first, Some(listener))
    }

    /// Begins a job that nobody has asked for; whoever listens already is told.
    ///
    /// # Errors
    /// [`Code::JobRunning`] while the one before has not ended.
    pub(crate) fn begin_unasked(self: &Arc<Self>, first: S) -> Result<Turn<S>, Error> {
        self.begin_with(first, None)
    }

    fn begin_with(
        self: &Arc<Self>,
        first: S,
        listener: Option<Listener<S>>,
    ) -> Result<Turn<S>, Error> {
        let mut inner = self.lock();
        if !matches!(inner.state, State::Idle) {
            return Err(Error::job(Code::JobRunning));
        }
        let control = Control::default();
        inner.state = State::Running(control.clone());
        inner.listener = listener.or(inner.listener.take());
        inner.tell(first);
        Ok(Turn {
            job: Arc::clone(self),
            control,
            over: AtomicBool::new(false),
        })
    }

    /// Lets another window listen; it is told the last state at once.
    pub(crate) fn attach(&self, listener: Listener<S>) -> Option<S> {
        let mut inner = self.lock();
        inner.listener = Some(listener);
        inner.repeat();
        inner.last.clone()
    }

    /// Tells the last state again, after something about the way it is shown has changed.
    pub(crate) fn repeat(&self) {
        self.lock().repeat();
    }

    /// The last state, of a job that runs or has ended.
    pub(crate) fn last(&self) -> Option<S> {
        self.lock().last.clone()
    }

    /// Asks the running job for a pause; without effect when it is stopping.
    pub(crate) fn pause(&self) {
        if let State::Running(control) = &self.lock().state {
            control.pause();
        }
    }

    /// Takes the pause back.
    pub(crate) fn resume(&self) {
        if let State::Running(control) = &self.lock().state {
            control.resume();
        }
    }

    /// Asks the running job to end.
    pub(crate) fn stop(&self) {
        let mut inner = self.lock();
        if let State::Running(control) = &inner.state {
            control.stop();
            inner.state = State::Stopping;
        }
    }

    /// Whether a job is running or stopping.
    pub(crate) fn is_busy(&self) -> bool {
        !matches!(self.lock().state, State::Idle)
    }

    /// Waits until no job is running.
    pub(crate) async fn idle(&self) {
        loop {
            let ended = self.ended.notified();
            if !self.is_busy() {
                return;
            }
            ended.await;
        }
    }

    /// Forgets how the last job ended, and who listened; without effect while one is running.
    pub(crate) fn clear(&self) {
        let mut inner = self.lock();
        if matches!(inner.state, State::Idle) {
            inner.last = None;
            inner.listener = None;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Inner<S>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<S> Inner<S> {
    fn tell(&mut self, state: S) {
        self.last = Some(state);
        self.repeat();
    }

    fn repeat(&self) {
        if let (Some(listener), Some(last)) = (&self.listener, &self.last) {
            listener(last);
        }
    }
}

/// The right of one running job to speak. When it goes, for whatever reason, the job has ended.
pub(crate) struct Turn<S> {
    job: Arc<Job<S>>,
    control: Control,
    over: AtomicBool,
}

impl<S: Clone> Turn<S> {
    /// How the job is paused and stopped from outside.
    pub(crate) fn control(&self) -> &Control {
        &self.control
    }

    /// Tells a state.
    pub(crate) fn tell(&self, state: S) {
        self.job.lock().tell(state);
    }

    /// Tells the last state. Whoever hears it may begin the next job at once.
    pub(crate) fn finish(&self, last: S) {
        self.end(Some(last));
    }
}

impl<S> Turn<S> {
    fn end(&self, last: Option<S>) {
        if self.over.swap(true, Ordering::SeqCst) {
            return;
        }
        let mut inner = self
            .job
            .inner
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        inner.state = State::Idle;
        if let Some(last) = last {
            inner.tell(last);
        }
        drop(inner);
        self.job.ended.notify_waiters();
    }
}

impl<S> Drop for Turn<S> {
    fn drop(&mut self) {
        self.end(None);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn ears() -> (Arc<Mutex<Vec<u32>>>, Listener<u32>) {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listener = Box::new({
            let heard = Arc::clone(&heard);
            move |state: &u32| heard.lock().unwrap().push(*state)
        });
        (heard, listener)
    }

    #[test]
    fn one_job_at_a_time() {
        let job = Arc::new(Job::default());
        let turn = job.begin(0, ears().1).unwrap();
        assert_eq!(job.begin(0, ears().1).err().unwrap().code, Code::JobRunning);
        job.stop();
        assert!(job.is_busy());
        assert_eq!(job.begin(0, ears().1).err().unwrap().code, Code::JobRunning);
        drop(turn);
        assert!(job.begin(0, ears().1).is_ok());
    }

    #[test]
    fn who_comes_late_is_told_the_last_state_and_all_that_follow() {
        let job = Arc::new(Job::default());
        assert_eq!(job.attach(ears().1), None);
        let (early, listener) = ears();
        let turn = job.begin(0, listener).unwrap();
        turn.tell(1);
        let (late, listener) = ears();
        assert_eq!(job.attach(listener), Some(1));
        turn.tell(2);
        drop(turn);
        assert_eq!(*early.lock().unwrap(), [0, 1]);
        assert_eq!(*late.lock().unwrap(), [1, 2]);
        assert_eq!(job.last(), Some(2));
        job.clear();
        assert_eq!(job.last(), None);
    }

    #[test]
    fn a_job_that_nobody_asked_for_is_told_to_whoever_listens() {
        let job = Arc::new(Job::default());
        let (heard, listener) = ears();
        assert_eq!(job.attach(listener), None);
        let turn = job.begin_unasked(1).unwrap();
        assert_eq!(job.begin_unasked(9).err().unwrap().code, Code::JobRunning);
        turn.finish(2);
        assert_eq!(*heard.lock().unwrap(), [1, 2]);
    }

    #[test]
    fn a_stop_reaches_the_job_and_a_pause_after_it_does_not() {
        use moving_day_engine::job::Wish;
        let job = Arc::new(Job::default());
        let turn = job.begin(0, ears().1).unwrap();
        job.pause();
        assert_eq!(turn.control().wish(), Wish::Pause);
        job.resume();
        assert_eq!(turn.control().wish(), Wish::Run);
        job.stop();
        job.pause();
        assert_eq!(turn.control().wish(), Wish::Stop);
    }

    #[test]
    fn the_next_job_may_begin_as_soon_as_the_last_state_is_told() {
        let job = Arc::new(Job::default());
        let first = job.begin(0, ears().1).unwrap();
        first.finish(1);
        let (heard, listener) = ears();
        let second = job.begin(2, listener).unwrap();
        drop(first);
        assert!(job.is_busy());
        second.finish(3);
        assert!(!job.is_busy());
        assert_eq!(*heard.lock().unwrap(), [2, 3]);
    }

    #[tokio::test]
    async fn a_job_that_dies_has_ended() {
        let job = Arc::new(Job::default());
        let turn = job.begin(0, ears().1).unwrap();
        let died = tokio::spawn(async move {
            let _turn = turn;
            panic!("on purpose");
        });
        tokio::time::timeout(Duration::from_secs(5), job.idle())
            .await
            .unwrap();
        assert!(died.await.is_err());
        assert!(!job.is_busy());
    }
}
