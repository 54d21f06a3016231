//! # `copy`
//!
//! Brings together a plan, a list of people and two servers, and runs the engine's copy. Interrupting it once ends it
//! politely; interrupting it twice ends it at once.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use moving_day_engine::address::Address;
use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::{self, Mover, Order, PEOPLE_AT_ONCE, PersonResult};
use moving_day_engine::error::{Code, Error, Retry, Scope, Side};
use moving_day_engine::imap::{Endpoint, Login, Roots};
use moving_day_engine::job::{Control, Outcome};
use moving_day_engine::plan::{Entered, Kind, Person, Plan, read_csv};
use moving_day_engine::secret::Secret;

use crate::args::CopyArgs;
use crate::end::End;
use crate::print::Printer;

/// Runs the command.
pub(crate) async fn run(args: CopyArgs) -> End {
    let printer = Printer::new(args.json);
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

async fn interruptions(control: Control) {
    while tokio::signal::ctrl_c().await.is_ok() {
        if control.wish() == moving_day_engine::job::Wish::Stop {
            // 130 is what a shell reports of a program that was interrupted.
            std::process::exit(130);
        }
        control.stop();
    }
}

/// Everything that can be wrong before the first connection is found here, and the plan is made last.
fn prepare(args: &CopyArgs) -> Result<(Plan, Order), Error> {
    let entered = args.people.as_deref().map(read_list).transpose()?;
    let given = |url: &Option<String>| url.as_deref().map(Endpoint::parse).transpose();
    let (source, destination) = (given(&args.source)?, given(&args.destination)?);
    let roots = roots(args.ca.as_deref())?;
    let only = args
        .person
        .iter()
        .map(|text| Address::parse(text))
        .collect::<Result<Vec<_>, _>>()?;
    let plan = open(&args.plan, entered.as_deref())?;
    let source = endpoint(&plan, Side::Source, source)?;
    let destination = endpoint(&plan, Side::Destination, destination)?;
    let people = movers(&plan, entered.as_deref().unwrap_or_default(), &only)?;
    let connections = args.connections.map_or(PEOPLE_AT_ONCE, usize::from);
    let order = Order {
        source,
        destination,
        roots,
        people,
        connections,
    };
    Ok((plan, order))
}

fn read_list(path: &Path) -> Result<Vec<Entered>, Error> {
    if path == Path::new("-") {
        return read_csv(std::io::stdin().lock());
    }
    read_csv(File::open(path).map_err(|error| unreadable(path, error))?)
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::job(Code::LocalFileUnreadable)
        .with("path", path.display().to_string())
        .because(error)
}

fn roots(extra: Option<&Path>) -> Result<Roots, Error> {
    let roots = Roots::platform()?;
    let Some(path) = extra else {
        return Ok(roots);
    };
    roots.with_pem(&std::fs::read(path).map_err(|error| unreadable(path, error))?)
}

/// Opens the plan, or makes one for the domain of the first person in the list.
fn open(path: &Path, entered: Option<&[Entered]>) -> Result<Plan, Error> {
    match (Plan::open(path), entered.and_then(<[_]>::first)) {
        (Err(error), Some(first)) if error.code == Code::PlanNotFound => Plan::create(
            path,
            first.address.domain(),
            Kind::Real,
            &SystemClock::default(),
        ),
        (plan, _) => plan,
    }
}

/// A server that was given is kept in the plan; else the plan knows it from before.
fn endpoint(plan: &Plan, side: Side, given: Option<Endpoint>) -> Result<Endpoint, Error> {
    if let Some(endpoint) = given {
        plan.set_endpoint(side, &endpoint)?;
        return Ok(endpoint);
    }
    plan.endpoint(side)?
        .ok_or_else(|| Error::job(Code::EndpointMissing).with("side", side.as_str()))
}

/// Brings the list into the plan and takes those out of it who are to be copied.
fn movers(plan: &Plan, entered: &[Entered], only: &[Address]) -> Result<Vec<Mover>, Error> {
    let known = plan.people()?;
    let is_known = |one: &&Entered| known.iter().any(|person| person.address == one.address);
    let new: Vec<Entered> = entered
        .iter()
        .filter(|one| !is_known(one))
        .cloned()
        .collect();
    plan.add_people(&new)?;
    plan.people()?
        .iter()
        .filter(|person| only.is_empty() || only.contains(&person.address))
        .filter(|person| entered.is_empty() || find(entered, person).is_some())
        .map(|person| mover(person, find(entered, person)))
        .collect()
}

fn find<'a>(entered: &'a [Entered], person: &Person) -> Option<&'a Entered> {
    entered.iter().find(|one| one.address == person.address)
}

fn mover(person: &Person, entered: Option<&Entered>) -> Result<Mover, Error> {
    let source = entered.and_then(|one| one.source_secret.as_ref());
    let destination = entered.and_then(|one| one.destination_secret.as_ref());
    let source_user = entered.and_then(|one| one.source_user.as_deref());
    let destination_user = entered.and_then(|one| one.destination_user.as_deref());
    Ok(Mover {
        person: person.id,
        address: person.address.clone(),
        source: login(person, Side::Source, source_user, source)?,
        destination: login(person, Side::Destination, destination_user, destination)?,
    })
}

fn login(
    person: &Person,
    side: Side,
    user: Option<&str>,
    secret: Option<&Secret>,
) -> Result<Login, Error> {
    let secret = secret.ok_or_else(|| {
        Error::new(Code::SecretMissing, Scope::Account, Retry::Never)
            .with("address", person.address.as_str())
            .with("side", side.as_str())
    })?;
    Ok(Login {
        user: user.map_or_else(|| person.user(side).to_owned(), str::to_owned),
        secret: secret.clone(),
    })
}
