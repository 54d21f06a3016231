//! # Room
//!
//! How much somebody's mail takes up, and how much it may take up (RFC 9208, and RFC 2087 before it). Pure.

use crate::imap::frame::Cursor;

/// RFC 9208, section 5.1: STORAGE is counted in units of so many bytes.
const UNIT: u64 = 1024;

/// Room of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Bytes that its mail takes up.
    pub used: u64,
    /// Bytes that it may take up.
    pub limit: u64,
}

impl Room {
    /// Bytes that are left.
    pub fn free(&self) -> u64 {
        self.limit.saturating_sub(self.used)
    }
}

/// Reads what stands behind `QUOTA`: the name of a root, and triples of resource, usage and limit. None when nothing is
/// said of bytes. A limit of zero means that there is none: some servers write it so, and a mailbox that really holds
/// nothing refuses its first message.
pub(super) fn storage(cursor: &mut Cursor) -> Option<Room> {
    cursor.next().ok()?;
    let resources = cursor.next().ok()?.list()?;
    let bytes = |units: u64| units.saturating_mul(UNIT);
    resources.chunks(3).find_map(|resource| match resource {
        [name, used, limit] if name.text()?.eq_ignore_ascii_case("STORAGE") => Some(Room {
            used: bytes(used.number()?),
            limit: bytes(limit.number().filter(|limit| *limit > 0)?),
        }),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imap::frame::{Frame, Literal};

    fn read(text: &str) -> Option<Room> {
        let text = text.as_bytes().to_vec();
        storage(&mut Cursor::new(Frame {
            text,
            rest: Vec::new(),
        }))
    }

    #[test]
    fn storage_is_found_among_other_resources() {
        let room = Some(Room {
            used: 10 * 1024,
            limit: 512 * 1024,
        });
        for text in [
            "\"\" (STORAGE 10 512)",
            "\"User quota\" (STORAGE 10 512)",
            "#user/ana (MESSAGE 20 100 storage 10 512)",
            "NIL (STORAGE 10 512 X-UNKNOWN 1 2)",
        ] {
            assert_eq!(read(text), room, "{text}");
        }
        let frame = Frame {
            text: Vec::new(),
            rest: vec![(
                Literal::Bytes(b"a \"root\"".to_vec()),
                b" (STORAGE 10 512)".to_vec(),
            )],
        };
        assert_eq!(storage(&mut Cursor::new(frame)), room);
    }

    #[test]
    fn what_says_nothing_of_bytes_is_no_room() {
        for text in [
            "",
            "\"\"",
            "\"\" ()",
            "\"\" NIL",
            "\"\" (MESSAGE 20 100)",
            "\"\" (STORAGE 10)",
            "\"\" (STORAGE ten 512)",
            "\"\" (STORAGE 10 -1)",
            "\"\" (STORAGE 10 0)",
            "\"\" STORAGE 10 512",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn figures_beyond_all_measure_do_no_harm() {
        let room = read("\"\" (STORAGE 18446744073709551615 1)").unwrap();
        assert_eq!((room.used, room.free()), (u64::MAX, 0));
    }
}
