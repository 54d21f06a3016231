use moving_day_practice::Company;

use crate::harness::{Raw, ana, company};

#[tokio::test]
async fn the_source_shows_its_folders_below_the_inbox() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    assert_eq!(
        raw.ask("NAMESPACE").await,
        [
            "* NAMESPACE ((\"INBOX.\" \".\")) NIL NIL",
            "t OK NAMESPACE completed"
        ]
    );
    assert_eq!(
        raw.ask("LIST \"\" \"\"").await[0],
        "* LIST (\\Noselect) \".\" \"\""
    );
    let all = raw.ask("LIST \"\" *").await;
    assert_eq!(all.len(), 13);
    assert!(
        all.contains(&"* LIST (\\HasNoChildren \\Sent) \".\" INBOX.Sent".to_owned()),
        "{all:?}"
    );
    assert!(all.contains(&"* LIST (\\Noselect \\HasChildren) \".\" INBOX.Years".to_owned()));
    assert!(all.contains(&"* LIST (\\HasNoChildren) \".\" \"INBOX.Suppliers &- Partners.Flour.Signed contracts\"".to_owned()));
    assert_eq!(raw.ask("LIST \"\" %").await.len(), 2);
    assert_eq!(raw.ask("LIST INBOX.Years. %").await.len(), 4);
    assert_eq!(
        raw.ask("LIST (SPECIAL-USE) \"\" * RETURN (SPECIAL-USE)")
            .await
            .len(),
        5
    );
    let subscribed = raw.ask("LSUB \"\" *").await;
    assert!(
        !subscribed
            .iter()
            .any(|line| line.contains("Junk") || line.contains("2021"))
    );
    assert_eq!(subscribed.len(), 11);
}

#[tokio::test]
async fn the_destination_starts_with_five_folders() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    assert_eq!(
        raw.ask("NAMESPACE").await[0],
        "* NAMESPACE ((\"\" \"/\")) NIL NIL"
    );
    assert_eq!(
        raw.ask("LIST \"\" *").await,
        [
            "* LIST (\\HasNoChildren \\Drafts) \"/\" Drafts",
            "* LIST (\\HasNoChildren) \"/\" INBOX",
            "* LIST (\\HasNoChildren \\Junk) \"/\" Junk",
            "* LIST (\\HasNoChildren \\Sent) \"/\" Sent",
            "* LIST (\\HasNoChildren \\Trash) \"/\" Trash",
            "t OK LIST completed",
        ]
    );
    assert_eq!(
        raw.ask("LIST (SUBSCRIBED) \"\" INBOX").await[0],
        "* LIST (\\HasNoChildren \\Subscribed) \"/\" INBOX"
    );
    let status = raw.ask("STATUS inbox (MESSAGES UIDNEXT UNSEEN SIZE)").await;
    assert_eq!(
        status[0],
        "* STATUS \"INBOX\" (MESSAGES 0 UIDNEXT 1 UNSEEN 0 SIZE 0)"
    );
    assert!(
        raw.verdict("STATUS nowhere (MESSAGES)")
            .await
            .starts_with("t NO [NONEXISTENT]")
    );
}

#[tokio::test]
async fn the_status_of_the_source_is_that_of_the_generator() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    let expected = Company::expected();
    let years = expected.people[0]
        .folders
        .iter()
        .find(|folder| folder.parts == ["Years", "2019"])
        .unwrap();
    let status = raw
        .ask("STATUS INBOX.Years.2019 (MESSAGES UIDVALIDITY)")
        .await;
    assert!(status[0].starts_with(&format!(
        "* STATUS \"INBOX.Years.2019\" (MESSAGES {} UIDVALIDITY ",
        years.messages.len()
    )));
    assert!(
        raw.verdict("STATUS INBOX.Years.2019 (SIZE)")
            .await
            .starts_with("t BAD")
    );
    assert!(
        raw.verdict("STATUS INBOX.Years (MESSAGES)")
            .await
            .starts_with("t NO")
    );
}

