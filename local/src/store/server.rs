//! The thread that serves the store's HTTP endpoint, and begins anew when the engine panics.

use std::{
    net::TcpListener as StdListener,
    sync::{Arc, PoisonError, RwLock},
    thread::JoinHandle,
    time::Duration,
};

use dynoxide::Database;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::{mpsc, oneshot, watch},
};

use super::{StoreError, commits::Listener, error::is_poisoned};

/// How long open requests may take when the server ends.
const GRACE: Duration = Duration::from_secs(2);

/// Opens the database, at the start and again after a panic.
pub(super) type Open = Box<dyn Fn() -> Result<Database, StoreError> + Send + Sync>;

/// The open database. It is empty while a damaged one is being replaced.
pub(super) struct Current {
    db: RwLock<Option<Database>>,
    trouble: mpsc::UnboundedSender<()>,
    /// Counts commits.
    pub(super) commits: watch::Sender<u64>,
}

impl Current {
    /// Runs `work` on the database.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Database) -> dynoxide::Result<T>,
    ) -> Result<T, StoreError> {
        let guard = self.db.read().unwrap_or_else(PoisonError::into_inner);
        // Cloned out, so that a replacement never waits for a long call.
        let db = guard.clone().ok_or(StoreError::Stopped)?;
        drop(guard);
        work(&db).map_err(|error| {
            if is_poisoned(&error) {
                let _ = self.trouble.send(());
            }
            error.into()
        })
    }

    /// Deletes items whose TTL is over. It does not go through the server, so its commits
    /// are counted here.
    pub(super) fn sweep(&self) -> Result<usize, StoreError> {
        let swept = self.with(Database::sweep_ttl)?;
        if swept > 0 {
            self.commits.send_modify(|count| *count += 1);
        }
        Ok(swept)
    }

    fn replace(&self, db: Option<Database>) {
        *self.db.write().unwrap_or_else(PoisonError::into_inner) = db;
    }
}

/// The running server.
pub(super) struct Server {
    /// `http://127.0.0.1:<port>`.
    pub(super) endpoint: String,
    /// The database that it serves.
    pub(super) current: Arc<Current>,
    /// Set when the store could not be opened again.
    pub(super) failed: watch::Receiver<Option<Arc<StoreError>>>,
    stop: watch::Sender<bool>,
    thread: JoinHandle<()>,
}

impl Server {
    /// Opens the database and serves it on a loopback port of its own.
    pub(super) fn start(open: Open) -> Result<Self, StoreError> {
        let db = open()?;
        let listener = listen().map_err(StoreError::Listen)?;
        let address = listener.local_addr().map_err(StoreError::Listen)?;
        let (trouble, troubles) = mpsc::unbounded_channel();
        let commits = watch::Sender::new(0);
        let (stop, stopped) = watch::channel(false);
        let (fail, failed) = watch::channel(None);
        let current = Arc::new(Current {
            db: RwLock::new(Some(db)),
            trouble: trouble.clone(),
            commits: commits.clone(),
        });
        let life = Life {
            listener,
            current: Arc::clone(&current),
            open,
            stopped,
            fail,
        };
        let thread = std::thread::Builder::new()
            .name("store".into())
            .spawn(move || {
                let subscriber = Listener { commits, trouble };
                tracing::subscriber::with_default(subscriber, || life.run(troubles));
            })
            .map_err(StoreError::Listen)?;
        Ok(Self {
            endpoint: format!("http://{address}"),
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

fn listen() -> std::io::Result<StdListener> {
    let socket = TcpSocket::new_v4()?;
    // Accepted connections inherit it; the engine's server does not set it.
    socket.set_nodelay(true)?;
    socket.bind(([127, 0, 0, 1], 0).into())?;
    socket.listen(1024)?.into_std()
}

/// What the thread owns.
struct Life {
    listener: StdListener,
    current: Arc<Current>,
    open: Open,
    stopped: watch::Receiver<bool>,
    fail: watch::Sender<Option<Arc<StoreError>>>,
}

enum End {
    Stop,
    Poisoned,
}

impl Life {
    fn run(mut self, mut troubles: mpsc::UnboundedReceiver<()>) {
        loop {
            // One thread: the engine's lock admits one request at a time anyway, and two made
            // a tenth fewer orders, as they woke each other all the time.
            let runtime = match tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
            {
                Ok(runtime) => runtime,
                Err(error) => return self.give_up(StoreError::Listen(error)),
            };
            let end = runtime.block_on(self.serve(&mut troubles));
            // Ends every connection, and with it the last handles to a poisoned database.
            drop(runtime);
            self.current.replace(None);
            match end {
                Ok(End::Stop) => return,
                Ok(End::Poisoned) => {}
                Err(error) => return self.give_up(error),
            }
            tracing::error!("the store's engine panicked; opening the store again");
            match (self.open)() {
                Ok(db) => self.current.replace(Some(db)),
                Err(error) => return self.give_up(error),
            }
            while troubles.try_recv().is_ok() {}
        }
    }

    async fn serve(
        &mut self,
        troubles: &mut mpsc::UnboundedReceiver<()>,
    ) -> Result<End, StoreError> {
        let listener = self.listener.try_clone().map_err(StoreError::Listen)?;
        let listener = TcpListener::from_std(listener).map_err(StoreError::Listen)?;
        let db = self.current.with(|db| Ok(db.clone()))?;
        let (close, closed) = oneshot::channel::<()>();
        let server = tokio::spawn(dynoxide::server::serve_with_shutdown(
            listener,
            db.clone(),
            async move {
                let _ = closed.await;
            },
        ));
        let end = loop {
            tokio::select! {
                _ = self.stopped.wait_for(|stop| *stop) => break End::Stop,
                _ = troubles.recv() => {
                    if db.table_count().is_err_and(|error| is_poisoned(&error)) {
                        break End::Poisoned;
                    }
                }
            }
        };
        let _ = close.send(());
        let _ = tokio::time::timeout(GRACE, server).await;
        Ok(end)
    }

    fn give_up(&self, error: StoreError) {
        tracing::error!(%error, "the store has ended");
        self.fail.send_replace(Some(Arc::new(error)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dynoxide::storage_backend::Clock;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    struct PanicOnce(AtomicBool);

    impl Clock for PanicOnce {
        fn now_unix_secs(&self) -> u64 {
            assert!(
                !self.0.swap(false, Ordering::SeqCst),
                "a panic inside the engine"
            );
            1
        }
        fn now_unix_secs_f64(&self) -> f64 {
            1.0
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_panic_in_the_engine_opens_the_store_again() {
        let opened = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&opened);
        let server = Server::start(Box::new(move || {
            let first = count.fetch_add(1, Ordering::SeqCst) == 0;
            let clock = Arc::new(PanicOnce(AtomicBool::new(first)));
            Ok(Database::memory_with_clock(clock)?)
        }))
        .unwrap();

        let current = Arc::clone(&server.current);
        let panicked = tokio::task::spawn_blocking(move || current.with(Database::sweep_ttl)).await;
        assert!(panicked.is_err());
        while server.current.with(Database::table_count).is_err() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(opened.load(Ordering::SeqCst), 2);
        let answer = reqwest::get(&server.endpoint).await.unwrap();
        assert_eq!(answer.status(), 200);
        tokio::task::spawn_blocking(|| server.stop()).await.unwrap();
    }
}
