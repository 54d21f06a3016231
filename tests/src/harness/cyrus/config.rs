//! # Cyrus' configuration
//!
//! The text of `imapd.conf` and `cyrus.conf` for Cyrus 3.6. Folders lie on disk by their names
//! (`mailbox_legacy_dirs`), so that the comparison finds them.

use std::path::Path;

use super::{EightBit, Setup};
use crate::harness::certificates::Issued;

/// What the server calls itself in its greeting, and what its passwords are kept under.
pub(super) fn server_name(folder: &Path) -> String {
    let name = format!("cyrus{}", folder.display()).replace('/', "-");
    name.to_lowercase()
}

/// What the server and its mailboxes are like.
pub(super) fn imapd(setup: &Setup, folder: &Path, user: &str, issued: Option<&Issued>) -> String {
    let place = folder.display();
    let yes = |on| if on { "yes" } else { "no" };
    let encryption = encryption(issued);
    format!(
        "configdirectory: {place}/config
defaultpartition: default
partition-default: {place}/spool
mailbox_legacy_dirs: yes
cyrus_user: {user}
admins: admin
servername: {name}
altnamespace: {alternative}
unixhierarchysep: {slashes}
allowplaintext: yes
autocreate_quota: 0
failedloginpause: 0
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {place}/sasldb2
sasl_mech_list: PLAIN LOGIN
virtdomains: off
defaultdomain: localhost
idlesocket: {place}/socket/idle
lmtpsocket: {place}/socket/lmtp
notifysocket: {place}/socket/notify
mboxname_lockpath: {place}/lock
proc_path: {place}/proc
skiplist_unsafe: yes
munge8bit: {changes}
reject8bit: {refuses}
{encryption}",
        name = server_name(folder),
        alternative = yes(setup.alternative_names),
        slashes = yes(setup.slashes),
        changes = yes(setup.eight_bit == EightBit::Changed),
        refuses = yes(setup.eight_bit == EightBit::Refused),
    )
}

/// What the master process starts; `ports` are IMAP and IMAPS.
pub(super) fn services(
    folder: &Path,
    programs: &Path,
    imapd: &Path,
    encrypted: bool,
    ports: [u16; 2],
) -> String {
    let (place, programs, imapd) = (folder.display(), programs.display(), imapd.display());
    let [imap, imaps] = ports;
    let encrypted = if encrypted {
        format!(
            "  imaps cmd=\"{imapd} -s -C {place}/imapd.conf\" listen=\"127.0.0.1:{imaps}\" proto=\"tcp4\" prefork=0\n"
        )
    } else {
        String::new()
    };
    format!(
        "START {{
  recover cmd=\"{programs}/ctl_cyrusdb -C {place}/imapd.conf -r\"
}}
SERVICES {{
  imap cmd=\"{imapd} -C {place}/imapd.conf\" listen=\"127.0.0.1:{imap}\" proto=\"tcp4\" prefork=0
{encrypted}}}
EVENTS {{
}}
"
    )
}

fn encryption(issued: Option<&Issued>) -> String {
    issued.map_or(String::new(), |issued| {
        format!(
            "tls_server_cert: {}\ntls_server_key: {}\ntls_session_timeout: 0\n",
            issued.certificate.display(),
            issued.key.display()
        )
    })
}