#[tokio::test]
async fn pieces_of_a_message_fit_together() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    let message = "Subject: one\r\nX-Long: a\r\n b\r\nFrom: x\r\n\r\nbody\r\n";
    raw.send(&format!(
        "t APPEND INBOX (\\Seen $Label1) \"01-Feb-2020 03:04:05 -0130\" {{{}+}}\r\n{message}\r\n",
        message.len()
    ))
    .await;
    let appended = raw.answer().await.pop().unwrap();
    assert!(
        appended.starts_with("t OK [APPENDUID ") && appended.contains(" 1] "),
        "{appended}"
    );
    let opened = raw.ask("EXAMINE INBOX").await;
    assert_eq!(
        opened[0],
        "* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Label1)"
    );
    assert_eq!(opened[1], "* 1 EXISTS");
    assert!(opened.last().unwrap().starts_with("t OK [READ-ONLY]"));
    let listed = raw
        .ask("UID FETCH 1:* (UID FLAGS INTERNALDATE RFC822.SIZE)")
        .await;
    assert_eq!(
        listed[0],
        format!(
            "* 1 FETCH (UID 1 FLAGS ($Label1 \\Seen) INTERNALDATE \"01-Feb-2020 03:04:05 -0130\" RFC822.SIZE {})",
            message.len()
        )
    );
    for (item, shown) in [
        (
            "BODY.PEEK[]",
            format!("BODY[] {{{}}}\r\n{message}", message.len()),
        ),
        ("BODY.PEEK[]<3.5>", "BODY[]<3> {5}\r\nject:".to_owned()),
        ("BODY.PEEK[]<9999.5>", "BODY[]<9999> {0}\r\n".to_owned()),
        (
            "BODY.PEEK[HEADER]",
            "BODY[HEADER] {40}\r\nSubject: one\r\nX-Long: a\r\n b\r\nFrom: x\r\n\r\n".to_owned(),
        ),
        ("BODY.PEEK[TEXT]", "BODY[TEXT] {6}\r\nbody\r\n".to_owned()),
        (
            "BODY.PEEK[HEADER.FIELDS (x-long TO)]",
            "BODY[HEADER.FIELDS (x-long TO)] {17}\r\nX-Long: a\r\n b\r\n\r\n".to_owned(),
        ),
    ] {
        let lines = raw.ask(&format!("FETCH 1 {item}")).await;
        assert_eq!(
            lines[..lines.len() - 1].join("\r\n"),
            format!("* 1 FETCH ({shown})"),
            "{item}"
        );
    }
    assert!(
        raw.verdict("FETCH 1 (FLAGS ENVELOPE)")
            .await
            .starts_with("t NO [CANNOT]")
    );
    assert!(raw.verdict("FETCH 2 FLAGS").await.starts_with("t BAD"));
    assert_eq!(raw.ask("UID FETCH 7 FLAGS").await, ["t OK FETCH completed"]);
    assert_eq!(raw.ask("UID FETCH 9:* (UID)").await[0], "* 1 FETCH (UID 1)");
}

#[tokio::test]
async fn folders_are_made_opened_and_subscribed() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    assert!(
        raw.verdict("CREATE \"a/M&APw-ller &- S&APY-hne/c\"")
            .await
            .starts_with("t OK")
    );
    assert!(
        raw.verdict("CREATE \"a/M&APw-ller &- S&APY-hne/c\"")
            .await
            .starts_with("t NO [ALREADYEXISTS]")
    );
    assert!(
        raw.verdict("SUBSCRIBE \"a/M&APw-ller &- S&APY-hne/c\"")
            .await
            .starts_with("t OK")
    );
    assert_eq!(
        raw.ask("LIST \"\" a").await[0],
        "* LIST (\\Noselect \\HasChildren) \"/\" a"
    );
    assert_eq!(
        raw.ask("LSUB \"\" a/%/%").await[0],
        "* LSUB () \"/\" \"a/M&APw-ller &- S&APY-hne/c\""
    );
    assert_eq!(
        raw.ask("LSUB \"\" a/%").await[0],
        "* LSUB (\\Noselect) \"/\" \"a/M&APw-ller &- S&APY-hne\""
    );
    for name in ["a//b", "\"a*\"", "\"&\"", "inbox"] {
        assert!(
            raw.verdict(&format!("CREATE {name}"))
                .await
                .starts_with("t NO ["),
            "{name}"
        );
    }
    raw.send("t APPEND a {1+}\r\nx\r\n").await;
    assert!(raw.answer().await[0].starts_with("t NO [CANNOT]"));
    raw.send("t APPEND b {1+}\r\nx\r\n").await;
    assert!(raw.answer().await[0].starts_with("t NO [TRYCREATE]"));
}

