//! What this function needs of its environment.

use salver::api::start::Site;
use salver::api::{StaffGate, Start, StartError};
use salver::auth::secret::Key;
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table.
    pub store: Store,
    /// Signs the staff's tokens.
    pub staff_key: Key,
    /// Signs links to receipts.
    pub receipt_key: Key,
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
            staff_key: start.staff_key()?,
            receipt_key: start.receipt_key()?,
            site: start.site(),
        })
    }
}

impl StaffGate for Parts {
    fn store(&self) -> &Store {
        &self.store
    }

    fn staff_key(&self) -> &Key {
        &self.staff_key
    }
}
