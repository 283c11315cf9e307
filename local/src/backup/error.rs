//! Why a data directory was not copied.

use std::{io, path::PathBuf};

use crate::store::StoreError;

/// Why a data directory was not copied. What was there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("{} holds no store: it is neither a data directory nor a backup", folder.display())]
    NoStore { folder: PathBuf },
    /// Something stands where the copy is to be.
    #[error("{} is there already and not empty: move it away, or name another place", folder.display())]
    Taken {
        /// The place.
        folder: PathBuf,
    },
    /// A copy within what is copied would grow with each one.
    #[error("{} lies in the folder that is copied: name another place", folder.display())]
    Inside {
        /// The place.
        folder: PathBuf,
    },
    /// A file or folder cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file or folder cannot be made or written.
    #[error("{} cannot be written", path.display())]
    Unwritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The store is damaged, or its copy failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
