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

impl Attempt<'_> {
    /// Lets lanes work the folders off; gives how each ended.
    pub(super) async fn travel(
        &mut self,
        sessions: Sessions,
        works: &[Arc<Work>],
        daily: &Arc<Daily>,
    ) -> Vec<End> {
        let queue = Arc::new(Queue::new(works.to_vec()));
        let lanes = self.lanes(&queue);
        self.memory.lanes = lanes;
        let grouping = match self.memory.one_by_one {
            true => Grouping::OneByOne,
            false => Grouping::AsOffered,
        };
        let window = self.memory.window;
        let mut tasks = JoinSet::new();
        let mut first = Some(sessions);
        for _ in 0..lanes {
            let sessions = first.take();
            let (run, mover, index) = (
                Arc::clone(&self.person.run),
                self.person.mover.clone(),
                self.person.index,
            );
            let (queue, daily) = (Arc::clone(&queue), Arc::clone(daily));
            tasks.spawn(async move {
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
                    grouping,
                    shelf: shelf.as_ref(),
                    throttle: &run.throttle,
                    daily: &daily,
                };
                let end = lane::run(ground, &mut source, &mut destination).await;
                let sessions = end.halt.is_none().then_some((source, destination));
                (end, sessions)
            });
        }
        let mut ends = Vec::new();
        while let Some(joined) = tasks.join_next().await {
            match joined {
                Ok((end, sessions)) => {
                    ends.push(end);
                    self.part(sessions, tasks.is_empty()).await;
                }
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                Err(_) => {}
            }
        }
        ends
    }

    /// The last lane's connections may be of use to the next attempt; the others say good-bye.
    async fn part(&self, sessions: Option<Sessions>, last: bool) {
        match sessions {
            Some(sessions) if last => self.person.keep(sessions),
            Some((source, destination)) => {
                tokio::join!(source.logout(), destination.logout());
            }
            None => {}
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
