//! # Pages outside of the program, on the wire
//!
//! The interface names a page; where it is, the shell knows.

use serde::Deserialize;

/// A page that can be opened in the browser of this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Link {
    /// Where the DNS of the domain is changed, as the person noted it.
    DnsPanel,
    /// The panel of the source, as the person noted it.
    SourcePanel,
    /// The panel of the destination, as the person noted it.
    DestinationPanel,
    /// The control panel of OpenSRS.
    OpensrsPanel,
    /// The help pages of OpenSRS.
    OpensrsHelp,
    /// Its guide to a move.
    OpensrsMove,
    /// Its page about brands.
    OpensrsBrand,
    /// Its page about defaults.
    OpensrsDefaults,
    /// Its page about the Bulk Tool.
    OpensrsBulkTool,
    /// Its page about the record that says who may send (SPF).
    OpensrsSpf,
}
