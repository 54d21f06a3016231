//! # Frames
//!
//! One response as it lies on the wire: text, interrupted by literals (RFC 3501, section 4.3). Here it is taken apart
//! into values; what they mean is decided in `response`. Pure.

/// Nested lists deeper than this are an attack or an accident; nothing that is asked for needs more than four.
const DEPTH: usize = 16;

/// A literal, unless it was too large to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Literal {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It was read past.
    Skipped,
}

/// A whole response without its line ends.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// The text before the first literal.
    pub(super) text: Vec<u8>,
    /// Each literal with the text behind it.
    pub(super) rest: Vec<(Literal, Vec<u8>)>,
}

/// The size of the literal that a line of data announces at its end, with the length of the announcement.
pub(super) fn announced(line: &[u8]) -> Option<(u64, usize)> {
    let inner = line.strip_suffix(b"}")?;
    let open = inner.iter().rposition(|byte| *byte == b'{')?;
    let (before, digits) = inner.split_at_checked(open)?;
    let digits = digits.strip_prefix(b"{")?;
    let digits = digits.strip_suffix(b"+").unwrap_or(digits);
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let size = std::str::from_utf8(digits)
        .ok()?
        .parse()
        .unwrap_or(u64::MAX);
    let before = before.strip_suffix(b"~").unwrap_or(before);
    Some((size, line.len() - before.len()))
}

/// Whether a response may hold literals. The words of a status answer are for people and may end in anything.
pub(super) fn may_hold_literals(line: &[u8]) -> bool {
    line.strip_prefix(b"* ").is_some_and(|data| {
        let word = data.split(|byte| *byte == b' ').next().unwrap_or_default();
        ![&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH"]
            .iter()
            .any(|status| status.eq_ignore_ascii_case(word))
    })
}

/// One value of a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A word or number.
    Atom(Vec<u8>),
    /// A quoted string or a literal.
    Text(Vec<u8>),
    /// A literal that was too large to be kept.
    Skipped,
    /// `NIL`.
    Nil,
    /// Values in parentheses.
    List(Vec<Self>),
}

/// What stands on the wire does not follow the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Malformed;

impl Value {
    /// The bytes of a word or string.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Atom(bytes) | Self::Text(bytes) => Some(bytes),
            Self::Skipped | Self::Nil | Self::List(_) => None,
        }
    }

    /// The text of a word or string; what is not UTF-8 is replaced.
    pub(super) fn text(&self) -> Option<String> {
        self.bytes()
            .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }

    /// A number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        std::str::from_utf8(self.bytes()?).ok()?.parse().ok()
    }

    /// The values of a list; `NIL` is an empty one.
    pub(super) fn list(self) -> Option<Vec<Self>> {
        match self {
            Self::List(values) => Some(values),
            Self::Nil => Some(Vec::new()),
            Self::Atom(_) | Self::Text(_) | Self::Skipped => None,
        }
    }
}

/// Reads a frame from left to right.
pub(super) struct Cursor {
    text: Vec<u8>,
    at: usize,
    rest: std::vec::IntoIter<(Literal, Vec<u8>)>,
}

impl Cursor {
    pub(super) fn new(frame: Frame) -> Self {
        Self {
            text: frame.text,
            at: 0,
            rest: frame.rest.into_iter(),
        }
    }

    /// The next word, up to a blank or the end of the text; empty at the end.
    pub(super) fn word(&mut self) -> Vec<u8> {
        let word: Vec<u8> = self
            .left()
            .iter()
            .copied()
            .take_while(|byte| *byte != b' ')
            .collect();
        self.at += word.len();
        self.blanks();
        word
    }

    /// Everything up to the end of the text.
    pub(super) fn remainder(&self) -> &[u8] {
        self.left()
    }

    /// Every value that is left.
    pub(super) fn values(&mut self) -> Result<Vec<Value>, Malformed> {
        let mut values = Vec::new();
        while self.more() {
            values.push(self.value(0)?);
        }
        Ok(values)
    }

    /// The next value.
    pub(super) fn next(&mut self) -> Result<Value, Malformed> {
        self.value(0)
    }

    fn more(&mut self) -> bool {
        self.blanks();
        !self.left().is_empty() || self.rest.len() > 0
    }

    fn value(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.blanks();
        match self.left().first() {
            None => self.literal(),
            Some(b'(') if depth < DEPTH => self.list(depth),
            Some(b'"') => self.quoted(),
            Some(_) => self.atom(),
        }
    }

    fn literal(&mut self) -> Result<Value, Malformed> {
        let (literal, text) = self.rest.next().ok_or(Malformed)?;
        self.text = text;
        self.at = 0;
        Ok(match literal {
            Literal::Bytes(bytes) => Value::Text(bytes),
            Literal::Skipped => Value::Skipped,
        })
    }

