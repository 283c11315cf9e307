//! The queue of one function and the workers that wait on it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::{
    FunctionSpec, InvokeError, Options, backoff,
    worker::{Reply, Worker},
};

/// One function with its queue and workers.
pub(super) struct Pool {
    pub(super) spec: FunctionSpec,
    limits: Options,
    state: Mutex<State>,
    /// How the first start went: `None` while it is under way.
    first: watch::Sender<Option<Result<(), String>>>,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Pending>,
    idle: VecDeque<Poller>,
    /// Processes, the starting ones included.
    live: usize,
    /// Processes that have not polled yet.
    starting: usize,
    /// Ends in a row without one good answer.
    failures: u32,
    /// A restart waits for its back-off.
    waiting: bool,
    stopping: bool,
}

/// An invocation that no worker has taken.
struct Pending {
    request_id: String,
    payload: Bytes,
    reply: Reply,
}

/// A worker's open `next` call.
struct Poller {
    worker: Arc<Worker>,
    give: oneshot::Sender<Assignment>,
}

/// An invocation on its way to a worker.
pub(super) struct Assignment {
    pub(super) request_id: String,
    pub(super) payload: Bytes,
}

/// What to do about the number of workers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Need {
    Nothing,
    StartNow,
    StartAfter(Duration),
}

impl Pool {
    pub(super) fn new(spec: FunctionSpec, limits: &Options) -> Arc<Self> {
        Arc::new(Self {
            spec,
            limits: limits.clone(),
            state: Mutex::default(),
            first: watch::Sender::new(None),
        })
    }

    /// Waits until a worker polls, or the reason why the first one did not.
    pub(super) async fn first_start(&self) -> Result<(), String> {
        let mut first = self.first.subscribe();
        match first.wait_for(Option::is_some).await {
            Ok(result) => result.clone().unwrap_or(Ok(())),
            Err(_) => Err("the stack is stopping".to_owned()),
        }
    }

    /// Queues an invocation, or hands it to a waiting worker.
    pub(super) fn submit(
        self: &Arc<Self>,
        payload: Bytes,
    ) -> Result<oneshot::Receiver<Result<Bytes, InvokeError>>, InvokeError> {
        let (reply, answer) = oneshot::channel();
        let mut pending = Pending {
            request_id: Uuid::new_v4().to_string(),
            payload,
            reply,
        };
        let mut state = self.lock();
        if state.stopping {
            return Err(InvokeError::Stopping);
        }
        while let Some(Poller { worker, give }) = state.idle.pop_front() {
            match self.assign(&worker, pending, give) {
                None => return Ok(answer),
                Some(refused) => pending = refused,
            }
        }
        if state.queue.len() >= self.limits.queue {
            return Err(InvokeError::Throttled);
        }
        state.queue.push_back(pending);
        Ok(answer)
    }

    /// A worker asks for work: the answer comes through the receiver.
    pub(super) fn poll(self: &Arc<Self>, worker: &Arc<Worker>) -> oneshot::Receiver<Assignment> {
        let (give, taken) = oneshot::channel();
        let mut state = self.lock();
        // Without a sender the call ends at once.
        if worker.is_doomed() {
            return taken;
        }
        if worker.note_poll() {
            state.starting = state.starting.saturating_sub(1);
            self.first.send_if_modified(|first| {
                let first_time = first.is_none();
                first_time.then(|| *first = Some(Ok(()))).is_some()
            });
        }
        // Whoever gave up while waiting in line was never served: leave them out.
        while state
            .queue
            .front()
            .is_some_and(|pending| pending.reply.is_closed())
        {
            state.queue.pop_front();
        }
        match state.queue.pop_front() {
            Some(pending) => {
                if let Some(refused) = self.assign(worker, pending, give) {
                    state.queue.push_front(refused);
                }
            }
            None => {
                state.idle.retain(|poller| !poller.give.is_closed());
                state.idle.push_back(Poller {
                    worker: Arc::clone(worker),
                    give,
                });
            }
        }
        taken
    }

