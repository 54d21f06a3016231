//! # A provider's file
//!
//! Read as strictly as it can be: a word that means nothing is a mistake, and so is a limit that would stop a copy.

use serde::Deserialize;
use serde::de::Error as _;

use crate::provider::{Habits, Provider};

/// A file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    name: String,
    #[serde(default)]
    hosts: Vec<String>,
    capability: Option<String>,
    greeting: Option<String>,
    /// The day on which the facts were last looked up.
    checked: toml::value::Date,
    /// Where the facts come from.
    source: String,
    copy: Habits,
}

/// Reads a file.
///
/// # Errors
/// Anything that is missing, unknown or out of bounds.
pub(super) fn read(text: &str) -> Result<Provider, toml::de::Error> {
    let file: File = toml::from_str(text)?;
    check(&file).map_err(toml::de::Error::custom)?;
    Ok(Provider {
        id: file.id,
        name: file.name,
        hosts: file.hosts,
        capability: file.capability,
        greeting: file.greeting,
        copy: file.copy,
    })
}

fn check(file: &File) -> Result<(), &'static str> {
    let copy = &file.copy;
    let limits = [copy.connections_per_person, copy.connections_in_total];
    let is_plain = |host: &String| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
        !host.is_empty() && host.chars().all(plain) && !host.starts_with('.')
    };
    if limits.contains(&Some(0)) || copy.daily_bytes_per_person == Some(0) {
        return Err("a limit of nothing");
    }
    if !file.hosts.iter().all(is_plain) {
        return Err("hosts are written in small letters, without a dot in front");
    }
    if file.source.is_empty() || file.checked.year < 2026 {
        return Err("facts without a source or a date");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "id = \"a\"\nname = \"A\"\nchecked = 2026-11-28\nsource = \"b\"\n";

    #[test]
    fn what_is_unknown_or_out_of_bounds_is_refused() {
        assert!(read(&format!("{SOUND}[copy]\n")).is_ok());
        for wrong in [
            "[copy]\nquirks = [\"no_such_quirk\"]\n",
            "[copy]\nconections_per_person = 3\n",
            "[copy]\nconnections_per_person = 0\n",
            "[copy]\ndaily_bytes_per_person = 0\n",
            "hosts = [\".example.com\"]\n[copy]\n",
            "hosts = [\"Example.com\"]\n[copy]\n",
            "colour = \"red\"\n[copy]\n",
            "",
        ] {
            assert!(read(&format!("{SOUND}{wrong}")).is_err(), "{wrong}");
        }
        let undated = SOUND.replace("checked = 2026-11-28\n", "");
        assert!(read(&format!("{undated}[copy]\n")).is_err());
    }
}
