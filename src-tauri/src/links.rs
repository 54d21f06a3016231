//! # Pages outside of the program
//!
//! Every address that the program may hand to the browser or the mail program of this computer. The window names a page
//! and never gives its address; addresses that a person has noted are taken from the plan.

use std::collections::BTreeMap;

use moving_day_engine::error::{Code, Error};
use moving_day_engine::plan::Question;
use tauri::Url;

use crate::wire::Link;

/// The address of an article of the help pages of OpenSRS.
macro_rules! article {
    ($number:literal) => {
        Some(concat!(
            "https://support.opensrs.com/support/solutions/articles/",
            $number
        ))
    };
}

/// Longer letters are cut off by some mail programs.
const LONGEST_LETTER: usize = 2_000;

/// The address of a page; none when it is for the person to note and they have not.
pub(crate) fn address(
    link: Link,
    answers: &BTreeMap<Question, String>,
) -> Result<Option<Url>, Error> {
    let noted = |question| answers.get(&question).map(String::as_str);
    let text = match link {
        Link::DnsPanel => noted(Question::DnsPanel),
        Link::SourcePanel => noted(Question::SourcePanel),
        Link::DestinationPanel => noted(Question::DestinationPanel),
        Link::OpensrsPanel => Some("https://manage.opensrs.com/"),
        Link::OpensrsHelp => Some("https://support.opensrs.com/"),
        Link::OpensrsMove => article!("201000063131"),
        Link::OpensrsBrand => article!("201000063380"),
        Link::OpensrsDefaults => article!("201000063459"),
        Link::OpensrsBulkTool => article!("201000063417"),
        Link::OpensrsSpf => article!("201000063482"),
    };
    text.map(secure).transpose()
}

/// A letter that the mail program of this computer is to begin.
pub(crate) fn letter(address: &str) -> Result<Url, Error> {
    let url = Url::parse(address).map_err(refused)?;
    if url.scheme() != "mailto" || address.len() > LONGEST_LETTER {
        return Err(Error::job(Code::Unexpected));
    }
    Ok(url)
}

/// Opens an address in the program that this computer has for it.
///
/// # Errors
/// [`Code::LocalProgramMissing`] when there is none, or it does not start.
pub(crate) async fn open(url: Url) -> Result<(), Error> {
    let opened = tokio::task::spawn_blocking(move || {
        tauri_plugin_opener::open_url(url.as_str(), None::<&str>).map_err(|error| error.to_string())
    })
    .await;
    match opened {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Error::job(Code::LocalProgramMissing)),
    }
}

/// An address that a person noted may be anything; only encrypted pages without a password in their name are opened.
fn secure(text: &str) -> Result<Url, Error> {
    let url = Url::parse(text).map_err(refused)?;
    let plain = url.username().is_empty() && url.password().is_none();
    if url.scheme() != "https" || url.host_str().is_none() || !plain {
        return Err(Error::job(Code::Unexpected));
    }
    Ok(url)
}

fn refused(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::job(Code::Unexpected).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_encrypted_and_those_that_depend_on_the_plan_come_from_it() {
        let mut answers = BTreeMap::new();
        let shown =
            |link, answers: &BTreeMap<_, _>| address(link, answers).unwrap().map(String::from);
        for link in [
            Link::OpensrsPanel,
            Link::OpensrsHelp,
            Link::OpensrsMove,
            Link::OpensrsBrand,
            Link::OpensrsDefaults,
            Link::OpensrsBulkTool,
            Link::OpensrsSpf,
        ] {
            assert!(shown(link, &answers).unwrap().starts_with("https://"));
        }
        assert_eq!(shown(Link::DnsPanel, &answers), None);
        answers.insert(
            Question::DnsPanel,
            "https://dash.dns.example/zone".to_owned(),
        );
        let panel = shown(Link::DnsPanel, &answers).unwrap();
        assert_eq!(panel, "https://dash.dns.example/zone");
    }

    #[test]
    fn what_is_no_encrypted_page_is_not_opened() {
        for noted in [
            "http://panel.example",
            "file:///etc/passwd",
            "https://sam:secret@panel.example",
            "javascript:alert(1)",
            "panel.example",
            "https://",
            "",
        ] {
            let answers = BTreeMap::from([(Question::SourcePanel, noted.to_owned())]);
            let error = address(Link::SourcePanel, &answers).unwrap_err();
            assert_eq!(error.code, Code::Unexpected, "{noted}");
        }
    }

    #[test]
    fn a_letter_is_a_letter_and_short() {
        assert!(letter("mailto:?subject=Moving%20day&body=Hello").is_ok());
        let long = format!("mailto:?body={}", "x".repeat(LONGEST_LETTER));
        for wrong in ["https://panel.example", "nonsense", long.as_str()] {
            assert_eq!(letter(wrong).unwrap_err().code, Code::Unexpected);
        }
    }
}
