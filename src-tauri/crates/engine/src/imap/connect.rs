//! # Connecting
//!
//! From a host name to a server that has greeted and whose encryption has been checked. Every step ends in time, and
//! every way to fail has its own name.
//!
//! Compression (RFC 4978) is not asked for: ordinary mail, most of it attachments in base64, becomes a quarter smaller, for
//! more processor time than all the rest of a copy takes.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use rustls::CertificateError;
use rustls::pki_types::ServerName;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::error::{Code, Error};
use crate::imap::capabilities::Capabilities;
use crate::imap::command::{Line, Reading};
use crate::imap::endpoint::{Endpoint, Security};
use crate::imap::fault::Fault;
use crate::imap::response::{self, Data, Outcome, Verdict};
use crate::imap::roots::Roots;
use crate::imap::wire::{AnyStream, Limits, Step, Wire};

/// Head start of each address before the next is tried beside it (RFC 8305, section 5).
const HEAD_START: Duration = Duration::from_millis(250);

/// Connects, and asks what the server can do.
pub(super) async fn connect(
    endpoint: &Endpoint,
    roots: &Roots,
    limits: Limits,
) -> Result<(Wire, Capabilities), Fault> {
    let stream: AnyStream = Box::new(reach(endpoint, limits).await?);
    match endpoint.security() {
        Security::Plain => greet(stream, limits).await,
        Security::Tls => greet(encrypt(stream, endpoint, roots, limits).await?, limits).await,
        Security::StartTls => {
            let (mut wire, capabilities) = greet(stream, limits).await?;
            if !capabilities.starttls {
                return Err(Fault::NoStartTls);
            }
            let outcome = wire.run(&Line::new("STARTTLS"), |_| {}).await?;
            if outcome.verdict != Verdict::Ok {
                return Err(Fault::NoStartTls);
            }
            // It only tells of habits, so that it may have come before encryption.
            let greeting = std::mem::take(&mut wire.greeting);
            let mut wire = Wire::new(
                encrypt(wire.into_stream(), endpoint, roots, limits).await?,
                limits,
            );
            wire.greeting = greeting;
            let capabilities = ask_capabilities(&mut wire).await?;
            Ok((wire, capabilities))
        }
    }
}

/// What the server can do, asked again.
pub(super) async fn ask_capabilities(wire: &mut Wire) -> Result<Capabilities, Fault> {
    let mut words = Vec::new();
    let outcome = wire
        .run(&Reading::Capability.line(false), |data| {
            if let Data::Capability(more) = data {
                words.extend(more);
            }
        })
        .await?;
    match outcome.verdict {
        Verdict::Ok => Ok(Capabilities::new(words.iter().map(String::as_str))),
        _ => Err(Fault::Garbled(Some(outcome.said()))),
    }
}

/// What the server can do, if it said so in passing (RFC 3501, CAPABILITY response code).
pub(super) fn offered(outcome: &Outcome) -> Option<Capabilities> {
    (outcome.code == "CAPABILITY").then(|| {
        let words = response::words(&outcome.details);
        Capabilities::new(words.iter().map(String::as_str))
    })
}

/// The first of the host's addresses that answers.
async fn reach(endpoint: &Endpoint, limits: Limits) -> Result<TcpStream, Fault> {
    let found = timeout(
        limits.connect,
        lookup_host((endpoint.host(), endpoint.port())),
    )
    .await;
    let addresses: Vec<SocketAddr> = found
        .map_err(|_| Fault::TimedOut(Step::Connect))?
        .map_err(Fault::HostUnknown)?
        .collect();
    timeout(limits.connect, first_to_answer(&addresses))
        .await
        .map_err(|_| Fault::TimedOut(Step::Connect))?
        .map_err(|error| match error.kind() {
            io::ErrorKind::TimedOut => Fault::TimedOut(Step::Connect),
            _ => Fault::Unreachable(error),
        })
}

