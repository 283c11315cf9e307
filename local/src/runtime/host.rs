//! What all parts of the runtime share: its pools and its workers.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use tokio::sync::Notify;

use super::{Options, pool::Pool, worker::Worker};

/// Living workers by their path prefix.
type Workers = HashMap<String, (Arc<Pool>, Arc<Worker>)>;

/// What all parts of the runtime share.
pub(super) struct Host {
    pub(super) options: Options,
    pub(super) address: SocketAddr,
    /// Set once, at the start.
    pub(super) pools: OnceLock<BTreeMap<String, Arc<Pool>>>,
    workers: Mutex<Workers>,
    /// Told whenever a worker has ended.
    pub(super) ended: Notify,
}

impl Host {
    /// A host without pools; `address` is the Runtime API's.
    pub(super) fn new(options: Options, address: SocketAddr) -> Self {
        Self {
            options,
            address,
            pools: OnceLock::new(),
            workers: Mutex::default(),
            ended: Notify::new(),
        }
    }

    /// The worker behind a path prefix.
    pub(super) fn worker(&self, token: &str) -> Option<(Arc<Pool>, Arc<Worker>)> {
        self.lock().get(token).cloned()
    }

    pub(super) fn add(&self, pool: &Arc<Pool>, worker: &Arc<Worker>) {
        self.lock()
            .insert(worker.token.clone(), (Arc::clone(pool), Arc::clone(worker)));
    }

    pub(super) fn remove(&self, worker: &Worker) {
        self.lock().remove(&worker.token);
        self.ended.notify_waiters();
    }

    pub(super) fn all_workers(&self) -> Vec<(Arc<Pool>, Arc<Worker>)> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
