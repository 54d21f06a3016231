//! Room, limits and heads, from servers that tell them in different ways or not at all.

use crate::error::Side;
use crate::imap::name::FolderName;
use crate::imap::quota::Room;
use crate::imap::tests::server::{Server, ana};

async fn room(capabilities: &str, script: &str) -> Option<Room> {
    let server = Server::with(capabilities, script).await;
    let mut reader = server.reader(Side::Destination, &ana()).await.unwrap();
    let room = reader.room().await.unwrap();
    server.heard().await;
    room
}

#[tokio::test]
async fn the_room_is_the_one_of_the_nearest_limit() {
    let script = "C: M3 GETQUOTAROOT INBOX\n\
                  S: * QUOTAROOT INBOX \"User quota\" {6}\n\
                  S: Domain\n\
                  S: * QUOTA \"User quota\" (STORAGE 10 512 MESSAGE 20 100)\n\
                  S: * QUOTA {6}\n\
                  S: Domain (STORAGE 900 1000)\n\
                  S: M3 OK done";
    let expected = Room {
        used: 900 * 1024,
        limit: 1000 * 1024,
    };
    assert_eq!(room("QUOTA", script).await, Some(expected));
}

#[tokio::test]
async fn without_a_limit_there_is_no_room_to_tell() {
    assert_eq!(room("", "").await, None);
    let refused = "C: M3 GETQUOTAROOT INBOX\nS: M3 NO not here";
    assert_eq!(room("QUOTA", refused).await, None);
    let unlimited =
        "C: M3 GETQUOTAROOT INBOX\nS: * QUOTAROOT INBOX\nS: * QUOTA oops\nS: M3 OK done";
    assert_eq!(room("QUOTA=RES-STORAGE QUOTA", unlimited).await, None);
}

#[tokio::test]
async fn limits_of_single_folders_are_asked_for_where_they_differ() {
    let server = Server::with(
        "APPENDLIMIT",
        "C: M3 STATUS \"INBOX\" (MESSAGES UIDNEXT UIDVALIDITY APPENDLIMIT)\n\
         C: M4 STATUS \"Sent\" (MESSAGES UIDNEXT UIDVALIDITY APPENDLIMIT)\n\
         S: * STATUS INBOX (MESSAGES 2 UIDNEXT 5 UIDVALIDITY 9 APPENDLIMIT 1000)\n\
         S: M3 OK done\n\
         S: * STATUS Sent (MESSAGES 2 UIDNEXT 5 UIDVALIDITY 9 APPENDLIMIT NIL)\n\
         S: M4 OK done",
    )
    .await;
    let mut reader = server.reader(Side::Destination, &ana()).await.unwrap();
    let folders = [
        FolderName::inbox(),
        FolderName::new(vec!["Sent".to_owned()]),
    ];
    let told = reader.statuses(&folders).await.unwrap().into_iter();
    let limits: Vec<_> = told.map(|status| status.unwrap().append_limit).collect();
    assert_eq!(limits, [Some(1000), None]);
    server.heard().await;
}

#[tokio::test]
async fn heads_come_without_bodies_and_never_alone_decide_what_is_there() {
    let server = Server::with(
        "",
        "C: M3 UID FETCH 2:3,7 (UID INTERNALDATE BODY.PEEK[HEADER])\n\
         S: * 1 FETCH (UID 2 INTERNALDATE \"01-Feb-2020 10:00:00 +0000\" BODY[HEADER] {12}\n\
         S: Subject: a\n\
         S-  FLAGS (\\Seen))⏎\n\
         S: * 2 FETCH (UID 7 BODY[HEADER] NIL)\n\
         S: * 3 FETCH (UID 9 BODY[HEADER] \"other\")\n\
         S: M3 OK done\n\
         C: M4 UID FETCH 2 (UID INTERNALDATE BODY.PEEK[HEADER])\n\
         S: M4 NO broken",
    )
    .await;
    let mut reader = server.reader(Side::Source, &ana()).await.unwrap();
    let heads = reader.heads(&[2, 3, 7]).await.unwrap();
    // Number 3 has been deleted.
    assert_eq!(heads.keys().copied().collect::<Vec<_>>(), [2, 7]);
    assert_eq!(heads[&2].header, b"Subject: a\r\n");
    assert_eq!(heads[&2].internal_date.year(), 2020);
    assert!(heads[&7].header.is_empty());
    let heads = reader.heads(&[2]).await.unwrap();
    assert!(heads[&2].header.is_empty(), "it is still there");
    server.heard().await;
}
