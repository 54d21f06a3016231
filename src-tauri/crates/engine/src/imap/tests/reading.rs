//! Folders and messages, from servers that are polite, odd or hostile.

use crate::error::{Code, Retry, Scope};
use crate::imap::fetch::Fetched;
use crate::imap::listing::{Listed, Stretch};
use crate::imap::name::FolderName;
use crate::imap::reader::Reader;
use crate::imap::roles::Role;
use crate::imap::tests::server::Server;

const OPENED: &str = "C: M3 EXAMINE \"INBOX\"\nS: * 3 EXISTS\nS: * OK [UIDVALIDITY 7] numbers\nS: * OK [UIDNEXT 12] next\n\
                      S: M3 OK [READ-ONLY] opened\n";

fn name(path: &str) -> FolderName {
    FolderName::new(path.split('/').map(str::to_owned).collect())
}

async fn fetched(reader: &mut Reader, uids: &[u32]) -> Vec<String> {
    let mut arriving = reader.fetch(uids);
    let mut shown = Vec::new();
    while let Some(fetched) = arriving.next().await.unwrap() {
        shown.push(match fetched {
            Fetched::Message(message) => {
                let text = String::from_utf8(message.bytes).unwrap();
                format!("{} {text:?} {}", message.uid, message.flags.to_imap())
            }
            Fetched::Large { uid } => format!("{uid} is large"),
            Fetched::Unreadable { uid, server_text } => format!("{uid} {server_text:?}"),
        });
    }
    shown
}

fn list_of(listed: &[Listed]) -> Vec<String> {
    let line = |one: &Listed| {
        format!(
            "{} {} {} {}",
            one.uid,
            one.size,
            one.flags.to_imap(),
            one.internal_date
        )
    };
    listed.iter().map(line).collect()
}

