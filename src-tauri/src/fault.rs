//! # From errors to faults
//!
//! The one place where an error of the engine becomes what the interface is told. The error underneath, whose text may
//! hold anything, stays behind.

use moving_day_engine::error::{Code, Error, Retry, Scope};

use crate::wire;

impl From<&Error> for wire::Fault {
    fn from(error: &Error) -> Self {
        Self {
            code: wire::Code(error.code),
            scope: match error.scope {
                Scope::Message => wire::Scope::Message,
                Scope::Folder => wire::Scope::Folder,
                Scope::Account => wire::Scope::Account,
                Scope::Job => wire::Scope::Job,
            },
            retry: match error.retry {
                Retry::Now => wire::Retry::Now,
                Retry::Later => wire::Retry::Later,
                Retry::Never => wire::Retry::Never,
            },
            params: error.params.clone(),
            server_text: error.server_text.clone(),
        }
    }
}

/// A command is refused; the log learns the code and nothing else.
impl From<Error> for wire::Fault {
    fn from(error: Error) -> Self {
        tracing::info!(code = %error.code, "command refused");
        Self::from(&error)
    }
}

/// The window did not do what it was asked.
pub(crate) fn of_window(error: tauri::Error) -> Error {
    Error::job(Code::Unexpected).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_carries_the_servers_words_and_not_the_librarys() {
        let error = Error::new(Code::DestinationFull, Scope::Account, Retry::Never)
            .with("address", "ana@example.com")
            .said("[OVERQUOTA] no room")
            .because(std::io::Error::other("secret of the library"));
        let fault = wire::Fault::from(error);
        let text = serde_json::to_string(&fault).unwrap();
        assert_eq!(fault.code, wire::Code(Code::DestinationFull));
        assert_eq!(fault.scope, wire::Scope::Account);
        assert_eq!(fault.params.get("address").unwrap(), "ana@example.com");
        assert_eq!(fault.server_text.as_deref(), Some("[OVERQUOTA] no room"));
        assert!(!text.contains("secret of the library"));
    }
}
