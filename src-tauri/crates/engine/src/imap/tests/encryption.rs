//! Certificates that are right and wrong in every way.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::error::{Code, Error, Retry, Scope, Side};
use crate::imap::endpoint::{Endpoint, Security};
use crate::imap::reader::Reader;
use crate::imap::roots::Roots;
use crate::imap::tests::server::{Server, ana, play, short_limits};
use crate::imap::wire::Limits;

const ADMITTED: &str = "C: M1 LOGIN \"ana\" \"secret\"\nS: M1 OK [CAPABILITY IMAP4rev1] in\nC: M2 LIST \"\" \"\"\nS: M2 OK";

/// Somebody who signs certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn roots(&self) -> Roots {
        Roots::platform()
            .unwrap()
            .with_pem(self.0.pem().as_bytes())
            .unwrap()
    }

    fn certify(&self, name: &str, change: impl FnOnce(&mut CertificateParams)) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        acceptor(params.signed_by(&key, &self.0).unwrap().der(), &key)
    }
}

fn acceptor(certificate: &CertificateDer<'static>, key: &KeyPair) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// A server with that certificate, played to its end if the client accepts it; before encryption it plays `before`.
async fn serve(
    acceptor: TlsAcceptor,
    before: &'static str,
    after: String,
    security: Security,
) -> Endpoint {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        play(&mut stream, before).await;
        if let Ok(stream) = acceptor.accept(stream).await {
            play(stream, &after).await;
        }
    });
    Endpoint::new("localhost", port, security).unwrap()
}

async fn open(endpoint: &Endpoint, roots: &Roots) -> Result<Reader, Error> {
    Reader::open(
        Side::Destination,
        endpoint,
        &ana(),
        roots,
        Limits::default(),
    )
    .await
}

async fn fault_with(acceptor: TlsAcceptor, roots: &Roots) -> Error {
    let endpoint = serve(acceptor, "", String::new(), Security::Tls).await;
    let fault = open(&endpoint, roots).await.unwrap_err();
    assert_eq!((fault.scope, fault.retry), (Scope::Account, Retry::Never));
    fault
}

#[tokio::test]
async fn a_certificate_of_an_extra_root_is_accepted() {
    let authority = Authority::new();
    let after = format!("S: * OK [CAPABILITY IMAP4rev1] ready\n{ADMITTED}");
    let endpoint = serve(
        authority.certify("localhost", |_| {}),
        "",
        after,
        Security::Tls,
    )
    .await;
    open(&endpoint, &authority.roots()).await.unwrap();
}

#[tokio::test]
async fn encryption_after_the_greeting_forgets_what_was_said_before() {
    let authority = Authority::new();
    // What is said in the same breath as the consent comes from somebody in between.
    let before = "S: * OK [CAPABILITY IMAP4rev1 STARTTLS] ready\nC: M1 STARTTLS\n\
                  S- M1 OK go on⏎* CAPABILITY IMAP4rev1 LOGINDISABLED⏎M1 OK [CAPABILITY IMAP4rev1 XLIST]⏎";
    let after = format!(
        "C: M1 CAPABILITY\nS: * CAPABILITY IMAP4rev1\nS: M1 OK\n{}",
        ADMITTED.replace("M2", "M3").replace("M1", "M2")
    );
    let endpoint = serve(
        authority.certify("localhost", |_| {}),
        before,
        after,
        Security::StartTls,
    )
    .await;
    let reader = open(&endpoint, &authority.roots()).await.unwrap();
    assert!(!reader.capabilities().xlist);
}

