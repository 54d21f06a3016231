//! # The line in between
//!
//! A relay on the loopback that a client is sent to instead of the server. It counts bytes, notes the client's
//! commands, and breaks once, at a chosen place; after that the line is sound again. It can also be held still at a
//! place, so that a test can do something at exactly that moment.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use super::wire::{Commands, name_of};

/// How long a server gets to store what it was sent before the line is cut behind it.
const TIME_TO_STORE: Duration = Duration::from_millis(200);

/// How long the line stays held when nobody releases it.
const HOLD_LIMIT: Duration = Duration::from_secs(60);

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
}

/// A relay to one port.
#[derive(Debug)]
pub struct Proxy {
    /// Where to connect instead.
    pub port: u16,
    line: Arc<Line>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Line {
    closed: AtomicBool,
    sent: AtomicU64,
    received: AtomicU64,
    appended: AtomicU64,
    swallowing: AtomicBool,
    fault: Mutex<Option<Fault>>,
    held_at: Mutex<Option<u64>>,
    streams: Mutex<Vec<TcpStream>>,
    commands: Mutex<Vec<String>>,
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
        for counter in [&self.line.sent, &self.line.received, &self.line.appended] {
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

impl Line {
    fn cut(&self) {
        for stream in self.streams.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        self.swallowing.store(false, Ordering::SeqCst);
    }

    /// Passes bytes on to the server and counts them. Where the line is held, it waits in the middle.
    fn pass_on(&self, server: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
        let held_at = *self.held_at.lock().unwrap();
        let sent = self.sent.load(Ordering::SeqCst);
        let before = held_at.map_or(u64::MAX, |place| place.saturating_sub(sent));
        let before = usize::try_from(before).unwrap_or(usize::MAX);
        let (now, later) = bytes.split_at(before.min(bytes.len()));
        let mut pass = |part: &[u8]| {
            self.sent.fetch_add(part.len() as u64, Ordering::SeqCst);
            server.write_all(part)
        };
        pass(now)?;
        if !later.is_empty() {
            self.wait_while_held();
            pass(later)?;
        }
        Ok(())
    }

    fn wait_while_held(&self) {
        let end = Instant::now() + HOLD_LIMIT;
        let held = || self.held_at.lock().unwrap().is_some();
        while held() && !self.closed.load(Ordering::SeqCst) && Instant::now() < end {
            sleep(Duration::from_millis(1));
        }
    }

    /// Takes the fault if it is due now. `limit` gives the number of its counter that breaks the line.
    fn take_fault_if(&self, due: impl Fn(Fault) -> bool) -> bool {
        let mut fault = self.fault.lock().unwrap();
        let due = fault.is_some_and(due);
        if due {
            *fault = None;
        }
        due
    }

    /// How many of `size` bytes may pass before the line breaks, for a counter that stands at `passed`.
    fn allowed(&self, passed: u64, size: usize, limit: impl Fn(Fault) -> Option<u64>) -> usize {
        let fault = *self.fault.lock().unwrap();
        let left = fault
            .and_then(limit)
            .map_or(u64::MAX, |limit| limit.saturating_sub(passed));
        usize::try_from(left).unwrap_or(usize::MAX).min(size)
    }
}

fn accept(listener: &TcpListener, server: u16, line: &Arc<Line>) {
    while !line.closed.load(Ordering::SeqCst) {
        let Ok((client, _)) = listener.accept() else {
            sleep(Duration::from_millis(2));
            continue;
        };
        let Ok(server) = TcpStream::connect(("127.0.0.1", server)) else {
            continue;
        };
        for stream in [&client, &server] {
            stream.set_nonblocking(false).expect("a stream that blocks");
            stream.set_nodelay(true).expect("a stream without delay");
            line.streams
                .lock()
                .unwrap()
                .push(stream.try_clone().expect("a second handle"));
        }
        let (client_reads, server_reads) = (
            client.try_clone().expect("a second handle"),
            server.try_clone().expect("a second handle"),
        );
        spawn({
            let line = Arc::clone(line);
            move || carry_to_server(client_reads, server, &line)
        });
        spawn({
            let line = Arc::clone(line);
            move || carry_to_client(server_reads, client, &line)
        });
    }
}

fn carry_to_server(mut client: TcpStream, mut server: TcpStream, line: &Line) {
    let mut parser = Commands::default();
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(size @ 1..) = client.read(&mut buffer) {
        let sent = line.sent.load(Ordering::SeqCst);
        let limit = |fault| {
            if let Fault::CutAfterSent(limit) = fault {
                Some(limit)
            } else {
                None
            }
        };
        let allowed = line.allowed(sent, size, limit);
        let passed = &buffer[..allowed];
        if line.pass_on(&mut server, passed).is_err() {
            break;
        }
        let commands = parser.feed(passed);
        let appends = commands
            .iter()
            .filter(|command| name_of(command) == "APPEND")
            .count() as u64;
        line.commands.lock().unwrap().extend(commands);
        let appended = line.appended.fetch_add(appends, Ordering::SeqCst) + appends;
        if line.take_fault_if(
            |fault| matches!(fault, Fault::SwallowAnswerToAppend(limit) if appended >= limit),
        ) {
            line.swallowing.store(true, Ordering::SeqCst);
            sleep(TIME_TO_STORE);
            line.cut();
        }
        if allowed < size {
            line.take_fault_if(|fault| matches!(fault, Fault::CutAfterSent(_)));
            line.cut();
        }
    }
    let _ = server.shutdown(Shutdown::Write);
}

fn carry_to_client(mut server: TcpStream, mut client: TcpStream, line: &Line) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(size @ 1..) = server.read(&mut buffer) {
        if line.swallowing.load(Ordering::SeqCst) {
            continue;
        }
        let received = line.received.load(Ordering::SeqCst);
        let limit = |fault| {
            if let Fault::CutAfterReceived(limit) = fault {
                Some(limit)
            } else {
                None
            }
        };
        let allowed = line.allowed(received, size, limit);
        if client.write_all(&buffer[..allowed]).is_err() {
            break;
        }
        line.received.fetch_add(allowed as u64, Ordering::SeqCst);
        if allowed < size {
            line.take_fault_if(|fault| matches!(fault, Fault::CutAfterReceived(_)));
            line.cut();
        }
    }
    let _ = client.shutdown(Shutdown::Write);
}
