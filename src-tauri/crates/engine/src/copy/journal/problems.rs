//! # What is missing
//!
//! The messages that were set aside, as a person is told of them.

use rusqlite::{Row, params};
use time::OffsetDateTime;

use crate::copy::Problem;
use crate::copy::journal::folders::name;
use crate::copy::journal::{COPIED, SET_ASIDE, unsigned};
use crate::error::{Code, Error};
use crate::plan::{PersonId, Plan};

/// Whether any message was copied.
pub(crate) fn begun(plan: &Plan) -> Result<bool, Error> {
    plan.with(|db| {
        db.query_row(
            "SELECT EXISTS(SELECT 1 FROM message WHERE state = ?1)",
            [COPIED],
            |row| row.get(0),
        )
    })
}

/// Every message set aside, for one person or for all.
pub(crate) fn problems(plan: &Plan, person: Option<PersonId>) -> Result<Vec<Problem>, Error> {
    plan.with(|db| {
        db.prepare(
            "SELECT f.person, f.source_name, m.source_uid, m.size, m.internal_date, m.code, m.server_text, m.subject,
                    m.sender, m.message_id
             FROM message m JOIN folder f ON f.id = m.folder
             WHERE m.state = ?1 AND (?2 IS NULL OR f.person = ?2)
             ORDER BY f.person, f.source_name, m.source_uid",
        )?
        .query_map(params![SET_ASIDE, person.map(PersonId::number)], problem)?
        .collect()
    })
}

fn problem(row: &Row<'_>) -> rusqlite::Result<Problem> {
    let code: String = row.get(5)?;
    let date = OffsetDateTime::from_unix_timestamp(row.get(4)?);
    Ok(Problem {
        person: PersonId::from_number(row.get(0)?),
        folder: name(row, 1)?,
        uid: Some(row.get(2)?),
        size: unsigned(row.get(3)?),
        date: Some(date.map_err(|error| unreadable(4, error))?),
        code: Code::named(&code).unwrap_or(Code::Unexpected),
        server_text: row.get(6)?,
        subject: row.get(7)?,
        sender: row.get(8)?,
        message_id: row.get(9)?,
    })
}

pub(super) fn unreadable(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}
