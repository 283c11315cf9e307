//! What this function needs of its environment.

use salver::api::{Start, StartError};
use salver::messaging::Providers;
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table.
    pub store: Store,
    /// Who brings messages to customers.
    pub providers: Providers,
}

impl Parts {
    /// Takes them.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub async fn take(start: &Start) -> Result<Self, StartError> {
        Ok(Self {
            store: start.store().await?,
            providers: start.providers()?,
        })
    }
}
