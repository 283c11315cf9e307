//! How a branch works, changed.

use super::client::Store;
use super::codec::{number, write_item};
use super::error::StoreError;
use super::keys;
use super::transaction::{Expression, Outcome, Transaction};
use salver_domain::branch::Profile;

impl Store {
    /// Writes a profile that moved on by one version, and names that version in the
    /// branch's availability, so that every function reads it again before it decides.
    /// `false` when the profile is no longer at the version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_profile(&self, profile: &Profile) -> Result<bool, StoreError> {
        let named = Expression::new("SET profile_version = :profile, #version = #version + :one")
            .name("#version", "version")
            .value(":profile", number(profile.version))
            .value(":one", number(1));
        let transaction = Transaction::default()
            .put(
                self.table(),
                write_item(&keys::profile(&profile.id), profile)?,
                Expression::at_version(profile.version - 1),
            )?
            .update(
                self.table(),
                &keys::stock(&profile.id),
                named,
                "attribute_exists(pk)",
            )?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }
}
