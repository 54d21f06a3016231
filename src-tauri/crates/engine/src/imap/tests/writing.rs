//! Folders and messages written to the destination.

use time::macros::datetime;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::error::{Code, Error, Retry, Scope, Side};
use crate::imap::append::{Append, Appended};
use crate::imap::capabilities::Capabilities;
use crate::imap::flags::Flags;
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::session::{DestinationSession, Place};
use crate::imap::tests::server::{Server, play};
use crate::imap::wire::{Limits, Literals, Wire};

const WHEN: &str = " 1-Feb-2020 10:00:00 +0100";

fn name(path: &str) -> FolderName {
    FolderName::new(path.split('/').map(str::to_owned).collect())
}

async fn append(
    session: &mut DestinationSession,
    texts: &[&str],
) -> Result<Vec<Result<Appended, Error>>, Error> {
    let flags = Flags::new(["\\Seen", "$x"]);
    let batch: Vec<Append<'_>> = texts
        .iter()
        .map(|text| Append {
            bytes: text.as_bytes(),
            flags: &flags,
            internal_date: datetime!(2020-02-01 10:00 +1),
        })
        .collect();
    session.append(&name("Büro"), &batch).await
}

fn shown(answers: Vec<Result<Appended, Error>>) -> Vec<String> {
    let line = |answer| match answer {
        Ok(Appended { uid, uid_validity }) => format!("{uid:?} {uid_validity:?}"),
        Err(Error { code, .. }) => format!("{code}"),
    };
    answers.into_iter().map(line).collect()
}

#[tokio::test]
async fn folders_are_made_and_opened_with_one_wait() {
    let server = Server::with(
        "X",
        "C: M3 CREATE \"B&APw-ro/2019-2020\"\n\
         C: M4 SUBSCRIBE \"B&APw-ro/2019-2020\"\n\
         C: M5 SELECT \"B&APw-ro/2019-2020\"\n\
         C: M6 CREATE \"a\\\"b\\\\*%\"\n\
         C: M7 SELECT \"a\\\"b\\\\*%\"\n\
         C: M8 SUBSCRIBE \"INBOX\"\n\
         C: M9 SELECT \"INBOX\"\n\
         C: M10 CREATE \"new\"\n\
         C: M11 SELECT \"new\"\n\
         S: M3 OK done\n\
         S: M4 OK done\n\
         S: * 0 EXISTS\nS: * OK [UIDVALIDITY 7]\nS: * OK [UIDNEXT 1]\nS: * OK [PERMANENTFLAGS (\\Seen)]\n\
         S: M5 OK done\n\
         S: M6 NO [ALREADYEXISTS] Mailbox exists\n\
         S: * 3 EXISTS\nS: * OK [UIDVALIDITY 8]\n\
         S: M7 OK done\n\
         S: M8 BAD what?\n\
         S: * 1 EXISTS\nS: * OK [UIDVALIDITY 9]\n\
         S: M9 OK done\n\
         S: M10 NO [NOPERM] Permission denied\n\
         S: M11 NO [NONEXISTENT] No such mailbox",
    )
    .await;
    let mut destination = server.destination().await;
    let years = FolderName::new(vec!["Büro".into(), "2019/2020".into()]);
    let place = |name: FolderName, create, subscribe| Place {
        name,
        create,
        subscribe,
    };
    let places = [
        place(years, true, true),
        place(name("a\"b\\*%"), true, false),
        place(FolderName::inbox(), true, true),
        place(name("new"), true, false),
    ];
    let mut opened = destination.prepare(&places).await.unwrap();
    let fault = opened.pop().unwrap().unwrap_err();
    assert_eq!(
        (fault.code, fault.scope, fault.retry),
        (Code::DestinationFolderRefused, Scope::Folder, Retry::Never)
    );
    assert_eq!(
        fault.server_text.as_deref(),
        Some("[NOPERM] Permission denied")
    );
    let opened: Vec<_> = opened
        .into_iter()
        .map(Result::unwrap)
        .map(|opened| (opened.messages, opened.uid_validity, opened.uid_next))
        .collect();
    assert_eq!(opened, [(0, 7, Some(1)), (3, 8, None), (1, 9, None)]);
    server.heard().await;
}

