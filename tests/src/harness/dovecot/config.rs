//! # Dovecot's configuration
//!
//! The text of `dovecot.conf` for Dovecot 2.3. The empty `chroot` lines and the three `default_` lines are what lets
//! it run without root.

use std::fmt::Write as _;
use std::path::Path;

use super::Setup;
use crate::harness::certificates::Issued;
use crate::harness::owner::Owner;
use crate::harness::store::Layout;

/// What Dovecot 2.3 can do, as it says after the sign-in.
const EXTENSIONS: &str = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES \
    THREAD=REFS THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS \
    LIST-EXTENDED I18NLEVEL=1 CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE \
    SNIPPET=FUZZY PREVIEW=FUZZY PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE";

/// What the server says when somebody connects. It holds its folder, so that no other server is taken for it.
pub(super) fn greeting(folder: &Path) -> String {
    format!("Ready in {}", folder.display())
}

/// The whole configuration; `ports` are IMAP and IMAPS.
pub(super) fn text(
    setup: &Setup,
    folder: &Path,
    owner: &Owner,
    issued: Option<&Issued>,
    ports: [u16; 2],
) -> String {
    let (place, [imap, imaps]) = (folder.display(), ports);
    let layout = match setup.layout {
        Layout::Dotted => "",
        Layout::Nested => ":LAYOUT=fs",
    };
    let encryption = issued.map_or("ssl = no\n".to_owned(), |issued| {
        format!(
            "ssl = yes\nssl_cert = <{}\nssl_key = <{}\n",
            issued.certificate.display(),
            issued.key.display()
        )
    });
    format!(
        "base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
listen = {listen}
protocols = imap
login_greeting = {greeting}
{encryption}disable_plaintext_auth = {plaintext}
auth_mechanisms = plain login
auth_username_chars =
auth_username_format = %u
auth_failure_delay = 0
mail_location = maildir:~/mail{layout}
mail_fsync = never
mail_max_userip_connections = 100
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
{roles}}}
passdb {{
  driver = passwd-file
  args = {place}/passwd
}}
userdb {{
  driver = passwd-file
  args = {place}/passwd
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = {offers}
  }}
}}
{extensions}{limits}",
        user = owner.user_name,
        group = owner.group_name,
        greeting = greeting(folder),
        // A client whose address is the server's own counts as secure; at the second address none is.
        listen = if setup.plain_passwords {
            "127.0.0.1"
        } else {
            "127.0.0.1, 127.0.0.2"
        },
        plaintext = if setup.plain_passwords { "no" } else { "yes" },
        separator = setup.separator.unwrap_or(setup.layout.separator()),
        prefix = setup.prefix,
        roles = roles(setup),
        offers = if issued.is_some() { "yes" } else { "no" },
        extensions = extensions(setup),
        limits = limits(setup),
    )
}

fn roles(setup: &Setup) -> String {
    setup.roles.iter().fold(String::new(), |mut text, (name, attribute)| {
        let _ = write!(text, "  mailbox \"{name}\" {{\n    special_use = {attribute}\n    auto = subscribe\n  }}\n");
        text
    })
}

fn extensions(setup: &Setup) -> String {
    if setup.hidden.is_empty() && setup.announced.is_empty() {
        return String::new();
    }
    let shown: Vec<_> = EXTENSIONS
        .split_whitespace()
        .filter(|name| !setup.hidden.contains(name))
        .chain(setup.announced.iter().copied())
        .collect();
    format!("imap_capability = {}\n", shown.join(" "))
}

fn limits(setup: &Setup) -> String {
    if setup.room.is_none() && setup.largest_message.is_none() {
        return String::new();
    }
    let room = setup.room.map_or(String::new(), |bytes| {
        format!("  quota_rule = *:bytes={bytes}\n")
    });
    let largest = setup.largest_message.map_or(String::new(), |bytes| {
        format!("  quota_max_mail_size = {bytes}\n")
    });
    format!(
        "mail_plugins = quota\nprotocol imap {{\n  mail_plugins = quota imap_quota\n}}\nplugin {{\n  quota = count:User quota\n  \
         quota_vsizes = yes\n{room}{largest}}}\n"
    )
}
