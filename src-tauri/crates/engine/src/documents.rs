//! # Documents
//!
//! The words of letters and reports: one Fluent file for each document and language, below `documents/`. A word that is
//! missing is a fault of this program and is found by the tests of the document.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::error::{Code, Error};

/// A language in which documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
}

impl Language {
    /// The tag of the language (BCP 47).
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The direction in which it is written, as HTML calls it.
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English => "ltr",
        }
    }

    /// What stands between groups of three digits.
    const fn grouping(self) -> char {
        match self {
            Self::English => ',',
        }
    }
}

/// The words of one document.
pub(crate) struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the words of a document.
    ///
    /// # Errors
    /// [`Code::Unexpected`] when the text is no Fluent file.
    pub(crate) fn read(language: Language, text: &str) -> Result<Self, Error> {
        let fault = || Error::job(Code::Unexpected);
        let tag: LanguageIdentifier = language.tag().parse().map_err(|_| fault())?;
        let resource = FluentResource::try_new(text.to_owned()).map_err(|_| fault())?;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // What comes from the plan is set apart where it is put into a page.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| shown(value, Language::English),
        }));
        bundle.add_resource(resource).map_err(|_| fault())?;
        Ok(Self { language, bundle })
    }

    /// A word without values.
    pub(crate) fn say(&self, key: &str) -> Result<String, Error> {
        self.say_with(key, &FluentArgs::new())
    }

    /// A word with values. Numbers choose between singular and plural; they are shown with their digits in groups.
    ///
    /// # Errors
    /// [`Code::Unexpected`] when there is no such word, or a value is missing.
    pub(crate) fn say_with(&self, key: &str, args: &FluentArgs<'_>) -> Result<String, Error> {
        let fault = || Error::job(Code::Unexpected).with("word", key);
        let message = self.bundle.get_message(key).ok_or_else(fault)?;
        let pattern = message.value().ok_or_else(fault)?;
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(args), &mut faults);
        match faults.is_empty() {
            true => Ok(said.into_owned()),
            false => Err(fault()),
        }
    }

    /// Whether there is such a word.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A number with its digits in groups.
    pub(crate) fn number(&self, number: u64) -> String {
        grouped(&number.to_string(), self.language)
    }
}

/// A number in a sentence; everything else is shown as it is.
fn shown(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&number.as_string(), language)),
        _ => None,
    }
}

/// Digits in groups of three.
fn grouped(digits: &str, language: Language) -> String {
    let mut shown = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push(language.grouping());
        }
        shown.push(digit);
    }
    shown
}

/// Values for a word.
pub(crate) fn values<'a>(
    given: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>,
) -> FluentArgs<'a> {
    given.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_said_and_missing_ones_are_faults() {
        let text = "a = Hello\nb = { $n ->\n    [one] one thing\n   *[other] { $n } things\n}\n";
        let words = Words::read(Language::English, text).unwrap();
        assert_eq!(words.say("a").unwrap(), "Hello");
        let many = |n: u64| words.say_with("b", &values([("n", FluentValue::from(n))]));
        assert_eq!(many(1).unwrap(), "one thing");
        assert_eq!(many(2000).unwrap(), "2,000 things");
        assert_eq!(words.say("b").unwrap_err().code, Code::Unexpected);
        assert_eq!(words.say("c").unwrap_err().code, Code::Unexpected);
        assert!(words.has("a") && !words.has("c"));
    }

    #[test]
    fn digits_stand_in_groups() {
        let words = Words::read(Language::English, "").unwrap();
        for (number, shown) in [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (210_397, "210,397"),
            (1_234_567_890, "1,234,567,890"),
        ] {
            assert_eq!(words.number(number), shown);
        }
    }
}
