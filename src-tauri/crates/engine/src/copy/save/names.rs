//! # Names of saved messages
//!
//! Names that every system can write, short enough for every path: what a folder is called at a server is for people, and
//! may hold anything. Pure.

use sha2::{Digest as _, Sha256};

use crate::imap::FolderName;

/// Bytes of one name. With the plan's own folder in front a path stays below the 260 characters of older programs.
const LONGEST: usize = 60;

/// Names of devices, which Windows keeps for itself whatever ending they have.
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

/// A name that can be written everywhere and is still to be recognised.
pub(super) fn safe(text: &str) -> String {
    let harmless = |c: char| !c.is_control() && !r#"<>:"/\|?*"#.contains(c);
    let mut name = String::new();
    for c in text.chars().map(|c| if harmless(c) { c } else { '_' }) {
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    // Windows takes blanks and dots away from the end, and elsewhere a dot at the beginning hides the file.
    let trimmed = name.trim_end_matches([' ', '.']).trim_start();
    if trimmed.is_empty() || trimmed.starts_with('.') || is_device(trimmed) {
        format!("_{trimmed}")
    } else {
        trimmed.to_owned()
    }
}

/// The name for a folder of a server.
pub(super) fn folder(name: &FolderName) -> String {
    let parts: Vec<String> = name
        .parts()
        .iter()
        .map(|part| FolderName::readable(part))
        .collect();
    safe(&parts.join(" - "))
}

/// The name of a message's file; the second and later ones are for other messages under the same number.
pub(super) fn message(uid: u32, number: u32) -> String {
    match number {
        1 => format!("{uid}.eml"),
        _ => format!("{uid} ({number}).eml"),
    }
}

/// The name of a message's file while it is being written. Two folders may get the same name here; their unfinished
/// files do not.
pub(super) fn half(name: &FolderName, uid: u32) -> String {
    let mut hash = Sha256::new();
    for part in name.parts() {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let hash: String = hash
        .finalize()
        .iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{uid}-{hash}.part")
}

/// Whether Windows keeps this name for itself.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let (word, number) = stem.split_at_checked(3).unwrap_or((stem, ""));
    let known = DEVICES
        .iter()
        .any(|device| device.eq_ignore_ascii_case(word));
    known && number.chars().count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_can_be_written_everywhere() {
        for (text, name) in [
            ("Rechnungen 2024", "Rechnungen 2024"),
            ("Größe & 日本", "Größe & 日本"),
            ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j"),
            ("a\r\n\0b\u{7f}", "a___b_"),
            ("..", "_"),
            (".hidden", "_.hidden"),
            ("", "_"),
            (" . ", "_"),
            ("ends in dots...", "ends in dots"),
            ("../../etc/passwd", "_.._.._etc_passwd"),
            ("nul", "_nul"),
            ("COM1.txt", "_COM1.txt"),
            ("CON .x", "_CON .x"),
            ("Contacts", "Contacts"),
            ("com.example", "_com.example"),
        ] {
            assert_eq!(safe(text), name, "{text:?}");
        }
        let long = safe(&"é".repeat(500));
        assert!(long.len() <= LONGEST && long.starts_with("éé"));
    }

    #[test]
    fn folders_and_messages_are_recognised() {
        let name =
            |parts: &[&str]| FolderName::new(parts.iter().map(|&part| part.to_owned()).collect());
        assert_eq!(folder(&name(&["Archive", "2019"])), "Archive - 2019");
        assert_eq!(message(7, 1), "7.eml");
        assert_eq!(message(7, 2), "7 (2).eml");
        assert_ne!(half(&name(&["a", "b"]), 7), half(&name(&["a - b"]), 7));
        assert!(half(&name(&["a"]), 7).ends_with(".part"));
    }
}
