//! # A pretend server
//!
//! Listens on a free port of the loopback address and serves every connection until it is dropped. Nothing outlives
//! the server: its connections end with it.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use moving_day_engine::imap::{Endpoint, Security};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::error::Error;
use crate::house::House;
use crate::session::Session;

/// More connections at once than any mover opens; more than these have to wait.
const MOST_CONNECTIONS: usize = 200;
/// After a failed accept, usually for lack of file handles.
const BREATH: Duration = Duration::from_millis(100);

/// One running server.
#[derive(Debug)]
pub(crate) struct Server {
    endpoint: Endpoint,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts on a free port.
    pub(crate) async fn start(house: House) -> Result<Self, Error> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .map_err(Error::Listen)?;
        let address = listener.local_addr().map_err(Error::Listen)?;
        let endpoint = Endpoint::new(&address.ip().to_string(), address.port(), Security::Plain)
            .map_err(Error::Endpoint)?;
        let task = tokio::spawn(accept(listener, Arc::new(house)));
        Ok(Self { endpoint, task })
    }

    /// Where it listens.
    pub(crate) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Stops, and waits until every connection is closed.
    pub(crate) async fn stop(mut self) {
        self.task.abort();
        // An aborted task always ends with an error that says so.
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, house: Arc<House>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            stream = listener.accept(), if connections.len() < MOST_CONNECTIONS => match stream {
                Ok((stream, _)) => {
                    let house = Arc::clone(&house);
                    connections.spawn(serve(stream, house));
                }
                Err(error) => {
                    tracing::warn!(kind = ?error.kind(), "a practice connection was not accepted");
                    tokio::time::sleep(BREATH).await;
                }
            },
            Some(ended) = connections.join_next() => {
                if ended.is_err_and(|error| error.is_panic()) {
                    tracing::error!("a practice connection broke down");
                }
            }
        }
    }
}

async fn serve(stream: TcpStream, house: Arc<House>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(kind = ?error.kind(), "a practice connection stays slow");
    }
    Session::new(house, stream).serve().await;
}
