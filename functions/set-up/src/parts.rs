//! What this function needs of its environment.

use salver::api::{Start, StartError};
use salver::auth::secret::Key;
use salver::auth::stack_code::StackCode;
use salver::store::Store;

/// All that this function needs.
#[derive(Debug)]
pub struct Parts {
    /// The table.
    pub store: Store,
    /// Signs the staff's tokens.
    pub staff_key: Key,
    /// With which the house is set up, once.
    pub code: StackCode,
    /// With which an owner is let choose a new password.
    pub operator_code: StackCode,
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
            operator_code: start.operator_code()?,
        })
    }
}
