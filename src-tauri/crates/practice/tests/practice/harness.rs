use std::time::Duration;

use async_imap::{Authenticator, Session};
use moving_day_practice::{Company, Member, Trouble};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Everything happens on this computer; what takes longer hangs.
const LIMIT: Duration = Duration::from_secs(20);

/// A company in a folder of its own.
pub(crate) async fn company(troubles: &[Trouble]) -> (Company, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let company = Company::open(folder.path(), troubles).await.unwrap();
    (company, folder)
}

pub(crate) fn ana() -> &'static Member {
    &Company::people()[0]
}

/// A client that writes and reads lines.
pub(crate) struct Raw(BufStream<TcpStream>);

impl Raw {
    /// Connects and reads the greeting.
    pub(crate) async fn connect(port: u16) -> Self {
        let mut raw = Self(BufStream::new(
            TcpStream::connect(("127.0.0.1", port)).await.unwrap(),
        ));
        assert!(raw.line().await.starts_with("* OK [CAPABILITY IMAP4rev1 "));
        raw
    }

    pub(crate) async fn source(company: &Company) -> Self {
        Self::source_of(company, ana()).await
    }

    pub(crate) async fn source_of(company: &Company, member: &Member) -> Self {
        let mut raw = Self::connect(company.source().port()).await;
        raw.sign_in(member.address, member.source_password).await;
        raw
    }

    pub(crate) async fn destination(company: &Company) -> Self {
        let mut raw = Self::connect(company.destination().port()).await;
        raw.sign_in(ana().address, ana().destination_password).await;
        raw
    }

    async fn sign_in(&mut self, user: &str, password: &str) {
        self.send(&format!("s LOGIN {user} {{{}}}\r\n", password.len()))
            .await;
        assert_eq!(self.line().await, "+ Go ahead");
        self.send(&format!("{password}\r\n")).await;
        assert!(self.line().await.starts_with("s OK [CAPABILITY "));
    }

    pub(crate) async fn send(&mut self, text: &str) {
        self.send_bytes(text.as_bytes()).await;
    }

    pub(crate) async fn send_bytes(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.unwrap();
        self.0.flush().await.unwrap();
    }

    /// The next line without its end.
    pub(crate) async fn line(&mut self) -> String {
        let mut line = Vec::new();
        let read = timeout(LIMIT, self.0.read_until(b'\n', &mut line))
            .await
            .unwrap()
            .unwrap();
        assert!(read > 0, "the server closed the connection");
        String::from_utf8_lossy(&line)
            .trim_end_matches("\r\n")
            .to_owned()
    }

    /// Sends a command with the tag `t` and gives all lines up to and with the tagged one.
    pub(crate) async fn ask(&mut self, command: &str) -> Vec<String> {
        self.send(&format!("t {command}\r\n")).await;
        self.answer().await
    }

    pub(crate) async fn answer(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let line = self.line().await;
            let last = line.starts_with("t ");
            lines.push(line);
            if last {
                return lines;
            }
        }
    }

    /// Sends a command and gives the tagged line alone.
    pub(crate) async fn verdict(&mut self, command: &str) -> String {
        self.ask(command).await.pop().unwrap()
    }

    /// Reads a FETCH answer and gives the sizes of the literals in it.
    pub(crate) async fn literals(&mut self) -> Vec<usize> {
        let mut sizes = Vec::new();
        loop {
            let line = self.line().await;
            if line.starts_with("t ") {
                assert!(line.starts_with("t OK"), "{line}");
                return sizes;
            }
            if let Some(size) = line
                .strip_suffix('}')
                .and_then(|line| line.rsplit_once('{'))
            {
                let mut bytes = vec![0; size.1.parse().unwrap()];
                timeout(LIMIT, self.0.read_exact(&mut bytes))
                    .await
                    .unwrap()
                    .unwrap();
                sizes.push(bytes.len());
            }
        }
    }

    /// Whatever comes until the server closes.
    pub(crate) async fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        // A reset counts as closed as well.
        let _ = timeout(LIMIT, self.0.read_to_end(&mut rest)).await.unwrap();
        rest
    }
}

/// Signs in with a client that somebody else wrote.
pub(crate) async fn foreign(
    port: u16,
    user: &str,
    password: &str,
) -> async_imap::error::Result<Session<TcpStream>> {
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut client = async_imap::Client::new(stream);
    client.read_response().await.unwrap().unwrap();
    let plain = Plain(format!("\0{user}\0{password}"));
    let signed_in = timeout(LIMIT, client.authenticate("PLAIN", plain))
        .await
        .unwrap();
    signed_in.map_err(|(error, _)| error)
}

struct Plain(String);

impl Authenticator for Plain {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.clone()
    }
}
