//! # `backup`
//!
//! Saves everybody's mail from the old server on this computer. It takes what `copy` takes but the new server.

use std::sync::Arc;

use moving_day_engine::backup::{self, CONNECTIONS, Order, PersonBackup};
use moving_day_engine::clock::SystemClock;
use moving_day_engine::error::{Error, Side};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::Plan;

use crate::args::BackupArgs;
use crate::copy::{interruptions, refuse};
use crate::end::End;
use crate::given::{Given, SOURCE};
use crate::print::Printer;

/// Runs the command.
pub(crate) async fn run(args: BackupArgs) -> End {
    let printer = Printer::new(args.common.json);
    match save(args, &printer).await {
        Ok(outcome) => {
            printer.saved(&outcome);
            End::of_backup(&outcome)
        }
        Err(error) => refuse(&printer, &error),
    }
}

async fn save(args: BackupArgs, printer: &Printer) -> Result<Outcome<Vec<PersonBackup>>, Error> {
    let (plan, order) = prepare(args)?;
    let control = Control::default();
    let interrupted = tokio::spawn(interruptions(control.clone()));
    let clock = Arc::new(SystemClock::default());
    let outcome = backup::run(Arc::new(plan), order, control, clock, printer.reporter()).await;
    interrupted.abort();
    outcome
}

fn prepare(args: BackupArgs) -> Result<(Plan, Order), Error> {
    let given = Given::read(&args.common, None, SOURCE)?;
    let plan = given.open_or_make(&args.common.plan)?;
    let source = given.endpoint(&plan, Side::Source)?;
    given.add_people(&plan)?;
    let people = given.keepers(&plan)?;
    plan.set_endpoint(Side::Source, &source)?;
    let order = Order {
        source,
        roots: given.roots,
        people,
        to: args.to,
        connections: args.connections.map_or(CONNECTIONS, usize::from),
        max_rate: args.max_rate.map(u64::from),
    };
    Ok((plan, order))
}
