//! # A lane
//!
//! One connection to either side, and messages on their way between them: fetching, writing and reading answers run side
//! by side, so that neither server ever waits for the other. Between them lie a few megabytes at most.

mod fetch;
mod habits;
mod hear;
mod judge;
mod odd;
mod readback;
mod reread;
mod single;
mod tempo;
mod write;

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, mpsc};

use crate::copy::Halt;
use crate::copy::daily::Daily;
use crate::copy::diff::Window;
use crate::copy::journal::SetAside;
use crate::copy::lane::readback::Finished;
use crate::copy::lane::tempo::Tempo;
use crate::copy::ledger::Ledger;
use crate::copy::progress::{Board, Busy};
use crate::copy::save::Shelf;
use crate::copy::throttle::Throttle;
use crate::copy::work::{Queue, Work};
use crate::error::{Code, Error, Scope, Side};
use crate::imap::{DestinationSession, Grouping, Message, Source, SourceSession};
use crate::plan::Plan;

/// Messages up to this size travel as a whole; larger ones chunk by chunk.
pub(crate) const WHOLE: u32 = 1 << 20;
/// Bytes that may lie between the two servers, in KiB.
const ROOM_KIB: u32 = 2 * 1024;
/// Messages that may lie between the two servers.
const ROOM_MESSAGES: usize = 1024;
/// What all lanes of a person share.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    pub(crate) plan: &'a Arc<Plan>,
    pub(crate) board: &'a Board,
    /// The place of the person on the board.
    pub(crate) index: usize,
    pub(crate) queue: &'a Queue,
    pub(crate) window: Window,
    /// Whether new messages are fetched before old ones.
    pub(crate) newest_first: bool,
    pub(crate) grouping: Grouping,
    /// Where messages are saved that the destination refuses.
    pub(crate) shelf: Option<&'a Shelf>,
    pub(crate) throttle: &'a Throttle,
    pub(crate) daily: &'a Daily,
    pub(crate) habits: &'a Habits,
}

/// How a lane ended.
#[derive(Debug, Default)]
pub(crate) struct End {
    pub(crate) halt: Option<Halt>,
    /// The message that was on its way where a side broke off.
    pub(crate) suspect: Option<Suspect>,
}

/// A message that may be to blame for a broken connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Suspect {
    /// The place of its folder in the person's list.
    pub(crate) place: usize,
    /// Its number at the source.
    pub(crate) uid: u32,
}

/// Something on its way from the source to the destination.
enum Parcel {
    /// A message that lies in memory.
    Whole {
        work: Arc<Work>,
        message: Message,
        _room: OwnedSemaphorePermit,
    },
    /// A message that comes chunk by chunk.
    Stream {
        work: Arc<Work>,
        /// Its bytes are in `chunks`.
        head: Message,
        size: u64,
        chunks: Source,
    },
    /// A message that the source does not hand over.
    Unreadable(Arc<Work>, SetAside),
    /// Every message of the folder has been handed over.
    End(Arc<Work>),
}

/// Copies folders until the queue is empty. The sessions are of use afterwards only when nothing halted the lane.
pub(crate) async fn run(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
) -> End {
    // A destination that does not tell numbers is trusted to give them in the order of the source.
    let ground = Ground {
        newest_first: ground.newest_first && destination.capabilities().uidplus,
        ..ground
    };
    let mut ledger = Ledger::new(ground.plan, ground.board, ground.index);
    let grouped = destination.capabilities().multiappend && ground.grouping == Grouping::AsOffered;
    let tempo = Tempo::new(grouped);
    let mut fetcher = fetch::Fetcher::new(ground);
    let mut finished = Vec::new();
    let sessions = (&mut *source, &mut *destination);
    let flow = flow(
        ground,
        &mut fetcher,
        sessions,
        &tempo,
        &mut ledger,
        &mut finished,
    );
    let mut halt = flow.await;
    // What was answered is noted, whatever happened.
    if let Err(error) = ledger.write().await {
        halt = halt.and(Err(error.into()));
    }
    let halt = match halt {
        Ok(()) => close(ground, source, destination, &mut ledger, finished).await,
        Err(halt) => Err(halt),
    };
    let halt = halt.err();
    let suspect = match &halt {
        Some(Halt::Failed(error)) if error.code.side() == Some(Side::Destination) => tempo.oldest(),
        _ => fetcher.suspect(),
    };
    End { halt, suspect }
}

/// Does what is left when everything was sent: messages that have to be dealt with one by one, and a look at what has
/// become of all of them.
async fn close(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    ledger: &mut Ledger<'_>,
    finished: Vec<Finished>,
) -> Result<(), Halt> {
    let works: Vec<Arc<Work>> = finished.iter().map(|one| Arc::clone(&one.work)).collect();
    let slow = single::finish(ground, source, destination, ledger, &works).await;
    let written = ledger.write().await;
    slow.and(written.map_err(Halt::from))?;
    let taken = |work: &Work| work.refusal().is_none();
    let whole = finished.into_iter().filter(|one| taken(&one.work));
    readback::read_back(ground, source, destination, whole.collect()).await?;
    for work in works.iter().filter(|work| work.is_all && taken(work)) {
        ledger.complete(work).await?;
    }
    Ok(())
}

/// The three halves side by side. `finished` gets the folders of which everything was sent.
async fn flow(
    ground: Ground<'_>,
    fetcher: &mut fetch::Fetcher<'_>,
    (source, destination): (&mut SourceSession, &mut DestinationSession),
    tempo: &Tempo,
    ledger: &mut Ledger<'_>,
    finished: &mut Vec<Finished>,
) -> Result<(), Halt> {
    let (queue, parcels) = mpsc::channel(ROOM_MESSAGES);
    let (told, sent) = mpsc::unbounded_channel();
    let (outbox, answers) = destination.appending(ground.grouping)?;
    {
        let fetching = fetcher.fetch_all(source, queue);
        let writing = write::Writer::new(ground, outbox, told, tempo).write_all(parcels);
        let hearing = hear::Hearer::new(answers, tempo, ledger, finished).hear_all(sent);
        let delivering = async { tokio::try_join!(writing, hearing).map(drop) };
        tokio::pin!(fetching, delivering);
        tokio::select! {
            // The writer ends before the fetcher only when there is a reason.
            delivered = &mut delivering => delivered?,
            fetched = &mut fetching => {
                // What lies between the two servers still arrives.
                match delivering.await {
                    // The side that broke off says why: of a message without its end that is the source.
                    Ok(()) | Err(Halt::Broken) => fetched?,
                    Err(halt) => return Err(halt),
                }
            }
        }
    }
    destination.all_answered();
    Ok(())
}

pub(crate) use self::fetch::withheld;
pub(crate) use self::habits::Habits;

/// Waits through a pause while nothing is on its way, then says that something is.
async fn busy<'a>(ground: Ground<'a>) -> Result<Busy<'a>, Halt> {
    Ok(ground.board.checkpoint().await?)
}

/// Whether an error concerns the destination's folder and nothing else.
fn is_of_folder(error: &Error) -> bool {
    error.scope == Scope::Folder
}

fn closed<T>(_: T) -> Error {
    Error::job(Code::Unexpected)
}
