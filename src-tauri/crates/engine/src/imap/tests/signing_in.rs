//! User names and passwords of every kind, and refusals of every kind.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::{Code, Error, Retry, Side};
use crate::imap::endpoint::Login;
use crate::imap::tests::server::{Server, ana, login, short_limits};

/// What follows a sign-in on a server that offers nothing.
const AFTER: &str = "S: OK\nC: M2 CAPABILITY\nS: * CAPABILITY IMAP4rev1 UIDPLUS\nS: M2 OK\nC: M3 LIST \"\" \"\"\nS: M3 OK";

async fn fault_of(login: &Login, script: &str) -> Error {
    let server = Server::plain(script).await;
    let fault = server.reader(Side::Source, login).await.unwrap_err();
    server.heard().await;
    fault
}

async fn refusal(answer: &str) -> Error {
    let script =
        format!("S: * OK [CAPABILITY IMAP4rev1] ready\nC: M1 LOGIN \"ana\" \"secret\"\n{answer}");
    fault_of(&ana(), &script).await
}

fn every_character() -> String {
    (' '..='~').collect()
}

#[tokio::test]
async fn login_carries_every_printable_character() {
    let every = every_character();
    let quoted = every.replace('\\', "\\\\").replace('"', "\\\"");
    let after = AFTER.replace("S: OK", "S: M1 OK in");
    let script = format!(
        "S: * OK [CAPABILITY IMAP4rev1] ready\nC: M1 LOGIN \"{quoted}\" \"{quoted}\"\n{after}"
    );
    let server = Server::plain(&script).await;
    let reader = server
        .reader(Side::Source, &login(&every, &every))
        .await
        .unwrap();
    assert!(reader.capabilities().uidplus);
    server.heard().await;
}

#[tokio::test]
async fn login_sends_what_cannot_be_quoted_as_literals() {
    let after = AFTER.replace("S: OK", "S: M1 OK in");
    let script = format!(
        "S: * OK [CAPABILITY IMAP4rev1] ready\n\
         C: M1 LOGIN {{7}}\nS: * OK [ALERT] in between\nS: + go on\nC: jürgen {{6}}\nS: +\nC: päßw\n{after}"
    );
    let server = Server::plain(&script).await;
    server
        .reader(Side::Source, &login("jürgen", "päßw"))
        .await
        .unwrap();
    server.heard().await;
}

#[tokio::test]
async fn login_does_not_wait_where_it_need_not() {
    let after = AFTER.replace("S: OK", "S: M1 OK in");
    let script = format!(
        "S: * OK [CAPABILITY IMAP4rev1 LITERAL+] ready\nC: M1 LOGIN \"jo\" {{3+}}\nC: ü!\n{after}"
    );
    let server = Server::plain(&script).await;
    server
        .reader(Side::Source, &login("jo", "ü!"))
        .await
        .unwrap();
    server.heard().await;
}

#[tokio::test]
async fn a_refused_literal_is_a_refused_sign_in() {
    let script =
        "S: * OK [CAPABILITY IMAP4rev1] ready\nC: M1 LOGIN \"jo\" {3}\nS: M1 NO no literals";
    let fault = fault_of(&login("jo", "ü!"), script).await;
    assert_eq!(fault.code, Code::SourceSignInRefused);
}

#[tokio::test]
async fn plain_carries_every_character() {
    let every = format!("{}äß漢🙂", every_character());
    let coded = STANDARD.encode(format!("\0{every}\0{every}"));
    for script in [
        format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC: M1 AUTHENTICATE PLAIN {coded}"
        ),
        format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\nC: M1 AUTHENTICATE PLAIN\nS: + \nC: {coded}"
        ),
        // Offered to begin at once, and asked nevertheless.
        format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] ready\nC: M1 AUTHENTICATE PLAIN\nS: +\nC: {coded}"
        ),
    ] {
        let after = AFTER.replace("S: OK", "S: M1 OK in");
        let server = Server::plain(&format!("{script}\n{after}")).await;
        server
            .reader(Side::Source, &login(&every, &every))
            .await
            .unwrap();
        server.heard().await;
    }
}

#[tokio::test]
async fn capabilities_are_learned_again() {
    for after in [
        "S: M2 OK [CAPABILITY IMAP4rev1 UIDPLUS] in\nC: M3 LIST \"\" \"\"\nS: M3 OK",
        "S: * CAPABILITY IMAP4rev1 UIDPLUS\nS: M2 OK in\nC: M3 LIST \"\" \"\"\nS: M3 OK",
        "S: M2 OK in\nC: M3 CAPABILITY\nS: * CAPABILITY IMAP4rev1 UIDPLUS\nS: M3 OK\nC: M4 LIST \"\" \"\"\nS: M4 OK",
    ] {
        let script = format!(
            "S: * OK ready\nC: M1 CAPABILITY\nS: * CAPABILITY IMAP4rev1 SASL-IR\nS: M1 OK\n\
             C: M2 LOGIN \"ana\" \"secret\"\n{after}"
        );
        let server = Server::plain(&script).await;
        let reader = server.reader(Side::Source, &ana()).await.unwrap();
        assert!(reader.capabilities().uidplus && !reader.capabilities().sasl_ir);
        server.heard().await;
    }
}

#[tokio::test]
async fn the_other_way_is_tried_only_when_the_first_is_not_known() {
    let after = AFTER
        .replace("M3", "M4")
        .replace("M2", "M3")
        .replace("S: OK", "S: M2 OK in");
    for answer in [
        "S: M1 BAD what?",
        "S: M1 NO [CANNOT] mechanism not supported",
        "S: M1 NO Unsupported authentication mechanism",
    ] {
        let script = format!(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\nC~\n{answer}\nC: M2 LOGIN \"ana\" \"secret\"\n{after}"
        );
        let server = Server::plain(&script).await;
        server.reader(Side::Source, &ana()).await.unwrap();
        server.heard().await;
    }
}

