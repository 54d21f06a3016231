//! A server that follows a script, and fails the test when the client does not.

use std::time::Duration;

use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufStream,
};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::error::{Error, Side};
use crate::imap::endpoint::{Endpoint, Login, Security};
use crate::imap::reader::Reader;
use crate::imap::roots::Roots;
use crate::imap::session::{DestinationSession, SourceSession};
use crate::imap::wire::Limits;
use crate::secret::Secret;

/// No dialogue takes longer.
const TIME_LIMIT: Duration = Duration::from_secs(20);

/// A server in the middle of its script.
pub(super) struct Server {
    pub(super) endpoint: Endpoint,
    pub(super) limits: Limits,
    task: JoinHandle<Vec<String>>,
}

impl Server {
    /// A server without encryption.
    ///
    /// Lines of the script: `S:` says a line, `S-` says text without a line end (`⏎` stands for one inside), `C:` hears a line, `C~` hears a line
    /// and does not look at it, `close` hangs up, `hang` says nothing more until the client hangs up. At its end the script hangs up.
    pub(super) async fn plain(script: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let script = script.to_owned();
        let task = tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            play(stream, &script).await
        });
        Self {
            endpoint: Endpoint::new("127.0.0.1", port, Security::Plain).unwrap(),
            limits: Limits::default(),
            task,
        }
    }

    /// A server that offers `capabilities`, lets Ana in, uses `/` and goes on with the script. Its tags begin at `M3`.
    pub(super) async fn with(capabilities: &str, script: &str) -> Self {
        Self::plain(&format!(
            "S: * OK [CAPABILITY IMAP4rev1] ready\n\
             C: M1 LOGIN \"ana\" \"secret\"\n\
             S: M1 OK [CAPABILITY IMAP4rev1 {capabilities}] welcome\n\
             C: M2 LIST \"\" \"\"\n\
             S: * LIST (\\Noselect) \"/\" \"\"\n\
             S: M2 OK done\n\
             {script}"
        ))
        .await
    }

    /// What the server heard, once the script is through.
    pub(super) async fn heard(self) -> Vec<String> {
        timeout(TIME_LIMIT, self.task).await.unwrap().unwrap()
    }

    pub(super) async fn source(&self) -> SourceSession {
        SourceSession(self.reader(Side::Source, &ana()).await.unwrap())
    }

    pub(super) async fn destination(&self) -> DestinationSession {
        DestinationSession(self.reader(Side::Destination, &ana()).await.unwrap())
    }

    pub(super) async fn reader(&self, side: Side, login: &Login) -> Result<Reader, Error> {
        let roots = Roots::platform().unwrap();
        let opened = Reader::open(side, &self.endpoint, login, &roots, self.limits);
        timeout(TIME_LIMIT, opened).await.unwrap()
    }
}

pub(super) fn ana() -> Login {
    login("ana", "secret")
}

pub(super) fn login(user: &str, secret: &str) -> Login {
    Login {
        user: user.to_owned(),
        secret: Secret::new(secret.to_owned()),
    }
}

/// Limits that a test can wait for; the outer ones come first.
pub(super) fn short_limits() -> Limits {
    let short = Duration::from_millis(300);
    Limits {
        connect: short,
        tls: short,
        greeting: short,
        sign_in: short,
        answer: short * 2,
        silence: short * 2,
        logout: short,
    }
}

/// Plays a script on any connection.
pub(super) async fn play(stream: impl AsyncRead + AsyncWrite + Unpin, script: &str) -> Vec<String> {
    let mut stream = BufStream::new(stream);
    let mut heard = Vec::new();
    for step in script.lines() {
        let (kind, text) = step.split_at_checked(2).unwrap_or((step, ""));
        let text = text.strip_prefix(' ').unwrap_or(text);
        match kind {
            "S:" | "S-" => {
                let end = if kind == "S:" { "\r\n" } else { "" };
                let said = text.replace('⏎', "\r\n") + end;
                stream.write_all(said.as_bytes()).await.unwrap();
                stream.flush().await.unwrap();
            }
            "C:" | "C~" => {
                let mut line = Vec::new();
                stream.read_until(b'\n', &mut line).await.unwrap();
                let line = String::from_utf8(line).unwrap();
                if kind == "C:" {
                    assert_eq!(line, format!("{text}\r\n"), "heard so far: {heard:#?}");
                }
                heard.push(line.trim_end().to_owned());
            }
            _ if step == "hang" => drop(stream.read_to_end(&mut Vec::new()).await),
            _ => assert_eq!(step, "close", "a script has other words"),
        }
    }
    heard
}
