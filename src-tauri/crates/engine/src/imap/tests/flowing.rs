//! Many folders with one wait, many messages in one command, and messages too large to be held.

use time::macros::datetime;

use crate::error::{Code, Error};
use crate::imap::append::{Append, Grouping, Heard, Ticket};
use crate::imap::fetch::Fetched;
use crate::imap::flags::Flags;
use crate::imap::listing::{Stretch, Weighed};
use crate::imap::name::FolderName;
use crate::imap::stream::Streamed;
use crate::imap::tests::server::Server;

fn name(path: &str) -> FolderName {
    FolderName::new(vec![path.to_owned()])
}

#[tokio::test]
async fn folders_are_weighed_with_one_wait() {
    let server = Server::with(
        "X",
        "C: M3 EXAMINE \"a\"\n\
         C: M4 UID FETCH 1:9 (UID RFC822.SIZE)\n\
         C: M5 EXAMINE \"gone\"\n\
         C: M6 UID FETCH 1:9 (UID RFC822.SIZE)\n\
         C: M7 EXAMINE \"empty\"\n\
         C: M8 UID FETCH 3:9 (UID RFC822.SIZE)\n\
         S: * 3 EXISTS\nS: * OK [UIDVALIDITY 7]\nS: M3 OK done\n\
         S: * 2 FETCH (UID 5 RFC822.SIZE 50)\n\
         S: * 1 FETCH (RFC822.SIZE 5000000000 UID 2)\n\
         S: * 2 FETCH (UID 5 FLAGS (\\Seen))\n\
         S: * 3 FETCH (UID 12 RFC822.SIZE 1)\n\
         S: M4 OK done\n\
         S: M5 NO no such folder\n\
         S: M6 BAD nothing selected\n\
         S: * 0 EXISTS\nS: * OK [UIDVALIDITY 8]\nS: M7 OK done\n\
         S: M8 BAD empty",
    )
    .await;
    let stretch = |folder, first| Stretch {
        folder: name(folder),
        first,
        last: 9,
    };
    let stretches = [stretch("a", 1), stretch("gone", 1), stretch("empty", 3)];
    let mut source = server.source().await;
    let mut weighed = source.weigh(&stretches).await.unwrap().into_iter();
    let (opened, messages) = weighed.next().unwrap().unwrap();
    assert_eq!(opened.uid_validity, 7);
    let expected = [(2, u32::MAX), (5, 50)].map(|(uid, size)| Weighed { uid, size });
    assert_eq!(messages, expected);
    let fault = weighed.next().unwrap().unwrap_err();
    assert_eq!(fault.code, Code::SourceFolderUnreadable);
    assert_eq!(weighed.next().unwrap().unwrap().1, []);
    server.heard().await;
}

#[tokio::test]
async fn messages_follow_the_opening_of_their_folder() {
    let script = "C: M3 EXAMINE \"a\"\n\
         C: M4 UID FETCH 1:2 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         C: M5 UID FETCH 9 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 1 FETCH (UID 1 BODY[] \"of the folder before\")\n\
         S: * 3 EXISTS\nS: * OK [UIDVALIDITY 7]\nS: M3 OK done\n\
         S: * 1 FETCH (UID 1 BODY[] \"one\")\nS: M4 OK done\n\
         S: * 3 FETCH (UID 9 BODY[] \"nine\")\nS: M5 OK done\n\
         C: M6 UID FETCH 2 (UID FLAGS INTERNALDATE BODY.PEEK[])\nS: M6 OK gone";
    for (validity, expected) in [(7, Ok(vec![1, 9])), (8, Err(Code::SourceFolderRenumbered))] {
        let server = Server::with("X", script).await;
        let mut source = server.source().await;
        let windows: [&[u32]; 2] = [&[1, 2], &[9]];
        let mut arriving = source.fetch_from(&name("a"), validity, windows);
        let mut uids = Vec::new();
        let got = loop {
            match arriving.next().await {
                Ok(Some(Fetched::Message(message))) => {
                    assert!(message.bytes.len() < 5, "{message:?}");
                    uids.push(message.uid);
                }
                Ok(Some(other)) => panic!("{other:?}"),
                Ok(None) => break Ok(uids),
                Err(error) => break Err(error.code),
            }
        };
        assert_eq!(got, expected);
    }
}