#[tokio::test]
async fn flags_change_at_the_destination_alone() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    for _ in 0..2 {
        raw.send("t APPEND INBOX {7+}\r\na: b\r\n\r\r\n").await;
        assert!(raw.answer().await[0].starts_with("t OK"));
    }
    raw.ask("SELECT INBOX").await;
    assert_eq!(
        raw.ask("UID STORE 1 +FLAGS (\\Flagged $x)").await[0],
        "* 1 FETCH (UID 1 FLAGS ($x \\Flagged))"
    );
    assert_eq!(
        raw.ask("STORE 1:2 -FLAGS.SILENT ($x)").await,
        ["t OK STORE completed"]
    );
    assert_eq!(
        raw.ask("STORE 2 FLAGS (\\Answered)").await[0],
        "* 2 FETCH (FLAGS (\\Answered))"
    );
    assert_eq!(
        raw.ask("UID SEARCH FLAGGED NOT ANSWERED").await[0],
        "* SEARCH 1"
    );
    assert_eq!(raw.ask("SEARCH OR UID 2 1").await[0], "* SEARCH 1 2");
    assert_eq!(
        raw.ask("FETCH 2 BODY[TEXT]").await.pop().unwrap(),
        "t OK FETCH completed"
    );
    assert_eq!(
        raw.ask("FETCH 2 FLAGS").await[0],
        "* 2 FETCH (FLAGS (\\Answered \\Seen))"
    );
    for command in [
        "CLOSE",
        "EXPUNGE",
        "UID EXPUNGE 1",
        "DELETE INBOX",
        "RENAME Sent x",
        "COPY 1 Sent",
        "UID MOVE 1 Sent",
    ] {
        let verdict = raw.verdict(command).await;
        assert!(
            verdict.starts_with("t NO") || verdict.starts_with("t BAD"),
            "{command}: {verdict}"
        );
    }
    raw.ask("EXAMINE INBOX").await;
    assert!(
        raw.verdict("STORE 1 FLAGS ()")
            .await
            .starts_with("t NO [CANNOT]")
    );
    assert!(raw.verdict("UNSELECT").await.starts_with("t OK"));
    assert!(raw.verdict("FETCH 1 FLAGS").await.starts_with("t BAD"));
}

#[tokio::test]
async fn the_source_refuses_and_counts_what_would_write() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    for command in [
        "EXAMINE INBOX",
        "UID FETCH 1:* (FLAGS)",
        "FETCH 1 BODY.PEEK[HEADER]",
        "UID SEARCH ALL",
        "STATUS INBOX (MESSAGES)",
        "NOOP",
        "ID NIL",
        "ENABLE UTF8=ACCEPT",
    ] {
        assert!(raw.verdict(command).await.starts_with("t OK"), "{command}");
    }
    assert_eq!(company.source_writes(), 0);
    let writing = [
        "CREATE INBOX.x",
        "DELETE INBOX.Sent",
        "RENAME INBOX.Sent INBOX.x",
        "SUBSCRIBE INBOX.Junk",
        "UNSUBSCRIBE INBOX",
        "APPEND INBOX {3}",
        "STORE 1 +FLAGS (\\Seen)",
        "UID STORE 1 +FLAGS (\\Deleted)",
        "COPY 1 INBOX.Sent",
        "UID MOVE 1 INBOX.Sent",
        "EXPUNGE",
        "UID EXPUNGE 1",
        "CLOSE",
        "SETMETADATA INBOX (/x NIL)",
    ];
    for command in writing {
        assert!(
            raw.verdict(command).await.starts_with("t NO [CANNOT]"),
            "{command}"
        );
    }
    assert_eq!(company.source_writes(), writing.len() as u64);
    assert!(raw.verdict("FETCH 1 BODY[]").await.starts_with("t OK"));
    assert_eq!(company.source_writes(), writing.len() as u64 + 1);
}

