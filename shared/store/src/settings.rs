//! How a branch works, changed.

use super::client::Store;
use super::codec::{number, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::branch::Profile;
use salver_domain::looks::Brand;

impl Store {
    /// Writes a profile that moved on by one version, and names that version in the
    /// branch's availability, so that every function reads it again before it decides.
    /// `renamed` is the brand in whose list the branch has another name from now on.
    /// `false` when the profile is no longer at the version before, or the brand not as read.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_profile(
        &self,
        profile: &Profile,
        renamed: Option<&Brand>,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let named = Expression::new("SET profile_version = :profile, #version = #version + :one")
            .name("#version", "version")
            .value(":profile", number(profile.version))
            .value(":one", number(1));
        let key = keys::profile(&profile.id);
        let commit = Commit::new(self)
            .put(
                Part::Profile,
                write_item(&key, profile),
                Expression::before(profile.version),
            )
            .update(
                Part::Stock,
                &keys::stock(&profile.id),
                named,
                "attribute_exists(pk)",
            );
        let commit = match renamed {
            Some(brand) => commit.name_branch(brand, profile),
            None => commit,
        };
        commit.record(entry).stands().await
    }
}
