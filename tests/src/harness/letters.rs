//! # Letters
//!
//! The bytes of messages as they are found in old mailboxes: ordinary ones, and those that break programs.

use super::seed::Seed;

const WORDS: &[&str] = &[
    "invoice",
    "meeting",
    "Besprechung",
    "offer",
    "Rechnung",
    "draft",
    "holiday",
    "contract",
    "Grüße",
    "delivery",
    "question",
    "Übersicht",
    "report",
    "thanks",
    "plan",
    "naïve",
    "reminder",
    "Łódź",
    "order",
    "会議",
];
const PEOPLE: &[&str] = &[
    "ana",
    "ben",
    "chloé",
    "dmitri",
    "eva",
    "françois",
    "hiro",
    "jürgen",
];

/// What is special about a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A few lines of text.
    Ordinary,
    /// An attachment of about this many bytes.
    Attachment(usize),
    /// Bytes above 127 in head and body, in no declared encoding.
    EightBit,
    /// No Message-ID.
    Nameless,
    /// One line of this many bytes.
    LongLine(usize),
    /// CRLF at the end of lines on disk, as some servers keep mail.
    CarriageReturns,
    /// A carriage return in the middle of a line.
    LoneCarriageReturn,
    /// A head and nothing else.
    NoBody,
    /// No head at all.
    NoHead,
    /// No line end at the end.
    NoLastLineEnd,
    /// Lines that look like the protocol: literals, brackets, a dot, a tag.
    LooksLikeProtocol,
    /// A multipart that never ends.
    BrokenMime,
}

/// The shapes that a varied mailbox has in each folder.
pub const SHAPES: &[Shape] = &[
    Shape::Ordinary,
    Shape::EightBit,
    Shape::Nameless,
    Shape::LongLine(20_000),
    Shape::CarriageReturns,
    Shape::LoneCarriageReturn,
    Shape::NoBody,
    Shape::NoHead,
    Shape::NoLastLineEnd,
    Shape::LooksLikeProtocol,
    Shape::BrokenMime,
    Shape::Attachment(40_000),
];

/// Writes a letter; `number` makes it one of its kind.
pub fn letter(seed: &mut Seed, number: usize, shape: Shape) -> Vec<u8> {
    let head = head(seed, number, shape);
    let body = body(seed, number, shape);
    match shape {
        Shape::NoHead => body,
        Shape::NoBody => head,
        Shape::CarriageReturns => [head, body]
            .concat()
            .split(|byte| *byte == b'\n')
            .collect::<Vec<_>>()
            .join(&b"\r\n"[..]),
        _ => [head, body].concat(),
    }
}

fn head(seed: &mut Seed, number: usize, shape: Shape) -> Vec<u8> {
    let from = seed.pick(PEOPLE);
    let mut head = format!(
        "Return-Path: <{number}@example.org>\nReceived: from mx.example.org by mail.example.com\n\twith ESMTPS id {:012X}\n\
         From: {from} <p{number}@example.org>\nTo: someone <someone@example.com>\nSubject: {shape:?} {number} {}\n",
        seed.number() & 0xFFFF_FFFF_FFFF,
        subject(seed),
    )
    .into_bytes();
    if shape == Shape::EightBit {
        head.extend(b"X-Old-Header: caf\xE9 \xFF\xFE na\xEFve\n");
    }
    if shape != Shape::Nameless {
        head.extend(
            format!("Message-ID: <{number}.{:x}@example.org>\n", seed.number()).into_bytes(),
        );
    }
    head.extend(b"MIME-Version: 1.0\n");
    if matches!(shape, Shape::Attachment(_) | Shape::BrokenMime) {
        head.extend(b"Content-Type: multipart/mixed; boundary=\"edge\"\n");
    }
    head.push(b'\n');
    head
}

fn body(seed: &mut Seed, number: usize, shape: Shape) -> Vec<u8> {
    let mut text = format!("Letter {number}\n\n").into_bytes();
    for _ in 0..seed.below(12) {
        text.extend(format!("{}\n", subject(seed)).into_bytes());
    }
    match shape {
        Shape::Attachment(size) => text.extend(attachment(seed, size)),
        Shape::EightBit => text.extend(b"\x80\x81 plain bytes \xC3\x28 \xF0\x9F\x98 \xA0\n"),
        Shape::LongLine(size) => text.extend(vec![b'x'; size].into_iter().chain(*b"\n")),
        Shape::LoneCarriageReturn => text.extend(b"one\rtwo\r\rthree\n"),
        Shape::NoLastLineEnd => text.extend(b"the end"),
        Shape::LooksLikeProtocol => {
            text.extend(b".\nFrom someone Mon Jan  1 00:00:00 2001\n{100}\n{5+}\n)\nA0001 OK done\n* BYE\n\\Seen\n\"\n+ go\n");
        }
        Shape::BrokenMime => {
            text.extend(
                b"--edge\nContent-Type: message/rfc822\n\n--edge\nContent-Type: multipart/",
            );
        }
        _ => {}
    }
    text
}

fn subject(seed: &mut Seed) -> String {
    let count = 2 + seed.below(4);
    (0..count)
        .map(|_| *seed.pick(WORDS))
        .collect::<Vec<_>>()
        .join(" ")
}

fn attachment(seed: &mut Seed, size: usize) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = b"--edge\nContent-Type: application/pdf; name=\"offer.pdf\"\nContent-Transfer-Encoding: base64\n\n".to_vec();
    while text.len() < size {
        let mut line = Vec::with_capacity(80);
        while line.len() < 76 {
            let number = seed.number();
            line.extend((0..10).map(|place| {
                DIGITS[usize::try_from((number >> (6 * place)) & 63).expect("six bits")]
            }));
        }
        line.truncate(76);
        text.extend(line);
        text.push(b'\n');
    }
    text.extend(b"--edge--\n");
    text
}
