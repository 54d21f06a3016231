//! # Under way
//!
//! Lanes work the folders off, as many side by side as are worth their connections.

use std::sync::Arc;

use tokio::task::JoinSet;

use crate::copy::attempt::Attempt;
use crate::copy::daily::Daily;
use crate::copy::lane::{self, End, Ground};
use crate::copy::person::{Sessions, connect};
use crate::copy::save::Shelf;
use crate::copy::work::{Queue, Work};
use crate::imap::Grouping;

/// A further connection is worth its making for so many messages
const LANE_MESSAGES: usize = 200;
/// or so many bytes.
const LANE_BYTES: u64 = 4 << 20;

/// From so many messages on, a few go first, so that what is learned from them serves the others
const TRIAL_FROM: usize = 5000;
/// and so many do.
const TRIAL: usize = 50;

impl Attempt<'_> {
    /// Lets lanes work the folders off; gives how each ended. What is left of `works` after a trial takes its place.
    pub(super) async fn travel(
        &mut self,
        sessions: Sessions,
        works: &mut [Arc<Work>],
        daily: &Arc<Daily>,
    ) -> Vec<End> {
        let mut first = match self.try_out(sessions, works, daily).await {
            (_, Some(sessions)) => Some(sessions),
            (end, None) => return vec![end],
        };
        let queue = Arc::new(Queue::new(
            works.to_vec(),
            self.person.run.order.newest_first,
        ));
        let lanes = self.lanes(&queue);
        self.memory.lanes = lanes;
        let mut tasks = JoinSet::new();
        for _ in 0..lanes {
            tasks.spawn(self.lane(first.take(), &queue, daily));
        }
        let mut ends = Vec::new();
        let mut leaving = JoinSet::new();
        while let Some(joined) = tasks.join_next().await {
            match joined {
                Ok((end, sessions)) => {
                    ends.push(end);
                    match sessions {
                        // They may be of use to the next attempt; the others say good-bye.
                        Some(sessions) if tasks.is_empty() => self.person.keep(sessions),
                        Some((source, destination)) => {
                            leaving.spawn(async move {
                                tokio::join!(source.logout(), destination.logout());
                            });
                        }
                        None => {}
                    }
                }
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
        while leaving.join_next().await.is_some() {}
        ends
    }

    /// Sends a few messages ahead of many, to a server that has not shown yet what it makes of them.
    async fn try_out(
        &self,
        sessions: Sessions,
        works: &mut [Arc<Work>],
        daily: &Arc<Daily>,
    ) -> (End, Option<Sessions>) {
        let messages: usize = works.iter().map(|work| work.todo.len()).sum();
        let largest = works.iter_mut().max_by_key(|work| work.todo.len());
        let untried = self.person.run.habits.is_untried() && messages >= TRIAL_FROM;
        let Some(work) = largest.filter(|_| untried) else {
            return (End::default(), Some(sessions));
        };
        let trial = Arc::new(work.beginning(TRIAL));
        let queue = Arc::new(Queue::new(vec![Arc::clone(&trial)], false));
        let tried = self.lane(Some(sessions), &queue, daily).await;
        *work = Arc::new(work.behind(&trial));
        tried
    }

    /// One lane, over these connections or new ones, which are given back when they are still of use.
    fn lane(
        &self,
        sessions: Option<Sessions>,
        queue: &Arc<Queue>,
        daily: &Arc<Daily>,
    ) -> impl Future<Output = (End, Option<Sessions>)> + Send + 'static {
        let (run, mover, index) = (
            Arc::clone(&self.person.run),
            self.person.mover.clone(),
            self.person.index,
        );
        let (queue, daily) = (Arc::clone(queue), Arc::clone(daily));
        let window = self.memory.window;
        let grouping = match self.memory.one_by_one {
            true => Grouping::OneByOne,
            false => Grouping::AsOffered,
        };
        async move {
            let made = match sessions {
                Some(sessions) => Ok(sessions),
                None => connect(&run, &mover).await,
            };
            // Fewer connections than hoped for only make it slower.
            let Ok((mut source, mut destination)) = made else {
                return (End::default(), None);
            };
            let shelf = Shelf::of(&run.order, &mover);
            let ground = Ground {
                plan: &run.plan,
                board: &run.board,
                index,
                queue: &queue,
                window,
                newest_first: run.order.newest_first,
                grouping,
                shelf: shelf.as_ref(),
                throttle: &run.throttle,
                daily: &daily,
                habits: &run.habits,
            };
            let end = lane::run(ground, &mut source, &mut destination).await;
            let sessions = end.halt.is_none().then_some((source, destination));
            (end, sessions)
        }
    }

    /// How many lanes are worth their connections.
    fn lanes(&self, queue: &Queue) -> usize {
        if self.memory.window.is_single() || self.memory.one_by_one {
            return 1;
        }
        let by_messages = queue.messages() / LANE_MESSAGES;
        let by_bytes = usize::try_from(queue.bytes() / LANE_BYTES).unwrap_or(usize::MAX);
        let worth = by_messages.max(by_bytes).max(1);
        let allowed = self.person.run.allowance.lanes();
        let allowed = self
            .memory
            .most_lanes
            .map_or(allowed, |most| most.min(allowed));
        worth.min(queue.len()).min(allowed).max(1)
    }
}
