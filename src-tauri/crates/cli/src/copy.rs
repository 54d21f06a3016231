//! # `copy`
//!
//! Brings together a plan, a list of people and two servers, and runs the engine's copy. Interrupting it once ends it
//! politely; interrupting it twice ends it at once.

use std::sync::Arc;

use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::{self, CONNECTIONS, Labels, Order, PersonResult};
use moving_day_engine::error::{Error, Side};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::Plan;

use crate::args::{CopyArgs, GmailLabels};
use crate::end::End;
use crate::given::{BOTH, Given};
use crate::print::Printer;

/// Runs the command.
pub(crate) async fn run(args: CopyArgs) -> End {
    let printer = Printer::new(args.common.json);
    match prepare(&args) {
        Ok((plan, order)) => match carry_out(plan, order, &printer).await {
            Ok(outcome) => {
                printer.result(&outcome);
                End::of(&outcome)
            }
            Err(error) => refuse(&printer, &error),
        },
        Err(error) => refuse(&printer, &error),
    }
}

/// Copies, with progress, until the end or an interruption.
pub(crate) async fn carry_out(
    plan: Plan,
    order: Order,
    printer: &Printer,
) -> Result<Outcome<Vec<PersonResult>>, Error> {
    let control = Control::default();
    let interrupted = tokio::spawn(interruptions(control.clone()));
    let clock = Arc::new(SystemClock::default());
    let outcome = copy::run(Arc::new(plan), order, control, clock, printer.reporter()).await;
    interrupted.abort();
    outcome
}

/// Says why nothing was done.
pub(crate) fn refuse(printer: &Printer, error: &Error) -> End {
    printer.problem(error);
    End::before_start(error)
}

/// Stops a job at the first interruption, and the program at the second.
pub(crate) async fn interruptions(control: Control) {
    while tokio::signal::ctrl_c().await.is_ok() {
        if control.wish() == moving_day_engine::job::Wish::Stop {
            // 130 is what a shell reports of a program that was interrupted.
            std::process::exit(130);
        }
        control.stop();
    }
}

/// Everything that can be wrong before the first connection is found here, before the plan is made or written to.
fn prepare(args: &CopyArgs) -> Result<(Plan, Order), Error> {
    let given = Given::read(&args.common, args.destination.as_deref(), BOTH)?;
    let plan = given.open_or_make(&args.common.plan)?;
    let source = given.endpoint(&plan, Side::Source)?;
    let destination = given.endpoint(&plan, Side::Destination)?;
    given.add_people(&plan)?;
    let people = given.movers(&plan)?;
    plan.set_endpoint(Side::Source, &source)?;
    plan.set_endpoint(Side::Destination, &destination)?;
    let order = Order {
        source,
        destination,
        roots: given.roots,
        people,
        connections: args.connections.map_or(CONNECTIONS, usize::from),
        save_refused: Some(copy::place_of_saved(plan.path())),
        max_rate: args.max_rate.map(u64::from),
        labels: match args.gmail_labels {
            GmailLabels::Once => Labels::Once,
            GmailLabels::Folders => Labels::Folders,
        },
        newest_first: args.newest_first,
    };
    Ok((plan, order))
}