#[tokio::test]
async fn an_opened_folder_tells_what_it_stores() {
    let server = Server::with(
        "X",
        "C: M3 SELECT \"INBOX\"\nS: * FLAGS (\\Seen \\Deleted a)\nS: * OK [PERMANENTFLAGS (\\Seen)] Limited\n\
         S: * 0 EXISTS\nS: * OK [UIDVALIDITY 7]\nS: M3 OK\n\
         C: M4 SELECT \"INBOX\"\nS: * FLAGS (\\Seen \\Deleted a)\nS: * OK [UIDVALIDITY 7]\nS: M4 OK\n\
         C: M5 EXAMINE \"INBOX\"\nS: * FLAGS (\\Seen)\nS: * OK [PERMANENTFLAGS ()] Read-only\nS: * OK [UIDVALIDITY 7]\nS: M5 OK\n\
         C: M6 SELECT \"INBOX\"\nS: M6 NO [NONEXISTENT] gone",
    )
    .await;
    let mut destination = server.destination().await;
    let inbox = FolderName::inbox();
    let wanted = Flags::new(["\\Seen", "\\Draft", "a", "b"]);
    let stored = |keywords: crate::imap::flags::Keywords| keywords.permit(&wanted).to_imap();
    assert_eq!(
        stored(destination.select(&inbox).await.unwrap().keywords),
        "(\\Seen)"
    );
    assert_eq!(
        stored(destination.select(&inbox).await.unwrap().keywords),
        "(\\Seen a)"
    );
    assert_eq!(
        stored(destination.examine(&inbox).await.unwrap().keywords),
        "(\\Seen)"
    );
    let fault = destination.select(&inbox).await.unwrap_err();
    assert_eq!(
        (fault.code, fault.scope),
        (Code::DestinationFolderRefused, Scope::Folder)
    );
    server.heard().await;
}

#[tokio::test]
async fn messages_follow_each_other_without_waiting() {
    let server = Server::with(
        "LITERAL+ UIDPLUS",
        &format!(
            "C: M3 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{3+}}\n\
             C: one\n\
             C: M4 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{0+}}\n\
             C: \n\
             C: M5 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{8+}}\n\
             C: th\n\
             C: ree \n\
             S: * 7 EXISTS\n\
             S: M3 OK [APPENDUID 38505 3955] done\n\
             S: M5 OK [APPENDUID 38505 3957] out of turn\n\
             S: M4 NO Can't save a zero byte message"
        )
        .replace("C: ree \n", "C: ree!\n"),
    )
    .await;
    let mut destination = server.destination().await;
    let answers = append(&mut destination, &["one", "", "th\r\nree!"])
        .await
        .unwrap();
    assert_eq!(
        shown(answers),
        [
            "Some(3955) Some(38505)",
            "DestinationRefusedMessage",
            "Some(3957) Some(38505)"
        ]
    );
    assert!(append(&mut destination, &[]).await.unwrap().is_empty());
    server.heard().await;
}

#[tokio::test]
async fn without_leave_nothing_is_sent() {
    let server = Server::with(
        "X",
        &format!(
            "C: M3 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{3}}\n\
             S: * OK wait a moment\n\
             S: + go on\n\
             C: one\n\
             C: M4 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{3}}\n\
             S: M3 OK done\n\
             S: M4 NO [TOOBIG] no\n\
             C: M5 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{5}}\n\
             S: +\n\
             C: three\n\
             S: M5 OK done"
        ),
    )
    .await;
    let mut destination = server.destination().await;
    let answers = append(&mut destination, &["one", "two", "three"])
        .await
        .unwrap();
    assert_eq!(
        shown(answers),
        ["None None", "DestinationMessageTooLarge", "None None"]
    );
    server.heard().await;
}

#[tokio::test]
async fn a_name_with_a_line_end_is_no_second_command() {
    let server = Server::with(
        "X",
        &format!(
            "C: M3 LIST \"\" \"*\"\n\
             S: * LIST () \"/\" {{4}}\n\
             S: a\n\
             S: b\n\
             S: M3 OK done\n\
             C: M4 LSUB \"\" \"*\"\n\
             S: M4 OK done\n\
             C: M5 SELECT {{4}}\n\
             S: +\n\
             C: a\n\
             C: b\n\
             S: M5 NO no\n\
             C: M6 APPEND {{4}}\n\
             S: + name\n\
             C: a\n\
             C: b \"{WHEN}\" {{3}}\n\
             S: + message\n\
             C: one\n\
             S: M6 OK done\n\
             C: M7 APPEND {{4}}\n\
             S: M7 BAD no names like that"
        ),
    )
    .await;
    let mut destination = server.destination().await;
    let folder = destination.folders().await.unwrap().remove(0).name;
    destination.select(&folder).await.unwrap_err();
    let flags = Flags::default();
    let message = Append {
        bytes: b"one",
        flags: &flags,
        internal_date: datetime!(2020-02-01 10:00 +1),
    };
    assert_eq!(
        shown(destination.append(&folder, &[message]).await.unwrap()),
        ["None None"]
    );
    assert_eq!(
        shown(destination.append(&folder, &[message]).await.unwrap()),
        ["DestinationRefusedMessage"]
    );
    server.heard().await;
}

