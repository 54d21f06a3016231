use std::time::Duration;

use crate::harness::{Raw, company};

#[tokio::test]
async fn nonsense_is_answered_and_the_dialogue_goes_on() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    for nonsense in [
        "t",
        "t ",
        "t XYZZY",
        "t FETCH",
        "t LIST",
        "t LIST (",
        "t STATUS",
        "t STATUS x (",
        "t UID",
        "t SEARCH (((((",
        "t FETCH 0 FLAGS",
        "t FETCH 4294967296 FLAGS",
        "t LOGIN a",
        "t STARTTLS",
        "t IDLE",
        "t LIST \"\" \u{fc}",
        "t SELECT \"",
        "t NAMESPACE x",
        "t ID",
        "t \0\0\0",
    ] {
        raw.send(&format!("{nonsense}\r\n")).await;
        let line = raw.line().await;
        assert!(
            line.starts_with("t BAD") || line.starts_with("* BAD"),
            "{nonsense:?}: {line}"
        );
    }
    raw.send_bytes(b"\xFF\xFE\r\n\r\n").await;
    assert!(raw.line().await.starts_with("* BAD"));
    assert!(raw.line().await.starts_with("* BAD"));
    assert!(raw.verdict("NOOP").await.starts_with("t OK"));
}

#[tokio::test]
async fn endless_nonsense_ends_the_connection() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::connect(company.source().port()).await;
    raw.send(&"GET / HTTP/1.1\r\n".repeat(60)).await;
    let rest = String::from_utf8(raw.rest().await).unwrap();
    assert_eq!(rest.matches("GET BAD ").count(), 50);
    assert!(rest.contains("* BYE "), "{rest}");
}

#[tokio::test]
async fn long_lines_and_large_literals_are_refused_without_being_kept() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    raw.send(&format!("t SELECT {}\r\n", "x".repeat(300_000)))
        .await;
    assert!(raw.line().await.starts_with("* BAD"));
    assert!(
        raw.verdict("SELECT {9000}")
            .await
            .starts_with("t NO [TOOBIG]")
    );
    assert!(
        raw.verdict("APPEND INBOX {33554433}")
            .await
            .starts_with("t NO [TOOBIG]")
    );
    raw.send("t APPEND INBOX {33554433+}\r\nx").await;
    for _ in 0..32 {
        raw.send_bytes(&vec![b'x'; 1024 * 1024]).await;
    }
    raw.send("\r\n").await;
    assert!(raw.line().await.starts_with("t NO [TOOBIG]"));
    assert!(raw.verdict("NOOP").await.starts_with("t OK"));
}

#[tokio::test]
async fn a_large_literal_is_read_past_and_the_dialogue_goes_on() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    raw.send("t SELECT {9000+}\r\n").await;
    raw.send(&"x".repeat(9000)).await;
    raw.send("\r\n").await;
    assert!(raw.line().await.starts_with("t NO [TOOBIG]"));
    assert!(raw.verdict("NOOP").await.starts_with("t OK"));
}

#[tokio::test]
async fn the_source_does_not_take_literals_unasked() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    raw.send("t EXAMINE {5+}\r\nINBOX\r\n").await;
    assert!(raw.line().await.starts_with("t BAD"));
    raw.send("t APPEND INBOX {5+}\r\nhello\r\n").await;
    assert!(raw.line().await.starts_with("t NO [CANNOT]"));
    assert_eq!(company.source_writes(), 1);
    assert!(raw.verdict("NOOP").await.starts_with("t OK"));
}

#[tokio::test]
async fn a_nul_byte_in_a_message_is_refused() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    raw.send_bytes(b"t APPEND INBOX {3+}\r\na\0b\r\n").await;
    assert!(raw.line().await.starts_with("t BAD"));
}

#[tokio::test]
async fn clients_that_vanish_leave_nothing_behind() {
    let (company, _folder) = company(&[]).await;
    let before = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    for started in ["", "t LOGIN", "t LOGIN {5}\r\n", "t NOOP\r\nt NO"] {
        let mut raw = Raw::connect(company.destination().port()).await;
        raw.send(started).await;
    }
    let mut raw = Raw::destination(&company).await;
    raw.send("t APPEND INBOX {5000+}\r\nhalf").await;
    drop(raw);
    for _ in 0..100 {
        if tokio::runtime::Handle::current()
            .metrics()
            .num_alive_tasks()
            <= before
        {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("connections are still alive");
}

#[tokio::test]
async fn a_dropped_company_closes_its_doors() {
    let (company, _folder) = company(&[]).await;
    let (source, destination) = (company.source().port(), company.destination().port());
    let mut raw = Raw::source(&company).await;
    let mut other = Raw::connect(destination).await;
    drop(company);
    assert!(raw.rest().await.is_empty());
    assert!(other.rest().await.is_empty());
    for port in [source, destination] {
        assert!(
            tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_err()
        );
    }
}

#[tokio::test]
async fn a_closed_company_lets_go_of_its_folder() {
    let (company, folder) = company(&[]).await;
    let mut raw = Raw::destination(&company).await;
    company.close().await.unwrap();
    assert!(raw.rest().await.is_empty());
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["destination.sqlite"]);
}