#[tokio::test]
async fn several_messages_travel_in_one_command() {
    let server = Server::with(
        "LITERAL+ MULTIAPPEND UIDPLUS",
        "C: M3 APPEND \"a\" (\\Seen) \" 1-Feb-2020 10:00:00 +0100\" {3+}\n\
         C: one (\\Seen) \" 1-Feb-2020 10:00:00 +0100\" {5+}\n\
         C: three\n\
         C: M4 APPEND \"b\" (\\Seen) \" 1-Feb-2020 10:00:00 +0100\" {3+}\n\
         C: two\n\
         S: M4 NO [OVERQUOTA] full\n\
         S: M3 OK [APPENDUID 7 21:22] done",
    )
    .await;
    let mut destination = server.destination().await;
    let (mut outbox, mut answers) = destination.appending(Grouping::AsOffered).unwrap();
    let flags = Flags::new(["\\Seen"]);
    let message = |text: &'static str| Append {
        bytes: text.as_bytes(),
        flags: &flags,
        internal_date: datetime!(2020-02-01 10:00 +1),
    };
    let first = outbox.add(&name("a"), &message("one")).await.unwrap();
    assert_eq!(
        outbox.add(&name("a"), &message("three")).await.unwrap(),
        first
    );
    assert_eq!(outbox.finish().await.unwrap(), Some(first));
    let second = outbox.add(&name("b"), &message("two")).await.unwrap();
    assert_ne!(first, second);
    outbox.finish().await.unwrap();
    let answer = answers.next().await.unwrap();
    assert_eq!(answer.ticket, second);
    assert_eq!(answer.outcome.unwrap_err().code, Code::DestinationFull);
    let answer = answers.next().await.unwrap();
    assert_eq!(answer.ticket, first);
    assert_eq!(answer.outcome.unwrap().uids, [21, 22]);
    destination.all_answered();
    server.heard().await;
}

#[tokio::test]
async fn a_refused_command_takes_no_more_messages() {
    let server = Server::with(
        "MULTIAPPEND",
        "C: M3 APPEND \"a\" \" 1-Feb-2020 10:00:00 +0100\" {3}\n\
         S: + go on\n\
         C: one \" 1-Feb-2020 10:00:00 +0100\" {5}\n\
         S: M3 NO [TOOBIG] no\n\
         C: M4 APPEND \"a\" \" 1-Feb-2020 10:00:00 +0100\" {3}\n\
         S: + go on\n\
         C: two\n\
         S: M4 OK done",
    )
    .await;
    let mut destination = server.destination().await;
    let (mut outbox, mut answers) = destination.appending(Grouping::AsOffered).unwrap();
    let flags = Flags::default();
    let message = |text: &'static str| Append {
        bytes: text.as_bytes(),
        flags: &flags,
        internal_date: datetime!(2020-02-01 10:00 +1),
    };
    let writing = async {
        let mut tickets = Vec::new();
        for text in ["one", "three", "later"] {
            tickets.push(outbox.add(&name("a"), &message(text)).await?);
        }
        outbox.finish().await?;
        tickets.push(outbox.add(&name("a"), &message("two")).await?);
        outbox.finish().await?;
        Ok::<Vec<Ticket>, Error>(tickets)
    };
    let reading = async { Ok([answers.next().await?, answers.next().await?]) };
    let (tickets, [first, second]) = tokio::try_join!(writing, reading).unwrap();
    assert_eq!(tickets[..3], [first.ticket; 3]);
    assert_eq!(
        first.outcome.unwrap_err().code,
        Code::DestinationMessageTooLarge
    );
    assert_eq!(tickets[3], second.ticket);
    assert_eq!(second.outcome.unwrap().uids, [0; 0]);
    server.heard().await;
}

async fn streamed(said: &str) -> Result<(String, String), String> {
    let script = format!(
        "C: M3 UID FETCH 5 (UID FLAGS INTERNALDATE)\n\
         C: M4 UID FETCH 5 (UID BODY.PEEK[])\n{said}\n\
         C: M5 STATUS \"INBOX\" (MESSAGES UIDNEXT UIDVALIDITY)\n\
         S: M5 NO what?"
    );
    let server = Server::with("X", &script).await;
    let mut source = server.source().await;
    let read = match source.stream(5).await.unwrap() {
        Streamed::Gone => Err("gone".to_owned()),
        Streamed::Unreadable(said) => Err(format!("{said:?}")),
        Streamed::Message(mut message) => {
            let about = format!("{} {}", message.size, message.flags.to_imap());
            let mut bytes = Vec::new();
            while let Some(chunk) = message.chunk().await.unwrap() {
                bytes.extend(chunk);
            }
            Ok((about, String::from_utf8(bytes).unwrap()))
        }
    };
    // The connection is free for the next command.
    source.statuses(&[FolderName::inbox()]).await.unwrap();
    server.heard().await;
    read
}

