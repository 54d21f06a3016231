//! # Signing in
//!
//! User name and password by AUTHENTICATE PLAIN (RFC 4616) or LOGIN (RFC 3501), with every character a person can
//! type. A password that was refused is not sent a second time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::imap::capabilities::Capabilities;
use crate::imap::command::Line;
use crate::imap::connect;
use crate::imap::endpoint::Login;
use crate::imap::fault::Fault;
use crate::imap::response::{Data, Outcome, Response, Verdict};
use crate::imap::said;
use crate::imap::wire::{Limits, Literals, Step, Wire};

/// Signs in and tells what the server can do from now on.
pub(super) async fn sign_in(
    wire: &mut Wire,
    before: &Capabilities,
    login: &Login,
    limits: Limits,
) -> Result<Capabilities, Fault> {
    if [login.user.as_str(), login.secret.expose()]
        .iter()
        .any(|text| text.contains(['\0', '\r', '\n']))
    {
        return Err(Fault::Unsendable);
    }
    wire.literals = Literals::of(before);
    let after = timeout(limits.sign_in, authenticate(wire, before, login))
        .await
        .map_err(|_| Fault::TimedOut(Step::SignIn))?
        .map_err(|fault| without_secret(said::ended_in_sign_in(fault), login))?;
    wire.literals = Literals::of(&after);
    Ok(after)
}

async fn authenticate(
    wire: &mut Wire,
    before: &Capabilities,
    login: &Login,
) -> Result<Capabilities, Fault> {
    let mut offered = Vec::new();
    let mut each = |data| {
        if let Data::Capability(words) = data {
            offered.extend(words);
        }
    };
    let mut outcome = None;
    if before.auth_plain {
        wire.begin()?;
        outcome = plain(wire, before, login, &mut each).await?;
        wire.end();
    }
    let outcome = match outcome {
        Some(outcome) => outcome,
        None if before.login_disabled => return Err(Fault::SignInDisabled(None)),
        None => wire.run(&login_line(login), each).await?,
    };
    if outcome.verdict != Verdict::Ok {
        return Err(said::sign_in_refusal(&outcome));
    }
    match connect::offered(&outcome) {
        Some(capabilities) => Ok(capabilities),
        None if offered.is_empty() => connect::ask_capabilities(wire).await,
        None => Ok(Capabilities::new(offered.iter().map(String::as_str))),
    }
}

/// AUTHENTICATE PLAIN; no outcome when the server does not know that way after all.
async fn plain(
    wire: &mut Wire,
    before: &Capabilities,
    login: &Login,
    each: &mut impl FnMut(Data),
) -> Result<Option<Outcome>, Fault> {
    let message = Zeroizing::new(format!("\0{}\0{}", login.user, login.secret.expose()));
    let coded = Zeroizing::new(STANDARD.encode(message.as_bytes()));
    let tag = wire.tag();
    wire.outgoing
        .put(format!("{tag} AUTHENTICATE PLAIN").as_bytes())
        .await?;
    let mut shown = before.sasl_ir;
    if shown {
        wire.outgoing.put(b" ").await?;
        wire.outgoing.put(coded.as_bytes()).await?;
    }
    wire.outgoing.put(b"\r\n").await?;
    wire.outgoing.flush().await?;
    let outcome = loop {
        match wire.incoming.next().await? {
            Response::Done { tag: done, outcome } if done == tag.as_bytes() => break outcome,
            Response::Data(data) => each(data),
            Response::Continue => {
                // A second question is none that a password answers; `*` ends the exchange (RFC 3501, section 6.2.2).
                wire.outgoing
                    .put(if shown { b"*" } else { coded.as_bytes() })
                    .await?;
                wire.outgoing.put(b"\r\n").await?;
                wire.outgoing.flush().await?;
                shown = true;
            }
            Response::Done { .. } => {}
        }
    };
    let other_way = outcome.verdict == Verdict::Bad || said::is_unsupported(&outcome);
    Ok((outcome.verdict == Verdict::Ok || !other_way).then_some(outcome))
}

fn login_line(login: &Login) -> Line {
    Line::new("LOGIN ")
        .string(login.user.as_bytes(), false)
        .text(" ")
        .string(login.secret.expose().as_bytes(), false)
}

/// Some servers repeat what they were sent.
fn without_secret(fault: Fault, login: &Login) -> Fault {
    let secret = login.secret.expose();
    let hide = |said: String| {
        if secret.is_empty() {
            said
        } else {
            said.replace(secret, "…")
        }
    };
    match fault {
        Fault::SignInRefused(said) => Fault::SignInRefused(hide(said)),
        Fault::UserUnknown(said) => Fault::UserUnknown(hide(said)),
        Fault::Busy(said) => Fault::Busy(said.map(hide)),
        Fault::SignInDisabled(said) => Fault::SignInDisabled(said.map(hide)),
        Fault::Garbled(said) => Fault::Garbled(said.map(hide)),
        Fault::Lost { said, error } => Fault::Lost {
            said: said.map(hide),
            error,
        },
        other => other,
    }
}
