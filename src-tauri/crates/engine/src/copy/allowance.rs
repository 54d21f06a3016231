//! # Allowance
//!
//! How many connections a run may have: what a person asked for, bounded by what both providers allow, and less once a
//! server has said that there are too many.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::copy::Order;
use crate::copy::estimate::{Bounds, Speed};
use crate::copy::person::Sessions;
use crate::imap::Endpoint;
use crate::provider::{Habits, Provider, Signs};

/// Connections to either side for one person. Servers share a mailbox between a few programs, and not between many.
const MOST_LANES: usize = 4;

/// The connections of a run.
#[derive(Debug)]
pub(crate) struct Allowance {
    people: usize,
    wished: usize,
    providers: [OnceLock<&'static Provider>; 2],
    by_host: [&'static Provider; 2],
    places: Arc<Semaphore>,
    total: Mutex<usize>,
}

/// Leave to be connected for one person.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    allowance: &'a Allowance,
    permit: Option<OwnedSemaphorePermit>,
}

impl Allowance {
    /// By what is known before the first connection.
    pub(crate) fn of(order: &Order) -> Self {
        let endpoints = [&order.source, &order.destination];
        Self::between(endpoints, order.connections, order.people.len())
    }

    /// So many connections between two servers, for so many people.
    pub(crate) fn between(endpoints: [&Endpoint; 2], connections: usize, people: usize) -> Self {
        let by_host = endpoints.map(|endpoint| {
            let host = endpoint.host();
            Provider::of(&Signs {
                host,
                ..Signs::default()
            })
        });
        let total = bounded(
            connections,
            by_host.map(|one| one.copy.connections_in_total),
        );
        Self {
            people: people.max(1),
            wished: connections,
            providers: Default::default(),
            by_host,
            places: Arc::new(Semaphore::new(total)),
            total: Mutex::new(total),
        }
    }

    /// Notes what the servers say of themselves.
    pub(crate) fn learn(&self, (source, destination): &Sessions) {
        let [of_source, of_destination] = &self.providers;
        of_source.get_or_init(|| source.provider());
        of_destination.get_or_init(|| destination.provider());
    }

    /// The habits of the source, as far as they are known.
    pub(crate) fn source(&self) -> &'static Habits {
        let [source, _] = self.habits();
        source
    }

    /// Waits until one more person may be connected. The semaphore is never closed.
    pub(crate) async fn place(&self) -> Place<'_> {
        let permit = Arc::clone(&self.places).acquire_owned().await.ok();
        Place {
            allowance: self,
            permit,
        }
    }

    /// Connections to either side that one person may have: the whole is shared between those who are copied at once.
    pub(crate) fn lanes(&self) -> usize {
        let most = bounded(
            MOST_LANES,
            self.habits().map(|habits| habits.connections_per_person),
        );
        (self.total().min(self.wished) / self.people).clamp(1, most)
    }

    /// Connections to either side that everybody together may have.
    pub(crate) fn connections(&self) -> usize {
        (self.lanes() * self.people).min(self.total())
    }

    /// What bounds a copy with this allowance.
    pub(crate) fn bounds(&self, speed: Option<Speed>, max_rate: Option<u64>) -> Bounds {
        Bounds {
            speed,
            connections: self.connections(),
            lanes: self.lanes(),
            daily_bytes: self.source().daily_bytes_per_person,
            max_rate,
        }
    }

    /// Whether everybody may stay signed in from counting to copying.
    pub(crate) fn has_room_for_all(&self) -> bool {
        self.people <= self.total()
    }

    fn habits(&self) -> [&'static Habits; 2] {
        let [source, destination] = &self.providers;
        let [source_host, destination_host] = self.by_host;
        [(source, source_host), (destination, destination_host)]
            .map(|(told, by_host)| &told.get().copied().unwrap_or(by_host).copy)
    }

    fn total(&self) -> usize {
        *self.total.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place<'_> {
    /// Gives the place up for the rest of the run, because a server says that there are too many. The last one stays; false
    /// then.
    pub(crate) fn give_up(mut self) -> bool {
        let mut total = self
            .allowance
            .total
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if *total <= 1 {
            return false;
        }
        *total -= 1;
        if let Some(permit) = self.permit.take() {
            permit.forget();
        }
        true
    }
}

fn bounded(wished: usize, limits: [Option<usize>; 2]) -> usize {
    let limits = limits.into_iter().flatten();
    limits.fold(wished, usize::min).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy::Labels;
    use crate::imap::Roots;

    fn order(source: &str, connections: usize) -> Order {
        let endpoint = |url: &str| Endpoint::parse(url).unwrap();
        Order {
            source: endpoint(source),
            destination: endpoint("imaps://mail.example.com:993"),
            roots: Roots::platform().unwrap(),
            people: Vec::new(),
            connections,
            save_refused: None,
            max_rate: None,
            labels: Labels::default(),
            newest_first: false,
        }
    }

    #[test]
    fn a_provider_bounds_what_a_person_asks_for() {
        let lanes = |source, connections| Allowance::of(&order(source, connections)).lanes();
        assert_eq!(lanes("imaps://imap.example.com:993", 8), 4);
        assert_eq!(lanes("imaps://imap.gmx.net:993", 8), 2);
        assert_eq!(lanes("imaps://imap.gmx.net:993", 1), 1);
        assert_eq!(lanes("imaps://outlook.office365.com:993", 8), 3);
    }

    #[tokio::test]
    async fn a_place_that_is_given_up_is_gone_and_the_last_stays() {
        let allowance = Allowance::of(&order("imaps://imap.example.com:993", 2));
        assert!(allowance.has_room_for_all());
        assert!(allowance.place().await.give_up());
        let held = allowance.place().await;
        assert_eq!(allowance.places.available_permits(), 0);
        assert!(!held.give_up());
        assert_eq!(allowance.places.available_permits(), 1);
        assert_eq!(allowance.lanes(), 1);
    }
}
