//! # What lies in Cyrus' spool
//!
//! Every message is a file called by its number, so bytes are read from disk. Flags and dates lie in an index of Cyrus'
//! own, so the server is asked for them, by a client that shares no line with the product.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::client::Client;
use crate::harness::dovecot::Account;
use crate::harness::store::{Message, Name, Store};
use crate::harness::utf7;

/// Reads all mail of one account.
pub(super) fn read(spool: &Path, port: u16, account: &Account) -> Store {
    let mut client = Client::sign_in(port, &account.user, &account.password);
    let mut store = Store {
        subscribed: client
            .subscribed()
            .iter()
            .map(|(name, separator)| parts(name, *separator))
            .collect(),
        ..Store::default()
    };
    let home = spool.join("user").join(&account.user);
    for (name, separator) in client.folders() {
        let parts = parts(&name, separator);
        let place = place(&home, &parts);
        let messages = messages(&mut client, &name, &place);
        store.folders.insert(parts, messages);
    }
    store
}

/// The parts of a name as the server says it; what a server puts before everything else is left out.
fn parts(name: &str, separator: char) -> Name {
    let mut parts: Vec<_> = name.split(separator).map(utf7::decode).collect();
    if parts.len() > 1 && parts[0] == "INBOX" {
        parts.remove(0);
    }
    parts
}

/// Where a folder lies: a dot inside of a name is a circumflex on disk.
fn place(home: &Path, parts: &[String]) -> PathBuf {
    if parts == ["INBOX"] {
        return home.to_owned();
    }
    let coded = parts
        .iter()
        .map(|part| utf7::encode(part).replace('.', "^"));
    coded.fold(home.to_owned(), |place, part| place.join(part))
}

fn messages(client: &mut Client, name: &str, place: &Path) -> Vec<Message> {
    let mut found = Vec::new();
    let mut numbers = BTreeSet::new();
    for said in client.messages(name) {
        let file = place.join(format!("{}.", said.uid));
        let bytes = fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        numbers.insert(said.uid);
        found.push(Message::of(&bytes, said.flags, said.date));
    }
    let more = files(place).difference(&numbers).count();
    assert_eq!(
        more,
        0,
        "{more} files in {} are no messages",
        place.display()
    );
    found.sort();
    found
}

/// The numbers of all messages that have a file.
fn files(place: &Path) -> BTreeSet<u32> {
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix('.')?.parse().ok())
        .collect()
}
