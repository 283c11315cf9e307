//! One process and the invocations that it has taken.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use bytes::Bytes;
use tokio::{
    sync::{Notify, oneshot},
    task::AbortHandle,
};
use uuid::Uuid;

use super::error::InvokeError;

/// Where the result of an invocation goes.
pub(super) type Reply = oneshot::Sender<Result<Bytes, InvokeError>>;

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

/// One process of a function.
pub(super) struct Worker {
    /// Its path prefix at the Runtime API.
    pub(super) token: String,
    polled: AtomicBool,
    doomed: AtomicBool,
    pid: AtomicU32,
    taken: Mutex<HashMap<String, Taken>>,
    init_error: Mutex<Option<String>>,
    kill: Notify,
}

struct Taken {
    reply: Reply,
    deadline: Option<AbortHandle>,
}

impl Worker {
    pub(super) fn new() -> Self {
        Self {
            token: Uuid::new_v4().simple().to_string(),
            polled: AtomicBool::new(false),
            doomed: AtomicBool::new(false),
            pid: AtomicU32::new(0),
            taken: Mutex::default(),
            init_error: Mutex::default(),
            kill: Notify::new(),
        }
    }

    /// Notes that it polls; `true` the first time.
    pub(super) fn note_poll(&self) -> bool {
        !self.polled.swap(true, Ordering::AcqRel)
    }

    pub(super) fn has_polled(&self) -> bool {
        self.polled.load(Ordering::Acquire)
    }

    pub(super) fn set_pid(&self, pid: u32) {
        self.pid.store(pid, Ordering::Release);
    }

    pub(super) fn status(&self, function: &str) -> WorkerStatus {
        let pid = self.pid.load(Ordering::Acquire);
        WorkerStatus {
            function: function.to_owned(),
            pid: (pid != 0).then_some(pid),
            busy: self.taken().len(),
        }
    }

    /// Asks the supervisor to kill the process; it is remembered when nobody listens yet.
    pub(super) fn kill(&self) {
        self.doomed.store(true, Ordering::Release);
        self.kill.notify_one();
    }

    /// True once it is to be killed: it must not be given work any more.
    pub(super) fn is_doomed(&self) -> bool {
        self.doomed.load(Ordering::Acquire)
    }

    pub(super) async fn killed(&self) {
        self.kill.notified().await;
    }

    /// Notes that the worker now owes an answer.
    pub(super) fn take(&self, request_id: String, reply: Reply) {
        self.taken().insert(
            request_id,
            Taken {
                reply,
                deadline: None,
            },
        );
    }

    /// Arms the time-out of an invocation; a task that is too late is stopped at once.
    pub(super) fn set_deadline(&self, request_id: &str, task: AbortHandle) {
        match self.taken().get_mut(request_id) {
            Some(taken) => taken.deadline = Some(task),
            None => task.abort(),
        }
    }

    /// Undoes [`Worker::take`]; `None` when it was answered meanwhile.
    pub(super) fn give_back(&self, request_id: &str) -> Option<Reply> {
        self.taken().remove(request_id).map(|taken| taken.reply)
    }

    /// Ends an invocation. `false` when the worker does not owe it (any more).
    pub(super) fn answer(&self, request_id: &str, result: Result<Bytes, InvokeError>) -> bool {
        let Some(taken) = self.taken().remove(request_id) else {
            return false;
        };
        if let Some(task) = taken.deadline {
            task.abort();
        }
        // The caller may have gone; the answer is then nobody's.
        let _ = taken.reply.send(result);
        true
    }

    /// Fails everything that is still owed; returns how many that were.
    pub(super) fn fail_all(&self, error: &InvokeError) -> usize {
        let owed: Vec<_> = self.taken().keys().cloned().collect();
        owed.iter()
            .filter(|id| self.answer(id, Err(error.clone())))
            .count()
    }

    /// The invocation that the worker is at, when it is exactly one.
    pub(super) fn current(&self) -> Option<String> {
        let taken = self.taken();
        let mut ids = taken.keys();
        ids.next().filter(|_| taken.len() == 1).cloned()
    }

    pub(super) fn set_init_error(&self, message: String) {
        *self
            .init_error
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(message);
    }

    pub(super) fn init_error(&self) -> Option<String> {
        self.init_error
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<String, Taken>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
