//! # Endpoints
//!
//! Where a server is and how the connection is protected, as a value that can be written as a URL and read back.

use std::fmt;

use crate::error::{Code, Error};
use crate::secret::Secret;

/// The port for TLS from the start (RFC 8314).
const TLS_PORT: u16 = 993;
/// The port for everything else (RFC 3501).
const PLAIN_PORT: u16 = 143;

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after the greeting; a server that does not offer it is refused.
    StartTls,
    /// Not at all. Only for a server on this computer or by the person's own choice.
    Plain,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    host: String,
    port: u16,
    security: Security,
}

impl Endpoint {
    /// A server at `host`, which is a name or an IP address (version 6 with or without brackets).
    ///
    /// # Errors
    /// [`Code::EndpointMalformed`], when the host cannot be one or the port is 0.
    pub fn new(host: &str, port: u16, security: Security) -> Result<Self, Error> {
        let bare = host.trim();
        let host = bare
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(bare);
        if port == 0 || !is_host(host) {
            return Err(Error::job(Code::EndpointMalformed)
                .with("host", bare)
                .with("port", port.to_string()));
        }
        Ok(Self {
            host: host.to_ascii_lowercase(),
            port,
            security,
        })
    }

    /// Reads `imaps://host:port`, `imap://host:port?starttls` or `imap://host:port?plain`. The port may be left out;
    /// without a word after the `?` the connection must be protected by STARTTLS.
    ///
    /// # Errors
    /// [`Code::EndpointMalformed`] with the text in `params.text`.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let malformed = || Error::job(Code::EndpointMalformed).with("text", url.trim());
        let (scheme, rest) = url.trim().split_once("://").ok_or_else(malformed)?;
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.strip_suffix('/').unwrap_or(place);
        let (security, usual_port) = match (scheme.to_ascii_lowercase().as_str(), query) {
            ("imaps", "") => (Security::Tls, TLS_PORT),
            ("imap", "" | "starttls") => (Security::StartTls, PLAIN_PORT),
            ("imap", "plain") => (Security::Plain, PLAIN_PORT),
            _ => return Err(malformed()),
        };
        let (host, port) = match place.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => {
                (host, port.parse().map_err(|_| malformed())?)
            }
            _ => (place, usual_port),
        };
        Self::new(host, port, security).map_err(|_| malformed())
    }

    /// The name or address of the host, without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The TCP port, never 0.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How the connection is protected.
    pub fn security(&self) -> Security {
        self.security
    }
}

/// Names in the form that stands in certificates (RFC 6125 section 6.4: letters, digits, hyphens; underscores are seen too), or IP addresses.
fn is_host(host: &str) -> bool {
    let name = !host.is_empty()
        && host.len() <= 253
        && host
            .split('.')
            .all(|label| !label.is_empty() && label.len() <= 63)
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    name || host.parse::<std::net::IpAddr>().is_ok()
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, query) = match self.security {
            Security::Tls => ("imaps", ""),
            Security::StartTls => ("imap", "?starttls"),
            Security::Plain => ("imap", "?plain"),
        };
        let (open, close) = if self.host.contains(':') {
            ("[", "]")
        } else {
            ("", "")
        };
        write!(
            f,
            "{scheme}://{open}{}{close}:{}{query}",
            self.host, self.port
        )
    }
}

/// Who signs in. `Debug` shows neither of the two.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name the server knows the person by; often, not always, the address.
    pub user: String,
    /// The password.
    pub secret: Secret,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Login(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_and_written_alike() {
        for (typed, written) in [
            (
                "imaps://mail.example.com:993",
                "imaps://mail.example.com:993",
            ),
            ("IMAPS://Mail.Example.com", "imaps://mail.example.com:993"),
            (
                " imap://mail.example.com:1143?starttls ",
                "imap://mail.example.com:1143?starttls",
            ),
            (
                "imap://mail.example.com",
                "imap://mail.example.com:143?starttls",
            ),
            ("imap://127.0.0.1:4143?plain", "imap://127.0.0.1:4143?plain"),
            ("imaps://[::1]:993/", "imaps://[::1]:993"),
            ("imaps://[::1]", "imaps://[::1]:993"),
        ] {
            assert_eq!(Endpoint::parse(typed).unwrap().to_string(), written);
            assert_eq!(Endpoint::parse(written).unwrap().to_string(), written);
        }
    }

    #[test]
    fn refuses_what_is_no_server() {
        for typed in [
            "",
            "mail.example.com",
            "imaps://",
            "imaps://:993",
            "imaps://mail.example.com:0",
            "imaps://mail.example.com:99999",
            "imaps://mail.example.com:993?plain",
            "imap://mail.example.com?tls",
            "https://mail.example.com",
            "imaps://ana@mail.example.com",
            "imaps://mail..example.com",
            "imaps://mail example.com",
        ] {
            assert_eq!(
                Endpoint::parse(typed).unwrap_err().code,
                Code::EndpointMalformed,
                "{typed:?}"
            );
        }
        assert_eq!(
            Endpoint::new("", 993, Security::Tls).unwrap_err().code,
            Code::EndpointMalformed
        );
    }

    #[test]
    fn debug_of_a_login_shows_nothing() {
        let login = Login {
            user: "ana".into(),
            secret: Secret::new("hunter2".into()),
        };
        assert_eq!(format!("{login:?}"), "Login(…)");
    }
}
