use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use async_imap::Session;
use async_imap::imap_proto::NameAttribute;
use async_imap::types::Flag;
use futures::TryStreamExt as _;
use moving_day_practice::{Company, Fingerprint, FolderContent, destination_content};
use tokio::net::TcpStream;

use crate::harness::{Raw, company, foreign};

/// A message as a foreign client sees it.
pub(crate) struct Fetched {
    pub(crate) bytes: Vec<u8>,
    flags: String,
    internal_date: String,
}

/// All messages of the opened folder.
pub(crate) async fn messages(session: &mut Session<TcpStream>) -> Vec<Fetched> {
    let stream = session
        .uid_fetch("1:*", "(FLAGS INTERNALDATE BODY.PEEK[])")
        .await
        .unwrap();
    let fetches: Vec<_> = stream.try_collect().await.unwrap();
    fetches
        .iter()
        .map(|fetch| Fetched {
            bytes: fetch.body().unwrap().to_vec(),
            flags: fetch
                .flags()
                .map(|flag| written(&flag))
                .collect::<Vec<_>>()
                .join(" "),
            internal_date: fetch
                .internal_date()
                .unwrap()
                .format("%d-%b-%Y %H:%M:%S %z")
                .to_string(),
        })
        .collect()
}

fn written(flag: &Flag<'_>) -> String {
    match flag {
        Flag::Seen => "\\Seen".into(),
        Flag::Answered => "\\Answered".into(),
        Flag::Flagged => "\\Flagged".into(),
        Flag::Draft => "\\Draft".into(),
        Flag::Custom(word) => word.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Copies one folder's messages in the order of their UIDs.
async fn copy(
    source: &mut Session<TcpStream>,
    from: &str,
    destination: &mut Session<TcpStream>,
    to: &str,
) -> usize {
    source.examine(from).await.unwrap();
    let messages = messages(source).await;
    for message in &messages {
        let (flags, date) = (
            format!("({})", message.flags),
            format!("\"{}\"", message.internal_date),
        );
        destination
            .append(to, Some(&flags), Some(&date), &message.bytes)
            .await
            .unwrap();
    }
    messages.len()
}

fn by_name(folders: &[FolderContent]) -> BTreeMap<String, &[Fingerprint]> {
    folders
        .iter()
        .filter(|folder| !folder.messages.is_empty())
        .map(|folder| (folder.parts.join("/"), folder.messages.as_slice()))
        .collect()
}

#[tokio::test]
async fn a_person_moved_by_a_foreign_client_arrives_whole_over_a_restart() {
    let (company, folder) = company(&[]).await;
    let member = &Company::people()[2];
    let mut source = foreign(
        company.source().port(),
        member.address,
        member.source_password,
    )
    .await
    .unwrap();
    let names: Vec<_> = source
        .list(Some(""), Some("*"))
        .await
        .unwrap()
        .try_collect()
        .await
        .unwrap();
    let names: Vec<String> = names
        .iter()
        .filter(|name| !name.attributes().contains(&NameAttribute::NoSelect))
        .map(|name| name.name().to_owned())
        .collect();
    assert_eq!(names.len(), 8);
    drop(source);
    company.close().await.unwrap();
    let mut moved = 0;
    for name in &names {
        let company = Company::open(folder.path(), &[]).await.unwrap();
        let mut source = foreign(
            company.source().port(),
            member.address,
            member.source_password,
        )
        .await
        .unwrap();
        let mut destination = foreign(
            company.destination().port(),
            member.address,
            member.destination_password,
        )
        .await
        .unwrap();
        let to = name
            .strip_prefix("INBOX.")
            .unwrap_or(name)
            .replace('.', "/");
        if !["INBOX", "Sent"].contains(&to.as_str()) {
            destination.create(&to).await.unwrap();
        }
        moved += copy(&mut source, name, &mut destination, &to).await;
        assert_eq!(company.source_writes(), 0);
    }
    assert_eq!(moved, 185);
    let expected = Company::expected();
    let content = destination_content(folder.path()).unwrap();
    assert_eq!(
        by_name(&content[2].folders),
        by_name(&expected.people[2].folders)
    );
}

#[tokio::test]
async fn the_whole_company_is_served_quickly() {
    let (company, _folder) = company(&[]).await;
    let expected = Company::expected();
    let started = Instant::now();
    let mut sizes = Vec::new();
    for member in Company::people() {
        let mut raw = Raw::source_of(&company, member).await;
        let folders = raw.ask("LIST \"\" *").await;
        for folder in folders
            .iter()
            .filter(|line| line.starts_with("* LIST") && !line.contains("Noselect"))
        {
            let name = folder.split_once(" \".\" ").unwrap().1;
            raw.ask(&format!("EXAMINE {name}")).await;
            raw.send("t UID FETCH 1:* (FLAGS INTERNALDATE BODY.PEEK[])\r\n")
                .await;
            sizes.extend(raw.literals().await);
        }
    }
    let took = started.elapsed();
    println!("{} messages in {took:?}", sizes.len());
    assert_eq!(sizes.len(), 1200);
    assert_eq!(sizes.iter().sum::<usize>() as u64, expected.bytes());
    // It takes half a second; the rest is for machines that are busy with something else.
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[tokio::test]
async fn numbers_are_the_same_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut seen = Vec::new();
    for _ in 0..2 {
        let company = Company::open(folder.path(), &[]).await.unwrap();
        let member = &Company::people()[2];
        let mut source = foreign(
            company.source().port(),
            member.address,
            member.source_password,
        )
        .await
        .unwrap();
        let mut destination = foreign(
            company.destination().port(),
            member.address,
            member.destination_password,
        )
        .await
        .unwrap();
        let old = source.examine("INBOX").await.unwrap();
        let new = destination.examine("Sent").await.unwrap();
        seen.push((
            old.exists,
            old.uid_validity,
            old.uid_next,
            new.uid_validity,
            new.uid_next,
        ));
        company.close().await.unwrap();
    }
    assert_eq!(seen[0], seen[1]);
}
