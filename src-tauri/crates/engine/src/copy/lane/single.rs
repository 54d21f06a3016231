//! # One by one
//!
//! What could not be settled in passing: messages of a refused command are sent again, each alone, so that the one to
//! blame is found, and messages that arrived without a number are looked for.

use std::sync::Arc;

use time::OffsetDateTime;
use tokio::sync::mpsc;

use crate::copy::Halt;
use crate::copy::headers;
use crate::copy::journal::{Arrival, SetAside};
use crate::copy::lane::fetch::withheld;
use crate::copy::lane::odd::Oddness;
use crate::copy::lane::{Ground, WHOLE, busy};
use crate::copy::ledger::Ledger;
use crate::copy::recognise;
use crate::copy::save::{self, Keeping};
use crate::copy::throttle::Throttle;
use crate::copy::work::Work;
use crate::error::{Code, Error, Scope};
use crate::imap::{
    Append, DestinationSession, Flags, Grouping, Source, SourceSession, Streamed, Streaming,
    Weighed,
};

/// Finishes folders in which something was left.
pub(crate) async fn finish(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    ledger: &mut Ledger<'_>,
    finished: &[Arc<Work>],
) -> Result<(), Halt> {
    for work in finished {
        let copied = one_by_one(ground, source, destination, ledger, work).await;
        match copied {
            Ok(()) => {}
            Err(Halt::Failed(error)) if error.scope == Scope::Folder => {
                work.refuse(error);
                continue;
            }
            Err(halt) => return Err(halt),
        }
        ledger.write().await?;
        if work.is_unplaced() {
            recognise::place(ground.plan, destination, work, !ground.newest_first).await?;
        }
    }
    Ok(())
}

async fn one_by_one(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    ledger: &mut Ledger<'_>,
    work: &Arc<Work>,
) -> Result<(), Halt> {
    let doubtful = work.take_doubtful();
    if doubtful.is_empty() {
        return Ok(());
    }
    // What is noted so far tells what lies there for other reasons.
    ledger.write().await?;
    let doubtful = without_stored(ground, source, destination, ledger, work, doubtful).await?;
    source.examine(&work.source).await?;
    for uid in doubtful {
        let _busy = busy(ground).await?;
        match source.stream(uid).await? {
            Streamed::Message(message) => {
                let (daily, clock) = (ground.daily, ground.board.clock());
                daily.spend(ground.plan, clock, message.size).await?;
                let sent = send(message, uid, destination, work, ground).await?;
                match sent {
                    Ok(arrival) => ledger.arrived(work, vec![arrival]).await?,
                    Err(set_aside) => ledger.set_aside(work, *set_aside).await?,
                }
            }
            Streamed::Gone => {}
            Streamed::Unreadable(said) => {
                let set_aside = withheld(uid, work.size_of(uid), said);
                ledger.set_aside(work, set_aside).await?;
            }
        }
    }
    Ok(())
}

/// Takes out what the server has stored although it said no.
async fn without_stored(
    ground: Ground<'_>,
    source: &mut SourceSession,
    destination: &mut DestinationSession,
    ledger: &mut Ledger<'_>,
    work: &Arc<Work>,
    doubtful: Vec<u32>,
) -> Result<Vec<u32>, Error> {
    let whereabouts = recognise::Place {
        folder: work.id,
        source: &work.source,
        destination: &work.destination,
        looked_to: work.floor,
    };
    let in_doubt = |one: &&Weighed| doubtful.binary_search(&one.uid).is_ok();
    let weighed: Vec<Weighed> = work.todo.iter().filter(in_doubt).copied().collect();
    let found = recognise::adopt(ground.plan, source, destination, &whereabouts, &weighed).await?;
    ledger.show(work, found.messages.len() as u64, found.bytes);
    let is_found = |uid: &u32| found.messages.binary_search(uid).is_ok();
    Ok(doubtful.into_iter().filter(|uid| !is_found(uid)).collect())
}

