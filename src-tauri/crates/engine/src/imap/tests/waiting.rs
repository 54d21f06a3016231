//! What takes long, and what takes too long. Time stands still here unless everybody waits.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, DuplexStream};
use tokio::time::sleep;

use crate::error::{Code, Retry, Side};
use crate::imap::capabilities::Capabilities;
use crate::imap::fetch::Fetched;
use crate::imap::reader::Reader;
use crate::imap::session::SourceSession;
use crate::imap::wire::{Limits, Wire};

fn session() -> (SourceSession, DuplexStream) {
    let (near, far) = tokio::io::duplex(64);
    let wire = Wire::new(Box::new(near), Limits::default());
    (
        SourceSession(Reader::over(wire, Side::Source, Capabilities::default())),
        far,
    )
}

#[tokio::test(start_paused = true)]
async fn slow_is_not_silent() {
    let (mut source, mut far) = session();
    let server = async {
        far.write_all(b"* 1 FETCH (UID 1 BODY[] {600}\r\n")
            .await
            .unwrap();
        for _ in 0..600 {
            // Each pause is just short of the limit, and all together take ten hours.
            sleep(Duration::from_secs(59)).await;
            far.write_all(b"x").await.unwrap();
        }
        far.write_all(b")\r\nM1 OK done\r\n").await.unwrap();
        far
    };
    let client = async {
        let mut arriving = source.fetch(&[1]);
        let message = arriving.next().await.unwrap();
        assert!(matches!(message, Some(Fetched::Message(message)) if message.bytes == [b'x'; 600]));
        assert!(arriving.next().await.unwrap().is_none());
    };
    tokio::join!(server, client);
}

#[tokio::test(start_paused = true)]
async fn silence_ends_the_wait() {
    for (said, step) in [
        ("", "answer"),
        ("* 1 FETCH (UID 1 BODY[] {600}\r\nxxx", "transfer"),
        ("* 1 FETCH (UI", "transfer"),
        ("* 1 FETCH (UID 1 BODY[] {4294967295}\r\nxxx", "transfer"),
    ] {
        let (mut source, mut far) = session();
        far.write_all(said.as_bytes()).await.unwrap();
        let fault = source.fetch(&[1]).next().await.unwrap_err();
        assert_eq!(
            (fault.code, fault.retry),
            (Code::SourceTimedOut, Retry::Now)
        );
        assert_eq!(fault.params["step"], step);
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_larger_than_memory_allows_is_read_past() {
    const SIZE: u64 = (256 << 20) + 1;
    let (near, far) = tokio::io::duplex(1 << 20);
    let wire = Wire::new(Box::new(near), Limits::default());
    let mut source = SourceSession(Reader::over(wire, Side::Source, Capabilities::default()));
    let (mut read, mut write) = tokio::io::split(far);
    let server = async {
        write
            .write_all(format!("* 1 FETCH (UID 1 BODY[] {{{SIZE}}}\r\n").as_bytes())
            .await
            .unwrap();
        tokio::io::copy(&mut tokio::io::repeat(b'x').take(SIZE), &mut write)
            .await
            .unwrap();
        write.write_all(b")\r\nM1 OK done\r\n").await.unwrap();
        read.read_exact(&mut [0; 9]).await.unwrap();
    };
    let client = async {
        let mut arriving = source.fetch(&[1]);
        let fetched = arriving.next().await.unwrap();
        assert!(matches!(fetched, Some(Fetched::Large { uid: 1 })));
        assert!(arriving.next().await.unwrap().is_none());
    };
    tokio::join!(server, client);
}

#[tokio::test(start_paused = true)]
async fn good_bye_is_short() {
    let (source, far) = session();
    let before = tokio::time::Instant::now();
    source.logout().await;
    assert!(before.elapsed() <= Duration::from_secs(3));
    drop(far);
}
