//! # One pretend letter
//!
//! A [`Letter`] is what a correspondent wrote, as data; [`Letter::write`] turns it into the bytes of a message
//! (RFC 5322 and MIME). Everything is pure: the same letter always gives the same bytes.

mod mime;
pub(crate) mod words;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

pub(crate) use mime::Attachments;

/// A name and an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Correspondent {
    pub(crate) name: &'static str,
    pub(crate) address: &'static str,
}

/// How the text of a letter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// One plain part in quoted-printable.
    Plain,
    /// One plain part in base64.
    PlainBase64,
    /// Plain and HTML side by side.
    Html,
    /// No text at all.
    Empty,
}

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attachment {
    /// The file's name with its ending.
    pub(crate) name: String,
    /// The media type.
    pub(crate) media: &'static str,
    /// The length of the encoded file, in lines of 76 letters.
    pub(crate) lines: usize,
    /// Which stretch of the pool of pretend bytes it takes.
    pub(crate) start: usize,
}

/// What a correspondent wrote.
#[derive(Debug, Clone)]
pub(crate) struct Letter {
    pub(crate) from: Correspondent,
    pub(crate) to: Correspondent,
    pub(crate) date: OffsetDateTime,
    pub(crate) subject: String,
    /// Without angle brackets; some programs forget to write one.
    pub(crate) message_id: Option<String>,
    /// The identifiers of the letters before it in the thread, oldest first.
    pub(crate) references: Vec<String>,
    pub(crate) text: String,
    pub(crate) form: Form,
    pub(crate) attachment: Option<Attachment>,
}

impl Letter {
    /// The bytes of the message, with CRLF line ends.
    pub(crate) fn write(&self, attachments: &Attachments) -> Vec<u8> {
        let mut out = self.head();
        let boundary = format!("=_{:x}_{}", self.date.unix_timestamp(), self.text.len());
        match self
            .attachment
            .as_ref()
            .filter(|_| self.form != Form::Empty)
        {
            None => self.write_text(&boundary, &mut out),
            Some(attachment) => {
                let outer = format!("{boundary}_m");
                out.push_str(&format!(
                    "Content-Type: multipart/mixed; boundary=\"{outer}\"\r\n\r\n--{outer}\r\n"
                ));
                self.write_text(&boundary, &mut out);
                out.push_str(&format!(
                    "\r\n--{outer}\r\nContent-Type: {}; name=\"{}\"\r\nContent-Transfer-Encoding: base64\r\n\
                     Content-Disposition: attachment; filename=\"{}\"\r\n\r\n",
                    attachment.media, attachment.name, attachment.name
                ));
                attachments.write(attachment, &mut out);
                out.push_str(&format!("--{outer}--\r\n"));
            }
        }
        out.into_bytes()
    }

    /// The header up to the lines that describe the body.
    fn head(&self) -> String {
        let mut out = format!(
            "From: {}\r\nTo: {}\r\n",
            mime::mailbox(self.from),
            mime::mailbox(self.to)
        );
        if let Ok(date) = self.date.format(&Rfc2822) {
            out.push_str(&format!("Date: {date}\r\n"));
        }
        if let Some(id) = &self.message_id {
            out.push_str(&format!("Message-ID: <{id}>\r\n"));
        }
        if let Some(last) = self.references.last() {
            let all: Vec<_> = self.references.iter().map(|id| format!("<{id}>")).collect();
            out.push_str(&format!(
                "In-Reply-To: <{last}>\r\nReferences: {}\r\n",
                all.join("\r\n ")
            ));
        }
        out.push_str(&format!(
            "Subject: {}\r\nMIME-Version: 1.0\r\n",
            mime::encoded_words(&self.subject)
        ));
        out
    }

    fn write_text(&self, boundary: &str, out: &mut String) {
        match self.form {
            Form::Empty => out.push_str("\r\n"),
            Form::Plain => {
                out.push_str("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
                mime::quoted_printable(&self.text, out);
            }
            Form::PlainBase64 => {
                out.push_str("Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
                mime::base64_lines(self.text.as_bytes(), out);
            }
            Form::Html => {
                out.push_str(&format!(
                    "Content-Type: multipart/alternative; boundary=\"{boundary}\"\r\n\r\n\
                     --{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\
                     Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                ));
                mime::quoted_printable(&self.text, out);
                out.push_str(&format!(
                    "--{boundary}\r\nContent-Type: text/html; charset=utf-8\r\n\
                     Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                ));
                let paragraphs = self.text.replace("\r\n\r\n", "</p>\r\n<p>");
                let html =
                    format!("<html><body style=\"margin:0\"><p>{paragraphs}</p></body></html>\r\n");
                mime::quoted_printable(&html, out);
                out.push_str(&format!("--{boundary}--\r\n"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    fn letter() -> Letter {
        Letter {
            from: Correspondent {
                name: "Jürgen Möller",
                address: "juergen@harbour-bakery.example",
            },
            to: Correspondent {
                name: "Ana Souza",
                address: "ana@harbour-bakery.example",
            },
            date: datetime!(2021-03-04 05:06:07 +1),
            subject: "Aufträge für März".into(),
            message_id: Some("a.1@harbour-bakery.example".into()),
            references: vec!["x@y.example".into(), "z@y.example".into()],
            text: "Grüße\r\n\r\nJürgen\r\n".into(),
            form: Form::Html,
            attachment: Some(Attachment {
                name: "plan.pdf".into(),
                media: "application/pdf",
                lines: 3,
                start: 7,
            }),
        }
    }

    #[test]
    fn the_same_letter_gives_the_same_bytes() {
        let attachments = Attachments::new();
        assert_eq!(
            letter().write(&attachments),
            letter().write(&Attachments::new())
        );
    }

    #[test]
    fn a_letter_is_seven_bit_with_short_lines_and_names_its_thread() {
        let bytes = letter().write(&Attachments::new());
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.is_ascii());
        assert!(
            text.split("\r\n")
                .all(|line| line.len() <= 100 && !line.contains('\n'))
        );
        assert!(text.contains(
            "From: =?UTF-8?Q?J=C3=BCrgen_M=C3=B6ller?= <juergen@harbour-bakery.example>\r\n"
        ));
        assert!(text.contains("Date: Thu, 04 Mar 2021 05:06:07 +0100\r\n"));
        assert!(text.contains("References: <x@y.example>\r\n <z@y.example>\r\n"));
        assert!(text.contains("Gr=C3=BC=C3=9Fe\r\n"));
    }
}