    fn list(&mut self, depth: usize) -> Result<Value, Malformed> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.blanks();
            if self.left().first() == Some(&b')') {
                self.at += 1;
                return Ok(Value::List(values));
            }
            values.push(self.value(depth + 1)?);
        }
    }

    fn quoted(&mut self) -> Result<Value, Malformed> {
        self.at += 1;
        let mut text = Vec::new();
        let mut escaped = false;
        for (index, byte) in self.left().iter().copied().enumerate() {
            match byte {
                _ if escaped => {
                    text.push(byte);
                    escaped = false;
                }
                b'\\' => escaped = true,
                b'"' => {
                    self.at += index + 1;
                    return Ok(Value::Text(text));
                }
                _ => text.push(byte),
            }
        }
        Err(Malformed)
    }

    /// A word; what stands in square brackets belongs to it with its blanks, as in `BODY[HEADER.FIELDS (DATE)]`.
    fn atom(&mut self) -> Result<Value, Malformed> {
        let left = self.left();
        let mut end = 0;
        while let Some(byte) = left.get(end) {
            let behind = left.get(end + 1..).unwrap_or_default();
            match byte {
                b' ' | b'(' | b')' | b'"' => break,
                b'[' => {
                    let close = behind.iter().position(|byte| *byte == b']');
                    end += 1 + close.map_or(0, |close| close + 1);
                }
                _ => end += 1,
            }
        }
        let word = left.get(..end).unwrap_or_default().to_vec();
        self.at += end;
        match word.as_slice() {
            [] => Err(Malformed),
            nil if nil.eq_ignore_ascii_case(b"NIL") => Ok(Value::Nil),
            _ => Ok(Value::Atom(word)),
        }
    }

    fn blanks(&mut self) {
        self.at += self.left().iter().take_while(|byte| **byte == b' ').count();
    }

    fn left(&self) -> &[u8] {
        self.text.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn atom(text: &str) -> Value {
        Value::Atom(text.into())
    }

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    fn read(line: &str) -> Result<Vec<Value>, Malformed> {
        let frame = Frame {
            text: line.into(),
            rest: Vec::new(),
        };
        Cursor::new(frame).values()
    }

    #[test]
    fn literals_are_announced_at_the_end_of_a_line() {
        for (line, size) in [
            ("* 1 FETCH (BODY[] {12}", Some((12, 4))),
            ("* 1 FETCH (BODY[] {0}", Some((0, 3))),
            ("* LIST () \"/\" {4+}", Some((4, 4))),
            ("* 1 FETCH (BINARY[] ~{12}", Some((12, 5))),
            (
                "* 1 FETCH (BODY[] {99999999999999999999999}",
                Some((u64::MAX, 25)),
            ),
            ("* 1 FETCH (BODY[] {}", None),
            ("* 1 FETCH (BODY[] {-1}", None),
            ("* 1 FETCH (BODY[] {12} ", None),
            ("* 1 FETCH (BODY[] 12}", None),
            ("}", None),
            ("", None),
        ] {
            assert_eq!(announced(line.as_bytes()), size, "{line:?}");
        }
        assert!(may_hold_literals(b"* LIST () NIL {5}"));
        assert!(!may_hold_literals(b"* ok see {5}"));
        assert!(!may_hold_literals(b"M1 NO see {5}"));
        assert!(!may_hold_literals(b"+ {5}"));
    }

    #[test]
    fn values_are_read() {
        let list = |values: &[Value]| Value::List(values.to_vec());
        assert_eq!(
            read(r#"UID 7 FLAGS (\Seen $a[b]c) "q \"x\" \\"  NIL nil () BODY[HEADER.FIELDS (DATE)]<0> [x "" a[b"#).unwrap(),
            [
                atom("UID"),
                atom("7"),
                atom("FLAGS"),
                list(&[atom("\\Seen"), atom("$a[b]c")]),
                text("q \"x\" \\"),
                Value::Nil,
                Value::Nil,
                list(&[]),
                atom("BODY[HEADER.FIELDS (DATE)]<0>"),
                atom("[x"),
                text(""),
                atom("a[b"),
            ]
        );
    }

    #[test]
    fn literals_stand_between_texts() {
        let frame = Frame {
            text: b"(BODY[] ".to_vec(),
            rest: vec![
                (Literal::Bytes(b"a)\r\n".to_vec()), b" UID 4 X ".to_vec()),
                (Literal::Skipped, b")".to_vec()),
            ],
        };
        assert_eq!(
            Cursor::new(frame).values().unwrap(),
            [Value::List(vec![
                atom("BODY[]"),
                text("a)\r\n"),
                atom("UID"),
                atom("4"),
                atom("X"),
                Value::Skipped
            ])]
        );
    }

    #[test]
    fn broken_values_are_noticed() {
        for line in ["(", "(a", "\"a", "a)", ")", "\"a\\\"", &"(".repeat(100_000)] {
            assert_eq!(read(line), Err(Malformed), "{line:.20}");
        }
    }
}
