//! The embedded DynamoDB-compatible store: one durable file, served on a loopback port.
//!
//! Functions reach it by the unmodified SDK at [`Store::endpoint`], with the run's
//! [`Store::access_key`]; the stack reads table streams in process. What the real service does and this store never shows: eventual
//! consistency, index lag, throttling, `TransactionConflict`.

mod access_key;
mod body;
mod current;
mod digest;
mod endpoint;
mod engine;
mod error;
#[cfg(test)]
mod fixture;
mod job;
mod log;
mod opening;
mod operations;
mod record;
mod server;
mod stream;
mod tables;
mod tail;
mod tokens;
mod upkeep;

use std::{
    collections::BTreeMap,
    fs::File,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use dynoxide::Database;
use tokio::{sync::watch, task::AbortHandle};

pub use error::StoreError;
pub use opening::StoreOptions;
pub use record::StreamRecord;
pub(crate) use upkeep::copy;

use self::{
    opening::{Stream, lock, prepare},
    server::Server,
    upkeep::Upkeep,
};
use crate::template::Table;

/// A running store. A clone is another handle to the same one.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    options: StoreOptions,
    endpoint: String,
    key: access_key::AccessKey,
    current: Arc<current::Current>,
    failed: watch::Receiver<Option<Arc<StoreError>>>,
    streams: BTreeMap<String, Stream>,
    upkeep: Mutex<Upkeep>,
    sweeper: AbortHandle,
    server: Mutex<Option<Server>>,
    /// Held for the store's life, so that a second stack is refused.
    _lock: File,
}

impl Store {
    /// Opens the file, makes the tables that are missing, and serves.
    ///
    /// # Errors
    /// A damaged file, one in use by another process or one that cannot be written, a
    /// table that differs from the template: see [`StoreError`].
    pub async fn start(options: StoreOptions, tables: &[Table]) -> Result<Self, StoreError> {
        let lock = lock(&options.path)?;
        let (opening, wanted) = (options.clone(), tables.to_vec());
        // `Server::start` makes a socket, which needs the runtime that is entered here.
        let runtime = tokio::runtime::Handle::current();
        let opened = tokio::task::spawn_blocking(move || {
            let _entered = runtime.enter();
            prepare(&opening, &wanted)
        });
        let (server, upkeep, streams) = opened.await.map_err(|_| StoreError::Stopped)??;
        let sweeper = sweep_for_ever(Arc::clone(&server.current), options.ttl_interval);
        Ok(Self(Arc::new(Inner {
            endpoint: server.endpoint.clone(),
            key: server.key.clone(),
            current: Arc::clone(&server.current),
            failed: server.failed.clone(),
            streams,
            upkeep: Mutex::new(upkeep),
            sweeper,
            server: Mutex::new(Some(server)),
            options,
            _lock: lock,
        })))
    }

    /// The endpoint for the SDK: `http://127.0.0.1:<port>`.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// The access key ID that the endpoint asks for: another one for each run, and known to the
    /// functions alone, by their environment. The secret key may be anything.
    #[must_use]
    pub fn access_key(&self) -> &str {
        self.0.key.as_str()
    }

    /// The region of its ARNs.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.0.options.region
    }

    /// Changes shortly after something was written. Not every change means a new record,
    /// and a reader polls slowly besides.
    #[must_use]
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.0.current.log.commits()
    }

    /// Waits until the store has ended for a reason of its own and cannot go on.
    pub async fn failed(&self) -> Arc<StoreError> {
        let mut failed = self.0.failed.clone();
        match failed.wait_for(Option::is_some).await {
            Ok(error) => error.clone().unwrap_or(Arc::new(StoreError::Stopped)),
            Err(_) => Arc::new(StoreError::Stopped),
        }
    }

    /// Asks whether the engine answers; cheap whatever the tables hold.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn health(&self) -> Result<(), StoreError> {
        self.call(Database::table_count).await.map(drop)
    }

    /// Deletes items whose TTL is over and says how many. It runs on a timer besides.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn sweep_ttl(&self) -> Result<usize, StoreError> {
        let current = Arc::clone(&self.0.current);
        tokio::task::spawn_blocking(move || current.sweep())
            .await
            .map_err(|_| StoreError::Stopped)?
    }

    /// Ends the endpoint, lets open requests finish, and ends the engine. What reads the streams
    /// goes with the last handle.
    pub async fn stop(&self) {
        self.0.sweeper.abort();
        let server = self
            .0
            .server
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(server) = server {
            let _ = tokio::task::spawn_blocking(|| server.stop()).await;
        }
    }

    fn streams(&self) -> &BTreeMap<String, Stream> {
        &self.0.streams
    }

    fn stream(&self, table: &str) -> Result<&Stream, StoreError> {
        self.streams()
            .get(table)
            .ok_or_else(|| StoreError::NoStream {
                table: table.to_owned(),
            })
    }

    /// Runs `work` off the async threads: the engine blocks.
    async fn call<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> dynoxide::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let current = Arc::clone(&self.0.current);
        tokio::task::spawn_blocking(move || current.with(work))
            .await
            .map_err(|_| StoreError::Stopped)?
    }

    async fn upkeep<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Upkeep) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = Arc::clone(&self.0);
        tokio::task::spawn_blocking(move || {
            work(&inner.upkeep.lock().unwrap_or_else(PoisonError::into_inner))
        })
        .await
        .map_err(|_| StoreError::Stopped)?
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.sweeper.abort();
    }
}

fn sweep_for_ever(current: Arc<current::Current>, interval: Duration) -> AbortHandle {
    let task = tokio::spawn(async move {
        loop {
            tokio::time::sleep(interval).await;
            let (current, looked_at) = (Arc::clone(&current), Arc::clone(&current));
            let swept = tokio::task::spawn_blocking(move || current.sweep());
            match swept.await {
                Ok(Ok(0)) => {}
                Ok(Ok(items)) => tracing::debug!(items, "items whose TTL was over are deleted"),
                Ok(Err(error)) => tracing::warn!(%error, "the TTL sweep failed"),
                Err(error) => {
                    tracing::warn!(%error, "the TTL sweep panicked");
                    // Notices what that has left of the engine before a request has to.
                    let _ = looked_at.with(Database::table_count);
                }
            }
        }
    });
    task.abort_handle()
}