#[tokio::test]
async fn small_messages_need_no_leave_where_so_agreed() {
    let (small, large) = ("s".repeat(4096), "l".repeat(4097));
    let server = Server::with(
        "LITERAL-",
        &format!(
            "C: M3 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{4096+}}\n\
             C: {small}\n\
             C: M4 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{4097}}\n\
             S: M3 OK done\n\
             S: +\n\
             C: {large}\n\
             S: M4 OK done"
        ),
    )
    .await;
    let mut destination = server.destination().await;
    assert_eq!(
        shown(append(&mut destination, &[&small, &large]).await.unwrap()),
        ["None None", "None None"]
    );
    server.heard().await;
}

#[tokio::test]
async fn utf8_headers_travel_in_their_own_form() {
    let server = Server::plain(&format!(
        "S: * OK [CAPABILITY IMAP4rev1] ready\n\
         C: M1 LOGIN \"ana\" \"secret\"\n\
         S: M1 OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT LITERAL+] welcome\n\
         C: M2 ENABLE UTF8=ACCEPT\n\
         S: * ENABLED UTF8=ACCEPT\n\
         S: M2 OK done\n\
         C: M3 LIST \"\" \"\"\n\
         S: M3 OK done\n\
         C: M4 APPEND \"Büro\" ($x \\Seen) \"{WHEN}\" UTF8 (~{{9+}}\n\
         C: A: ü\n\
         C: \n\
         C: )\n\
         C: M5 APPEND \"Büro\" ($x \\Seen) \"{WHEN}\" {{12+}}\n\
         C: A: u\n\
         C: \n\
         C: ü\n\
         C: \n\
         S: M4 OK done\n\
         S: M5 OK done"
    ))
    .await;
    let mut destination = server.destination().await;
    let answers = append(&mut destination, &["A: ü\r\n\r\n", "A: u\r\n\r\nü\r\n"]).await;
    assert_eq!(shown(answers.unwrap()).len(), 2);
}

#[tokio::test]
async fn nul_travels_in_a_literal_of_its_own_kind_where_that_is_offered() {
    for (offered, tilde) in [("BINARY LITERAL+", "~"), ("LITERAL+", "")] {
        let server = Server::with(
            offered,
            &format!(
                "C: M3 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {tilde}{{9+}}\n\
                 C: A: u\n\
                 C: \n\
                 C: \0\n\
                 C: M4 APPEND \"B&APw-ro\" ($x \\Seen) \"{WHEN}\" {{4+}}\n\
                 C: A:\n\
                 C: \n\
                 S: M3 OK done\n\
                 S: M4 OK done"
            ),
        )
        .await;
        let mut destination = server.destination().await;
        let answers = append(&mut destination, &["A: u\r\n\r\n\0", "A:\r\n"]).await;
        assert_eq!(shown(answers.unwrap()).len(), 2, "{offered}");
        server.heard().await;
    }
}

#[tokio::test]
async fn refusals_are_told_apart() {
    for (answer, code, scope, retry) in [
        (
            "NO [OVERQUOTA] full",
            Code::DestinationFull,
            Scope::Account,
            Retry::Never,
        ),
        (
            "NO Quota exceeded (mailbox for user is full)",
            Code::DestinationFull,
            Scope::Account,
            Retry::Never,
        ),
        (
            "NO [TOOBIG] no",
            Code::DestinationMessageTooLarge,
            Scope::Message,
            Retry::Never,
        ),
        (
            "NO [LIMIT] Message too large",
            Code::DestinationMessageTooLarge,
            Scope::Message,
            Retry::Never,
        ),
        (
            "BAD Message size exceeds fixed maximum message size",
            Code::DestinationMessageTooLarge,
            Scope::Message,
            Retry::Never,
        ),
        (
            "NO [TRYCREATE] no such folder",
            Code::DestinationFolderRefused,
            Scope::Folder,
            Retry::Never,
        ),
        (
            "NO [THROTTLED] slow down",
            Code::DestinationBusy,
            Scope::Account,
            Retry::Later,
        ),
        (
            "BAD Invalid character in literal",
            Code::DestinationRefusedMessage,
            Scope::Message,
            Retry::Never,
        ),
        (
            "NO virus found",
            Code::DestinationRefusedMessage,
            Scope::Message,
            Retry::Never,
        ),
    ] {
        let server = Server::with("LITERAL+", &format!("C~\nC: one\nS: M3 {answer}")).await;
        let mut answers = append(&mut server.destination().await, &["one"])
            .await
            .unwrap();
        let fault = answers.remove(0).unwrap_err();
        assert_eq!(
            (fault.code, fault.scope, fault.retry),
            (code, scope, retry),
            "{answer}"
        );
        assert_eq!(
            fault.server_text.as_deref(),
            answer.split_once(' ').map(|(_, words)| words)
        );
    }
}

