//! # Small answers
//!
//! What a person answered on a screen that a later one comes back to. Nothing is asked twice.

use std::collections::BTreeMap;

use rusqlite::OptionalExtension as _;

use crate::error::{Error, Side};
use crate::plan::Plan;

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What is asked.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Question {
            $($(#[$doc])* $name,)*
        }

        impl Question {
            /// Every question.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in the plan file and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

questions! {
    /// The work address of the person who makes the plan.
    OwnAddress = "ownAddress",
    /// Where the mail moves to: `opensrs` or `other`.
    Destination = "destination",
    /// The half of OpenSRS: `a`, `b` or `unknown`.
    Cluster = "cluster",
    /// The brand of the new webmail.
    Brand = "brand",
    /// The language that new mailboxes begin with, as a BCP 47 tag.
    Language = "language",
    /// The time zone that new mailboxes begin with, as an IANA name.
    MailboxZone = "mailboxZone",
    /// The size of new mailboxes in megabytes.
    MailboxSize = "mailboxSize",
    /// How the new mailboxes are made: `panel`, `file` or `provider`.
    MailboxesBy = "mailboxesBy",
    /// The address of the new webmail.
    Webmail = "webmail",
    /// Whom people ask.
    Contact = "contact",
    /// How far the clock of the practice run is ahead, in seconds.
    ClockAhead = "clockAhead",
    /// The mailbox that is full in the practice run has been made bigger: `yes`.
    PracticeRepaired = "practiceRepaired",
    /// Whom to call on the moving day, in the person's own words.
    Phones = "phones",
    /// What was ticked before the old service is cancelled: words with commas between them.
    BeforeCancel = "beforeCancel",
    /// A list of everybody's addresses is at hand: `yes`.
    HaveList = "haveList",
    /// A way into each mailbox is at hand: `yes`.
    HaveAccess = "haveAccess",
    /// Access to the DNS settings is at hand: `yes`.
    HaveDns = "haveDns",
    /// Access to the new service is at hand: `yes`.
    HaveNew = "haveNew",
    /// A computer that stays on for some hours is at hand: `yes`.
    HaveComputer = "haveComputer",
    /// The folder that the backup is saved in.
    BackupPlace = "backupPlace",
    /// Who is moved first, by the number of the person.
    TrialPerson = "trialPerson",
    /// What seemed odd in the mailbox that was moved first, in a person's own words.
    TrialOdd = "trialOdd",
    /// The address of the panel where the DNS is changed; begins with `https://`.
    DnsPanel = "dnsPanel",
    /// The address of the panel of the source; begins with `https://`.
    SourcePanel = "sourcePanel",
    /// The address of the panel of the destination; begins with `https://`.
    DestinationPanel = "destinationPanel",
    /// The waiting time of the records before it was shortened, in seconds.
    OldWait = "oldWait",
    /// The shortest waiting time that the DNS provider allows, in seconds, where that is more than five minutes.
    ShortestWait = "shortestWait",
    /// The records of mail delivery before the switch, one on each line.
    OldRecords = "oldRecords",
    /// The server that receives mail at the destination (MX).
    NewDelivery = "newDelivery",
    /// The source cannot stop new accounts: `yes`.
    AccountsStayOpen = "accountsStayOpen",
    /// The source cannot stop password changes: `yes`.
    PasswordsStayOpen = "passwordsStayOpen",
}

impl Question {
    /// Whether the server of the destination follows from the answer.
    const fn decides_server(self) -> bool {
        matches!(self, Self::Destination | Self::Cluster)
    }

    /// Finds a question by the word that [`Question::as_str`] gave.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.as_str() == word)
    }
}

impl Plan {
    /// Every answer that was given.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn answers(&self) -> Result<BTreeMap<Question, String>, Error> {
        let rows: Vec<(String, String)> = self.with(|db| {
            let mut list = db.prepare("SELECT name, value FROM answer")?;
            list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect()
        })?;
        // A question that is no longer asked has no answer.
        let known = |(name, value): (String, String)| Some((Question::named(&name)?, value));
        Ok(rows.into_iter().filter_map(known).collect())
    }

    /// Writes an answer; none takes it back. With another answer to where the mail moves to, the server of before is no
    /// longer the right one: it goes at the same moment, with what was found out at it.
    ///
    /// # Errors
    /// Those of the file; see [`Plan::open`].
    pub fn answer(&self, question: Question, value: Option<&str>) -> Result<(), Error> {
        let name = question.as_str();
        self.with(|db| {
            let before: Option<String> = db
                .query_row("SELECT value FROM answer WHERE name = ?1", [name], |row| {
                    row.get(0)
                })
                .optional()?;
            if question.decides_server() && before.as_deref() != value {
                let side = Side::Destination.as_str();
                db.execute("DELETE FROM endpoint WHERE side = ?1", [side])?;
                db.execute("DELETE FROM sign_in WHERE side = ?1", [side])?;
            }
            db.execute("DELETE FROM answer WHERE name = ?1", [name])?;
            if let Some(value) = value {
                db.execute(
                    "INSERT INTO answer(name, value) VALUES (?1, ?2)",
                    [name, value],
                )?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::imap::Endpoint;
    use crate::plan::Kind;

    #[test]
    fn the_last_answer_counts_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        for question in Question::ALL {
            plan.answer(*question, Some("first")).unwrap();
            plan.answer(*question, Some("second")).unwrap();
            assert_eq!(
                plan.answers().unwrap(),
                BTreeMap::from([(*question, "second".into())])
            );
            plan.answer(*question, None).unwrap();
        }
        assert!(plan.answers().unwrap().is_empty());
    }

    #[test]
    fn another_destination_takes_its_server_along_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        let server = Endpoint::parse("imaps://mail.x.example").unwrap();
        let there = |side| plan.endpoint(side).unwrap().is_some();
        for (question, values) in [
            (Question::Destination, ["other", "opensrs"]),
            (Question::Cluster, ["a", "unknown"]),
        ] {
            plan.answer(question, Some(values[0])).unwrap();
            for side in [Side::Source, Side::Destination] {
                plan.set_endpoint(side, &server).unwrap();
            }
            plan.answer(question, Some(values[0])).unwrap();
            plan.answer(Question::Brand, Some("Harbour")).unwrap();
            assert!(there(Side::Destination), "{question:?}");
            plan.answer(question, Some(values[1])).unwrap();
            assert!(!there(Side::Destination), "{question:?}");
            assert!(there(Side::Source), "{question:?}");
        }
    }

    #[test]
    fn a_question_that_is_no_longer_asked_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.example.movingday");
        let plan = Plan::create(&path, "x.example", Kind::Real, &SystemClock::default()).unwrap();
        plan.with(|db| db.execute("INSERT INTO answer VALUES ('colour', 'blue')", []))
            .unwrap();
        assert!(plan.answers().unwrap().is_empty());
    }
}
