//! # macOS
//!
//! What is there already, said in Debian's package names.

use std::collections::BTreeSet;

use crate::run;

/// The things of macOS that stand for Debian's packages.
pub(crate) fn installed() -> BTreeSet<String> {
    let mut packages = BTreeSet::new();
    if run::answer("xcode-select", ["--print-path"]).is_some() {
        packages.insert("build-essential".to_owned());
    }
    packages
}
