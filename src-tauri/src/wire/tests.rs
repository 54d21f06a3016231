//! The TypeScript that the interface uses is the one these types stand for, and every code has its name in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use moving_day_engine::error;
use ts_rs::{Config, TS, TypeVisitor};

use super::*;

/// File name to content, for one type and all that it is made of.
struct Collect<'a> {
    config: &'a Config,
    files: BTreeMap<String, String>,
}

impl TypeVisitor for Collect<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        let Some(path) = T::output_path() else { return };
        let name = path.to_string_lossy().into_owned();
        if !self.files.contains_key(&name) {
            let text = T::export_to_string(self.config).unwrap();
            self.files.insert(name, text);
            T::visit_dependencies(self);
        }
    }
}

fn generated() -> BTreeMap<String, String> {
    let config = Config::new().with_large_int("number");
    let mut collect = Collect {
        config: &config,
        files: BTreeMap::new(),
    };
    collect.visit::<After>();
    collect.visit::<BackupPlace>();
    collect.visit::<BackupResult>();
    collect.visit::<CatchUp>();
    collect.visit::<CheckProgress>();
    collect.visit::<CopyOptions>();
    collect.visit::<CopyProgress>();
    collect.visit::<Finding>();
    collect.visit::<Estimate>();
    collect.visit::<FolderNote>();
    collect.visit::<DayPreview>();
    collect.visit::<DaySuggestions>();
    collect.visit::<Mailbox>();
    collect.visit::<Link>();
    collect.visit::<PeopleFound>();
    collect.visit::<PersonChange>();
    collect.visit::<Plan>();
    collect.visit::<Problem>();
    collect.visit::<Question>();
    collect.visit::<Remains>();
    collect.visit::<ReportForm>();
    collect.visit::<Said>();
    collect.visit::<Side>();
    collect.visit::<Start>();
    collect.visit::<SupportFile>();
    collect.visit::<VerifyProgress>();
    let index: String = collect
        .files
        .keys()
        .map(|file| file.trim_end_matches(".ts"))
        .map(|name| format!("export type {{ {name} }} from \"./{name}\";\n"))
        .collect();
    collect.files.insert("index.ts".to_owned(), index);
    collect.files
}

fn committed(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let text = fs::read_to_string(entry.path()).unwrap();
            (
                entry.file_name().to_string_lossy().into_owned(),
                text.replace("\r\n", "\n"),
            )
        })
        .collect()
}

#[test]
fn the_committed_typescript_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/lib/backend/wire");
    let wanted = generated();
    if std::env::var_os("MOVING_DAY_WRITE_WIRE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for stale in committed(&folder)
            .keys()
            .filter(|name| !wanted.contains_key(*name))
        {
            fs::remove_file(folder.join(stale)).unwrap();
        }
        for (name, text) in &wanted {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let found = committed(&folder);
    let stale: Vec<&String> = wanted
        .keys()
        .chain(found.keys())
        .filter(|name| wanted.get(*name) != found.get(*name))
        .collect();
    assert!(
        stale.is_empty(),
        "out of date: {stale:?}; `MOVING_DAY_WRITE_WIRE=1 cargo test --package moving-day wire` rewrites them"
    );
}

#[test]
fn a_code_crosses_by_its_name() {
    for code in error::Code::ALL {
        assert_eq!(serde_json::to_value(Code(*code)).unwrap(), code.as_str());
    }
}

#[test]
fn choices_are_tagged_and_names_are_in_camel_case() {
    let person = PersonState::Retrying {
        code: Code(error::Code::SourceBusy),
        seconds: 20,
        until: Some("2026-11-28T03:00:00Z".to_owned()),
    };
    assert_eq!(
        serde_json::to_value(person).unwrap(),
        serde_json::json!({ "kind": "retrying", "code": "SourceBusy", "seconds": 20, "until": "2026-11-28T03:00:00Z" })
    );
    let vault = Vault::Keyring {
        name: KeyringName::SecretService,
    };
    assert_eq!(
        serde_json::to_value(vault).unwrap(),
        serde_json::json!({ "kind": "keyring", "name": "secretService" })
    );
    let server: Endpoint = serde_json::from_str(
        r#"{ "host": "imap.example.com", "port": 143, "security": "startTls" }"#,
    )
    .unwrap();
    assert_eq!(server.security, Security::StartTls);
}
