//! How the store fails.

use std::path::PathBuf;

use dynoxide::DynoxideError;

/// Why the store did not start, or did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file is there but is not a sound store.
    #[error(
        "the store {} is damaged: {reason}; move it away to begin anew, or put a backup in its place",
        path.display()
    )]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process has the store open.
    #[error("the store {} is in use by another process", path.display())]
    InUse {
        /// The store's file.
        path: PathBuf,
    },
    /// The file cannot be made or written.
    #[error("the store {} cannot be written", path.display())]
    NotWritable {
        /// The store's file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A table on disk is not the template's.
    #[error(
        "table {table:?} in {} is not the table of the template: {difference}; \
         move the store away to begin anew, or restore the template",
        path.display()
    )]
    TableDiffers {
        /// The table's name.
        table: String,
        /// The store's file.
        path: PathBuf,
        /// What differs.
        difference: String,
    },
    /// There is no such table, or it has no stream.
    #[error("table {table:?} has no stream")]
    NoStream {
        /// The table's name.
        table: String,
    },
    /// What was written may not be on the disk.
    #[error("the store's log could not be written to the disk")]
    Disk(#[source] std::io::Error),
    /// The endpoint could not listen.
    #[error("the store cannot listen on the loopback address")]
    Listen(#[source] std::io::Error),
    /// The engine refused.
    #[error("the store's engine failed")]
    Engine(#[from] DynoxideError),
    /// The file could not be kept in order.
    #[error("the store's upkeep failed")]
    Upkeep(#[from] rusqlite::Error),
    /// The store is stopping, or its thread ended.
    #[error("the store has stopped")]
    Stopped,
}

/// True when a panic inside the engine has left its lock unusable.
pub(super) fn is_poisoned(error: &DynoxideError) -> bool {
    // The engine has no variant for it; its text is pinned with its version.
    matches!(error, DynoxideError::InternalServerError(text) if text.starts_with("Lock poisoned"))
}