#[tokio::test]
async fn every_way_to_sign_in_works() {
    let (company, _folder) = company(&[]).await;
    let port = company.source().port();
    // The address and password of the first person, as a PLAIN message.
    let message = "AGFuYUBoYXJib3VyLWJha2VyeS5leGFtcGxlAHDDo28gZGUgcXVlaWpvIDc=";
    let mut raw = Raw::connect(port).await;
    assert!(
        raw.verdict(&format!("AUTHENTICATE PLAIN {message}"))
            .await
            .starts_with("t OK [CAPABILITY")
    );
    assert!(raw.verdict("LOGIN a b").await.starts_with("t BAD"));
    let mut raw = Raw::connect(port).await;
    raw.send("t AUTHENTICATE PLAIN\r\n").await;
    assert_eq!(raw.line().await, "+ ");
    raw.send(&format!("{message}\r\n")).await;
    assert!(raw.line().await.starts_with("t OK"));
    let mut raw = Raw::connect(port).await;
    raw.send("t AUTHENTICATE PLAIN\r\n").await;
    assert_eq!(raw.line().await, "+ ");
    raw.send("*\r\n").await;
    assert!(raw.line().await.starts_with("t BAD"));
    assert!(
        raw.verdict("AUTHENTICATE CRAM-MD5")
            .await
            .starts_with("t NO")
    );
    assert!(
        raw.verdict(&format!("LOGIN {} \"wrong\"", ana().address))
            .await
            .starts_with("t NO [AUTHENTICATIONFAILED]")
    );
    assert!(raw.verdict("SELECT INBOX").await.starts_with("t BAD"));
    let bye = raw.ask("LOGOUT").await;
    assert!(bye[0].starts_with("* BYE") && bye[1].starts_with("t OK"));
    assert!(raw.rest().await.is_empty());
}

#[tokio::test]
async fn two_sessions_see_the_same_folder_grow() {
    let (company, _folder) = company(&[]).await;
    let mut one = Raw::destination(&company).await;
    let mut other = Raw::destination(&company).await;
    one.ask("SELECT INBOX").await;
    other.send("t APPEND INBOX {4+}\r\na:b\n\r\n").await;
    assert!(other.answer().await[0].starts_with("t OK"));
    assert_eq!(one.ask("NOOP").await, ["* 1 EXISTS", "t OK NOOP completed"]);
    assert_eq!(
        one.ask("UID FETCH 1 RFC822.SIZE").await[0],
        "* 1 FETCH (UID 1 RFC822.SIZE 4)"
    );
}

#[tokio::test]
async fn many_appends_may_be_on_their_way_at_once() {
    let (company, folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    let mut all = String::new();
    for number in 0..200 {
        let message = format!("Subject: {number}\r\n\r\n{}\r\n", "x".repeat(2000));
        all.push_str(&format!(
            "a{number} APPEND INBOX {{{}+}}\r\n{message}\r\n",
            message.len()
        ));
    }
    raw.send(&all).await;
    for number in 0..200 {
        let line = raw.line().await;
        assert!(
            line.starts_with(&format!("a{number} OK [APPENDUID ")),
            "{line}"
        );
    }
    let content = moving_day_practice::destination_content(folder.path()).unwrap();
    assert_eq!(content[0].messages(), 200);
}
