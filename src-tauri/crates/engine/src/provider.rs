//! # Providers
//!
//! What is known of mail providers, as data: one file each in `providers/`. Nothing else in the product knows a provider
//! by its name or its hosts.

mod file;

use std::sync::LazyLock;

use serde::Deserialize;

use self::file::read;

/// Every file, in no particular order.
const FILES: [&str; 13] = [
    GENERIC_FILE,
    include_str!("../providers/fastmail.toml"),
    include_str!("../providers/gmx.toml"),
    include_str!("../providers/google.toml"),
    include_str!("../providers/icloud.toml"),
    include_str!("../providers/ionos.toml"),
    include_str!("../providers/microsoft365.toml"),
    include_str!("../providers/opensrs.toml"),
    include_str!("../providers/outlook-com.toml"),
    include_str!("../providers/rackspace.toml"),
    include_str!("../providers/strato.toml"),
    include_str!("../providers/yahoo.toml"),
    include_str!("../providers/zoho.toml"),
];

const GENERIC_FILE: &str = include_str!("../providers/generic.toml");

static GENERIC: LazyLock<Provider> = LazyLock::new(|| read(GENERIC_FILE).unwrap_or_default());

/// A file that is not well formed is left out here; a test reads each of them.
static PROVIDERS: LazyLock<Vec<Provider>> =
    LazyLock::new(|| FILES.iter().filter_map(|text| read(text).ok()).collect());

/// What is known of a provider.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provider {
    /// Its name for programs; that of its file.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// Its IMAP servers, or the domains in which they all lie.
    hosts: Vec<String>,
    /// A word of CAPABILITY that it alone has.
    capability: Option<String>,
    /// Words of the greeting that it alone has.
    greeting: Option<String>,
    /// Its habits while mail is copied.
    pub copy: Habits,
}

/// How a provider wants its mail to be copied.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Habits {
    /// Connections at the same time for one mailbox.
    pub connections_per_person: Option<usize>,
    /// Connections at the same time from one computer.
    pub connections_in_total: Option<usize>,
    /// Bytes a day that may be read from one mailbox.
    pub daily_bytes_per_person: Option<u64>,
    /// Where it differs from what the standards lead to expect.
    quirks: Vec<Quirk>,
}

/// A habit that needs code of its own. Each stands in the files of the providers that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quirk {
    /// Calendars, contacts, tasks and notes are listed as if they were mail folders.
    FoldersWithoutMail,
    /// A folder is a label: one message lies in several, and in one with all mail (X-GM-MSGID tells which is which).
    LabelsAsFolders,
}

impl Habits {
    /// Whether the provider has this habit.
    pub fn has(&self, quirk: Quirk) -> bool {
        self.quirks.contains(&quirk)
    }
}

/// What a server shows of itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs<'a> {
    /// The host name that was connected to.
    pub host: &'a str,
    /// The words of its own in CAPABILITY, in capitals.
    pub capabilities: &'a [String],
    /// The words of its greeting.
    pub greeting: &'a str,
}

impl Provider {
    /// The provider that a server belongs to: by its host, else by what it says; nobody in particular when neither is
    /// known.
    pub fn of(signs: &Signs<'_>) -> &'static Self {
        let found = |fits: fn(&Self, &Signs<'_>) -> bool| {
            PROVIDERS.iter().find(|provider| fits(provider, signs))
        };
        found(Self::has_host)
            .or_else(|| found(Self::speaks))
            .unwrap_or(&GENERIC)
    }

    fn has_host(&self, signs: &Signs<'_>) -> bool {
        let host = signs.host.trim_end_matches('.').to_ascii_lowercase();
        self.hosts.iter().any(|known| {
            host.strip_suffix(known.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        })
    }

    fn speaks(&self, signs: &Signs<'_>) -> bool {
        let offered = self.capability.as_ref();
        let greeted = self.greeting.as_ref();
        offered.is_some_and(|word| signs.capabilities.contains(word))
            || greeted.is_some_and(|words| signs.greeting.contains(words.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn id(host: &str, capabilities: &[&str], greeting: &str) -> &'static str {
        let capabilities: Vec<String> = capabilities.iter().map(|&word| word.to_owned()).collect();
        let signs = Signs {
            host,
            capabilities: &capabilities,
            greeting,
        };
        &Provider::of(&signs).id
    }

    #[test]
    fn every_file_is_read_and_known_by_its_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("providers");
        let mut names = BTreeSet::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let provider = read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(provider.id, name);
            assert!(FILES.contains(&text.as_str()), "{name} is not in the list");
            names.insert(name);
        }
        assert_eq!(names.len(), FILES.len());
    }

    #[test]
    fn a_server_is_known_by_host_or_by_what_it_says() {
        assert_eq!(id("imap.gmail.com", &[], ""), "google");
        assert_eq!(id("IMAP.GMAIL.COM.", &[], ""), "google");
        assert_eq!(id("notimap.gmail.com", &[], ""), "generic");
        assert_eq!(id("secure.emailsrvr.com", &[], ""), "rackspace");
        assert_eq!(id("mail.b.hostedemail.com", &[], ""), "opensrs");
        assert_eq!(id("localhost", &["X-GM-EXT-1"], ""), "google");
        let greeting = "The Microsoft Exchange IMAP4 service is ready. [ABC]";
        assert_eq!(id("mail.example.com", &[], greeting), "microsoft365");
        assert_eq!(id("imap-mail.outlook.com", &[], greeting), "outlook-com");
        assert_eq!(id("mail.example.com", &[], "ready"), "generic");
    }
}
