//! What this function needs of its environment.

use salver::api::{Start, StartError};
use salver::auth::secret::Key;
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table, which it only reads.
    pub store: Store,
    /// Signs links to receipts.
    pub receipt_key: Key,
}

impl Parts {
    /// Takes them.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub async fn take(start: &Start) -> Result<Self, StartError> {
        Ok(Self {
            store: start.store().await?,
            receipt_key: start.receipt_key()?,
        })
    }
}
