//! # Signing in
//!
//! LOGIN and AUTHENTICATE PLAIN (RFC 4616, with an initial response as in RFC 4959) against the table of people.
//! The sign-in name is the address; troubles can stand in the way.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use imap_codec::imap_types::auth::AuthMechanism;

use crate::house::Side;
use crate::people::{self, PEOPLE};
use crate::session::Session;
use crate::session::reply::{Handled, Reply, code};
use crate::troubles::Trouble;

impl Session {
    pub(super) fn login(&mut self, user: &[u8], password: &[u8]) -> Reply {
        let (Ok(user), Ok(password)) = (std::str::from_utf8(user), std::str::from_utf8(password))
        else {
            return refused();
        };
        let Some((person, member)) =
            people::position(user).and_then(|person| Some((person, PEOPLE.get(person)?)))
        else {
            return unknown();
        };
        let troubles = &self.house.troubles;
        let (right, unknown_here, wrong) = match self.house.side {
            Side::Source => (
                member.source_password,
                false,
                troubles.on(Trouble::WrongPassword(member.address)),
            ),
            Side::Destination => (
                member.destination_password,
                troubles.on(Trouble::UnknownUser(member.address)),
                false,
            ),
        };
        if unknown_here {
            return unknown();
        }
        if wrong || password != right {
            return refused();
        }
        self.account = Some(self.house.account(person, member));
        self.member = Some(member);
        Reply::ok_with(
            code(format!("CAPABILITY {}", self.house.side.capabilities())),
            "Signed in",
        )
    }

    pub(super) async fn authenticate(
        &mut self,
        mechanism: &AuthMechanism<'_>,
        initial: Option<&[u8]>,
    ) -> Handled {
        if *mechanism != AuthMechanism::Plain {
            return Ok(Reply::cannot("Only PLAIN is offered"));
        }
        let message = match initial {
            Some(initial) => initial.to_vec(),
            None => {
                self.wire.send_text("+ \r\n").await?;
                self.wire.flush().await?;
                let Some(line) = self.wire.answer().await? else {
                    return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into());
                };
                match STANDARD.decode(&line) {
                    Ok(message) => message,
                    Err(_) => return Ok(Reply::bad("Cancelled, or not base64")),
                }
            }
        };
        let fields: Vec<&[u8]> = message.split(|&byte| byte == 0).collect();
        Ok(match fields.as_slice() {
            [acting_as, user, password] if acting_as.is_empty() || acting_as == user => {
                self.login(user, password)
            }
            [_, _, _] => Reply::no_with(
                code("AUTHORIZATIONFAILED"),
                "Nobody may act for someone else",
            ),
            _ => Reply::bad("Not a PLAIN message"),
        })
    }
}

fn refused() -> Reply {
    Reply::no_with(code("AUTHENTICATIONFAILED"), "Wrong user name or password")
}

fn unknown() -> Reply {
    Reply::no_with(
        code("AUTHENTICATIONFAILED"),
        "Unknown user: no such mailbox here",
    )
}
