//! The host: all pools, the Runtime API's listener, start and stop.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
    path::PathBuf,
    pin::pin,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::{
    sync::{Notify, watch},
    task::JoinHandle,
};

use super::{
    Account, InvokeError, Invoker, PAYLOAD_LIMIT, api, pool::Pool, supervisor, worker::Worker,
};
use crate::loopback::Loopback;

/// Timings and sizes of the host; the default is Lambda's manner.
#[derive(Clone, Debug)]
pub struct Options {
    /// Most processes per function.
    pub workers: usize,
    /// Invocations that one process takes at a time (`AWS_LAMBDA_MAX_CONCURRENCY`). Above 1 a
    /// crash fails all that the process had taken, so 1 is the faithful setting.
    pub concurrency: usize,
    /// Most invocations that wait for one function; more are throttled.
    pub queue: usize,
    /// How long a process may take to its first poll.
    pub start_timeout: Duration,
    /// First wait of the restart back-off.
    pub restart_base: Duration,
    /// Longest wait of the restart back-off.
    pub restart_cap: Duration,
    /// Region and account that the functions see.
    pub account: Account,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: 4,
            concurrency: 1,
            queue: 1000,
            start_timeout: Duration::from_secs(10),
            restart_base: Duration::from_millis(100),
            restart_cap: Duration::from_secs(5),
            account: Account::default(),
        }
    }
}

/// One function to run.
#[derive(Clone, Debug)]
pub struct FunctionSpec {
    /// Logical ID, by which it is invoked.
    pub id: String,
    /// The function's name.
    pub name: String,
    /// `_HANDLER`.
    pub handler: String,
    /// The binary.
    pub program: PathBuf,
    /// How long one invocation may take.
    pub timeout: Duration,
    /// Memory in MB, told to the function.
    pub memory: u32,
    /// Environment variables besides those that Lambda sets; they win over Lambda's.
    pub environment: BTreeMap<String, String>,
}

/// One process, as seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerStatus {
    /// Logical ID of its function.
    pub function: String,
    /// Process ID; `None` before it is started.
    pub pid: Option<u32>,
    /// Invocations that it has taken and not answered.
    pub busy: usize,
}

/// Runs functions until [`Runtime::shutdown`].
pub struct Runtime {
    host: Arc<Host>,
    server: JoinHandle<()>,
    stop: watch::Sender<bool>,
}

/// Living workers by their path prefix.
type Workers = HashMap<String, (Arc<Pool>, Arc<Worker>)>;

/// What all parts of the runtime share.
pub(super) struct Host {
    pub(super) options: Options,
    pub(super) address: SocketAddr,
    pools: OnceLock<BTreeMap<String, Arc<Pool>>>,
    workers: Mutex<Workers>,
    /// Told whenever a worker has ended.
    pub(super) ended: Notify,
}

impl Runtime {
    /// Binds the Runtime API to a free loopback port. Functions come with [`Runtime::start`].
    ///
    /// # Errors
    /// When no port can be bound.
    pub fn bind(options: Options) -> std::io::Result<Self> {
        let loopback = Loopback::bind()?;
        let host = Arc::new(Host {
            options,
            address: loopback.address(),
            pools: OnceLock::new(),
            workers: Mutex::default(),
            ended: Notify::new(),
        });
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
            host.invoke(function, payload)
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

impl Host {
    async fn invoke(
        self: Arc<Self>,
        function: String,
        payload: Bytes,
    ) -> Result<Bytes, InvokeError> {
        let size = payload.len();
        if size > PAYLOAD_LIMIT {
            return Err(InvokeError::RequestTooLarge { size });
        }
        let pools = self.pools.get().ok_or_else(|| InvokeError::NotReady {
            reason: "the stack is still starting".to_owned(),
        })?;
        let Some(pool) = pools.get(&function) else {
            return Err(InvokeError::UnknownFunction { name: function });
        };
        let answer = pool.submit(payload)?;
        supervisor::fill(&self, pool);
        answer.await.unwrap_or(Err(InvokeError::Stopping))
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

    fn all_workers(&self) -> Vec<(Arc<Pool>, Arc<Worker>)> {
        self.lock().values().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