#[tokio::test]
async fn a_line_that_breaks_loses_the_batch() {
    for (said, code) in [
        ("close", Code::DestinationLost),
        ("S: M3 OK done\nclose", Code::DestinationLost),
        ("S: * BYE [UNAVAILABLE] restarting", Code::DestinationBusy),
        ("S: gibberish", Code::DestinationGarbled),
    ] {
        let server = Server::with("LITERAL+", &format!("C~\nC: one\n{said}")).await;
        let mut destination = server.destination().await;
        let fault = append(&mut destination, &["one", "two"]).await.unwrap_err();
        assert_eq!(fault.code, code, "{said}");
        assert_eq!(
            append(&mut destination, &["two"]).await.unwrap_err().code,
            Code::DestinationLost
        );
    }
}

/// A session over a line that holds a thousand bytes and no more.
fn narrow(literals: Literals) -> (DestinationSession, tokio::io::DuplexStream) {
    let (near, far) = tokio::io::duplex(1000);
    let mut wire = Wire::new(Box::new(near), Limits::default());
    wire.literals = literals;
    (
        DestinationSession(Reader::over(
            wire,
            Side::Destination,
            Capabilities::default(),
        )),
        far,
    )
}

#[tokio::test(start_paused = true)]
async fn a_server_that_talks_while_it_listens_stops_nobody() {
    let (mut destination, far) = narrow(Literals::Any);
    let (mut read, mut write) = tokio::io::split(far);
    let text = "x".repeat(100_000);
    let server = async {
        let mut sink = vec![0; 100];
        for place in 1..=20 {
            // Reads some, then insists on being heard before it reads on.
            read.read_exact(&mut sink).await.unwrap();
            write
                .write_all("* OK Still here\r\n".repeat(500).as_bytes())
                .await
                .unwrap();
            write
                .write_all(format!("M{place} OK done\r\n").as_bytes())
                .await
                .unwrap();
        }
        tokio::io::copy(&mut read, &mut tokio::io::sink())
            .await
            .unwrap()
    };
    let client = async {
        let answers = append(&mut destination, &[&*text; 20]).await.unwrap();
        drop(destination);
        answers.len()
    };
    let (rest, answered) = tokio::join!(server, client);
    assert_eq!(answered, 20);
    // Every byte was written although all answers had come long before.
    assert!(rest > 1_900_000);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_listening_is_given_up() {
    let (mut destination, far) = narrow(Literals::Any);
    let fault = append(&mut destination, &["x".repeat(9000).as_str()])
        .await
        .unwrap_err();
    assert_eq!(
        (fault.code, fault.retry),
        (Code::DestinationTimedOut, Retry::Now)
    );
    assert_eq!(fault.params["step"], "transfer");
    drop(far);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_answers_what_nobody_asked_is_given_up() {
    let (mut destination, far) = narrow(Literals::Wait);
    let server = tokio::spawn(play(far, "C~\nS: M99 OK done\nhang"));
    let fault = append(&mut destination, &["one"]).await.unwrap_err();
    assert_eq!(fault.code, Code::DestinationTimedOut);
    assert_eq!(fault.params["step"], "answer");
    drop(destination);
    server.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_gives_leave_is_given_up() {
    let (mut destination, far) = narrow(Literals::Wait);
    let server = tokio::spawn(play(far, "C~\nhang"));
    let fault = append(&mut destination, &["one"]).await.unwrap_err();
    assert_eq!(fault.params["step"], "answer");
    drop(destination);
    server.await.unwrap();
}

#[tokio::test]
async fn a_reader_of_the_source_cannot_be_made_to_write() {
    let (mut destination, far) = narrow(Literals::Any);
    let (near, _) = tokio::io::duplex(1000);
    let wire = Wire::new(Box::new(near), Limits::default());
    *destination = Reader::over(wire, Side::Source, Capabilities::default());
    assert_eq!(
        append(&mut destination, &["one"]).await.unwrap_err().code,
        Code::Unexpected
    );
    assert_eq!(
        destination.select(&name("a")).await.unwrap_err().code,
        Code::Unexpected
    );
    drop(far);
}
