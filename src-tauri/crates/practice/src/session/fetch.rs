//! # Handing messages over
//!
//! FETCH and UID FETCH: numbers, flags, dates, sizes, and the message or a piece of it (RFC 3501, section 6.4.5).
//! Structure and envelope are not offered, because a mover reads messages whole.

use std::borrow::Cow;
use std::num::NonZeroU32;

use chrono::FixedOffset;
use imap_codec::imap_types::core::{AString, IString, Literal, NString, NonEmptyVec};
use imap_codec::imap_types::datetime::DateTime;
use imap_codec::imap_types::fetch::{
    Macro, MacroOrMessageDataItemNames, MessageDataItem, MessageDataItemName, Section,
};
use imap_codec::imap_types::flag::FlagFetch;
use imap_codec::imap_types::response::{Data, Response};
use imap_codec::imap_types::sequence::SequenceSet;
use time::OffsetDateTime;

use crate::account::Account;
use crate::house::Side;
use crate::session::Session;
use crate::session::opened::{Chosen, Placed, typed};
use crate::session::reply::{Fault, Handled, Reply};
use crate::troubles::Trouble;

impl Session {
    pub(super) async fn fetch(
        &mut self,
        set: &SequenceSet,
        items: MacroOrMessageDataItemNames<'_>,
        uid: bool,
    ) -> Handled {
        let Some(items) = offered_items(items, uid) else {
            return Ok(Reply::cannot("An item that is not offered here"));
        };
        let view = self.view().await?;
        let Some(chosen) = Chosen::read(set, uid, &view) else {
            return Ok(Reply::bad("No such message"));
        };
        let marks = items.iter().any(marks_as_seen) && self.may_mark();
        for mut placed in view.into_iter().filter(|placed| chosen.has(placed)) {
            self.stall().await?;
            let newly_seen = marks && self.mark(&mut placed).await?;
            let shown: Vec<_> = items
                .iter()
                .cloned()
                .chain(newly_seen.then_some(MessageDataItemName::Flags))
                .collect();
            if !self.hand_over(&placed, &shown).await? {
                return Ok(Reply::no("A message could not be read"));
            }
        }
        Ok(Reply::ok("FETCH completed"))
    }

    /// Tells a message's flags after they changed.
    pub(super) async fn show_flags(&mut self, placed: &Placed, uid: bool) -> Result<(), Fault> {
        let items: &[_] = if uid {
            &[MessageDataItemName::Uid, MessageDataItemName::Flags]
        } else {
            &[MessageDataItemName::Flags]
        };
        self.hand_over(placed, items).await.map(drop)
    }

    /// Sends one message's items; false if the message is not there any more.
    async fn hand_over(
        &mut self,
        placed: &Placed,
        items: &[MessageDataItemName<'_>],
    ) -> Result<bool, Fault> {
        let (Some(account), Some(opened), Some(seq)) = (
            &self.account,
            &self.opened,
            NonZeroU32::new(placed.sequence),
        ) else {
            return Ok(false);
        };
        let with_bytes = items.iter().any(needs_bytes);
        let bytes = if with_bytes {
            account.bytes(opened.entry.id, placed.listed.uid).await?
        } else {
            None
        };
        let bytes = bytes.as_deref().unwrap_or_default();
        let shown = items
            .iter()
            .map(|item| show(item, placed, bytes))
            .collect::<Option<Vec<_>>>();
        let Some(Ok(items)) = shown.map(NonEmptyVec::try_from) else {
            return Ok(false);
        };
        let response = Response::Data(Data::Fetch { seq, items });
        if with_bytes && self.is_cut() {
            self.wire.send_half(&response).await?;
            return Err(std::io::Error::from(std::io::ErrorKind::ConnectionAborted).into());
        }
        self.wire.send_response(&response).await?;
        Ok(true)
    }

    /// Whether reading a message marks it as read. At the source such a command counts as one that would write.
    fn may_mark(&self) -> bool {
        let Some(opened) = &self.opened else {
            return false;
        };
        self.house.count_write();
        !opened.read_only
    }

    /// Marks a message as read; true if it was not before.
    async fn mark(&self, placed: &mut Placed) -> Result<bool, Fault> {
        let (Some(Account::Destination { store, .. }), Some(opened)) =
            (&self.account, &self.opened)
        else {
            return Ok(false);
        };
        if !placed.listed.flags.insert("\\Seen".to_owned()) {
            return Ok(false);
        }
        let flags = placed.listed.flags.clone();
        store
            .set_flags(opened.entry.id, placed.listed.uid, flags)
            .await?;
        Ok(true)
    }

    async fn stall(&mut self) -> Result<(), Fault> {
        if let (Side::Source, Some(member)) = (self.house.side, self.member) {
            let trouble = Trouble::Stall(member.address);
            if self.house.troubles.on(trouble) {
                let troubles = self.house.troubles.clone();
                self.wire.unless_gone(troubles.while_on(trouble)).await?;
            }
        }
        Ok(())
    }

    fn is_cut(&self) -> bool {
        self.house.side == Side::Source
            && self
                .member
                .is_some_and(|member| self.house.troubles.take(Trouble::Cut(member.address)))
    }
}

/// The items of a command, with the UID that UID FETCH always shows; nothing if one is not offered.
fn offered_items(
    items: MacroOrMessageDataItemNames<'_>,
    uid: bool,
) -> Option<Vec<MessageDataItemName<'_>>> {
    use MessageDataItemName as Item;
    let mut items = match items {
        MacroOrMessageDataItemNames::Macro(Macro::Fast) => {
            vec![Item::Flags, Item::InternalDate, Item::Rfc822Size]
        }
        MacroOrMessageDataItemNames::Macro(_) => return None,
        MacroOrMessageDataItemNames::MessageDataItemNames(items) => items,
    };
    if uid && !items.contains(&Item::Uid) {
        items.insert(0, Item::Uid);
    }
    items.iter().all(offered).then_some(items)
}