/// Tries one address after the other, the next as soon as one has failed or has not answered for a moment.
async fn first_to_answer(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    let mut waiting = addresses.iter();
    let mut attempts = FuturesUnordered::new();
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    loop {
        if let Some(address) = waiting.next() {
            attempts.push(TcpStream::connect(address));
        }
        match timeout(HEAD_START, attempts.next()).await {
            Ok(Some(Ok(stream))) => {
                // Commands are small and each waits for its answer; collecting them in the kernel only delays.
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Ok(Some(Err(error))) => failure = error,
            Ok(None) => return Err(failure),
            Err(_) => {}
        }
    }
}

async fn encrypt(
    stream: AnyStream,
    endpoint: &Endpoint,
    roots: &Roots,
    limits: Limits,
) -> Result<AnyStream, Fault> {
    let name = ServerName::try_from(endpoint.host().to_owned()).map_err(|error| {
        Error::job(Code::EndpointMalformed)
            .with("host", endpoint.host())
            .because(error)
    })?;
    let connector = TlsConnector::from(roots.config()?);
    match timeout(limits.tls, connector.connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(tls_fault(error)),
        Err(_) => Err(Fault::TimedOut(Step::Tls)),
    }
}

fn tls_fault(error: io::Error) -> Fault {
    use rustls::Error as Tls;

    let Some(tls) = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Tls>())
    else {
        return Fault::broken(error);
    };
    match tls {
        Tls::InvalidCertificate(certificate) => certificate_fault(certificate),
        Tls::NoCertificatesPresented => Fault::CertificateUntrusted,
        // Something else than encryption came back, or an encryption that is no longer safe to use.
        Tls::InvalidMessage(_) | Tls::AlertReceived(_) | Tls::PeerIncompatible(_) => {
            Fault::NoTls(Some(error))
        }
        _ => Fault::broken(error),
    }
}

fn certificate_fault(error: &CertificateError) -> Fault {
    match error {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => Fault::CertificateExpired,
        CertificateError::NotValidForName => Fault::CertificateWrongName(Vec::new()),
        CertificateError::NotValidForNameContext { presented, .. } => {
            Fault::CertificateWrongName(presented.iter().map(|name| bare_name(name)).collect())
        }
        _ => Fault::CertificateUntrusted,
    }
}

/// `mail.example.com` from `DnsName("mail.example.com")`, as the certificate library shows it.
fn bare_name(shown: &str) -> String {
    let inner = shown
        .split_once('(')
        .and_then(|(_, rest)| rest.strip_suffix(')'));
    inner.unwrap_or(shown).trim_matches('"').to_owned()
}

async fn greet(stream: AnyStream, limits: Limits) -> Result<(Wire, Capabilities), Fault> {
    let mut wire = Wire::new(stream, limits);
    let greeting = timeout(limits.greeting, wire.incoming.greeting())
        .await
        .map_err(|_| Fault::TimedOut(Step::Greeting))??;
    // Signed in already as somebody the server chose, and no longer willing to encrypt: whose mailbox would this be?
    if greeting.verdict == Verdict::Preauth {
        return Err(Fault::SignInDisabled(Some(greeting.said())));
    }
    wire.greeting.clone_from(&greeting.words);
    let capabilities = match offered(&greeting) {
        Some(capabilities) => capabilities,
        None => ask_capabilities(&mut wire).await?,
    };
    Ok((wire, capabilities))
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;

    #[tokio::test]
    async fn every_address_is_tried() {
        let there = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = there.local_addr().unwrap();
        let gone = {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            listener.local_addr().unwrap()
        };
        // TEST-NET-1 (RFC 5737) answers nobody.
        let silent = "192.0.2.1:9".parse().unwrap();
        let reached = first_to_answer(&[gone, silent, address]).await.unwrap();
        assert_eq!(reached.peer_addr().unwrap(), address);
        let error = first_to_answer(&[gone, gone]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionRefused);
        assert!(first_to_answer(&[]).await.is_err());
    }

    #[test]
    fn names_of_certificates_are_shown_bare() {
        assert_eq!(
            bare_name("DnsName(\"mail.example.com\")"),
            "mail.example.com"
        );
        assert_eq!(bare_name("*.example.com"), "*.example.com");
        assert_eq!(bare_name("IpAddress(127.0.0.1)"), "127.0.0.1");
    }
}
