//! # The line in between
//!
//! A relay on the loopback that a client is sent to instead of the server. It counts bytes, notes the client's
//! commands, and breaks once, at a chosen place; after that the line is sound again. It can also be held still at a
//! place, so that a test can do something at exactly that moment.

mod line;

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use line::{Line, accept};

use super::wire::name_of;

/// Where the line breaks. Bytes are counted over all connections since the fault was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// After the client has sent so many bytes.
    CutAfterSent(u64),
    /// After the server has sent so many bytes.
    CutAfterReceived(u64),
    /// After so many whole APPEND commands: the server gets them and stores them, its answers to the last one and to
    /// all that follow never arrive.
    SwallowAnswerToAppend(u64),
    /// Behind so many whole commands of the client, before it can be answered.
    CutAtCommand(u64),
    /// In the middle of the client's literal of that number.
    CutInSentLiteral(u64),
    /// In the middle of the server's literal of that number.
    CutInReceivedLiteral(u64),
}

/// A relay to one port.
#[derive(Debug)]
pub struct Proxy {
    /// Where to connect instead.
    pub port: u16,
    line: Arc<Line>,
    accepting: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Opens a relay to a port of the loopback.
    pub fn to(server: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        listener
            .set_nonblocking(true)
            .expect("a listener that does not block");
        let port = listener
            .local_addr()
            .expect("the port of a listener")
            .port();
        let line = Arc::new(Line::default());
        let accepting = spawn({
            let line = Arc::clone(&line);
            move || accept(&listener, server, &line)
        });
        Self {
            port,
            line,
            accepting: Some(accepting),
        }
    }

    /// Its address without encryption, as an endpoint.
    pub fn plain(&self) -> String {
        format!("imap://localhost:{}?plain", self.port)
    }

    /// Counts from zero again.
    pub fn restart_counting(&self) {
        let line = &self.line;
        for counter in [
            &line.sent,
            &line.received,
            &line.appended,
            &line.asked,
            &line.literals_sent,
            &line.literals_received,
        ] {
            counter.store(0, Ordering::SeqCst);
        }
    }

    /// Breaks the line once at this place; counting starts now.
    pub fn break_at(&self, fault: Fault) {
        self.restart_counting();
        *self.line.fault.lock().unwrap() = Some(fault);
    }

    /// Holds the line still as soon as the client has sent so many bytes; counting starts now. What comes behind them
    /// waits until [`Proxy::release`].
    pub fn hold_after_sent(&self, bytes: u64) {
        self.restart_counting();
        *self.line.held_at.lock().unwrap() = Some(bytes);
    }

    /// Lets a line that was held go on.
    pub fn release(&self) {
        *self.line.held_at.lock().unwrap() = None;
    }

    /// Cuts the line now, as a power cut does: what was held or is under way never arrives.
    pub fn cut(&self) {
        self.line.cut();
        self.release();
    }

    /// Waits until the server has ended every connection, and so has dealt with everything that it was sent.
    pub fn wait_until_served(&self, limit: Duration) {
        let end = Instant::now() + limit;
        while self.line.open.load(Ordering::SeqCst) > 0 {
            assert!(Instant::now() < end, "a connection is open after {limit:?}");
            sleep(Duration::from_millis(2));
        }
    }

    /// Whether the fault that was set has not happened yet.
    pub fn is_still_to_break(&self) -> bool {
        self.line.fault.lock().unwrap().is_some()
    }

    /// Bytes the client has sent since counting began.
    pub fn sent(&self) -> u64 {
        self.line.sent.load(Ordering::SeqCst)
    }

    /// Bytes the server has sent since counting began.
    pub fn received(&self) -> u64 {
        self.line.received.load(Ordering::SeqCst)
    }

    /// Literals the client has begun since counting began.
    pub fn literals_sent(&self) -> u64 {
        self.line.literals_sent.load(Ordering::SeqCst)
    }

    /// Literals the server has begun since counting began.
    pub fn literals_received(&self) -> u64 {
        self.line.literals_received.load(Ordering::SeqCst)
    }

    /// Every complete command that a client has sent, literals left out.
    pub fn commands(&self) -> Vec<String> {
        self.line.commands.lock().unwrap().clone()
    }

    /// How many commands of that name were sent.
    pub fn count_of(&self, name: &str) -> usize {
        self.commands()
            .iter()
            .filter(|command| name_of(command) == name)
            .count()
    }

    /// Waits until the client has sent so many bytes; false when `limit` passes or `done` says so before.
    pub fn wait_for_sent(
        &self,
        bytes: u64,
        limit: Duration,
        mut done: impl FnMut() -> bool,
    ) -> bool {
        let end = Instant::now() + limit;
        while self.sent() < bytes {
            if Instant::now() > end || done() {
                return false;
            }
            sleep(Duration::from_micros(200));
        }
        true
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.line.closed.store(true, Ordering::SeqCst);
        self.line.cut();
        if let Some(accepting) = self.accepting.take() {
            let _ = accepting.join();
        }
    }
}
