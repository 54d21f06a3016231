//! # What is given
//!
//! The arguments that commands share: a plan, a list of people, two servers. Everything that can be wrong before the
//! first connection is found here.

use std::fs::File;
use std::path::Path;

use moving_day_engine::address::Address;
use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::Mover;
use moving_day_engine::error::{Code, Error, Retry, Scope, Side};
use moving_day_engine::imap::{Endpoint, Login, Roots};
use moving_day_engine::plan::{Entered, Kind, Person, Plan, read_csv};
use moving_day_engine::secret::Secret;

use crate::args::MoveArgs;

/// What was given beside the plan, read and checked.
pub(crate) struct Given {
    pub(crate) roots: Roots,
    people: Option<Vec<Entered>>,
    only: Vec<Address>,
    source: Option<Endpoint>,
    destination: Option<Endpoint>,
}

impl Given {
    /// Reads what was given, and passes when the list has everybody who was asked for, with both passwords.
    pub(crate) fn read(args: &MoveArgs) -> Result<Self, Error> {
        let url = |url: &Option<String>| url.as_deref().map(Endpoint::parse).transpose();
        let only = args.person.iter().map(|text| Address::parse(text));
        let given = Self {
            roots: roots(args.ca.as_deref())?,
            source: url(&args.source)?,
            destination: url(&args.destination)?,
            only: only.collect::<Result<_, _>>()?,
            people: args.people.as_deref().map(read_list).transpose()?,
        };
        given.check()?;
        Ok(given)
    }

    fn check(&self) -> Result<(), Error> {
        let Some(people) = &self.people else {
            return Ok(());
        };
        if let Some(missing) = self.only.iter().find(|&one| find(people, one).is_none()) {
            return Err(nobody(missing));
        }
        for one in people.iter().filter(|one| self.wants(&one.address)) {
            secret(&one.address, Side::Source, one.source_secret.as_ref())?;
            secret(
                &one.address,
                Side::Destination,
                one.destination_secret.as_ref(),
            )?;
        }
        Ok(())
    }

    /// Opens the plan. With a list and both servers, one is made where there is none, for the domain of the first
    /// person.
    pub(crate) fn open_or_make(&self, path: &Path) -> Result<Plan, Error> {
        let first = self.people.as_deref().and_then(<[_]>::first);
        match (Plan::open(path), first) {
            (Err(error), Some(first)) if error.code == Code::PlanNotFound => {
                for (side, endpoint) in [
                    (Side::Source, &self.source),
                    (Side::Destination, &self.destination),
                ] {
                    endpoint.as_ref().ok_or_else(|| endpoint_missing(side))?;
                }
                let clock = SystemClock::default();
                Plan::create(path, first.address.domain(), Kind::Real, &clock)
            }
            (plan, _) => plan,
        }
    }

    /// The server that was given, or the one that the plan knows from before.
    pub(crate) fn endpoint(&self, plan: &Plan, side: Side) -> Result<Endpoint, Error> {
        let given = match side {
            Side::Source => &self.source,
            Side::Destination => &self.destination,
        };
        match given {
            Some(endpoint) => Ok(endpoint.clone()),
            None => plan.endpoint(side)?.ok_or_else(|| endpoint_missing(side)),
        }
    }

    /// Brings those of the list into the plan who are not in it.
    pub(crate) fn add_people(&self, plan: &Plan) -> Result<(), Error> {
        let known = plan.people()?;
        let is_new = |one: &&Entered| known.iter().all(|person| person.address != one.address);
        let people = self.people.iter().flatten();
        let new: Vec<Entered> = people.filter(is_new).cloned().collect();
        plan.add_people(&new).map(drop)
    }

    /// Takes those out of the plan who are meant.
    pub(crate) fn movers(&self, plan: &Plan) -> Result<Vec<Mover>, Error> {
        let known = plan.people()?;
        let listed = self.people.iter().flatten().map(|one| &one.address);
        let listed = listed.filter(|address| self.wants(address));
        let is_unknown = |one: &&Address| known.iter().all(|person| person.address != **one);
        if let Some(missing) = self.only.iter().chain(listed).find(is_unknown) {
            return Err(nobody(missing));
        }
        let listed = |address| self.people.as_deref().map(|people| find(people, address));
        known
            .iter()
            .filter(|person| self.wants(&person.address))
            .filter(|person| !matches!(listed(&person.address), Some(None)))
            .map(|person| mover(person, listed(&person.address).flatten()))
            .collect()
    }

    fn wants(&self, address: &Address) -> bool {
        self.only.is_empty() || self.only.contains(address)
    }
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

fn find<'a>(people: &'a [Entered], address: &Address) -> Option<&'a Entered> {
    people.iter().find(|one| one.address == *address)
}

fn endpoint_missing(side: Side) -> Error {
    Error::job(Code::EndpointMissing).with("side", side.as_str())
}

/// Somebody was asked for who is not in the list.
fn nobody(address: &Address) -> Error {
    Error::job(Code::PeopleEmpty).with("address", address.as_str())
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
    given: Option<&Secret>,
) -> Result<Login, Error> {
    Ok(Login {
        user: user.unwrap_or_else(|| person.user(side)).to_owned(),
        secret: secret(&person.address, side, given)?.clone(),
    })
}

fn secret<'a>(
    address: &Address,
    side: Side,
    given: Option<&'a Secret>,
) -> Result<&'a Secret, Error> {
    given.ok_or_else(|| {
        Error::new(Code::SecretMissing, Scope::Account, Retry::Never)
            .with("address", address.as_str())
            .with("side", side.as_str())
    })
}
