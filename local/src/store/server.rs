//! The thread that serves the store's endpoint, and opens the store again when the engine panics.

use std::{future::Future, sync::Arc, thread::JoinHandle, time::Duration};

use dynoxide::Database;
use tokio::sync::{mpsc, watch};

use super::{
    StoreError, access_key::AccessKey, current::Current, endpoint::Endpoint, error::is_poisoned,
    log::Log, tokens::Tokens,
};
use crate::loopback::Loopback;

/// How long open requests may take when the server ends.
const GRACE: Duration = Duration::from_secs(2);

/// Opens the database, at the start and again after a panic.
pub(super) type Open = Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>;

/// The running server.
pub(super) struct Server {
    /// `http://127.0.0.1:<port>`.
    pub(super) endpoint: String,
    /// What the endpoint asks of its callers.
    pub(super) key: AccessKey,
    /// The database that it serves.
    pub(super) current: Arc<Current>,
    /// Set when the store could not be opened again.
    pub(super) failed: watch::Receiver<Option<Arc<StoreError>>>,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Opens the database and serves it on a loopback port of its own.
    pub(super) fn start(open: Open, log: Log) -> Result<Self, StoreError> {
        let db = open()?;
        let loopback = Loopback::bind().map_err(StoreError::Listen)?;
        let address = loopback.address();
        let key = AccessKey::generate().map_err(StoreError::Listen)?;
        let (trouble, troubles) = mpsc::unbounded_channel();
        let (stop, stopped) = watch::channel(false);
        let (fail, failed) = watch::channel(None);
        let current = Arc::new(Current::new(db, log, trouble));
        let life = Life {
            loopback,
            endpoint: Arc::new(Endpoint {
                current: Arc::clone(&current),
                key: key.clone(),
                tokens: Tokens::default(),
            }),
            current: Arc::clone(&current),
            open,
        };
        let thread = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                if let Err(error) = life.run(troubles, stopped) {
                    tracing::error!(%error, "the store has ended");
                    fail.send_replace(Some(Arc::new(error)));
                }
            })
            .map_err(StoreError::Listen)?;
        Ok(Self {
            endpoint: format!("http://{address}"),
            key,
            current,
            failed,
            stop,
            thread,
        })
    }

    /// Ends the server and waits for its thread.
    pub(super) fn stop(self) {
        self.stop.send_replace(true);
        // A panic of the thread has been reported where it happened.
        let _ = self.thread.join();
        self.current.replace(None);
    }
}

/// What the thread owns.
struct Life {
    loopback: Loopback,
    endpoint: Arc<Endpoint>,
    current: Arc<Current>,
    open: Open,
}

impl Life {
    /// Serves until told to stop, or until the store cannot be opened again.
    fn run(
        self,
        troubles: mpsc::UnboundedReceiver<()>,
        stopped: watch::Receiver<bool>,
    ) -> Result<(), StoreError> {
        // One thread: the engine's lock admits one request at a time anyway, and two made
        // a tenth fewer orders, as they woke each other all the time.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(StoreError::Listen)?;
        let ended = runtime.block_on(async {
            tokio::select! {
                served = self.serve(stopped) => served,
                error = self.watch(troubles) => Err(error),
                error = self.current.log.keep() => Err(StoreError::Disk(error)),
            }
        });
        // Ends every connection.
        drop(runtime);
        // Whoever reads the streams may wait for what was written last.
        let settled = self.current.log.wait().map_err(StoreError::Disk);
        self.current.replace(None);
        ended.and(settled)
    }

    fn serve(
        &self,
        mut stopped: watch::Receiver<bool>,
    ) -> impl Future<Output = Result<(), StoreError>> {
        let endpoint = Arc::clone(&self.endpoint);
        let answer = move |request| {
            let endpoint = Arc::clone(&endpoint);
            async move { endpoint.answer(request).await }
        };
        async move {
            let stopped = async move {
                // An error means that the server's handle is gone, which is a stop as well.
                let _ = stopped.wait_for(|stop| *stop).await;
            };
            let served = self.loopback.serve(answer, stopped, GRACE).await;
            served.map_err(StoreError::Listen)
        }
    }

    /// Opens the store again whenever a panic has left the engine's lock unusable; returns when
    /// that fails.
    async fn watch(&self, mut troubles: mpsc::UnboundedReceiver<()>) -> StoreError {
        while troubles.recv().await.is_some() {
            let asked = self.current.open().map(|db| db.table_count());
            if !matches!(asked, Ok(Err(error)) if is_poisoned(&error)) {
                continue;
            }
            tracing::error!("the store's engine panicked; opening the store again");
            // No request is under way, as they are answered on this thread.
            self.current.replace(None);
            match (self.open)() {
                Ok(db) => self.current.replace(Some(db)),
                Err(error) => return error,
            }
        }
        StoreError::Stopped
    }
}

#[cfg(test)]
mod tests;
