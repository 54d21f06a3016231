//! # Sending
//!
//! Collects small pieces, sends large ones as they are, and wipes what it has sent, because passwords pass through.

use tokio::io::{AsyncWriteExt as _, WriteHalf};
use tokio::time::timeout;
use zeroize::Zeroize as _;

use crate::imap::fault::Fault;
use crate::imap::wire::{AnyStream, Limits, Step, Traffic};

/// Pieces are collected up to this many bytes: enough to fill several TLS records at once.
const COLLECT: usize = 64 * 1024;

/// The writing half of a connection.
pub(in crate::imap) struct Outgoing {
    half: WriteHalf<AnyStream>,
    collected: Vec<u8>,
    limits: Limits,
    traffic: Traffic,
}

impl Outgoing {
    pub(super) fn new(half: WriteHalf<AnyStream>, limits: Limits, traffic: Traffic) -> Self {
        Self {
            half,
            collected: Vec::new(),
            limits,
            traffic,
        }
    }

    pub(super) fn into_half(self) -> WriteHalf<AnyStream> {
        self.half
    }

    /// Sends some bytes, now or with the next ones.
    pub(in crate::imap) async fn put(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        if self.collected.len() + bytes.len() > COLLECT {
            self.send_collected().await?;
        }
        if bytes.len() >= COLLECT {
            self.send(bytes).await
        } else {
            self.collected.extend_from_slice(bytes);
            Ok(())
        }
    }

    /// Announces a literal of that many bytes (RFC 3501, section 4.3).
    pub(in crate::imap) async fn announce(
        &mut self,
        size: usize,
        at_once: bool,
    ) -> Result<(), Fault> {
        let plus = if at_once { "+" } else { "" };
        self.put(format!("{{{size}{plus}}}\r\n").as_bytes()).await
    }

    /// Sends everything that is still here.
    pub(in crate::imap) async fn flush(&mut self) -> Result<(), Fault> {
        self.send_collected().await?;
        loop {
            let before = self.traffic.seen();
            match timeout(self.limits.silence, self.half.flush()).await {
                Ok(flushed) => return flushed.map_err(Fault::broken),
                Err(_) => self.unless_silent(before)?,
            };
        }
    }

    async fn send_collected(&mut self) -> Result<(), Fault> {
        let mut collected = std::mem::take(&mut self.collected);
        let sent = self.send(&collected).await;
        collected.zeroize();
        self.collected = collected;
        sent
    }

    async fn send(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut left = bytes;
        while !left.is_empty() {
            let before = self.traffic.seen();
            let sent = match timeout(self.limits.silence, self.half.write(left)).await {
                Ok(Ok(0)) => return Err(Fault::lost()),
                Ok(sent) => sent.map_err(Fault::broken)?,
                Err(_) => self.unless_silent(before)?,
            };
            self.traffic.note();
            left = left.get(sent..).unwrap_or_default();
        }
        Ok(())
    }

    /// A time-out in one direction counts only when nothing has moved in the other.
    fn unless_silent(&self, before: u64) -> Result<usize, Fault> {
        if self.traffic.seen() == before {
            return Err(Fault::TimedOut(Step::Transfer));
        }
        Ok(0)
    }
}
