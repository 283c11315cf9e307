//! A brand, and how it looks.

use salver_domain::audit::AuditEntry;
use salver_domain::id::BrandId;
use salver_domain::looks::Brand;

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

impl Store {
    /// A brand.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn brand(&self, id: &BrandId) -> Result<Option<Brand>, StoreError> {
        self.get(&keys::brand(id)).await
    }

    /// Writes a brand that moved on by one version. `false` when it is no longer at the version
    /// before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_brand(&self, brand: &Brand, entry: &AuditEntry) -> Result<bool, StoreError> {
        let before = match brand.version {
            // A brand is made without a version: it counts what was changed.
            0 | 1 => Expression::new("attribute_exists(pk) AND attribute_not_exists(#version)")
                .name("#version", "version"),
            later => Expression::at_version(later - 1),
        };
        let item = write_item(&keys::brand(&brand.id), brand);
        let commit = Commit::new(self).put(Part::Brand, item, before);
        commit.record(entry).stands().await
    }
}
