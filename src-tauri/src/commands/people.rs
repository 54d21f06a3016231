//! # People and their passwords
//!
//! The list of people and what belongs to each row. Texts that may hold passwords are wiped after use and never come
//! back.

use moving_day_engine::secret::Secret;

use super::{Desk, Reply};
use crate::wire::{MailboxKind, PeopleFound, PersonChange, Plan, Side};

/// Looks at a pasted list. It may hold passwords, so it is wiped after use.
#[tauri::command]
pub(crate) async fn people_read(desk: Desk<'_>, text: String) -> Reply<PeopleFound> {
    Ok(desk.read_people(&Secret::new(text))?)
}

/// Adds whoever in a pasted list is new.
#[tauri::command]
pub(crate) async fn people_add(desk: Desk<'_>, text: String) -> Reply<Plan> {
    Ok(desk.add_people(&Secret::new(text)).await?)
}

/// Writes a person's row.
#[tauri::command]
pub(crate) async fn person_save(desk: Desk<'_>, change: PersonChange) -> Reply<Plan> {
    Ok(desk.save_person(change).await?)
}

/// Says what the addresses of people are.
#[tauri::command]
pub(crate) async fn people_kind(desk: Desk<'_>, ids: Vec<i64>, kind: MailboxKind) -> Reply<Plan> {
    Ok(desk.set_kind(&ids, kind.into()).await?)
}

/// Takes people out of the list.
#[tauri::command]
pub(crate) async fn people_remove(desk: Desk<'_>, ids: Vec<i64>) -> Reply<Plan> {
    Ok(desk.remove_people(&ids).await?)
}

/// Takes the last change of the list back.
#[tauri::command]
pub(crate) async fn people_undo(desk: Desk<'_>) -> Reply<Plan> {
    Ok(desk.undo_people().await?)
}

/// Keeps a password.
#[tauri::command]
pub(crate) async fn secret_save(
    desk: Desk<'_>,
    person: i64,
    side: Side,
    secret: String,
) -> Reply<Plan> {
    Ok(desk
        .save_secret(person, side.into(), Secret::new(secret))
        .await?)
}
