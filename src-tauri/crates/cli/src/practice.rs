//! # `practice`
//!
//! Starts the pretend company and moves it as any other, then compares what arrived with what was sent, without the
//! engine's help. It is also what a newcomer sees on a computer without a display.

use std::path::Path;

use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::{CONNECTIONS, Labels, Mover, Order, PersonResult};
use moving_day_engine::error::{Code, Error};
use moving_day_engine::imap::{Login, Roots};
use moving_day_engine::job::Outcome;
use moving_day_engine::plan::{Kind, Plan, read_people};
use moving_day_engine::secret::Secret;
use moving_day_practice::{Company, Pace, destination_content, mail};

use crate::args::{PracticeArgs, PracticePace};
use crate::copy::{carry_out, refuse};
use crate::end::End;
use crate::print::Printer;

/// Messages a second of the slow pace: the whole company takes about half a minute.
const SLOW: u32 = 45;

/// Runs the command.
pub(crate) async fn run(args: PracticeArgs) -> End {
    let printer = Printer::new(args.json);
    match move_company(&args, &printer).await {
        Ok(end) => end,
        Err(error) => refuse(&printer, &error),
    }
}

async fn move_company(args: &PracticeArgs, printer: &Printer) -> Result<End, Error> {
    let own;
    let folder = match &args.folder {
        Some(folder) => folder.as_path(),
        None => {
            own = tempfile::tempdir()
                .map_err(|error| Error::job(Code::LocalFileUnwritable).because(error))?;
            own.path()
        }
    };
    let company = Company::open(folder, &[])
        .await
        .map_err(|error| Error::job(Code::LocalFileUnwritable).because(error))?;
    company.pace(match args.pace {
        PracticePace::Slow => Pace::Messages(SLOW),
        PracticePace::Fast => Pace::Full,
    });
    let plan = plan(folder)?;
    let order = order(&company, &plan)?;
    printer.practice(order.people.len());
    let outcome = carry_out(plan, order, printer).await?;
    printer.result(&outcome);
    // Closed before the folder goes: some systems do not delete a file that is open.
    let closed = company.close().await;
    closed.map_err(|error| Error::job(Code::LocalFileUnwritable).because(error))?;
    let end = End::of(&outcome);
    if let (End::AllDone, Outcome::Done(results)) = (end, &outcome) {
        let same = arrived(folder, results)?;
        printer.compared(same);
        return Ok(if same { end } else { End::WithProblems });
    }
    Ok(end)
}

fn plan(folder: &Path) -> Result<Plan, Error> {
    let path = folder.join("practice.movingday");
    match Plan::open(&path) {
        Err(error) if error.code == Code::PlanNotFound => {
            let plan = Plan::create(
                &path,
                Company::domain(),
                Kind::Practice,
                &SystemClock::default(),
            )?;
            plan.add_people(&read_people(&Company::people_list()).people)?;
            Ok(plan)
        }
        other => other,
    }
}

fn order(company: &Company, plan: &Plan) -> Result<Order, Error> {
    let mut people = Vec::new();
    for person in plan.moving_people()? {
        let member = Company::people()
            .iter()
            .find(|member| member.address == person.address.as_str());
        let Some(member) = member else { continue };
        let login = |password: &str| Login {
            user: member.address.to_owned(),
            secret: Secret::new(password.to_owned()),
        };
        people.push(Mover {
            person: person.id,
            address: person.address,
            source: login(member.source_password),
            destination: login(member.destination_password),
        });
    }
    Ok(Order {
        source: company.source(),
        destination: company.destination(),
        roots: Roots::platform()?,
        people,
        connections: CONNECTIONS,
        save_refused: None,
        max_rate: None,
        labels: Labels::default(),
        newest_first: false,
    })
}

/// Whether the destination's store holds what the generator made: every message once, with its flags and dates.
fn arrived(folder: &Path, results: &[PersonResult]) -> Result<bool, Error> {
    let wanted = mail(&Company::expected().people, |address, parts| {
        let pairs = results
            .iter()
            .filter(|result| result.progress.address.as_str() == address)
            .flat_map(|result| &result.progress.folders);
        let pair = pairs.into_iter().find(|pair| pair.source.parts() == parts);
        pair.map_or(parts, |pair| pair.destination.parts()).to_vec()
    });
    let content = destination_content(folder)
        .map_err(|error| Error::job(Code::LocalFileUnreadable).because(error))?;
    Ok(wanted == mail(&content, |_, parts| parts.to_vec()))
}
