//! What this function needs of its environment.

use salver::api::start::Site;
use salver::api::{Start, StartError};
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table.
    pub store: Store,
    /// Where the pages are.
    pub site: Site,
}

impl Parts {
    /// Takes them.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub async fn take(start: &Start) -> Result<Self, StartError> {
        Ok(Self {
            store: start.store().await?,
            site: start.site(),
        })
    }
}
