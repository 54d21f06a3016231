//! # Folders that hold no mail
//!
//! What Exchange calls the folders of calendars, contacts, tasks and notes. It makes them itself, in the language of the
//! mailbox, and lists them over IMAP, where their contents are of no use to anybody.

use crate::imap::FolderName;

/// In small letters. Only names that Exchange gives by itself: nobody can give a mail folder one of those in the same
/// language.
const NAMES: [&str; 36] = [
    "calendar",
    "contacts",
    "tasks",
    "notes",
    "journal",
    "kalender",
    "kontakte",
    "aufgaben",
    "notizen",
    "calendrier",
    "tâches",
    "calendario",
    "contactos",
    "tareas",
    "notas",
    "diario",
    "contatti",
    "attività",
    "note",
    "agenda",
    "contactpersonen",
    "taken",
    "notities",
    "logboek",
    "calendário",
    "contatos",
    "tarefas",
    "anotações",
    "kalendarz",
    "kontakty",
    "zadania",
    "notatki",
    "dziennik",
    "kontakter",
    "opgaver",
    "uppgifter",
];

/// Whether a folder is one of them or lies below one.
pub(super) fn is_items(name: &FolderName) -> bool {
    let top = name.parts().first().map(|part| part.to_lowercase());
    top.is_some_and(|top| NAMES.contains(&top.as_str()))
}
