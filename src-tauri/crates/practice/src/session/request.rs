//! # What a client asked for
//!
//! `imap-codec` reads the commands of RFC 3501. What newer documents add to LIST and STATUS is taken off here first
//! and kept beside the plain command; a command that is altogether newer is told by its word.

use imap_codec::CommandCodec;
use imap_codec::decode::Decoder as _;
use imap_codec::imap_types::command::CommandBody;
use imap_codec::imap_types::core::Tag;

/// Words of commands that would change a mailbox.
const WRITING: &[&str] = &[
    "APPEND",
    "CLOSE",
    "COPY",
    "CREATE",
    "DELETE",
    "DELETEACL",
    "EXPUNGE",
    "MOVE",
    "RENAME",
    "REPLACE",
    "SETACL",
    "SETMETADATA",
    "SETQUOTA",
    "STORE",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
];

/// The beginning of a command, which can be read even when the rest is garbled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) tag: Option<Tag<'static>>,
    /// In upper case; for UID commands the word after UID.
    pub(crate) word: String,
}

impl Head {
    pub(crate) fn read(command: &[u8]) -> Self {
        let mut words = command
            .split(|byte| matches!(byte, b' ' | b'\r' | b'\n'))
            .map(|word| String::from_utf8_lossy(word).into_owned());
        let tag = words.next().and_then(|word| Tag::try_from(word).ok());
        let word = words.next().unwrap_or_default().to_ascii_uppercase();
        let word = match word.as_str() {
            "UID" => words.next().unwrap_or_default().to_ascii_uppercase(),
            _ => word,
        };
        Self { tag, word }
    }

    /// Whether the command would change something.
    pub(crate) fn writes(&self) -> bool {
        WRITING.contains(&self.word.as_str())
    }
}

/// What newer documents let a client add.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Additions {
    /// STATUS asks for SIZE (RFC 8438).
    pub(crate) size: bool,
    /// LIST wants folders with a special use only (RFC 6154).
    pub(crate) only_special_use: bool,
    /// LIST wants subscribed folders only (RFC 5258).
    pub(crate) only_subscribed: bool,
    /// LIST wants to know which folders are subscribed (RFC 5258).
    pub(crate) show_subscribed: bool,
}

/// A command as the sessions handle it.
#[derive(Debug)]
pub(crate) enum Request<'a> {
    /// A command of RFC 3501 or of the documents that `imap-codec` knows.
    Plain(CommandBody<'a>),
    /// NAMESPACE (RFC 2342).
    Namespace,
    /// ID (RFC 2971).
    Id,
}

/// Takes the additions off; nothing if they are none that this server has.
pub(crate) fn simplify(head: &Head, command: &[u8]) -> Option<(Vec<u8>, Additions)> {
    let mut additions = Additions::default();
    let plain = match head.word.as_str() {
        "STATUS" => without_size(command, &mut additions)?,
        "LIST" => {
            let command = without_return(command, &mut additions)?;
            without_selection(&command, &mut additions)?
        }
        _ => command.to_vec(),
    };
    Some((plain, additions))
}

/// Reads a command without additions.
pub(crate) fn read<'a>(head: &Head, command: &'a [u8]) -> Option<Request<'a>> {
    match (head.word.as_str(), words(command)) {
        ("NAMESPACE", 2) => return Some(Request::Namespace),
        ("ID", 3..) => return Some(Request::Id),
        _ => {}
    }
    match CommandCodec::default().decode(command) {
        Ok(([], command)) => Some(Request::Plain(command.body)),
        _ => None,
    }
}

fn words(command: &[u8]) -> usize {
    command.split(|&byte| byte == b' ').count()
}

/// `… (MESSAGES SIZE)` to `… (MESSAGES)`.
fn without_size(command: &[u8], additions: &mut Additions) -> Option<Vec<u8>> {
    let open = command.iter().rposition(|&byte| byte == b'(')?;
    let (start, items) = command.split_at_checked(open)?;
    let items = std::str::from_utf8(items)
        .ok()?
        .trim_end()
        .strip_prefix('(')?
        .strip_suffix(')')?;
    let (size, others): (Vec<_>, Vec<_>) = items
        .split(' ')
        .partition(|item| item.eq_ignore_ascii_case("SIZE"));
    additions.size = !size.is_empty();
    let mut plain = start.to_vec();
    plain.extend(format!("({})\r\n", others.join(" ")).bytes());
    Some(plain)
}

