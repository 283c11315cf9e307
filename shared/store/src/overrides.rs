//! What a branch says otherwise of its brand's menu.

use super::client::Store;
use super::codec::{number, read_packed, write_packed};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::branch::Profile;
use salver_domain::id::BranchId;
use salver_domain::money::Currency;
use salver_domain::overrides::Overrides;

impl Store {
    /// What a branch says otherwise, fresh.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overrides(&self, branch: &BranchId) -> Result<Overrides, StoreError> {
        let key = keys::overrides(branch);
        let item = self.get_item(&key).await?;
        let read = item.map(|item| read_packed(&key, &item)).transpose()?;
        Ok(read.unwrap_or_default())
    }

    /// Those of some branches that are in another currency than their brand's menu, each with what
    /// it says otherwise, in their order: in two round trips.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn branches_abroad(
        &self,
        branches: &[BranchId],
        home: Currency,
    ) -> Result<Vec<(Profile, Overrides)>, StoreError> {
        let keys: Vec<_> = branches.iter().map(keys::profile).collect();
        let mut found = self.batch_get(&keys).await?;
        let mut abroad = Vec::new();
        for key in &keys {
            let profile = found.take::<Profile>(key)?;
            abroad.extend(profile.filter(|profile| profile.currency != home));
        }
        let keys = abroad.iter().map(|profile| keys::overrides(&profile.id));
        let keys: Vec<_> = keys.collect();
        let mut found = self.batch_get(&keys).await?;
        let read = abroad.into_iter().zip(&keys).map(|(profile, key)| {
            let item = found.take_item(key);
            let ours = item.map(|item| read_packed(key, &item)).transpose()?;
            Ok((profile, ours.unwrap_or_default()))
        });
        read.collect()
    }

    /// Writes what moved on by one version, and names that version in the branch's availability:
    /// an order that was decided on earlier prices is refused by it and decided again. `false`
    /// when somebody was faster.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_overrides(
        &self,
        branch: &BranchId,
        overrides: &Overrides,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let named =
            Expression::new("SET overrides_version = :overrides, #version = #version + :one")
                .name("#version", "version")
                .value(":overrides", number(overrides.version))
                .value(":one", number(1));
        let key = keys::overrides(branch);
        let commit = Commit::new(self)
            .put(
                Part::Overrides,
                write_packed(&key, overrides),
                Expression::before(overrides.version),
            )
            .update(
                Part::Stock,
                &keys::stock(branch),
                named,
                "attribute_exists(pk)",
            );
        commit.record(entry).stands().await
    }
}
