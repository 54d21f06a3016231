//! # Tasks of a move
//!
//! The 26 things that a move consists of, in the order in which a person who only ever goes on does them. Each line of
//! the provider's guide is one of them.

use serde::Serialize;

/// A part of the move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Phase {
    /// Three weeks before: what needs time to take effect.
    Prepare,
    /// The days before: people, mailboxes, files.
    GetReady,
    /// The copy, the switch and the proof.
    Move,
    /// The two weeks after.
    SettleIn,
}

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Prepare, Self::GetReady, Self::Move, Self::SettleIn];
}

/// Whether a move can do without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// Leaving it out is possible, and named in the report.
    Required,
    /// Leaving it out costs comfort, not mail.
    Recommended,
}

macro_rules! tasks {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $phase:ident, $need:ident;)*) => {
        /// One task of the move.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub enum Task {
            $($(#[$doc])* $name,)*
        }

        impl Task {
            /// Every task, in the order of the plan.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word in the plan file and on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// The part of the move it belongs to.
            pub const fn phase(self) -> Phase {
                match self {
                    $(Self::$name => Phase::$phase,)*
                }
            }

            /// Whether the move can do without it.
            pub const fn need(self) -> Need {
                match self {
                    $(Self::$name => Need::$need,)*
                }
            }
        }
    };
}

tasks! {
    /// One day from which every other date follows.
    ChooseMovingDay = "chooseMovingDay", Prepare, Required;
    /// The records' time to live below an hour, so that the switch is noticed soon.
    ShortenWait = "shortenWait", Prepare, Required;
    /// Logo and colours of the new webmail.
    SetUpBrand = "setUpBrand", Prepare, Required;
    /// Size, language and time zone that new mailboxes begin with.
    SetDefaults = "setDefaults", Prepare, Required;
    /// The first message to everybody.
    TellPeople = "tellPeople", Prepare, Recommended;
    /// The message about the new webmail.
    ShowWebmail = "showWebmail", Prepare, Recommended;

    /// Who moves, with both addresses.
    ListPeople = "listPeople", GetReady, Required;
    /// A sign-in that works for each mailbox at the source.
    GetAccess = "getAccess", GetReady, Required;
    /// The same people at the destination.
    CreateMailboxes = "createMailboxes", GetReady, Required;
    /// No new accounts at the source.
    FreezeAccounts = "freezeAccounts", GetReady, Required;
    /// No new passwords at the source.
    FreezePasswords = "freezePasswords", GetReady, Required;
    /// No changes of contacts and calendars after they were read.
    FreezeContacts = "freezeContacts", GetReady, Recommended;
    /// Contacts and calendars as files.
    SaveContacts = "saveContacts", GetReady, Recommended;
    /// Each person's files, with instructions.
    SendFiles = "sendFiles", GetReady, Recommended;
    /// Every mailbox on this computer.
    KeepBackup = "keepBackup", GetReady, Recommended;
    /// One person's mail first.
    TryOnePerson = "tryOnePerson", GetReady, Recommended;

    /// Everybody's mail.
    CopyMail = "copyMail", Move, Required;
    /// New mail goes to the destination.
    SwitchDelivery = "switchDelivery", Move, Required;
    /// What came to the source after the first copy.
    CatchUp = "catchUp", Move, Required;
    /// Both sides compared.
    CheckArrived = "checkArrived", Move, Required;
    /// The freeze ends.
    AllowAccounts = "allowAccounts", Move, Required;

    /// From now on in the new system.
    CreateNewAccounts = "createNewAccounts", SettleIn, Recommended;
    /// The files want to be imported.
    RemindPeople = "remindPeople", SettleIn, Recommended;
    /// The last message.
    WelcomePeople = "welcomePeople", SettleIn, Recommended;
    /// The records' time to live as it was.
    RestoreWait = "restoreWait", SettleIn, Recommended;
    /// Saved passwords deleted, the plan closed.
    Finish = "finish", SettleIn, Required;
}

impl Task {
    /// Finds a task by the word that [`Task::as_str`] gave.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|task| task.as_str() == word)
    }

    /// Whether it is part of a move only where OpenSRS is the destination.
    pub const fn only_for_opensrs(self) -> bool {
        matches!(self, Self::SetUpBrand | Self::SetDefaults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_found_by_their_words_and_stand_in_the_order_of_the_phases() {
        for task in Task::ALL {
            assert_eq!(Task::named(task.as_str()), Some(*task));
            let wire = serde_json::to_string(task).unwrap();
            assert_eq!(wire.trim_matches('"'), task.as_str());
        }
        let phases: Vec<Phase> = Task::ALL.iter().map(|task| task.phase()).collect();
        assert!(phases.is_sorted());
        assert_eq!(Task::named("copymail"), None);
    }

    #[test]
    fn each_phase_has_as_many_tasks_as_the_guide_gives_it() {
        let counts =
            Phase::ALL.map(|phase| Task::ALL.iter().filter(|t| t.phase() == phase).count());
        assert_eq!(counts, [6, 10, 5, 5]);
    }
}