#[tokio::test]
async fn a_certificate_out_of_date_is_refused() {
    let authority = Authority::new();
    let past = authority.certify("localhost", |params| {
        params.not_after = date_time_ymd(2001, 1, 1);
    });
    let future = authority.certify("localhost", |params| {
        params.not_before = date_time_ymd(2999, 1, 1);
    });
    for acceptor in [past, future] {
        let fault = fault_with(acceptor, &authority.roots()).await;
        assert_eq!(fault.code, Code::DestinationCertificateExpired);
    }
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let authority = Authority::new();
    let fault = fault_with(
        authority.certify("mail.example.com", |_| {}),
        &authority.roots(),
    )
    .await;
    assert_eq!(fault.code, Code::DestinationCertificateWrongName);
    assert_eq!(fault.params["names"], "mail.example.com");
}

#[tokio::test]
async fn a_certificate_of_a_stranger_is_refused() {
    let stranger = Authority::new();
    let fault = fault_with(
        stranger.certify("localhost", |_| {}),
        &Authority::new().roots(),
    )
    .await;
    assert_eq!(fault.code, Code::DestinationCertificateUntrusted);
}

#[tokio::test]
async fn a_certificate_signed_by_itself_is_refused() {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let certificate = params.self_signed(&key).unwrap();
    let fault = fault_with(acceptor(certificate.der(), &key), &Authority::new().roots()).await;
    assert_eq!(fault.code, Code::DestinationCertificateUntrusted);

    // A root that is shown as a server's own certificate, trusted or not.
    let mut params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let certificate = params.self_signed(&key).unwrap();
    let roots = Roots::platform()
        .unwrap()
        .with_pem(certificate.pem().as_bytes())
        .unwrap();
    let fault = fault_with(acceptor(certificate.der(), &key), &roots).await;
    assert_eq!(fault.code, Code::DestinationCertificateUntrusted);
}

#[tokio::test]
async fn a_port_without_encryption_is_noticed() {
    for greeting in [
        "S: * OK [CAPABILITY IMAP4rev1] ready",
        "S: 220 mail.example.com ESMTP",
        "S: HTTP/1.1 400 Bad Request",
    ] {
        let mut server = Server::plain(&format!("{greeting}\nhang")).await;
        server.endpoint =
            Endpoint::new("localhost", server.endpoint.port(), Security::Tls).unwrap();
        let fault = open(&server.endpoint, &Authority::new().roots())
            .await
            .unwrap_err();
        assert_eq!(
            (fault.code, fault.retry),
            (Code::DestinationNoTls, Retry::Never)
        );
    }
}

#[tokio::test]
async fn an_encryption_that_never_comes_is_given_up() {
    let server = Server::plain("hang").await;
    let endpoint = Endpoint::new("localhost", server.endpoint.port(), Security::Tls).unwrap();
    let roots = Authority::new().roots();
    let fault = Reader::open(Side::Source, &endpoint, &ana(), &roots, short_limits())
        .await
        .unwrap_err();
    assert_eq!(fault.code, Code::SourceTimedOut);
    assert_eq!(fault.params["step"], "tls");
}

#[tokio::test]
async fn without_any_root_nobody_is_trusted() {
    let authority = Authority::new();
    let none = Roots::none();
    let endpoint = serve(
        authority.certify("localhost", |_| {}),
        "",
        String::new(),
        Security::Tls,
    )
    .await;
    let fault = open(&endpoint, &none).await.unwrap_err();
    assert_eq!((fault.code, fault.scope), (Code::RootsMissing, Scope::Job));

    let after = format!("S: * OK [CAPABILITY IMAP4rev1] ready\n{ADMITTED}");
    let endpoint = serve(
        authority.certify("localhost", |_| {}),
        "",
        after,
        Security::Tls,
    )
    .await;
    let roots = none.with_pem(authority.0.pem().as_bytes()).unwrap();
    open(&endpoint, &roots).await.unwrap();
}

#[test]
fn files_without_a_root_are_refused() {
    let roots = Roots::platform().unwrap();
    for pem in [
        &b""[..],
        b"not a certificate",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        b"-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n",
        KeyPair::generate().unwrap().serialize_pem().as_bytes(),
    ] {
        assert_eq!(roots.with_pem(pem).unwrap_err().code, Code::RootUnreadable);
    }
}