/// `LIST "" * RETURN (SPECIAL-USE)` to `LIST "" *`.
fn without_return(command: &[u8], additions: &mut Additions) -> Option<Vec<u8>> {
    const RETURN: &[u8] = b" RETURN (";
    let place = command
        .windows(RETURN.len())
        .rposition(|window| window.eq_ignore_ascii_case(RETURN));
    let Some((start, rest)) = place.and_then(|place| command.split_at_checked(place)) else {
        return Some(command.to_vec());
    };
    let options = std::str::from_utf8(rest.get(RETURN.len()..)?)
        .ok()?
        .strip_suffix(")\r\n")?;
    for option in options.split(' ').filter(|option| !option.is_empty()) {
        match option.to_ascii_uppercase().as_str() {
            "SUBSCRIBED" => additions.show_subscribed = true,
            "SPECIAL-USE" | "CHILDREN" => {}
            _ => return None,
        }
    }
    let mut plain = start.to_vec();
    plain.extend(b"\r\n");
    Some(plain)
}

/// `LIST (SPECIAL-USE) "" *` to `LIST "" *`.
fn without_selection(command: &[u8], additions: &mut Additions) -> Option<Vec<u8>> {
    let blank = command.iter().position(|&byte| byte == b' ')?;
    let start = blank + " LIST ".len();
    let (before, rest) = command.split_at_checked(start)?;
    let Some(rest) = rest.strip_prefix(b"(") else {
        return Some(command.to_vec());
    };
    let close = rest.iter().position(|&byte| byte == b')')?;
    let (options, after) = rest.split_at_checked(close)?;
    for option in options
        .split(|&byte| byte == b' ')
        .filter(|option| !option.is_empty())
    {
        match option.to_ascii_uppercase().as_slice() {
            b"SPECIAL-USE" => additions.only_special_use = true,
            b"SUBSCRIBED" => {
                additions.only_subscribed = true;
                additions.show_subscribed = true;
            }
            _ => return None,
        }
    }
    let mut plain = before.to_vec();
    plain.extend(after.strip_prefix(b") ")?);
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(command: &str) -> Option<(String, Additions)> {
        let (plain, additions) = simplify(&Head::read(command.as_bytes()), command.as_bytes())?;
        Some((String::from_utf8(plain).unwrap(), additions))
    }

    #[test]
    fn additions_are_taken_off() {
        let (plain, additions) =
            simple("a STATUS \"x (SIZE)\" (MESSAGES size UIDNEXT)\r\n").unwrap();
        assert_eq!(plain, "a STATUS \"x (SIZE)\" (MESSAGES UIDNEXT)\r\n");
        assert!(additions.size);
        let (plain, additions) =
            simple("a LIST (SPECIAL-USE) \"\" * return (SUBSCRIBED SPECIAL-USE)\r\n").unwrap();
        assert_eq!(plain, "a LIST \"\" *\r\n");
        assert!(
            additions.only_special_use && additions.show_subscribed && !additions.only_subscribed
        );
        assert_eq!(simple("a LIST \"\" *\r\n").unwrap().1, Additions::default());
    }

    #[test]
    fn unknown_or_broken_additions_are_refused() {
        for command in [
            "a LIST \"\" * RETURN (STATUS (MESSAGES))\r\n",
            "a LIST (REMOTE) \"\" *\r\n",
            "a LIST (\r\n",
            "a STATUS x\r\n",
            "a STATUS x (MESSAGES\r\n",
        ] {
            assert_eq!(simple(command), None, "{command}");
        }
    }

    #[test]
    fn the_head_is_read_from_anything() {
        let head = Head::read(b"a7 uid Store 1 +FLAGS");
        assert_eq!(
            (head.tag.unwrap().inner(), head.word.as_str()),
            ("a7", "STORE")
        );
        assert!(Head::read(b"a UNSUBSCRIBE").writes() && !Head::read(b"a FETCH").writes());
        for garbled in [&b""[..], b"\r\n", b" ", b"\xFF\xFE x", b"{5}\r\n", b"* OK"] {
            assert_eq!(Head::read(garbled).tag, None, "{garbled:?}");
        }
    }
}
