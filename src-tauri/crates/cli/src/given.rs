//! # What is given
//!
//! The arguments that commands share: a plan, a list of people, two servers. Everything that can be wrong before the
//! first connection is found here.

use std::fs::File;
use std::path::Path;

use moving_day_engine::address::Address;
use moving_day_engine::backup::Keeper;
use moving_day_engine::clock::SystemClock;
use moving_day_engine::copy::Mover;
use moving_day_engine::error::{Code, Error, Retry, Scope, Side};
use moving_day_engine::imap::{Endpoint, Login, Roots};
use moving_day_engine::plan::{Entered, Kind, Person, Plan, read_csv};
use moving_day_engine::secret::Secret;

use crate::args::CommonArgs;

/// The sides of a move.
pub(crate) const BOTH: &[Side] = &[Side::Source, Side::Destination];
/// The side of a command that only reads.
pub(crate) const SOURCE: &[Side] = &[Side::Source];

/// What was given beside the plan, read and checked.
pub(crate) struct Given {
    pub(crate) roots: Roots,
    /// The sides that the command needs.
    sides: &'static [Side],
    people: Option<Vec<Entered>>,
    only: Vec<Address>,
    source: Option<Endpoint>,
    destination: Option<Endpoint>,
}

impl Given {
    /// Reads what was given, and passes when the list has everybody who was asked for, with a password for each of these
    /// sides.
    pub(crate) fn read(
        args: &CommonArgs,
        destination: Option<&str>,
        sides: &'static [Side],
    ) -> Result<Self, Error> {
        let url = |url: Option<&str>| url.map(Endpoint::parse).transpose();
        let only = args.person.iter().map(|text| Address::parse(text));
        let given = Self {
            sides,
            roots: roots(args.ca.as_deref())?,
            source: url(args.source.as_deref())?,
            destination: url(destination)?,
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
        let moving = people
            .iter()
            .filter(|one| one.kind.unwrap_or_default().moves());
        for one in moving.filter(|one| self.wants(&one.address)) {
            for &side in self.sides {
                secret(&one.address, side, given_secret(one, side))?;
            }
        }
        Ok(())
    }

    /// Opens the plan. With a list and the servers, one is made where there is none, for the domain of the first
    /// person.
    pub(crate) fn open_or_make(&self, path: &Path) -> Result<Plan, Error> {
        let first = self.people.as_deref().and_then(<[_]>::first);
        match (Plan::open(path), first) {
            (Err(error), Some(first)) if error.code == Code::PlanNotFound => {
                for &side in self.sides {
                    self.given(side).ok_or_else(|| endpoint_missing(side))?;
                }
                let clock = SystemClock::default();
                Plan::create(path, first.address.domain(), Kind::Real, &clock)
            }
            (plan, _) => plan,
        }
    }

    /// The server that was given, or the one that the plan knows from before.
    pub(crate) fn endpoint(&self, plan: &Plan, side: Side) -> Result<Endpoint, Error> {
        match self.given(side) {
            Some(endpoint) => Ok(endpoint.clone()),
            None => plan.endpoint(side)?.ok_or_else(|| endpoint_missing(side)),
        }
    }

    /// Brings those of the list into the plan who are not in it, and what it says of the types of the others.
    pub(crate) fn add_people(&self, plan: &Plan) -> Result<(), Error> {
        let known = plan.people()?;
        let is_new = |one: &&Entered| known.iter().all(|person| person.address != one.address);
        let people = self.people.iter().flatten();
        let new: Vec<Entered> = people.filter(is_new).cloned().collect();
        plan.add_people(&new)?;
        for person in known {
            let listed = self.people.as_deref();
            let kind = listed.and_then(|people| find(people, &person.address)?.kind);
            if let Some(kind) = kind.filter(|kind| *kind != person.kind) {
                plan.set_kind(&[person.id], kind)?;
            }
        }
        Ok(())
    }

    /// Takes those out of the plan who are meant, with both sign-ins.
    pub(crate) fn movers(&self, plan: &Plan) -> Result<Vec<Mover>, Error> {
        let meant = self.meant(plan)?.into_iter();
        meant
            .map(|(person, entered)| {
                Ok(Mover {
                    person: person.id,
                    address: person.address.clone(),
                    source: login(&person, Side::Source, entered)?,
                    destination: login(&person, Side::Destination, entered)?,
                })
            })
            .collect()
    }

    /// Takes those out of the plan who are meant, with the sign-in at the source.
    pub(crate) fn keepers(&self, plan: &Plan) -> Result<Vec<Keeper>, Error> {
        let meant = self.meant(plan)?.into_iter();
        meant
            .map(|(person, entered)| {
                Ok(Keeper {
                    person: person.id,
                    address: person.address.clone(),
                    source: login(&person, Side::Source, entered)?,
                })
            })
            .collect()
    }

    fn given(&self, side: Side) -> Option<&Endpoint> {
        match side {
            Side::Source => self.source.as_ref(),
            Side::Destination => self.destination.as_ref(),
        }
    }

    /// Those in the plan who are meant and whose mail moves, with what the list says of them.
    fn meant(&self, plan: &Plan) -> Result<Vec<(Person, Option<&Entered>)>, Error> {
        let known = plan.people()?;
        let listed = self.people.iter().flatten().map(|one| &one.address);
        let listed = listed.filter(|address| self.wants(address));
        let is_unknown = |one: &&Address| known.iter().all(|person| person.address != **one);
        if let Some(missing) = self.only.iter().chain(listed).find(is_unknown) {
            return Err(nobody(missing));
        }
        let listed = |address| self.people.as_deref().map(|people| find(people, address));
        let meant: Vec<(Person, Option<&Entered>)> = known
            .iter()
            .filter(|person| self.wants(&person.address))
            .filter(|person| !matches!(listed(&person.address), Some(None)))
            .map(|person| (person.clone(), listed(&person.address).flatten()))
            .filter(|(person, entered)| {
                let kind = entered.and_then(|one| one.kind);
                kind.unwrap_or(person.kind).moves()
            })
            .collect();
        let stays = |one: &&Address| meant.iter().all(|(person, _)| person.address != **one);
        match self.only.iter().find(stays) {
            Some(staying) => Err(nobody(staying)),
            None if meant.is_empty() => Err(Error::job(Code::PeopleEmpty)),
            None => Ok(meant),
        }
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

fn login(person: &Person, side: Side, entered: Option<&Entered>) -> Result<Login, Error> {
    let user = entered.and_then(|one| match side {
        Side::Source => one.source_user.as_deref(),
        Side::Destination => one.destination_user.as_deref(),
    });
    let given = entered.and_then(|one| given_secret(one, side));
    Ok(Login {
        user: user.unwrap_or_else(|| person.user(side)).to_owned(),
        secret: secret(&person.address, side, given)?.clone(),
    })
}

fn given_secret(entered: &Entered, side: Side) -> Option<&Secret> {
    match side {
        Side::Source => entered.source_secret.as_ref(),
        Side::Destination => entered.destination_secret.as_ref(),
    }
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
