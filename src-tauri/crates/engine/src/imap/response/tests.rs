//! Lines as servers write them, and what is made of them.

use time::macros::datetime;

use super::*;

fn read(line: &str) -> Result<Response, Malformed> {
    Response::read(Frame {
        text: line.into(),
        rest: Vec::new(),
    })
}

fn data(line: &str) -> Data {
    match read(line) {
        Ok(Response::Data(data)) => data,
        other => panic!("{line}: {other:?}"),
    }
}

fn outcome(line: &str) -> Outcome {
    match read(line) {
        Ok(Response::Data(Data::Remark(outcome)) | Response::Done { outcome, .. }) => outcome,
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn outcomes_have_codes_and_words() {
    for (line, code, details, words) in [
        ("M1 OK done", "", "", "done"),
        ("M1 OK", "", "", ""),
        (
            "M1 ok [APPENDUID 38505 3955] APPEND completed",
            "APPENDUID",
            "38505 3955",
            "APPEND completed",
        ),
        (
            "* OK [PERMANENTFLAGS (\\Seen a[b]c \\*)] Limited",
            "PERMANENTFLAGS",
            "(\\Seen a[b]c \\*)",
            "Limited",
        ),
        ("* NO [alert]ü", "ALERT", "", "ü"),
        ("* BAD [half", "", "", "[half"),
        ("* BYE \t[x] y", "", "", "[x] y"),
        ("* OK {5}", "", "", "{5}"),
    ] {
        let read = outcome(line);
        assert_eq!(
            (
                read.code.as_str(),
                read.details.as_slice(),
                read.words.as_str()
            ),
            (code, details.as_bytes(), words),
            "{line}"
        );
    }
    assert_eq!(outcome("M1 NO [OVERQUOTA] Full").said(), "[OVERQUOTA] Full");
    assert_eq!(outcome("M1 NO [OVERQUOTA]").said(), "[OVERQUOTA]");
    assert_eq!(
        outcome(&format!("M1 NO {}", "x".repeat(9000))).said().len(),
        WORDS
    );
}

#[test]
fn messages_are_read() {
    let Data::Fetch(read) = data(
        "* 3 FETCH (UID 7 MODSEQ (12121231000) RFC822.SIZE 4294967296 FLAGS (\\seen \\Recent) \
         INTERNALDATE \" 1-Feb-2020 10:00:00 +0100\" X-NEW (a (b)) BODY[] NIL)",
    ) else {
        panic!("no message")
    };
    assert_eq!((read.uid, read.size), (Some(7), Some(4_294_967_296)));
    assert_eq!(read.flags.unwrap().to_imap(), "(\\Seen)");
    assert_eq!(read.internal_date, Some(datetime!(2020-02-01 10:00:00 +1)));
    assert_eq!(read.body, Some(Body::Withheld));
    let Data::Fetch(read) = data("* 3 FETCH (INTERNALDATE NIL BODY[] \"\")") else {
        panic!("no message")
    };
    assert_eq!((read.uid, read.internal_date), (None, None));
    assert_eq!(read.body, Some(Body::Bytes(Vec::new())));
}

#[test]
fn folders_are_read() {
    let Data::List(entry) =
        data(r#"* LIST (\HasNoChildren \Sent) "/" "Sent \"x\"" ("CHILDINFO" ("SUBSCRIBED"))"#)
    else {
        panic!("no folder")
    };
    assert_eq!(entry.attributes, ["\\hasnochildren", "\\sent"]);
    assert_eq!(
        (entry.separator, entry.name.as_slice()),
        (Some('/'), &b"Sent \"x\""[..])
    );
    let Data::List(entry) = data("* XLIST (\\AllMail) NIL NIL") else {
        panic!("no folder")
    };
    assert_eq!(
        (entry.separator, entry.name.as_slice()),
        (None, &b"NIL"[..])
    );
    let Data::Status(counts) = data("* STATUS \"a b\" (MESSAGES 3 UIDNEXT 9 SIZE 99999999999)  ")
    else {
        panic!("no counts")
    };
    assert_eq!(counts[2], ("SIZE".to_owned(), 99_999_999_999));
    let Data::Namespace(spaces) =
        data("* NAMESPACE ((\"INBOX.\" \".\" \"X-P\" (\"a\"))) NIL ((\"#sh/\" NIL))")
    else {
        panic!("no namespaces")
    };
    assert_eq!(
        (spaces[0][0].prefix.as_slice(), spaces[0][0].separator),
        (&b"INBOX."[..], Some('.'))
    );
    assert_eq!((spaces[1].len(), spaces[2][0].separator), (0, None));
}

#[test]
fn what_nobody_waits_for_is_read_past() {
    for line in [
        "* ESEARCH (TAG \"a\") UID ALL 1:3",
        "* VANISHED (EARLIER) 41,43:116",
        "* 5 EXPUNGE",
        "* 5 RECENT",
        "* XYZZY ((((",
        "* NAMESPACE ((\"\" \"/\"",
        "* ",
        "*",
        "* 99999999999999999999 EXISTS",
    ] {
        assert!(matches!(data(line), Data::Other), "{line}");
    }
    assert!(matches!(
        data("* CAPABILITY ((\"\" \"/\")) NIL NIL"),
        Data::Capability(_)
    ));
}

#[test]
fn what_is_needed_must_be_well_formed() {
    for line in [
        "",
        "M1",
        "M1 HELLO",
        "220 mail.example.com ESMTP",
        "HTTP/1.1 400 Bad Request",
        "* 1 FETCH (UID)",
        "* 1 FETCH (UID 4294967296)",
        "* 1 FETCH (UID x)",
        "* 1 FETCH UID 7",
        "* 1 FETCH (UID 7",
        "* LIST (\\Sent) \"/\"",
        "* LIST \\Sent \"/\" a",
        "* LIST () \"//\" a",
        "* STATUS a b",
    ] {
        assert!(read(line).is_err(), "{line}");
    }
}
