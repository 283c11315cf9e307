//! The database that is open now.

use std::sync::{PoisonError, RwLock, mpsc};

use dynoxide::{Database, DynoxideError};

use super::{StoreError, error::is_poisoned, job::Job, log::Log};

/// The open database. It is empty while a damaged one is being replaced.
pub(super) struct Current {
    db: RwLock<Option<Database>>,
    engine: mpsc::Sender<Job>,
    /// What it writes to.
    pub(super) log: Log,
}

impl Current {
    /// An open database, and the thread that its calls are made on.
    pub(super) fn new(db: Database, log: Log, engine: mpsc::Sender<Job>) -> Self {
        Self {
            db: RwLock::new(Some(db)),
            engine,
            log,
        }
    }

    /// The database, as a handle of the caller's own, so that a replacement never waits for a
    /// long call.
    pub(super) fn open(&self) -> Result<Database, StoreError> {
        let guard = self.db.read().unwrap_or_else(PoisonError::into_inner);
        guard.clone().ok_or(StoreError::Stopped)
    }

    /// Asks the engine's thread something.
    pub(super) fn ask(&self, job: Job) {
        // No receiver: the store is stopping already.
        let _ = self.engine.send(job);
    }

    /// Runs `work` on the database, beside the engine's thread.
    pub(super) fn with<T>(
        &self,
        work: impl FnOnce(&Database) -> dynoxide::Result<T>,
    ) -> Result<T, StoreError> {
        work(&self.open()?).map_err(|error| {
            self.look_at(&error);
            error.into()
        })
    }

    /// Deletes items whose TTL is over.
    pub(super) fn sweep(&self) -> Result<usize, StoreError> {
        // Beside the thread of all other writes: the log may be waited for between these two, so
        // it is said again afterwards.
        self.log.begin();
        let swept = self.with(Database::sweep_ttl);
        self.log.begin();
        self.log.end(!matches!(swept, Ok(0)));
        self.ask(Job::Settle);
        swept
    }

    /// Has the disk get what was written beside the engine's thread.
    pub(super) fn settle(&self) {
        self.log.begin();
        self.log.end(true);
        self.ask(Job::Settle);
    }

    /// Notes an error that tells of a panic.
    fn look_at(&self, error: &DynoxideError) {
        if is_poisoned(error) {
            self.ask(Job::Look);
        }
    }

    pub(super) fn replace(&self, db: Option<Database>) {
        *self.db.write().unwrap_or_else(PoisonError::into_inner) = db;
        self.log.reopened();
    }
}
