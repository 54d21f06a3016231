//! # A line that takes its time
//!
//! A relay on the loopback that hands every chunk of bytes on half a round trip after it came, in both directions and
//! in any number at once. Connecting itself takes no time, as the kernel does that.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

/// How much is read at a time.
const CHUNK: usize = 64 * 1024;

/// How many chunks may be under way; with small ones still far more than a fast line holds.
const UNDER_WAY: usize = 1024;

/// Bytes with the moment at which they may leave.
type Chunk = (Instant, Vec<u8>);

/// A relay to one port.
pub(super) struct Delay {
    /// Where to connect instead.
    pub(super) port: u16,
    closed: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl Delay {
    /// Opens a relay; without a delay there is none, and the port is the server's own.
    pub(super) fn before(server: u16, delay: Duration) -> Self {
        let closed = Arc::new(AtomicBool::new(false));
        if delay.is_zero() {
            return Self {
                port: server,
                closed,
                accepting: None,
            };
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("the port of a listener");
        let accepting = spawn({
            let closed = Arc::clone(&closed);
            move || accept(&listener, server, delay, &closed)
        });
        Self {
            port: address.port(),
            closed,
            accepting: Some(accepting),
        }
    }
}

impl Drop for Delay {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        if let Some(accepting) = self.accepting.take() {
            // Wakes the thread that waits for the next connection.
            drop(TcpStream::connect(("127.0.0.1", self.port)));
            drop(accepting.join());
        }
    }
}

fn accept(listener: &TcpListener, server: u16, delay: Duration, closed: &AtomicBool) {
    for client in listener.incoming() {
        if closed.load(Ordering::SeqCst) {
            return;
        }
        let (Ok(client), Ok(server)) = (client, TcpStream::connect(("127.0.0.1", server))) else {
            continue;
        };
        for (from, to) in [(&client, &server), (&server, &client)] {
            let (from, to) = (from.try_clone(), to.try_clone());
            let (from, to) = (from.expect("a second handle"), to.expect("a second handle"));
            to.set_nodelay(true).expect("a stream without delay");
            let (put, take) = sync_channel(UNDER_WAY);
            spawn(move || take_in(from, delay, &put));
            spawn(move || hand_on(to, &take));
        }
    }
}

fn take_in(mut from: TcpStream, delay: Duration, put: &SyncSender<Chunk>) {
    let mut buffer = vec![0; CHUNK];
    while let Ok(size @ 1..) = from.read(&mut buffer) {
        let chunk = (Instant::now() + delay, buffer[..size].to_vec());
        if put.send(chunk).is_err() {
            return;
        }
    }
    // The end of a stream takes its time, too.
    drop(put.send((Instant::now() + delay, Vec::new())));
}

fn hand_on(mut to: TcpStream, take: &Receiver<Chunk>) {
    while let Ok((when, bytes)) = take.recv() {
        sleep(when.saturating_duration_since(Instant::now()));
        if bytes.is_empty() || to.write_all(&bytes).is_err() {
            break;
        }
    }
    // Whoever has gone already needs no end.
    drop(to.shutdown(Shutdown::Write));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_takes_a_round_trip_and_a_stream_takes_no_more() {
        let server = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = server.local_addr().unwrap().port();
        spawn(move || {
            let (mut stream, _) = server.accept().unwrap();
            let mut asked = [0; 4];
            stream.read_exact(&mut asked).unwrap();
            for _ in 0..50 {
                stream.write_all(&[b'x'; 1000]).unwrap();
            }
        });
        let line = Delay::before(port, Duration::from_millis(50));
        let mut client = TcpStream::connect(("127.0.0.1", line.port)).unwrap();
        let start = Instant::now();
        client.write_all(b"ask\n").unwrap();
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).unwrap();
        assert_eq!(answer.len(), 50_000);
        let time = start.elapsed();
        assert!(time >= Duration::from_millis(100), "{time:?}");
        assert!(time < Duration::from_millis(2500), "{time:?}");
    }
}
