//! The database that is open now.

use std::sync::{PoisonError, RwLock};

use dynoxide::{Database, DynoxideError};
use tokio::sync::mpsc;

use super::{StoreError, error::is_poisoned, log::Log};

/// The open database. It is empty while a damaged one is being replaced.
pub(super) struct Current {
    db: RwLock<Option<Database>>,
    trouble: mpsc::UnboundedSender<()>,
    /// What it writes to.
    pub(super) log: Log,
}

impl Current {
    /// An open database. `trouble` is told when it may be damaged.
    pub(super) fn new(db: Database, log: Log, trouble: mpsc::UnboundedSender<()>) -> Self {
        Self {
            db: RwLock::new(Some(db)),
            trouble,
            log,
        }
    }

    /// The database, as a handle of the caller's own, so that a replacement never waits for a
    /// long call.
    pub(super) fn open(&self) -> Result<Database, StoreError> {
        let guard = self.db.read().unwrap_or_else(PoisonError::into_inner);
        guard.clone().ok_or(StoreError::Stopped)
    }

    /// Runs `work` on the database.
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
        swept
    }

    /// Notes an error that tells of a panic.
    pub(super) fn look_at(&self, error: &DynoxideError) {
        if is_poisoned(error) {
            self.note_trouble();
        }
    }

    /// Has somebody see whether the engine is still good.
    pub(super) fn note_trouble(&self) {
        // No receiver: the store is stopping already.
        let _ = self.trouble.send(());
    }

    pub(super) fn replace(&self, db: Option<Database>) {
        *self.db.write().unwrap_or_else(PoisonError::into_inner) = db;
        self.log.reopened();
    }
}
