//! # `verify`
//!
//! Compares both sides of a move again and says what is proven. It takes what `copy` takes, changes
//! nothing on either side, and notes in the plan what it found.

use std::sync::Arc;

use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::verify::{Depth, PersonProof, verify};
use moving_day_engine::copy::{CONNECTIONS, Labels, Order};
use moving_day_engine::error::{Error, Side};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::Plan;

use crate::args::VerifyArgs;
use crate::copy::{interruptions, refuse};
use crate::end::End;
use crate::given::{BOTH, Given};
use crate::print::Printer;

/// Runs the command.
pub(crate) async fn run(args: VerifyArgs) -> End {
    let printer = Printer::new(args.common.json);
    match compare(&args, &printer).await {
        Ok(outcome) => {
            printer.proofs(&outcome);
            End::of_proofs(&outcome)
        }
        Err(error) => refuse(&printer, &error),
    }
}

async fn compare(args: &VerifyArgs, printer: &Printer) -> Result<Outcome<Vec<PersonProof>>, Error> {
    let given = Given::read(&args.common, args.destination.as_deref(), BOTH)?;
    let plan = Plan::open(&args.common.plan)?;
    let order = Order {
        source: given.endpoint(&plan, Side::Source)?,
        destination: given.endpoint(&plan, Side::Destination)?,
        people: given.movers(&plan)?,
        roots: given.roots,
        connections: CONNECTIONS,
        save_refused: None,
        max_rate: None,
        labels: Labels::default(),
        newest_first: false,
    };
    let depth = match args.deep {
        true => Depth::Everything,
        false => Depth::Sample,
    };
    let control = Control::default();
    let interrupted = tokio::spawn(interruptions(control.clone()));
    let clock = Arc::new(SystemClock::default());
    let report = printer.comparison();
    let outcome = verify(Arc::new(plan), order, depth, control, clock, report).await;
    interrupted.abort();
    outcome
}
