//! Servers that say anything at all: what the other dialogues hold, cut, doubled, bent and mixed, and bytes by chance.
//! Whatever comes, every call ends, with an answer or an error, and no memory is held that was not sent.

use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::time::Duration;

use time::macros::datetime;
use tokio::io::{AsyncRead, ReadBuf};

use crate::error::{Error, Side};
use crate::imap::append::{Append, Grouping, Heard};
use crate::imap::capabilities::Capabilities;
use crate::imap::command::Reading;
use crate::imap::flags::Flags;
use crate::imap::listing::Stretch;
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::session::{DestinationSession, Place};
use crate::imap::stream::Streamed;
use crate::imap::wire::{Limits, Wire};

/// Conversations in the short and in the long mode.
const CASES: (u64, u64) = (10_000, 2_000_000);
/// No conversation takes longer; there is no network in it.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// More than all of this may take at its worst, beside what other tests hold at the same time.
const MEMORY: u64 = 256 << 20;
/// The dialogues that are bent.
const SOURCES: [&str; 7] = [
    include_str!("connecting.rs"),
    include_str!("flowing.rs"),
    include_str!("reading.rs"),
    include_str!("signing_in.rs"),
    include_str!("sizing.rs"),
    include_str!("waiting.rs"),
    include_str!("writing.rs"),
];
/// What parsers stumble over.
const STONES: [&[u8]; 20] = [
    b"{4294967295}\r\n",
    b"{18446744073709551616}\r\n",
    b"{3}\r\n",
    b"{0}\r\n",
    b"~{2}\r\n",
    b"\"",
    b"\\",
    b"(",
    b")",
    b"((((((((((((((((",
    b"NIL",
    b"\0",
    b"\r",
    b"\n",
    b"\xff\xfe",
    b"* 1 FETCH (UID 1 BODY[] {9}\r\n",
    b"* 4294967296 EXISTS\r\n",
    b"+ \r\n",
    b"M3 OK [APPENDUID 7 1:4294967295] done\r\n",
    b"L3 OK done\r\n",
];

