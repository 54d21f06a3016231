//! # Capabilities
//!
//! What a server offers, as named booleans, each with its RFC. Nothing else compares capability words.

/// What the server says it can do, read again after signing in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Literals of any size without waiting (RFC 7888, `LITERAL+`).
    pub literal_plus: bool,
    /// Literals up to 4,096 bytes without waiting (RFC 7888, `LITERAL-`).
    pub literal_minus: bool,
    /// Several messages in one APPEND (RFC 3502).
    pub multiappend: bool,
    /// APPEND tells the number of the new message (RFC 4315).
    pub uidplus: bool,
    /// Folder roles as attributes (RFC 6154).
    pub special_use: bool,
    /// Folder roles as attributes, in the form that came before RFC 6154.
    pub xlist: bool,
    /// Prefix and separator can be asked for (RFC 2342).
    pub namespace: bool,
    /// LIST with options (RFC 5258).
    pub list_extended: bool,
    /// LIST and STATUS in one (RFC 5819).
    pub list_status: bool,
    /// STATUS counts bytes (RFC 8438).
    pub status_size: bool,
    /// Changes since a moment (RFC 7162).
    pub condstore: bool,
    /// Changes since the last connection (RFC 7162).
    pub qresync: bool,
    /// Folder names and headers in UTF-8 (RFC 6855).
    pub utf8_accept: bool,
    /// Extensions are switched on by command (RFC 5161).
    pub enable: bool,
    /// Compression (RFC 4978).
    pub compress_deflate: bool,
    /// The first answer of a sign-in goes with the command (RFC 4959).
    pub sasl_ir: bool,
    /// Sign-in with user name and password in one message (RFC 4616).
    pub auth_plain: bool,
    /// LOGIN is refused on this connection (RFC 3501, section 7.2.1).
    pub login_disabled: bool,
    /// Encryption after the greeting (RFC 3501, section 6.2.1).
    pub starttls: bool,
    /// Room in the mailbox can be asked for (RFC 9208).
    pub quota: bool,
    /// A folder can be left without side effects (RFC 3691).
    pub unselect: bool,
    /// Message bytes as they are, NUL included (RFC 3516).
    pub binary: bool,
    /// The largest message that is taken, in bytes (RFC 7889).
    pub append_limit: Option<u64>,
    /// The largest message that is taken differs between folders, and STATUS tells it (RFC 7889).
    pub append_limit_by_folder: bool,
    /// Short answers to searches (RFC 4731).
    pub esearch: bool,
    /// Server and client can name themselves (RFC 2971).
    pub id: bool,
    /// Messages and mailboxes have lasting ids (RFC 8474).
    pub object_id: bool,
    /// Message numbers can be switched off (RFC 9586).
    pub uid_only: bool,
    /// Extensions that the server has invented for itself, in capitals; they begin with an X (RFC 3501, section 6.5.1).
    pub own: Vec<String>,
}

impl Capabilities {
    /// Reads the words of a CAPABILITY answer, in any case.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = Self::default();
        for word in words {
            known.learn(&word.to_ascii_uppercase());
        }
        known
    }

    fn learn(&mut self, word: &str) {
        if let Some(limit) = word.strip_prefix("APPENDLIMIT=") {
            self.append_limit = limit.parse().ok();
        }
        let known = match word {
            "LITERAL+" => &mut self.literal_plus,
            "LITERAL-" => &mut self.literal_minus,
            "MULTIAPPEND" => &mut self.multiappend,
            "UIDPLUS" => &mut self.uidplus,
            "SPECIAL-USE" => &mut self.special_use,
            "XLIST" => &mut self.xlist,
            "NAMESPACE" => &mut self.namespace,
            "LIST-EXTENDED" => &mut self.list_extended,
            "LIST-STATUS" => &mut self.list_status,
            "STATUS=SIZE" => &mut self.status_size,
            "CONDSTORE" => &mut self.condstore,
            "QRESYNC" => &mut self.qresync,
            // RFC 6855 section 6: a server that only speaks UTF-8 is switched over with the same word.
            "UTF8=ACCEPT" | "UTF8=ONLY" => &mut self.utf8_accept,
            "ENABLE" => &mut self.enable,
            "COMPRESS=DEFLATE" => &mut self.compress_deflate,
            "SASL-IR" => &mut self.sasl_ir,
            "AUTH=PLAIN" => &mut self.auth_plain,
            "LOGINDISABLED" => &mut self.login_disabled,
            "STARTTLS" => &mut self.starttls,
            "QUOTA" => &mut self.quota,
            "UNSELECT" => &mut self.unselect,
            "BINARY" => &mut self.binary,
            "APPENDLIMIT" => &mut self.append_limit_by_folder,
            "ESEARCH" => &mut self.esearch,
            "ID" => &mut self.id,
            "OBJECTID" => &mut self.object_id,
            "UIDONLY" => &mut self.uid_only,
            own if own.starts_with('X') => return self.own.push(own.to_owned()),
            _ => return,
        };
        *known = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Capabilities {
        Capabilities::new(line.split(' '))
    }

    #[test]
    fn a_servers_own_line_is_understood() {
        let dovecot = read(
            "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT MULTIAPPEND UNSELECT NAMESPACE UIDPLUS LIST-EXTENDED \
             CONDSTORE QRESYNC ESEARCH LIST-STATUS BINARY SNIPPET=FUZZY STATUS=SIZE LITERAL+ NOTIFY SPECIAL-USE",
        );
        let expected = Capabilities {
            sasl_ir: true,
            id: true,
            enable: true,
            multiappend: true,
            unselect: true,
            namespace: true,
            uidplus: true,
            list_extended: true,
            condstore: true,
            qresync: true,
            esearch: true,
            list_status: true,
            binary: true,
            status_size: true,
            literal_plus: true,
            special_use: true,
            ..Capabilities::default()
        };
        assert_eq!(dovecot, expected);
    }

    #[test]
    fn case_and_values_do_not_matter() {
        let odd = read(
            "imap4rev1 literal- Auth=Plain LoginDisabled AppendLimit=35651584 Utf8=Only XLIST starttls",
        );
        assert!(
            odd.literal_minus
                && odd.auth_plain
                && odd.login_disabled
                && odd.utf8_accept
                && odd.xlist
                && odd.starttls
        );
        assert_eq!(odd.append_limit, Some(35_651_584));
        assert!(!odd.literal_plus && !odd.sasl_ir);
        assert!(!odd.append_limit_by_folder);
        let by_folder = read("IMAP4rev1 APPENDLIMIT");
        assert!(by_folder.append_limit_by_folder && by_folder.append_limit.is_none());
        let own = read("IMAP4rev1 AUTH=PLAINISH XID x-gm-ext-1 XLIST");
        assert!(!own.id);
        assert_eq!(own.own, ["XID", "X-GM-EXT-1"]);
    }
}
