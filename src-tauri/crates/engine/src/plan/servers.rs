//! # Servers of a plan
//!
//! Where the mail comes from and where it goes. An address of a server is written as the URL that [`Endpoint`] reads.

use rusqlite::OptionalExtension as _;

use crate::error::{Code, Error, Side};
use crate::imap::Endpoint;
use crate::plan::Plan;

impl Plan {
    /// The server of one side, if it was entered.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn endpoint(&self, side: Side) -> Result<Option<Endpoint>, Error> {
        self.transact(|db| {
            let url: Option<String> = db
                .query_row(
                    "SELECT url FROM endpoint WHERE side = ?1",
                    [side.as_str()],
                    |row| row.get(0),
                )
                .optional()?;
            url.map(|url| Endpoint::parse(&url).map_err(|_| Error::job(Code::PlanDamaged)))
                .transpose()
        })
    }

    /// Writes the server of one side.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn set_endpoint(&self, side: Side, endpoint: &Endpoint) -> Result<(), Error> {
        self.transact(|db| {
            db.execute(
                "INSERT INTO endpoint(side, url) VALUES (?1, ?2) ON CONFLICT(side) DO UPDATE SET url = excluded.url",
                [side.as_str(), &endpoint.to_string()],
            )?;
            Ok(())
        })
    }
}