#[tokio::test]
async fn names_follow_the_namespace() {
    let server = Server::plain(
        "S: * OK [CAPABILITY IMAP4rev1] ready\n\
         C: M1 LOGIN \"ana\" \"secret\"\n\
         S: M1 OK [CAPABILITY IMAP4rev1 NAMESPACE] welcome\n\
         C: M2 NAMESPACE\n\
         S: * NAMESPACE ((\"INBOX.\" \".\")) ((\"user.\" \".\")) NIL\n\
         S: M2 OK done\n\
         C: M3 LIST \"\" \"*\"\n\
         S: * LIST (\\HasChildren) \".\" INBOX\n\
         S: * LIST () \".\" \"INBOX.Entw&APw-rfe\"\n\
         S: * LIST () \".\" {11}\n\
         S: INBOX.a\"b\\c\n\
         S: * LIST () \".\" user.bob\n\
         S: * 4 EXISTS\n\
         S: M3 OK done\n\
         C: M4 LSUB \"\" \"*\"\n\
         S: * LSUB () \".\" INBOX\n\
         S: M4 OK done\n\
         C: M5 STATUS \"INBOX.Entw&APw-rfe\" (MESSAGES UIDNEXT UIDVALIDITY)\n\
         C: M6 STATUS \"INBOX.a\\\"b\\\\c\" (MESSAGES UIDNEXT UIDVALIDITY)\n\
         S: * STATUS INBOX.Entw&APw-rfe (MESSAGES 2 UIDNEXT 5 UIDVALIDITY 9 UNSEEN 1)\n\
         S: M5 OK done\n\
         S: M6 NO no such folder",
    )
    .await;
    let mut source = server.source().await;
    assert_eq!(
        (
            source.namespace().prefix.as_str(),
            source.namespace().separator
        ),
        ("INBOX.", Some('.'))
    );
    let folders = source.folders().await.unwrap();
    let shown: Vec<_> = folders
        .iter()
        .map(|folder| {
            (
                folder.name.parts().join("/"),
                folder.role,
                folder.subscribed,
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("INBOX".to_owned(), Some(Role::Inbox), true),
            ("Entwürfe".to_owned(), Some(Role::Drafts), false),
            ("a\"b\\c".to_owned(), None, false),
        ]
    );
    let names = [name("Entwürfe"), name("a\"b\\c")];
    let mut statuses = source.statuses(&names).await.unwrap().into_iter();
    let status = statuses.next().unwrap().unwrap();
    assert_eq!(
        (
            status.messages,
            status.uid_next,
            status.uid_validity,
            status.bytes
        ),
        (2, Some(5), 9, None)
    );
    let fault = statuses.next().unwrap().unwrap_err();
    assert_eq!(
        (fault.code, fault.scope, fault.retry),
        (Code::SourceFolderUnreadable, Scope::Folder, Retry::Never)
    );
    assert_eq!(fault.server_text.as_deref(), Some("no such folder"));
    server.heard().await;
}

#[tokio::test]
async fn a_server_that_breaks_its_promises_is_asked_the_simple_way() {
    let server = Server::plain(
        "S: * OK [CAPABILITY IMAP4rev1] ready\n\
         C: M1 LOGIN \"ana\" \"secret\"\n\
         S: M1 OK [CAPABILITY IMAP4rev1 NAMESPACE LIST-EXTENDED SPECIAL-USE] welcome\n\
         C: M2 NAMESPACE\n\
         S: M2 BAD command syntax error\n\
         C: M3 LIST \"\" \"\"\n\
         S: * LIST (\\Noselect) \"/\" \"\"\n\
         S: M3 OK done\n\
         C: M4 LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE)\n\
         S: M4 BAD what?\n\
         C: M5 LIST \"\" \"*\"\n\
         S: * LIST (\\Sent) \"/\" Ausgang\n\
         S: M5 OK done\n\
         C: M6 LSUB \"\" \"*\"\n\
         S: M6 NO not here",
    )
    .await;
    let mut source = server.source().await;
    let folders = source.folders().await.unwrap();
    assert_eq!(
        (folders.len(), folders[0].role, folders[0].subscribed),
        (1, Some(Role::Sent), false)
    );
    server.heard().await;
}

#[tokio::test]
async fn roles_come_with_the_list_where_they_can() {
    let server = Server::with(
        "LIST-EXTENDED SPECIAL-USE STATUS=SIZE",
        "C: M3 LIST \"\" \"*\" RETURN (SUBSCRIBED SPECIAL-USE)\n\
         S: * LIST (\\Subscribed \\HasNoChildren) \"/\" INBOX\n\
         S: * LIST (\\NonExistent) \"/\" Old\n\
         S: * LIST (\\Subscribed \\Junk) \"/\" \"Old/Müll\"\n\
         S: M3 OK done\n\
         C: M4 STATUS \"INBOX\" (MESSAGES UIDNEXT UIDVALIDITY SIZE)\n\
         S: * STATUS \"INBOX\" (MESSAGES 1 UIDNEXT 2 UIDVALIDITY 3 SIZE 5000000000)\n\
         S: M4 OK done",
    )
    .await;
    let mut source = server.source().await;
    let folders = source.folders().await.unwrap();
    let shown: Vec<_> = folders
        .iter()
        .map(|folder| (folder.role, folder.selectable, folder.subscribed))
        .collect();
    assert_eq!(
        shown,
        [
            (Some(Role::Inbox), true, true),
            (None, false, false),
            (Some(Role::Junk), true, true)
        ]
    );
    let statuses = source.statuses(&[FolderName::inbox()]).await.unwrap();
    assert_eq!(statuses[0].as_ref().unwrap().bytes, Some(5_000_000_000));
    server.heard().await;
}

#[tokio::test]
async fn old_gmail_tells_roles_its_own_way() {
    let server = Server::with(
        "XLIST",
        "C: M3 XLIST \"\" \"*\"\n\
         S: * XLIST (\\HasNoChildren \\Inbox) \"/\" Posteingang\n\
         S: * XLIST (\\HasNoChildren \\AllMail) \"/\" \"[Gmail]/Alle Nachrichten\"\n\
         S: M3 OK done\n\
         C: M4 LSUB \"\" \"*\"\n\
         S: M4 OK done\n\
         C: M5 EXAMINE \"INBOX\"\n\
         S: M5 NO [UNAVAILABLE] backend gone",
    )
    .await;
    let mut source = server.source().await;
    let folders = source.folders().await.unwrap();
    assert!(folders[0].name.is_inbox());
    assert_eq!(folders[1].role, Some(Role::All));
    let fault = source.examine(&folders[0].name).await.unwrap_err();
    assert_eq!((fault.code, fault.retry), (Code::SourceBusy, Retry::Later));
    server.heard().await;
}

#[tokio::test]
async fn names_are_utf8_where_the_server_agrees() {
    for (enabled, sent) in [
        ("S: * ENABLED UTF8=ACCEPT\n", "Entwürfe"),
        ("", "Entw&APw-rfe"),
    ] {
        let server = Server::plain(&format!(
            "S: * OK [CAPABILITY IMAP4rev1] ready\n\
             C: M1 LOGIN \"ana\" \"secret\"\n\
             S: M1 OK [CAPABILITY IMAP4rev1 ENABLE UTF8=ACCEPT] welcome\n\
             C: M2 ENABLE UTF8=ACCEPT\n\
             {enabled}S: M2 OK done\n\
             C: M3 LIST \"\" \"\"\n\
             S: * LIST (\\Noselect) \"/\" \"\"\n\
             S: M3 OK done\n\
             C: M4 EXAMINE \"{sent}\"\n\
             S: M4 NO no such folder"
        ))
        .await;
        let mut source = server.source().await;
        source.examine(&name("Entwürfe")).await.unwrap_err();
        server.heard().await;
    }
}

#[tokio::test]
async fn what_opens_without_lasting_numbers_is_not_read() {
    let server = Server::with(
        "X",
        "C: M3 EXAMINE \"INBOX\"\nS: * 3 EXISTS\nS: M3 OK opened",
    )
    .await;
    let fault = server
        .source()
        .await
        .examine(&FolderName::inbox())
        .await
        .unwrap_err();
    assert_eq!(
        (fault.code, fault.scope),
        (Code::SourceFolderUnreadable, Scope::Folder)
    );
}

#[tokio::test]
async fn messages_are_listed() {
    let script = format!(
        "{OPENED}C: M4 UID FETCH 5:* (UID RFC822.SIZE FLAGS INTERNALDATE)\n\
         S: * 2 FETCH (UID 9 RFC822.SIZE 100 FLAGS (\\Seen) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\n\
         S: * 9 EXISTS\n\
         S: * 1 EXPUNGE\n\
         S: * 1 FETCH (FLAGS (\\Flagged))\n\
         S: * 1 FETCH (INTERNALDATE NIL UID 5 FLAGS () RFC822.SIZE 0)\n\
         S: * OK [ALERT] Disk nearly full\n\
         S: * 2 FETCH (UID 9 FLAGS (\\Seen \\Answered))\n\
         S: * 3 FETCH (UID 4 FLAGS () RFC822.SIZE 1)\n\
         S: M4 OK done"
    );
    let server = Server::with("X", &script).await;
    let mut source = server.source().await;
    let opened = source.examine(&FolderName::inbox()).await.unwrap();
    assert_eq!(
        (opened.messages, opened.uid_validity, opened.uid_next),
        (3, 7, Some(12))
    );
    assert_eq!(
        list_of(&source.list(5, None).await.unwrap()),
        [
            "5 0 () 1970-01-01 0:00:00.0 +00:00:00",
            "9 100 (\\Answered \\Seen) 1996-07-17 2:44:25.0 -07:00:00"
        ]
    );
    server.heard().await;
}

#[tokio::test]
async fn details_of_many_folders_come_with_one_wait() {
    let server = Server::with(
        "X",
        "C: M3 EXAMINE \"INBOX\"\n\
         C: M4 UID FETCH 1:4294967295 (UID RFC822.SIZE FLAGS INTERNALDATE)\n\
         C: M5 EXAMINE \"Old\"\n\
         C: M6 UID FETCH 1:4294967295 (UID RFC822.SIZE FLAGS INTERNALDATE)\n\
         S: * 1 EXISTS\nS: * FLAGS (\\Seen a)\nS: * OK [UIDVALIDITY 7]\nS: M3 OK opened\n\
         S: * 1 FETCH (UID 5 RFC822.SIZE 9 FLAGS (a) INTERNALDATE NIL)\n\
         S: * 1 FETCH (UID 5 FLAGS (\\Seen))\nS: * 1 FETCH (FLAGS ())\nS: M4 OK done\n\
         S: M5 NO gone\nS: M6 BAD nothing opened",
    )
    .await;
    let mut source = server.source().await;
    let whole = |folder| Stretch {
        folder,
        first: 1,
        last: u32::MAX,
    };
    let stretches = [whole(FolderName::inbox()), whole(name("Old"))];
    let mut told = Vec::new();
    let opened = source
        .details(&stretches, |place, one| {
            let flags = one.flags.map(|flags| flags.to_imap());
            told.push((place, one.uid, one.size, flags));
        })
        .await
        .unwrap();
    let expected = [
        (0, 5, Some(9), Some("(a)".to_owned())),
        (0, 5, None, Some("(\\Seen)".to_owned())),
    ];
    assert_eq!(told, expected);
    assert_eq!(opened[0].as_ref().unwrap().uid_validity, 7);
    assert_eq!(opened[1].as_ref().unwrap_err().scope, Scope::Folder);
    server.heard().await;
}

#[tokio::test]
async fn an_empty_folder_is_not_asked() {
    let script = OPENED.replace("* 3 EXISTS", "* 0 EXISTS");
    let server = Server::with("X", script.trim_end()).await;
    let mut source = server.source().await;
    source.examine(&FolderName::inbox()).await.unwrap();
    assert_eq!(source.list(1, None).await.unwrap(), []);
    server.heard().await;
}

#[tokio::test]
async fn messages_come_one_by_one_whatever_stands_between() {
    let script = format!(
        "{OPENED}C: M4 UID FETCH 1:3,7:8 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 1 FETCH (UID 1 FLAGS (\\Seen \\Recent) INTERNALDATE \"17-Jul-1996 02:44:25 -0700\" BODY[] {{5}}\n\
         S: a\n\
         S: )\r)\n\
         S: * 2 FETCH (FLAGS (\\Seen))\n\
         S: * 12 EXISTS\n\
         S: * OK Still here\n\
         S: * VANISHED 2\n\
         S: * 2 FETCH (BODY[] \"\" UID 3)\n\
         S: * 4 FETCH (UID 99 BODY[] \"not asked for\")\n\
         S: * 2 FETCH (BODY[] \"again\" UID 3)\n\
         S: * 4 FETCH (UID 8 BODY[] \"qu\\\"oted\" FLAGS ($x))\n\
         S: M4 OK done\n\
         C: M5 UID FETCH 2,7 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: M5 OK gone"
    );
    let server = Server::with("X", &script).await;
    let mut source = server.source().await;
    source.examine(&FolderName::inbox()).await.unwrap();
    assert_eq!(
        fetched(&mut source, &[7, 1, 2, 3, 8]).await,
        [
            "1 \"a\\r\\n)\\r\" (\\Seen)",
            "3 \"\" ()",
            "8 \"qu\\\"oted\" ($x)"
        ]
    );
    server.heard().await;
}

#[tokio::test]
async fn a_message_that_cannot_be_had_is_named_and_the_others_come() {
    let script = format!(
        "{OPENED}C: M4 UID FETCH 1:4 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 1 FETCH (UID 1 BODY[] \"one\")\n\
         S: M4 NO [SERVERBUG] Internal error\n\
         C: M5 UID FETCH 2 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: M5 NO [SERVERBUG] Internal error\n\
         C: M6 UID FETCH 3 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 3 FETCH (UID 3 BODY[] \"three\")\n\
         S: M6 OK done\n\
         C: M7 UID FETCH 4 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: M7 OK done\n\
         C: M8 UID FETCH 4 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 4 FETCH (UID 4 BODY[] \"late\")\n\
         S: M8 OK done\n\
         C: M9 UID FETCH 5:6 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 5 FETCH (UID 5 BODY[] NIL)\n\
         S: * 6 FETCH (UID 6 FLAGS ())\n\
         S: M9 OK done\n\
         C: M10 UID FETCH 5 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 5 FETCH (UID 5 BODY[] NIL)\n\
         S: M10 OK done\n\
         C: M11 UID FETCH 6 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: M11 OK gone\n\
         C: M12 UID FETCH 6 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: M12 OK gone"
    );
    let server = Server::with("X", &script).await;
    let mut source = server.source().await;
    source.examine(&FolderName::inbox()).await.unwrap();
    assert_eq!(
        fetched(&mut source, &[1, 2, 3, 4]).await,
        [
            "1 \"one\" ()",
            "2 Some(\"[SERVERBUG] Internal error\")",
            "3 \"three\" ()",
            "4 \"late\" ()"
        ]
    );
    assert_eq!(fetched(&mut source, &[5, 6]).await, ["5 None"]);
    server.heard().await;
}

#[tokio::test]
async fn many_messages_are_asked_for_ahead() {
    let uids: Vec<u32> = (1..1000).step_by(2).collect();
    let sets = crate::imap::command::uid_sets(&uids, 900);
    assert!(sets.len() > 2);
    let mut script = OPENED.to_owned();
    let ask = |place: usize| {
        format!(
            "C: M{} UID FETCH {} (UID FLAGS INTERNALDATE BODY.PEEK[])\n",
            place + 4,
            sets[place].0
        )
    };
    script += &ask(0);
    for place in 0..sets.len() {
        // The next requests are there before the one at hand is answered.
        if place == 0 {
            script += &ask(1);
        }
        if place + 2 < sets.len() {
            script += &ask(place + 2);
        }
        for uid in &sets[place].1 {
            script += &format!("S: * {uid} FETCH (UID {uid} BODY[] \"\")\n");
        }
        script += &format!("S: M{} OK done\n", place + 4);
    }
    let server = Server::with("X", script.trim_end()).await;
    let mut source = server.source().await;
    source.examine(&FolderName::inbox()).await.unwrap();
    assert_eq!(fetched(&mut source, &uids).await.len(), uids.len());
    server.heard().await;
}

#[tokio::test]
async fn faults_in_the_middle_of_messages_are_told_apart() {
    for (said, code, retry) in [
        (
            "S- * 1 FETCH (UID 1 BODY[] {100}⏎abc\nclose",
            Code::SourceLost,
            Retry::Now,
        ),
        ("S: * BYE Idle for too long", Code::SourceLost, Retry::Now),
        (
            "S: * BYE [THROTTLED] Come back later",
            Code::SourceBusy,
            Retry::Later,
        ),
        (
            "S: M4 NO [LIMIT] Too many bytes today",
            Code::SourceBusy,
            Retry::Later,
        ),
        (
            "S: * 1 FETCH (UID 1 BODY[] {5000000000}",
            Code::SourceGarbled,
            Retry::Now,
        ),
        ("S: * 1 FETCH (UID one)", Code::SourceGarbled, Retry::Now),
        ("S: ((((", Code::SourceGarbled, Retry::Now),
    ] {
        let script =
            format!("{OPENED}C: M4 UID FETCH 1 (UID FLAGS INTERNALDATE BODY.PEEK[])\n{said}");
        let server = Server::with("X", &script).await;
        let mut source = server.source().await;
        source.examine(&FolderName::inbox()).await.unwrap();
        let fault = source.fetch(&[1]).next().await.unwrap_err();
        assert_eq!(
            (fault.code, fault.scope, fault.retry),
            (code, Scope::Account, retry),
            "{said}"
        );
        // The connection is of no use from here on, and says so without being asked over the wire.
        assert_eq!(
            source.list(1, None).await.unwrap_err().code,
            Code::SourceLost
        );
        server.heard().await;
    }
}

#[tokio::test]
async fn a_fetch_that_is_given_up_half_way_does_not_spoil_the_next_answer() {
    let script = format!(
        "{OPENED}C: M4 UID FETCH 1:2 (UID FLAGS INTERNALDATE BODY.PEEK[])\n\
         S: * 1 FETCH (UID 1 BODY[] \"one\")\n\
         S: * 2 FETCH (UID 2 BODY[] \"two\")\n\
         S: M4 OK done"
    );
    let server = Server::with("X", &script).await;
    let mut source = server.source().await;
    source.examine(&FolderName::inbox()).await.unwrap();
    assert!(source.fetch(&[1, 2]).next().await.unwrap().is_some());
    assert_eq!(
        source.list(1, None).await.unwrap_err().code,
        Code::SourceLost
    );
}

#[tokio::test]
async fn a_source_hears_only_commands_that_change_nothing() {
    let script = "C~\nS: * LIST () \"/\" INBOX\nS: M3 OK\nC~\nS: M4 OK\nC~\nS: * STATUS INBOX (MESSAGES 1 UIDVALIDITY 1)\nS: M5 OK\n\
                  C~\nS: * 1 EXISTS\nS: * OK [UIDVALIDITY 1]\nS: M6 OK\nC~\nS: * 1 FETCH (UID 1 FLAGS ())\nS: M7 OK\nC~\nS: M8 NO\nC~\nS: M9 OK\nC~\nS: M10 OK\nC~\nS: * BYE\nS: M11 OK";
    let server = Server::with("X", script).await;
    let mut source = server.source().await;
    let folders = source.folders().await.unwrap();
    source.statuses(&[folders[0].name.clone()]).await.unwrap();
    source.examine(&folders[0].name).await.unwrap();
    source.list(1, None).await.unwrap();
    assert_eq!(fetched(&mut source, &[1]).await, [""; 0]);
    source.logout().await;
    let allowed = [
        "LOGIN",
        "AUTHENTICATE",
        "CAPABILITY",
        "ENABLE",
        "NAMESPACE",
        "LIST",
        "LSUB",
        "XLIST",
        "STATUS",
        "EXAMINE",
        "UID FETCH",
        "LOGOUT",
    ];
    let heard = server.heard().await;
    assert_eq!(heard.len(), 11);
    for line in heard {
        let (_, command) = line.split_once(' ').unwrap();
        assert!(
            allowed.iter().any(|allowed| command.starts_with(allowed)),
            "{command}"
        );
        assert!(!command.contains("BODY["), "{command}");
    }
}