#[tokio::test]
async fn a_message_is_taken_from_the_wire_as_it_comes() {
    let told = |text: &str| Ok(("10 (\\Seen)".to_owned(), text.to_owned()));
    let about = "S: * 1 FETCH (UID 5 FLAGS (\\Seen))\nS: M3 OK\n";
    for (said, expected) in [
        (
            "S- * 1 FETCH (UID 5 BODY[] {10}⏎one⏎two⏎ FLAGS (x))⏎\nS: M4 OK",
            told("one\r\ntwo\r\n"),
        ),
        (
            "S: * 1 FETCH (BODY[] \"0123456789\")\nS: M4 OK",
            told("0123456789"),
        ),
        (
            "S: * 1 FETCH (UID 5)\nS: M4 NO [SERVERBUG] no",
            Err("Some(\"[SERVERBUG] no\")".to_owned()),
        ),
        ("S: M4 OK", Err("None".to_owned())),
    ] {
        assert_eq!(
            streamed(&format!("{about}{said}")).await,
            expected,
            "{said}"
        );
    }
    assert_eq!(streamed("S: M3 OK\nS: M4 OK").await, Err("gone".to_owned()));
    let empty = "S: * 1 FETCH (UID 5)\nS: M3 OK\nS- * 1 FETCH (BODY[] {0}⏎)⏎\nS: M4 OK";
    assert_eq!(
        streamed(empty).await,
        Ok(("0 ()".to_owned(), String::new()))
    );
}

#[tokio::test]
async fn the_next_large_message_is_asked_for_ahead() {
    let server = Server::with(
        "X",
        "C: M3 UID FETCH 5 (UID FLAGS INTERNALDATE)\n\
         C: M4 UID FETCH 5 (UID BODY.PEEK[])\n\
         S: * 1 FETCH (UID 5 FLAGS ())\nS: M3 OK\n\
         S- * 1 FETCH (BODY[] {3}⏎one\n\
         C: M5 UID FETCH 6 (UID FLAGS INTERNALDATE)\n\
         C: M6 UID FETCH 6 (UID BODY.PEEK[])\n\
         S: )\nS: M4 OK\n\
         S: * 2 FETCH (UID 6 FLAGS (\\Seen))\nS: M5 OK\n\
         S- * 2 FETCH (BODY[] {3}⏎two)⏎\nS: M6 OK\n\
         C: M7 STATUS \"INBOX\" (MESSAGES UIDNEXT UIDVALIDITY)\n\
         S: M7 NO what?",
    )
    .await;
    let mut source = server.source().await;
    let mut read = Vec::new();
    for (uid, next) in [(5, Some(6)), (6, None)] {
        let Streamed::Message(mut message) = source.stream(uid).await.unwrap() else {
            panic!("no message {uid}");
        };
        if let Some(next) = next {
            message.ask_ahead(next).await.unwrap();
        }
        read.push(message.flags.to_imap());
        while let Some(chunk) = message.chunk().await.unwrap() {
            read.push(String::from_utf8(chunk).unwrap());
        }
    }
    assert_eq!(read, ["()", "one", "(\\Seen)", "two"]);
    source.statuses(&[FolderName::inbox()]).await.unwrap();
    server.heard().await;
}

#[tokio::test]
async fn what_became_of_messages_is_asked_behind_the_last_one() {
    let server = Server::with(
        "LITERAL+ MULTIAPPEND UIDPLUS",
        "C: M3 APPEND \"a\" (\\Seen) \" 1-Feb-2020 10:00:00 +0100\" {3+}\n\
         C: one\n\
         C: E4 EXAMINE \"a\"\n\
         C: L4 UID FETCH 21:* (UID RFC822.SIZE FLAGS INTERNALDATE)\n\
         S: * 1 FETCH (UID 20 FLAGS ())\n\
         S: M3 OK [APPENDUID 7 21] done\n\
         S: * OK [UIDVALIDITY 7] numbers\n\
         S: E4 OK [READ-ONLY] opened\n\
         S: * 1 FETCH (UID 21 RFC822.SIZE 3 FLAGS (\\Seen) INTERNALDATE \" 1-Feb-2020 10:00:00 +0100\")\n\
         S: L4 OK done",
    )
    .await;
    let mut destination = server.destination().await;
    let (mut outbox, mut answers) = destination.appending(Grouping::AsOffered).unwrap();
    let message = Append {
        bytes: b"one",
        flags: &Flags::new(["\\Seen"]),
        internal_date: datetime!(2020-02-01 10:00 +1),
    };
    let written = outbox.add(&name("a"), &message).await.unwrap();
    assert_eq!(outbox.look(&name("a"), 21).await.unwrap(), None);
    outbox.finish().await.unwrap();
    let look = outbox.look(&name("a"), 21).await.unwrap().unwrap();
    let mut heard = Vec::new();
    loop {
        match answers.hear().await.unwrap() {
            Heard::Answer(answer) => {
                assert_eq!(answer.ticket, written);
                heard.push(format!("at {:?}", answer.outcome.unwrap().uids));
            }
            Heard::Detail(detail) => heard.push(format!("{} is there", detail.uid)),
            Heard::Looked(looked) => {
                assert_eq!((looked.ticket, looked.uid_validity), (look, Some(7)));
                break;
            }
        }
    }
    assert_eq!(heard, ["at [21]", "21 is there"]);
    destination.all_answered();
    server.heard().await;
}
