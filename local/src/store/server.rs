//! The thread that serves the store's endpoint: it reads requests and writes answers, beside the
//! engine's own.

use std::{
    future::Future,
    sync::{Arc, mpsc},
    thread::JoinHandle,
    time::Duration,
};

use tokio::sync::{oneshot, watch};

use super::{
    StoreError,
    access_key::AccessKey,
    current::Current,
    endpoint::Endpoint,
    engine::{Engine, Open},
    job::Job,
    log::Log,
};
use crate::loopback::Loopback;

/// How long open requests may take when the server ends.
const GRACE: Duration = Duration::from_secs(2);

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
        let (ask, jobs) = mpsc::channel();
        let (stop, stopped) = watch::channel(false);
        let (fail, failed) = watch::channel(None);
        let (alive, ended) = oneshot::channel();
        let current = Arc::new(Current::new(db, log, ask));
        let engine = Engine {
            current: Arc::clone(&current),
            open,
            jobs,
            alive,
        };
        let engine = engine.start().map_err(StoreError::Listen)?;
        let life = Life {
            loopback,
            endpoint: Arc::new(Endpoint {
                current: Arc::clone(&current),
                key: key.clone(),
            }),
            current: Arc::clone(&current),
            engine,
        };
        let thread = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                if let Err(error) = life.run(ended, stopped) {
                    tracing::error!(%error, "the store has ended");
                    fail.send_replace(Some(Arc::new(error)));
                }
            })
            .inspect_err(|_| current.ask(Job::Stop))
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

    /// Ends the server and waits for its threads.
    pub(super) fn stop(self) {
        self.stop.send_replace(true);
        // A panic of the thread has been reported where it happened.
        let _ = self.thread.join();
    }
}

/// What the thread owns.
struct Life {
    loopback: Loopback,
    endpoint: Arc<Endpoint>,
    current: Arc<Current>,
    engine: JoinHandle<Result<(), StoreError>>,
}

impl Life {
    /// Serves until told to stop, or until the engine has ended by itself.
    fn run(
        self,
        ended: oneshot::Receiver<()>,
        stopped: watch::Receiver<bool>,
    ) -> Result<(), StoreError> {
        // One thread is enough to read and to write: the engine is the one that is busy.
        let served = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .and_then(|runtime| {
                runtime.block_on(async {
                    tokio::select! {
                        served = self.serve(stopped) => served,
                        // Why, the thread says below.
                        _ = ended => Ok(()),
                    }
                })
                // Its end, here, ends every connection.
            });
        self.current.ask(Job::Stop);
        let ended = self.engine.join().unwrap_or(Err(StoreError::Stopped));
        served.map_err(StoreError::Listen).and(ended)
    }

    fn serve(
        &self,
        mut stopped: watch::Receiver<bool>,
    ) -> impl Future<Output = std::io::Result<()>> {
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
            self.loopback.serve(answer, stopped, GRACE).await
        }
    }
}

#[cfg(test)]
mod tests;