fn offered(item: &MessageDataItemName<'_>) -> bool {
    use MessageDataItemName as Item;
    match item {
        Item::Flags
        | Item::InternalDate
        | Item::Uid
        | Item::Rfc822
        | Item::Rfc822Header
        | Item::Rfc822Size
        | Item::Rfc822Text => true,
        Item::BodyExt { section, .. } => matches!(
            section,
            None | Some(
                Section::Header(None)
                    | Section::Text(None)
                    | Section::HeaderFields(None, _)
                    | Section::HeaderFieldsNot(None, _)
            )
        ),
        Item::Body | Item::BodyStructure | Item::Envelope => false,
    }
}

fn needs_bytes(item: &MessageDataItemName<'_>) -> bool {
    use MessageDataItemName as Item;
    matches!(
        item,
        Item::BodyExt { .. } | Item::Rfc822 | Item::Rfc822Header | Item::Rfc822Text
    )
}

fn marks_as_seen(item: &MessageDataItemName<'_>) -> bool {
    use MessageDataItemName as Item;
    matches!(
        item,
        Item::BodyExt { peek: false, .. } | Item::Rfc822 | Item::Rfc822Text
    )
}

/// One item of one message; nothing if it is not offered or cannot be said in IMAP.
fn show<'a>(
    item: &MessageDataItemName<'a>,
    placed: &'a Placed,
    bytes: &[u8],
) -> Option<MessageDataItem<'a>> {
    use MessageDataItemName as Item;
    Some(match item {
        Item::Uid => MessageDataItem::Uid(NonZeroU32::new(placed.listed.uid)?),
        Item::Flags => {
            MessageDataItem::Flags(typed(&placed.listed.flags).map(FlagFetch::Flag).collect())
        }
        Item::InternalDate => MessageDataItem::InternalDate(date(placed.listed.internal_date)?),
        Item::Rfc822Size => MessageDataItem::Rfc822Size(placed.listed.size),
        Item::Rfc822 => MessageDataItem::Rfc822(string(bytes)?),
        Item::Rfc822Header => MessageDataItem::Rfc822Header(string(split(bytes).0)?),
        Item::Rfc822Text => MessageDataItem::Rfc822Text(string(split(bytes).1)?),
        Item::BodyExt {
            section, partial, ..
        } => {
            let whole = piece(bytes, section.as_ref())?;
            let (origin, data) = match partial {
                None => (None, whole.as_ref()),
                Some((start, length)) => {
                    let from = whole.get(*start as usize..).unwrap_or_default();
                    (
                        Some(*start),
                        from.get(..length.get() as usize).unwrap_or(from),
                    )
                }
            };
            MessageDataItem::BodyExt {
                section: section.clone(),
                origin,
                data: string(data)?,
            }
        }
        Item::Body | Item::BodyStructure | Item::Envelope => return None,
    })
}

fn piece<'a>(bytes: &'a [u8], section: Option<&Section<'_>>) -> Option<Cow<'a, [u8]>> {
    let (head, text) = split(bytes);
    Some(match section {
        None => Cow::Borrowed(bytes),
        Some(Section::Header(None)) => Cow::Borrowed(head),
        Some(Section::Text(None)) => Cow::Borrowed(text),
        Some(Section::HeaderFields(None, names)) => Cow::Owned(fields(head, names.as_ref(), true)),
        Some(Section::HeaderFieldsNot(None, names)) => {
            Cow::Owned(fields(head, names.as_ref(), false))
        }
        Some(_) => return None,
    })
}

/// The header with its blank line, and the rest.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .map_or(bytes.len(), |place| place + 4);
    bytes.split_at_checked(end).unwrap_or((bytes, &[]))
}

/// The header lines whose names are in the list, or those whose names are not, with the blank line.
fn fields(head: &[u8], names: &[AString<'_>], listed: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut takes = false;
    for line in head.split_inclusive(|&byte| byte == b'\n') {
        if line == b"\r\n" {
            break;
        }
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = line
                .split(|&byte| byte == b':')
                .next()
                .unwrap_or_default()
                .trim_ascii_end();
            takes = names
                .iter()
                .any(|wanted| wanted.as_ref().eq_ignore_ascii_case(name))
                == listed;
        }
        if takes {
            out.extend(line);
        }
    }
    out.extend(b"\r\n");
    out
}

fn string(bytes: &[u8]) -> Option<NString<'static>> {
    let literal = Literal::try_from(bytes.to_vec()).ok()?;
    Some(NString(Some(IString::Literal(literal))))
}

fn date(date: OffsetDateTime) -> Option<DateTime> {
    let zone = FixedOffset::east_opt(date.offset().whole_seconds())?;
    let utc = chrono::DateTime::from_timestamp(date.unix_timestamp(), 0)?;
    DateTime::try_from(utc.with_timezone(&zone)).ok()
}