#[tokio::test]
async fn a_refused_password_is_not_sent_again() {
    for (offer, answer) in [
        (
            "SASL-IR",
            "S: M1 NO [AUTHENTICATIONFAILED] Authentication failed.",
        ),
        ("SASL-IR", "S: M1 NO Invalid credentials (Failure)"),
        (
            "SASL-IR",
            "S: * BYE Login failed, password wrong\nS: M1 NO bye",
        ),
        // A second question after the password is not answered with it.
        (
            "SASL-IR",
            "S: + eyJzdGF0dXMiOiI0MDAifQ==\nC: *\nS: M1 NO denied",
        ),
        ("X", "S: +\nC~\nS: M1 NO [AUTHENTICATIONFAILED] no"),
    ] {
        let script =
            format!("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN {offer}] ready\nC~\n{answer}");
        let server = Server::plain(&script).await;
        let fault = server.reader(Side::Source, &ana()).await.unwrap_err();
        assert_eq!(
            (fault.code, fault.retry),
            (Code::SourceSignInRefused, Retry::Never),
            "{answer}"
        );
        let coded = STANDARD.encode("\0ana\0secret");
        let sent = server.heard().await.join("\n");
        assert_eq!(sent.matches(&coded).count(), 1);
        assert!(!sent.contains("LOGIN"));
    }
}

#[tokio::test]
async fn refusals_are_told_apart() {
    for (answer, code) in [
        (
            "NO [AUTHENTICATIONFAILED] Authentication failed.",
            Code::SourceSignInRefused,
        ),
        (
            "NO [ALERT] Application-specific password required",
            Code::SourceSignInRefused,
        ),
        (
            "NO [EXPIRED] Password has run out",
            Code::SourceSignInRefused,
        ),
        (
            "NO [AUTHORIZATIONFAILED] Not for you",
            Code::SourceSignInRefused,
        ),
        (
            "NO User does not exist or password wrong",
            Code::SourceSignInRefused,
        ),
        ("BAD too many arguments? no: odd", Code::SourceBusy),
        ("BAD Invalid arguments", Code::SourceSignInRefused),
        (
            "NO [AUTHORIZATIONFAILED] No such user",
            Code::SourceUserUnknown,
        ),
        (
            "NO [AUTHENTICATIONFAILED] user unknown",
            Code::SourceUserUnknown,
        ),
        ("NO Unknown user", Code::SourceUserUnknown),
        ("NO The mailbox does not exist", Code::SourceUserUnknown),
        (
            "NO [UNAVAILABLE] Temporary authentication failure",
            Code::SourceBusy,
        ),
        ("NO [INUSE] Mailbox locked", Code::SourceBusy),
        ("NO [LIMIT] Slow down", Code::SourceBusy),
        (
            "NO [ALERT] Too many simultaneous connections. (Failure)",
            Code::SourceBusy,
        ),
        (
            "NO [OVERQUOTA] Account exceeded command or bandwidth limits",
            Code::SourceBusy,
        ),
        (
            "NO [PRIVACYREQUIRED] Use encryption",
            Code::SourceSignInDisabled,
        ),
    ] {
        let fault = refusal(&format!("S: M1 {answer}")).await;
        let retry = if code == Code::SourceBusy {
            Retry::Later
        } else {
            Retry::Never
        };
        assert_eq!((fault.code, fault.retry), (code, retry), "{answer}");
        let (_, words) = answer.split_once(' ').unwrap();
        assert_eq!(fault.server_text.as_deref(), Some(words));
    }
}

#[tokio::test]
async fn a_server_that_takes_no_passwords_gets_none() {
    let script = "S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] ready";
    let fault = fault_of(&ana(), script).await;
    assert_eq!(
        (fault.code, fault.retry),
        (Code::SourceSignInDisabled, Retry::Never)
    );
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_here() {
    for (user, secret) in [("ana", "a\0b"), ("ana\r", "secret"), ("ana", "sec\nret")] {
        let fault = fault_of(&login(user, secret), "S: * OK [CAPABILITY IMAP4rev1] ready").await;
        assert_eq!(
            (fault.code, fault.retry),
            (Code::SecretUnsendable, Retry::Never)
        );
        assert_eq!(fault.params["side"], "source");
    }
}

#[tokio::test]
async fn a_server_that_repeats_the_password_does_not_spread_it() {
    let fault = refusal("S: M1 NO wrong: ana/secret").await;
    assert_eq!(fault.server_text.as_deref(), Some("wrong: ana/…"));
}

#[tokio::test]
async fn a_sign_in_without_answer_is_given_up() {
    let script = "S: * OK [CAPABILITY IMAP4rev1] ready\nC: M1 LOGIN \"ana\" \"secret\"\nhang";
    let mut server = Server::plain(script).await;
    server.limits = short_limits();
    let fault = server.reader(Side::Source, &ana()).await.unwrap_err();
    assert_eq!(fault.code, Code::SourceTimedOut);
    assert_eq!(fault.params["step"], "sign_in");
}

#[tokio::test]
async fn a_line_that_breaks_while_signing_in_is_lost() {
    assert_eq!(refusal("close").await.code, Code::SourceLost);
    assert_eq!(
        refusal("S: * BYE shutting down").await.code,
        Code::SourceLost
    );
    assert_eq!(refusal("S: nonsense").await.code, Code::SourceGarbled);
}
