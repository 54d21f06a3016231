use std::time::{Duration, Instant};

use moving_day_practice::{Company, FULL_MAILBOX, Pace, Trouble, destination_content};
use tokio::time::timeout;

use crate::harness::{Raw, ana, company, foreign};
use crate::move_by_hand::messages;

const ANA: &str = "ana@harbour-bakery.example";

async fn append(raw: &mut Raw, message: &[u8]) -> String {
    raw.send(&format!("t APPEND INBOX {{{}+}}\r\n", message.len()))
        .await;
    raw.send_bytes(message).await;
    raw.send("\r\n").await;
    raw.answer().await.pop().unwrap()
}

#[tokio::test]
async fn a_wrong_password_can_be_put_right() {
    let (company, _folder) = company(&[Trouble::WrongPassword(ANA)]).await;
    let error = foreign(company.source().port(), ANA, ana().source_password)
        .await
        .unwrap_err();
    assert!(
        error.to_string().contains("Wrong user name or password"),
        "{error}"
    );
    Raw::destination(&company).await;
    company.trouble(Trouble::WrongPassword(ANA), false);
    Raw::source(&company).await;
}

#[tokio::test]
async fn an_unknown_user_is_told_apart_from_a_wrong_password() {
    let (company, _folder) = company(&[Trouble::UnknownUser(ANA)]).await;
    let mut raw = Raw::connect(company.destination().port()).await;
    let sign_in = format!("LOGIN {ANA} {}", ana().destination_password);
    assert!(
        raw.verdict(&sign_in)
            .await
            .starts_with("t NO [AUTHENTICATIONFAILED] Unknown user")
    );
    company.trouble(Trouble::UnknownUser(ANA), false);
    assert!(raw.verdict(&sign_in).await.starts_with("t OK"));
}

#[tokio::test]
async fn a_full_mailbox_takes_nothing_until_there_is_room() {
    let (company, folder) = company(&[Trouble::MailboxFull(ANA)]).await;
    let mut raw = Raw::destination(&company).await;
    let half = vec![b'x'; usize::try_from(FULL_MAILBOX / 2).unwrap()];
    assert!(append(&mut raw, &half).await.starts_with("t OK"));
    assert!(append(&mut raw, &half).await.starts_with("t OK"));
    assert!(append(&mut raw, b"x").await.starts_with("t NO [OVERQUOTA]"));
    company.trouble(Trouble::MailboxFull(ANA), false);
    assert!(append(&mut raw, b"x").await.starts_with("t OK"));
    assert_eq!(
        destination_content(folder.path()).unwrap()[0].bytes(),
        FULL_MAILBOX + 1
    );
}

#[tokio::test]
async fn a_stalled_source_answers_when_it_is_repaired() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    raw.ask("EXAMINE INBOX").await;
    company.trouble(Trouble::Stall(ANA), true);
    raw.send("t FETCH 1 FLAGS\r\n").await;
    assert!(
        timeout(Duration::from_millis(200), raw.line())
            .await
            .is_err()
    );
    company.trouble(Trouble::Stall(ANA), false);
    assert!(raw.answer().await.pop().unwrap().starts_with("t OK"));
}

#[tokio::test]
async fn a_client_that_gives_up_on_a_stall_leaves_nothing_behind() {
    let (company, _folder) = company(&[Trouble::Stall(ANA)]).await;
    let before = tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks();
    let mut raw = Raw::source(&company).await;
    raw.ask("EXAMINE INBOX").await;
    raw.send("t FETCH 1 FLAGS\r\n").await;
    drop(raw);
    let started = Instant::now();
    while tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks()
        > before
    {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "a connection is still alive"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn one_message_is_refused_with_words() {
    const YOKO: &str = "yoko@harbour-bakery.example";
    let (company, folder) = company(&[Trouble::Refuse(YOKO)]).await;
    let yoko = &Company::people()[5];
    let mut source = foreign(company.source().port(), YOKO, yoko.source_password)
        .await
        .unwrap();
    source.examine("INBOX").await.unwrap();
    let mut destination = foreign(
        company.destination().port(),
        YOKO,
        yoko.destination_password,
    )
    .await
    .unwrap();
    let (mut taken, mut refused) = (0, Vec::new());
    for message in messages(&mut source).await {
        match destination
            .append("INBOX", None, None, &message.bytes)
            .await
        {
            Ok(()) => taken += 1,
            Err(error) => refused.push((message.bytes.is_ascii(), error.to_string())),
        }
    }
    assert_eq!((taken, refused.len()), (29, 1));
    assert!(
        !refused[0].0 && refused[0].1.contains("not ASCII"),
        "{refused:?}"
    );
    assert_eq!(
        destination_content(folder.path()).unwrap()[5].messages(),
        29
    );
}

#[tokio::test]
async fn a_cut_comes_in_the_middle_of_a_message_and_only_once() {
    let (company, _folder) = company(&[Trouble::Cut(ANA)]).await;
    let mut raw = Raw::source(&company).await;
    raw.ask("EXAMINE INBOX").await;
    raw.send("t FETCH 2 (UID BODY.PEEK[])\r\n").await;
    let head = raw.line().await;
    let announced: usize = head
        .rsplit_once('{')
        .unwrap()
        .1
        .trim_end_matches('}')
        .parse()
        .unwrap();
    let got = raw.rest().await.len();
    assert!(got > 0 && got < announced, "{got} of {announced}");
    let mut raw = Raw::source(&company).await;
    raw.ask("EXAMINE INBOX").await;
    assert!(
        raw.verdict("FETCH 2 (UID BODY.PEEK[])")
            .await
            .starts_with("t OK")
    );
}

#[tokio::test]
async fn the_pace_slows_all_connections_together() {
    let (company, _folder) = company(&[]).await;
    let mut one = Raw::destination(&company).await;
    let mut other = Raw::destination(&company).await;
    company.pace(Pace::Messages(20));
    let started = Instant::now();
    for _ in 0..4 {
        one.send("t APPEND INBOX {1+}\r\nx\r\n").await;
        other.send("t APPEND INBOX {1+}\r\nx\r\n").await;
        one.answer().await;
        other.answer().await;
    }
    assert!(
        started.elapsed() >= Duration::from_millis(390),
        "{:?}",
        started.elapsed()
    );
    company.pace(Pace::Full);
    assert!(append(&mut one, b"x").await.starts_with("t OK"));
}

#[tokio::test]
async fn a_stall_can_end_by_itself() {
    let (company, _folder) = company(&[]).await;
    let mut raw = Raw::source(&company).await;
    raw.ask("EXAMINE INBOX").await;
    company.trouble_for(Trouble::Stall(ANA), Duration::from_millis(300));
    let started = Instant::now();
    raw.send("t FETCH 1 FLAGS\r\n").await;
    assert!(raw.answer().await.pop().unwrap().starts_with("t OK"));
    assert!(started.elapsed() >= Duration::from_millis(250));
}
