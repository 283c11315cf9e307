//! Why there is no demo.

use std::path::PathBuf;

use salver::store::StoreError;
use salver_demo::DemoError;

/// Why the demo could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// The template has not the one table that Salver uses.
    #[error("the template should have one table, and has {0}")]
    Tables(usize),
    /// The data could not be made.
    #[error(transparent)]
    Data(#[from] DemoError),
    /// No randomness for a password.
    #[error(transparent)]
    Secret(#[from] salver::auth::AuthError),
    /// The data could not be written.
    #[error("the demo data could not be stored")]
    Store(#[from] StoreError),
    /// A file beside the store could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What happened.
        source: std::io::Error,
    },
}
