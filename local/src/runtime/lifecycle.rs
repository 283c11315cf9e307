//! The runtime from its start to its stop, and the calls in between.

use std::{collections::BTreeMap, pin::pin, sync::Arc};

use bytes::Bytes;
use tokio::{sync::watch, task::JoinHandle};

use super::{
    FunctionSpec, InvokeError, Invoker, Options, PAYLOAD_LIMIT, WorkerStatus, api, host::Host,
    pool::Pool, supervisor,
};
use crate::loopback::Loopback;

/// Runs functions until [`Runtime::shutdown`].
pub struct Runtime {
    host: Arc<Host>,
    server: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

impl Runtime {
    /// Binds the Runtime API to a free loopback port. Functions come with [`Runtime::start`].
    ///
    /// # Errors
    /// When no port can be bound.
    pub fn bind(options: Options) -> std::io::Result<Self> {
        let loopback = Loopback::bind()?;
        let host = Arc::new(Host::new(options, loopback.address()));
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(api::serve(loopback, Arc::clone(&host), stopped));
        Ok(Self { host, server, stop })
    }

    /// The handle by which functions are called. Until [`Runtime::start`] it knows none.
    #[must_use]
    pub fn invoker(&self) -> Invoker {
        let host = Arc::clone(&self.host);
        Invoker::from_fn(move |function, payload| {
            let host = Arc::clone(&host);
            invoke(host, function, payload)
        })
    }

    /// Starts one process of each function and waits until each polls or has failed, so that
    /// the first requests find them warm. More processes come on demand.
    ///
    /// Returns the functions that did not come up, with the reason; they are tried again.
    pub async fn start(&self, functions: Vec<FunctionSpec>) -> Vec<(String, String)> {
        let pools: BTreeMap<_, _> = functions
            .into_iter()
            .map(|spec| (spec.id.clone(), Pool::new(spec, &self.host.options)))
            .collect();
        let pools = self.host.pools.get_or_init(|| pools);
        for pool in pools.values() {
            supervisor::fill(&self.host, pool);
        }
        let mut failed = Vec::new();
        for (id, pool) in pools {
            if let Err(reason) = pool.first_start().await {
                failed.push((id.clone(), reason));
            }
        }
        failed
    }

    /// All processes.
    #[must_use]
    pub fn workers(&self) -> Vec<WorkerStatus> {
        let mut all: Vec<_> = self
            .host
            .all_workers()
            .iter()
            .map(|(pool, worker)| worker.status(&pool.spec.id))
            .collect();
        all.sort_by(|a, b| (&a.function, a.pid).cmp(&(&b.function, b.pid)));
        all
    }

    /// Kills all workers, fails what waits, and returns when no child is left.
    pub async fn shutdown(mut self) {
        self.begin_stop();
        loop {
            let ended = self.host.ended.notified();
            let mut ended = pin!(ended);
            // Enabled before looking, so that an end in between is not missed.
            ended.as_mut().enable();
            if self.host.all_workers().is_empty() {
                break;
            }
            ended.await;
        }
        self.stop.send_replace(true);
        if let Err(error) = (&mut self.server).await {
            tracing::error!(%error, "the Runtime API ended badly");
        }
    }

    fn begin_stop(&self) {
        for pool in self.host.pools.get().into_iter().flat_map(BTreeMap::values) {
            pool.stop();
        }
        for (_, worker) in self.host.all_workers() {
            worker.kill();
        }
    }
}

/// A runtime that is dropped without [`Runtime::shutdown`] kills its workers as well, only
/// without waiting for them.
impl Drop for Runtime {
    fn drop(&mut self) {
        self.begin_stop();
        self.server.abort();
    }
}

async fn invoke(host: Arc<Host>, function: String, payload: Bytes) -> Result<Bytes, InvokeError> {
    let size = payload.len();
    if size > PAYLOAD_LIMIT {
        return Err(InvokeError::RequestTooLarge { size });
    }
    let pools = host.pools.get().ok_or_else(|| InvokeError::NotReady {
        reason: "the stack is still starting".to_owned(),
    })?;
    let Some(pool) = pools.get(&function) else {
        return Err(InvokeError::UnknownFunction { name: function });
    };
    let answer = pool.submit(payload)?;
    supervisor::fill(&host, pool);
    answer.await.unwrap_or(Err(InvokeError::Stopping))
}
