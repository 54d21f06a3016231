//! What can be found at the other end of a connection.

use tokio::net::TcpListener;

use crate::error::{Code, Error, Retry, Scope, Side};
use crate::imap::endpoint::{Endpoint, Security};
use crate::imap::reader::Reader;
use crate::imap::roots::Roots;
use crate::imap::tests::server::{Server, ana, short_limits};
use crate::imap::wire::Limits;

async fn fault_of(script: &str, side: Side) -> Error {
    let server = Server::plain(script).await;
    let fault = server.reader(side, &ana()).await.unwrap_err();
    assert_eq!(fault.scope, Scope::Account);
    assert_eq!(fault.params["side"], side.as_str());
    assert_eq!(fault.params["host"], "127.0.0.1");
    assert_eq!(fault.params["port"], server.endpoint.port().to_string());
    fault
}

async fn fault_at(endpoint: &Endpoint) -> Error {
    let roots = Roots::platform().unwrap();
    Reader::open(Side::Source, endpoint, &ana(), &roots, Limits::default())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn something_else_than_imap_is_noticed() {
    for greeting in [
        "S: HTTP/1.1 400 Bad Request",
        "S: 220 mail.example.com ESMTP",
        "S: +OK POP3 ready",
        "S: SSH-2.0-OpenSSH_9.2",
        "S: * HELLO",
        "S: M1 OK hello",
        "S: ",
    ] {
        let fault = fault_of(greeting, Side::Source).await;
        assert_eq!(
            (fault.code, fault.retry),
            (Code::SourceNotImap, Retry::Never),
            "{greeting}"
        );
        assert_eq!(
            fault_of(greeting, Side::Destination).await.code,
            Code::DestinationNotImap
        );
    }
}

#[tokio::test]
async fn a_line_without_end_is_noticed() {
    let fault = fault_of(&format!("S- {}", "x".repeat(3 << 20)), Side::Source).await;
    assert_eq!(fault.code, Code::SourceNotImap);
}

#[tokio::test]
async fn a_good_bye_instead_of_a_greeting_asks_for_patience() {
    let fault = fault_of("S: * BYE Sorry, come back in an hour", Side::Destination).await;
    assert_eq!(
        (fault.code, fault.retry),
        (Code::DestinationBusy, Retry::Later)
    );
    assert_eq!(
        fault.server_text.as_deref(),
        Some("Sorry, come back in an hour")
    );
}

#[tokio::test]
async fn a_server_that_has_signed_somebody_in_is_not_used() {
    let fault = fault_of(
        "S: * PREAUTH [CAPABILITY IMAP4rev1] welcome root",
        Side::Source,
    )
    .await;
    assert_eq!(fault.code, Code::SourceSignInDisabled);
}

#[tokio::test]
async fn a_server_that_hangs_up_is_lost() {
    let fault = fault_of("close", Side::Source).await;
    assert_eq!((fault.code, fault.retry), (Code::SourceLost, Retry::Now));
}

#[tokio::test]
async fn a_server_that_says_nothing_is_given_up() {
    let mut server = Server::plain("hang").await;
    server.limits = short_limits();
    let fault = server.reader(Side::Source, &ana()).await.unwrap_err();
    assert_eq!(
        (fault.code, fault.retry),
        (Code::SourceTimedOut, Retry::Later)
    );
    assert_eq!(fault.params["step"], "greeting");
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let fault = fault_at(&Endpoint::new("127.0.0.1", port, Security::Tls).unwrap()).await;
    assert_eq!(
        (fault.code, fault.retry),
        (Code::SourceUnreachable, Retry::Later)
    );
}

#[tokio::test]
async fn there_is_no_such_host() {
    // RFC 6761 keeps this name from ever existing.
    let fault = fault_at(&Endpoint::new("mail.nowhere.invalid", 993, Security::Tls).unwrap()).await;
    assert_eq!(fault.code, Code::SourceNotFound);
    assert_eq!(fault.params["host"], "mail.nowhere.invalid");
}

#[tokio::test]
async fn starttls_must_be_offered() {
    for script in [
        "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready",
        "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC: M1 STARTTLS\nS: M1 NO not today",
        "S: * OK ready\nC: M1 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: M1 OK done",
    ] {
        let mut server = Server::plain(script).await;
        server.endpoint =
            Endpoint::new("127.0.0.1", server.endpoint.port(), Security::StartTls).unwrap();
        let fault = server.reader(Side::Source, &ana()).await.unwrap_err();
        assert_eq!(
            (fault.code, fault.retry),
            (Code::SourceNoStartTls, Retry::Never)
        );
        // The password was not sent.
        assert!(!server.heard().await.join("\n").contains("secret"));
    }
}
