//! What a function needs that serves staff from the table and nothing else.

use super::staff::StaffGate;
use super::start::{Start, StartError};
use crate::auth::secret::Key;
use crate::store::Store;

/// The table, and the key that tells whose token it is. A function that needs more has
/// parts of its own, so that nobody is given what they do not use.
#[derive(Debug)]
pub struct StaffParts {
    /// The table.
    pub store: Store,
    staff_key: Key,
}

impl StaffParts {
    /// Takes them from the environment.
    ///
    /// # Errors
    /// When the environment is incomplete.
    pub async fn take(start: &Start) -> Result<Self, StartError> {
        Ok(Self {
            store: start.store().await?,
            staff_key: start.staff_key()?,
        })
    }
}

impl StaffGate for StaffParts {
    fn store(&self) -> &Store {
        &self.store
    }

    fn staff_key(&self) -> &Key {
        &self.staff_key
    }
}