#[test]
fn whatever_a_server_says_every_call_ends() {
    let corpus = corpus();
    assert!(corpus.len() > 50, "only {} dialogues", corpus.len());
    let long = std::env::var("MOVING_DAY_LONG").is_ok_and(|value| value == "1");
    let cases = if long { CASES.1 } else { CASES.0 };
    let before = peak_memory();
    let (told, ended) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        for case in 0..cases {
            runtime.block_on(converse(&corpus, case));
            told.send(case).unwrap();
        }
    });
    let mut next = 0;
    while next < cases {
        match ended.recv_timeout(TIME_LIMIT) {
            Ok(case) => next = case + 1,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("case {next} does not end"),
            // It panicked, and says so itself.
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(worker.join().is_ok(), "case {next} panicked");
    if let (Some(before), Some(after)) = (before, peak_memory()) {
        let taken = after - before;
        assert!(taken < MEMORY, "{taken} bytes were held at once");
    }
}

/// Calls everything that reads, in an order by chance, until the server has nothing more to say.
async fn converse(corpus: &[Vec<u8>], case: u64) {
    let mut chance = Chance(case);
    let said = said(corpus, &mut chance);
    let step = *chance.pick(&[1, 2, 7, 1000, 100_000]);
    let dribble = Dribble { said, at: 0, step };
    let stream = tokio::io::join(dribble, tokio::io::sink());
    let mut wire = Wire::new(Box::new(stream), Limits::default());
    if chance.below(10) == 0 {
        // What comes before anybody is signed in.
        let _ = wire.incoming.greeting().await;
        let _ = wire.run(&Reading::Capability.line(false), |_| {}).await;
        return;
    }
    // The dialogues go on where somebody was signed in.
    wire.tags = 2;
    let words = ["LITERAL+", "MULTIAPPEND", "QUOTA", "LIST-EXTENDED", "XLIST"];
    let words = words.into_iter().filter(|_| chance.below(2) == 0);
    let capabilities = Capabilities::new(words);
    let mut session = DestinationSession(Reader::over(wire, Side::Destination, capabilities));
    for _ in 0..8 {
        if call(&mut session, &mut chance).await.is_err() {
            return;
        }
    }
}

async fn call(session: &mut DestinationSession, chance: &mut Chance) -> Result<(), Error> {
    let inbox = FolderName::inbox();
    let folder = FolderName::new(vec!["a".to_owned()]);
    let whole = |folder: &FolderName| Stretch {
        folder: folder.clone(),
        first: 1,
        last: u32::MAX,
    };
    let stretches = [whole(&inbox), whole(&folder)];
    match chance.below(14) {
        0 => session.folders().await.map(drop),
        1 => session.statuses(&[inbox, folder]).await.map(drop),
        2 => session.room().await.map(drop),
        3 => session.examine(&inbox).await.map(drop),
        4 => session.list(1, None).await.map(drop),
        5 => session.weigh(&stretches).await.map(drop),
        6 => {
            let [first, second] = stretches;
            let wanted = [(first, None), (second, Some(5))];
            session.flags(&wanted).await.map(drop)
        }
        7 => session.details(&stretches, |_, _| {}).await.map(drop),
        8 => {
            let mut arriving = session.fetch(&[1, 2, 3, 5, 9, 11]);
            while arriving.next().await?.is_some() {}
            Ok(())
        }
        9 => {
            if let Streamed::Message(mut message) = session.stream(5).await? {
                while message.chunk().await?.is_some() {}
            }
            Ok(())
        }
        10 => {
            let place = |name| Place {
                name,
                create: true,
                subscribe: true,
            };
            let places = [place(inbox), place(folder)];
            session.prepare(&places).await.map(drop)
        }
        11 => session.heads(&[1, 2, 3]).await.map(drop),
        12 => {
            let flags = Flags::default();
            let message = Append {
                bytes: b"A: b\r\n\r\nc\r\n",
                flags: &flags,
                internal_date: datetime!(2020-02-01 10:00 +1),
            };
            session.append(&folder, &[message]).await.map(drop)
        }
        _ => write(session, &folder).await,
    }
}

/// Writes two messages, looks what became of them, and hears all of it.
async fn write(session: &mut DestinationSession, folder: &FolderName) -> Result<(), Error> {
    let (mut outbox, mut answers) = session.appending(Grouping::AsOffered)?;
    let flags = Flags::new(["\\Seen"]);
    let message = Append {
        bytes: b"A: b\r\n\r\nc\r\n",
        flags: &flags,
        internal_date: datetime!(2020-02-01 10:00 +1),
    };
    let writing = async {
        outbox.add(folder, &message).await?;
        outbox.add(folder, &message).await?;
        outbox.finish().await?;
        outbox.look(folder, 1).await.map(drop)
    };
    let hearing = async {
        while !matches!(answers.hear().await?, Heard::Looked(_)) {}
        Ok(())
    };
    tokio::try_join!(hearing, writing)?;
    session.all_answered();
    Ok(())
}

/// What the server says: a bent dialogue or two, and now and then nothing that was ever said by a server.
fn said(corpus: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut said = chance.pick(corpus).clone();
    for _ in 0..chance.below(3) {
        said.extend(chance.pick(corpus).iter());
    }
    if chance.below(20) == 0 {
        let length = chance.below(3000);
        said = (0..length).map(|_| chance.byte()).collect();
    }
    for _ in 0..chance.below(6) {
        bend(&mut said, chance);
    }
    said
}

fn bend(said: &mut Vec<u8>, chance: &mut Chance) {
    let from = chance.place(said.len());
    let to = (from + chance.place(40)).min(said.len());
    match chance.below(7) {
        0 => said.truncate(from),
        1 => drop(said.drain(from..to)),
        2 => {
            let part = said[from..to].to_vec();
            let times = chance.place(50);
            said.splice(from..from, part.repeat(times));
        }
        3 => said[from..to]
            .iter_mut()
            .for_each(|byte| *byte = chance.byte()),
        4 => {
            let stone = chance.pick(&STONES).to_vec();
            said.splice(from..to, stone);
        }
        5 => {
            // Another number where one stands.
            for byte in &mut said[from..to] {
                if byte.is_ascii_digit() {
                    *byte = b'0' + chance.byte() % 10;
                }
            }
        }
        _ => {
            let stone = chance.pick(&STONES).to_vec();
            let times = 1 + chance.place(3000);
            said.splice(from..from, stone.repeat(times));
        }
    }
}

/// What servers say in the other dialogues, dialogue by dialogue.
fn corpus() -> Vec<Vec<u8>> {
    let mut corpus: Vec<Vec<u8>> = Vec::new();
    for source in SOURCES {
        for test in source.split("#[tokio::test") {
            let mut said = Vec::new();
            for line in test.lines() {
                let line = line.trim_start().trim_start_matches(['"', '(', '&']);
                let Some(text) = line
                    .strip_prefix("S: ")
                    .or_else(|| line.strip_prefix("S- "))
                else {
                    continue;
                };
                let end = text.find("\\n").or_else(|| text.rfind('"'));
                let text = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
                let text = text.replace("\\\"", "\"").replace("\\\\", "\\");
                said.extend_from_slice(text.replace('⏎', "\r\n").as_bytes());
                said.extend_from_slice(b"\r\n");
                // Each line alone meets the parsers of everything else.
                corpus.push([text.as_bytes(), b"\r\n"].concat());
            }
            corpus.push(said);
        }
    }
    corpus
}

/// The most memory that this process has held so far, where the system tells.
fn peak_memory() -> Option<u64> {
    let about = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = about.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kibibytes * 1024)
}

/// Says everything a few bytes at a time, then hangs up.
struct Dribble {
    said: Vec<u8>,
    at: usize,
    step: usize,
}

impl AsyncRead for Dribble {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let end = self.at + self.step.min(buffer.remaining());
        let end = end.min(self.said.len());
        buffer.put_slice(&self.said[self.at..end]);
        self.at = end;
        Poll::Ready(Ok(()))
    }
}

/// Numbers that depend on the case alone (SplitMix64).
struct Chance(u64);

impl Chance {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.number() % end.max(1)
    }

    /// A place from 0 to `end`.
    fn place(&mut self, end: usize) -> usize {
        usize::try_from(self.below(end as u64 + 1)).unwrap()
    }

    fn byte(&mut self) -> u8 {
        self.number().to_le_bytes()[0]
    }

    fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.place(choices.len() - 1)]
    }
}
