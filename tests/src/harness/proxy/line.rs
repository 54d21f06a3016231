//! # The two directions of a line
//!
//! Carries bytes from the client to the server and back, counts them, and holds or breaks the line where that is due.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

use super::Fault;
use crate::harness::wire::{Commands, name_of};

/// How long a server gets to store what it was sent before the line is cut behind it.
const TIME_TO_STORE: Duration = Duration::from_millis(200);

/// How long the line stays held when nobody releases it.
const HOLD_LIMIT: Duration = Duration::from_secs(60);

/// What all connections over a line have in common.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub(super) closed: AtomicBool,
    pub(super) open: AtomicU64,
    pub(super) sent: AtomicU64,
    pub(super) received: AtomicU64,
    pub(super) appended: AtomicU64,
    pub(super) asked: AtomicU64,
    pub(super) literals_sent: AtomicU64,
    pub(super) literals_received: AtomicU64,
    pub(super) swallowing: AtomicBool,
    pub(super) fault: Mutex<Option<Fault>>,
    pub(super) held_at: Mutex<Option<u64>>,
    pub(super) streams: Mutex<Vec<TcpStream>>,
    pub(super) commands: Mutex<Vec<String>>,
}

impl Line {
    pub(super) fn cut(&self) {
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

    /// How many of these bytes of the client may pass before the line breaks.
    fn may_be_sent(&self, bytes: &[u8], parser: &Commands) -> usize {
        let fault = *self.fault.lock().unwrap();
        match fault {
            Some(Fault::CutAfterSent(limit)) => within(limit, &self.sent, bytes),
            Some(Fault::CutInSentLiteral(number)) => {
                until_literal(number, &self.literals_sent, parser, bytes)
            }
            _ => bytes.len(),
        }
    }

    /// The same for bytes of the server.
    fn may_be_received(&self, bytes: &[u8], parser: &Commands) -> usize {
        let fault = *self.fault.lock().unwrap();
        match fault {
            Some(Fault::CutAfterReceived(limit)) => within(limit, &self.received, bytes),
            Some(Fault::CutInReceivedLiteral(number)) => {
                until_literal(number, &self.literals_received, parser, bytes)
            }
            _ => bytes.len(),
        }
    }

    /// Notes what a client has asked for, and breaks the line where that is due.
    fn note(&self, commands: Vec<String>) {
        let appends = commands.iter().filter(|one| name_of(one) == "APPEND");
        let appends = appends.count() as u64;
        let asked = commands.len() as u64;
        self.commands.lock().unwrap().extend(commands);
        let appended = self.appended.fetch_add(appends, Ordering::SeqCst) + appends;
        let asked = self.asked.fetch_add(asked, Ordering::SeqCst) + asked;
        if self.take_fault_if(
            |fault| matches!(fault, Fault::SwallowAnswerToAppend(limit) if appended >= limit),
        ) {
            self.swallowing.store(true, Ordering::SeqCst);
            sleep(TIME_TO_STORE);
            self.cut();
        }
        if self.take_fault_if(|fault| matches!(fault, Fault::CutAtCommand(limit) if asked >= limit))
        {
            self.cut();
        }
    }
}

fn within(limit: u64, counter: &AtomicU64, bytes: &[u8]) -> usize {
    let left = limit.saturating_sub(counter.load(Ordering::SeqCst));
    usize::try_from(left).unwrap_or(usize::MAX).min(bytes.len())
}

/// Literals are counted over all connections, those of this one by its parser.
fn until_literal(number: u64, counter: &AtomicU64, parser: &Commands, bytes: &[u8]) -> usize {
    let others = counter
        .load(Ordering::SeqCst)
        .saturating_sub(parser.literals());
    parser.until_middle_of(number.saturating_sub(others), bytes)
}

pub(super) fn accept(listener: &TcpListener, server: u16, line: &Arc<Line>) {
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
        line.open.fetch_add(1, Ordering::SeqCst);
        spawn({
            let line = Arc::clone(line);
            move || carry_to_server(client_reads, server, &line)
        });
        spawn({
            let line = Arc::clone(line);
            move || {
                carry_to_client(server_reads, client, &line);
                line.open.fetch_sub(1, Ordering::SeqCst);
            }
        });
    }
}

fn carry_to_server(mut client: TcpStream, mut server: TcpStream, line: &Line) {
    let mut parser = Commands::default();
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(size @ 1..) = client.read(&mut buffer) {
        let allowed = line.may_be_sent(&buffer[..size], &parser);
        let passed = &buffer[..allowed];
        if line.pass_on(&mut server, passed).is_err() {
            break;
        }
        let before = parser.literals();
        let commands = parser.feed(passed);
        let begun = parser.literals() - before;
        line.literals_sent.fetch_add(begun, Ordering::SeqCst);
        line.note(commands);
        if allowed < size {
            let here = |fault| matches!(fault, Fault::CutAfterSent(_) | Fault::CutInSentLiteral(_));
            line.take_fault_if(here);
            line.cut();
        }
    }
    let _ = server.shutdown(Shutdown::Write);
}

fn carry_to_client(mut server: TcpStream, mut client: TcpStream, line: &Line) {
    let mut parser = Commands::default();
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(size @ 1..) = server.read(&mut buffer) {
        if line.swallowing.load(Ordering::SeqCst) {
            continue;
        }
        let allowed = line.may_be_received(&buffer[..size], &parser);
        // A client that is gone hears nothing more, but the server still works on what it was sent.
        let _ = client.write_all(&buffer[..allowed]);
        line.received.fetch_add(allowed as u64, Ordering::SeqCst);
        let before = parser.literals();
        parser.feed(&buffer[..allowed]);
        let begun = parser.literals() - before;
        line.literals_received.fetch_add(begun, Ordering::SeqCst);
        if allowed < size {
            let here = |fault| {
                matches!(
                    fault,
                    Fault::CutAfterReceived(_) | Fault::CutInReceivedLiteral(_)
                )
            };
            line.take_fault_if(here);
            line.cut();
        }
    }
    let _ = client.shutdown(Shutdown::Write);
}
