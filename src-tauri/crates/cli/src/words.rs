//! # Words
//!
//! Every sentence about an error that this program prints, in one table over all codes. The window has its own, longer
//! words.

use indicatif::HumanBytes;
use moving_day_engine::error::{Code, Params};

/// What happened, and what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Advice {
    /// Without a final dot, so that values can follow.
    pub(crate) title: &'static str,
    /// One or two sentences.
    pub(crate) next: &'static str,
}

/// The values that help with an error, in brackets: host, port, file, address, line and the like.
pub(crate) fn details(params: &Params) -> String {
    if params.is_empty() {
        return String::new();
    }
    let values: Vec<String> = params
        .iter()
        .map(|(name, value)| format!("{name} {}", shown(name, value)))
        .collect();
    format!(" ({})", values.join(", "))
}

/// A value as a person reads it: sizes come in bytes.
fn shown(name: &str, value: &str) -> String {
    let bytes = matches!(name, "needed" | "free")
        .then(|| value.parse().ok())
        .flatten();
    bytes.map_or_else(|| value.to_owned(), |bytes| HumanBytes(bytes).to_string())
}

/// The words for a code.
#[rustfmt::skip]
pub(crate) fn advice(code: Code) -> Advice {
    let (title, next) = match code {
        Code::SourceNotFound => ("The old server's name does not exist", "Check the host name, and whether this computer is online."),
        Code::DestinationNotFound => ("The new server's name does not exist", "Check the host name, and whether this computer is online."),
        Code::SourceUnreachable => ("The old server does not answer on this port", "Check the port. A firewall may also be in the way."),
        Code::DestinationUnreachable => ("The new server does not answer on this port", "Check the port. A firewall may also be in the way."),
        Code::SourceTimedOut => ("The old server took too long to answer", "Try again later. If it stays so, ask the old provider."),
        Code::DestinationTimedOut => ("The new server took too long to answer", "Try again later. If it stays so, ask the new provider."),
        Code::SourceNotImap => ("The old server's port is not a mail connection (IMAP)", "Use the port for IMAP, mostly 993."),
        Code::DestinationNotImap => ("The new server's port is not a mail connection (IMAP)", "Use the port for IMAP, mostly 993."),
        Code::SourceNoTls => ("The old server's port does not begin with encryption", "Use the encrypted port, mostly 993, or add ?starttls to the URL."),
        Code::DestinationNoTls => ("The new server's port does not begin with encryption", "Use the encrypted port, mostly 993, or add ?starttls to the URL."),
        Code::SourceNoStartTls => ("The old server offers no encryption on this port", "Use imaps:// with the encrypted port, mostly 993."),
        Code::DestinationNoStartTls => ("The new server offers no encryption on this port", "Use imaps:// with the encrypted port, mostly 993."),
        Code::SourceCertificateExpired => ("The old server's certificate is out of date", "Check this computer's date; else the old provider has to renew it."),
        Code::DestinationCertificateExpired => ("The new server's certificate is out of date", "Check this computer's date; else the new provider has to renew it."),
        Code::SourceCertificateWrongName => ("The old server's certificate is for another name", "Use the name on the certificate if it belongs to your provider."),
        Code::DestinationCertificateWrongName => ("The new server's certificate is for another name", "Use the name on the certificate if it belongs to your provider."),
        Code::SourceCertificateUntrusted => ("Nobody this computer trusts vouches for the old server", "If it is your own server, give its root certificate with --ca."),
        Code::DestinationCertificateUntrusted => ("Nobody this computer trusts vouches for the new server", "If it is your own server, give its root certificate with --ca."),
        Code::SourceSignInDisabled => ("The old server takes no password on this kind of connection", "Use an encrypted connection. If it is one already, the provider wants another kind of sign-in."),
        Code::DestinationSignInDisabled => ("The new server takes no password on this kind of connection", "Use an encrypted connection. If it is one already, the provider wants another kind of sign-in."),
        Code::SourceSignInRefused => ("The old server refused the user name or password", "Enter the current password. With two-step sign-in, an app password is needed."),
        Code::DestinationSignInRefused => ("The new server refused the user name or password", "Enter the current password of the new mailbox."),
        Code::SourceUserUnknown => ("The old server knows no such mailbox", "Check the address and the user name."),
        Code::DestinationUserUnknown => ("The new server knows no such mailbox", "Create the mailbox first, or check the user name."),
        Code::SourceDailyLimit => ("The old provider lets no more be read from this mailbox today", "The copy goes on by itself when the next day begins in UTC, if it is left running; otherwise run it again then."),
        Code::SourceBusy => ("The old server asks for patience", "Run the copy again later; it continues where it was. Fewer --connections may help."),
        Code::DestinationBusy => ("The new server asks for patience", "Run the copy again later; it continues where it was. Fewer --connections may help."),
        Code::SourceLost => ("The connection to the old server keeps breaking", "Run the copy again; it continues where it was."),
        Code::DestinationLost => ("The connection to the new server keeps breaking", "Run the copy again; it continues where it was."),
        Code::SourceGarbled => ("The old server's answer could not be understood", "Run the copy again. If it stays so, ask the old provider."),
        Code::DestinationGarbled => ("The new server's answer could not be understood", "Run the copy again. If it stays so, ask the new provider."),
        Code::SourceFolderUnreadable => ("The old server does not open this folder", "Open it in the old webmail to see whether it works there."),
        Code::SourceFolderRenumbered => ("The old server has numbered this folder anew", "It is left alone so that nothing is copied twice."),
        Code::SourceMessageUnreadable => ("The old server does not hand this message over", "Open it in the old webmail and save what is needed."),
        Code::DestinationFolderRefused => ("The new server does not make or open this folder", "Rename it at the old server, or make it at the new one."),
        Code::DestinationFolderRenumbered => ("The new server has numbered this folder anew", "It is left alone so that nothing is copied twice."),
        Code::DestinationFull => ("The new mailbox is full", "Make it larger, then run the copy again; it continues where it was."),
        Code::DestinationMessageTooLarge => ("The new server takes no message of this size", "Save the message on a computer; it stays in the old mailbox."),
        Code::DestinationRefusedMessage => ("The new server refused this message", "It stays in the old mailbox, and is tried again in the next run."),
        Code::DestinationChangedMessage => ("The new server keeps this message in another form than it was given", "What the old server has is saved as a file where that is possible; the message is not copied again."),
        Code::DestinationChangedDate => ("The new server gives this message another date", "The message is there; its own date line is as it was."),
        Code::DestinationDroppedFlags => ("The new server does not keep all marks of this message", "The message is there; mark it again by hand if that matters."),
        Code::SameMailbox => ("The old and the new mailbox are the same", "Check both servers and user names. Nothing was copied."),
        Code::PlanNotFound => ("There is no plan file at this place", "Check the path, or give --people, --source and --destination to make one."),
        Code::PlanForeign => ("This file is no plan", "Choose a file that ends in .movingday."),
        Code::PlanDamaged => ("This plan file is damaged", "Use a copy from a backup. It was not changed."),
        Code::PlanNewer => ("This plan was made by a newer version", "Update Moving Day to open it."),
        Code::PlanInUse => ("This plan is open in another window or program", "Close it there first."),
        Code::PlanExists => ("There is a file at this place already", "Choose another name."),
        Code::LocalDiskFull => ("The disk of this computer is full", "Make room, then run the copy again; it continues where it was."),
        Code::LocalFileUnreadable => ("A file cannot be read", "Check that it exists and that you may read it."),
        Code::LocalFileUnwritable => ("A file cannot be written", "Check that the folder exists and that you may write there."),
        Code::LocalProgramMissing => ("No program of this computer opens this address", "Open it by hand."),
        Code::BackupNoRoom => ("This disk has less room than the backup needs", "Choose another place with --to, or fewer people with --person."),
        Code::BackupDamaged => ("The list of an earlier backup in this folder cannot be read", "It was not changed. Choose another folder with --to."),
        Code::RootUnreadable => ("The file given with --ca holds no certificate", "Give a file in PEM form."),
        Code::RootsMissing => ("This computer has no list of trusted certificates", "Install it (on Debian: apt install ca-certificates)."),
        Code::KeyringMissing => ("This computer has no password store", "Give the passwords with --people."),
        Code::KeyringRefused => ("The password store refused", "Unlock it, or give the passwords with --people."),
        Code::PeopleEmpty => ("There is nobody to copy", "Add people to the plan or to the list."),
        Code::PeopleListUnreadable => ("The list of people cannot be read", "Its first line must name the columns; address is needed."),
        Code::AddressMalformed => ("This is no e-mail address", "Correct it, for example ana@example.com."),
        Code::AddressTwice => ("An address is listed twice", "Remove one of the lines."),
        Code::SecretMissing => ("A password is missing", "Give it with --people."),
        Code::SecretUnsendable => ("A user name or password holds a character that cannot be sent", "Remove line breaks and other control characters from it."),
        Code::DayMalformed => ("This day does not exist", "Write a day as 2026-06-13, a time as 18:00 and a time zone as Europe/Vienna."),
        Code::EndpointMalformed => ("This is no server to connect to", "Write imaps://host:port, imap://host:port?starttls or imap://host:port?plain."),
        Code::EndpointMissing => ("A server is missing", "Give --source and --destination once; the plan remembers them."),
        Code::JobRunning => ("A copy is running already", "Wait for it or stop it first."),
        Code::Unexpected => ("Something unexpected happened", "Run the copy again; it continues where it was."),
    };
    Advice { title, next }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_can_be_followed_by_values_and_next_steps_are_sentences() {
        for code in Code::ALL {
            let Advice { title, next } = advice(*code);
            assert!(!title.ends_with(['.', '!', ':']), "{code}: {title}");
            assert!(next.ends_with('.'), "{code}: {next}");
        }
    }
}
