//! # Head of a plan
//!
//! The one row that says which move this is. It is written when the plan is made and never changed.

use std::fmt;

use rusqlite::{Connection, OptionalExtension as _, params};
use time::OffsetDateTime;

use crate::error::{Code, Error};

/// What a plan says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Tells this plan from every other one, also from a second one for the same domain.
    pub id: PlanId,
    /// The domain whose mail moves.
    pub domain: String,
    /// A company's move, or practice.
    pub kind: Kind,
    /// When it was made, to the second, in UTC.
    pub created: OffsetDateTime,
}

/// 128 random bits as 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(String);

impl PlanId {
    /// The 32 digits; part of the names of keyring entries.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn parse(text: String) -> Option<Self> {
        let sound = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
        sound.then_some(Self(text))
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The move of a company.
    Real,
    /// The pretend company.
    Practice,
}

impl Kind {
    /// The word in the file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Practice => "practice",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Real, Self::Practice]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// Writes the row of a new plan, with a fresh id.
pub(super) fn write(
    db: &Connection,
    domain: &str,
    kind: Kind,
    created: OffsetDateTime,
) -> Result<(), Error> {
    // SQLite's generator is seeded by the operating system; the id must be unique, not secret.
    db.execute(
        "INSERT INTO header(row, id, domain, kind, created) VALUES (1, lower(hex(randomblob(16))), ?1, ?2, ?3)",
        params![domain, kind.as_str(), created.unix_timestamp()],
    )?;
    Ok(())
}

/// Reads the row back.
///
/// # Errors
/// [`Code::PlanDamaged`] when it is missing or makes no sense.
pub(super) fn read(db: &Connection) -> Result<Header, Error> {
    type Row = (String, String, String, i64);
    let row: Option<Row> = db
        .query_row(
            "SELECT id, domain, kind, created FROM header WHERE row = 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .optional()?;
    row.and_then(|(id, domain, kind, created)| {
        Some(Header {
            id: PlanId::parse(id)?,
            domain: Some(domain).filter(|domain| !domain.is_empty())?,
            kind: Kind::parse(&kind)?,
            created: OffsetDateTime::from_unix_timestamp(created).ok()?,
        })
    })
    .ok_or_else(|| Error::job(Code::PlanDamaged))
}
