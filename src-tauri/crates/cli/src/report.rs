//! # `report`
//!
//! Writes the closing report of a plan. It asks no server and needs no password.

use std::path::Path;

use moving_day_engine::clock::{Clock as _, SystemClock};
use moving_day_engine::error::Error;
use moving_day_engine::plan::Plan;
use moving_day_engine::report::{Format, Language, Verdict, gather};

use crate::args::ReportArgs;
use crate::copy::refuse;
use crate::end::End;
use crate::print::Printer;

/// Runs the command.
pub(crate) fn run(args: &ReportArgs) -> End {
    let printer = Printer::new(args.json);
    match write(&args.plan, &args.to.0, args.to.1) {
        Ok(verdict) => {
            printer.report(&args.to.0, verdict);
            End::AllDone
        }
        Err(error) => refuse(&printer, &error),
    }
}

fn write(plan: &Path, to: &Path, format: Format) -> Result<Verdict, Error> {
    let plan = Plan::open(plan)?;
    let report = gather(&plan, SystemClock::default().now())?;
    report.save(to, format, Language::English)?;
    Ok(report.verdict)
}