    /// Makes `worker` owe the answer and hands the event over. Gives the invocation back when
    /// the worker's call has ended.
    fn assign(
        self: &Arc<Self>,
        worker: &Arc<Worker>,
        pending: Pending,
        give: oneshot::Sender<Assignment>,
    ) -> Option<Pending> {
        let Pending {
            request_id,
            payload,
            reply,
        } = pending;
        worker.take(request_id.clone(), reply);
        let assignment = Assignment {
            request_id: request_id.clone(),
            payload,
        };
        if let Err(Assignment {
            request_id,
            payload,
        }) = give.send(assignment)
        {
            let reply = worker.give_back(&request_id)?;
            return Some(Pending {
                request_id,
                payload,
                reply,
            });
        }
        let (pool, late) = (Arc::clone(self), Arc::clone(worker));
        let id = request_id.clone();
        let task = tokio::spawn(async move {
            let limit = pool.spec.timeout;
            tokio::time::sleep(limit).await;
            pool.time_out(&late, &id, limit);
        });
        worker.set_deadline(&request_id, task.abort_handle());
        None
    }

    /// Ends an invocation that took too long, and its worker with it. Under the lock, so that the
    /// worker cannot take another one between the two.
    fn time_out(&self, worker: &Worker, request_id: &str, limit: Duration) {
        let mut state = self.lock();
        let error = InvokeError::TimedOut {
            seconds: limit.as_secs(),
        };
        if worker.answer(request_id, Err(error)) {
            worker.kill();
            state.idle.retain(|poller| !poller.worker.is_doomed());
            tracing::error!(function = %self.spec.name, request = %request_id, "timed out, its worker is killed");
        }
    }

    /// True once nothing is started any more.
    pub(super) fn is_stopping(&self) -> bool {
        self.lock().stopping
    }

    /// A good answer came: the function works.
    pub(super) fn note_success(&self) {
        self.lock().failures = 0;
    }

    /// Says whether another worker is needed and, when it is to start now, counts it in.
    /// `register` runs under the lock, so that a stop cannot miss the new worker.
    pub(super) fn claim_start(&self, register: impl FnOnce()) -> Need {
        let mut state = self.lock();
        let room = self.limits.workers.max(1) > state.live;
        let per_worker = self.limits.concurrency.max(1);
        let wanted = state.live == 0 || state.queue.len() > state.starting * per_worker;
        if state.stopping || state.waiting || !room || !wanted {
            return Need::Nothing;
        }
        let delay = backoff::delay(
            state.failures,
            self.limits.restart_base,
            self.limits.restart_cap,
        );
        if delay > Duration::ZERO {
            state.waiting = true;
            return Need::StartAfter(delay);
        }
        state.live += 1;
        state.starting += 1;
        register();
        Need::StartNow
    }

    /// The back-off is over: the next [`Pool::claim_start`] starts a worker at once.
    pub(super) fn claim_after_wait(&self, register: impl FnOnce()) -> Need {
        let mut state = self.lock();
        state.waiting = false;
        if state.stopping || state.live >= self.limits.workers.max(1) {
            return Need::Nothing;
        }
        state.live += 1;
        state.starting += 1;
        register();
        Need::StartNow
    }

    /// A worker has ended. `failure` tells why when it was not told to end.
    pub(super) fn note_end(&self, polled: bool, failure: Option<&str>) {
        let mut state = self.lock();
        state.live = state.live.saturating_sub(1);
        if !polled {
            state.starting = state.starting.saturating_sub(1);
        }
        let Some(reason) = failure else { return };
        state.failures = state.failures.saturating_add(1);
        if !polled {
            self.first.send_if_modified(|first| {
                let first_time = first.is_none();
                first_time
                    .then(|| *first = Some(Err(reason.to_owned())))
                    .is_some()
            });
        }
        // Nobody is left who could serve the queue, and the next start may fail as well.
        if !polled && state.live == 0 {
            let error = InvokeError::NotReady {
                reason: reason.to_owned(),
            };
            for pending in state.queue.drain(..) {
                let _ = pending.reply.send(Err(error.clone()));
            }
        }
    }

    /// Fails what waits and starts nothing any more.
    pub(super) fn stop(&self) {
        let mut state = self.lock();
        state.stopping = true;
        state.idle.clear();
        for pending in state.queue.drain(..) {
            let _ = pending.reply.send(Err(InvokeError::Stopping));
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
