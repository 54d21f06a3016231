//! # Header fields for people
//!
//! Subject, sender and Message-ID of a message that had to be set aside, so that a person can find it. The message
//! itself is never changed by this, and a message that cannot be read simply has fewer fields.

use mail_parser::{Address, MessageParser};

/// What helps to recognise a message.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) subject: Option<String>,
    pub(crate) sender: Option<String>,
    pub(crate) message_id: Option<String>,
}

/// Reads them from the bytes of a message.
pub(crate) fn read(bytes: &[u8]) -> Headers {
    let Some(message) = MessageParser::new()
        .with_minimal_headers()
        .parse_headers(bytes)
    else {
        return Headers::default();
    };
    Headers {
        subject: message.subject().map(str::to_owned),
        sender: message.from().and_then(Address::first).and_then(|sender| {
            let name = sender.name().map(str::to_owned);
            name.or_else(|| sender.address().map(str::to_owned))
        }),
        message_id: message
            .message_id()
            .map(|id| id.trim_matches(['<', '>']).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_encoded_words() {
        let headers = read(b"From: =?utf-8?q?J=C3=BCrgen?= <j@example.com>\r\nSubject: =?utf-8?b?R3LDvMOfZQ==?=\r\nMessage-ID: <1@example.com>\r\n\r\nHello");
        assert_eq!(headers.subject.as_deref(), Some("Grüße"));
        assert_eq!(headers.sender.as_deref(), Some("Jürgen"));
        assert_eq!(headers.message_id.as_deref(), Some("1@example.com"));
    }

    #[test]
    fn noise_has_no_headers() {
        assert_eq!(read(b"\0\xff\xfe"), Headers::default());
        assert_eq!(read(b""), Headers::default());
    }
}
