//! # The harness itself
//!
//! A comparison that sees nothing proves nothing. Here the harness is shown damage it must see, and real servers are
//! asked whether they find in a mailbox what was written there.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use moving_day_tests::harness::compare::{assert_same, differences};
use moving_day_tests::harness::dovecot::{Account, Setup};
use moving_day_tests::harness::mailbox::Mailbox;
use moving_day_tests::harness::pair::Pair;
use moving_day_tests::harness::store::Store;

#[test]
fn what_is_written_is_what_is_read_in_both_layouts() {
    let account = Account::new("ana@example.com", "pw");
    for setup in [
        Setup::dotted(vec![account.clone()]),
        Setup::nested(vec![account.clone()]),
    ] {
        let mut pair = Pair::start(setup, Setup::nested(vec![account.clone()]));
        let written = pair.fill(&account.user, &Mailbox::varied(1));
        assert_same(&written, &pair.source.store_of(&account.user), "as written");
        assert_eq!(pair.destination.store_of(&account.user), Store::default());
        pair.assert_source_untouched("as written");
    }
}

#[test]
fn the_same_seed_gives_the_same_mailbox() {
    let account = Account::new("ana@example.com", "pw");
    let accounts = [account.clone(), Account::new("ben@example.com", "pw")];
    let mut pair = Pair::usual(&accounts);
    let stores = accounts
        .each_ref()
        .map(|account| pair.fill(&account.user, &Mailbox::varied(7)));
    assert_eq!(differences(&stores[0], &stores[1]), []);
    assert!(
        !differences(
            &stores[0],
            &pair.fill(&accounts[1].user, &Mailbox::varied(8))
        )
        .is_empty()
    );
}