/// Sends one message; gives where it is, or why it is not there.
async fn send(
    mut message: Streaming<'_>,
    uid: u32,
    destination: &mut DestinationSession,
    work: &Work,
    ground: Ground<'_>,
) -> Result<Result<Arrival, Box<SetAside>>, Halt> {
    let shelf = ground.shelf;
    let (size, internal_date) = (message.size, message.internal_date);
    let dated = ground.habits.dated(internal_date);
    let mut oddness = Oddness::default();
    let all = message.flags.clone();
    let flags = work.opened.keywords.permit(&all);
    let mut beginning = Vec::new();
    let mut keeping = None;
    let answer = if size <= u64::from(WHOLE) {
        while let Some(chunk) = message.chunk().await? {
            ground.throttle.pay(chunk.len() as u64).await;
            oddness.look(&chunk);
            beginning.extend(chunk);
        }
        whole(destination, work, &beginning, &flags, dated).await?
    } else {
        let keeping = keeping.insert(Keeping::begin(shelf, &work.source, uid).await);
        let copies = (&mut beginning, keeping, &mut oddness);
        let message = (message, ground.throttle);
        streamed(message, destination, work, (&flags, dated), copies).await?
    };
    match answer {
        Ok(destination_uid) => Ok(Ok(Arrival {
            uid,
            destination_uid,
            size,
            internal_date,
            flags: Some(all),
            odd: oddness.is_odd(),
        })),
        Err(error) if error.scope == Scope::Message => {
            let headers = headers::read(&beginning);
            let kept = match keeping {
                Some(keeping) => keeping.keep().await,
                None => save::whole(shelf, &work.source, uid, &beginning).await,
            };
            Ok(Err(Box::new(SetAside {
                uid,
                size,
                internal_date,
                code: error.code,
                server_text: error.server_text,
                subject: headers.subject,
                sender: headers.sender,
                message_id: headers.message_id,
                kept,
            })))
        }
        Err(error) => Err(error.into()),
    }
}

type Answered = Result<Option<u32>, Error>;

async fn whole(
    destination: &mut DestinationSession,
    work: &Work,
    bytes: &[u8],
    flags: &Flags,
    internal_date: OffsetDateTime,
) -> Result<Answered, Error> {
    let plain = Flags::new(flags.iter().filter(|flag| flag.starts_with('\\')));
    let mut answer: Answered = Err(Error::job(Code::Unexpected));
    // Some servers list keywords that they then refuse; a message without its keywords is better than none.
    for flags in [flags, &plain] {
        let append = Append {
            bytes,
            flags,
            internal_date,
        };
        let answers = destination.append(&work.destination, &[append]).await?;
        answer = match answers.into_iter().next() {
            Some(answer) => answer.map(|appended| {
                let same = appended.uid_validity == Some(work.opened.uid_validity);
                appended.uid.filter(|_| same)
            }),
            None => Err(Error::job(Code::Unexpected)),
        };
        let again = matches!(&answer, Err(error) if error.code == Code::DestinationRefusedMessage);
        if !again || flags.keywords().next().is_none() {
            break;
        }
    }
    Ok(answer)
}

/// Sends a large message as it comes; `beginning` gets its header, `keeping` and `oddness` all of it.
async fn streamed(
    (mut message, throttle): (Streaming<'_>, &Throttle),
    destination: &mut DestinationSession,
    work: &Work,
    (flags, dated): (&Flags, OffsetDateTime),
    (beginning, keeping, oddness): (&mut Vec<u8>, &mut Keeping, &mut Oddness),
) -> Result<Answered, Error> {
    let facts = (flags, dated, message.size);
    let (chunks, mut bytes): (_, Source) = mpsc::channel(4);
    let (mut outbox, mut answers) = destination.appending(Grouping::OneByOne)?;
    let reading = async {
        while let Some(chunk) = message.chunk().await? {
            throttle.pay(chunk.len() as u64).await;
            if beginning.is_empty() {
                beginning.clone_from(&chunk);
            }
            oddness.look(&chunk);
            keeping.add(&chunk).await;
            // A destination that refuses the message does not listen; its bytes are read past all the same.
            let _ = chunks.send(chunk).await;
        }
        drop(chunks);
        Ok::<_, Error>(())
    };
    let writing = async {
        outbox
            .add_streamed(&work.destination, facts, &mut bytes)
            .await?;
        drop(bytes);
        outbox.flush().await
    };
    let ((), (), answer) = tokio::try_join!(reading, writing, answers.next())?;
    destination.all_answered();
    Ok(answer
        .outcome
        .map(|placed| work.told(placed, 1).first().copied()))
}
