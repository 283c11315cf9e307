//! Closed loops: so many clients, each of which sends the next when the last is answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::stats::Times;

/// What a round of closed loops took.
#[derive(Debug)]
pub(crate) struct Round {
    /// Of each request.
    pub(crate) times: Times,
    /// Of the whole round.
    pub(crate) took: Duration,
}

/// Lets `clients` clients do `one` with each of `all`, each client with its share.
pub(crate) async fn round<T, F>(
    clients: usize,
    all: Vec<T>,
    one: impl Fn(Arc<T>) -> F + Clone + Send + 'static,
) -> Round
where
    T: Send + Sync + 'static,
    F: Future<Output = ()> + Send,
{
    let mut shares: Vec<Vec<T>> = (0..clients).map(|_| Vec::new()).collect();
    for (at, item) in all.into_iter().enumerate() {
        shares[at % clients].push(item);
    }
    let mut running = JoinSet::new();
    let start = Instant::now();
    for share in shares {
        let one = one.clone();
        running.spawn(async move {
            let mut times = Times::default();
            for item in share {
                let sent = Instant::now();
                one(Arc::new(item)).await;
                times.push(sent.elapsed());
            }
            times
        });
    }
    let mut times = Times::default();
    for client in running.join_all().await {
        times.extend(client);
    }
    Round {
        times,
        took: start.elapsed(),
    }
}
