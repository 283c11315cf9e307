//! What this function needs of its environment.

use salver::api::{Start, StartError};
use salver::auth::secret::Key;
use salver::auth::set_up_code::SetUpCode;
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table.
    pub store: Store,
    /// Signs the staff's tokens.
    pub staff_key: Key,
    /// What whoever runs the stack has, and nobody else.
    pub code: SetUpCode,
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
            code: start.set_up_code()?,
        })
    }
}
